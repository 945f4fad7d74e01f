DROP TABLE membership, body;
