DROP TABLE job;
DROP TABLE act;
DROP FUNCTION refuse_change();
REVOKE ALL ON SCHEMA public FROM reparto_civic;
