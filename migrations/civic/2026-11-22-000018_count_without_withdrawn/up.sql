-- A proposal that two people take back before the canvass is not funded. After the canvass nobody takes one back: the count
-- must not depend on what somebody learned from it.
CREATE UNIQUE INDEX ballot_notice_withdrawn_once ON ballot_notice (contest, number) WHERE kind = 'withdrawal' AND confirmed_by IS NOT NULL;
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
    WHEN (NEW.kind = 'withdrawal') EXECUTE FUNCTION demand_before_canvass();
