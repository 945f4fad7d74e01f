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
    frame    jsonb,
    task     text,
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

COMMENT ON COLUMN rulebook_version.frame IS 'Dates, zones with their money, titles and places as this version left them: with the settings, the whole of a cycle''s set-up';
COMMENT ON COLUMN rulebook_version.task IS 'Task of the set-up that was saved';

-- The day the freeze is planned for: no phase may end after it.
ALTER TABLE cycle ADD COLUMN freeze_at timestamptz;
ALTER TABLE cycle ADD CONSTRAINT cycle_freezes_before_it_opens CHECK (freeze_at <= opens_at);

-- What residents have seen cannot be unseen.
CREATE FUNCTION refuse_unpublishing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'this cycle is public already' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER cycle_publishes_once BEFORE UPDATE ON cycle FOR EACH ROW
    WHEN (OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at) EXECUTE FUNCTION refuse_unpublishing();

CREATE TABLE voting_place (
    cycle    text NOT NULL REFERENCES cycle (slug),
    position smallint NOT NULL CHECK (position > 0),
    zone     text NOT NULL REFERENCES zone (code),
    name     text NOT NULL,
    address  text NOT NULL,
    hours    jsonb NOT NULL,
    PRIMARY KEY (cycle, position)
);
COMMENT ON TABLE voting_place IS 'Where people can vote with help; hours by language';

-- Dates, zones, money, titles and places stand still with the rulebook. A frozen cycle's vote dates are kept by cycle_thaw.
CREATE FUNCTION refuse_frozen_frame() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT definition IS NOT NULL FROM cycle WHERE slug = coalesce(NEW.cycle, OLD.cycle) FOR SHARE) THEN
        RAISE EXCEPTION 'the set-up of this cycle is frozen' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER contest_freeze BEFORE INSERT OR UPDATE OR DELETE ON contest FOR EACH ROW EXECUTE FUNCTION refuse_frozen_frame();
CREATE TRIGGER cycle_text_freeze BEFORE INSERT OR UPDATE OR DELETE ON cycle_text FOR EACH ROW EXECUTE FUNCTION refuse_frozen_frame();
CREATE TRIGGER phase_freeze BEFORE INSERT OR UPDATE OR DELETE ON phase FOR EACH ROW EXECUTE FUNCTION refuse_frozen_frame();

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

CREATE TABLE boundary_draft (
    zone       text PRIMARY KEY REFERENCES zone (code),
    geojson    bytea NOT NULL,
    valid_from date NOT NULL,
    note       text NOT NULL,
    made_by    text NOT NULL
);
COMMENT ON TABLE boundary_draft IS 'A checked boundary that is looked at before it becomes a version';

CREATE TABLE stored_file (
    hash       bytea PRIMARY KEY CHECK (length(hash) = 32 AND hash = sha256(bytes)),
    media_type text NOT NULL,
    bytes      bytea NOT NULL
);
COMMENT ON TABLE stored_file IS 'Checked and re-encoded pictures, sound and attachments by their SHA-256; in the database, so that one backup holds everything';

GRANT SELECT, INSERT, UPDATE, DELETE ON phase, boundary_draft TO reparto_civic;
GRANT SELECT, INSERT ON rulebook_version, zone_boundary, stored_file TO reparto_civic;
GRANT SELECT, INSERT, DELETE ON zone_alias, voting_place TO reparto_civic;
GRANT UPDATE ON zone, cycle_text, contest TO reparto_civic;
GRANT DELETE ON contest TO reparto_civic;
