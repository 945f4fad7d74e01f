DROP TRIGGER ballot_notice_before_canvass ON ballot_notice;
DROP FUNCTION demand_before_canvass();
CREATE OR REPLACE FUNCTION refuse_notice_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.confirmed_by IS NOT NULL
        OR (NEW.contest, NEW.number, NEW.version, NEW.kind, NEW.words, NEW.proposed_by, NEW.proposed_at)
            IS DISTINCT FROM (OLD.contest, OLD.number, OLD.version, OLD.kind, OLD.words, OLD.proposed_by, OLD.proposed_at) THEN
        RAISE EXCEPTION 'a notice is not changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
DROP INDEX ballot_notice_withdrawn_once;
ALTER TABLE ballot_notice DROP COLUMN passes_over;
