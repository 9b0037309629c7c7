SELECT
  'Encounter/' || id AS key,
  meta.versionId AS version_id,
  meta.lastUpdated AS last_updated,
  status,
  class.code AS class,
  nullif(regexp_extract(subject.reference, '(?:^|/)(Patient/[A-Za-z0-9.-]{1,64})(?:/_history/.*)?$', 1), '') AS client,
  period.start AS start,
  nullif(regexp_extract(serviceProvider.reference, '(?:^|/)(Organization/[A-Za-z0-9.-]{1,64})(?:/_history/.*)?$', 1), '') AS service
FROM source
