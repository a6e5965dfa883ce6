# A coach talks with their own clone as a client would.

try-begin = You are a client now. Write as one would; /done ends it.
try-over = You are a coach again. /try begins anew.
try-no-key = I can't answer without a key for the AI: your clients' messages come to you. Send me one with /key, then /try.
try-off = The AI is off: your clients' messages come straight to you. /copilot turns it on again, then /try.
try-key-refused = I can't answer: the AI's service refuses your key. /key takes another one. Your clients' messages would wait for it.
try-quota-spent = I can't answer: the money on your key is spent. Top it up, or take another one with /key. Your clients' messages would wait for it.
try-unheard = I could not take words from that. Please write it, as a client would.
try-sure = { $confidence }% sure.
try-goes-out = A client would get this.
try-goes-offered = A client would get this, and the offer to ask you.
try-goes-draft = In copilot, it would wait for you first.
try-gap = With a client, the question would stand in /gaps.
try-would-alert = Would have alerted you: { $alert }
try-held = The AI had written this, and it was held back:
try-muted = (A client would read nothing here: you have switched this text off.)
try-danger = This is what a client would read. No alert was raised, because it is a try. With a client I would have alerted you at once, with sound, and left the talking to humans.
try-rehearsal = A rehearsal: no language model is connected. /key connects one.
try-why-button = Why
try-ask = What would you have said to “{ $words }”? Write it as a reply to this message.
try-taught = Learned: I go by it with all your clients from now on. /unlearn takes it back.
try-gone = That is not kept any more. /try begins anew.
try-why = This was a try: nobody else was answered or called.
try-client = your client
snippet-try-button = Try on my clone
menu-coach-try = Talk with your clone as a client would
