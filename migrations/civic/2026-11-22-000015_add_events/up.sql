-- Where residents can meet the program: fairs, workshops, meetings, voting sites.
CREATE TABLE event (
    id         uuid PRIMARY KEY,
    zone       text NOT NULL REFERENCES zone (code),
    kind       text NOT NULL,
    starts_at  timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL,
    place      text NOT NULL,
    languages  text[] NOT NULL,
    cancelled_because text,
    CONSTRAINT event_kind_is_known CHECK (kind IN ('proposer_fair', 'workshop', 'meeting', 'vote_site')),
    CONSTRAINT event_ends_after_it_starts CHECK (ends_at > starts_at)
);
COMMENT ON COLUMN event.cancelled_because IS 'A cancelled event stays on the list and says why';
CREATE INDEX event_zone ON event (zone, starts_at);

CREATE TABLE event_text (
    event  uuid NOT NULL REFERENCES event (id),
    lang   text NOT NULL,
    title  text NOT NULL,
    text   text NOT NULL,
    access text NOT NULL,
    PRIMARY KEY (event, lang)
);
COMMENT ON COLUMN event_text.access IS 'Accessibility notes: ramps, interpreters, quiet room';

-- What was called off stays called off.
CREATE FUNCTION check_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.cancelled_because IS NOT NULL THEN
        RAISE EXCEPTION 'the event was cancelled' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'event_is_cancelled';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER event_is_open BEFORE UPDATE ON event FOR EACH ROW EXECUTE FUNCTION check_event();

GRANT SELECT, INSERT, UPDATE ON event, event_text TO reparto_civic;
