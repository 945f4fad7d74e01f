CREATE TABLE verification (
    id           uuid PRIMARY KEY,
    cycle        text NOT NULL REFERENCES cycle (slug),
    zone         text NOT NULL REFERENCES zone (code),
    door         text NOT NULL,
    person       bytea NOT NULL,
    journey      bytea NOT NULL,
    code_hash    bytea NOT NULL,
    asked_at     timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    tries_left   smallint NOT NULL CHECK (tries_left >= 0),
    used_at      timestamptz,
    CONSTRAINT verification_door_is_known CHECK (door IN ('text', 'email'))
);
COMMENT ON TABLE verification IS 'Codes on their way; rows are removed a day after they end';
COMMENT ON COLUMN verification.person IS 'Keyed hash of the phone or e-mail; the key is outside the database';
COMMENT ON COLUMN verification.journey IS 'Keyed hash of the browser''s journey: a code works only where it was asked for';
CREATE INDEX verification_journey ON verification (journey, asked_at);
CREATE INDEX verification_person ON verification (person, asked_at);

CREATE TABLE issuance (
    cycle     text NOT NULL REFERENCES cycle (slug),
    scope     text NOT NULL,
    person    bytea NOT NULL,
    zone      text NOT NULL REFERENCES zone (code),
    door      text NOT NULL,
    issued_on date NOT NULL,
    commitment bytea NOT NULL,
    CONSTRAINT issuance_one_per_person PRIMARY KEY (cycle, scope, person)
);
COMMENT ON TABLE issuance IS 'Who was given a pass: one row for each person and zone rule; days, not moments';
COMMENT ON COLUMN issuance.scope IS 'The zone, or the word cycle where the rulebook says one ballot per cycle';
CREATE TRIGGER issuance_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON issuance FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE pass_batch (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    cycle   text NOT NULL REFERENCES cycle (slug),
    zone    text NOT NULL REFERENCES zone (code),
    printed integer NOT NULL CHECK (printed > 0),
    made_on date NOT NULL,
    made_by text NOT NULL
);
COMMENT ON TABLE pass_batch IS 'How many printed passes were made, for the canvass; the passes themselves are known to the box alone';
CREATE TRIGGER pass_batch_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON pass_batch FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT, UPDATE, DELETE ON verification TO reparto_civic;
GRANT SELECT, INSERT ON issuance, pass_batch TO reparto_civic;
