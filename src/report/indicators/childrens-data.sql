-- The children of a client as they stood after the last entry of a month that counts or lists children
WITH places AS (
  SELECT
    client, key, place, day, month, setting, coalesce(children, 0) AS counted,
    lead(month) OVER (PARTITION BY client ORDER BY place) IS DISTINCT FROM month AS last_of_month
  FROM conversations
  WHERE children >= 1 OR key IN (SELECT entry FROM current_children)
),
anchors AS (SELECT client, month, day, setting, counted, place FROM places WHERE last_of_month),
people AS (SELECT key, client, own_id, has_name, birth_date FROM newest_of('persons')),
mentions AS (
  SELECT client, place, entry, person, own_id, has_name, birth_date, permanent, residence
  FROM current_children JOIN places ON places.key = current_children.entry
),
-- The person behind a number of our own that an entry gives alone: by the record, or by an entry that gives both
numbers AS (
  SELECT client, own_id FROM mentions WHERE person IS NULL AND own_id IS NOT NULL
),
persons_by_number AS (
  SELECT client, own_id, min(person) AS person
  FROM (
    SELECT client, own_id, key AS person FROM people SEMI JOIN numbers USING (client, own_id)
    UNION ALL
    SELECT client, own_id, person FROM mentions SEMI JOIN numbers USING (client, own_id) WHERE person IS NOT NULL
  )
  GROUP BY client, own_id
),
identified AS (
  SELECT
    client, place, NULL::BIGINT AS nameless, coalesce(mentions.person, by_number.person, own_id) AS child,
    has_name, birth_date, permanent, residence
  FROM mentions LEFT JOIN persons_by_number AS by_number USING (client, own_id)
  WHERE mentions.person IS NOT NULL OR own_id IS NOT NULL
  UNION ALL
  -- A child that nothing identifies is one of its own. An export that holds the same version twice lists it twice.
  (
    SELECT
      client, place,
      row_number() OVER () AS nameless,
      NULL AS child,
      has_name, birth_date, permanent, residence
    FROM mentions LEFT JOIN repeated ON repeated.newest AND repeated.entry_key = mentions.entry
    WHERE person IS NULL AND own_id IS NULL
    QUALIFY (row_number() OVER (PARTITION BY entry, has_name, birth_date, permanent, residence) - 1) % coalesce(copies, 1) = 0
  )
),
-- What is known of a child after each entry that lists it: per field the newest that says something
known AS (
  SELECT
    client, child, place,
    bool_or(has_name) OVER until_here AS has_name,
    last_value(birth_date IGNORE NULLS) OVER until_here AS birth_date,
    last_value(permanent IGNORE NULLS) OVER until_here AS permanent,
    last_value(residence IGNORE NULLS) OVER until_here AS residence,
    lead(place) OVER in_order AS until_place
  FROM identified
  WINDOW
    in_order AS (PARTITION BY client, child, nameless ORDER BY place),
    until_here AS (PARTITION BY client, child, nameless ORDER BY place ROWS UNBOUNDED PRECEDING)
),
complete AS (
  SELECT
    known.client, known.place, known.until_place,
    coalesce(people.has_name, false) OR coalesce(known.has_name, false) AS has_name,
    coalesce(people.birth_date, known.birth_date) AS birth_date,
    coalesce(permanent = 'yes', false) OR residence IS NOT NULL AS has_residence
  FROM known LEFT JOIN people ON people.key = known.child
),
per_anchor AS (
  SELECT
    anchors.client, anchors.month,
    count(*) AS found,
    count(*) FILTER (has_name AND birth_date IS NOT NULL AND has_residence) AS complete
  FROM anchors
  JOIN complete ON complete.client = anchors.client
    AND complete.place <= anchors.place AND coalesce(complete.until_place > anchors.place, true)
  WHERE NOT coalesce(of_age(latest(birth_date), anchors.day), false)
  GROUP BY anchors.client, anchors.month
)
SELECT
  strftime(anchors.month, '%Y-%m') AS month, setting,
  sum(coalesce(complete, 0))::BIGINT AS numerator,
  sum(greatest(counted, coalesce(found, 0)))::BIGINT AS denominator
FROM anchors LEFT JOIN per_anchor USING (client, month)
GROUP BY ALL
ORDER BY ALL;
