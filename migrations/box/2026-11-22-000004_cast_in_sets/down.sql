CREATE OR REPLACE FUNCTION close_polls(in_cycle text) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    closed integer;
BEGIN
    UPDATE poll SET is_open = false WHERE cycle = in_cycle AND is_open;
    GET DIAGNOSTICS closed = ROW_COUNT;
    RETURN closed;
END $$;
DROP FUNCTION cast_ballots;
