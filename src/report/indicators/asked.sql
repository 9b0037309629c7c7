-- Each encounter that counts: whether and when the question was first answered in it, and where.
CREATE OR REPLACE TEMP TABLE asked AS
WITH answered AS (
  SELECT
    client, encounter,
    bool_or(held) AS held,
    min(authored) FILTER (held IS NOT NULL) AS first_answer,
    arg_max(own_setting, place) FILTER (own_setting IS NOT NULL) AS named_setting
  FROM conversations WHERE encounter IS NOT NULL
  GROUP BY client, encounter
)
SELECT
  date_trunc('month', visits.day) AS month,
  coalesce(named_setting, class_setting, 'unknown') AS setting,
  coalesce(held, false) AS held,
  CASE WHEN first_answer IS NOT NULL THEN greatest(0, epoch_us(first_answer) - epoch_us(started)) / 3600e6 END AS hours
FROM visits
LEFT JOIN answered ON answered.encounter = visits.key AND answered.client = visits.client
WHERE visits.reason IS NULL;
