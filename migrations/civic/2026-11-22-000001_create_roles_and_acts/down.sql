DROP TABLE job;
DROP TABLE act;
DROP FUNCTION refuse_change();
REVOKE ALL ON __diesel_schema_migrations FROM reparto_civic;
REVOKE ALL ON SCHEMA public FROM reparto_civic;
