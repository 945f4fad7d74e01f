-- The role that the server works as. It owns nothing and cannot change or delete what must stay.
DO $$ BEGIN
    CREATE ROLE reparto_civic NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
GRANT reparto_civic TO CURRENT_USER;
GRANT USAGE ON SCHEMA public TO reparto_civic;
GRANT SELECT ON __diesel_schema_migrations TO reparto_civic;

-- Raised by triggers on tables that only grow.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TABLE act (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    cycle      text,
    kind       text NOT NULL,
    actor      text NOT NULL,
    reason     text,
    body       jsonb NOT NULL,
    at         timestamptz NOT NULL
);
COMMENT ON TABLE act IS 'Anything staff or the system does that the public should be able to check; the issuance and act logs are built from it';
COMMENT ON COLUMN act.actor IS 'Role and name as the public may see them';
COMMENT ON COLUMN act.body IS 'Facts of the act; never personal data, never a choice before the opening';
CREATE INDEX act_cycle ON act (cycle, id);
CREATE TRIGGER act_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON act FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON act TO reparto_civic;

CREATE TABLE job (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind       text NOT NULL,
    payload    bytea NOT NULL,
    run_at     timestamptz NOT NULL,
    attempts   integer NOT NULL DEFAULT 0,
    locked_at  timestamptz,
    last_error text,
    set_aside  boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE job IS 'Work to do after a transaction; payloads are sealed because they hold addresses and codes';
CREATE INDEX job_due ON job (run_at, id) WHERE NOT set_aside;
GRANT SELECT, INSERT, UPDATE, DELETE ON job TO reparto_civic;
