-- Keys that more than one row of the export has: which version is the newest, and in how many identical copies it is there.
CREATE OR REPLACE TEMP TABLE repeated AS
SELECT
  key AS entry_key, version_id, last_updated, count(*) AS copies,
  row_number() OVER (
    PARTITION BY key
    ORDER BY last_updated DESC NULLS LAST, version_id DESC NULLS LAST
  ) = 1 AS newest
FROM entries
SEMI JOIN (SELECT key FROM entries GROUP BY key HAVING count(*) > 1) AS twice USING (key)
GROUP BY key, version_id, last_updated;

-- Their rows in the newest version only, of three views. The many others need not be compared by version.
CREATE OR REPLACE TEMP MACRO newest_version(view_name, key_column) AS TABLE
  WITH candidates AS MATERIALIZED (
    SELECT * FROM query_table(view_name) AS one SEMI JOIN repeated ON repeated.entry_key = key_column
  )
  SELECT candidates.* FROM candidates
  JOIN repeated ON repeated.newest AND repeated.entry_key = key_column
    AND candidates.version_id IS NOT DISTINCT FROM repeated.version_id
    AND candidates.last_updated IS NOT DISTINCT FROM repeated.last_updated;

CREATE OR REPLACE TEMP TABLE repeated_entries AS
SELECT * FROM newest_version('entries', key)
QUALIFY row_number() OVER (PARTITION BY key ORDER BY authored DESC NULLS LAST, status) = 1;

CREATE OR REPLACE TEMP TABLE repeated_answers AS SELECT * FROM newest_version('answers', entry);
CREATE OR REPLACE TEMP VIEW current_answers AS
SELECT * EXCLUDE (version_id, last_updated) FROM answers ANTI JOIN repeated ON repeated.entry_key = answers.entry
UNION ALL
SELECT * EXCLUDE (version_id, last_updated) FROM repeated_answers;

CREATE OR REPLACE TEMP TABLE repeated_children AS SELECT * FROM newest_version('children', entry);
CREATE OR REPLACE TEMP VIEW current_children AS
SELECT * EXCLUDE (version_id, last_updated) FROM children ANTI JOIN repeated ON repeated.entry_key = children.entry
UNION ALL
SELECT * EXCLUDE (version_id, last_updated) FROM repeated_children;

-- One entry under several keys: a retry that a server took for a new one. The keys of all but the newest
CREATE OR REPLACE TEMP TABLE superseded AS
WITH candidates AS MATERIALIZED (
  SELECT key, client, entry_id, version_id, last_updated FROM entries
  SEMI JOIN (
    SELECT entry_id FROM entries WHERE entry_id IS NOT NULL GROUP BY entry_id HAVING count(*) > 1
  ) AS twice USING (entry_id)
),
newest AS (
  SELECT key, client, entry_id, version_id, last_updated FROM candidates ANTI JOIN repeated ON repeated.entry_key = candidates.key
  UNION ALL
  SELECT key, client, entry_id, version_id, last_updated FROM repeated_entries WHERE entry_id IS NOT NULL
)
SELECT key FROM newest
QUALIFY row_number() OVER (
  PARTITION BY client, entry_id
  ORDER BY last_updated DESC NULLS LAST, version_id DESC NULLS LAST
) > 1;

-- Each entry once. `reason` says why it is not counted, as far as the entry itself tells.
CREATE OR REPLACE TEMP VIEW read_entries AS
WITH questionnaires(url, step) AS (
  VALUES
    ('https://w3id.org/kindreflex/Questionnaire/kindreflex-1-conversation', 1),
    ('https://w3id.org/kindreflex/Questionnaire/kindreflex-2-safety', 2),
    ('https://w3id.org/kindreflex/Questionnaire/kindreflex-3-support', 3),
    ('https://w3id.org/kindreflex/Questionnaire/kindreflex-4-concern', 4),
    ('https://w3id.org/kindreflex/Questionnaire/kindreflex-5-restore-safety', 5),
    ('https://w3id.org/kindreflex/Questionnaire/kindreflex-6-mandate', 6)
),
versions(suffix) AS (VALUES (''), ('|'), ('|0.1.0')),
known AS (SELECT url || suffix AS questionnaire, step FROM questionnaires CROSS JOIN versions),
once AS (
  SELECT * FROM entries ANTI JOIN repeated ON repeated.entry_key = entries.key
  UNION ALL
  SELECT * FROM repeated_entries
)
SELECT
  once.key,
  coalesce(entry_id, once.key) AS id,
  known.step::TINYINT AS step,
  client, encounter,
  contact_date AS contact_day,
  authored,
  last_updated,
  setting AS own_setting,
  corrects_entry, corrects_kind,
  CASE
    WHEN superseded.key IS NOT NULL THEN 'duplicate'
    WHEN known.step IS NULL THEN 'unknown-questionnaire'
    WHEN status = 'entered-in-error' THEN 'in-error'
    WHEN status IS NULL OR status NOT IN ('completed', 'amended') THEN 'not-finished'
  END AS reason
FROM once
LEFT JOIN superseded ON superseded.key = once.key
LEFT JOIN known ON known.questionnaire = once.questionnaire;
