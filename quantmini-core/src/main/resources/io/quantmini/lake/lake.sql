-- The lake as its ledger has it now, for DuckDB 1.1 or later: views bronze.<dataset> and silver.<dataset> over exactly the
-- committed files. Written by quantmini; nothing in here goes stale, for it reads the ledger when it is read itself.
--
--   in the lake's directory   duckdb -init metadata/lake.sql
--   from anywhere             duckdb -cmd "SET VARIABLE lake = '/data/lake'" -init /data/lake/metadata/lake.sql
--
-- The views keep to the commits that were there when this was read; ".read metadata/lake.sql" again shows newer ones, and
-- helps when a commit took a file away. They last as long as the connection. Lines of the ledger and lists of files are
-- checked as far as SQL can: that they are whole, and that the numbers add up. check() in metadata/lake.py does the rest.

SET VARIABLE lake = coalesce(getvariable('lake'), '.');

-- What is special in a file pattern stands for itself: a lake may be in a directory called "lake[1]".
CREATE OR REPLACE TEMP MACRO lake_path(path) AS
    regexp_replace(getvariable('lake'), '([*?\[])', '[\1]', 'g') || '/' || path;

CREATE OR REPLACE TEMP TABLE lake_lines AS
WITH texts AS (
    SELECT string_split(content, chr(10)) AS pieces FROM read_text(lake_path('metadata/ledger.jsonl'))
), lines AS (
    -- What follows the last line feed is a line in the making, unless all but that line feed is there.
    SELECT unnest(pieces[:-2]) AS text, unnest(range(1, len(pieces))) AS number,
        len(pieces) - (pieces[-1] = '')::INT AS last
    FROM texts
    UNION ALL
    SELECT pieces[-1], len(pieces), len(pieces) + 1 FROM texts
    WHERE regexp_full_match(pieces[-1], '\{.*,"crc":"[0-9a-f]{8}"\}.')
), judged AS (
    -- A crash leaves zeros where the last line was not written.
    SELECT number, last, number = last AND contains(text, chr(0)) AS torn, try_cast(text AS JSON) AS line,
        regexp_full_match(text, '\{.*,"crc":"[0-9a-f]{8}"\}') AND json_valid(text) AS whole
    FROM lines
), sound AS (
    SELECT number, line FROM judged
    WHERE CASE
        WHEN whole AND line ->> 'v' = '1' THEN true
        WHEN whole THEN error('[ledger.jsonl line ' || number || '] cannot read: expected version 1')
        WHEN torn THEN false
        ELSE error('[ledger.jsonl line ' || number || '] cannot read: the line is damaged')
    END
)
SELECT
    number,
    line ->> 'unit' AS unit,
    line ->> 'op' IN ('publish', 'settle', 'compact') AS adds,
    line ->> 'layer' AS layer,
    line ->> 'dataset' AS dataset,
    coalesce(line ->> 'set', CASE line ->> 'layer' WHEN 'silver' THEN line ->> 'unit' ELSE '' END) AS feature_set,
    line ->> '$.files.manifest' AS manifest,
    (line ->> '$.files.count')::BIGINT AS files,
    (line ->> '$.files.bytes')::BIGINT AS bytes,
    (line ->> '$.files.rows')::BIGINT AS rows,
    (line -> 'removed')::VARCHAR[] AS removed
FROM sound;

-- A unit is live by the last line that adds it, unless a later line removes it.
CREATE OR REPLACE TEMP TABLE lake_units AS
WITH added AS (
    SELECT unit, max(number) AS number FROM lake_lines WHERE adds GROUP BY unit
), gone AS (
    SELECT unit, max(number) AS number
    FROM (SELECT unnest(removed) AS unit, number FROM lake_lines) GROUP BY unit
)
SELECT lake_lines.* FROM lake_lines
JOIN added USING (unit, number)
LEFT JOIN gone ON gone.unit = lake_lines.unit
WHERE lake_lines.manifest IS NOT NULL AND lake_lines.number >= coalesce(gone.number, 0);

SET VARIABLE lake_manifests = (SELECT list(lake_path(manifest)) FROM lake_units);
SET VARIABLE lake_manifest_rows = CASE WHEN getvariable('lake_manifests') IS NULL
    THEN 'SELECT '''' AS path, 0::BIGINT AS bytes, 0::BIGINT AS rows, '''' AS filename WHERE false'
    ELSE 'SELECT path, bytes, rows, filename FROM read_csv(getvariable(''lake_manifests''), auto_detect = false,
        header = true, delim = chr(9), quote = '''', escape = '''', filename = true, columns = {''path'': ''VARCHAR'',
        ''bytes'': ''BIGINT'', ''rows'': ''BIGINT'', ''crc32c'': ''VARCHAR'', ''min_time_micros'': ''BIGINT'',
        ''max_time_micros'': ''BIGINT''})'
    END;

CREATE OR REPLACE TEMP TABLE lake_files AS
SELECT units.unit, units.layer, units.dataset, units.feature_set, files.path, files.bytes, files.rows
FROM query(getvariable('lake_manifest_rows')) AS files
JOIN lake_units AS units ON regexp_extract(files.filename, '[^/\\]+$') = regexp_extract(units.manifest, '[^/]+$');

SET VARIABLE lake_checked = (
    SELECT bool_and(CASE
        WHEN (units.files, units.bytes, units.rows) = (listed.files, listed.bytes, listed.rows) THEN true
        ELSE error('[' || units.manifest || '] cannot read: it is not what the ledger says; run again to make its unit anew')
    END)
    FROM lake_units AS units
    LEFT JOIN (
        SELECT unit, count(*) AS files, sum(bytes) AS bytes, sum(rows) AS rows FROM lake_files GROUP BY unit
    ) AS listed ON listed.unit = units.unit
    WHERE units.files > 0
);

CREATE OR REPLACE TEMP MACRO lake_paths(of_layer, of_dataset) AS (
    SELECT list(lake_path(path) ORDER BY path) FROM lake_files WHERE layer = of_layer AND dataset = of_dataset
);

-- Files are opened by name, their columns taken from them alone; files of different feature sets meet by column name.
CREATE OR REPLACE TEMP MACRO lake_rows(of_layer, of_dataset, when_empty) AS (
    SELECT CASE WHEN count(*) = 0 THEN when_empty
        ELSE 'SELECT * FROM read_parquet(getvariable(''lake_files_' || of_layer || '_' || of_dataset
            || '''), hive_partitioning = false, union_by_name = ' || (count(DISTINCT feature_set) > 1)::VARCHAR || ')'
        END
    FROM lake_files WHERE layer = of_layer AND dataset = of_dataset
);

CREATE SCHEMA IF NOT EXISTS bronze;
CREATE SCHEMA IF NOT EXISTS silver;
