### Front page, phases of a vote, zones, finding a zone, places in person, closed pages.

closed-before-title = Voting has not started
closed-title = Voting is closed
cycles-step-refused-text = Another step comes first, or this one is done. Go back to the list of steps and look.
cycles-step-refused-title = This step can’t be done now
in-person-empty = No places are listed yet. Call us to ask.
in-person-lead = You can vote with help from a person. They can give you a code on paper.
in-person-sample = These places are samples. None of them has agreed to host this vote. The hours are made up.
in-person-title = Vote in person
landing-calendar = See the dates
landing-empty-text = Come back later, or call us to ask when the next vote starts.
landing-empty-title = There is no vote yet
landing-how-long = It takes a few minutes. Any phone with a browser will do.
landing-in-person = Vote in person
landing-map = See the map
landing-other-title = Other things you can do
landing-papers = You do not need papers or ID. Immigration status does not matter.
landing-prefer = Do you prefer English?
landing-read = Read the proposals
landing-sample = This is a practice vote. The proposals and the money are made up. No vote here spends real money.
landing-see-results = See the results
landing-start = Start
landing-title = Decide how to spend { $amount }
landing-track = Check a vote with its receipt
phase-before = Voting starts on { $when }.
phase-closed = Voting ended on { $when }. The votes are not counted yet.
phase-counted = Voting ended on { $when }. The ballots have been opened.
phase-last-day = Less than one day is left. Voting ends on { $when }.
phase-open = Voting is open until { $when }.
voters-tie-guardian = you have a child in school there
voters-tie-live = you live there
voters-tie-study = you go to school there
voters-tie-work = you work there
voters-tie-worship = you worship there
voters-vote = You can vote in a zone if you are { $age } or older and one of these is true: { $ties }.
zone-did-you-mean = Did you mean { $zone }? Choose it from the list
zone-empty = Enter a street address or a corner, like 1st and Soto
zone-find-address = Street address or nearest corner
zone-find-address-hint = We use it only to find the zone. We do not keep it.
zone-find-list = Choose your zone from the list
zone-find-or = or
zone-find-other = I do not live in a zone
zone-find-other-text = You can still vote in a zone if you work or go to school there. You can also vote there if you have a child in school there. Choose that zone.
zone-find-title = Which zone do you vote in?
zone-find-which = That address is in more than one zone. Which one is yours?
zone-nomatch = We could not find that address. Choose your zone from the list
zone-outside-choose = Choose a zone from the list
zone-outside-text = This vote is for nine parts of the city, called zones. Not every address is in one.
zone-outside-title = That address is not in a zone
zone-proposals =
    { $count ->
        [one] { $count } proposal
       *[other] { $count } proposals
    }
zone-title = { $zone }: { $amount } to spend
zone-used-text = This phone number or email was already used in zone { $zone }. Your vote was not cast here. If this is wrong, call us.
zone-used-title = You can vote in one zone only
zone-vote-here = Vote in this zone
zones-neighbourhoods = Neighborhoods: { $names }
zones-sample = (sample)
zones-sample-budgets = The money shown here is a sample. The City has not set it.
zones-title = Zones and their money
