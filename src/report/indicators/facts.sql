-- The answers that the indicators ask for, beside the entries that count. The range lets the reader of a file skip what is outside it.
-- Of step 1,
CREATE OR REPLACE TEMP TABLE conversations AS
WITH facts AS (
  SELECT
    entry AS key,
    bool_or(code = 'held') FILTER (link_id = 's1.uitkomst') AS held,
    bool_or(code = 'yes') FILTER (link_id = 's1.zorgtVoor') AS cares,
    max(integer) FILTER (link_id = 's1.aantal') AS children,
    bool_or(boolean) FILTER (link_id = 's1.residentieel') AS resident,
    bool_or(code IN ('arranged', 'partly', 'not-arranged')) FILTER (link_id = 's1.opvang') AS childcare_known
  FROM current_answers
  WHERE link_id BETWEEN 's1.' AND 's1.~'
    AND link_id IN ('s1.uitkomst', 's1.zorgtVoor', 's1.aantal', 's1.residentieel', 's1.opvang')
  GROUP BY entry
)
SELECT
  standing.* EXCLUDE (authored, last_updated), authored, facts.* EXCLUDE (key),
  -- Where the entry stands among those of the client
  row_number() OVER (PARTITION BY client ORDER BY day, authored NULLS FIRST, last_updated NULLS FIRST) AS place
FROM standing LEFT JOIN facts USING (key) WHERE step = 1;

-- of step 2,
CREATE OR REPLACE TEMP TABLE safety AS
WITH facts AS (
  SELECT
    entry AS key,
    bool_or(code = 'yes') FILTER (link_id = 's2.nietPluis') AS gut_feeling,
    bool_or(code = 'yes') FILTER (link_id = 's2.acuut') AS acute,
    bool_or(code = 'no') FILTER (link_id = 's2.nuVeilig') AS unsafe_now,
    bool_or(has_text) FILTER (link_id = 's2.redenen.tekst') AS reasons
  FROM current_answers
  WHERE link_id BETWEEN 's2.' AND 's2.~'
    AND link_id IN ('s2.nietPluis', 's2.acuut', 's2.nuVeilig', 's2.redenen.tekst')
  GROUP BY entry
)
SELECT standing.*, facts.* EXCLUDE (key) FROM standing LEFT JOIN facts USING (key) WHERE step = 2;

-- and of steps 4, 5 and 6.
CREATE OR REPLACE TEMP TABLE concerns AS
WITH facts AS (
  SELECT
    entry AS key,
    max(code) FILTER (link_id = 's4.besluit.verontrustend') AS alarming,
    max(date) FILTER (link_id = 's4.besluit.op') AS decided_on,
    min(date) FILTER (link_id IN ('s4.volgende', 's5.volgende', 's6.volgende')) AS review_on,
    bool_or(boolean) FILTER (link_id = 's5.nieuwSignaal') AS new_signal,
    count(*) FILTER (link_id IN ('s4.advies.bij', 's5.advies.bij') AND code IN ('vk', 'ocj')) AS advice,
    bool_or(date IS NOT NULL) FILTER (link_id = 's6.contact.op') AS contacted
  FROM current_answers
  WHERE link_id BETWEEN 's4.' AND 's6.~'
    AND link_id IN (
    's4.besluit.verontrustend', 's4.besluit.op', 's4.volgende', 's4.advies.bij',
    's5.nieuwSignaal', 's5.volgende', 's5.advies.bij', 's6.contact.op', 's6.volgende'
  )
  GROUP BY entry
)
SELECT
  standing.*,
  alarming, new_signal, contacted,
  full_date(decided_on) AS decided_on,
  full_date(review_on) AS review_on,
  -- An export that holds the same version twice holds its answers twice.
  coalesce(advice // coalesce(copies, 1), 0) AS advice
FROM standing
LEFT JOIN facts USING (key)
LEFT JOIN repeated ON repeated.newest AND repeated.entry_key = standing.key
WHERE step IN (4, 5, 6);
