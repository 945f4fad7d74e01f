CREATE TABLE account (
    id            uuid PRIMARY KEY,
    email         text NOT NULL,
    name          text NOT NULL,
    password_hash text,
    totp_sealed   bytea,
    totp_last     bigint NOT NULL DEFAULT 0,
    failures      integer NOT NULL DEFAULT 0,
    wait_until    timestamptz,
    disabled      boolean NOT NULL DEFAULT false,
    CONSTRAINT account_email_key UNIQUE (email),
    CONSTRAINT account_email_is_folded CHECK (email = lower(email)),
    CONSTRAINT account_is_whole CHECK ((password_hash IS NULL) = (totp_sealed IS NULL))
);
COMMENT ON TABLE account IS 'Staff, trustees, poll workers and committee members; never residents';
COMMENT ON COLUMN account.password_hash IS 'argon2id in PHC form; absent until the invitation is used';
COMMENT ON COLUMN account.totp_sealed IS 'Second-factor secret, sealed with a key outside the database';
COMMENT ON COLUMN account.totp_last IS 'Last time step accepted, so that a code works once';

CREATE TABLE account_role (
    account uuid NOT NULL REFERENCES account (id),
    role    text NOT NULL,
    zone    text,
    CONSTRAINT account_role_is_known CHECK (role IN ('administrator', 'program_staff', 'certifier', 'trustee', 'poll_worker', 'committee_member'))
);
CREATE UNIQUE INDEX account_role_key ON account_role (account, role, coalesce(zone, ''));

CREATE TABLE invitation (
    token_hash bytea PRIMARY KEY,
    account    uuid NOT NULL REFERENCES account (id),
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
COMMENT ON TABLE invitation IS 'One-time links; only their SHA-256 is kept';

CREATE TABLE session (
    token_hash    bytea PRIMARY KEY,
    account       uuid NOT NULL REFERENCES account (id),
    started_at    timestamptz NOT NULL,
    seen_at       timestamptz NOT NULL,
    stepped_up_at timestamptz NOT NULL
);
COMMENT ON TABLE session IS 'Signed-in staff; only the SHA-256 of the cookie is kept';
COMMENT ON COLUMN session.stepped_up_at IS 'When the second factor was last shown; high-value acts ask for a fresh one';

GRANT SELECT, INSERT, UPDATE ON account, invitation TO reparto_civic;
GRANT SELECT, INSERT, DELETE ON account_role TO reparto_civic;
GRANT SELECT, INSERT, UPDATE, DELETE ON session TO reparto_civic;
