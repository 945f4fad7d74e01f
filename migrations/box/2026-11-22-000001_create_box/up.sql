-- The ballot box. No name, contact, address, moment or order of a person is ever stored here:
-- keys are hashes or random, no column has a time or a sequence, and a test reads the catalog to keep it so.
DO $$ BEGIN
    CREATE ROLE reparto_box NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
GRANT reparto_box TO CURRENT_USER;
GRANT USAGE ON SCHEMA public TO reparto_box;
GRANT SELECT ON __diesel_schema_migrations TO reparto_box;

CREATE TABLE poll (
    cycle           text NOT NULL,
    zone            text NOT NULL,
    definition_hash bytea NOT NULL CHECK (length(definition_hash) = 32),
    style           smallint NOT NULL,
    ballot_bytes    integer NOT NULL CHECK (ballot_bytes > 0),
    change_allowed  boolean NOT NULL,
    is_open         boolean NOT NULL DEFAULT true,
    opens_epoch     bigint NOT NULL,
    closes_epoch    bigint NOT NULL,
    grace_seconds   integer NOT NULL CHECK (grace_seconds >= 0),
    PRIMARY KEY (cycle, zone),
    CONSTRAINT poll_zone_of_definition UNIQUE (definition_hash, zone)
);
COMMENT ON TABLE poll IS 'One zone''s vote: the frozen facts that a cast is checked against';
COMMENT ON COLUMN poll.ballot_bytes IS 'Length of every sealed ballot of this style';

CREATE TABLE pass (
    tag    bytea PRIMARY KEY CHECK (length(tag) = 32),
    cycle  text NOT NULL,
    zone   text NOT NULL,
    kind   text NOT NULL CHECK (kind IN ('ticket', 'printed')),
    state  text NOT NULL DEFAULT 'unused' CHECK (state IN ('unused', 'cast', 'void')),
    FOREIGN KEY (cycle, zone) REFERENCES poll (cycle, zone)
);
COMMENT ON TABLE pass IS 'The single-use right to cast in one zone; printed ones are registered beforehand, tickets when first shown';

CREATE TABLE ticket_use (
    ticket_tag      bytea PRIMARY KEY CHECK (length(ticket_tag) = 32),
    ciphertext_hash bytea NOT NULL
);
COMMENT ON TABLE ticket_use IS 'A ticket casts one sealed ballot; shown again with the same one it answers the same receipt';

CREATE TABLE sealed_ballot (
    ciphertext_hash bytea PRIMARY KEY CHECK (length(ciphertext_hash) = 32),
    pass            bytea NOT NULL REFERENCES pass (tag),
    cycle           text NOT NULL,
    zone            text NOT NULL,
    receipt         text NOT NULL CHECK (receipt ~ '^[0-9]{16}$'),
    ciphertext      bytea NOT NULL,
    live            boolean NOT NULL,
    CONSTRAINT sealed_ballot_receipt_key UNIQUE (receipt),
    FOREIGN KEY (cycle, zone) REFERENCES poll (cycle, zone)
);
CREATE UNIQUE INDEX sealed_ballot_one_live ON sealed_ballot (pass) WHERE live;
CREATE INDEX sealed_ballot_contest ON sealed_ballot (cycle, zone) WHERE live;
COMMENT ON TABLE sealed_ballot IS 'Choices encrypted to the opening key; the law "one live ballot for each pass" is the partial unique index';

CREATE TABLE challenged (
    ciphertext_hash bytea PRIMARY KEY CHECK (length(ciphertext_hash) = 32)
);
COMMENT ON TABLE challenged IS 'Sealed ballots that were tested in public and can never be cast';

CREATE TABLE outbox (
    id    uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    entry bytea NOT NULL
);
COMMENT ON TABLE outbox IS 'Entries on their way into the log of ballots, in no order';

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
-- A ballot is never changed but for the one mark that a later ballot replaced it.
CREATE FUNCTION refuse_ballot_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.ciphertext_hash, NEW.pass, NEW.cycle, NEW.zone, NEW.receipt, NEW.ciphertext)
        IS DISTINCT FROM (OLD.ciphertext_hash, OLD.pass, OLD.cycle, OLD.zone, OLD.receipt, OLD.ciphertext)
        OR (NEW.live AND NOT OLD.live) THEN
        RAISE EXCEPTION 'a sealed ballot can only be marked as replaced' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sealed_ballot_stays BEFORE UPDATE ON sealed_ballot FOR EACH ROW EXECUTE FUNCTION refuse_ballot_change();
CREATE TRIGGER sealed_ballot_only_grows BEFORE DELETE OR TRUNCATE ON sealed_ballot FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ticket_use_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON ticket_use FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER challenged_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON challenged FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
