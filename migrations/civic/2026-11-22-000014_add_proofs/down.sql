DROP TABLE ballot_notice, proof_approval;
DROP FUNCTION refuse_notice_change;
ALTER TABLE proposal_text DROP COLUMN fallback;
ALTER TABLE proposal DROP COLUMN application;
