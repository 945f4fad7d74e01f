-- The day in Los Angeles; terms, ties and meetings are told by it.
CREATE FUNCTION city_day() RETURNS date LANGUAGE sql STABLE AS $$ SELECT (now() AT TIME ZONE 'America/Los_Angeles')::date $$;

-- Those who write proposals: zone committees and organisations.
CREATE TABLE body (
    id                uuid PRIMARY KEY,
    kind              text NOT NULL CHECK (kind IN ('committee', 'organisation')),
    name              text NOT NULL,
    zone              text REFERENCES zone (code),
    organisation_kind text,
    own_tax_status    boolean NOT NULL DEFAULT true,
    languages         text[] NOT NULL DEFAULT '{}',
    issue_areas       text[] NOT NULL DEFAULT '{}',
    web               text,
    sponsor           uuid REFERENCES body (id),
    CONSTRAINT body_name_key UNIQUE (name),
    CONSTRAINT body_committee_has_a_zone CHECK (kind <> 'committee' OR zone IS NOT NULL),
    CONSTRAINT body_organisation_says_its_kind CHECK ((kind = 'organisation') = (organisation_kind IS NOT NULL)),
    CONSTRAINT body_organisation_kind_is_known CHECK (organisation_kind IN ('nonprofit', 'school', 'faith', 'resident_group', 'business', 'other')),
    CONSTRAINT body_sponsor_is_for_organisations CHECK (sponsor IS NULL OR kind = 'organisation'),
    CONSTRAINT body_resident_group_has_a_sponsor CHECK (organisation_kind IS DISTINCT FROM 'resident_group' OR own_tax_status OR sponsor IS NOT NULL)
);
COMMENT ON COLUMN body.own_tax_status IS 'False for a group that can only take money through a fiscal sponsor';
COMMENT ON COLUMN body.sponsor IS 'Fiscal sponsor: the organisation that takes the money for this one';
CREATE INDEX body_sponsor ON body (sponsor) WHERE sponsor IS NOT NULL;

-- Sponsors never go in a circle, and one that sponsors can take money itself. The lock makes two changes wait for each other.
CREATE FUNCTION check_sponsor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('body.sponsor'));
    IF NOT NEW.own_tax_status AND EXISTS (SELECT FROM body WHERE sponsor = NEW.id) THEN
        RAISE EXCEPTION 'a fiscal sponsor needs a tax status of its own' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'body_sponsor_can_take_money';
    END IF;
    IF NEW.sponsor IS NULL THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (SELECT FROM body WHERE id = NEW.sponsor AND kind = 'organisation' AND own_tax_status) THEN
        RAISE EXCEPTION 'a fiscal sponsor is an organisation with a tax status of its own' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'body_sponsor_can_take_money';
    END IF;
    IF NEW.id IN (
        WITH RECURSIVE up (id) AS (
            SELECT NEW.sponsor UNION SELECT b.sponsor FROM up JOIN body b ON b.id = up.id WHERE b.sponsor IS NOT NULL)
        SELECT id FROM up) THEN
        RAISE EXCEPTION 'fiscal sponsors would go in a circle' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'body_sponsor_has_no_circle';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER body_sponsor_is_sound BEFORE INSERT OR UPDATE OF sponsor, own_tax_status ON body FOR EACH ROW EXECUTE FUNCTION check_sponsor();

CREATE TABLE body_zone (
    body uuid NOT NULL REFERENCES body (id),
    zone text NOT NULL REFERENCES zone (code),
    PRIMARY KEY (body, zone)
);
COMMENT ON TABLE body_zone IS 'Zones that an organisation serves';

CREATE TABLE body_cycle_role (
    body  uuid NOT NULL REFERENCES body (id),
    cycle text NOT NULL REFERENCES cycle (slug),
    role  text NOT NULL,
    note  text NOT NULL,
    PRIMARY KEY (body, cycle, role),
    CONSTRAINT body_cycle_role_is_known CHECK (role IN ('proposer', 'outreach_partner', 'host_site', 'fiscal_sponsor', 'advisory', 'grantee'))
);
COMMENT ON TABLE body_cycle_role IS 'Everything one body does in one cycle, in one place: overlapping roles are normal and are shown';

CREATE TABLE membership (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    body       uuid NOT NULL REFERENCES body (id),
    account    uuid NOT NULL REFERENCES account (id),
    seat       text NOT NULL CHECK (seat IN ('chair', 'member')),
    starts_on  date NOT NULL,
    ends_on    date,
    end_reason text,
    CONSTRAINT membership_ends_after_it_starts CHECK (ends_on IS NULL OR ends_on >= starts_on)
);
COMMENT ON TABLE membership IS 'Terms: who belongs to a body, and when';
COMMENT ON COLUMN membership.ends_on IS 'First day on which the person no longer belongs';
CREATE INDEX membership_body ON membership (body, starts_on);
CREATE INDEX membership_account ON membership (account);

-- One term of a person at a time, what is over stays as it was, and a chair leaves only when another is there. The body's row
-- is locked first, so that two changes of one body wait for each other and the second sees what the first did.
CREATE FUNCTION check_term() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM body WHERE id = NEW.body FOR NO KEY UPDATE;
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.id, NEW.body, NEW.account, NEW.seat, NEW.starts_on) IS DISTINCT FROM (OLD.id, OLD.body, OLD.account, OLD.seat, OLD.starts_on)
            OR OLD.ends_on <= city_day() OR NEW.ends_on < greatest(city_day(), OLD.starts_on) THEN
            RAISE EXCEPTION 'a term that is over stays as it was' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'membership_past_stays';
        END IF;
        IF OLD.seat = 'chair' AND NEW.ends_on < coalesce(OLD.ends_on, 'infinity') AND NOT EXISTS (
            SELECT FROM membership WHERE body = NEW.body AND id <> NEW.id AND seat = 'chair'
                AND starts_on <= NEW.ends_on AND (ends_on IS NULL OR ends_on > NEW.ends_on)) THEN
            RAISE EXCEPTION 'the last chair can''t leave' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'membership_keeps_a_chair';
        END IF;
    END IF;
    IF EXISTS (
        SELECT FROM membership WHERE body = NEW.body AND account = NEW.account AND id <> NEW.id
            AND daterange(starts_on, ends_on) && daterange(NEW.starts_on, NEW.ends_on)) THEN
        RAISE EXCEPTION 'terms of one person overlap' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'membership_one_term_at_a_time';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER membership_is_sound BEFORE INSERT OR UPDATE ON membership FOR EACH ROW EXECUTE FUNCTION check_term();

CREATE TABLE meeting (
    id           uuid PRIMARY KEY,
    body         uuid NOT NULL REFERENCES body (id),
    starts_at    timestamptz NOT NULL,
    place        text NOT NULL,
    agenda       text NOT NULL,
    draft        text NOT NULL DEFAULT '',
    members      integer,
    quorum       integer,
    present      integer,
    cancelled_because text,
    CONSTRAINT meeting_presence_is_whole CHECK ((members IS NULL) = (present IS NULL) AND (members IS NULL) = (quorum IS NULL)),
    CONSTRAINT meeting_quorum_is_more_than_half CHECK (quorum = members / 2 + 1),
    CONSTRAINT meeting_present_are_members CHECK (present BETWEEN 0 AND members),
    CONSTRAINT meeting_was_held_or_cancelled CHECK (cancelled_because IS NULL OR present IS NULL),
    CONSTRAINT meeting_presence_key UNIQUE (id, present, quorum)
);
COMMENT ON COLUMN meeting.members IS 'Members on the day of the meeting; quorum is more than half of them';
COMMENT ON COLUMN meeting.draft IS 'Minutes until they are published';
CREATE INDEX meeting_body ON meeting (body, starts_at);

CREATE TABLE meeting_presence (
    meeting uuid NOT NULL REFERENCES meeting (id),
    account uuid NOT NULL REFERENCES account (id),
    PRIMARY KEY (meeting, account)
);

CREATE TABLE minutes (
    meeting      uuid NOT NULL REFERENCES meeting (id),
    version      integer NOT NULL CHECK (version > 0),
    text         text NOT NULL,
    reason       text,
    made_by      text NOT NULL,
    published_on date NOT NULL DEFAULT city_day(),
    PRIMARY KEY (meeting, version),
    CONSTRAINT minutes_correction_has_a_reason CHECK ((version = 1) = (reason IS NULL))
);
COMMENT ON TABLE minutes IS 'Published minutes; a correction is a new version with a reason';
CREATE TRIGGER minutes_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON minutes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE decision (
    id        uuid PRIMARY KEY,
    meeting   uuid NOT NULL,
    number    integer NOT NULL CHECK (number > 0),
    subject   text,
    motion    text NOT NULL,
    in_favour integer NOT NULL CHECK (in_favour >= 0),
    against   integer NOT NULL CHECK (against >= 0),
    abstained integer NOT NULL CHECK (abstained >= 0),
    present   integer NOT NULL,
    quorum    integer NOT NULL,
    carried   boolean NOT NULL GENERATED ALWAYS AS (in_favour > against AND present >= quorum) STORED,
    CONSTRAINT decision_number_key UNIQUE (meeting, number),
    CONSTRAINT decision_votes_are_of_those_present CHECK (in_favour + against + abstained <= present),
    CONSTRAINT decision_presence_fkey FOREIGN KEY (meeting, present, quorum) REFERENCES meeting (id, present, quorum)
);
COMMENT ON TABLE decision IS 'Votes of a body. Those present and the quorum are the meeting''s: the foreign key keeps them equal, so presence is fixed by the first vote';
COMMENT ON COLUMN decision.subject IS 'What another feature asked to vote about, such as application:<uuid>; the last vote about a subject counts';
CREATE INDEX decision_subject ON decision (subject) WHERE subject IS NOT NULL;
CREATE TRIGGER decision_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- With its minutes published a meeting is fixed; who was there is fixed by the first vote. Each way to write locks the meeting.
CREATE FUNCTION check_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM minutes WHERE meeting = OLD.id) THEN
        RAISE EXCEPTION 'the minutes of this meeting are published' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'meeting_is_published';
    END IF;
    IF (NEW.id, NEW.body) IS DISTINCT FROM (OLD.id, OLD.body) THEN
        RAISE EXCEPTION 'a meeting stays with its body' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER meeting_is_open BEFORE UPDATE ON meeting FOR EACH ROW EXECUTE FUNCTION check_meeting();

CREATE FUNCTION check_minutes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM meeting WHERE id = NEW.meeting FOR UPDATE;
    IF NOT EXISTS (SELECT FROM meeting WHERE id = NEW.meeting AND present IS NOT NULL) THEN
        RAISE EXCEPTION 'it is not recorded who was there' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'minutes_name_those_present';
    END IF;
    IF NEW.version <> (SELECT coalesce(max(version), 0) + 1 FROM minutes WHERE meeting = NEW.meeting) THEN
        RAISE EXCEPTION 'minutes have versions without a gap' USING ERRCODE = 'unique_violation', CONSTRAINT = 'minutes_pkey';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER minutes_are_sound BEFORE INSERT ON minutes FOR EACH ROW EXECUTE FUNCTION check_minutes();

CREATE FUNCTION check_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM meeting WHERE id = NEW.meeting FOR UPDATE;
    IF EXISTS (SELECT FROM minutes WHERE meeting = NEW.meeting) THEN
        RAISE EXCEPTION 'the minutes of this meeting are published' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'meeting_is_published';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decision_is_sound BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION check_decision();

CREATE FUNCTION check_presence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held meeting;
BEGIN
    SELECT * INTO held FROM meeting WHERE id = coalesce(NEW.meeting, OLD.meeting) FOR UPDATE;
    IF EXISTS (SELECT FROM decision WHERE meeting = held.id) OR EXISTS (SELECT FROM minutes WHERE meeting = held.id) THEN
        RAISE EXCEPTION 'who was there is fixed by the first vote' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'decision_presence_fkey';
    END IF;
    IF TG_OP = 'INSERT' AND NOT EXISTS (
        SELECT FROM membership WHERE body = held.body AND account = NEW.account
            AND daterange(starts_on, ends_on) @> (held.starts_at AT TIME ZONE 'America/Los_Angeles')::date) THEN
        RAISE EXCEPTION 'only members of that day are counted' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'meeting_present_are_members';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER meeting_presence_is_sound BEFORE INSERT OR DELETE ON meeting_presence FOR EACH ROW EXECUTE FUNCTION check_presence();

-- At the end of a transaction the number of those present is the number of names.
CREATE FUNCTION check_present_count() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    which uuid;
BEGIN
    IF TG_TABLE_NAME = 'meeting' THEN
        which := NEW.id;
    ELSE
        which := coalesce(NEW.meeting, OLD.meeting);
    END IF;
    IF (SELECT coalesce(present, 0) FROM meeting WHERE id = which) <> (SELECT count(*) FROM meeting_presence WHERE meeting = which) THEN
        RAISE EXCEPTION 'the number of those present is not the number of names' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER meeting_present_count AFTER INSERT OR UPDATE OF present ON meeting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_present_count();
CREATE CONSTRAINT TRIGGER meeting_presence_count AFTER INSERT OR DELETE ON meeting_presence
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_present_count();

CREATE TABLE disclosure (
    id          uuid PRIMARY KEY,
    account     uuid NOT NULL REFERENCES account (id),
    body        uuid NOT NULL REFERENCES body (id),
    tie         text NOT NULL,
    words       text NOT NULL,
    starts_on   date NOT NULL DEFAULT city_day(),
    recorded_by text NOT NULL,
    ends_on     date,
    end_reason  text,
    CONSTRAINT disclosure_tie_is_known CHECK (tie IN ('employed', 'board', 'paid', 'family', 'member', 'other')),
    CONSTRAINT disclosure_other_says_what CHECK (tie <> 'other' OR words <> ''),
    CONSTRAINT disclosure_end_has_a_reason CHECK ((ends_on IS NULL) = (end_reason IS NULL)),
    CONSTRAINT disclosure_ends_after_it_starts CHECK (ends_on >= starts_on)
);
COMMENT ON TABLE disclosure IS 'Ties of staff and committee people to bodies; they end with a reason and are kept';
COMMENT ON COLUMN disclosure.words IS 'For staff only: may tell of a family';
CREATE UNIQUE INDEX disclosure_standing_key ON disclosure (account, body, tie) WHERE ends_on IS NULL;
CREATE INDEX disclosure_body ON disclosure (body);

CREATE FUNCTION check_disclosure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ends_on IS NOT NULL OR NEW.ends_on < city_day() THEN
        RAISE EXCEPTION 'a tie that has ended stays as it was' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'disclosure_past_stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER disclosure_is_sound BEFORE UPDATE ON disclosure FOR EACH ROW EXECUTE FUNCTION check_disclosure();

-- What ties a person to a body: a seat now or within twelve months, a standing disclosure; in the body itself, in its fiscal
-- sponsors, or in those it sponsors. One definition for pages and for triggers of other tables.
CREATE FUNCTION ties_of(who uuid, what uuid) RETURNS TABLE (through uuid, ground text) LANGUAGE sql STABLE AS $$
    WITH RECURSIVE up (id) AS (
        SELECT what UNION SELECT b.sponsor FROM up JOIN body b ON b.id = up.id WHERE b.sponsor IS NOT NULL
    ), down (id) AS (
        SELECT what UNION SELECT b.id FROM down JOIN body b ON b.sponsor = down.id
    ), near (id) AS (
        SELECT id FROM up UNION SELECT id FROM down
    )
    SELECT m.body, 'membership' FROM membership m JOIN near ON near.id = m.body
    WHERE m.account = who AND m.starts_on <= city_day() AND (m.ends_on IS NULL OR m.ends_on > city_day() - interval '12 months')
    UNION ALL
    SELECT d.body, d.tie FROM disclosure d JOIN near ON near.id = d.body
    WHERE d.account = who AND d.ends_on IS NULL
$$;

CREATE FUNCTION is_tied(account uuid, body uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM ties_of($1, $2))
$$;
COMMENT ON FUNCTION is_tied IS 'The law of recusal, for triggers of other tables';

GRANT SELECT, INSERT, UPDATE ON body TO reparto_civic;
GRANT SELECT, INSERT, DELETE ON body_zone, body_cycle_role, meeting_presence TO reparto_civic;
GRANT SELECT, INSERT, UPDATE (ends_on, end_reason) ON membership TO reparto_civic;
GRANT SELECT, INSERT, UPDATE (starts_at, place, agenda, draft, members, quorum, present, cancelled_because) ON meeting TO reparto_civic;
GRANT SELECT, INSERT ON minutes, decision TO reparto_civic;
GRANT SELECT, INSERT, UPDATE (ends_on, end_reason) ON disclosure TO reparto_civic;
