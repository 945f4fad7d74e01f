### Proofs of the ballot and the freeze.

channel-paper = paper
channel-phone = phone
freeze-changed-text = A word or a price changed after you opened this page. Go back, look again, and approve what stands there now.
freeze-changed-title = This proof changed
freeze-count = Shares made
freeze-count-hint = How many trustees hold a share. Often 5.
freeze-done = The ballot is frozen. Its fingerprint:
freeze-key = Public half of the opening key
freeze-key-enter = Enter the key
freeze-key-hint = 64 letters and digits, from the trustees’ meeting.
freeze-key-lead = Two people copy it from the paper of the trustees’ meeting, each on their own. Read the short sign to each other.
freeze-key-title = The key that opens the ballots
freeze-key-wrong = Enter the 64 letters and digits of the key, and how many shares are made and needed (at least 2)
freeze-keys-differ = The keys differ. Look at the paper again
freeze-lead = After the freeze no word, price or rule can change. Every ballot carries its fingerprint.
freeze-not-ready = Something still stands in the way. See the list on this page
freeze-now = Freeze the ballot
freeze-obstacles =
    { $count ->
        [one] { $count } thing stands in the way
       *[other] { $count } things stand in the way
    }
freeze-polls-missing = The ballot is frozen, but the ballot box could not be reached. Voting can’t open yet.
freeze-polls-open = Open the polls in the ballot box
freeze-ready = Everything is ready
freeze-shares = { $threshold } of { $count } shares open it.
freeze-threshold = Shares needed
freeze-threshold-hint = How many must come together to open. Often 3.
freeze-title = Freeze the ballot
freeze-warning = This can’t be undone.
freeze-warning-text = Check the zones once more before you press the button.
freeze-zone-note =
    { $count ->
        [one] { $count } proposal
       *[other] { $count } proposals
    }
freeze-zones = Zones and their proofs
obstacle-empty = There is no accepted proposal yet
obstacle-key = Two people must enter the same opening key
obstacle-not-published = The public does not see this cycle yet
obstacle-phase-open = This phase is not over: { $phase }
obstacle-too-late = Voting would begin before the freeze: move the start of voting
obstacle-unapproved = { $lang }, { $channel }: { $count } of { $need } people approved
obstacle-undecided = Not decided yet ({ $state }): { $count }
proof-approvals = { $count } of { $need } people approved.
proof-approve = This is right
proof-name = Language { $lang }, on { $channel }
proof-order = On paper the order is drawn by lot when the ballot is frozen. The numbers stay.
proof-paper = Open the paper ballot (PDF)
proof-show = Show every word
proofs-lead = Read every word as a voter would. Two people must approve each one. If a word changes, it must be approved again.
proofs-rules = Voters can choose up to { $limit }. Voting starts on { $opens } and ends on { $closes }.
proofs-title = Proofs: { $zone }
