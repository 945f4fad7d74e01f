DROP TABLE ballot_notice, opening_key_entry, proof_approval;
DROP FUNCTION refuse_notice_change, refuse_key_after_freeze;
ALTER TABLE proposal_text DROP COLUMN fallback;
ALTER TABLE proposal DROP COLUMN application;
