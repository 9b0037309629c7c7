SELECT
  strftime(month, '%Y-%m') AS month, setting,
  (coalesce(sum(advice) FILTER (step IN (4, 5)), 0) + count(*) FILTER (step = 6 AND contacted))::BIGINT AS numerator,
  count(*) FILTER (step = 4 AND alarming IN ('yes', 'undecided')) AS denominator
FROM concerns
GROUP BY ALL
ORDER BY ALL;
