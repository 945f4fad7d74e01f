DROP TABLE event_text, event;
DROP FUNCTION check_event();
