-- A stay is one encounter of one client; where an entry names none, one day.
WITH stays AS (
  SELECT
    arg_min({month: month, setting: setting}, place) FILTER (resident AND (cares OR children >= 1)) AS first,
    coalesce(bool_or(childcare_known), false) AS answered
  FROM conversations
  GROUP BY client, encounter, CASE WHEN encounter IS NULL THEN day END
)
SELECT
  strftime(first.month, '%Y-%m') AS month, first.setting AS setting,
  count(*) FILTER (answered) AS numerator,
  count(*) AS denominator
FROM stays WHERE first IS NOT NULL
GROUP BY ALL
ORDER BY ALL;
