DROP TABLE proposal_text;
DROP TABLE proposal;
DROP TABLE contest;
DROP TABLE cycle_text;
DROP TABLE cycle;
DROP TABLE zone;
DROP FUNCTION refuse_thaw();
DROP FUNCTION refuse_frozen();
