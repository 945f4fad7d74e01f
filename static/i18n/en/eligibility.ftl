### Showing who may vote: phone, email, codes, codes on paper, and the messages that carry codes.

code-empty =
    Enter the { $n ->
        [one] { $n } number
       *[other] { $n } numbers
    } we sent
code-expired = That code ran out. We sent a new one
code-expired-wait = That code ran out. Wait a few minutes, then get a new code
code-label =
    Enter the { $n ->
        [one] { $n } number
       *[other] { $n } numbers
    }
code-length =
    The code must be { $n ->
        [one] { $n } number
       *[other] { $n } numbers
    }
code-locked = Too many tries. Get a new code, or choose another way
code-none = I did not get a code
code-sent-email =
    We sent a code of { $n ->
        [one] { $n } number
       *[other] { $n } numbers
    } to { $shown }. It works for 30 minutes.
code-sent-text =
    We sent a code of { $n ->
        [one] { $n } number
       *[other] { $n } numbers
    } to the phone ending in { $shown }. It works for 10 minutes.
code-title-email = Check your email
code-title-text = Check your phone
code-wrong = That code is not right. Check the message, or get a new code
contact-use = We use it only to send this code and to make sure each vote counts once. We do not keep it with your vote.
door-email = Email me a code
door-help-text = You can vote with a code on paper. A poll worker can give you one. You can also call us and ask.
door-help-title = No phone and no email?
door-late-choose = You can wait, or choose another way.
door-late-email = Emails are late now.
door-late-text = Text messages are late now.
door-none = I do not have any of these
door-other = Other ways
door-pass = I have a code on paper
door-text = Text me a code
email-hint = Like name@example.com.
email-send = Email me a code
email-title = What email address should we use?
mail-empty = Enter an email address
mail-format = Enter an email address, like name@example.com
message-code-email = { $code } is your L.A. REPAIR voting code. It works for 30 minutes. Do not share it. If you did not ask for it, you can ignore this message.
message-code-subject = Your L.A. REPAIR voting code
message-code-text = { $code } is your L.A. REPAIR voting code. Do not share it.
no-code-again = Send a new code
no-code-have = Enter the code
no-code-soon = We did not send a new code. It is too soon. Wait 30 seconds, then try again. A code that we sent before still works.
no-code-title = Did you not get a code?
no-code-wait = We did not send a new code. It is too soon. Wait a few minutes, or choose another way. A code that we sent before still works.
no-code-where = The last code went here: { $shown }
pass-check-digit = One of the numbers is not right. Check your paper
pass-empty = Enter the 16 numbers on your paper
pass-hint = It has 16 numbers. The first one is 9.
pass-is-a-receipt = That is a receipt number. Enter the code that starts with 9
pass-length = The code on paper must be 16 numbers
pass-title = What code is on your paper?
pass-unknown = We can’t find that code for this zone. Check the numbers, or ask a poll worker
phone-hint = Like 213 555 0123. For other countries, start with +.
phone-send = Text me a code
phone-title = What phone number should we text?
tel-empty = Enter a phone number
tel-format = Enter a phone number with 10 digits, like 213 555 0123
