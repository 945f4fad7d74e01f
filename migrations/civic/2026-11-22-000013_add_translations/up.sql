-- The words of a proposal in other languages: every version stays, the last one stands.
CREATE TABLE translation (
    application     uuid NOT NULL REFERENCES application (id),
    lang            text NOT NULL,
    version         integer NOT NULL CHECK (version > 0),
    units           jsonb NOT NULL,
    source          jsonb NOT NULL,
    state           text NOT NULL,
    is_machine      boolean NOT NULL,
    translated_by   uuid NOT NULL REFERENCES account (id),
    translated_name text NOT NULL,
    reviewed_by     uuid REFERENCES account (id),
    reviewed_name   text,
    note            text,
    saved_at        timestamptz NOT NULL,
    PRIMARY KEY (application, lang, version),
    CONSTRAINT translation_state_is_known CHECK (state IN ('draft', 'in_translation', 'in_review', 'approved')),
    CONSTRAINT translation_approved_by_another CHECK (reviewed_by IS NULL OR reviewed_by <> translated_by),
    CONSTRAINT translation_reviewer_is_named CHECK ((reviewed_by IS NULL) = (reviewed_name IS NULL)),
    CONSTRAINT translation_approved_has_reviewer CHECK (state <> 'approved' OR (reviewed_by IS NOT NULL AND NOT is_machine)),
    CONSTRAINT translation_sent_back_says_why CHECK (reviewed_by IS NULL OR state = 'approved' OR (state = 'in_translation' AND coalesce(note, '') <> ''))
);
COMMENT ON TABLE translation IS 'Every saved version of every translation; the last one stands. Two saves that began from the same version collide on the key';
COMMENT ON COLUMN translation.units IS 'Key of the unit to its words in the target language';
COMMENT ON COLUMN translation.source IS 'Key of the unit to the source words it was made from; where they differ from now, the unit is stale';
COMMENT ON COLUMN translation.is_machine IS 'Made by a program and not yet approved by a person';
CREATE TRIGGER translation_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON translation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Nothing about languages changes once the slate is frozen; the row lock makes a save and the freeze wait for each other.
CREATE FUNCTION refuse_frozen_translation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT c.definition IS NOT NULL FROM application a JOIN contest t ON t.id = a.contest JOIN cycle c ON c.slug = t.cycle
        WHERE a.id = NEW.application FOR SHARE OF c) THEN
        RAISE EXCEPTION 'the translations of this cycle are frozen' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER translation_freeze BEFORE INSERT ON translation FOR EACH ROW EXECUTE FUNCTION refuse_frozen_translation();

-- The legal moves from version to version; an approval changes no word.
CREATE FUNCTION check_translation_move() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before translation%ROWTYPE;
BEGIN
    IF NEW.lang = (SELECT source_lang FROM application WHERE id = NEW.application) THEN
        RAISE EXCEPTION 'the original is not a translation' USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT * INTO before FROM translation WHERE application = NEW.application AND lang = NEW.lang ORDER BY version DESC LIMIT 1;
    IF NEW.version > coalesce(before.version, 0) + 1 THEN
        RAISE EXCEPTION 'versions of a translation leave no gap' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (coalesce(before.state, 'none'), NEW.state) IN (('none', 'approved'), ('draft', 'approved'), ('in_translation', 'approved'), ('approved', 'approved')) THEN
        RAISE EXCEPTION 'a translation does not move from % to %', coalesce(before.state, 'none'), NEW.state USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state = 'approved' AND (NEW.units, NEW.source, NEW.translated_by) IS DISTINCT FROM (before.units, before.source, before.translated_by) THEN
        RAISE EXCEPTION 'what is approved is what was sent to review' USING ERRCODE = 'restrict_violation';
    END IF;
    IF before.is_machine AND NOT NEW.is_machine AND NEW.state <> 'approved' THEN
        RAISE EXCEPTION 'a machine draft stays one until a person approves it' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER translation_moves BEFORE INSERT ON translation FOR EACH ROW EXECUTE FUNCTION check_translation_move();

CREATE TABLE translation_waiver (
    application uuid NOT NULL REFERENCES application (id),
    lang        text NOT NULL,
    version     integer NOT NULL CHECK (version > 0),
    in_force    boolean NOT NULL,
    fallback    text NOT NULL,
    reason      text NOT NULL CHECK (reason <> ''),
    signed_by   uuid NOT NULL REFERENCES account (id),
    signed_name text NOT NULL,
    signed_at   timestamptz NOT NULL,
    PRIMARY KEY (application, lang, version),
    CONSTRAINT translation_waiver_begins_in_force CHECK (version > 1 OR in_force)
);
COMMENT ON TABLE translation_waiver IS 'A required language that a proposal goes without, and what is shown in its place; taking it back is a further version';
CREATE TRIGGER translation_waiver_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON translation_waiver FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER translation_waiver_freeze BEFORE INSERT ON translation_waiver FOR EACH ROW EXECUTE FUNCTION refuse_frozen_translation();

CREATE TABLE translation_file (
    id            uuid PRIMARY KEY,
    cycle         text NOT NULL REFERENCES cycle (slug),
    lang          text NOT NULL,
    hash          bytea NOT NULL CHECK (length(hash) = 32 AND hash = sha256(bytes)),
    name          text NOT NULL,
    bytes         bytea NOT NULL CHECK (length(bytes) <= 2000000),
    is_machine    boolean NOT NULL,
    uploaded_by   uuid NOT NULL REFERENCES account (id),
    imported_name text,
    imported_at   timestamptz,
    result        jsonb,
    CONSTRAINT translation_file_key UNIQUE (cycle, lang, hash),
    CONSTRAINT translation_file_is_imported_whole CHECK ((imported_at IS NULL) = (result IS NULL) AND (imported_at IS NULL) = (imported_name IS NULL))
);
COMMENT ON TABLE translation_file IS 'A file with translations between its check and its import; its hash makes a second import of the same file impossible. Never served';

-- A file is imported once and then stays as it is.
CREATE FUNCTION refuse_second_import() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.imported_at IS NOT NULL THEN
        RAISE EXCEPTION 'this file is imported' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER translation_file_once BEFORE UPDATE ON translation_file FOR EACH ROW EXECUTE FUNCTION refuse_second_import();

GRANT SELECT, INSERT ON translation, translation_waiver TO reparto_civic;
GRANT SELECT, INSERT ON translation_file TO reparto_civic;
GRANT UPDATE (is_machine, uploaded_by, imported_name, imported_at, result) ON translation_file TO reparto_civic;
