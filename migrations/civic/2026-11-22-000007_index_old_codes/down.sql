DROP INDEX verification_expires;
