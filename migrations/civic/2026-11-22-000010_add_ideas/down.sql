-- The extension stays: it may have been there before, and others may use it.
DROP TABLE idea_event;
DROP TABLE idea_sound;
DROP TABLE idea;
DROP FUNCTION check_idea_concept();
DROP TABLE concept;
