CREATE TABLE zone (
    code           text PRIMARY KEY,
    name           text NOT NULL,
    neighbourhoods text[] NOT NULL,
    CONSTRAINT zone_code_form CHECK (code ~ '^[A-Z0-9-]{1,12}$')
);

CREATE TABLE cycle (
    slug            text PRIMARY KEY,
    kind            text NOT NULL,
    is_sample       boolean NOT NULL,
    count_rule      text NOT NULL,
    tie_break       text NOT NULL,
    rule_params     jsonb NOT NULL,
    opens_at        timestamptz NOT NULL,
    closes_at       timestamptz NOT NULL,
    grace_seconds   integer NOT NULL,
    definition      bytea,
    definition_hash bytea,
    closed_at       timestamptz,
    links_cut_at    timestamptz,
    opened_at       timestamptz,
    CONSTRAINT cycle_kind_is_known CHECK (kind IN ('vote', 'imported')),
    CONSTRAINT cycle_closes_after_it_opens CHECK (closes_at > opens_at),
    CONSTRAINT cycle_freeze_is_whole CHECK ((definition IS NULL) = (definition_hash IS NULL)),
    CONSTRAINT cycle_steps_in_order CHECK (
        (links_cut_at IS NULL OR closed_at IS NOT NULL) AND (opened_at IS NULL OR links_cut_at IS NOT NULL))
);
COMMENT ON TABLE cycle IS 'One run of participatory budgeting with its rulebook';
COMMENT ON COLUMN cycle.definition IS 'Canonical JSON of everything a ballot depends on; its SHA-256 is definition_hash';
COMMENT ON COLUMN cycle.links_cut_at IS 'When the link key was destroyed; before it no share of the opening key is accepted';

CREATE TABLE cycle_text (
    cycle text NOT NULL REFERENCES cycle (slug),
    lang  text NOT NULL,
    title text NOT NULL,
    PRIMARY KEY (cycle, lang)
);

CREATE TABLE contest (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    cycle            text NOT NULL REFERENCES cycle (slug),
    zone             text NOT NULL REFERENCES zone (code),
    budget_cents     bigint NOT NULL CHECK (budget_cents > 0),
    currency         text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    budget_is_sample boolean NOT NULL,
    pick_limit       smallint NOT NULL CHECK (pick_limit > 0),
    ballot_kind      text NOT NULL,
    CONSTRAINT contest_key UNIQUE (cycle, zone),
    CONSTRAINT contest_ballot_kind_is_known CHECK (ballot_kind IN ('approval', 'choose-1', 'ordinal', 'cumulative', 'scoring'))
);
COMMENT ON TABLE contest IS 'The unit that is counted: one zone in one cycle';

CREATE TABLE proposal (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    contest       bigint NOT NULL REFERENCES contest (id),
    number        smallint NOT NULL CHECK (number > 0),
    public_id     text NOT NULL,
    issue_area    text,
    author_kind   text NOT NULL,
    cost_cents    bigint NOT NULL CHECK (cost_cents >= 0),
    people_served integer,
    CONSTRAINT proposal_number_key UNIQUE (contest, number),
    CONSTRAINT proposal_public_id_key UNIQUE (contest, public_id),
    CONSTRAINT proposal_author_kind_is_known CHECK (author_kind IN ('committee', 'organisation', 'staff', 'imported'))
);
CREATE TABLE proposal_text (
    proposal    bigint NOT NULL REFERENCES proposal (id),
    lang        text NOT NULL,
    title       text NOT NULL,
    summary     text NOT NULL,
    description text NOT NULL,
    place       text NOT NULL,
    cost_parts  jsonb NOT NULL,
    PRIMARY KEY (proposal, lang)
);

-- After the freeze nothing on the ballot changes: the definition's hash would no longer be true.
CREATE FUNCTION refuse_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    frozen boolean;
BEGIN
    IF TG_TABLE_NAME = 'proposal' THEN
        SELECT y.definition IS NOT NULL INTO frozen
        FROM contest c JOIN cycle y ON y.slug = c.cycle WHERE c.id = coalesce(NEW.contest, OLD.contest);
    ELSE
        SELECT y.definition IS NOT NULL INTO frozen
        FROM proposal p JOIN contest c ON c.id = p.contest JOIN cycle y ON y.slug = c.cycle
        WHERE p.id = coalesce(NEW.proposal, OLD.proposal);
    END IF;
    IF frozen THEN
        RAISE EXCEPTION 'the slate is frozen' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER proposal_freeze BEFORE INSERT OR UPDATE OR DELETE ON proposal FOR EACH ROW EXECUTE FUNCTION refuse_frozen();
CREATE TRIGGER proposal_text_freeze BEFORE INSERT OR UPDATE OR DELETE ON proposal_text FOR EACH ROW EXECUTE FUNCTION refuse_frozen();

CREATE FUNCTION refuse_thaw() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.definition IS NOT NULL AND (NEW.definition, NEW.definition_hash, NEW.count_rule, NEW.tie_break, NEW.rule_params, NEW.opens_at, NEW.closes_at, NEW.grace_seconds)
        IS DISTINCT FROM (OLD.definition, OLD.definition_hash, OLD.count_rule, OLD.tie_break, OLD.rule_params, OLD.opens_at, OLD.closes_at, OLD.grace_seconds) THEN
        RAISE EXCEPTION 'the rulebook of this cycle is frozen' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at)
        OR (OLD.links_cut_at IS NOT NULL AND NEW.links_cut_at IS DISTINCT FROM OLD.links_cut_at)
        OR (OLD.opened_at IS NOT NULL AND NEW.opened_at IS DISTINCT FROM OLD.opened_at) THEN
        RAISE EXCEPTION 'a step of this cycle was already taken' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER cycle_thaw BEFORE UPDATE ON cycle FOR EACH ROW EXECUTE FUNCTION refuse_thaw();

GRANT SELECT, INSERT ON zone, cycle_text, contest, proposal, proposal_text TO reparto_civic;
GRANT SELECT, INSERT, UPDATE ON cycle TO reparto_civic;
