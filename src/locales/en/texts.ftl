### A coach words what clients read: /texts. $event is one of the names below.

texts-list =
    What your clients read at each turn of the way. Tap one to see it, reword it or leave it out. ({ $page } of { $pages })

    ✏️ yours, 🔇 left out, 🔒 cannot be changed. What asks for consent and what someone in danger reads is not in this list: it always stays as it is.
texts-event-button = { $event }
texts-next-button = Next ▶
texts-back-button = ◀ Back
texts-all-button = ◀ All texts
texts-ours = { $language }: our text
texts-yours = { $language }: your text
texts-change-button = Change ({ $language })
texts-ours-button = Back to ours ({ $language })
texts-mute-button = Mute
texts-unmute-button = Unmute
texts-undo-button = Undo
texts-show-button = Show
texts-muted = 🔇 Muted: at this turn your clients read nothing from me, neither your text nor ours. You are told as always. To bring it back, tap Unmute.
texts-may-mute = Mute it, and your clients read nothing from me at this turn: they may take the silence for no answer. You are told as always.
texts-not-mutable = You can reword this one, but not mute it: your clients must always be able to tell whether you or the AI speaks, and what they can do.
texts-fixed = 🔒 This one can be neither reworded nor muted: your clients' safety rests on it.
texts-fixed-tap = This text stays as it is: safety rests on it.
texts-ask = Please send me your words in { $language } for “{ $event }”, { $limit } characters at most.
texts-ask-places = Please send me your words in { $language } for “{ $event }”, { $limit } characters at most. I fill these in where you write them: { $places }
texts-saved = Saved. In { $language } your clients now read:
texts-saved-muted = Saved, but 🔇 muted: your clients do not read it. To bring it back, tap Unmute. In { $language } it says:
texts-empty = That was empty, so nothing has changed. Please send the words as a text.
texts-too-long = That is { $length } characters, and { $limit } is the most. Nothing has changed. Please shorten it and send it again.
texts-unknown-place = I can't fill in { $place } here, so nothing has changed. I know: { $places }. Please send it again.
texts-no-places = I can't fill in { $place } here: this text has nothing to fill in. Nothing has changed. Please send it again without braces.
menu-coach-texts = What your clients read, in your words

## When a text is read

event-welcome = They have agreed
event-welcome-back = They come back with /start
event-cannot-see = They send what the AI cannot read
event-holding-explicit-request = They ask for you
event-holding-high-stakes-decision = A big decision: you are called
event-holding-coach-rule = A rule of yours calls you
event-holding-loop = Going in circles: you are called
event-holding-several-signs = Several signs: you are called
event-holding-unsafe-reply = An answer waits for your check
event-holding-ai-unavailable = The AI could not answer
event-holding-ai-off = The AI is off
event-holding-key-dead = Your key is refused
event-holding-voice-note = A voice note
event-waiting-still = They wait and write again
event-coach-away = You are away
event-coach-away-until = You are away, until a time
event-will-wait = They choose to wait
event-human-here = You take over
event-human-already-here = They ask, and you are there
event-human-silent = You have been silent for long
event-human-left = You hand back
event-left-to-ai = You leave it to the AI
event-resumed-late = Nobody came: the AI goes on
event-draft-seen-later = An answer waits for you: you will see it
event-draft-away-until = A reply waits for you while you are away
event-ai-reminder = Reminder that this is an AI
