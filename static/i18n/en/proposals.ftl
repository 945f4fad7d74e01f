### Proposals: cards, facts, costs, authors, issue areas.

author-committee = The zone’s committee
author-imported = People in a past vote
author-organisation = A local group
author-staff = City staff
filter-all-areas = All
filter-area = About
filter-found =
    { $count ->
        [0] No proposal fits. Try other words.
        [one] { $count } proposal fits.
       *[other] { $count } proposals fit.
    }
filter-show = Show
filter-words = Search the proposals
guide-card-intro = Fill in the oval next to what you choose.
guide-intro =
    This zone decides on { $amount }. { $limit ->
        [one] You can choose { $limit } proposal.
       *[other] You can choose up to { $limit } proposals.
    } Vote by { $when }.
guide-link = Print all proposals (PDF)
guide-online = Read it online:
guide-order = The order here was drawn by lot. The numbers are the same as online.
guide-oval = Oval for proposal { $number }
guide-page = Page { $page } of { $pages }
guide-price = Cost
issue-civic = Justice and civic life
issue-econ = Jobs and income
issue-edu = Education
issue-health = Health and well-being
issue-housing = Housing and places
issue-legal = Legal system and policing
issue-wealth = Community wealth
notice-about = { $zone }, proposal { $number }
notice-canvassed-text = The canvass sheet of this zone is confirmed, so the count will not change. Write a correction to tell the public.
notice-canvassed-title = Too late to take it back
notice-confirm = Confirm
notice-kind = What is it?
notice-kind-correction = Correction
notice-kind-correction-hint = Something on the ballot is not right.
notice-kind-empty = Choose what it is
notice-kind-withdrawal = Taken back
notice-kind-withdrawal-hint = Its authors can’t do it any more. It can’t get money. Its votes are listed. You can’t undo this.
notice-no-money = It can’t get money any more. Votes for it are still counted and listed.
notice-number = Number of the proposal
notice-number-empty = Enter the number of the proposal, like 3
notice-number-unknown = This zone has no proposal with that number
notice-propose = Propose this notice
notice-public = Everyone can see this notice.
notice-same-person-text = You wrote this notice. Another person must read it and confirm.
notice-same-person-title = Another person must confirm
notice-waits = It waits until another person confirms.
notice-withdrawn-text = This proposal is taken back already. Write a correction if voters must know more.
notice-withdrawn-title = It was taken back before
notice-words-empty = Enter the notice in this language
notice-words-en = The notice in English
notice-words-es = The notice in Spanish
notice-zone = Zone
notices-lead = After the freeze the ballot stays as it is. If something becomes known, tell voters here. Two people must agree.
notices-new = Write a notice
notices-none = There are no notices.
notices-title = Notices about proposals
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
