-- Each encounter once, in its newest version, with what is known of its client. `reason` says why it is not counted.
CREATE OR REPLACE TEMP TABLE visits AS
WITH people AS (
  SELECT key, earliest(birth_date) AS born_from, latest(birth_date) AS born_until FROM newest_of('clients')
),
placed AS (
  SELECT *, day_of(started) AS day
  FROM (
    SELECT
      key, client, class, service,
      status IN ('arrived', 'triaged', 'in-progress', 'onleave', 'finished') AS took_place,
      start AS started
    FROM newest_of('encounters')
  )
)
SELECT
  placed.key, placed.client, placed.day, placed.started,
  setting_of_class(class) AS class_setting,
  getvariable('service') IS NULL OR service IS NOT DISTINCT FROM getvariable('service') AS in_service,
  CASE
    WHEN getvariable('service') IS NOT NULL AND service IS DISTINCT FROM getvariable('service') THEN 'other-service'
    WHEN NOT coalesce(took_place, false) THEN 'not-taken-place'
    WHEN day IS NULL THEN 'no-start'
    WHEN day > getvariable('as_of') THEN 'after-as-of'
    WHEN people.key IS NULL THEN 'unknown-client'
    WHEN NOT of_age(born_from, day) THEN 'minor'
    WHEN NOT coalesce(of_age(born_until, day), false) THEN 'age-unknown'
  END AS reason
FROM placed LEFT JOIN people ON people.key = placed.client;
