REVOKE UPDATE ON zone, cycle_text, contest FROM reparto_civic;
REVOKE DELETE ON contest FROM reparto_civic;
DROP TABLE stored_file, zone_boundary, zone_alias, rulebook_version, phase;
DROP FUNCTION refuse_frozen_rulebook;
ALTER TABLE cycle DROP COLUMN published_at;
DELETE FROM account_role WHERE role IN ('proposer', 'reviewer', 'translator');
ALTER TABLE account_role DROP CONSTRAINT account_role_is_known;
ALTER TABLE account_role ADD CONSTRAINT account_role_is_known CHECK (role IN ('administrator', 'program_staff', 'certifier', 'trustee', 'poll_worker', 'committee_member'));
