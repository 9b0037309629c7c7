SELECT
  strftime(month, '%Y-%m') AS month, setting,
  count(*) FILTER (reasons) AS numerator,
  count(*) AS denominator
FROM safety WHERE gut_feeling
GROUP BY ALL
ORDER BY ALL;
