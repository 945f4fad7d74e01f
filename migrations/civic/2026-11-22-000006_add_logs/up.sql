-- The public logs of acts and of issuances. An entry is written in the transaction of the thing itself, into the outbox;
-- the sequencer gives it its position for ever.
CREATE TABLE outbox (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    log   text NOT NULL CHECK (log IN ('acts', 'issuance')),
    entry bytea NOT NULL
);
COMMENT ON TABLE outbox IS 'Entries on their way into a log: acts in the order they happened, issuances in a random one';

CREATE TABLE log_entry (
    log      text NOT NULL CHECK (log IN ('acts', 'issuance')),
    position bigint NOT NULL CHECK (position >= 0),
    entry    bytea NOT NULL,
    PRIMARY KEY (log, position)
);
COMMENT ON TABLE log_entry IS 'The logs as they were published, position by position';
CREATE TRIGGER log_entry_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON log_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The one way from the outbox into a log: the caller says where it believes the log ends, and is refused when it is wrong.
CREATE FUNCTION append_to_log(in_log text, in_ids bigint[], in_first bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    entries bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('append_to_log ' || in_log, 0));
    SELECT coalesce(max(position) + 1, 0) INTO entries FROM log_entry WHERE log = in_log;
    IF entries <> in_first THEN
        RAISE EXCEPTION 'the log % has % entries, not %', in_log, entries, in_first USING ERRCODE = 'restrict_violation';
    END IF;
    WITH wanted AS (SELECT id, place FROM unnest(in_ids) WITH ORDINALITY AS w (id, place)),
         moved AS (DELETE FROM outbox o USING wanted w WHERE o.id = w.id AND o.log = in_log RETURNING o.entry, w.place)
    INSERT INTO log_entry (log, position, entry) SELECT in_log, in_first + place - 1, entry FROM moved;
    GET DIAGNOSTICS entries = ROW_COUNT;
    IF entries <> cardinality(in_ids) THEN
        RAISE EXCEPTION 'of % entries % were in the outbox', cardinality(in_ids), entries USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN in_first + entries;
END $$;

CREATE TABLE issuance_key (
    cycle   text NOT NULL,
    scope   text NOT NULL,
    person  bytea NOT NULL,
    row_key bytea NOT NULL CHECK (length(row_key) = 32),
    PRIMARY KEY (cycle, scope, person),
    FOREIGN KEY (cycle, scope, person) REFERENCES issuance (cycle, scope, person)
);
COMMENT ON TABLE issuance_key IS 'What the public commitment of an issuance was keyed with; deleting the row makes the public entry meaningless';

CREATE TABLE void_request (
    id           uuid PRIMARY KEY,
    cycle        text NOT NULL REFERENCES cycle (slug),
    zone         text NOT NULL REFERENCES zone (code),
    pass_mark    bytea NOT NULL CHECK (length(pass_mark) = 32),
    ground       text NOT NULL CHECK (ground IN ('not_eligible', 'duplicate', 'fraud', 'order')),
    reason       text NOT NULL,
    proposed_by  uuid NOT NULL REFERENCES account (id),
    confirmed_by uuid REFERENCES account (id),
    ballot       bytea,
    act_leaf     bytea,
    done         boolean NOT NULL DEFAULT false,
    CONSTRAINT void_request_one_each UNIQUE (cycle, zone, pass_mark),
    CONSTRAINT void_request_two_people CHECK (confirmed_by IS NULL OR confirmed_by <> proposed_by),
    CONSTRAINT void_request_confirmed_is_whole CHECK ((confirmed_by IS NULL) = (act_leaf IS NULL))
);
COMMENT ON TABLE void_request IS 'Decisions to take a pass out before the opening: two different people, each from the evidence';
COMMENT ON COLUMN void_request.pass_mark IS 'Public number of the pass; the person it came from is not stored here';

CREATE TABLE missing_ballot (
    case_number text PRIMARY KEY CHECK (case_number ~ '^M-[0-9]{6}$'),
    cycle       text NOT NULL REFERENCES cycle (slug),
    receipt     text NOT NULL CHECK (receipt ~ '^[0-9]{16}$'),
    promise     text,
    opened_on   date NOT NULL,
    outcome     text,
    CONSTRAINT missing_ballot_one_case UNIQUE (cycle, receipt)
);
COMMENT ON TABLE missing_ballot IS 'Reports that a ballot is not where its receipt says; each gets a public number and an outcome';

CREATE TABLE second_opening (
    contest      bigint PRIMARY KEY REFERENCES opening (contest),
    hash         bytea NOT NULL,
    confirmed_by uuid NOT NULL REFERENCES account (id),
    confirmed_at timestamptz NOT NULL
);
COMMENT ON TABLE second_opening IS 'The same ballots opened on another machine gave the same hash';
CREATE TRIGGER second_opening_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON second_opening FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

REVOKE ALL ON FUNCTION append_to_log FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append_to_log TO reparto_civic;
GRANT SELECT, INSERT ON outbox TO reparto_civic;
GRANT SELECT ON log_entry TO reparto_civic;
GRANT SELECT, INSERT, DELETE ON issuance_key TO reparto_civic;
GRANT SELECT, INSERT ON second_opening TO reparto_civic;
GRANT SELECT, INSERT, UPDATE ON void_request, missing_ballot TO reparto_civic;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO reparto_civic;
