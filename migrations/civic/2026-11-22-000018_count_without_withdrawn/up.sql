-- A proposal that two people take back before the canvass is not funded. After the canvass nobody takes one back: the count
-- must not depend on what somebody learned from it.
-- Withdrawals from before are announcements and stay so: their acts do not tell a pack to count without them.
ALTER TABLE ballot_notice ADD COLUMN passes_over boolean NOT NULL DEFAULT false;
ALTER TABLE ballot_notice ADD CONSTRAINT ballot_notice_passes_over_what_is_withdrawn CHECK (kind = 'withdrawal' OR NOT passes_over);
COMMENT ON COLUMN ballot_notice.passes_over IS 'The count passes the proposal over, once two people stand behind the notice';
CREATE UNIQUE INDEX ballot_notice_withdrawn_once ON ballot_notice (contest, number) WHERE passes_over AND confirmed_by IS NOT NULL;
CREATE OR REPLACE FUNCTION refuse_notice_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.confirmed_by IS NOT NULL
        OR (NEW.contest, NEW.number, NEW.version, NEW.kind, NEW.passes_over, NEW.words, NEW.proposed_by, NEW.proposed_at)
            IS DISTINCT FROM (OLD.contest, OLD.number, OLD.version, OLD.kind, OLD.passes_over, OLD.words, OLD.proposed_by, OLD.proposed_at) THEN
        RAISE EXCEPTION 'a notice is not changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION demand_before_canvass() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The canvass is confirmed under this lock.
    PERFORM FROM contest c JOIN cycle y ON y.slug = c.cycle WHERE c.id = NEW.contest FOR UPDATE OF y;
    IF EXISTS (SELECT FROM canvass v WHERE v.contest = NEW.contest) THEN
        RAISE EXCEPTION 'the canvass of this zone is confirmed' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'ballot_notice_before_canvass';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ballot_notice_before_canvass BEFORE INSERT OR UPDATE ON ballot_notice FOR EACH ROW
    WHEN (NEW.passes_over) EXECUTE FUNCTION demand_before_canvass();
