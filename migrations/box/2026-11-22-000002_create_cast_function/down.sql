REVOKE ALL ON poll, pass, sealed_ballot, challenged, outbox FROM reparto_box;
DROP FUNCTION close_polls;
DROP FUNCTION cast_ballot;
