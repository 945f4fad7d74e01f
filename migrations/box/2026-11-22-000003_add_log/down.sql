DROP INDEX sealed_ballot_receipt_prefix;
DROP FUNCTION append_to_log, challenge_ballot, void_pass;
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
    INSERT INTO outbox (entry) VALUES (CASE WHEN earlier IS NULL THEN in_entry_first ELSE in_entry_replacement || earlier END);
    RETURN CASE WHEN earlier IS NULL THEN 'cast' ELSE 'replaced' END;
END $$;
ALTER TABLE sealed_ballot DROP CONSTRAINT sealed_ballot_hash_is_its_own;
DROP TABLE log_entry;
ALTER TABLE outbox DROP COLUMN log, DROP COLUMN subject;
