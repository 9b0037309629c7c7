SELECT
  'QuestionnaireResponse/' || id AS key,
  meta.versionId AS version_id,
  meta.lastUpdated AS last_updated,
  CASE WHEN identifier.system = 'https://w3id.org/kindreflex/id' THEN identifier.value END AS entry_id,
  questionnaire,
  status,
  nullif(regexp_extract(subject.reference, '(?:^|/)(Patient/[A-Za-z0-9.-]{1,64})(?:/_history/.*)?$', 1), '') AS client,
  nullif(regexp_extract(encounter.reference, '(?:^|/)(Encounter/[A-Za-z0-9.-]{1,64})(?:/_history/.*)?$', 1), '') AS encounter,
  authored,
  list_filter(corrects, lambda part: part.url = 'entry' AND part.valueIdentifier.value IS NOT NULL)[1].valueIdentifier.value AS corrects_entry,
  list_filter(corrects, lambda part: part.url = 'kind' AND part.valueCode IS NOT NULL)[1].valueCode AS corrects_kind,
  list_filter(contact_dates, lambda answer: answer.valueDate IS NOT NULL)[1].valueDate AS contact_date,
  list_filter(settings, lambda answer: answer.valueCoding.code IS NOT NULL)[1].valueCoding.code AS setting
FROM (
  SELECT
    * EXCLUDE (item, extension),
    flatten(list_transform(
      list_filter(extension, lambda found: found.url = 'https://w3id.org/kindreflex/StructureDefinition/corrects'),
      lambda found: found.extension
    )) AS corrects,
    flatten(list_transform(
      list_filter(item, lambda found: found.linkId IN ('s1.contactDate', 's2.contactDate', 's3.contactDate', 's4.contactDate', 's5.contactDate', 's6.contactDate')),
      lambda found: found.answer
    )) AS contact_dates,
    flatten(list_transform(
      list_filter(item, lambda found: found.linkId IN ('s1.setting', 's2.setting', 's3.setting', 's4.setting', 's5.setting', 's6.setting')),
      lambda found: found.answer
    )) AS settings
  FROM source
  WHERE questionnaire >= 'https://w3id.org/kindreflex/Questionnaire/kindreflex-'
    AND questionnaire < 'https://w3id.org/kindreflex/Questionnaire/kindreflex.'
)
