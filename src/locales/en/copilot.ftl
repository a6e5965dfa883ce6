### Copilot: a reply of the AI's waits for the team. $client and $member are names; the client's words stand above, the draft follows as a quotation.

draft-copilot = ✍️ The AI would say this to { $client }. Nothing goes out until you tap; answer this message to send other words:
draft-copilot-offer = ✍️ The AI would say this to { $client }, and offer to bring { $coach } in. Nothing goes out until you tap; answer this message to send other words:
edit-draft-button = Edit
reject-draft-button = Reject
draft-again-button = Let the AI try again
draft-edit-how = ✏️ { $member }, answer this message, or the draft, with the words that { $client } should get. They go out as the AI's.
draft-sent = ✅ Sent to { $client } by { $member }.
draft-edited = ✅ Sent to { $client } in the words of { $member }.
draft-expired = ✅ Sent to { $client } by itself: nobody had decided, and the AI was sure of it.
draft-rejected = ✖️ Rejected by { $member }. { $client } has got nothing and still waits: take over, answer this message with other words, or let the AI try again.
draft-again = ✖️ Rejected. The AI is writing another for { $client }.
draft-replaced = ↩️ Not sent: { $client } has written since. A new draft follows that answers all of it.
draft-taken-over = ↩️ Not sent: one of you leads the conversation with { $client } now.
draft-called = ↩️ Not sent: { $client } is waiting for you now.
draft-danger = 🆘 Not sent: { $client } may be in danger, and the AI is silent.
draft-withdrawn = ↩️ Not sent: { $client } no longer agrees to it.
draft-ai-off = ↩️ Not sent: the AI is off for { $client }.
draft-overtaken = ↩️ Not sent after all: something else came first, or Telegram did not take it. { $client } has not got it.
draft-reminder = ⏰ A draft for { $client } still waits above. Send it, answer this message with other words, or reject it.
draft-reminder-rejected = ⏰ The draft for { $client } was rejected, and nothing has been said since. Take over, or answer this message with what should go out.
tap-draft-replaced = Not sent: your client has written since. A new draft answers all of it.
tap-draft-rejected = Rejected. Nothing went out.
tap-draft-edit = Answer the draft with your words.
board-draft = ✍️ { $client }: a draft has waited for you since { $since }
mirror-alone = ✍️ Sent alone ({ $situation }): { $unchanged } in a row unchanged, { $of } are asked for. A 👎 here takes it back.
mirror-alone-let = ✍️ Sent alone ({ $situation }), since you let it: { $unchanged } of { $of } unchanged. /copilot changes that.

## /copilot in private: for all clients. $mark is a tick before what is set, else nothing.

copilot-is-on = ✍️ Copilot is on: every reply of the AI's waits in the client's topic until one of you sends it.
copilot-is-off = ✍️ Copilot is off: the AI answers at once. With it on, every reply waits in the client's topic until one of you sends it.
copilot-wait-quarter = A draft waits for 15 minutes.
copilot-wait-hour = A draft waits for an hour.
copilot-wait-hours = A draft waits for an hour of your /hours.
copilot-end-send = Then it goes out by itself if the AI is at least 80% sure of it and nothing asks for your eye; else your client hears that you will see it.
copilot-end-tell = Then your client hears that you will see it, and you are reminded.
copilot-earns = Where you sent the last { $count } drafts for a client in the same situation unchanged, the AI sends alone there, and shows you. One that is rejected or much changed takes that back.
copilot-how = For one client: /copilot on, off or default in their topic. Danger is never held back.
copilot-on-button = { $mark }Turn on
copilot-off-button = { $mark }Turn off
copilot-wait-quarter-button = { $mark }15 min
copilot-wait-hour-button = { $mark }1 h
copilot-wait-hours-button = { $mark }1 h of mine
copilot-end-send-button = { $mark }Send if sure
copilot-end-tell-button = { $mark }Tell and remind
copilot-count-button = { $mark }{ $count } unchanged
menu-coach-copilot = Does each reply wait for you?
menu-group-copilot = Drafts for this client, and what the AI may send alone

## /copilot in a topic: the ladder. $unchanged drafts in a row went out unchanged, $of are asked for.

copilot-topic-on = ✍️ Copilot is on for { $client }: the AI's replies wait here.
copilot-topic-off = ✍️ Copilot is off for { $client }: the AI answers at once.
copilot-topic-own = That is set for { $client } alone.
copilot-topic-how = To change it: /copilot on, /copilot off, or /copilot default for what is set for all. That the AI sends alone is the coach's to say, and earned by what they sent themselves.
rung-none = Nothing has been decided yet for { $client }.
rung-not-yet = • { $situation }: { $unchanged } of { $of } unchanged, asks
rung-earned = • { $situation }: { $unchanged } of { $of } unchanged, sends alone
rung-ask = • { $situation }: { $unchanged } of { $of } unchanged, always asks, as you said
rung-alone = • { $situation }: { $unchanged } of { $of } unchanged, sends alone, as you said
rung-ask-button = { $situation }: always ask
rung-let-button = { $situation }: let it
rung-earn-button = { $situation }: as earned

## What a client is facing, in a word

