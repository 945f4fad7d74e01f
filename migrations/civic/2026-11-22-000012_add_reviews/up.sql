-- What the City makes of applications: who looks at them, what they found, appeals, and talk about their sections.

-- Each move of an application by the database's clock, and what stood in it when it was handed in. What authors write while
-- changes are asked for stays theirs until they hand it in again: the public and reviewers see only this.
CREATE TABLE application_move (
    application uuid NOT NULL REFERENCES application (id),
    position    integer NOT NULL CHECK (position > 0),
    state       text NOT NULL,
    moved_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (application, position)
);
COMMENT ON TABLE application_move IS 'Written by a trigger alone: the server''s role may only read it';

CREATE TABLE handed_in_section (
    application uuid NOT NULL,
    position    integer NOT NULL,
    name        text NOT NULL,
    version     integer NOT NULL,
    PRIMARY KEY (application, position, name),
    FOREIGN KEY (application, position) REFERENCES application_move (application, position),
    FOREIGN KEY (application, name, version) REFERENCES section (application, name, version)
);

CREATE TABLE handed_in_file (
    application uuid NOT NULL,
    position    integer NOT NULL,
    item        uuid NOT NULL,
    PRIMARY KEY (application, position, item),
    FOREIGN KEY (application, position) REFERENCES application_move (application, position)
);
COMMENT ON COLUMN handed_in_file.item IS 'A photo or attachment; no foreign key, because authors may take it out later';

-- The row of the application is locked by the update, and saves wait for that lock: nothing slips in between.
CREATE FUNCTION note_application_move() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    next_position integer;
BEGIN
    SELECT coalesce(max(m.position), 0) + 1 INTO next_position FROM application_move m WHERE m.application = NEW.id;
    INSERT INTO application_move (application, position, state) VALUES (NEW.id, next_position, NEW.state);
    IF NEW.state = 'submitted' THEN
        INSERT INTO handed_in_section (application, position, name, version)
            SELECT NEW.id, next_position, s.name, max(s.version) FROM section s WHERE s.application = NEW.id GROUP BY s.name;
        INSERT INTO handed_in_file (application, position, item)
            SELECT NEW.id, next_position, p.id FROM photo p WHERE p.application = NEW.id
            UNION SELECT NEW.id, next_position, a.id FROM attachment a WHERE a.application = NEW.id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER application_move_is_noted AFTER UPDATE OF state ON application FOR EACH ROW
    WHEN (NEW.state IS DISTINCT FROM OLD.state) EXECUTE FUNCTION note_application_move();
CREATE TRIGGER application_move_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON application_move FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER handed_in_section_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON handed_in_section FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER handed_in_file_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON handed_in_file FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE department (
    code text PRIMARY KEY,
    name text NOT NULL,
    CONSTRAINT department_code_is_short CHECK (code ~ '^[A-Z0-9]{2,12}$'),
    CONSTRAINT department_name_key UNIQUE (name)
);
COMMENT ON TABLE department IS 'Departments of the City that review; a list kept by staff';

-- Recusal is law here: whoever is tied to the body of an application has no part in its review. The argument names the column.
CREATE FUNCTION refuse_tied() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    who uuid := (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
BEGIN
    IF who IS NOT NULL AND is_tied(who, (SELECT a.body FROM application a WHERE a.id = NEW.application)) THEN
        RAISE EXCEPTION 'this person is tied to the body that wrote the application'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'review_recusal';
    END IF;
    RETURN NEW;
END $$;

CREATE TABLE review_assignment (
    application uuid PRIMARY KEY REFERENCES application (id),
    department  text REFERENCES department (code),
    reviewer    uuid REFERENCES account (id),
    due_on      date
);
COMMENT ON COLUMN review_assignment.due_on IS 'Last day by staff; nothing: the end of the review phase';
CREATE TRIGGER review_assignment_recusal BEFORE INSERT OR UPDATE ON review_assignment FOR EACH ROW EXECUTE FUNCTION refuse_tied('reviewer');

CREATE TABLE review_draft (
    application uuid NOT NULL REFERENCES application (id),
    reviewer    uuid NOT NULL REFERENCES account (id),
    answers     jsonb NOT NULL,
    PRIMARY KEY (application, reviewer)
);
COMMENT ON TABLE review_draft IS 'What a reviewer filled in so far; one for each reviewer, gone when it is decided';
CREATE TRIGGER review_draft_recusal BEFORE INSERT OR UPDATE ON review_draft FOR EACH ROW EXECUTE FUNCTION refuse_tied('reviewer');

CREATE TABLE cost_signature (
    application  uuid NOT NULL REFERENCES application (id),
    cost_version integer NOT NULL,
    signed_by    uuid NOT NULL REFERENCES account (id),
    signed_name  text NOT NULL,
    cents        bigint NOT NULL CHECK (cents >= 0),
    signed_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (application, cost_version, signed_by)
);
COMMENT ON TABLE cost_signature IS 'A reviewer stands for a cost table; a later version of the table needs a new signature';
CREATE TRIGGER cost_signature_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON cost_signature FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER cost_signature_recusal BEFORE INSERT ON cost_signature FOR EACH ROW EXECUTE FUNCTION refuse_tied('signed_by');

-- Only the table that stands can be signed, while authors can't change it.
CREATE FUNCTION check_cost_signature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM application WHERE id = NEW.application AND state IN ('submitted', 'rejected', 'appealed') FOR SHARE;
    IF NOT FOUND OR NEW.cost_version IS DISTINCT FROM
        (SELECT max(version) FROM section WHERE application = NEW.application AND name = 'cost') THEN
        RAISE EXCEPTION 'only the costs that stand can be signed' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'cost_signature_is_current';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER cost_signature_is_sound BEFORE INSERT ON cost_signature FOR EACH ROW EXECUTE FUNCTION check_cost_signature();

CREATE FUNCTION costs_are_signed(which uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM cost_signature c WHERE c.application = which AND c.cost_version =
        (SELECT max(s.version) FROM section s WHERE s.application = which AND s.name = 'cost'))
$$;

CREATE FUNCTION is_fully_checked(answers jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT bool_and(coalesce(answers -> name ->> 'answer', '') IN ('yes', 'not_needed'))
    FROM unnest(ARRAY['legal', 'powers', 'zone', 'open', 'capital', 'months', 'costs', 'site', 'conflict']) AS name
$$;

CREATE TABLE review (
    application  uuid NOT NULL REFERENCES application (id),
    number       integer NOT NULL CHECK (number > 0),
    outcome      text NOT NULL,
    answers      jsonb NOT NULL,
    codes        text[] NOT NULL,
    changes      text[] NOT NULL,
    reason       text NOT NULL,
    lang         text NOT NULL,
    fix_due      timestamptz,
    decided_by   uuid NOT NULL REFERENCES account (id),
    decided_name text NOT NULL,
    decided_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (application, number),
    CONSTRAINT review_outcome_is_known CHECK (outcome IN ('accepted', 'changes_asked', 'reopened', 'rejected')),
    CONSTRAINT review_codes_are_known CHECK (codes <@ ARRAY['P-ZONE', 'P-FLOOR', 'P-CAP', 'P-CAPITAL', 'P-POWER', 'P-LAW', 'P-CONFLICT',
        'P-TIME', 'P-OPEN', 'P-BUDGET', 'P-ORG', 'P-DUP', 'P-IDEA', 'P-LATE', 'P-NORESP']),
    CONSTRAINT review_rejection_has_a_code CHECK ((outcome = 'rejected') = (cardinality(codes) > 0)),
    CONSTRAINT review_reason_is_plain CHECK (length(reason) <= 600
        AND (outcome NOT IN ('rejected', 'reopened') OR length(btrim(reason)) >= 20)),
    CONSTRAINT review_changes_are_listed CHECK ((outcome IN ('changes_asked', 'reopened')) = (cardinality(changes) > 0)),
    CONSTRAINT review_changes_have_a_date CHECK ((outcome IN ('changes_asked', 'reopened')) = (fix_due IS NOT NULL)),
    CONSTRAINT review_acceptance_is_checked CHECK (outcome <> 'accepted' OR is_fully_checked(answers))
);
COMMENT ON TABLE review IS 'Decisions of reviewers; reopened is a change asked for after acceptance';
-- One round of changes for each application; a change after acceptance is its own kind.
CREATE UNIQUE INDEX review_one_fix_round ON review (application) WHERE outcome = 'changes_asked';
CREATE TRIGGER review_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON review FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER review_recusal BEFORE INSERT ON review FOR EACH ROW EXECUTE FUNCTION refuse_tied('decided_by');

CREATE FUNCTION check_review() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stands application;
BEGIN
    SELECT * INTO stands FROM application WHERE id = NEW.application FOR UPDATE;
    IF (stands.state, NEW.outcome) NOT IN (('submitted', 'accepted'), ('submitted', 'rejected'), ('submitted', 'changes_asked'),
        ('accepted', 'reopened'), ('changes_asked', 'rejected'))
        OR (stands.state = 'changes_asked' AND stands.fix_due > now()) THEN
        RAISE EXCEPTION 'this can''t be decided about the application now' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'review_fits_the_state';
    END IF;
    IF EXISTS (SELECT FROM section WHERE application = NEW.application AND saved_by = NEW.decided_by) THEN
        RAISE EXCEPTION 'nobody reviews what they wrote' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'review_by_others';
    END IF;
    IF NEW.outcome = 'accepted' AND NOT costs_are_signed(NEW.application) THEN
        RAISE EXCEPTION 'the costs are not signed' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'review_costs_signed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER review_is_sound BEFORE INSERT ON review FOR EACH ROW EXECUTE FUNCTION check_review();

CREATE TABLE appeal (
    application uuid PRIMARY KEY REFERENCES application (id),
    words       text NOT NULL,
    lang        text NOT NULL,
    filed_by    uuid NOT NULL REFERENCES account (id),
    filed_name  text NOT NULL,
    filed_at    timestamptz NOT NULL DEFAULT now(),
    due_on      date NOT NULL,
    CONSTRAINT appeal_has_words CHECK (length(btrim(words)) BETWEEN 1 AND 2000)
);
COMMENT ON TABLE appeal IS 'One for each application, against its rejection';
CREATE TRIGGER appeal_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON appeal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION check_appeal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM application WHERE id = NEW.application AND state = 'rejected' FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'only a rejection can be appealed' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'appeal_of_a_rejection';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER appeal_is_sound BEFORE INSERT ON appeal FOR EACH ROW EXECUTE FUNCTION check_appeal();

CREATE TABLE appeal_decision (
    application  uuid PRIMARY KEY REFERENCES appeal (application),
    outcome      text NOT NULL CHECK (outcome IN ('accepted', 'rejected')),
    reason       text NOT NULL,
    lang         text NOT NULL,
    decided_by   uuid NOT NULL REFERENCES account (id),
    decided_name text NOT NULL,
    decided_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT appeal_decision_reason_is_plain CHECK (length(btrim(reason)) >= 20 AND length(reason) <= 600)
);
CREATE TRIGGER appeal_decision_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON appeal_decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER appeal_decision_recusal BEFORE INSERT ON appeal_decision FOR EACH ROW EXECUTE FUNCTION refuse_tied('decided_by');

-- Whoever had a part in the review does not decide about it again.
CREATE FUNCTION has_reviewed(who uuid, which uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM review r WHERE r.application = which AND r.decided_by = who)
        OR EXISTS (SELECT FROM cost_signature c WHERE c.application = which AND c.signed_by = who)
        OR EXISTS (SELECT FROM review_assignment a WHERE a.application = which AND a.reviewer = who)
$$;

CREATE FUNCTION check_appeal_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM application WHERE id = NEW.application AND state = 'appealed' FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no appeal to decide' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'review_fits_the_state';
    END IF;
    IF has_reviewed(NEW.decided_by, NEW.application) THEN
        RAISE EXCEPTION 'an appeal is decided by someone who did not review' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'appeal_by_others';
    END IF;
    IF NEW.outcome = 'accepted' AND NOT costs_are_signed(NEW.application) THEN
        RAISE EXCEPTION 'the costs are not signed' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'review_costs_signed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER appeal_decision_is_sound BEFORE INSERT ON appeal_decision FOR EACH ROW EXECUTE FUNCTION check_appeal_decision();

CREATE TABLE review_thread (
    id            uuid PRIMARY KEY,
    application   uuid NOT NULL REFERENCES application (id),
    section       text,
    resolved_name text,
    CONSTRAINT review_thread_section_is_known CHECK (section IN ('name', 'summary', 'what', 'who', 'where', 'cost', 'team', 'when', 'photos', 'aloud'))
);
COMMENT ON COLUMN review_thread.section IS 'What it is about; nothing: the whole application';
COMMENT ON COLUMN review_thread.resolved_name IS 'Who called it settled; nothing while it is open';
CREATE INDEX review_thread_application ON review_thread (application);

CREATE TABLE review_comment (
    id          uuid PRIMARY KEY,
    thread      uuid NOT NULL REFERENCES review_thread (id),
    side        text NOT NULL CHECK (side IN ('authors', 'city')),
    author      uuid NOT NULL REFERENCES account (id),
    author_name text NOT NULL,
    words       text NOT NULL,
    told        uuid REFERENCES account (id),
    written_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT review_comment_has_words CHECK (length(btrim(words)) BETWEEN 1 AND 2000)
);
COMMENT ON TABLE review_comment IS 'Between the people of a body and reviewers; never public';
CREATE INDEX review_comment_thread ON review_comment (thread, written_at);
CREATE TRIGGER review_comment_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON review_comment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Talk ends with the decision, and those who keep out of a review do not speak for the City in it.
CREATE FUNCTION check_comment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stands application;
BEGIN
    SELECT a.* INTO stands FROM application a JOIN review_thread t ON t.application = a.id WHERE t.id = NEW.thread FOR SHARE OF a;
    IF stands.state NOT IN ('submitted', 'changes_asked', 'appealed') THEN
        RAISE EXCEPTION 'talk about this application is over' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'review_comment_in_time';
    END IF;
    IF NEW.side = 'city' AND is_tied(NEW.author, stands.body) THEN
        RAISE EXCEPTION 'this person is tied to the body that wrote the application' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'review_recusal';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER review_comment_is_sound BEFORE INSERT ON review_comment FOR EACH ROW EXECUTE FUNCTION check_comment();

-- One mail a person and day.
CREATE TABLE review_digest (
    account uuid NOT NULL REFERENCES account (id),
    sent_on date NOT NULL,
    PRIMARY KEY (account, sent_on)
);

CREATE TABLE review_notice (
    account uuid NOT NULL REFERENCES account (id),
    comment uuid NOT NULL REFERENCES review_comment (id),
    sent_on date,
    PRIMARY KEY (account, comment),
    FOREIGN KEY (account, sent_on) REFERENCES review_digest (account, sent_on)
);
COMMENT ON TABLE review_notice IS 'Who is to be told of which comment; with a day once it was in a mail';
CREATE INDEX review_notice_waiting ON review_notice (account) WHERE sent_on IS NULL;

GRANT SELECT ON application_move, handed_in_section, handed_in_file TO reparto_civic;
GRANT SELECT, INSERT, UPDATE ON department, review_assignment TO reparto_civic;
GRANT SELECT, INSERT, UPDATE, DELETE ON review_draft TO reparto_civic;
GRANT SELECT, INSERT ON cost_signature, review, appeal, appeal_decision, review_comment, review_digest TO reparto_civic;
GRANT SELECT, INSERT, UPDATE (resolved_name) ON review_thread TO reparto_civic;
GRANT SELECT, INSERT, UPDATE (sent_on) ON review_notice TO reparto_civic;
