-- What residents ask for, and the concepts that committees make of it.
-- A trusted extension: whoever owns the database may create it. It finds words inside ideas, and ideas that are alike.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE concept (
    id         uuid PRIMARY KEY,
    cycle      text NOT NULL REFERENCES cycle (slug),
    zone       text NOT NULL REFERENCES zone (code),
    number     integer NOT NULL CHECK (number > 0),
    title      text NOT NULL,
    summary    text NOT NULL,
    issue_area text,
    CONSTRAINT concept_number_key UNIQUE (cycle, number),
    CONSTRAINT concept_place_key UNIQUE (id, cycle, zone)
);
COMMENT ON TABLE concept IS 'Ideas that ask for the same, under one name';

CREATE TABLE idea (
    id             uuid PRIMARY KEY,
    cycle          text NOT NULL,
    zone           text NOT NULL,
    number         integer NOT NULL CHECK (number > 0),
    state          text NOT NULL CHECK (state IN ('new', 'published', 'hidden')),
    words          text NOT NULL CHECK (length(words) <= 2000),
    folded         text NOT NULL,
    place          text NOT NULL CHECK (length(place) <= 200),
    lang           text,
    issue_area     text,
    channel        text NOT NULL CHECK (channel IN ('web', 'paper', 'phone', 'event')),
    event_name     text,
    given_on       date NOT NULL,
    age_group      text CHECK (age_group IN ('child', 'teen', 'adult')),
    concept        uuid,
    contact_sealed bytea,
    answer_lang    text NOT NULL,
    form_hash      bytea NOT NULL CHECK (length(form_hash) = 32),
    follow_hash    bytea CHECK (length(follow_hash) = 32),
    CONSTRAINT idea_contest_fkey FOREIGN KEY (cycle, zone) REFERENCES contest (cycle, zone),
    CONSTRAINT idea_concept_fkey FOREIGN KEY (concept, cycle, zone) REFERENCES concept (id, cycle, zone),
    CONSTRAINT idea_number_key UNIQUE (cycle, number),
    CONSTRAINT idea_form_key UNIQUE (form_hash),
    CONSTRAINT idea_follow_key UNIQUE (follow_hash),
    CONSTRAINT idea_published_has_words CHECK (state <> 'published' OR words <> ''),
    CONSTRAINT idea_in_a_concept_is_published CHECK (concept IS NULL OR state = 'published'),
    CONSTRAINT idea_no_contact_of_children CHECK (contact_sealed IS NULL OR (channel = 'web' AND coalesce(age_group IN ('teen', 'adult'), false))),
    CONSTRAINT idea_event_has_a_name CHECK ((channel = 'event') = (event_name IS NOT NULL))
);
COMMENT ON TABLE idea IS 'What one person asks for; no name, no moment, and a contact only if they left one';
COMMENT ON COLUMN idea.folded IS 'The words in lower case without accents, for search and for finding ideas that are alike';
COMMENT ON COLUMN idea.contact_sealed IS 'Phone or e-mail, sealed with a key outside the database; used to tell what became of the idea';
COMMENT ON COLUMN idea.form_hash IS 'SHA-256 of the form''s one-time token: a second press finds the first one''s idea';
COMMENT ON COLUMN idea.follow_hash IS 'Keyed hash of the private code that opens the giver''s page';
CREATE INDEX idea_zone ON idea (cycle, zone, number DESC);
CREATE INDEX idea_new ON idea (cycle, number) WHERE state = 'new';
CREATE INDEX idea_concept ON idea (concept) WHERE concept IS NOT NULL;
-- Nearest first needs GiST; with long signatures five of 2,000 ideas are found ten times faster than by comparing all.
CREATE INDEX idea_folded ON idea USING gist (folded gist_trgm_ops (siglen = 256));

-- From one concept an idea goes to another only through none, so of two hands that pull at it one is refused.
CREATE FUNCTION check_idea_concept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.concept IS NOT NULL AND NEW.concept IS NOT NULL AND NEW.concept <> OLD.concept THEN
        RAISE EXCEPTION 'the idea is in a concept already' USING ERRCODE = 'unique_violation', CONSTRAINT = 'idea_one_concept';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER idea_one_concept BEFORE UPDATE OF concept ON idea FOR EACH ROW EXECUTE FUNCTION check_idea_concept();

CREATE TABLE idea_sound (
    idea       uuid PRIMARY KEY REFERENCES idea (id),
    media_type text NOT NULL CHECK (media_type LIKE 'audio/%'),
    bytes      bytea NOT NULL CHECK (length(bytes) BETWEEN 1 AND 2000000)
);
COMMENT ON TABLE idea_sound IS 'Recordings; apart from stored files, because those are public by their address and these wait for a look';

CREATE TABLE idea_event (
    idea        uuid NOT NULL REFERENCES idea (id),
    step        integer NOT NULL CHECK (step > 0),
    kind        text NOT NULL,
    actor       text NOT NULL,
    reason_code text,
    note        text,
    state       text NOT NULL,
    zone        text NOT NULL,
    concept     uuid REFERENCES concept (id),
    happened_on date NOT NULL,
    PRIMARY KEY (idea, step),
    CONSTRAINT idea_event_kind_is_known CHECK (kind IN (
        'given', 'entered', 'published', 'hidden', 'moved', 'redacted', 'transcribed', 'joined', 'split', 'undone')),
    CONSTRAINT idea_event_hidden_says_why CHECK (kind <> 'hidden' OR reason_code IS NOT NULL)
);
COMMENT ON TABLE idea_event IS 'Every step of an idea: who, why, and how it stood afterwards';
CREATE INDEX idea_event_concept ON idea_event (concept) WHERE concept IS NOT NULL;
CREATE TRIGGER idea_event_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON idea_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT, UPDATE ON concept TO reparto_civic;
GRANT SELECT, INSERT ON idea TO reparto_civic;
-- Number, day, way in and codes stay as they were given.
GRANT UPDATE (zone, state, words, folded, place, issue_area, concept, contact_sealed) ON idea TO reparto_civic;
GRANT SELECT, INSERT, DELETE ON idea_sound TO reparto_civic;
GRANT SELECT, INSERT ON idea_event TO reparto_civic;
