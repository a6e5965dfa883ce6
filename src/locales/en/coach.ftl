### What a coach and their team read: what happened first, then what to do.
### $client, $coach and $member (someone of the team) are names. A client's last words follow an alert as a quotation.

## Alerts

alert-crisis = 🆘 { $client } may be in danger (level { $grade } of 4). They have been given help lines, and the AI is silent. Please write or phone now.
alert-crisis-unstored = 🆘 { $client } may be in danger (level { $grade } of 4). They have been given help lines. The database is down, so what they wrote is not shown here: please write or phone now.
alert-explicit-request = 🙋 { $client } asks for you.
alert-ai-unavailable = ⚠️ { $client } is waiting: the AI could not answer.
alert-ai-off = ✉️ { $client } wrote. The AI is off, so this is yours to answer.
alert-voice-note = 🎤 { $client } sent a voice note. Nobody has heard it yet: please listen.
alert-high-stakes-decision = ⚖️ { $client } is about to decide something important, and the AI is not sure enough.
client-joined = { $client } has agreed and is here now.
client-blocked = ⚠️ { $client } has blocked the bot. Nothing can be sent until they open it again.
client-unblocked = { $client } has opened the bot again.
delivery-failed = ⚠️ Not delivered to { $client }. Telegram refused the message.
group-lost = ⚠️ I can't write in your group any more. Add me again as an administrator; until then I write to you here.
group-rights-lost = ⚠️ I have lost rights in your group. What is missing, and how to mend it:
group-shut = ⚠️ I may not write in your group, or in a topic of it, so what belongs there comes to you here. In the group's settings let me send messages and give me the right “Manage topics”; /link in the group checks it.
topics-impossible = ⚠️ I can't make a topic for a client in your group, so everything shows up in General. Turn on Topics there and give me the right “Manage topics”; /link in the group checks it.

## Buttons

take-over-button = Take over
ai-may-answer-button = AI may answer
take-over-and-send-button = Take over and send
keep-as-note-button = Keep as note
send-too-button = Send too
hand-back-button = Hand back
add-member-button = { $member } is on my team
link-group-button = Link this group
check-again-button = Check again

## Answers to a tap

tap-noted = Kept as a note.
tap-sent = Sent.
tap-decided-before = That is decided already.
tap-not-yours = Only whoever wrote it can decide.
tap-owner-only = Only the coach can do this.
tap-team-only = Only the coach's team can do this.

## Leading a conversation

takeover-confirmed = { $member } leads now. What you write here goes to { $client }. /handback when you are done.
takeover-already-yours = You lead already. What you write here goes to { $client }.
takeover-taken = { $member } leads this conversation already.
handback-confirmed = Handed back: the AI answers { $client } again.
handback-confirmed-note = Handed back with your note: the AI answers { $client } again.
handback-not-human = Nothing to hand back: nobody of you leads the conversation with { $client }.
handback-not-yours = { $member } leads this conversation. Only { $member } or the coach can hand it back.
handback-reason-needed = This is a crisis. To let the AI answer { $client } again, say why: /handback and your reason.
ai-may-answer-confirmed = The AI answers { $client } again.
ai-may-answer-late = Nothing to do: { $client } is not waiting.
ai-locked-by-crisis = { $client } is in a crisis: the AI stays silent. Take over, and hand back with a reason.
held-not-sent = Not sent: you don't lead the conversation with { $client }.
held-send-too = Not sent: { $member } leads the conversation with { $client }.
unsent = Taken back: { $client } is not to see it any more.
unsend-how = Reply with /unsend to the message that you want to take back.
unsend-nothing = There is nothing to take back.
unsend-not-yours = Only whoever wrote it, or the coach, can take it back.
note-empty = Write the note behind it: /note your words
ai-on = The AI answers { $client } again.
ai-off = The AI is off for { $client }. What they write waits for you.
ai-how = /ai off: you answer this client. /ai on: the AI does.

## In the group

card = Everything that { $client } and the AI write shows up here. To write yourself: /takeover. All commands: /help
mirror-ai = AI to { $client } ({ $confidence }% sure):
recap = What was said last:
mirror-sent = sent this:
mirror-forwarded = forwarded from { $name }
mirror-edited = edited
mirror-unshowable = sent something that only the app can show.
use-in-topic = Please use this in a client's topic.
use-as-reply = Please use this as a reply to a message of the client it is about.
not-a-reply = This went to no client. To write to one, reply to a message of theirs.
unknown-command = I don't know this command. /help lists those I know.
unknown-member = I don't know { $member } yet, so this was not sent. { $coach }, is { $member } on your team? They would see all clients and could write to them.
member-added = { $member } is on the team now.
anonymous-admin = You write as the group, so I can't tell who you are. Turn off “Remain anonymous” for yourself in the group's list of administrators, then try again.
group-help =
    In a client's topic:
    /takeover: you lead, the AI is silent
    /handback: the AI answers again; add a note for it if you like
    /note, or // in front: a note, never sent
    /unsend, as a reply: take your message back
    /ai off, /ai on: for this client
    /today: who needs you now
    /mirrors: how much you see of what the AI does
    /help: this message

edit-not-passed = The edit was not passed on: a note stays a note. To take back what was sent, reply /unsend to it.
mirrors-ask = How much do you want to see of what the AI deals with by itself? Now: { $now }
mirrors-all = every turn
mirrors-session = one message per session
mirrors-needed = only when I am needed
mirrors-saved = From now on: { $now }.

## Who needs the coach: the pinned message, and /today. $since is a time or a day, $reason one of the reasons below

board-title = Needs you
board-nobody = Nobody needs you now.
board-crisis = 🆘 { $client }: danger, level { $grade } of 4, since { $since }. Nobody leads yet.
board-crisis-led = 🆘 { $client }: danger, level { $grade } of 4, since { $since }. { $leader } leads.
board-waiting = ⏳ { $client } waits since { $since }: { $reason }
board-unanswered = 💬 { $client } waits for an answer from { $leader } since { $since }
board-silent = 💤 { $client } is unusually quiet: last wrote { $since }
board-more = and { $count } more
reason-crisis = may be in danger
reason-explicit-request = asked for you
reason-high-stakes-decision = is about to decide something important
reason-ai-unavailable = the AI could not answer
reason-voice-note = sent a voice note that nobody has heard yet
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
link-not-ready = Not yet: please see to what is marked ❌.
link-taken = This group belongs to another coach already.
group-linked = Done, { $coach }. Each client's conversation shows up here. /help lists what you can do.
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
    What you can do, { $coach }:

    /method: how you work, in your own words
    /key: your key for the AI
    /invite: the link for your clients
    /today: who needs you now

    To watch your clients, make a group, turn on Topics, and add @{ $bot } as an administrator.
coach-help =
    /method: how you work
    /key: your key for the AI
    /invite: the link for your clients
    /mirrors: how much you see of what the AI does
    /today: who needs you now
    /help: this message

    Your clients and their conversations are in your group.
coach-role = You are here as a coach.
in-client-role = In this chat you are { $coach }'s client at the moment, so that was not passed on. Send /coach to be a coach here again.
owner-only = Only { $coach } can do this.
own-invite = This is your own invitation: it is for your clients. Send it to them, or open it from another account.
loose-text = I don't know what to do with this. /help lists what I understand.
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

## Menus

menu-group-takeover = You lead, the AI is silent
menu-group-handback = The AI answers again
menu-group-note = A note, never sent
menu-group-unsend = As a reply: take your message back
menu-group-ai = The AI on or off for this client
menu-group-mirrors = How much you see of what the AI does
menu-group-today = Who needs you now
menu-group-help = What you can do here
menu-coach-method = How you work
menu-coach-key = Your key for the AI
menu-coach-invite = The link for your clients
menu-coach-mirrors = How much you see of what the AI does
menu-coach-today = Who needs you now
menu-coach-help = What you can do here
