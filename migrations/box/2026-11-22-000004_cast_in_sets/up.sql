-- Casts that wait together are first ballots of passes that never cast, nearly all of them. Those are judged and written in
-- sets; every other one goes through cast_ballot, and so does a group that names a pass, a ticket or a ballot twice.
-- The locks are those of cast_ballot, taken for the whole group before anything is judged, each kind in one order for
-- everyone; a group with something twice takes them so too, or it would wait in a circle with another one.
-- Each statement sees what was committed before it: what a lock waited for is seen by the statement after it.
-- Lookups go by index whatever the tables' sizes: a plan made while the box was empty is kept while it fills.
-- One ticket under two passes in two groups at once ends in a unique violation instead of an answer: then nothing of the
-- group is stored, and the caller casts its members one by one.
CREATE FUNCTION cast_ballots(
    in_cycle text[], in_zone text[], in_definition bytea[], in_style smallint[],
    in_kind text[], in_tag bytea[], in_ticket bytea[], in_begun_epoch bigint[],
    in_hash bytea[], in_ciphertext bytea[], in_receipt text[],
    in_entry_first bytea[], in_entry_replacement bytea[]
) RETURNS text[] LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    answers   text[] := '{}';
    admitted  bigint[];
    done      bigint[] := '{}';
    now_epoch bigint;
    group_size CONSTANT integer := cardinality(in_hash);
    each_once boolean := false;
BEGIN
    -- A cast alone gains nothing from all this.
    IF group_size > 1 THEN
        SELECT count(DISTINCT tag) = group_size AND count(DISTINCT hash) = group_size AND count(DISTINCT ticket) = count(ticket)
        INTO each_once FROM unnest(in_tag, in_hash, in_ticket) AS c (tag, hash, ticket);
        PERFORM 1 FROM poll WHERE (cycle, zone) IN (SELECT * FROM unnest(in_cycle, in_zone)) ORDER BY cycle, zone FOR SHARE;
        PERFORM pg_advisory_xact_lock(hashtextextended(encode(hash, 'hex'), 0))
        FROM (SELECT hash FROM unnest(in_hash) AS c (hash) ORDER BY hash) AS sorted;
        now_epoch := floor(extract(epoch FROM clock_timestamp()));

        SELECT array_agg(c.i) INTO admitted
        FROM unnest(in_cycle, in_zone, in_definition, in_style, in_begun_epoch, in_hash, in_ciphertext)
            WITH ORDINALITY AS c (cycle, zone, definition, style, begun, hash, ciphertext, i)
        JOIN poll p ON p.cycle = c.cycle AND p.zone = c.zone
        WHERE p.definition_hash = c.definition AND p.style = c.style
            AND length(c.ciphertext) = p.ballot_bytes AND c.hash = sha256(c.ciphertext)
            AND p.is_open AND now_epoch >= p.opens_epoch
            AND now_epoch < p.closes_epoch + CASE WHEN c.begun < p.closes_epoch THEN p.grace_seconds ELSE 0 END
            AND NOT EXISTS (SELECT 1 FROM challenged t WHERE t.ciphertext_hash = c.hash);

        INSERT INTO pass (tag, cycle, zone, kind)
        SELECT c.tag, c.cycle, c.zone, 'ticket'
        FROM unnest(in_tag, in_cycle, in_zone, in_kind) WITH ORDINALITY AS c (tag, cycle, zone, kind, i)
        WHERE c.kind = 'ticket' AND c.i = ANY (admitted) ORDER BY c.tag, c.i
        ON CONFLICT (tag) DO NOTHING;
        PERFORM 1 FROM pass WHERE tag = ANY (in_tag) ORDER BY tag FOR UPDATE;
    END IF;

    IF each_once THEN
        WITH first AS MATERIALIZED (
            SELECT c.*
            FROM unnest(in_cycle, in_zone, in_kind, in_tag, in_ticket, in_hash, in_ciphertext, in_receipt, in_entry_first)
                WITH ORDINALITY AS c (cycle, zone, kind, tag, ticket, hash, ciphertext, receipt, entry, i)
            JOIN pass p ON p.tag = c.tag
            WHERE c.i = ANY (admitted)
                AND p.state = 'unused' AND p.kind = c.kind AND p.cycle = c.cycle AND p.zone = c.zone
                AND NOT EXISTS (SELECT 1 FROM sealed_ballot s WHERE s.ciphertext_hash = c.hash)
                AND NOT EXISTS (SELECT 1 FROM ticket_use t WHERE t.ticket_tag = c.ticket)
        ), tickets AS (
            INSERT INTO ticket_use (ticket_tag, ciphertext_hash) SELECT ticket, hash FROM first WHERE kind = 'ticket'
        ), ballots AS (
            INSERT INTO sealed_ballot (ciphertext_hash, pass, cycle, zone, receipt, ciphertext, live)
            SELECT hash, tag, cycle, zone, receipt, ciphertext, true FROM first
        ), passes AS (
            UPDATE pass p SET state = 'cast' FROM first WHERE p.tag = first.tag
        ), entries AS (
            INSERT INTO outbox (entry, subject) SELECT entry, hash FROM first
        )
        SELECT coalesce(array_agg(i), '{}') INTO done FROM first;
    END IF;
    FOR i IN 1 .. group_size LOOP
        answers[i] := CASE WHEN i = ANY (done) THEN 'cast' ELSE cast_ballot(
            in_cycle[i], in_zone[i], in_definition[i], in_style[i], in_kind[i], in_tag[i], in_ticket[i], in_begun_epoch[i],
            in_hash[i], in_ciphertext[i], in_receipt[i], in_entry_first[i], in_entry_replacement[i]) END;
    END LOOP;
    RETURN answers;
END $$;
COMMENT ON FUNCTION cast_ballots IS 'Casts a group of sealed ballots; answers each as cast_ballot would';
REVOKE ALL ON FUNCTION cast_ballots FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cast_ballots TO reparto_box;

-- As before, but the rows are locked in the order in which groups of casts lock them.
CREATE OR REPLACE FUNCTION close_polls(in_cycle text) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    closed integer;
BEGIN
    PERFORM 1 FROM poll WHERE cycle = in_cycle ORDER BY cycle, zone FOR UPDATE;
    UPDATE poll SET is_open = false WHERE cycle = in_cycle AND is_open;
    GET DIAGNOSTICS closed = ROW_COUNT;
    RETURN closed;
END $$;
