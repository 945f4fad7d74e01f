DROP TABLE concept;
