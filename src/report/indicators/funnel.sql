-- Different clients by step; at step 1 those with whom the conversation was held
WITH reached AS (
  SELECT
    client, step,
    bool_or(period_of(month) = 'current') AS in_current,
    bool_or(period_of(month) = 'previous') AS in_previous
  FROM (
    SELECT client, step, month FROM standing WHERE step > 1
    UNION ALL
    SELECT client, step, month FROM conversations WHERE held
  )
  GROUP BY client, step
),
counted AS (
  SELECT step, count(*) FILTER (in_current) AS current, count(*) FILTER (in_previous) AS previous, count(*) AS "all"
  FROM reached GROUP BY step
)
SELECT period, step, clients
FROM counted UNPIVOT (clients FOR period IN (current, previous, "all"))
WHERE clients > 0
ORDER BY ALL;
