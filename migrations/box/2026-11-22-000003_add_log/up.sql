-- The public log of ballots: entries leave the outbox in random order and get their position for ever.
ALTER TABLE outbox ADD COLUMN log text NOT NULL DEFAULT 'ballots' CHECK (log = 'ballots');
ALTER TABLE outbox ADD COLUMN subject bytea CHECK (length(subject) = 32);
COMMENT ON COLUMN outbox.subject IS 'The sealed ballot that the entry brings into the log; nothing when it only speaks of one';

-- What waits from before gets its subject from the entry: after version, kind, definition, zone, style and pass mark.
UPDATE outbox SET subject = substring(entry FROM 70 + get_byte(entry, 34) FOR 32) WHERE get_byte(entry, 1) IN (1, 2);
-- Whoever puts another ballot in the place of one must change its hash too, and then it is not the one in the log.
ALTER TABLE sealed_ballot ADD CONSTRAINT sealed_ballot_hash_is_its_own CHECK (ciphertext_hash = sha256(ciphertext));

CREATE TABLE log_entry (
    log      text NOT NULL CHECK (log = 'ballots'),
    position bigint NOT NULL CHECK (position >= 0),
    entry    bytea NOT NULL,
    subject  bytea,
    PRIMARY KEY (log, position),
    CONSTRAINT log_entry_brings_a_ballot_once UNIQUE (subject)
);
COMMENT ON TABLE log_entry IS 'The log of ballots as it was published, position by position';
CREATE TRIGGER log_entry_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON log_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The one way from the outbox into the log: the caller says where it believes the log ends, and is refused when it is wrong.
CREATE FUNCTION append_to_log(in_log text, in_ids uuid[], in_first bigint) RETURNS bigint
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
         moved AS (DELETE FROM outbox o USING wanted w WHERE o.id = w.id AND o.log = in_log RETURNING o.entry, o.subject, w.place)
    INSERT INTO log_entry (log, position, entry, subject) SELECT in_log, in_first + place - 1, entry, subject FROM moved;
    GET DIAGNOSTICS entries = ROW_COUNT;
    IF entries <> cardinality(in_ids) THEN
        RAISE EXCEPTION 'of % entries % were in the outbox', cardinality(in_ids), entries USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN in_first + entries;
END $$;

-- As before, but the outbox learns which sealed ballot an entry brings, and casting and testing one ballot exclude each other.
CREATE OR REPLACE FUNCTION cast_ballot(
    in_cycle text, in_zone text, in_definition bytea, in_style smallint,
    in_kind text, in_tag bytea, in_ticket bytea, in_begun_epoch bigint,
    in_hash bytea, in_ciphertext bytea, in_receipt text,
    in_entry_first bytea, in_entry_replacement bytea
) RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    the_poll    poll%ROWTYPE;
    the_pass    pass%ROWTYPE;
    used_for    bytea;
    earlier     bytea;
    now_epoch   bigint;
    ends_epoch  bigint;
    is_closed   boolean;
    other_pass  bytea;
BEGIN
    SELECT * INTO the_poll FROM poll WHERE cycle = in_cycle AND zone = in_zone FOR SHARE;
    IF NOT FOUND OR the_poll.definition_hash <> in_definition OR the_poll.style <> in_style THEN
        RETURN 'other_definition';
    END IF;
    IF length(in_ciphertext) <> the_poll.ballot_bytes OR in_hash <> sha256(in_ciphertext) THEN
        RETURN 'malformed';
    END IF;

    -- A test of the same sealed ballot takes this lock too: of the two only one can happen.
    PERFORM pg_advisory_xact_lock(hashtextextended(encode(in_hash, 'hex'), 0));
    now_epoch := floor(extract(epoch FROM clock_timestamp()));
    ends_epoch := the_poll.closes_epoch + (CASE WHEN in_begun_epoch < the_poll.closes_epoch THEN the_poll.grace_seconds ELSE 0 END);
    is_closed := NOT the_poll.is_open OR now_epoch < the_poll.opens_epoch OR now_epoch >= ends_epoch;
    IF EXISTS (SELECT 1 FROM challenged WHERE ciphertext_hash = in_hash) THEN
        RETURN 'challenged';
    END IF;

    -- A printed pass was registered beforehand; a ticket's pass is made by its first use, and only while it can cast,
    -- so that every pass in the box either cast, is unused paper, or was voided. The row lock makes everything below
    -- run one at a time for one pass.
    IF in_kind = 'ticket' AND NOT is_closed THEN
        INSERT INTO pass (tag, cycle, zone, kind) VALUES (in_tag, in_cycle, in_zone, 'ticket') ON CONFLICT (tag) DO NOTHING;
    END IF;
    SELECT * INTO the_pass FROM pass WHERE tag = in_tag FOR UPDATE;
    IF NOT FOUND AND is_closed AND in_kind = 'ticket' THEN
        RETURN 'closed';
    END IF;
    IF NOT FOUND OR the_pass.kind <> in_kind OR the_pass.cycle <> in_cycle OR the_pass.zone <> in_zone THEN
        RETURN 'unknown_pass';
    END IF;

    -- The same sealed ballot again is a retry: same answer, even after the close.
    SELECT pass INTO other_pass FROM sealed_ballot WHERE ciphertext_hash = in_hash;
    IF FOUND AND other_pass = in_tag THEN
        RETURN 'same';
    END IF;
    IF FOUND THEN
        -- A copy of another person's ballot: the pass that was made for it a moment ago goes again.
        DELETE FROM pass WHERE tag = in_tag AND state = 'unused' AND kind = 'ticket';
        RETURN 'copied';
    END IF;
    IF is_closed THEN
        RETURN 'closed';
    END IF;
    IF the_pass.state = 'void' THEN
        RETURN 'void_pass';
    END IF;
    IF in_kind = 'ticket' THEN
        INSERT INTO ticket_use (ticket_tag, ciphertext_hash) VALUES (in_ticket, in_hash) ON CONFLICT (ticket_tag) DO NOTHING;
        SELECT ciphertext_hash INTO used_for FROM ticket_use WHERE ticket_tag = in_ticket;
        IF used_for <> in_hash THEN
            RETURN 'ticket_used';
        END IF;
    END IF;

    SELECT ciphertext_hash INTO earlier FROM sealed_ballot WHERE pass = in_tag AND live;
    IF FOUND AND NOT the_poll.change_allowed THEN
        RETURN 'already_voted';
    END IF;
    UPDATE sealed_ballot SET live = false WHERE pass = in_tag AND live;
    INSERT INTO sealed_ballot (ciphertext_hash, pass, cycle, zone, receipt, ciphertext, live)
    VALUES (in_hash, in_tag, in_cycle, in_zone, in_receipt, in_ciphertext, true);
    UPDATE pass SET state = 'cast' WHERE tag = in_tag AND state <> 'cast';
    -- A replacement's entry ends with the hash of the ballot it replaces, which only this function knows.
    INSERT INTO outbox (entry, subject)
    VALUES (CASE WHEN earlier IS NULL THEN in_entry_first ELSE in_entry_replacement || earlier END, in_hash);
    RETURN CASE WHEN earlier IS NULL THEN 'cast' ELSE 'replaced' END;
END $$;

-- Testing a ballot in public: it is logged with its seed and choices, and can never be cast.
CREATE FUNCTION challenge_ballot(in_cycle text, in_zone text, in_definition bytea, in_hash bytea, in_entry bytea) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    the_poll  poll%ROWTYPE;
    now_epoch bigint;
BEGIN
    SELECT * INTO the_poll FROM poll WHERE cycle = in_cycle AND zone = in_zone FOR SHARE;
    IF NOT FOUND OR the_poll.definition_hash <> in_definition THEN
        RETURN 'other_definition';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(encode(in_hash, 'hex'), 0));
    IF EXISTS (SELECT 1 FROM challenged WHERE ciphertext_hash = in_hash) THEN
        RETURN 'same';
    END IF;
    IF EXISTS (SELECT 1 FROM sealed_ballot WHERE ciphertext_hash = in_hash) THEN
        RETURN 'cast_before';
    END IF;
    now_epoch := floor(extract(epoch FROM clock_timestamp()));
    IF NOT the_poll.is_open OR now_epoch < the_poll.opens_epoch OR now_epoch >= the_poll.closes_epoch THEN
        RETURN 'closed';
    END IF;
    INSERT INTO challenged (ciphertext_hash) VALUES (in_hash);
    INSERT INTO outbox (entry, subject) VALUES (in_entry, in_hash);
    RETURN 'tested';
END $$;

-- Voiding a pass by decision of two people, after the close and before the links are cut. The entry names the ballot that
-- no longer counts; a pass that never cast is only marked, so that it never will.
CREATE FUNCTION void_pass(in_cycle text, in_zone text, in_tag bytea, in_ballot bytea, in_entry bytea) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    the_pass pass%ROWTYPE;
    counting bytea;
BEGIN
    PERFORM 1 FROM poll WHERE cycle = in_cycle AND zone = in_zone AND NOT is_open FOR SHARE;
    IF NOT FOUND THEN
        RETURN 'not_closed';
    END IF;
    INSERT INTO pass (tag, cycle, zone, kind) VALUES (in_tag, in_cycle, in_zone, 'ticket') ON CONFLICT (tag) DO NOTHING;
    SELECT * INTO the_pass FROM pass WHERE tag = in_tag FOR UPDATE;
    IF the_pass.cycle <> in_cycle OR the_pass.zone <> in_zone THEN
        RETURN 'other_zone';
    END IF;
    IF the_pass.state = 'void' THEN
        RETURN 'same';
    END IF;
    SELECT ciphertext_hash INTO counting FROM sealed_ballot WHERE pass = in_tag AND live;
    IF counting IS DISTINCT FROM in_ballot OR (in_ballot IS NULL) <> (in_entry IS NULL) THEN
        RETURN 'changed';
    END IF;
    UPDATE pass SET state = 'void' WHERE tag = in_tag;
    IF in_entry IS NOT NULL THEN
        INSERT INTO outbox (entry) VALUES (in_entry);
    END IF;
    RETURN 'void';
END $$;

REVOKE ALL ON FUNCTION append_to_log, challenge_ballot, void_pass FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append_to_log, challenge_ballot, void_pass TO reparto_box;
GRANT SELECT ON log_entry TO reparto_box;
CREATE INDEX sealed_ballot_receipt_prefix ON sealed_ballot (left(receipt, 3));
