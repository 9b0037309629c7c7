SELECT
  entry,
  version_id,
  last_updated,
  nullif(regexp_extract(
    list_filter(about, lambda a: a.linkId = 's1.kind.refpersoon' AND regexp_matches(a.answer.valueReference.reference, '(?:^|/)RelatedPerson/'))[1].answer.valueReference.reference,
    '(?:^|/)(RelatedPerson/[A-Za-z0-9.-]{1,64})(?:/_history/.*)?$', 1
  ), '') AS person,
  CASE
    WHEN fresh IS NULL THEN 'RelatedPerson/' || list_filter(about, lambda a: a.linkId = 's1.kind.id' AND a.answer.valueString IS NOT NULL)[1].answer.valueString
    ELSE list_filter(identity, lambda a: a.linkId = 's1.kind.nieuw.uuid' AND a.answer.valueString IS NOT NULL)[1].answer.valueString
  END AS own_id,
  coalesce(len(list_filter(identity, lambda a: a.linkId IN (prefix || '.voornaam', prefix || '.naam') AND a.answer.valueString IS NOT NULL)) > 0, false) AS has_name,
  list_filter(identity, lambda a: a.linkId = prefix || '.geboortedatum' AND a.answer.valueDate IS NOT NULL)[1].answer.valueDate AS birth_date,
  list_filter(about, lambda a: a.linkId = 's1.kind.geboortedatumOnbekend' AND a.answer.valueBoolean IS NOT NULL)[1].answer.valueBoolean AS birth_unknown,
  list_filter(about, lambda a: a.linkId = 's1.kind.permanent' AND a.answer.valueCoding.code IS NOT NULL)[1].answer.valueCoding.code AS permanent,
  list_filter(about, lambda a: a.linkId = 's1.kind.verblijf' AND a.answer.valueCoding.code IS NOT NULL)[1].answer.valueCoding.code AS residence
FROM (
  -- Who a new child is stands in a group of its own; of a child that the record has, beside the other answers.
  SELECT
    *,
    CASE WHEN fresh IS NULL THEN 's1.kind' ELSE 's1.kind.nieuw' END AS prefix,
    CASE WHEN fresh IS NULL THEN about ELSE flatten(list_transform(fresh.item, lambda i:
      list_transform(i.answer, lambda a: {linkId: i.linkId, answer: a})
    )) END AS identity
  FROM (
    SELECT
      entry,
      version_id,
      last_updated,
      flatten(list_transform(child.item, lambda i:
        list_transform(i.answer, lambda a: {linkId: i.linkId, answer: a})
      )) AS about,
      list_filter(child.item, lambda i: i.linkId = 's1.kind.nieuw')[1] AS fresh
    FROM (
      SELECT
        'QuestionnaireResponse/' || id AS entry,
        meta.versionId AS version_id,
        meta.lastUpdated AS last_updated,
        unnest(list_filter(item, lambda i: i.linkId = 's1.kind')) AS child
      FROM source
      WHERE questionnaire >= 'https://w3id.org/kindreflex/Questionnaire/kindreflex-'
        AND questionnaire < 'https://w3id.org/kindreflex/Questionnaire/kindreflex.'
    )
  )
)
