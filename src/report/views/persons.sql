SELECT
  'RelatedPerson/' || id AS key,
  meta.versionId AS version_id,
  meta.lastUpdated AS last_updated,
  nullif(regexp_extract(patient.reference, '(?:^|/)(Patient/[A-Za-z0-9.-]{1,64})(?:/_history/.*)?$', 1), '') AS client,
  birthDate AS birth_date,
  coalesce(len(list_filter(name, lambda n: n.given IS NOT NULL OR n.family IS NOT NULL OR n.text IS NOT NULL)) > 0, false) AS has_name,
  list_filter(identifier, lambda i: i.system = 'https://w3id.org/kindreflex/id' AND i.value IS NOT NULL)[1].value AS own_id
FROM source
