DROP TABLE session;
DROP TABLE invitation;
DROP TABLE account_role;
DROP TABLE account;
