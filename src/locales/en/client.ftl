### What a client reads: on a phone, perhaps at two in the morning. Kind, plain, short.
### $coach is the coach's name as clients know it.

## Before consent

consent-disclosure =
    Hi, and welcome.

    I'm an AI that works with { $coach }. I'm not a human and not { $coach }, but { $coach } reads along and can step in at any time.

    What you write here is kept, so that { $coach } and I remember it, and it is sent to an AI service to answer you. You can stop at any time: /privacy says how.

    I'm no emergency service. If you are in danger, call your local emergency number (112 or 911).

    Shall we start?
consent-agree-button = I agree
consent-decline-button = No, thank you
consent-declined =
    That's fine. Nothing you wrote was sent to an AI, and I won't write to you again.

    If you change your mind, send /start.
consent-needed-voice =
    I can't listen to this: until you agree, what you send is neither heard nor passed on. Please tap one of the two buttons first.

    If you are in danger, call 112 or 911.
consent-needed = Please tap one of the two buttons first. Until you agree, nothing you write reaches an AI.
welcome =
    Thank you. What's on your mind?

    If you'd rather talk to { $coach } in person, send /human at any time.
welcome-back = Good to see you. Just write what's on your mind.
stranger = This is a private chat. If you were invited, please open it with the link you were given.

## Waiting for the human

holding-explicit-request = I've told { $coach } that you'd like to talk. It may take a while. You can keep writing: { $coach } reads all of it.
holding-ai-unavailable = I can't answer just now. I've let { $coach } know, and { $coach } sees what you write here.
holding-unsafe-reply = I'd like { $coach } to look at my answer before you get it. It may take a while. You can keep writing: { $coach } reads all of it.
holding-ai-off = { $coach } answers here in person. Your message has arrived, and { $coach } will write back when possible.
holding-high-stakes-decision = This is an important decision, so I've asked { $coach } to look at it with you. Please don't decide on an AI's word alone.
holding-coach-rule = This seems to be something for { $coach } in person, so I've asked { $coach } to join us.
holding-loop = I'm sorry, I keep going round in circles. I've asked { $coach } to look at this with you.
holding-several-signs = I think this is better with { $coach } in person, so I've asked { $coach } to join us.
holding-key-dead =
    I can't answer just now: something on our side doesn't work. { $coach } has been told, and you'll get an answer here as soon as it works again.

    If it can't wait, send /human to ask for { $coach } in person. In danger, call 112 or 911.
holding-voice-note =
    I couldn't make out what you said. { $coach } will listen to this in person, so I wait with my answer.

    If it is urgent, please write it in words. In danger, call 112 or 911.
waiting-still = { $coach } hasn't been able to look in yet. Your messages are safe, and { $coach } will read them.
coach-away = { $coach } may be asleep or busy and sees this first on coming back. Until then:
coach-away-until = { $coach } is back { $back } and sees this first. Until then:
resumed-late = I'm sorry: { $coach } couldn't come yet. I'm the AI, and I go on so that you are not left alone. { $coach } still reads your messages.
draft-seen-later = { $coach } looks at my answers before you get them. Your message has arrived; it may take a while.
draft-away-until = { $coach } looks at my answers before you get them, and is back { $back }. Your message has arrived.
human-silent = { $coach } hasn't been able to answer yet. Would you like to go on with the AI, or wait?
will-wait = All right, { $coach } will answer here. You can write at any time.
keep-ai-button = Keep talking with the AI
wait-for-coach-button = Wait for { $coach }
not-safe-button = I'm not safe
human-here = { $coach } is here now, in person.
human-already-here = { $coach } is already here, in person.
human-left = { $coach } has left the chat. From here on, the AI answers again.
human-left-ai-off = { $member } has left the chat for now. What you write here goes to { $coach }, who answers in person.
left-to-ai = { $coach } can't be here right now, so the AI goes on. { $coach } still reads your messages.

## The AI answers, and offers the human

offer-human = If you'd like, I can ask { $coach } to join us here.
offer-yes-button = Yes, ask { $coach }
offer-no-button = No, go on
offer-accepted = You'd like { $coach } to join us.
offer-declined = All right, we go on. If you'd like { $coach } after all, send /human.
offer-expired = If you'd like { $coach } to join us, send /human at any time.
tap-offer-over = This question is closed. To ask for your coach, send /human at any time.

## What a human sends besides text

sends-sticker = sends a sticker
sends-file = sends this

## Who talks with the AI for hours

ai-reminder = A reminder, since we've been writing for a while: I'm an AI, not a human and not { $coach }. Take a break whenever you like. If you'd rather talk to { $coach } in person, send /human.

## Anything else

cannot-see = I can't see what you sent, but { $coach } can. If you'd like my answer now, tell me in words what it is about.
withdrawn =
    You have withdrawn your consent. From now on, nothing you write reaches an AI.

    To come back one day, send /start.
client-help =
    Just write what's on your mind: the AI answers, and { $coach } reads along.

    /human: ask for { $coach } in person
    /done: end this session; the next one begins when you write
    /memory: what I remember about you, to put right or forget
    /goals: your goals
    /why: who wrote the last message, and why
    /privacy: what is kept, and how to stop
    /help: this message

    A message that begins with a name, like “{ $coach }:”, is from that person.

    This is no emergency service. In danger, call 112 or 911.
client-unknown-command = I don't know this command. Just write what's on your mind; /help shows what else there is.
session-done = All right, we stop here. I keep what matters; just write when you want to go on.
privacy =
    What is kept: your messages, the answers, and your name in Telegram.
    Who reads it: { $coach } and those who work with { $coach }.
    What an AI service gets: your messages and what is remembered of you, to answer you.

    You can stop at any time with the button below. For a copy of your data, or to have it erased, ask { $coach }.
withdraw-button = Stop and withdraw my consent

## /why in a client's chat: who wrote what they were told last, and why

client-why-ai = The AI wrote this, following the way { $coach } works. { $coach } reads along but did not write it.
client-why-ai-approved = The AI wrote this, and { $member } looked at it before you got it.
client-why-ai-edited = The AI wrote this, and { $member } changed it before you got it.
client-why-human = { $member } wrote this in person.
client-why-system-crisis = This is a fixed text, written by people and sent by itself: something you wrote sounded as if you might be in danger.
client-why-system-offer = This is an automatic line. Talking to { $coach } in person might help here, so you were asked whether you'd like that.
client-why-system-waiting = This is an automatic line. { $coach } has been asked to come, and it says where things stand until then.
client-why-system-who-answers = This is an automatic line. It says who answers you from here on, { $coach } or the AI.
client-why-system-other = This is an automatic line that says how things work here. Neither { $coach } nor the AI wrote it.
client-why-nothing = Nothing has been written to you here yet.

## Menu

menu-client-human = Ask for your coach in person
menu-client-why = Who wrote the last message, and why
menu-client-done = End this session
menu-client-privacy = What is kept, and how to stop
menu-client-help = How this works

## What someone in danger can tap

call-line-button = Whom can I call now?
someone-with-me-button = Someone is with me
i-am-safe-button = I'm safe, that's not what I meant
choose-country-button = Show the numbers where I am
country-button = { $country }
country-elsewhere = Somewhere else
country-noted = Noted: { $country }.
country-noted-elsewhere = Noted: somewhere else.

knowledge-no-answer = I have nothing from { $coach } on that, and I don't want to make something up. I have noted your question for { $coach }.
