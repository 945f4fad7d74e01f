### Results for everyone, and the same words in the staff console.

result-count = Count this zone
result-earlier = All versions
result-hash = Fingerprint of this count (SHA-256):
result-heading-official = { $zone }: official result
result-heading-unofficial = { $zone }: unofficial result
result-heading-waiting = { $zone }: no result yet
result-none = This zone has not been counted.
result-official-text = Two different people signed this result. In L.A. REPAIR, the City Council still decides about the money.
result-public = See the public page
result-signed-by = Signed by { $name } on { $when }.
result-summary = Winning proposals. Ballots counted: { $ballots }. Not counted: { $invalid }.
result-title = Result: { $zone }
result-unofficial-text = This result is unofficial. It can change until two different people have signed it.
result-version = Version { $version }, counted on { $when }.
result-version-short = Version { $version }
results-ballots = Ballots counted: { $ballots }. Of these, blank: { $blank }. Not counted because they broke a rule or could not be opened: { $invalid }.
results-check = Count it yourself
results-check-text = These files hold every counted ballot and the signed count. No names are in them. With them, you can count again.
results-cost = Cost
results-file-json = The count (JSON file)
results-file-pack = Everything about this vote in one file, with what proves it
results-file-pb = Ballots (Pabulib .pb file)
results-funded = Proposals that win money
results-funded-caption = Winning proposals, in the order they were picked
results-funded-none = No proposal wins money.
results-how = How it was counted
results-imported = This is a vote from the past. We counted its published ballots again here.
results-left = Money left after it
results-lost = Proposals that do not win money
results-lost-caption = Other proposals, most votes first, and why
results-lost-none = All proposals win money.
results-money-title = Where the money goes
results-no-ties = No tie changed who won.
results-none = There are no results yet.
results-not-yet = Not counted yet
results-proposal = Proposal
results-sentence =
    { $ballots ->
        [one] { $ballots } ballot was
       *[other] { $ballots } ballots were
    } counted. { $funded ->
        [one] { $funded } proposal wins
       *[other] { $funded } proposals win
    } money: { $total } of { $budget }.
results-tie =
    These proposals tied: { $among }. Number { $chosen } came first, by this step of the rule: { $by ->
        [cost] lower cost
        [votes] more votes
        [order] place on the list
        [lexico] order of the proposal codes
       *[other] { $by }
    }.
results-tie-rule = The rule for ties, set before the count:
results-title = Results
results-votes = Votes
results-waffle =
    { $percent }% of the money goes to { $count ->
        [one] { $count } proposal
       *[other] { $count } proposals
    }. Each square is 1%.
results-waiting = The ballots are not counted yet. You can read the proposals here.
results-why = Why
rule-greedy-no-skip = We start with the proposal with the most votes and go down the list. A proposal wins if it fits in the money left. We stop at the first one that does not fit.
rule-greedy-points = We start with the proposal with the most points and go down the list. A proposal wins if it fits in the money left. If not, it is skipped.
rule-greedy-threshold = Only proposals with enough votes take part. We start with the most votes and go down the list. A proposal wins if it fits in the money left.
rule-greedy-votes = We start with the proposal with the most votes and go down the list. A proposal wins if it fits in the money left. If not, it is skipped.
rule-other = This vote used another way to count. The count file below gives its name.
standing-half-signed = Unofficial, signed by one
standing-official = Official
standing-unofficial = Unofficial
why-dearer = It costs more than all the money there is.
why-did-not-fit = It costs { $cost }. At its turn, { $left } was left.
why-excluded = It can’t be built together with “{ $other }”.
why-no-votes = No one chose it.
why-not-reached = By the way of counting used here, the money went to other proposals.
why-stopped-before = The count stopped before it, at “{ $other }”. { $left } was left.
why-threshold =
    It needed at least { $needed ->
        [one] { $needed } vote
       *[other] { $needed } votes
    }.
why-tie = It tied with “{ $other }”. The tie rule put that one first. { $left } was left.
why-withdrawn = Two people of the City took it back before the count, so it could not get money.
