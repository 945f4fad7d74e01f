META
key;value
vote_type;approval
budget;100
num_projects;2
num_votes;2
comment;"one
two; ""three"""
PROJECTS
project_id;cost;name
A;60;"Trees; ""new""
north"
B;50;" spaced "
VOTES
voter_id;vote
1;"A,B"
2;A
