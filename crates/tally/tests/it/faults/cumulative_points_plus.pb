META
key;value
description;Small vote
country;Nowhere
unit;Town
instance;2026
num_projects;3
num_votes;4
budget;1000
vote_type;cumulative
rule;greedy
date_begin;01.03.2026
date_end;31.03.2026
max_length;3
max_sum_points;5
max_points;4
currency;EUR
PROJECTS
project_id;cost;votes;name;selected
A;600;3;Trees;1
B;500;2;"Benches; new";0
C;300;1;Path;1
VOTES
voter_id;vote;points
1;A,B;3,2
2;A;4
3;A,C;1,1
4;B;+2
