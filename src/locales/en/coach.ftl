### What a coach and their team read: what happened first, then what to do.
### $client, $coach and $member (someone of the team) are names. A client's last words follow an alert as a quotation.

## Alerts

alert-crisis = 🆘 { $client } may be in danger (level { $grade } of 4). They have been given help lines, and the AI is silent. Please write or phone now.
alert-crisis-unstored = 🆘 { $client } may be in danger (level { $grade } of 4). They have been given help lines. The database is down, so what they wrote is not shown here: please write or phone now.
alert-explicit-request = 🙋 { $client } asks for you.
alert-ai-unavailable = ⚠️ { $client } is waiting: the AI could not answer.
alert-unsafe-reply = ✋ { $client } is waiting: the AI's answer was held back. It follows below.
alert-ai-off = ✉️ { $client } wrote. The AI is off, so this is yours to answer.
alert-voice-note = 🎤 { $client } sent a voice note. Nobody has heard it yet: please listen.
alert-voice-unscreened = 🎤 Only you can hear { $client }'s voice note: nobody has screened it for danger. Please listen.
alert-high-stakes-decision = ⚖️ { $client } is about to decide something important, and the AI is not sure enough.
alert-again = ⏰ { $client } has been waiting for { $minutes } minutes, and nobody leads yet.
alert-again-hours = ⏰ { $client } has been waiting for { $hours } hours, and nobody leads yet.
resumed-late-coach = Nobody came, so the AI has apologised to { $client } and goes on.
resumed-done-coach = Nobody came to { $client }, who has ended the talk meanwhile. The AI says nothing, and answers when they write again.
human-owes-answer = ⏰ { $member }, { $client } is waiting for your answer.
handback-offer = { $member } has written nothing to { $client } for a long time. Shall the AI go on?
handback-by-itself = { $member } has written nothing to { $client } for a long time, so the AI goes on.
handback-by-itself-ai-off = { $member } has written nothing to { $client } for a long time, so nobody leads now. The AI is off: what they write waits for you.
client-keeps-ai = { $client } has chosen to go on with the AI.
alert-coach-rule = 📌 { $client } wrote something that you want to be called for.
alert-loop = 🔁 { $client } says that the AI goes round in circles.
alert-several-signs = 🔎 Several signs together say that { $client } needs you.
client-joined = { $client } has agreed and is here now.
client-blocked = ⚠️ { $client } has blocked the bot. Nothing can be sent until they open it again.
client-unblocked = { $client } has opened the bot again.
delivery-failed = ⚠️ Not delivered to { $client }. Telegram refused the message.
group-lost = ⚠️ I can't write in your group any more. Add me again as an administrator; until then I write to you here.
group-rights-lost = ⚠️ I have lost rights in your group. What is missing, and how to mend it:
group-shut = ⚠️ I may not write in your group, or in a topic of it, so what belongs there comes to you here. In the group's settings let me send messages and give me the right “Manage topics”; /link in the group checks it.
topics-impossible = ⚠️ I can't make a topic for a client in your group, so everything shows up in General. Turn on Topics there and give me the right “Manage topics”; /link in the group checks it.

## The briefing: beside an alert, or as an answer to /brief. $phrase is the coach's own

why-now-rule = Your rule: “{ $phrase }”
why-now-confidence = The AI was { $confidence }% sure.
why-now-voice-no-key = There is no AI key to write it down with.
why-now-voice-key-dead = Your AI key is refused or used up, so it was not written down.
why-now-voice-rehearsal = This is a rehearsal: the practice model cannot hear. With your own key, voice notes are written down.
why-now-voice-too-large = It is longer than 20 minutes or larger than 20 MB, too much to write down.
why-now-voice-silent = No words could be made out in it.
why-now-voice-no-file = Telegram did not hand over the recording.
why-now-voice-unavailable = The service that writes it down did not answer in time.
briefing-wants = Wants
briefing-tried = Tried
briefing-matters = Also
briefing-opening = You could begin
briefing-failed = The AI could not add anything just now.
brief-ai = 📋 { $client }: the AI answers.
brief-waiting = 📋 { $client } is waiting.
brief-human = 📋 { $client }: { $member } leads.
brief-in-crisis = 🆘 { $client } is in a crisis: the AI writes nothing here, no briefing either. What they wrote is above.
brief-no-consent = Nothing to sum up: { $client } has not agreed that an AI reads what they write.

## A reply of the AI's that was held back; $words are its own, and the whole of it follows as a quotation

suggestion = 💡 A draft for { $client }. Nothing is sent unless { $member } taps Send; it then goes out as { $member }:
suggestion-failed = 💡 No suggestion: the AI could not write one just now.
draft-promise = Held back: this promises something on your behalf: “{ $words }” The AI would say to { $client }:
draft-diagnosis = Held back: this reads like a diagnosis: “{ $words }” The AI would say to { $client }:
draft-medication = Held back: this tells { $client } what medication to take or stop: “{ $words }” The AI would say to { $client }:
draft-legal = Held back: this gives { $client } legal instructions: “{ $words }” The AI would say to { $client }:
draft-invented-past = Held back: this speaks of a past that I can't find in the conversation: “{ $words }” The AI would say to { $client }:
draft-prompt-leak = Held back: this gives away what only the AI was told: “{ $words }” The AI would say to { $client }:
draft-claims-human = Held back: here the AI passes for a human: “{ $words }” The AI would say to { $client }:
draft-claims-coach = Held back: here the AI passes for you: “{ $words }” The AI would say to { $client }:

## Buttons

take-over-button = Take over
ai-may-answer-button = AI may answer
take-over-and-send-button = Take over and send
suggest-button = Suggest a reply
send-button = Send
another-button = Another
send-it-button = Send it
keep-as-note-button = Keep as note
send-too-button = Send too
hand-back-button = Hand back
looked-button = I've looked
add-member-button = { $member } is on my team
link-group-button = Link this group
check-again-button = Check again

## Answers to a tap

tap-noted = Kept as a note.
tap-looked = Taken off the list.
tap-sent = Sent.
tap-decided-before = That is decided already.
tap-suggesting = I'm writing a draft.
tap-nothing-to-suggest = Nothing to suggest here now.
tap-draft-late = Not sent: the AI is not waiting for this any more.
tap-not-yours = Only whoever wrote it can decide.
tap-owner-only = Only the coach can do this.
tap-team-only = Only the coach's team can do this.
tap-group-old = NOT SENT, and nothing has changed: this group is no longer linked.

## Leading a conversation

takeover-confirmed = { $member } leads now. What you write here goes to { $client }. /handback when you are done.
takeover-already-yours = You lead already. What you write here goes to { $client }.
takeover-taken = { $member } leads this conversation already.
handback-confirmed = Handed back: the AI answers { $client } again.
handback-confirmed-note = Handed back with your note: the AI answers { $client } again.
handback-confirmed-ai-off = Handed back. The AI is off for { $client }, so what they write waits for you. To let it answer: /ai on
handback-follow-up = The AI asks { $client } how they are tomorrow, and once more two days later. Their next message is screened as ever.
handback-not-human = Nothing to hand back: nobody of you leads the conversation with { $client }.
handback-not-yours = { $member } leads this conversation. Only { $member } or the coach can hand it back.
handback-reason-needed = This is a crisis. To let the AI answer { $client } again, say why: /handback and your reason.
ai-may-answer-confirmed = The AI answers { $client } again.
ai-may-answer-late = Nothing to do: { $client } is not waiting.
ai-may-answer-off = Nothing has changed: the AI is off for { $client }. To let it answer: /ai on
ai-locked-by-crisis = { $client } is in a crisis: the AI stays silent. Take over, and hand back with a reason.
held-not-sent = Not sent: you don't lead the conversation with { $client }.
held-send-too = Not sent: { $member } leads the conversation with { $client }.
held-not-sent-crisis = 🆘 NOT SENT. { $client } is in danger and has not got these words. Tap to lead and send them now:
held-send-too-crisis = 🆘 NOT SENT. { $member } leads, and { $client }, who is in danger, has not got these words. Tap to send them too:
unsent = Taken back: { $client } is not to see it any more.
unsend-how = Reply with /unsend to the message that you want to take back.
unsend-nothing = There is nothing to take back.
unsend-not-yours = Only whoever wrote it, or the coach, can take it back.
note-empty = Write the note behind it: /note your words
words-not-sent = Not sent: what you wrote behind /{ $command } goes to nobody.
ai-on = The AI answers { $client } again.
ai-off = The AI is off for { $client }. What they write waits for you.
ai-how = /ai off: you answer this client. /ai on: the AI does.

## In the group

card = Everything that { $client } and the AI write shows up here. To write yourself: /takeover. All commands: /help
mirror-ai = AI to { $client } ({ $confidence }% sure):
mirror-offer-open = 🤝 With the offer to ask { $coach }. No answer yet.
mirror-offer-accepted = 🤝 With the offer to ask { $coach }: yes.
mirror-offer-declined = 🤝 With the offer to ask { $coach }: no, the AI goes on.
mirror-offer-expired = 🤝 With the offer to ask { $coach }: not answered.
recap = What was said last:
mirror-sent = sent this:
mirror-forwarded = forwarded from { $name }
mirror-edited = edited
mirror-unshowable = sent something that only the app can show.
use-in-topic = Please use this in a client's topic.
use-as-reply = Please use this as a reply to a message of the client it is about.
topic-of-nobody = NOT SENT. This topic belongs to no client: what you write here goes to nobody.
general-of-nobody = 🆘 NOT SENT. What you write here goes to nobody, and someone is in danger.
group-old = NOT SENT. This group is no longer linked: what is written or tapped here reaches nobody.
write-there = Write there:
not-a-reply = This went to no client. To write to one, reply to a message of theirs.
unknown-command = I don't know this command. /help lists those I know.
command-in-topic = /{ $command } works in your group: in the topic of the client you mean, or, in a group without topics, as a reply to a message of theirs.
command-in-group = /{ $command } works in your group: send it there.
command-in-private = /{ $command } works in our private chat: @{ $bot }
command-of-clients = /{ $command } is for your clients, in their own chat with me. /help lists what you can use here.
key-in-group = A key does not belong in a group, where everyone can read it. I have deleted your message. If someone may have seen it, make a new key. Send it to me in private, with /key: @{ $bot }
key-in-group-stays = A key does not belong in a group, where everyone can read it. I could not delete your message: please delete it now, and make a new key. Nothing is stored. Send the new one to me in private, with /key: @{ $bot }
unknown-member = I don't know { $member } yet, so this was not sent. { $coach }, is { $member } on your team? They would see all clients and could write to them.
member-added = { $member } is on the team now.
anonymous-admin = You write as the group, so I can't tell who you are. Turn off “Remain anonymous” for yourself in the group's list of administrators, then try again.
group-help =
    In a client's topic:
    /takeover: you lead, the AI is silent
    /handback: the AI answers again; add a note for it if you like
    /brief: what matters now, in short
    /memory: what the AI remembers of this client
    /summary: where this client stands
    /note, or // in front: a note, never sent
    /unsend, as a reply: take your message back
    /ai off, /ai on: for this client
    /assign: whose this client is when you are called
    /copilot: drafts here, and what the AI may send alone
    /recall, with what you look for: what was said about it, and when
    /why, also as a reply: why the AI answered, offered or called you
    /teach, as a reply: what you would have said instead of the AI
    /today: who needs you now
    /mirrors: how much you see of what the AI does
    /help: this message

edit-not-passed = The edit was not passed on: a note stays a note. To take back what was sent, reply /unsend to it.
mirrors-ask = How much do you want to see of what the AI deals with by itself? Now: { $now }
mirrors-unknown = I don't know “{ $value }” here, so nothing has changed. You can write: { $values }
setting-unknown = I don't know “{ $value }” here, so nothing has changed.
mirrors-all = every turn
mirrors-session = one message per session
mirrors-needed = only when I am needed
mirrors-saved = From now on: { $now }.

## /recall: what was said with a client

recall-how = Write what you are looking for: /recall her father in March
recall-found = What was said with { $client } about it, closest first:
recall-closest = Nothing that was said with { $client } answers this for certain. What comes closest:
recall-nothing = I found nothing about that in what { $client } and you have said.
recall-said = { $name }, { $day }
recall-ai = The AI, { $day }
recall-summary = Session of { $day }, summed up
recall-insight = Noted, since { $day }

## /why for the team: what was decided, what decided, and what was seen. $at is a time, numbers come written out

why-how = Reply with /why to a message about the client you mean.
why-nothing = Nothing has been decided about this yet.
why-continued = The AI answered { $client }, and nothing called for you.
why-offered = The AI answered { $client }, and offered to ask { $coach }.
why-not-offered = The AI answered { $client }. Asking { $coach } would have been worth an offer, but this was not the time: there is one at most until something changes.
why-held = The AI wrote to { $client }, but this was held back for you.
why-called = You were called to { $client }.
why-taken-over = { $member } took over the conversation with { $client }.
why-human = { $member } wrote this to { $client }.
why-by-sum = Decided by: the sum of all signals.
why-by-coach-rule = Decided by: your own rule for “{ $rule }”.
why-by-words = Decided by: the rule for a request in plain words.
why-by-model = Decided by: the AI understood that { $client } asks for { $coach }.
why-by-stakes = Decided by: the rule for an important decision that is being taken now, while the AI is less than { $sure } sure.
why-by-loop = Decided by: { $client } said twice that it goes round in circles.
why-by-command = Decided by: { $client } sent /human.
why-by-offer = Decided by: { $client } said yes to the AI's offer.
why-by-ai-off = Decided by: the AI is off.
why-by-voice-note = Decided by: a voice note that nobody had heard.
why-by-takeover = Decided by: the takeover itself. The AI did not ask for it.
why-by-before = Decided by: you had been called over these words before, so they were not weighed again.
why-by-ai-unavailable = Decided by: the AI could not answer ({ $rule }).
why-by-reply-check = Decided by: the check of the AI's own words ({ $rule }).
why-by-crisis = Decided by: the crisis rules ({ $rule }).
why-by-other = Decided by: { $rule }
seen-by-button = the button “I'm not safe”
seen-by-model = the AI that read their words
seen-by-soft-words = words that can mean danger, which no AI could weigh
seen-by-phrase = their words, without an AI
ai-fault-no-key = there is no key
ai-fault-key-refused = the AI service does not accept your key
ai-fault-quota-spent = your key has no credit left
ai-fault-rate-limited = the AI service is busy
ai-fault-timeout = it took too long
ai-fault-unreachable = the AI service could not be reached
ai-fault-malformed = it gave no usable answer
ai-fault-refused = it refused to answer
reply-fault-promise = a promise on your behalf
reply-fault-diagnosis = like a diagnosis
reply-fault-medication = advice on medication
reply-fault-legal = legal instructions
reply-fault-past = a past that never was
reply-fault-prompt = what only the AI was told
reply-fault-human = the AI passed for a human
reply-fault-coach = the AI passed for you
reply-fault-other = it was not fit to be sent
why-words = What { $client } wrote:
why-signals = The signals, each as strength × weight:
why-signals-none = No signal spoke.
why-signal-crisis = danger, as the AI sees it
why-signal-confidence = the AI is unsure
why-signal-sentiment = { $client } feels bad
why-signal-stakes = an important decision
why-signal-wants-human = { $client } may want { $coach }
why-signal-loop = going round in circles
why-sum = Together { $score }. Above { $offer } you are offered, above { $call } you are called.
why-saw-ask = asked
why-saw-hint = hinted
why-saw-decline = wants no human
why-saw-now = now
why-saw-confidence = { $confidence } sure
why-saw-feeling = feeling { $value } between -1 and 1
why-saw-feeling-usual = feeling { $value } between -1 and 1, usually { $usual }
why-topic-job = job
why-topic-relationship = relationship
why-topic-money = money
why-topic-health = health
why-topic-legal = law
why-topic-life = life
why-confidence = How sure the AI was: { $confidence }
why-part-model = as the model says of itself
why-part-check = its first reply had to be made again
why-part-support = the documents hold what was asked for
why-part-seen = how much of the messages it could read
why-part-examples = how answers to something like it went before
why-confidence-before = Together { $raw }. No outcomes of earlier answers speak for more or less yet.
why-confidence-after = Together { $raw }. Going by how earlier answers turned out (weight { $outcomes }), that is worth { $confidence }.
why-offer-open = The offer: open since { $at }.
why-offer-accepted = The offer: accepted { $at }.
why-offer-declined = The offer: declined { $at }.
why-offer-expired = The offer: not answered, over since { $at }.
why-written-by-ai = Written by: the AI ({ $model }), { $at }.
why-written-by-ai-approved = Written by: the AI ({ $model }), { $at }; sent by { $member }.
why-written-by-ai-edited = Written by: the AI ({ $model }), { $at }; changed and sent by { $member }.
why-written-by-human = Written by: { $member }, { $at }.
why-written-by-human-suggested = Written by: { $member }, from a draft of the AI's, { $at }.
why-written-by-system = Written by: the system, { $at }.

## Who needs the coach: the pinned message, and /today. $since is a time or a day, $reason one of the reasons below

board-title = Needs you
board-nobody = Nobody needs you now.
board-crisis = 🆘 { $client }: danger, level { $grade } of 4, since { $since }. Nobody leads yet.
board-crisis-led = 🆘 { $client }: danger, level { $grade } of 4, since { $since }. { $leader } leads.
board-waiting = ⏳ { $client } waits since { $since }: { $reason }
board-left-alone = ⌛ { $client }: nobody came, and the AI has gone on since { $since }. Please look in.
board-unanswered = 💬 { $client } waits for an answer from { $leader } since { $since }
board-silent = 💤 { $client } is unusually quiet: last wrote { $since }
board-more = and { $count } more
reason-crisis = may be in danger
reason-explicit-request = asked for you
reason-high-stakes-decision = is about to decide something important
reason-coach-rule = wrote something you want to be called for
reason-loop = says the AI goes round in circles
reason-several-signs = several signs together
reason-ai-unavailable = the AI could not answer
reason-voice-note = sent a voice note that nobody has heard yet
reason-unsafe-reply = the AI's answer was held back
reason-ai-off = the AI is off
reason-coach-initiated = you took over

## The card of a client

card-since = client since { $since }
card-ai = 🤖 The AI answers.
card-ai-off = 💤 The AI is off: what they write waits for you.
card-waiting = ⏳ Waiting since { $since }: { $reason }
card-human = 🗣 { $leader } leads since { $since }.
card-crisis = 🆘 In danger: level { $grade } of 4, since { $since }.
card-blocked = ⛔ Has blocked the bot. Nothing can be sent.
card-paused = ⏸ Has withdrawn. The AI does not read what they write.

## Linking a group

link-intro = { $coach }, shall this be the group where you watch your clients?
link-replaces = If you link it, your group until now is no longer used: what is written or tapped there reaches nobody.
link-not-ready = Not yet: please see to what is marked ❌.
link-taken = This group belongs to another coach already.
group-linked = Done, { $coach }. Each client's conversation shows up here. /help lists what you can do.
group-linked-instead = Your group until now is no longer used: what is written or tapped there reaches nobody.
group-replaced = This group is no longer linked: from now on, what is written or tapped here reaches nobody. Please use your new group.
group-not-linked = This group is not linked yet. To link it, make me an administrator here and send /link.
check-reads = I can read what you write
fix-reads = Make me an administrator: group settings, Administrators, Add.
check-topics = Topics are on: one for each client
fix-topics = Turn on Topics: group settings, Edit, Topics. Without them all clients share one chat.
check-manages-topics = I may manage topics
fix-manages-topics = Group settings, Administrators, tap me, turn on “Manage topics”.
check-pins = I may pin messages
fix-pins = Group settings, Administrators, tap me, turn on “Pin messages”.
check-reactions = I see your reactions
fix-reactions = Make me an administrator: only then does Telegram tell me.

## A coach's private chat

coach-link-unknown = I don't know this link. Please check that you have all of it.
coach-welcome =
    Welcome, { $coach }. Three steps, and your clone can talk:

    1. /method: how you work, in your own words
    2. /key: your key for the AI
    3. Make a group, turn on Topics, and add @{ $bot } as an administrator

    Then /invite gives you the link for your clients.
coach-welcome-back = Welcome back, { $coach }. /help shows what is next.
coach-next-steps =
    First of all, { $coach }:

    1. /method: how you work, in your own words
    2. /key: your key for the AI
    3. To watch your clients, make a group, turn on Topics, and add @{ $bot } as an administrator.

    Then /invite gives you the link for your clients. What there is besides:
coach-commands =
    /method: how you work
    /key: your key for the AI
    /invite: the link for your clients
    /docs, /upload, /gaps: what your assistant knows, and what it lacks; send me files
    /answers: how your documents are used in answers
    /teach, /import: show me how you answer
    /try: talk with your clone as a client would
    /style, /unlearn, /rehearse: what I have learned of your way
    /copilot: does every reply wait for you?
    /rules, /sensitivity: when the AI calls you
    /hours, /timezone, /reminders: when clients may expect you
    /mirrors: how much you see of what the AI does
    /texts, /receipts: what your clients read
    /country: whose help lines your clients see
    /drill: does a crisis wake you? Try it
    /today: who needs you now
    /why, as a reply: why the AI did what it did
    /token: lets your own programs add documents
    /help: this message
coach-help-group = Your clients and their conversations are in your group.
coach-role = You are here as a coach.
in-client-role = In this chat you are { $coach }'s client at the moment, so that was not passed on. Send /coach to be a coach here again.
owner-only = Only { $coach } can do this.
own-invite = This is your own invitation: it is for your clients. Send it to them, or open it from another account.
loose-text = I don't know what to do with this. /help lists what I understand.
loose-text-cold = I don't know what to do with this. Was it your answer to one of the five situations? Send it as a reply to that question, or /teach goes on with them. /help lists what I understand.
loose-text-crisis = 🆘 NOT SENT. What you write here goes to nobody, and someone is in danger. Write to them in your group, or tap below the alert:
loose-text-crisis-phone = 🆘 NOT SENT. What you write here goes to nobody, and someone is in danger. Without a group you can't write to them: please phone them:
question-kept = NOT SENT, and not saved: what you write here reaches no client. My question to you is still open. If that was your answer, send it again as a reply to this message.
method-ask = How do you work? Write it as you would tell a colleague: for whom, how you go about it, what you never do.
method-now =
    So far:

    { $method }
method-saved = Saved. Your clone works this way from its next answer on.
method-too-long = That is too long: { $limit } characters at most. Please shorten it and send it again.
key-ask =
    Please send me your API key. I try it once, keep it encrypted, and delete your message.

    Everything your clone says is billed to this key.
key-saved = The key that ends in { $last4 } works, and is stored encrypted.
key-none = There is no key to remove. To set one: /key
key-removed = The key that ends in { $last4 } is removed. Without one, the AI answers nobody: what your clients write waits for you. A new one: /key
key-refused = The key was not accepted: { $why }. It is not stored.
key-not-deleted = I could not delete your message with the key. Please delete it yourself.
key-no-secrets = I can't keep keys safely yet: whoever runs this installation has to set SECRETS_KEY first. Nothing is stored.
key-why-no-key = there was no key in it
key-why-key-refused = the AI service does not know it
key-why-quota-spent = it has no credit left
key-why-rate-limited = the AI service is busy, please try again in a minute
key-why-timeout = the AI service did not answer in time, please try again
key-why-unreachable = the AI service could not be reached, please try again
key-why-malformed = the model gave no usable answer
key-why-refused = the model refused to answer
invite-link =
    Send this link to your clients:
    { $link }

    They are told that an AI answers and that you read along, and have to agree first.

## Hours

hours-none =
    Your clients may expect you at any time. To say when: /hours mon-fri 9-18

    Several are fine: /hours mon-thu 9-12 14-18, fri 9-13
    Your time zone is { $timezone }, where it is { $time }. If not: /timezone Europe/Madrid
hours-now-open =
    Your clients may expect you:

    { $hours }

    In { $timezone } it is { $time } now: within your hours. Another time zone: /timezone Europe/Madrid. At any time: /hours off
hours-now-closed =
    Your clients may expect you:

    { $hours }

    In { $timezone } it is { $time } now. Clients read that you are back { $back }. Another time zone: /timezone Europe/Madrid. At any time: /hours off
hours-unclear = I don't understand “{ $part }”. Nothing has changed. Write days, then times, like this: /hours mon-fri 9-18, sat 10-14
timezone-now = Your time zone is { $timezone }, where it is { $time } now. To change it: /timezone Europe/Madrid
timezone-unknown = I know no time zone “{ $name }”. Nothing has changed. Write the continent and the city, like this: /timezone Europe/Madrid
when-today = today at { $time }
when-tomorrow = tomorrow at { $time }
when-day = on { $day } at { $time }

## Menus

menu-group-takeover = You lead, the AI is silent
menu-group-handback = The AI answers again
menu-group-brief = What matters now, in short
menu-group-note = A note, never sent
menu-group-unsend = As a reply: take your message back
menu-group-ai = The AI on or off for this client
menu-group-recall = What was said about something
menu-group-why = Why the AI answered, offered or called you
menu-group-mirrors = How much you see of what the AI does
menu-group-today = Who needs you now
menu-group-help = What you can do here
menu-coach-method = How you work
menu-coach-key = Your key for the AI
menu-coach-invite = The link for your clients
menu-coach-mirrors = How much you see of what the AI does
menu-coach-today = Who needs you now
menu-coach-why = As a reply: why the AI did what it did
menu-coach-hours = When clients may expect you
menu-coach-timezone = Your time zone
menu-coach-help = What you can do here

## A crisis, step by step

alert-summary = Seen by { $rule }. What was said last:
alert-repeat = 🆘 Nobody has come to { $client } for { SPAN($minutes) } (level { $grade } of 4). Please write or phone now. Everyone else who can come is being called too.
alert-repeat-alone = 🆘 Nobody has come to { $client } for { SPAN($minutes) } (level { $grade } of 4). Please write or phone now. Nobody else is on your team, so nobody else of it can come.
alert-unattended = 🆘 UNATTENDED: { $client } has been in danger (level { $grade } of 4) for { SPAN($minutes) }, and nobody has come. This repeats until someone does.
alert-backup = 🆘 { $client }, a client of { $coach }, may be in danger (level { $grade } of 4). Nobody has come for { SPAN($minutes) }. Please write in their topic, or phone them.
alert-operator = 🆘 OpenCoach: a client of { $coach } may be in danger (level { $grade } of 4), first seen { SPAN($minutes) } ago. If nobody of the team answers, please reach { $coach } by other means.
alert-unreachable-client = 🆘 { $client } is in a crisis, and nothing can be sent to them any more: they have blocked the bot, or Telegram refuses. Please phone them. If you fear for their life, call the emergency number of the place where they are.
alert-client-safe = { $client } says: “I'm safe, that's not what I meant.” It was level { $grade } of 4. The AI answers again; for the next 24 hours, please look in.
alert-someone-with = { $client } says that someone is with them.
alert-calls-line = { $client } has asked for the help lines.
alert-asks-in-crisis = 🆘 { $client } is in danger (level { $grade } of 4) and asks for someone in their chat. Please write or phone now.
alert-is-there-in-crisis = 🆘 { $client } is looking into their chat right now, and is in danger (level { $grade } of 4). The AI is silent. Please write or phone now.
alert-says-safe-in-crisis = 🆘 { $client } taps “I'm safe, that's not what I meant”. At level { $grade } of 4 that alone ends nothing, and the AI stays silent. Please write or phone now.
i-am-writing-button = I'm writing to them
i-am-phoning-button = I'm phoning them
false-alarm-button = False alarm
false-alarm-sure-button = Yes, it was a false alarm
reached-button = Reached them
no-answer-button = No answer
safe-company-button = Safe: someone is with them
safe-care-button = Safe: they are in care
safe-talked-button = Safe: we talked it through
crisis-writing-noted = { $member } is writing to { $client }.
crisis-phoning-noted = { $member } is phoning { $client }.
crisis-call-ask = Did you reach { $client } by phone?
crisis-reached-noted = { $member } has { $client } on the phone. The AI stays silent. When { $client } is safe, say so here, or /handback and your reason.
crisis-safe-noted = { $member } says that { $client } is safe. I look in on them tomorrow and in three days, and for 72 hours the AI leaves out challenges, diets, fasting and medication.
false-alarm-sure = This was level { $grade } of 4. Are you sure that { $client } is in no danger?
false-alarm-noted = Noted as a false alarm. { $client } has had a kind word, and the AI answers again.
crisis-over = Nothing to do: no crisis of { $client } is open.
board-crisis-unattended = 🆘 UNATTENDED { $client }: danger, level { $grade } of 4, since { $since }. Nobody has come.
tap-told = The team is told.
tap-nobody-told = Nobody has been told: you are not on this client's team any more. If you can help them, please tell their coach yourself.

## The coach's country, and a drill

country-ask = Whose help lines should clients see who haven't said where they are?
country-unknown = I have no help lines for “{ $value }”, so nothing has changed. You can write one of these, or tap: { $values }
country-saved = From now on: { $country }.
drill-page = 🆘 This is a drill. A client's crisis would reach you like this, at any hour. Did your phone ring?
drill-group = 🆘 This is a drill, started by { $coach }. A client's crisis would show up in their topic like this.
drill-yes-button = Yes
drill-no-button = No
drill-yes = Good. Do this again whenever you change your phone or its settings.
drill-no = Then a crisis at night would not wake you. In this chat and in your group: open the bot's or group's page, unmute it, and choose a sound. On the phone: allow notifications for Telegram, and let it through Do Not Disturb (iPhone: Settings, Focus, Apps; Android: Settings, Notifications, Do Not Disturb, Apps). Then /drill again.
menu-coach-country = Whose help lines clients see
menu-coach-drill = Does a crisis wake you? Try it
