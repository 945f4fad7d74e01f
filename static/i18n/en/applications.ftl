### The committee workspace: writing a proposal in sections, checking it, handing it in.

advice-grade = Reading grade: { $grade }.
advice-shorter = Short words and short sentences help. Aim for grade 6.
advice-words =
    { $count ->
        [one] { $count } word.
       *[other] { $count } words.
    }
application-body-empty = Choose who proposes this
application-calendar = See the calendar
application-change = Change
application-check = Check and hand in
application-closed-text = The time for this is over or has not come. Your words are kept as they are.
application-closed-title = This can’t be handed in now
application-closed-when = The date that matters is { $when }. Your words are kept as they are.
application-concepts = Ideas it answers
application-concepts-lead = Tick what residents asked for and this proposal gives. They will see what became of their idea.
application-concepts-none = There are no joined ideas in this zone yet.
application-concepts-which = Ideas of this zone
application-deadline =
    Hand it in by { $when }. { $days ->
        [0] This is the last day.
        [one] { $days } day is left.
       *[other] { $days } days are left.
    }
application-fix-by = The city asked for changes. Hand them in by { $when }.
application-handed-in-text = It was handed in, so its words can’t change now. Someone may have handed it in while you wrote. Copy your words before you leave this page.
application-handed-in-title = This proposal is handed in
application-locked = This proposal is handed in. You can read it, but not change it.
application-may-not-text = The rules of this cycle do not let this group propose here. Ask the program staff.
application-may-not-title = This group can’t propose here
application-months-count =
    { $count ->
        [one] { $count } month
       *[other] { $count } months
    }
application-motion = Hand in “{ $title }”
application-new-body = Who proposes this?
application-new-closed = No cycle takes proposals from your group now.
application-new-lead = You can write a little at a time. Every word is saved, and others in your group can write too.
application-new-start = Start
application-new-title = Start a proposal
application-new-zone = Which zone is it for?
application-not-yet = It can be handed in from { $when } on.
application-people-count =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
application-preview = See how it will look
application-reason-text = People saw this proposal, so they should learn why it goes. Go back and write a sentence.
application-reason-title = Say why you take it back
application-see-review = See what the city says
application-state-accepted = Accepted
application-state-appealed = Appealed
application-state-changes-asked = Changes asked for
application-state-draft = Draft
application-state-rejected = Not accepted
application-state-submitted = In review
application-state-withdrawn = Taken back
application-too-late = The time to hand in ended on { $when }. Your words are kept.
application-unnamed = Proposal without a name
application-vote = Your committee’s vote
application-withdraw = Take this proposal back
application-withdraw-now = Take it back
application-withdraw-reason = Why? This will be public if it was handed in
application-withdraw-text = It can’t be handed in again after this.
application-zone-empty = Choose a zone
application-zone-not-yours = This group can’t propose in that zone. Choose another zone
applications-new = Start a proposal
applications-no-body = You do not belong to a committee or organization now. Ask the person who invited you.
applications-none = No proposals yet.
applications-title = Your proposals
change-added = added:
change-removed = removed:
changes-cost = the cost
changes-from = from
changes-line = Changed { $day }: { $what }
changes-people = the people it helps
changes-place = the place
changes-summary = the summary
changes-title = What changed
changes-to = to
check-after = After this the city reads it. You can’t change it until they answer.
check-lead = Read it once more, as a neighbor would.
check-missing = Before you can hand it in
check-send = Send to the city
check-title = Check your proposal
concept-answers = Proposals that answer it
concept-answers-none = No proposal answers it yet.
conflict-difference = What is different in yours
conflict-edit = Edit together
conflict-edit-text = Your words are in the boxes below. Add what you want to keep from the other text, then save.
conflict-keep-theirs = Keep the words of { $name }
conflict-lead = Nothing is lost. Yours is not saved yet.
conflict-mine = Your words
conflict-save-mine = Save my words
conflict-theirs = Saved by { $name }
conflict-title = At { $time } { $name } changed this part. Choose which words to keep
cost-add-line = Add another line
cost-caption = Costs, line by line
cost-count = How many
cost-count-wrong = Line { $line }: enter how many, like 12
cost-each = Price each, in dollars
cost-each-wrong = Line { $line }: enter a price, like 1200
cost-item = What
cost-item-empty = Line { $line }: enter what the money is for
cost-least-empty = Enter the smallest sum that still works, like 60000
cost-least-shown = The smallest sum that still works:
cost-least-too-much = The smallest sum must be less than the whole cost
cost-line = Line { $line }
cost-line-total = Line total
cost-no-lines = Enter at least one line
cost-once = One time
cost-over = This is { $over } more than the zone has.
cost-source = Where the price comes from (optional)
cost-too-much = The sum is too large. Check the prices
cost-total = Total
cost-yearly = Each year
cost-yearly-label = How often
field-aloud = Words to be read aloud (optional)
field-aloud-hint = Only if the summary does not sound right when spoken.
field-amount-wrong = Enter a sum of money, like 60000
field-area = What is it about?
field-area-empty = Choose what it is about
field-area-hint = Choose one.
field-count = How many
field-description = What will happen?
field-description-empty = Enter what will happen
field-description-hint = Up to 250 words. Say what people will see and get.
field-each = Price each
field-gains = Who gains, and what?
field-gains-empty = Enter who gains
field-gains-hint = Up to 100 words.
field-item = What
field-least = The smallest sum that still works, in dollars
field-least-hint = Only if it can be done smaller.
field-months = How many months will it take?
field-months-empty = Enter how many months it takes
field-months-hint = A number, like 12.
field-number-wrong = Enter a number, like 120
field-partners = Who else helps? (optional)
field-partners-hint = Groups, schools, shops.
field-people = How many people does this help?
field-people-empty = Enter how many people this helps, even a guess
field-people-hint = A number. A good guess is fine.
field-place = Where is it?
field-place-empty = Enter a place, or write “the whole zone”
field-place-hint = A corner, an address, or “the whole zone”.
field-runner = Who will run it?
field-runner-empty = Enter who will run it
field-runner-hint = Up to 150 words.
field-scalable = Can it be done smaller with less money?
field-scalable-empty = Select yes if it can be done smaller
field-scalable-hint = Some rules can pay for a part.
field-source = Where the price comes from
field-spot = A point on the map (optional)
field-spot-hint = Two numbers, like 34.0437, -118.2117.
field-start = When does it start?
field-start-empty = Enter when it starts
field-start-hint = For example, “three months after the money comes”.
field-summary = One sentence: who gets what?
field-summary-empty = Enter one sentence about it
field-summary-hint = Up to 30 words. It stands on the ballot.
field-title = Name of the proposal
field-title-empty = Enter a name
field-title-hint = Up to 60 characters.
field-too-long = This has { $letters } characters. Use { $limit } or fewer
field-too-many-words = This has { $words } words. Use { $limit } or fewer
field-yearly = How often
files-acting = This PDF has a script or a lock in it. Save it again as a plain PDF
files-add = Add this file
files-damaged = This file is damaged or hides another file. Choose another
files-empty = Choose a file
files-enough = There are six files of this kind. Remove one first
files-file = Picture or PDF
files-file-hint = A JPG, PNG, WebP or PDF file, up to 10 MB. We take out hidden places and dates from pictures.
files-lead = Pictures help people see what you mean. They may be left out.
files-moving = The picture moves. Choose one that stands still
files-pixels = The picture is too large. Choose one with fewer than 50 million pixels
files-remove = Remove
files-type = The selected file must be a JPG, PNG or PDF
files-words = Describe it in words
files-words-empty = Describe the file for someone who can’t see it
files-words-hint = For someone who can’t see it. For a PDF, say what is in it.
history-none = Nothing was saved yet.
history-stands = This is how it stands
history-title = History: { $section }
history-use = Use version { $version }
history-version = Version { $version }, saved by { $name }
hurdle-no-vote = Your committee has not voted to hand it in. Record the vote
hurdle-too-little = The cost is too low. The least is { $least }
hurdle-too-long =
    It takes too long. The most is { $months ->
        [one] { $months } month
       *[other] { $months } months
    }
hurdle-too-much = The cost is too high for this zone. The most is { $most }
hurdle-unfinished = Finish this part: { $section }
preview-card = On the ballot
preview-number = The number comes when the ballot is made.
preview-page = On its own page
preview-paper = On paper (PDF)
preview-share = It would take { $percent } percent of the money of { $zone }.
section-aloud = Read aloud
section-completed = Have you finished this part?
section-completed-empty = Select whether you have finished this part
section-completed-later = No, I’ll come back
section-completed-yes = Yes, it is finished
section-cost = Cost
section-history = History of this part
section-kept = Your words are saved. Fix what is below to finish this part.
section-name = Name
section-others = Also open now: { $names }. You will see both texts if you both save.
section-photos = Photos and files
section-save = Save
section-saved-by = Saved by { $name }, { $when }
section-summary = Summary
section-team = Who will run it
section-what = What will happen
section-when = When
section-where = Where
section-who = Who gains
task-completed = Completed
task-in-progress = In progress
task-not-started = Not started
task-optional = Optional
task-problem = There is a problem
