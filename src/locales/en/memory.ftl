### What is remembered of a client, as they and the coach read it. $text and $quote are the client's own words or close to them.

## The client looks

memory-none = I don't remember anything about you yet. That grows as we talk.
memory-kinds =
    This is what I remember about you. { $coach } can see it too.

    Tap to look. You can put right or forget each thing.
memory-list-how = Tap a number to put something right, or to have it forgotten.
memory-list-none = There is nothing here.
memory-item-how = To put it right, just reply to this message with how it is.
memory-kind-goal = Goals
memory-kind-blocker = What gets in the way
memory-kind-breakthrough = Breakthroughs
memory-kind-pattern = Patterns
memory-kind-preference = What suits you
memory-kind-fact = From your life
memory-kind-goal-button = Goals ({ $count })
memory-kind-blocker-button = In the way ({ $count })
memory-kind-breakthrough-button = Breakthroughs ({ $count })
memory-kind-pattern-button = Patterns ({ $count })
memory-kind-preference-button = What suits you ({ $count })
memory-kind-fact-button = From your life ({ $count })
memory-line = { $text } ({ $date })
memory-quoted = “{ $text }”
memory-said = { $date }: “{ $quote }”
memory-said-more = and { $count } times before that
memory-by = Until { $date }
memory-until = As far as known until { $date }
memory-confirmed = Confirmed on { $date }
memory-unconfirmed = Not confirmed yet
memory-earlier = Earlier: “{ $text }” ({ $from } to { $until })
goal-is-active = Still on it
goal-is-achieved = Reached
goal-is-abandoned = Given up
goal-active-button = Still on it
goal-achieved-button = Reached
goal-abandoned-button = Given up
memory-all-button = All I remember
memory-back-button = ◀ Back
memory-show-button = Show it
memory-right-button = Right
memory-wrong-button = Wrong
memory-correct-button = Correct
memory-forget-button = Forget
memory-earlier-button = What was before
memory-leave-button = Leave it
memory-restore-button = No, it was right
memory-revert-button = That was no correction
memory-undo-button = Undo

## The client changes something

memory-correct-ask =
    “{ $text }”

    How is it really? Reply to this message with it, in a sentence.
memory-corrected = Thank you. I'll remember it as you say now.
memory-dropped =
    I won't take that for true any more: “{ $text }”

    If you like, reply to this message with how it is instead.
memory-forget-ask =
    Forget this? “{ $text }”

    What goes: this, the sentences in which you said it, and what I answered and summed up from them.
memory-forget-tied = You said these in the same words, so they go with it:
memory-forget-stays = What { $coach } has already seen in Telegram stays there, and so does this chat on your phone; here you can delete messages yourself. If you said it elsewhere too, reply “forget this” to that message.
forget-how = If you want something forgotten, reply “forget this” to the message you said it in. /memory shows what I remember, and there you can have each thing forgotten.
forget-message-ask =
    Forget this message?

    What goes: your message, my answer to it, and what I made of both.
memory-forget-sure-button = Yes, forget it
memory-forgotten = Forgotten. For a minute you can have it back.
memory-no-undo = The minute is over: it is gone.
memory-gone = That is no longer there.
memory-left = I leave it as it is.
memory-receipt =
    I noted this about you: “{ $text }”

    Is that right? /memory shows everything, and there you can turn these notes off.
receipts-are-on = After a talk I may ask whether I noted something rightly, at most once a day.
receipts-are-off = I don't ask whether I noted something rightly.
receipts-on-button = Ask about what is noted
receipts-off-button = Don't ask about what is noted

## The coach

memory-none-coach = Nothing is remembered of { $client } yet.
memory-kinds-coach = What the AI remembers of { $client }:
memory-list-how-coach = Tap a number to look at one.
memory-item-how-coach = To put it right, reply to this message with how it is. It is not sent to the client.
memory-remove-button = Remove
memory-dropped-coach =
    Taken out of the memory: “{ $text }”

    The AI no longer uses it. What the client said stays in the conversation.
memory-owner-only = Only the coach can change what is remembered.
memory-too-long = That is too long to be remembered as one thing. Please say it in a sentence.
summary-head = Where { $client } stands
summary-session = Last session, { $date }:
summary-no-session = No session has been summed up yet.
summary-mood = Mood: { $mood }
summary-actions = To do
summary-action-due = { $text } (by { $date })
summary-figures = Since { $since }: sessions { $sessions }, messages { $messages }, hours { $hours }
summary-topics = Often about: { $topics }
receipts-coach-on = After a talk, clients may be asked whether something was noted rightly, at most once a day.
receipts-coach-off = Clients are not asked whether something was noted rightly.
receipts-coach-how = Whoever doesn't want to be asked can turn it off for themselves. Nobody is asked in a crisis, or while one of you is there in person.

## Menus

menu-client-memory = What I remember about you
menu-group-memory = What the AI remembers of this client
menu-group-summary = Where this client stands
menu-coach-receipts = Are clients asked about what is noted?
