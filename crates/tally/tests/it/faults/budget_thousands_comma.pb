META
key;value
description;Small vote
country;Nowhere
unit;Town
instance;2026
num_projects;3
num_votes;4
budget;1,125
vote_type;approval
rule;greedy
date_begin;01.03.2026
date_end;31.03.2026
max_length;3
currency;EUR
PROJECTS
project_id;cost;votes;name;selected
A;600;3;Trees;1
B;500;2;"Benches; new";0
C;300;1;Path;1
VOTES
voter_id;vote;age
1;A,B;30
2;A;
3;A,C;41
4;B;22
