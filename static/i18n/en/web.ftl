### Words on every page: name of the service, page frame, buttons, problems, help, footer, demo, dates.

button-continue = Continue
city-name = City of Los Angeles
date-day = { $weekday }, { $month } { $day }
date-day-year = { $weekday }, { $month } { $day }, { $year }
date-evening = { $time } p.m.
date-moment = { $day } at { $time } (Los Angeles time)
date-morning = { $time } a.m.
date-short = { $month } { $day }, { $year }
demo-banner = This is a demo. No vote here is real.
demo-outbox-link = See its messages
footer-audit = What was done, and by whom
footer-bodies = Committees and groups
footer-calendar = Calendar
footer-events = Events
footer-ideas = Ideas from residents
footer-ledger = What was proposed
footer-map = Map
footer-privacy = This site has no ads and no trackers. We never ask for ID or immigration status.
footer-results = Results
footer-staff = For staff
footer-track = Check your vote
footer-zones = Zones and proposals
form-problem = There is a problem
help-call = Call
help-hours = You can ask for help in English or Spanish.
help-in-person = Vote in person
help-protect = How your vote is protected
help-title = Need help?
outbox-empty = There are no messages yet.
outbox-text = The demo does not send messages to anyone. It lists them here, newest first.
outbox-title = Messages of this demo
page-back = Back
page-error-prefix = Error:
page-languages = Choose a language
page-skip = Skip to the main part
problem-away-text = Wait a minute, then try again. If you were voting, press the button again. Your vote can only count once.
problem-away-title = We can’t reach our records right now
problem-bad-form-text = Nothing was saved. Go back, reload the page and try again.
problem-bad-form-title = We could not read what was sent
problem-forbidden-text = Your account does not have the role for this. Ask an administrator.
problem-forbidden-title = You can’t open this page
problem-forged-text = We could not tell that this came from our own page. Nothing was saved. Turn on cookies, go back, reload the page and try again.
problem-forged-title = Load the page again
problem-internal-text = The problem is ours, not yours. Try again in a few minutes. If you were voting, press the button again. Your vote can only count once.
problem-internal-title = There is a problem with this service
problem-not-found-text = Check the address, or go to the start.
problem-not-found-title = We can’t find that page
problem-reference = If you call us, give this number:
problem-start = Go to the start
problem-too-large-text = The limit is { $mb } MB. Go back, choose a smaller file, and try again. Nothing was saved.
problem-too-large-title = That file is too large
problem-too-many-text =
    Wait { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }, then try again. You can also call us.
problem-too-many-title = Too many tries
service-name = L.A. REPAIR Vote
