DROP TABLE second_opening, missing_ballot, void_request, issuance_key;
DROP FUNCTION append_to_log;
DROP TABLE log_entry, outbox;
