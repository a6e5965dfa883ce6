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
