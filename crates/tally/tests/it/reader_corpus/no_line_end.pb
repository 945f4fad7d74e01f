META
key;value
vote_type;ordinal
budget;100
num_projects;2
num_votes;2
max_length;2
PROJECTS
project_id;cost
A;60
B;50
VOTES
voter_id;vote
1; B , A 
2;A