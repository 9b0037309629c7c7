-- Dates and codes, as every statement after this one reads them.
SET TimeZone = 'Europe/Brussels';

-- The date in Belgium. It is that of UTC until 22:00 UTC, since Belgium is at most two hours ahead; the time zone is slow to ask for.
CREATE OR REPLACE TEMP MACRO day_of(moment) AS
  CASE
    WHEN epoch_us(moment) >= 0 AND epoch_us(moment) % 86400000000 < 79200000000
      THEN DATE '1970-01-01' + CAST(epoch_us(moment) // 86400000000 AS INTEGER)
    ELSE CAST(timezone('Europe/Brussels', moment) AS DATE)
  END;

CREATE OR REPLACE TEMP MACRO full_date(written) AS
  CASE WHEN length(written) = 10 THEN TRY_CAST(written AS DATE) END;

-- The first and the last day that a whole or partial FHIR date can mean
CREATE OR REPLACE TEMP MACRO earliest(written) AS
  CASE length(written)
    WHEN 4 THEN TRY_CAST(written || '-01-01' AS DATE)
    WHEN 7 THEN TRY_CAST(written || '-01' AS DATE)
    ELSE full_date(written)
  END;
CREATE OR REPLACE TEMP MACRO latest(written) AS
  CASE length(written)
    WHEN 4 THEN TRY_CAST(written || '-12-31' AS DATE)
    WHEN 7 THEN last_day(TRY_CAST(written || '-01' AS DATE))
    ELSE full_date(written)
  END;

-- Whether somebody who was born on a day is 18 or older on another; who was born on 29 February is so on 1 March.
CREATE OR REPLACE TEMP MACRO of_age(born, today) AS
  CASE
    WHEN year(today) - year(born) <> 18 THEN year(today) - year(born) > 18
    ELSE month(today) * 100 + day(today) >= month(born) * 100 + day(born)
  END;

-- Where the entry does not tell, as ValueSet kindreflex-setting has it
CREATE OR REPLACE TEMP MACRO setting_of_class(class) AS
  CASE
    WHEN class = 'EMER' THEN 'emergency'
    WHEN class IN ('IMP', 'ACUTE', 'NONAC') THEN 'inpatient'
    WHEN class IN ('AMB', 'VR') THEN 'outpatient'
  END;

-- The period of a month (its first day), seen from the month of the report; null for one before both.
CREATE OR REPLACE TEMP MACRO period_of(month) AS
  CASE
    WHEN month > date_trunc('month', getvariable('as_of')) - INTERVAL 12 MONTH THEN 'current'
    WHEN month > date_trunc('month', getvariable('as_of')) - INTERVAL 24 MONTH THEN 'previous'
  END;

-- The rows of a view in their newest version, each resource once. Few resources are there twice: only those are put in order.
CREATE OR REPLACE TEMP MACRO newest_of(view_name) AS TABLE
  WITH twice AS MATERIALIZED (SELECT key FROM query_table(view_name) GROUP BY key HAVING count(*) > 1)
  SELECT * FROM query_table(view_name) ANTI JOIN twice USING (key)
  UNION ALL
  (
    SELECT * FROM query_table(view_name) SEMI JOIN twice USING (key)
    QUALIFY row_number() OVER (
      PARTITION BY key
      ORDER BY last_updated DESC NULLS LAST, version_id DESC NULLS LAST
    ) = 1
  );
