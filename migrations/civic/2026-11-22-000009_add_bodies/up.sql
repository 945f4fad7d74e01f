-- Those who write proposals: zone committees and organisations.
CREATE TABLE body (
    id   uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('committee', 'organisation')),
    name text NOT NULL,
    zone text REFERENCES zone (code),
    CONSTRAINT body_name_key UNIQUE (name),
    CONSTRAINT body_committee_has_a_zone CHECK (kind <> 'committee' OR zone IS NOT NULL)
);

CREATE TABLE membership (
    body      uuid NOT NULL REFERENCES body (id),
    account   uuid NOT NULL REFERENCES account (id),
    seat      text NOT NULL CHECK (seat IN ('chair', 'member')),
    starts_on date NOT NULL,
    ends_on   date,
    PRIMARY KEY (body, account, starts_on),
    CONSTRAINT membership_ends_after_it_starts CHECK (ends_on IS NULL OR ends_on >= starts_on)
);
COMMENT ON TABLE membership IS 'Terms: who belongs to a body, and when';

GRANT SELECT, INSERT, UPDATE ON body, membership TO reparto_civic;
