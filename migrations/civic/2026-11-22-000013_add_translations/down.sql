DROP TABLE translation_file;
DROP FUNCTION refuse_second_import();
DROP TABLE translation_waiver;
DROP TABLE translation;
DROP FUNCTION check_translation_move();
DROP FUNCTION refuse_frozen_translation();
