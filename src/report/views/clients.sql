SELECT
  'Patient/' || id AS key,
  meta.versionId AS version_id,
  meta.lastUpdated AS last_updated,
  birthDate AS birth_date
FROM source
