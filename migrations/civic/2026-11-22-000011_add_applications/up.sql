-- A proposal on its way to the ballot: written in sections by a body, submitted, reviewed.
CREATE TABLE application (
    id          uuid PRIMARY KEY,
    contest     bigint NOT NULL REFERENCES contest (id),
    number      integer NOT NULL CHECK (number > 0),
    body        uuid NOT NULL REFERENCES body (id),
    state       text NOT NULL,
    source_lang text NOT NULL,
    started_on  date NOT NULL,
    handed_in_at timestamptz,
    submitted_at timestamptz,
    fix_due     timestamptz,
    CONSTRAINT application_number_key UNIQUE (contest, number),
    CONSTRAINT application_state_is_known CHECK (state IN ('draft', 'submitted', 'changes_asked', 'accepted', 'rejected', 'appealed', 'withdrawn'))
);
COMMENT ON TABLE application IS 'A proposal before the freeze; accepted ones become proposals on a slate';
COMMENT ON COLUMN application.handed_in_at IS 'When it was first handed in: changes after it are shown to the public';
COMMENT ON COLUMN application.fix_due IS 'Until when changes that were asked for may be handed in';
COMMENT ON COLUMN application.number IS 'Public number within the contest, for the ledger; never reused';

-- The legal moves; nothing else passes, whoever asks.
CREATE FUNCTION check_application_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state IS DISTINCT FROM OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('draft', 'submitted'), ('submitted', 'changes_asked'), ('changes_asked', 'submitted'), ('submitted', 'accepted'), ('submitted', 'rejected'),
        ('changes_asked', 'rejected'), ('rejected', 'appealed'), ('appealed', 'accepted'), ('appealed', 'rejected'), ('accepted', 'changes_asked'),
        ('draft', 'withdrawn'), ('submitted', 'withdrawn'), ('changes_asked', 'withdrawn'), ('accepted', 'withdrawn'), ('appealed', 'withdrawn')) THEN
        RAISE EXCEPTION 'an application does not move from % to %', OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.contest, NEW.number, NEW.body) IS DISTINCT FROM (OLD.contest, OLD.number, OLD.body) THEN
        RAISE EXCEPTION 'contest, number and body of an application stay' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER application_moves BEFORE UPDATE ON application FOR EACH ROW EXECUTE FUNCTION check_application_move();

CREATE TABLE section (
    application uuid NOT NULL REFERENCES application (id),
    name        text NOT NULL,
    version     integer NOT NULL CHECK (version > 0),
    fields      jsonb NOT NULL,
    completed   boolean NOT NULL,
    saved_by    uuid NOT NULL REFERENCES account (id),
    saved_name  text NOT NULL,
    saved_at    timestamptz NOT NULL,
    PRIMARY KEY (application, name, version),
    CONSTRAINT section_name_is_known CHECK (name IN ('name', 'summary', 'what', 'who', 'where', 'cost', 'team', 'when', 'photos', 'aloud'))
);
COMMENT ON TABLE section IS 'Every saved version of every section; the last one stands. Two saves that began from the same version collide on the key';
CREATE TRIGGER section_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON section FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Nothing is written into an application that was handed in; the row lock makes a save and a submission wait for each other.
CREATE FUNCTION refuse_handed_in() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    now_in text;
BEGIN
    SELECT state INTO now_in FROM application WHERE id = coalesce(NEW.application, OLD.application) FOR SHARE;
    IF now_in NOT IN ('draft', 'changes_asked') THEN
        RAISE EXCEPTION 'the application is handed in' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER section_handed_in BEFORE INSERT ON section FOR EACH ROW EXECUTE FUNCTION refuse_handed_in();

CREATE TABLE photo (
    id          uuid PRIMARY KEY,
    application uuid NOT NULL REFERENCES application (id),
    small       bytea NOT NULL REFERENCES stored_file (hash),
    large       bytea NOT NULL REFERENCES stored_file (hash),
    width       integer NOT NULL CHECK (width > 0),
    height      integer NOT NULL CHECK (height > 0),
    alt         text NOT NULL,
    place       integer NOT NULL
);
COMMENT ON COLUMN photo.alt IS 'The picture in words, for someone who can''t see it';
CREATE INDEX photo_application ON photo (application, place);
CREATE TRIGGER photo_handed_in BEFORE INSERT OR UPDATE OR DELETE ON photo FOR EACH ROW EXECUTE FUNCTION refuse_handed_in();

CREATE TABLE attachment (
    id          uuid PRIMARY KEY,
    application uuid NOT NULL REFERENCES application (id),
    file        bytea NOT NULL REFERENCES stored_file (hash),
    name        text NOT NULL,
    summary     text NOT NULL
);
COMMENT ON COLUMN attachment.summary IS 'What the file says, for those who can''t open it';
CREATE INDEX attachment_application ON attachment (application);
CREATE TRIGGER attachment_handed_in BEFORE INSERT OR UPDATE OR DELETE ON attachment FOR EACH ROW EXECUTE FUNCTION refuse_handed_in();

CREATE TABLE application_concept (
    application uuid NOT NULL REFERENCES application (id),
    concept     uuid NOT NULL REFERENCES concept (id),
    PRIMARY KEY (application, concept)
);

CREATE TABLE editing (
    application uuid NOT NULL REFERENCES application (id),
    name        text NOT NULL,
    account     uuid NOT NULL REFERENCES account (id),
    seen_at     timestamptz NOT NULL,
    PRIMARY KEY (application, name, account)
);
COMMENT ON TABLE editing IS 'Who has a section open now; a soft notice, never a lock';

GRANT SELECT, INSERT, UPDATE ON application TO reparto_civic;
GRANT SELECT, INSERT ON section TO reparto_civic;
GRANT SELECT, INSERT, UPDATE, DELETE ON photo, attachment, application_concept, editing TO reparto_civic;
