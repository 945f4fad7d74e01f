-- What was approved, of which the definition is made: the freeze writes down each proof that it took, and Postgres counts who stands behind it.
CREATE TABLE frozen_proof (
    cycle   text NOT NULL REFERENCES cycle (slug),
    zone    text NOT NULL REFERENCES zone (code),
    lang    text NOT NULL,
    channel text NOT NULL CHECK (channel IN ('phone', 'paper')),
    hash    bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (cycle, zone, lang, channel)
);
COMMENT ON TABLE frozen_proof IS 'The proofs that a freeze took, by their hash';
CREATE TRIGGER frozen_proof_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON frozen_proof FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_proof_freeze BEFORE INSERT ON frozen_proof FOR EACH ROW EXECUTE FUNCTION refuse_frozen_frame();
GRANT SELECT, INSERT ON frozen_proof TO reparto_civic;

-- The order on paper is drawn after the approvals, so that nobody can choose it.
ALTER TABLE cycle ADD COLUMN order_seed bytea CHECK (length(order_seed) = 32);
ALTER TABLE cycle ADD CONSTRAINT cycle_order_is_drawn_at_the_freeze CHECK (order_seed IS NULL OR definition IS NOT NULL);
COMMENT ON COLUMN cycle.order_seed IS 'Drawn at the freeze: on paper the proposals of a zone stand in the order of SHA-256(seed in hex, line feed, proposal id); none in cycles frozen before';

-- A real vote is frozen behind two people for each zone, language and channel, and two who entered the same opening key.
CREATE FUNCTION demand_approvals() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    defined jsonb := convert_from(NEW.definition, 'UTF8')::jsonb;
    lacking text;
BEGIN
    IF (SELECT coalesce(array_agg(c.zone ORDER BY c.zone), '{}') FROM contest c WHERE c.cycle = NEW.slug)
        IS DISTINCT FROM (SELECT array_agg(z ->> 'zone' ORDER BY z ->> 'zone') FROM jsonb_array_elements(defined -> 'contests') z) THEN
        RAISE EXCEPTION 'the definition has other zones than the cycle' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'cycle_freezes_its_zones';
    END IF;
    IF coalesce(jsonb_array_length(defined -> 'languages'), 0) = 0 OR defined -> 'languages'
        IS DISTINCT FROM (SELECT r.settings -> 'languages' FROM rulebook_version r WHERE r.cycle = NEW.slug ORDER BY r.version DESC LIMIT 1) THEN
        RAISE EXCEPTION 'the definition has other languages than the rulebook' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'cycle_freezes_its_languages';
    END IF;
    IF EXISTS (SELECT FROM contest c JOIN jsonb_array_elements(defined -> 'contests') z ON z ->> 'zone' = c.zone
        WHERE c.cycle = NEW.slug AND (
            z -> 'budget_cents' IS DISTINCT FROM to_jsonb(c.budget_cents) OR z ->> 'currency' IS DISTINCT FROM c.currency
            OR (SELECT coalesce(jsonb_agg(jsonb_build_array(p.number, p.public_id, p.cost_cents) ORDER BY p.number), 'null') FROM proposal p WHERE p.contest = c.id)
                IS DISTINCT FROM (SELECT jsonb_agg(jsonb_build_array(e -> 'number', e -> 'proposal', e -> 'cost_cents') ORDER BY (e -> 'number')) FROM jsonb_array_elements(z -> 'slate') e))) THEN
        RAISE EXCEPTION 'the definition has other money, proposals or prices than the slate' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'cycle_freezes_its_slate';
    END IF;
    -- One row for each person: the account is part of the key of proof_approval.
    SELECT string_agg(concat_ws(' ', z.contest ->> 'zone', l.code, h.code), ', ') INTO lacking
    FROM jsonb_array_elements(defined -> 'contests') z(contest), jsonb_array_elements_text(defined -> 'languages') l(code), unnest('{phone,paper}'::text[]) h(code)
    WHERE (SELECT count(*) FROM frozen_proof f JOIN proof_approval a USING (cycle, zone, lang, channel, hash)
        WHERE f.cycle = NEW.slug AND f.zone = z.contest ->> 'zone' AND f.lang = l.code AND f.channel = h.code) < 2;
    IF lacking IS NOT NULL THEN
        RAISE EXCEPTION 'two people have not approved: %', lacking USING ERRCODE = 'restrict_violation', CONSTRAINT = 'cycle_freeze_is_approved';
    END IF;
    IF NEW.order_seed IS NULL THEN
        RAISE EXCEPTION 'the order on paper was not drawn' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'cycle_order_is_drawn';
    END IF;
    IF NOT (SELECT count(*) >= 2 AND bool_and((encode(k.public_key, 'hex') = defined ->> 'opening_key'
                AND jsonb_build_object('threshold', k.threshold, 'count', k.shares) = defined -> 'trustees') IS TRUE)
        FROM opening_key_entry k WHERE k.cycle = NEW.slug) THEN
        RAISE EXCEPTION 'two people have not entered this opening key' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'cycle_key_is_agreed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER cycle_freeze_is_approved BEFORE UPDATE OF definition ON cycle FOR EACH ROW
    WHEN (OLD.definition IS NULL AND NEW.definition IS NOT NULL AND NOT NEW.is_sample) EXECUTE FUNCTION demand_approvals();

-- Nor is a cycle made frozen, or a real one called a sample for a moment.
CREATE FUNCTION refuse_other_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what a cycle is does not change' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'cycle_is_what_it_is';
END $$;
CREATE TRIGGER cycle_begins_unfrozen BEFORE INSERT ON cycle FOR EACH ROW WHEN (NEW.definition IS NOT NULL) EXECUTE FUNCTION refuse_other_cycle();
CREATE TRIGGER cycle_is_what_it_is BEFORE UPDATE ON cycle FOR EACH ROW
    WHEN ((NEW.slug, NEW.kind, NEW.is_sample) IS DISTINCT FROM (OLD.slug, OLD.kind, OLD.is_sample)) EXECUTE FUNCTION refuse_other_cycle();
CREATE TRIGGER cycle_order_is_drawn_once BEFORE UPDATE ON cycle FOR EACH ROW
    WHEN (NEW.order_seed IS DISTINCT FROM OLD.order_seed AND (OLD.order_seed IS NOT NULL OR OLD.definition IS NOT NULL))
    EXECUTE FUNCTION refuse_other_cycle();
ALTER TABLE cycle ADD CONSTRAINT cycle_hash_is_of_the_definition CHECK (definition_hash = sha256(definition));
