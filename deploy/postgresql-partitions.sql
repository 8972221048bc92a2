-- Divides the five largest tables of a portal on PostgreSQL into parts, by the numbers that its reports and entries get
-- in the order in which they come. docs/scale.md says when that is worth it.
--
-- Stop every process of the portal, make a backup, then:
--
--     psql --single-transaction -v ON_ERROR_STOP=1 -f postgresql-partitions.sql "$DATABASE"
--
-- Run it again, at any time and while the portal serves, to have more parts made ahead: it divides nothing twice. What
-- no part is made for yet goes to the part called …_beyond, so no report is ever refused; it should stay empty.
--
-- A million reports a part, and twelve parts ahead, unless you say otherwise first:
--     SET forthright.reports_a_part = 50000000; SET forthright.parts_ahead = 6;

CREATE FUNCTION pg_temp.said(setting text, otherwise bigint) RETURNS bigint LANGUAGE sql AS $$
    SELECT coalesce(nullif(current_setting('forthright.' || setting, true), '')::bigint, otherwise)
$$;

-- An ALTER TABLE for each foreign key from or to the table, as it is now.
CREATE FUNCTION pg_temp.foreign_keys(of_table text, OUT dropped text, OUT added text) RETURNS SETOF record LANGUAGE sql AS $$
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
           format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint
    WHERE contype = 'f' AND conparentid = 0 AND of_table::regclass IN (conrelid, confrelid)
$$;

-- The table becomes the first part of a divided one that has its name, keys, indexes, defaults, checks and triggers.
CREATE FUNCTION pg_temp.divide(large text, by_column text, up_to bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    before_it text := large || '_before';
    keys text[] := ARRAY(SELECT dropped FROM pg_temp.foreign_keys(large));
    keys_again text[] := ARRAY(SELECT added FROM pg_temp.foreign_keys(large));
    again text[] := ARRAY(
        SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = large::regclass AND NOT indisprimary
        UNION ALL
        SELECT format('ALTER TABLE %I ADD CONSTRAINT %I %s', large, conname, pg_get_constraintdef(oid))
        FROM pg_constraint WHERE conrelid = large::regclass AND contype = 'p'
    );
    triggers text[] := ARRAY(
        SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = large::regclass AND NOT tgisinternal
    );
    sequence text := pg_get_serial_sequence(large, by_column);
    each text;
BEGIN
    FOREACH each IN ARRAY keys LOOP EXECUTE each; END LOOP;
    FOR each IN SELECT indexrelid::regclass FROM pg_index WHERE indrelid = large::regclass LOOP
        EXECUTE format('ALTER INDEX %s RENAME TO %I', each, each || '_before');
    END LOOP;
    EXECUTE format('ALTER TABLE %I RENAME TO %I', large, before_it);
    EXECUTE format(
        'CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY RANGE (%I)',
        large, before_it, by_column
    );
    FOREACH each IN ARRAY again || triggers LOOP EXECUTE each; END LOOP;
    IF sequence IS NOT NULL THEN
        EXECUTE format('ALTER SEQUENCE %s OWNED BY %I.%I', sequence, large, by_column);
    END IF;
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (MINVALUE) TO (%s)', large, before_it, up_to);
    EXECUTE format('CREATE TABLE %I PARTITION OF %I DEFAULT', large || '_beyond', large);
    FOREACH each IN ARRAY keys_again LOOP EXECUTE each; END LOOP;
END
$$;

-- A part refuses what its table refuses, also when it is asked by its own name.
CREATE FUNCTION pg_temp.guard(large text, part text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    guarding text;
BEGIN
    FOR guarding IN
        SELECT replace(pg_get_triggerdef(oid), format(' ON public.%I ', large), format(' ON public.%I ', part))
        FROM pg_trigger of_table
        WHERE tgrelid = large::regclass AND NOT tgisinternal AND NOT EXISTS (
            SELECT FROM pg_trigger WHERE tgrelid = part::regclass AND tgname = of_table.tgname
        )
    LOOP EXECUTE guarding; END LOOP;
END
$$;

CREATE FUNCTION pg_temp.divide_all() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    -- Entries come several to a report: a part of theirs has ten times the numbers.
    numbers record;
    highest bigint;
    first_free bigint;
    part bigint;
    name text;
BEGIN
    FOR numbers IN SELECT * FROM (VALUES
        ('timeline', 'id', 10), ('texts', 'entry_id', 10),
        ('contacts', 'report_id', 1), ('clocks', 'report_id', 1), ('report_search', 'report_id', 1)
    ) AS listed (large, by_column, times) LOOP
        part := pg_temp.said('reports_a_part', 1000000) * numbers.times;
        EXECUTE format('SELECT coalesce(max(%I), 0) FROM %I', numbers.by_column, numbers.large) INTO highest;
        first_free := (highest / part + 1) * part;
        IF (SELECT relkind FROM pg_class WHERE oid = numbers.large::regclass) = 'r' THEN
            PERFORM pg_temp.divide(numbers.large, numbers.by_column, first_free);
            PERFORM pg_temp.guard(numbers.large, numbers.large || '_beyond');
        END IF;
        FOR ahead IN 0 .. pg_temp.said('parts_ahead', 12) - 1 LOOP
            name := format('%s_from_%s', numbers.large, first_free + ahead * part);
            IF to_regclass(name) IS NULL THEN
                EXECUTE format(
                    'CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%s) TO (%s)',
                    name, numbers.large, first_free + ahead * part, first_free + (ahead + 1) * part
                );
                PERFORM pg_temp.guard(numbers.large, name);
            END IF;
        END LOOP;
    END LOOP;
END
$$;

SELECT pg_temp.divide_all();
ANALYZE timeline, texts, contacts, clocks, report_search;
