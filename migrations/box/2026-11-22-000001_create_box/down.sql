DROP TABLE outbox;
DROP TABLE challenged;
DROP TABLE sealed_ballot;
DROP TABLE ticket_use;
DROP TABLE pass;
DROP TABLE poll;
DROP FUNCTION refuse_ballot_change();
DROP FUNCTION refuse_change();
REVOKE ALL ON SCHEMA public FROM reparto_box;
