### What was done, as sentences; how to check it; how a vote is protected.

act-appeal-accepted = After a second look, proposal { $number } of zone { $zone } was accepted.
act-appeal-filed = The authors of proposal { $number } of zone { $zone } asked for a second look.
act-appeal-rejected = After a second look, proposal { $number } of zone { $zone } stays not accepted.
act-application-changed = Proposal { $number } of zone { $zone } was handed in again with changes.
act-application-submitted = Proposal { $number } of zone { $zone } was handed in.
act-application-withdrawn = Proposal { $number } of zone { $zone } was taken back by its authors.
act-ballot-missing = A person holds our signed promise for a ballot that is not in the log. Receipt: { $receipt }. Number of the report: { $case }.
act-ballot-settled = The report { $case } of a missing ballot has an outcome.
act-ballots-opened = The ballots were opened. Trustees’ shares used: { $trustees }. Ballots opened: { $opened }. Ballots that could not be counted: { $invalid }.
act-body-changed = The details of { $name } were changed.
act-body-made =
    { $kind ->
        [committee] The committee { $name } was added.
       *[other] The organization { $name } was added.
    }
act-boundary-saved = The boundary of zone { $zone } was saved as version { $version }, from { $day }. Its fingerprint is { $hash }.
act-canvass-confirmed = The canvass sheet of zone { $zone } was confirmed. Ballots to count: { $ballots }.
act-concept-made = Concept { $concept } was made in zone { $zone }: { $title }.
act-cycle-frozen = The ballots and the rules were frozen. Their fingerprint is { $hash }.
act-cycle-published = The cycle was shown to the public, with version { $version } of its rules.
act-decision-recorded =
    { $outcome ->
        [carried] { $body } voted and it carried: { $motion }. Yes { $favour }, no { $against }, no side { $abstained }.
       *[other] { $body } voted and it did not carry: { $motion }. Yes { $favour }, no { $against }, no side { $abstained }.
    }
act-disclosure-ended = A tie of { $name } to { $body } has ended.
act-disclosure-made =
    { $tie ->
        [employed] { $name } works for { $body } and keeps out of its matters.
        [board] { $name } is on the board of { $body }, or owns it, and keeps out of its matters.
        [paid] { $name } is paid by { $body } and keeps out of its matters.
        [family] { $name } has family at { $body } and keeps out of its matters.
        [member] { $name } is a member of { $body } and keeps out of its matters.
       *[other] { $name } is tied to { $body } and keeps out of its matters.
    }
act-election-imported = A past vote was brought in as zone { $zone }. Ballots: { $ballots }. Fingerprint of the file: { $sha256 }.
act-event-added = An event in zone { $zone } was added for { $day }: { $name }.
act-event-cancelled = An event in zone { $zone } on { $day } was cancelled: { $name }.
act-event-changed = An event in zone { $zone } was changed. It is on { $day }: { $name }.
act-idea-entered =
    Idea { $idea } of zone { $zone } was typed in. It came in { $channel ->
        [event] at an event.
        [paper] on paper.
        [phone] by phone.
       *[other] another way.
    }
act-idea-hidden =
    Idea { $idea } of zone { $zone } was taken off the list: { $code ->
        [I-HARM] it insults or threatens people.
        [I-PRIVATE] it told too much about a person.
        [I-PROGRAM] it asks for something that is not a program or a service.
       *[other] { $code }.
    }
act-idea-joined = Idea { $idea } became part of concept { $concept } in zone { $zone }.
act-idea-moved = Idea { $idea } was moved to zone { $zone }, which it is about ({ $code }).
act-idea-published = Idea { $idea } of zone { $zone } was put on the list.
act-idea-redacted = Words about a person were taken out of idea { $idea } of zone { $zone }. The old words were deleted ({ $code }).
act-idea-split = Idea { $idea } was taken out of concept { $concept } in zone { $zone }.
act-idea-transcribed = The words of a recording were typed for idea { $idea } of zone { $zone }.
act-idea-undone = The last step with idea { $idea } was taken back. It is in zone { $zone }.
act-ideas-contacts-forgotten = { $actor } deleted all contacts of people who gave ideas: { $count }.
act-key-entered = A person entered the public half of the opening key: { $key }. { $threshold } of { $shares } shares open it.
act-links-cut = The key that links people and ballots was destroyed.
act-log-closed = Every ballot is in the public log. It has { $size } entries. Its fingerprint is { $root }.
act-minutes-published = The minutes of { $body } of { $day } were published as version { $version }.
act-notice-confirmed = A second person confirmed notice { $version } about proposal { $number } of zone { $zone }.
act-notice-proposed = A person proposed notice { $version } about proposal { $number } of zone { $zone }.
act-opening-confirmed = A second opening of zone { $zone } on another computer gave the same. Fingerprint: { $hash }.
act-order-drawn = The order of the proposals on paper was drawn by lot. Its seed: { $seed }.
act-part-given =
    { $part ->
        [proposer] { $name } writes proposals for this vote.
        [outreach_partner] { $name } is paid to reach residents for this vote.
        [host_site] { $name } lends a place for this vote.
        [fiscal_sponsor] { $name } takes money for another group in this vote.
        [advisory] { $name } advises the program in this vote.
        [grantee] { $name } got money from this vote.
       *[other] { $name } has a part in this vote: { $part }.
    }
act-part-taken = A part of { $name } in this vote was removed: { $part }.
act-passes-printed = Codes on paper were made for zone { $zone }. How many: { $count }.
act-phase-moved =
    The end of a phase was moved, { $name ->
        [appeals] appeals
        [ideas] ideas
        [proposals] proposals
        [review] review
       *[translation] translation
    }: from { $old } to { $new }.
act-proof-approved = A person approved the proof of zone { $zone } in language { $lang } for { $channel ->
        [paper] paper
       *[phone] phones
    }. Fingerprint: { $hash }.
act-result-certified = A second person signed the result of zone { $zone }, version { $version }. It is now official. Fingerprint: { $hash }.
act-result-corrected = Zone { $zone } was counted again to correct it, as version { $version }. Ballots: { $ballots }. Fingerprint: { $hash }.
act-result-counted = Zone { $zone } was counted, as version { $version }. Ballots: { $ballots }. Fingerprint: { $hash }.
act-result-signed = The first of two people signed the result of zone { $zone }, version { $version }. Fingerprint: { $hash }.
act-review-accepted = Proposal { $number } of zone { $zone } was accepted.
act-review-changes-asked = Changes were asked for in proposal { $number } of zone { $zone }.
act-review-costs-signed = A reviewer signed the costs of proposal { $number } of zone { $zone }.
act-review-rejected = Proposal { $number } of zone { $zone } was not accepted. Codes: { $codes }.
act-review-reopened = Changes were asked for in proposal { $number } of zone { $zone } after it was accepted.
act-role-granted =
    { $name } was given a role: { $role ->
        [administrator] administrator.
        [certifier] certifier.
        [committee_member] committee member in zone { $zone }.
        [poll_worker] poll worker in zone { $zone }.
        [program_staff] program staff.
        [proposer] proposer.
        [reviewer] department reviewer.
        [translator] translator.
        [trustee] trustee.
       *[other] { $role }. { $zone }
    }
act-rulebook-saved = The rules of the cycle were saved as version { $version }.
act-seat-changed =
    { $seat ->
        [chair] { $name } is now chair of { $body }.
       *[other] { $name } is now a member of { $body }, not chair.
    }
act-share-given = A trustee gave one share of the key that opens the ballots.
act-term-ended =
    { $seat ->
        [chair] { $name } is no longer chair of { $body }.
       *[other] { $name } no longer belongs to { $body }.
    }
act-term-renewed =
    { $seat ->
        [chair] The term of { $name } as chair of { $body } was renewed.
       *[other] The term of { $name } in { $body } was renewed.
    }
act-term-started =
    { $seat ->
        [chair] { $name } became chair of { $body }.
       *[other] { $name } joined { $body }.
    }
act-translation-waived = Proposal { $number } of zone { $zone } goes on the ballot without { $language }. Readers will see it in { $fallback }.
act-translation-waiver-ended = The waiver of { $language } for proposal { $number } of zone { $zone } was taken back.
act-void-confirmed = A second person agreed to take out a pass in zone { $zone }. Public number of the pass: { $pass }.
act-void-proposed = A person proposed to take out a pass in zone { $zone }. Public number of the pass: { $pass }.
act-voting-closed = Voting was closed.
act-withdrawal-confirmed = A second person agreed to take back proposal { $number } of zone { $zone }. It can’t get money any more.
act-withdrawal-proposed = A person proposed to take back proposal { $number } of zone { $zone }.
act-zone-opened = Zone { $zone } was opened. Ballots: { $opened }. Ballots that could not be counted: { $invalid }. Fingerprint: { $hash }.
act-zone-saved = Zone { $zone }, { $name }, was saved.
audit-actor-operator = the operator of this site
audit-actor-system = this site by itself
audit-acts-title = Steps, newest first
audit-by =
    By: { $actor ->
        [system] the system
       *[other] { $actor }
    }.
audit-check-challenge = Test a ballot before you vote: at “Check your choices” you can have it opened in front of you.
audit-check-pack = After the vote: get everything in one file and check it on your own computer, without this site.
audit-check-receipt = See that your vote is in the ballot box.
audit-check-recount = Get the opened ballots and count them again.
audit-check-title = Check it yourself
audit-empty = Nothing has been done yet.
audit-lead = Each step of a vote is written down here. A line can be added, but not changed or taken out.
audit-log-acts = Steps of staff and of the system
audit-log-ballots = Locked ballots
audit-log-issuance = Passes given out
audit-logs-caption = The public logs
audit-logs-empty = not published yet
audit-logs-entries = Entries
audit-logs-head = Log
audit-logs-text = Each log only grows. People outside the City keep copies and sign them, so that no one can change a line later without being seen. Any program that reads C2SP tile logs can follow them.
audit-logs-title = The public logs
audit-logs-witnesses = Signed by
audit-reason = Reason:
audit-title = What was done, and by whom
protect-data-text = We keep a scrambled form of your phone number or email, made with a secret key, to count each vote once. We keep your zone and the day with it. We hold the number or email itself, locked, to send the code. It is deleted once the code is sent. We do not ask for your name, ID or birth date. The ballot box keeps no times.
protect-data-title = What we keep about you
protect-holds-log = Your locked ballot goes into a public log. It only grows, and people outside the City sign it. No one can add, change or take out a ballot without being seen.
protect-holds-once = In a zone, only one vote can count for each phone number, email or code on paper. If you vote again, only your last vote counts. We can’t tell if one person has two numbers.
protect-holds-opened-twice = The ballots are opened twice, on different computers. Both must give the same.
protect-holds-receipt = You get a receipt. It shows that your vote is in the ballot box. It never shows what you chose.
protect-holds-sealed = Your ballot is locked when you cast it. The key to open it is split among several people, and no one has all of it. Our server takes their parts only after voting ends.
protect-holds-split = Who you are and how you vote are kept in two separate places. The key that could link them is destroyed before the ballots are opened.
protect-holds-test = You can have your ballot opened in front of you before you vote, to see that we locked what you chose. Then it is locked anew.
protect-holds-title = What we do
protect-holds-totals = There are no running totals. While voting is open, all ballots stay locked, for us too.
protect-holds-two = A result is official when two different people have signed it. Anyone can get the opened ballots and count them again.
protect-lead = This page says what we do, and what no one can promise.
protect-not-all = If the people who hold all the parts worked together, they could break the secret. That means both records and enough of the key holders.
protect-not-opening = At the opening, a computer sees ballots without names. That both computers work right is checked by people, not proved by math.
protect-not-phone = A harmful app on your phone could see or change your choices before you cast them.
protect-not-server = Your choices pass through our server before they are locked. Someone who took over the server at that time could see them.
protect-not-title = What no one can promise
protect-not-watch = Someone who looks at your screen can see what you choose.
protect-title = How your vote is protected
