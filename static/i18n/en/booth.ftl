### The way of one vote: age, ties, ballot, review, vote not counted.

age-empty = Select yes if you are 15 or older
age-title = Are you 15 or older?
age-why = Why we ask
age-why-text = This vote is for people who are 15 or older. We do not ask for your birth date. Your answer stays on your own device.
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
not-eligible-age = You need to be 15 or older to vote.
not-eligible-can = What you can do
not-eligible-other-zone = Find another zone
not-eligible-tie = To vote here, you need to live, work or go to school in this zone, or have a child in school here.
not-eligible-title = You can’t vote in this zone
pick-more = You chose { $n }. You can choose { $m } more.
pick-over =
    You chose { $n ->
        [one] { $n } proposal
       *[other] { $n } proposals
    }. You can choose up to { $k }. Uncheck { $over }
pick-over-pattern = You chose { $n }. The most is { $k }. Uncheck { $over }.
pick-over-status =
    You chose { $n ->
        [one] { $n } proposal
       *[other] { $n } proposals
    }. The most is { $k }. Uncheck { $over }.
pick-status = { $n } of { $k } chosen
review-blank = You did not choose any proposal. Your vote will be blank.
review-can-change = You can change your vote until { $when }.
review-cast = Go on to cast
review-change = Change
review-change-what = your choice of proposal { $number }
review-choose-more = Choose more
review-final = You can’t change your vote after you cast it.
review-next = Next, you enter a code. It makes sure that each vote counts once. Your vote is cast after that.
review-not-yet = You have not voted yet.
review-title = Check your choices
single-no = No
single-previous = Go back
single-see-all = See all proposals
single-title = Proposal { $position } of { $count }
single-yes = Yes, I choose this
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
