### Ideas from residents and the concepts made of them.

concept-area-choose = Choose a topic
concept-area-empty = Choose a topic for the concept
concept-gather = Put the ideas in the concept
concept-idea-taken = Idea { $number } is no longer free. Someone put it in a concept or took it off. Take out its tick
concept-ideas =
    { $count ->
        [one] { $count } idea in this concept
       *[other] { $count } ideas in this concept
    }
concept-ideas-empty = Tick one or more ideas
concept-into = Where do they go?
concept-into-empty = Choose a new concept, or one from the list
concept-name = Concept { $number }
concept-new = A new concept
concept-new-hint = Fill in the title, the summary and the topic below.
concept-no-ideas = No ideas are in this concept now.
concept-proposals-title = Proposals that came of it
concept-public-page = See the public page
concept-split-button = Take them out
concept-split-legend = Tick ideas to take out of this concept
concept-summary = What these ideas ask for
concept-summary-hint = One or two sentences, up to { $max } characters.
concept-summary-wrong = Enter what the ideas ask for, in { $max } characters or less
concept-title = Title
concept-title-hint = A few words, up to { $max } characters.
concept-title-wrong = Enter a title of { $max } characters or less
idea-actor-resident = a resident
idea-age-empty = Choose how old you are
idea-age-from = { $from } or older
idea-age-is-child = A child. We ask for no phone or email.
idea-age-is-older = Old enough to hear back from us
idea-age-label = Age
idea-age-range = { $from } to { $to }
idea-age-title = How old are you?
idea-age-under = Under { $age }
idea-age-why = We ask so that we never keep a phone or email of a child. We do not ask for a birth date.
idea-alike-text = Your idea counts too. You do not have to do anything.
idea-alike-title = Ideas like this one
idea-area = Topic
idea-change = Change
idea-channel = How it came in
idea-channel-empty = Choose how the idea came in
idea-channel-event = At an event
idea-channel-paper = On paper
idea-channel-phone = By phone
idea-channel-web = On this site
idea-check-public = Your idea will be public once someone at the City has looked at it. Your age and your phone or email are never shown.
idea-check-title = Check your idea
idea-code-address = Or keep this address:
idea-code-empty = Enter the code, like ABCD-2345-EFGH-6789
idea-code-hint = It has 16 letters and digits. You got it when you gave your idea.
idea-code-text = Write down this code. With it you can see what became of your idea. Only you have it.
idea-code-title = Enter the code of your idea
idea-code-wrong = No idea has that code. Check each letter and try again
idea-contact-forget = Delete my phone or email
idea-contact-hint = You can leave this empty. We use it only to tell you what became of your idea.
idea-contact-kept = We keep your phone or email locked, to tell you what became of your idea.
idea-contact-label = Phone or email
idea-contact-title = Your phone or email
idea-contact-wrong = Enter a phone number or an email, or leave it empty
idea-enter-lead = Type what the person said or wrote, in their own words. Leave out names and phone numbers.
idea-enter-not-now = Ideas can’t be added to this cycle now. Ask program staff
idea-enter-title = Add an idea from paper, phone or an event
idea-enter-words = The idea
idea-event-by = By: { $actor }
idea-event-entered = Someone typed it in.
idea-event-given = The idea was given.
idea-event-hidden = It was taken off the list.
idea-event-joined = It became part of a concept.
idea-event-moved = It was moved to { $zone }.
idea-event-name = Name of the event
idea-event-name-empty = Enter the name of the event in { $max } characters or less
idea-event-name-hint = Only for an event.
idea-event-published = It was put on the list.
idea-event-redacted = Words about a person were taken out. What was there is deleted.
idea-event-split = It was taken out of the concept.
idea-event-transcribed = The words of the recording were typed.
idea-event-undone = The step before was taken back.
idea-give-button = Give this idea
idea-given-on = Given on
idea-inbox-all = Show all ideas
idea-inbox-beside = Ideas most like idea { $number }, the closest first.
idea-inbox-choose-zone = Choose a zone
idea-inbox-concepts = Concepts of this zone
idea-inbox-count =
    { $count ->
        [one] { $count } idea is in no concept yet.
       *[other] { $count } ideas are in no concept yet.
    }
idea-inbox-empty = There is nothing to put together now.
idea-inbox-legend = Tick ideas that ask for the same
idea-inbox-like = Show ideas like it
idea-inbox-made = The ideas are in the concept
idea-inbox-title = Put ideas together
idea-lang = Language of the idea
idea-lang-other = Another language, or not sure
idea-look-area-none = No topic
idea-look-hide = Take it off
idea-look-hide-title = Do not show it
idea-look-in-concept = This idea is part of a concept. To move it or take it off, take it out of the concept first.
idea-look-move = Move it
idea-look-move-title = It is about another zone
idea-look-move-to = Zone it is about
idea-look-note = More about why
idea-look-note-hint = The public sees this. You can leave it empty.
idea-look-publish = Put it on the list
idea-look-publish-title = Show it
idea-look-reason = Why?
idea-look-redact = Save the new words and delete the old
idea-look-redact-open = Change the words
idea-look-redact-text = Only take out what tells who a person is. The old words and any recording are deleted and can’t come back. The public sees that this was done.
idea-look-redact-title = It tells too much about a person
idea-look-redact-words = The words without it
idea-look-transcribe = Save the words
idea-look-transcribe-title = Type what the recording says
idea-look-transcribe-words = The words of the recording
idea-look-undo = Take the last step back
idea-look-undo-text = Both steps stay in the list below.
idea-look-undo-title = Undo
idea-name = Idea { $number }
idea-not-now-kept = Your words were not saved. Copy them now to keep them:
idea-not-now-title = We can’t take ideas now
idea-note-long = Say more in { $max } characters or less
idea-now-title = Where it stands now
idea-other-zone-text = You work in another zone. Go back to the ideas of your own zone.
idea-other-zone-title = That is another zone
idea-page = Page { $page } of { $pages }
idea-page-before = Page before
idea-page-next = Next page
idea-pages = Pages
idea-place-hint = You can leave this empty, or name a corner, a park or a school. Up to { $max } characters. Not your own address.
idea-place-label = Corner or place
idea-place-long = Name the place in { $max } characters or less
idea-public-page = See its public page
idea-queue-count =
    { $count ->
        [one] { $count } idea waits for a look.
       *[other] { $count } ideas wait for a look.
    }
idea-queue-done = Idea { $number } is done
idea-queue-more = More choices
idea-queue-title = Ideas to look at
idea-reason-empty = Choose why
idea-reason-i-harm = It insults or threatens people.
idea-reason-i-merged = It is part of a concept.
idea-reason-i-private = It told too much about a person.
idea-reason-i-program = It asks for something that is not a program or a service.
idea-reason-i-zone = It is about another zone.
idea-recording = Recording
idea-save = Save this idea
idea-saved = Idea { $number } saved
idea-saved-next = Enter another one below.
idea-sound-drop = Leave the recording out
idea-sound-full = Many people are sending recordings now. Type your idea, or try again in a few minutes
idea-sound-gone = Your recording was not kept that long. Add it again, or type your idea
idea-sound-hint = You can speak your idea instead. The file can have up to 2 MB. Say no names or phone numbers.
idea-sound-kept = Your recording is here. The public hears it once someone has listened and typed its words.
idea-sound-label = Add a recording
idea-sound-large = The recording must be 2 MB or less. Choose a shorter one, or type your idea
idea-sound-wrong = That file is not a sound we can play. Choose an MP3, M4A, OGG, WAV or WebM file
idea-split-empty = Tick one or more ideas to take out
idea-standing = Where it stands
idea-standing-hidden = Not shown
idea-standing-joined = Part of a concept
idea-standing-listed = On the list
idea-standing-waiting = Waits for a look
idea-step-empty = Choose what to do
idea-step-refused-text = Someone else did something with this idea in between. Go back, load the page again and look.
idea-step-refused-title = This step can’t be done now
idea-step-taken = Someone took a step in between, or this one does not fit any more. Look at the steps below
idea-steps-title = What became of it
idea-thanks = Thank you. Your idea has this number.
idea-told-hidden = Your idea { $number } is not on the list. See why: { $link }
idea-told-joined = Your idea { $number } is now part of a concept: { $link }
idea-told-published = Your idea { $number } is now on the public list: { $link }
idea-told-subject = Your idea { $number }
idea-waits-text = Someone at the City will look at it. Then its words are public.
idea-where-title = Where is your idea for?
idea-words-empty = Write your idea, or add a recording
idea-words-first = Type what the recording says first
idea-words-hint = Up to { $max } characters.
idea-words-label = Your idea
idea-words-lead = Write in any language. Leave out names and phone numbers.
idea-words-long = The idea has { $count } characters. Use { $max } or less
idea-words-missing = Enter the words of the idea
idea-words-title = What is your idea?
idea-words-who = Give an idea for a zone where you live, work, study or worship. You need no papers and no account.
idea-young-text = Nothing was saved. Tell your idea to someone older. They can give it here for you.
idea-young-title = Ideas are for people from { $age } years on
idea-zone = Zone
idea-zone-empty = Choose a zone from the list
ideas-all-areas = All topics
ideas-all-standings = All that can be read
ideas-all-zones = All zones
ideas-follow-link = See what became of your idea
ideas-found =
    { $count ->
        [one] { $count } idea
       *[other] { $count } ideas
    }
ideas-give = Give an idea
ideas-list-title = All ideas
ideas-none-yet = We do not take ideas yet. Come back later, or call us to ask.
ideas-phase-absent = We do not take ideas in this cycle.
ideas-phase-before = You can give ideas from { $when } on.
ideas-phase-open = You can give ideas until { $when }.
ideas-phase-over = The time for ideas ended on { $when }.
ideas-search = Search
ideas-search-words = Words to look for
ideas-see-all = Read the ideas of others
ideas-title = Ideas from residents
ideas-zone-count =
    { $count ->
        [one] { $count } idea; the zone hopes for { $target }
       *[other] { $count } ideas; the zone hopes for { $target }
    }
ideas-zones-title = How many ideas each zone has
