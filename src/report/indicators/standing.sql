-- Every entry with the reason why it is not counted, if any.
CREATE OR REPLACE TEMP TABLE judged AS
WITH dated AS (
  SELECT *, date_trunc('month', day) AS month
  FROM (SELECT *, least(contact_day, day_of(authored)) AS day FROM read_entries)
)
SELECT
  dated.key, dated.client, dated.encounter, dated.step, dated.day, dated.month, dated.authored, dated.last_updated,
  dated.own_setting,
  coalesce(dated.own_setting, visits.class_setting, 'unknown') AS setting,
  CASE
    WHEN dated.reason IS NOT NULL THEN dated.reason
    WHEN corrected.id IS NOT NULL THEN 'corrected'
    WHEN corrects_kind = 'withdraws' AND corrects_entry IS NOT NULL THEN 'withdrawal'
    WHEN dated.day IS NULL THEN 'no-day'
    WHEN dated.client IS NULL THEN 'no-client'
    WHEN getvariable('service') IS NOT NULL AND NOT coalesce(visits.in_service, false) THEN 'other-service'
    WHEN dated.day > getvariable('as_of') THEN 'after-as-of'
  END AS reason
FROM dated
LEFT JOIN corrected ON corrected.client = dated.client AND corrected.id = dated.id
LEFT JOIN visits ON visits.key = dated.encounter;

-- The entries that count
CREATE OR REPLACE TEMP VIEW standing AS SELECT * EXCLUDE (reason) FROM judged WHERE reason IS NULL;
