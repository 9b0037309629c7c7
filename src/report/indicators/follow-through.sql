-- Per client and day of steps 4 to 6: the review that steps 5 and 6 set on it, and the next such day
WITH days AS (
  SELECT
    client, day,
    min(review_on) FILTER (step IN (5, 6)) AS review_on,
    lead(day) OVER (PARTITION BY client ORDER BY day) AS next_day
  FROM concerns
  GROUP BY client, day
),
alarming AS (
  SELECT month, setting, coalesce(concerns.review_on, days.review_on) AS review_on, next_day
  FROM concerns JOIN days USING (client, day)
  WHERE step = 4 AND alarming = 'yes'
)
SELECT
  strftime(month, '%Y-%m') AS month, setting,
  count(*) FILTER (review_on >= getvariable('as_of') OR next_day <= review_on) AS numerator,
  count(*) AS denominator
FROM alarming
GROUP BY ALL
ORDER BY ALL;
