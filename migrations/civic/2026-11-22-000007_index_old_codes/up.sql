-- Each code that is asked for removes those that ended a day ago; without an index that reads the whole table.
CREATE INDEX verification_expires ON verification (expires_at);
