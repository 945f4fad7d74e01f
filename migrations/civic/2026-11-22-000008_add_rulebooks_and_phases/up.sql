-- Roles of the road from idea to ballot.
ALTER TABLE account_role DROP CONSTRAINT account_role_is_known;
ALTER TABLE account_role ADD CONSTRAINT account_role_is_known CHECK (role IN (
    'administrator', 'program_staff', 'certifier', 'trustee', 'poll_worker', 'committee_member', 'proposer', 'reviewer', 'translator'));

-- A cycle in set-up is not shown to anyone outside; it becomes public once.
ALTER TABLE cycle ADD COLUMN published_at timestamptz;
UPDATE cycle SET published_at = opens_at;

CREATE TABLE phase (
    cycle     text NOT NULL REFERENCES cycle (slug),
    name      text NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at   timestamptz NOT NULL,
    PRIMARY KEY (cycle, name),
    CONSTRAINT phase_name_is_known CHECK (name IN ('ideas', 'proposals', 'review', 'appeals', 'translation')),
    CONSTRAINT phase_ends_after_it_starts CHECK (ends_at > starts_at)
);
COMMENT ON TABLE phase IS 'Parts of a cycle before the vote, moved by the clock; an extension is an act with a public reason';

CREATE TABLE rulebook_version (
    cycle    text NOT NULL REFERENCES cycle (slug),
    version  integer NOT NULL CHECK (version > 0),
    settings jsonb NOT NULL,
    made_by  text NOT NULL,
    made_at  timestamptz NOT NULL,
    reason   text,
    PRIMARY KEY (cycle, version)
);
COMMENT ON TABLE rulebook_version IS 'Every version of a cycle''s settings; the last one is in force. Two saves of the same version collide on the key';
CREATE TRIGGER rulebook_version_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON rulebook_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The rulebook is part of what is frozen.
CREATE FUNCTION refuse_frozen_rulebook() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT definition IS NOT NULL FROM cycle WHERE slug = NEW.cycle FOR SHARE) THEN
        RAISE EXCEPTION 'the rulebook of this cycle is frozen' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rulebook_version_freeze BEFORE INSERT ON rulebook_version FOR EACH ROW EXECUTE FUNCTION refuse_frozen_rulebook();

CREATE TABLE zone_alias (
    zone  text NOT NULL REFERENCES zone (code),
    alias text NOT NULL,
    PRIMARY KEY (zone, alias)
);

CREATE TABLE zone_boundary (
    zone       text NOT NULL REFERENCES zone (code),
    version    integer NOT NULL CHECK (version > 0),
    geojson    bytea NOT NULL,
    valid_from date NOT NULL,
    note       text NOT NULL,
    made_by    text NOT NULL,
    PRIMARY KEY (zone, version)
);
COMMENT ON TABLE zone_boundary IS 'Where a zone is; a change of boundaries is a new version';
CREATE TRIGGER zone_boundary_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON zone_boundary FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE stored_file (
    hash       bytea PRIMARY KEY CHECK (length(hash) = 32 AND hash = sha256(bytes)),
    media_type text NOT NULL,
    bytes      bytea NOT NULL
);
COMMENT ON TABLE stored_file IS 'Checked and re-encoded pictures, sound and attachments by their SHA-256; in the database, so that one backup holds everything';

GRANT SELECT, INSERT, UPDATE ON phase TO reparto_civic;
GRANT SELECT, INSERT ON rulebook_version, zone_boundary, stored_file TO reparto_civic;
GRANT SELECT, INSERT, DELETE ON zone_alias TO reparto_civic;
GRANT UPDATE ON zone, cycle_text, contest TO reparto_civic;
GRANT DELETE ON contest TO reparto_civic;
