-- The entries that a correction in force names. A correction that is itself withdrawn undoes nothing, and so on along a chain.
CREATE OR REPLACE TEMP TABLE corrected AS
WITH RECURSIVE corrections AS MATERIALIZED (
  SELECT client, id, corrects_entry AS target, corrects_kind AS kind FROM read_entries
  WHERE corrects_entry IS NOT NULL AND reason IS NULL AND client IS NOT NULL AND corrects_kind IN ('replaces', 'withdraws') AND corrects_entry <> id
),
-- The corrections that another one withdraws, once for each that does
withdrawn AS MATERIALIZED (
  SELECT first.client, first.id, first.target, later.id AS withdrawn_by
  FROM corrections AS first
  JOIN corrections AS later ON later.kind = 'withdraws' AND later.client = first.client AND later.target = first.id
),
-- Round by round: out of force when one in force withdraws it, in force when all that withdraw it are out of force
rounds AS (
  SELECT DISTINCT client, id, NULL::BOOLEAN AS in_force, 0 AS round FROM withdrawn
  UNION ALL
  SELECT client, id, in_force, round FROM (
    SELECT *, bool_or(in_force IS NOT NULL AND before IS NULL) OVER () AS moved FROM (
      SELECT
        this.client, this.id, any_value(this.in_force) AS before, any_value(this.round) + 1 AS round,
        coalesce(
          any_value(this.in_force),
          CASE
            WHEN bool_or(other.id IS NULL OR coalesce(other.in_force, false)) THEN false
            WHEN bool_and(other.in_force IS NOT NULL) THEN true
          END
        ) AS in_force
      FROM rounds AS this
      JOIN withdrawn ON withdrawn.client = this.client AND withdrawn.id = this.id
      LEFT JOIN rounds AS other ON other.client = withdrawn.client AND other.id = withdrawn.withdrawn_by
      GROUP BY this.client, this.id
    )
  ) WHERE moved
),
outcome AS MATERIALIZED (
  SELECT client, id, arg_max(in_force, round) AS in_force FROM rounds GROUP BY client, id
),
-- What is left open goes round in a circle, in which each is withdrawn by one other: with an odd number all stay in force.
open AS MATERIALIZED (
  SELECT DISTINCT withdrawn.client, withdrawn.id, withdrawn.target
  FROM withdrawn JOIN outcome USING (client, id) WHERE outcome.in_force IS NULL
),
walk AS (
  SELECT client, id AS start, target AS here, 1 AS steps FROM open
  UNION ALL
  SELECT walk.client, walk.start, open.target, walk.steps + 1
  FROM walk JOIN open ON open.client = walk.client AND open.id = walk.here
  WHERE walk.here <> walk.start
),
circles AS (SELECT client, start AS id, max(steps) % 2 = 1 AS in_force FROM walk GROUP BY client, start)
SELECT DISTINCT corrections.client, corrections.target AS id
FROM corrections
LEFT JOIN outcome ON outcome.client = corrections.client AND outcome.id = corrections.id
LEFT JOIN circles ON circles.client = corrections.client AND circles.id = corrections.id
WHERE outcome.id IS NULL OR coalesce(outcome.in_force, circles.in_force);
