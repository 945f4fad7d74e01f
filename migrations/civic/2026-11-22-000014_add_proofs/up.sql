-- Where a proposal on a slate came from, and words shown in another language because a waiver allows it.
ALTER TABLE proposal ADD COLUMN application uuid REFERENCES application (id);
ALTER TABLE proposal_text ADD COLUMN fallback text;
COMMENT ON COLUMN proposal_text.fallback IS 'Language of the words when it is not lang: a signed waiver stands in for the translation';

CREATE TABLE proof_approval (
    cycle       text NOT NULL REFERENCES cycle (slug),
    zone        text NOT NULL REFERENCES zone (code),
    lang        text NOT NULL,
    channel     text NOT NULL CHECK (channel IN ('phone', 'paper')),
    hash        bytea NOT NULL CHECK (length(hash) = 32),
    account     uuid NOT NULL REFERENCES account (id),
    name        text NOT NULL,
    approved_at timestamptz NOT NULL,
    PRIMARY KEY (cycle, zone, lang, channel, hash, account)
);
COMMENT ON TABLE proof_approval IS 'Who found a ballot right as it would look; an approval is of these very words and prices, by their hash';
CREATE TRIGGER proof_approval_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON proof_approval FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE opening_key_entry (
    cycle      text NOT NULL REFERENCES cycle (slug),
    account    uuid NOT NULL REFERENCES account (id),
    name       text NOT NULL,
    public_key bytea NOT NULL CHECK (length(public_key) = 32),
    threshold  smallint NOT NULL CHECK (threshold >= 2),
    shares     smallint NOT NULL,
    entered_at timestamptz NOT NULL,
    PRIMARY KEY (cycle, account),
    CONSTRAINT opening_key_entry_shares_suffice CHECK (shares >= threshold)
);
COMMENT ON TABLE opening_key_entry IS 'The public half of the opening key as each of two people copied it from the ceremony; a freeze takes it when both agree';

-- After the freeze nobody enters a key any more.
CREATE FUNCTION refuse_key_after_freeze() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT definition IS NOT NULL FROM cycle WHERE slug = NEW.cycle FOR SHARE) THEN
        RAISE EXCEPTION 'the cycle is frozen' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER opening_key_entry_freeze BEFORE INSERT OR UPDATE ON opening_key_entry FOR EACH ROW EXECUTE FUNCTION refuse_key_after_freeze();

CREATE TABLE ballot_notice (
    contest      bigint NOT NULL REFERENCES contest (id),
    number       smallint NOT NULL,
    version      integer NOT NULL CHECK (version > 0),
    kind         text NOT NULL CHECK (kind IN ('withdrawal', 'correction')),
    words        jsonb NOT NULL,
    proposed_by  uuid NOT NULL REFERENCES account (id),
    proposed_at  timestamptz NOT NULL,
    confirmed_by uuid REFERENCES account (id),
    confirmed_at timestamptz,
    PRIMARY KEY (contest, number, version),
    FOREIGN KEY (contest, number) REFERENCES proposal (contest, number),
    CONSTRAINT ballot_notice_two_people CHECK (confirmed_by IS NULL OR confirmed_by <> proposed_by),
    CONSTRAINT ballot_notice_confirmed_is_whole CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
);
COMMENT ON TABLE ballot_notice IS 'What became known of a proposal after the freeze; the frozen words and the votes stay for the record';
COMMENT ON COLUMN ballot_notice.words IS 'The notice by language code';

-- A notice says what it said: it is confirmed once, by another person, and never changed.
CREATE FUNCTION refuse_notice_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.confirmed_by IS NOT NULL
        OR (NEW.contest, NEW.number, NEW.version, NEW.kind, NEW.words, NEW.proposed_by, NEW.proposed_at)
            IS DISTINCT FROM (OLD.contest, OLD.number, OLD.version, OLD.kind, OLD.words, OLD.proposed_by, OLD.proposed_at) THEN
        RAISE EXCEPTION 'a notice is not changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ballot_notice_stays BEFORE UPDATE ON ballot_notice FOR EACH ROW EXECUTE FUNCTION refuse_notice_change();

GRANT SELECT, INSERT ON proof_approval TO reparto_civic;
GRANT SELECT, INSERT, UPDATE ON ballot_notice, opening_key_entry TO reparto_civic;
