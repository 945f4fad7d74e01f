-- A decision and the state that follows from it are one: nobody accepts, rejects, sends back or appeals with an UPDATE alone.
CREATE FUNCTION demand_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    this_transaction xid := pg_current_xact_id()::xid;
    is_there boolean;
BEGIN
    -- A savepoint would give the row a transaction number of its own; no action uses one.
    IF NEW.state = 'appealed' THEN
        SELECT EXISTS (SELECT FROM appeal a WHERE a.application = NEW.id AND a.xmin = this_transaction) INTO is_there;
    ELSE
        SELECT EXISTS (SELECT FROM review r WHERE r.application = NEW.id AND r.xmin = this_transaction
                AND CASE r.outcome WHEN 'reopened' THEN 'changes_asked' ELSE r.outcome END = NEW.state)
            OR EXISTS (SELECT FROM appeal_decision d WHERE d.application = NEW.id AND d.xmin = this_transaction AND d.outcome = NEW.state)
        INTO is_there;
    END IF;
    IF NOT is_there THEN
        RAISE EXCEPTION 'no decision stands behind %', NEW.state USING ERRCODE = 'restrict_violation', CONSTRAINT = 'application_state_has_a_decision';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER application_state_has_a_decision BEFORE UPDATE OF state ON application FOR EACH ROW
    WHEN (NEW.state IS DISTINCT FROM OLD.state AND NEW.state IN ('accepted', 'rejected', 'changes_asked', 'appealed'))
    EXECUTE FUNCTION demand_decision();

-- And none is made in such a state.
CREATE FUNCTION demand_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an application begins as a draft' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'application_begins_as_a_draft';
END $$;
CREATE TRIGGER application_begins_as_a_draft BEFORE INSERT ON application FOR EACH ROW WHEN (NEW.state <> 'draft') EXECUTE FUNCTION demand_draft();

-- What concepts a proposal comes from is part of what was handed in.
REVOKE UPDATE ON application_concept FROM reparto_civic;
CREATE TRIGGER application_concept_handed_in BEFORE INSERT OR UPDATE OR DELETE ON application_concept FOR EACH ROW EXECUTE FUNCTION refuse_handed_in();

-- Whoever wrote any of the words since the last approval does not approve them.
CREATE FUNCTION refuse_own_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM translation t WHERE t.application = NEW.application AND t.lang = NEW.lang AND t.translated_by = NEW.reviewed_by
            AND t.version > coalesce((SELECT max(a.version) FROM translation a
                WHERE a.application = NEW.application AND a.lang = NEW.lang AND a.state = 'approved'), 0)) THEN
        RAISE EXCEPTION 'nobody approves their own words' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'translation_approved_by_another';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER translation_own_approval BEFORE INSERT ON translation FOR EACH ROW WHEN (NEW.state = 'approved') EXECUTE FUNCTION refuse_own_approval();

-- A tie that its bearer ends binds for twelve months more, as a seat does. Someone else may end it at once: it was a mistake.
ALTER TABLE disclosure ADD COLUMN ended_by uuid REFERENCES account (id);
ALTER TABLE disclosure ADD CONSTRAINT disclosure_end_has_a_person CHECK ((ends_on IS NULL) = (ended_by IS NULL)) NOT VALID;
GRANT UPDATE (ended_by) ON disclosure TO reparto_civic;
CREATE OR REPLACE FUNCTION ties_of(who uuid, what uuid) RETURNS TABLE (through uuid, ground text) LANGUAGE sql STABLE AS $$
    WITH RECURSIVE up (id) AS (
        SELECT what UNION SELECT b.sponsor FROM up JOIN body b ON b.id = up.id WHERE b.sponsor IS NOT NULL
    ), down (id) AS (
        SELECT what UNION SELECT b.id FROM down JOIN body b ON b.sponsor = down.id
    ), near (id) AS (
        SELECT id FROM up UNION SELECT id FROM down
    )
    SELECT m.body, 'membership' FROM membership m JOIN near ON near.id = m.body
    WHERE m.account = who AND m.starts_on <= city_day() AND (m.ends_on IS NULL OR m.ends_on > city_day() - interval '12 months')
    UNION ALL
    SELECT d.body, d.tie FROM disclosure d JOIN near ON near.id = d.body
    WHERE d.account = who
        AND (d.ends_on IS NULL OR d.ended_by = d.account AND d.ends_on > city_day() - interval '12 months')
$$;
COMMENT ON COLUMN disclosure.ended_by IS 'Who ended it; unknown for ties that ended before this column was there';

-- Contacts left with ideas end with the freeze, also in cycles that were frozen before.
UPDATE idea SET contact_sealed = NULL
WHERE contact_sealed IS NOT NULL AND cycle IN (SELECT slug FROM cycle WHERE definition IS NOT NULL);
