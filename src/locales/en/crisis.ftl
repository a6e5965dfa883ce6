### What someone in danger reads. The model never writes these words, nor any number in them.
###
### A clinician must review every text in this file before a public release. Each stays under 500 characters, is plain
### text, names the AI as one, promises neither rescue nor secrecy, and asks for no details.
###
### $lines is one or more help lines from the reviewed table, or crisis-lines-unknown. $emergency is the number for
### emergencies, or crisis-emergency-unknown. $coach is the coach's name.

crisis-lines-unknown = find a line near you at findahelpline.com
crisis-emergency-unknown = your local emergency number (112 or 911)

## The first text of an episode

crisis-first =
    Thank you for telling me. I'm an AI, and I can't keep you safe on my own.

    I've alerted { $coach }, who may not see this for hours: please don't wait for an answer here.

    You can talk to someone right away: { $lines }

    If you might act on this, call { $emergency }.
crisis-first-l4 =
    If you are in danger right now, call { $emergency }, or ask someone near you to call.

    Thank you for telling me. I'm an AI, and I can't keep you safe on my own. I've alerted { $coach }, who may not see this for hours: please don't wait for an answer here.

    You can talk to someone right away: { $lines }
crisis-first-stranger =
    Thank you for saying this. I'm an AI, and I can't keep you safe on my own. Nobody reads this chat right now: please don't wait for an answer here.

    You can talk to someone right away: { $lines }

    If you are in danger, call { $emergency }, or ask someone near you to call.
crisis-third-party =
    Thank you for looking out for them. I'm an AI, and I can't reach them. I've alerted { $coach }, who may not see this for hours.

    If they are in danger right now, call { $emergency } and stay with them if it is safe for you.

    Help lines are there for people who worry about someone, too: { $lines }
crisis-abuse =
    Thank you for telling me. What is happening to you is not your fault. I'm an AI, and I can't keep you safe on my own.

    If you are in danger right now, call { $emergency }.

    You can talk to someone right away: { $lines }

    I've alerted { $coach }, who may not see this for hours. If someone may look at your phone, you can delete this chat.
crisis-medical =
    This may be a medical emergency. Please call { $emergency } now, even if you are not sure, and don't stay alone.

    I'm an AI and can't help with this. I've alerted { $coach }, who may not see this for hours: please don't wait for an answer here.

## Later messages in an open episode, one after the other

crisis-relay-1 = I've passed this on to { $coach }. You don't have to wait alone: { $lines }. In danger, call { $emergency }.
crisis-relay-2 = { $coach } gets every word you write here. I'm an AI; a person can listen to you right away: { $lines }. In danger, call { $emergency }.
crisis-relay-3 = Thank you for keeping on writing. { $coach } will see it. Is there someone who can be with you now? To talk: { $lines }. In danger, call { $emergency }.
crisis-relay-4 = Your message is with { $coach }. If it gets heavier while you wait, please call: { $lines }. In danger, call { $emergency }.
crisis-relay-5 = I'm still passing everything on to { $coach }. I'm an AI, and you deserve a human voice: { $lines }. In danger, call { $emergency }.
crisis-relay-6 = { $coach } has been alerted and gets this too. Please let someone near you know how you are, or talk to: { $lines }. In danger, call { $emergency }.

## While nobody has come, and when someone has

crisis-still-here =
    I'm still here, and I'm still an AI. Nobody has come yet; I've called { $coach } again, and everyone else I can.

    Please don't wait for us. You can talk to someone right away: { $lines }

    If you are in danger, call { $emergency }, or go to someone near you.
crisis-no-human =
    I have to be honest with you: so far nobody from { $coach }'s team has answered, and I can't say when someone will. I'm an AI and can't keep you safe.

    Please don't wait here. Talk to someone now: { $lines }

    If you are in danger, call { $emergency }, or tell someone near you. I keep calling the team.
crisis-human-here =
    { $coach } is here now, in person, and reads what you write. The AI is silent.

    If you are in danger, still call { $emergency } first.
crisis-phoning =
    { $member } has seen this and is trying to phone you. I'm an AI and can't say if it will work, so please don't rely on it.

    If you are in danger, call { $emergency }.
crisis-no-answer =
    { $member } tried to phone you and couldn't reach you. You did nothing wrong. I've called { $coach } again, and everyone else I can; I'm an AI and can't say when someone gets through. If you can, keep your phone near you.

    Please don't wait for us. You can talk to someone right away: { $lines }

    If you are in danger, call { $emergency }, or go to someone near you.
crisis-minor =
    Thank you for telling me. What is happening is not your fault, and you don't have to carry it alone. I'm an AI, and I can't keep anyone safe on my own.

    If someone is in danger right now, call { $emergency }.

    An adult you trust can help, and so can these people: { $lines }

    I've alerted { $coach }, who may not see this for hours.

## What a tap is answered with

crisis-call =
    In danger, call { $emergency }.

    To talk to someone: { $lines }

    I'm an AI and can't make the call for you. You can say: "I'm not doing well and need to talk."
crisis-company =
    I'm glad someone is with you. Please stay together, tell them how you are, and keep them near until it is easier.

    If it gets dangerous, call { $emergency }. I've told the team. I'm an AI; they are the better company now.
crisis-client-safe =
    Thank you for telling me. I'd rather ask once too often. { $coach } knows what you said, and I'm an AI that listens more carefully for a day.

    If that changes, write it here, or call { $emergency }.
crisis-country-ask = Where are you now? Then I can show you the number to call there.

## When it is over

crisis-false-alarm = { $coach } has looked in and thinks that I misread you. I'm sorry for the fright; I'm an AI, and I'd rather ask once too often. We can go on whenever you like. If it was not a mistake, please say so.
crisis-followup =
    I've been asked to look in on you: how are you today?

    You can answer in your own words; I'm an AI, and { $coach } reads along. If it is heavy again, tap the button below, or talk to someone: { $lines }
crisis-after-human =
    Whoever is here, you don't have to wait for anyone if it gets worse, at any hour: { $lines }

    I'm an AI, and I can't keep you safe on my own. If you are in danger, call { $emergency }, or tap the button below, and { $coach } is called at once.
crisis-hours-always = day and night
