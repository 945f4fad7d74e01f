CREATE OR REPLACE FUNCTION ties_of(who uuid, what uuid) RETURNS TABLE (through uuid, ground text) LANGUAGE sql STABLE AS $$
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
ALTER TABLE disclosure DROP COLUMN ended_by;
DROP TRIGGER translation_own_approval ON translation;
DROP FUNCTION refuse_own_approval();
GRANT UPDATE ON application_concept TO reparto_civic;
DROP TRIGGER application_concept_handed_in ON application_concept;
DROP TRIGGER application_begins_as_a_draft ON application;
DROP FUNCTION demand_draft();
DROP TRIGGER application_state_has_a_decision ON application;
DROP FUNCTION demand_decision();
