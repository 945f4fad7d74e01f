META
key;value
description;Small vote
country;Nowhere
unit;Town
instance;2026
num_projects;3
num_votes;4
budget;1000
vote_type;approval
rule;greedy
date_begin;01.03.2026
date_end;31.03.2026
max_length;3
currency;EUR
