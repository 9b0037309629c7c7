SELECT
  entry,
  version_id,
  last_updated,
  link_id,
  answer.valueCoding.code AS code,
  answer.valueBoolean AS boolean,
  answer.valueInteger AS integer,
  answer.valueDate AS date,
  answer.valueString IS NOT NULL AS has_text
FROM (
  SELECT entry, version_id, last_updated, found.linkId AS link_id, unnest(found.answer) AS answer
  FROM (
    SELECT
      'QuestionnaireResponse/' || id AS entry,
      meta.versionId AS version_id,
      meta.lastUpdated AS last_updated,
      unnest(list_concat(
        list_transform(item, lambda one: {linkId: one.linkId, answer: one.answer}),
        flatten(list_transform(item, lambda one:
          list_transform(one.item, lambda two: {linkId: two.linkId, answer: two.answer})
        )),
        flatten(flatten(list_transform(item, lambda one: list_transform(one.item, lambda two: two.item))))
      )) AS found
    FROM source
    WHERE questionnaire >= 'https://w3id.org/kindreflex/Questionnaire/kindreflex-'
      AND questionnaire < 'https://w3id.org/kindreflex/Questionnaire/kindreflex.'
  )
)
