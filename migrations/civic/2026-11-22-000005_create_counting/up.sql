CREATE TABLE canvass (
    contest      bigint PRIMARY KEY REFERENCES contest (id),
    sheet        jsonb NOT NULL,
    confirmed_by uuid NOT NULL REFERENCES account (id),
    confirmed_at timestamptz NOT NULL
);
COMMENT ON TABLE canvass IS 'The sheet as it balanced when a person confirmed it';

CREATE TABLE cast_vote_record (
    contest bigint NOT NULL REFERENCES contest (id),
    channel text NOT NULL,
    choices smallint[] NOT NULL,
    points  integer[] NOT NULL,
    ballots bigint NOT NULL CHECK (ballots > 0),
    CONSTRAINT cast_vote_record_key PRIMARY KEY (contest, channel, choices, points),
    CONSTRAINT cast_vote_record_channel_is_known CHECK (channel IN ('online', 'imported'))
);
COMMENT ON TABLE cast_vote_record IS 'Opened or imported ballots, equal ones counted together, so that no order is kept';

CREATE TABLE invalid_ballot (
    contest         bigint NOT NULL REFERENCES contest (id),
    ciphertext_hash bytea PRIMARY KEY,
    reason          text NOT NULL
);

CREATE TABLE opening (
    contest  bigint PRIMARY KEY REFERENCES contest (id),
    opened   bigint NOT NULL CHECK (opened >= 0),
    invalid  bigint NOT NULL CHECK (invalid >= 0),
    hash     bytea NOT NULL
);
COMMENT ON COLUMN opening.hash IS 'SHA-256 of the sorted opened ballots: two honest openings give the same';

CREATE TABLE tally_run (
    contest bigint NOT NULL REFERENCES contest (id),
    version integer NOT NULL CHECK (version > 0),
    outcome jsonb NOT NULL,
    hash    bytea NOT NULL,
    reason  text,
    run_at  timestamptz NOT NULL,
    PRIMARY KEY (contest, version),
    CONSTRAINT tally_run_correction_has_a_reason CHECK (version = 1 OR reason IS NOT NULL)
);
COMMENT ON TABLE tally_run IS 'Executions of the count rule; a correction is a new version with a public reason';

CREATE TABLE certification (
    contest   bigint NOT NULL,
    version   integer NOT NULL,
    certifier uuid NOT NULL REFERENCES account (id),
    name      text NOT NULL,
    hash      bytea NOT NULL,
    signed_at timestamptz NOT NULL,
    place     smallint NOT NULL CHECK (place IN (1, 2)),
    CONSTRAINT certification_one_each PRIMARY KEY (contest, version, certifier),
    CONSTRAINT certification_two_places UNIQUE (contest, version, place),
    FOREIGN KEY (contest, version) REFERENCES tally_run (contest, version)
);
COMMENT ON TABLE certification IS 'Two different people sign one version; the result is official from the second signature on';

CREATE TRIGGER cast_vote_record_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON cast_vote_record FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tally_run_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON tally_run FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER certification_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON certification FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER opening_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON opening FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER invalid_ballot_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON invalid_ballot FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER canvass_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON canvass FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON canvass, cast_vote_record, invalid_ballot, opening, tally_run, certification TO reparto_civic;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO reparto_civic;
