DROP TABLE certification;
DROP TABLE tally_run;
DROP TABLE opening;
DROP TABLE invalid_ballot;
DROP TABLE cast_vote_record;
DROP TABLE canvass;
