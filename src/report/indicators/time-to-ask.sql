-- Per month and per period, for each setting and for all of them together
WITH timed AS (
  SELECT hours, setting, unnest([strftime(month, '%Y-%m'), 'all', period_of(month)]) AS span
  FROM asked WHERE hours IS NOT NULL
),
spread AS (
  SELECT span, setting, count(*) AS count, quantile_cont(hours, [0.25, 0.5, 0.75]) AS quartiles
  FROM timed WHERE span IS NOT NULL
  GROUP BY GROUPING SETS ((span), (span, setting))
)
SELECT
  span, coalesce(setting, 'all') AS setting, count,
  quartiles[1] AS q1, quartiles[2] AS median, quartiles[3] AS q3
FROM spread
ORDER BY ALL;
