-- A question to the team opens with a concern and is closed by a decision; what comes after the decision is the next question.
WITH events AS (
  SELECT client, day, month, authored, step, last_updated, setting, NULL AS decision, NULL AS decided_on, false AS new_signal
  FROM safety WHERE gut_feeling OR acute OR unsafe_now
  UNION ALL
  SELECT
    client, day, month, authored, step, last_updated, setting,
    CASE WHEN step = 4 AND alarming IN ('yes', 'no') THEN alarming END AS decision,
    decided_on,
    step = 5 AS new_signal
  FROM concerns WHERE step = 4 OR (step = 5 AND new_signal)
),
in_turn AS (
  SELECT
    *,
    row_number() OVER in_order AS place,
    count(decision) OVER before AS turn,
    last_value(decision IGNORE NULLS) OVER before AS last_decision
  FROM events
  WINDOW
    in_order AS (PARTITION BY client ORDER BY day, authored NULLS FIRST, step, last_updated NULLS FIRST),
    before AS (
      PARTITION BY client ORDER BY day, authored NULLS FIRST, step, last_updated NULLS FIRST
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    )
),
questions AS (
  SELECT
    arg_min({day: day, month: month, setting: setting}, place) FILTER (new_signal OR last_decision IS DISTINCT FROM 'yes') AS opened,
    max(coalesce(decided_on, day)) FILTER (decision IS NOT NULL) AS decided
  FROM in_turn
  GROUP BY client, turn
),
timed AS (
  SELECT
    opened.month AS month, opened.setting AS setting,
    coalesce(decided - opened.day <= getvariable('decision_days'), false) AS in_time,
    decided IS NULL AND getvariable('as_of') - opened.day <= getvariable('decision_days') AS running
  FROM questions WHERE opened IS NOT NULL
)
SELECT
  strftime(month, '%Y-%m') AS month, setting,
  count(*) FILTER (in_time) AS numerator,
  count(*) FILTER (NOT running) AS denominator,
  count(*) FILTER (running) AS still_running
FROM timed
GROUP BY ALL
ORDER BY ALL;
