DROP TABLE pass_batch;
DROP TABLE issuance;
DROP TABLE verification;
