SELECT step, strftime(month, '%Y-%m') AS month, setting, count(*) AS entries
FROM standing
GROUP BY ALL
ORDER BY ALL;
