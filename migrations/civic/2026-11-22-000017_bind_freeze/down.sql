ALTER TABLE cycle DROP CONSTRAINT cycle_hash_is_of_the_definition;
DROP TRIGGER cycle_order_is_drawn_once ON cycle;
DROP TRIGGER cycle_is_what_it_is ON cycle;
DROP TRIGGER cycle_begins_unfrozen ON cycle;
DROP FUNCTION refuse_other_cycle();
DROP TRIGGER cycle_freeze_is_approved ON cycle;
DROP FUNCTION demand_approvals();
DROP TABLE frozen_proof;
ALTER TABLE cycle DROP COLUMN order_seed;
