DROP TRIGGER ballot_notice_before_canvass ON ballot_notice;
DROP FUNCTION demand_before_canvass();
DROP INDEX ballot_notice_withdrawn_once;
