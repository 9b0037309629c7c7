SELECT
  strftime(month, '%Y-%m') AS month, setting,
  count(*) FILTER (held) AS numerator,
  count(*) AS denominator
FROM asked
GROUP BY ALL
ORDER BY ALL;
