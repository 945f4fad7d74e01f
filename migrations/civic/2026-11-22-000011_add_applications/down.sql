DROP TABLE editing, application_concept, attachment, photo, section, application;
DROP FUNCTION refuse_handed_in, check_application_move;
