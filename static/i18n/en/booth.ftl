### The way of one vote: age, ties, ballot, review, vote not counted.

age-empty = Select yes if you are { $age } or older
age-title = Are you { $age } or older?
age-why = Why we ask
age-why-text = This vote is for people who are { $age } or older. We do not ask for your birth date. Your answer stays on your own device.
answer-no = No
answer-yes = Yes
ballot-both-languages = Show English and Spanish
ballot-limit =
    You have { $k ->
        [one] { $k } choice
       *[other] { $k } choices
    }. You can use fewer.
ballot-more = More about number { $number }
ballot-one-by-one = Go one by one
ballot-one-language = Show one language
ballot-order = The list is in a different order for each voter.
ballot-review = Review my choices
ballot-title =
    Choose up to { $k ->
        [one] { $k } proposal
       *[other] { $k } proposals
    }
blank-choose = Go back and choose
blank-go-on = Go on with a blank vote
blank-not-allowed = To vote, choose at least one proposal.
blank-text = You can go back and choose. You can also cast a blank vote. It is counted, but it helps no proposal.
blank-title = You did not choose any proposal
not-counted-help = If you cast a vote before that, it still counts. Questions? Call us.
not-counted-text = Your vote was not counted.
not-counted-times = You sent it on { $sent }. Voting ended on { $ended }.
not-counted-title = Voting is closed
not-eligible-age = You need to be { $age } or older to vote.
not-eligible-can = What you can do
not-eligible-other-zone = Find another zone
not-eligible-title = You can’t vote in this zone
pick-more = You chose { $n }. You can choose { $m } more.
pick-over =
    You chose { $n ->
        [one] { $n } proposal
       *[other] { $n } proposals
    }. You can choose up to { $k }. Uncheck { $over } of them
pick-over-pattern = You chose { $n }. The most is { $k }. Uncheck { $over } of them.
pick-over-status =
    You chose { $n ->
        [one] { $n } proposal
       *[other] { $n } proposals
    }. The most is { $k }. Uncheck { $over } of them.
pick-status = { $n } of { $k } chosen
review-blank = You did not choose any proposal. Your vote will be blank.
review-can-change = You can change your vote until { $when }.
review-cast = Go on to cast
review-change = Change
review-change-what = your choice of proposal { $number }
review-changed = Your choices changed in another window. Check them before you go on.
review-choose-more = Choose more
review-final = You can’t change your vote after you cast it.
review-locked-again = You tested this ballot, so it was not cast. We locked your choices again. Check them and go on.
review-next = Next, you enter a code. It makes sure that each vote counts once. Your vote is cast after that.
review-not-yet = You have not voted yet.
review-test = Test if your ballot was locked right
review-test-button = Test this ballot, do not cast it
review-test-number = Your locked ballot has this number:
review-test-text = You can ask us to open this ballot here and now. Then anyone can check that we locked your real choices. A tested ballot can’t be cast. It is shown to the public, and your next one is locked anew. You can test as often as you like.
review-title = Check your choices
single-no = No
single-previous = Go back
single-see-all = See all proposals
single-title = Proposal { $position } of { $count }
single-yes = Yes, I choose this
test-blank = None: a blank ballot
test-choices = Proposals on it
test-fresh = Your choices are kept. They are now locked in a new ballot with a new number.
test-go-on = Go back to my choices
test-hash = Fingerprint of the locked ballot
test-how = How to check it
test-how-definition = Get the rules that all ballots are locked under:
test-how-run = Run the check program that anyone can get. It locks the same choices with the same seed and compares the numbers:
test-how-same = See that the number below is the one you saw before the test, and that the proposals are yours.
test-lead = This is what we locked, and how. It is public now.
test-not-cast = You have not voted yet. This ballot was tested and can’t be cast.
test-number = Number of the ballot
test-seed = Seed it was locked with
test-title = This is your tested ballot
tie-agree = Agree and continue
tie-empty = Select how you are connected to { $zone }, or select “None of these”
tie-guardian = I am a parent or guardian of a student there
tie-live = I live there
tie-none = None of these
tie-none-and-some = Select how you are connected to { $zone }, or only “None of these”, not both
tie-statement = When you go on, you say: What I said is true, and I vote only for myself.
tie-study = I go to school there
tie-title = How are you connected to { $zone }?
tie-why-text = Each zone decides about its own money. You do not need papers. We do not ask where you live. Your answer stays on your own device.
tie-work = I work there
tie-worship = I worship there
