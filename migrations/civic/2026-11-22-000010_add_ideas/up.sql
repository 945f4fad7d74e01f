-- What residents ask for, and the concepts that committees make of it.
CREATE TABLE concept (
    id         uuid PRIMARY KEY,
    cycle      text NOT NULL REFERENCES cycle (slug),
    zone       text NOT NULL REFERENCES zone (code),
    number     integer NOT NULL CHECK (number > 0),
    title      text NOT NULL,
    summary    text NOT NULL,
    issue_area text,
    CONSTRAINT concept_number_key UNIQUE (cycle, number)
);
COMMENT ON TABLE concept IS 'Ideas that ask for the same, under one name';

GRANT SELECT, INSERT, UPDATE ON concept TO reparto_civic;
