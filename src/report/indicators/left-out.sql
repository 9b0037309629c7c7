-- How many resources were not counted, by reason; `no-authored` is a note about ones that were.
SELECT reason, sum(n)::BIGINT AS count
FROM (
  SELECT reason, count(*) AS n FROM judged WHERE reason IS NOT NULL GROUP BY reason
  UNION ALL
  SELECT reason, count(*) FROM visits WHERE reason NOT IN ('not-taken-place', 'minor') GROUP BY reason
  UNION ALL
  SELECT 'no-authored', count(*) FROM standing WHERE authored IS NULL
  UNION ALL
  SELECT 'duplicate', (SELECT count(*) FROM entries) - (SELECT count(*) FROM judged)
  UNION ALL
  SELECT 'duplicate', (SELECT count(*) FROM encounters) - (SELECT count(*) FROM visits)
  UNION ALL
  SELECT 'duplicate', count(*) - count(DISTINCT key) FROM clients
  UNION ALL
  SELECT 'duplicate', count(*) - count(DISTINCT key) FROM persons
)
GROUP BY reason HAVING sum(n) > 0
ORDER BY ALL;
