### Proposals: cards, facts, costs, authors, issue areas.

author-committee = The zone’s committee
author-imported = People in a past vote
author-organisation = A local group
author-staff = City staff
issue-civic = Justice and civic life
issue-econ = Jobs and income
issue-edu = Education
issue-health = Health and well-being
issue-housing = Housing and places
issue-legal = Legal system and policing
issue-wealth = Community wealth
proposal-area = Topic
proposal-author = Written by
proposal-costs = What it costs
proposal-costs-amount = Money
proposal-costs-total = Total
proposal-costs-what = What for
proposal-not-translated = This text is not in English yet.
proposal-people = People helped
proposal-people-count =
    About { $count ->
        [one] { $count } person
       *[other] { $count } people
    }, say the authors
proposal-place = Where
zone-no-proposals = There are no proposals yet.
