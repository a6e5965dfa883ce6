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
holding-ai-off = { $coach } answers here in person. Your message has arrived, and { $coach } will write back when possible.
holding-high-stakes-decision = This is an important decision, so I've asked { $coach } to look at it with you. Please don't decide on an AI's word alone.
holding-voice-note =
    { $coach } will listen to this in person. I can't, so I wait with my answer.

    If it is urgent, please write it in words. In danger, call 112 or 911.
waiting-still = { $coach } hasn't been able to look in yet. Your messages are safe, and { $coach } will read them.
human-here = { $coach } is here now, in person.
human-already-here = { $coach } is already here, in person.
human-left = { $coach } has left the chat. From here on, the AI answers again.
left-to-ai = { $coach } can't be here right now, so the AI goes on. { $coach } still reads your messages.

## What a human sends besides text

sends-sticker = sends a sticker
sends-file = sends this

## Anything else

cannot-see = I can't see what you sent, but { $coach } can. If you'd like my answer now, tell me in words what it is about.
withdrawn =
    You have withdrawn your consent. From now on, nothing you write reaches an AI.

    To come back one day, send /start.
client-help =
    Just write what's on your mind: the AI answers, and { $coach } reads along.

    /human: ask for { $coach } in person
    /privacy: what is kept, and how to stop
    /help: this message

    A message that begins with a name, like “{ $coach }:”, is from that person.

    This is no emergency service. In danger, call 112 or 911.
privacy =
    What is kept: your messages, the answers, and your name in Telegram.
    Who reads it: { $coach } and those who work with { $coach }.
    What an AI service gets: your messages and what is remembered of you, to answer you.

    You can stop at any time with the button below. For a copy of your data, or to have it erased, ask { $coach }.
withdraw-button = Stop and withdraw my consent

## Menu

menu-client-human = Ask for your coach in person
menu-client-privacy = What is kept, and how to stop
menu-client-help = How this works
