moment = From you, just now: you { $moves }.
moment-try = I'll try that with { $client } { $situation }.
moment-went-transformative = Since then: something has shifted for { $client }.
moment-went-positive = Since then: { $client } took it well.
moment-went-neutral = Since then: no change to be seen.
moment-went-negative = Since then: it did not help { $client }.
moment-is-kept = ✓ Kept: I use it with all your clients, without names.
moment-is-only-client = ✓ Kept for { $client } alone.
moment-is-forgotten = ✓ Forgotten: I learn nothing from it.
moment-gone = I learn nothing from this any more: its words are gone, or say something else.
moment-keep-button = Keep
moment-only-button = Only { $client }
moment-forget-button = Forget
moment-undo-button = Undo
moment-then = , then { $move }
tap-learned = Noted.
tap-overtaken = Decided before, or elsewhere: it shows now what is so.
tap-not-learned = That is gone by now.
tap-coach-only = Only the coach decides what I learn.

moment-did-acknowledge = named what they feel
moment-did-normalize = said that others feel it too
moment-did-pause = slowed things down
moment-did-ground = brought them back to the here and now
moment-did-reflect = said back what you heard
moment-did-reframe = showed another side of it
moment-did-question = asked a question
moment-did-challenge = challenged them
moment-did-advise = said what to do
moment-did-tell-story = told a story
moment-did-affirm = named what is strong in them
moment-did-plan = agreed on a next step
moment-did-close = brought it to a close

moment-when-anxiety = when fear comes up
moment-when-grief = when they grieve
moment-when-anger = when anger comes up
moment-when-self-doubt = when they doubt themselves
moment-when-overwhelm = when it gets too much
moment-when-procrastination = when they put things off
moment-when-conflict = when there is a conflict
moment-when-boundaries = when it is about boundaries
moment-when-relationship = when it is about love
moment-when-family = when family comes up
moment-when-work = when work comes up
moment-when-decision = when they have to decide
moment-when-change = when something changes
moment-when-health = when health comes up
moment-when-money = when money comes up
moment-when-loneliness = when they feel alone
moment-when-cancellation = when a session is cancelled
moment-when-progress = when something has worked
moment-when-other = when it is like this again

mirror-like-yours = Like your answer of { $day }

learned-none = There is nothing that I have learned from you and still use.
learned-head = What I have learned from you, newest first. Names and figures were left out.
learned-item = { $number }. { $day }, { $situation }: { $technique }
learned-facing = Facing: “{ $words }”
learned-answer = You: “{ $words }”
learned-only-for = For { $client } alone.
learned-used = Used { $times }×; nobody knows yet how it went.
learned-used-rate = Used { $times }×; went well in { $share } of 100.
learned-how = What you remove is gone from everything I learned from it. What you pin goes first.
learned-drop-button = Remove { $number }
learned-pin-button = Pin { $number }
learned-unpin-button = Unpin { $number }
learned-more-button = Older
learned-back-button = Undo
learned-list-button = What I have learned, one by one
learning-unread-on-button = Use after a week what I don't judge
learning-unread-off-button = Use only what I keep
learning-share-on-button = Let counts help other coaches
learning-share-off-button = Keep counts to myself
menu-coach-style = What I have learned of your way
menu-coach-unlearn = Take back what I learned
why-examples = It went by what you answered on { $days }.
moment-taught = Learned from what you taught me: you { $moves }.
teach-button = Teach
teach-ask = What would you have said? Write it as a reply to this message: I learn from it, and { $client } is not sent it.
teach-ask-took-back =
    What would you have said? Write it as a reply to this message: I learn from it, and { $client } is not sent it.
    The 👎 takes back that I send alone here: the next such reply waits for you again.
teach-not-button = Never mind
teach-taught = Noted: I learn from it. NOT SENT to { $client }.
teach-edited = Noted: I learn from it as it says now.
teach-send-button = Take over and send it too
teach-how = Reply /teach to something the AI has said: then tell me what you would have said.
teach-words-only = I learn from written words. Write what you would have said as a reply to my question.
menu-group-teach = As a reply: what you would have said
menu-coach-teach = Show me how you answer
moment-edited = Learned from what you wrote instead of my draft: you { $moves }.

### The cold start: five invented situations, what a client says in each.
cold-offer = Shall I learn how you answer before your first client writes? Five invented situations, a few minutes. /teach asks you any time.
cold-begin-button = Show me
cold-ask =
    { $at } of { $of }. A client writes: “{ $said }”
    What do you say? Write or say it as you would to them.
cold-skip-button = Skip
cold-later-button = Later
cold-go-on-button = Go on with the situations
cold-words-only = I could not take words from that. Please write it as you would to them.
cold-needs-key = To write down what you say aloud I need a key: /key. Or type your answer as you would write it to them.
cold-done = I have learned from { $count ->
        [one] one answer
       *[other] { $count } answers
    }. /style shows what.
cold-done-no-key = I have { $count ->
        [one] one answer
       *[other] { $count } answers
    } of yours and learn from them as soon as I have a key: /key
cold-none = Then I'll learn when you step in. /teach asks you again any time.
cold-said-cancellation = I'm so sorry, I have to cancel our session tomorrow. I know it's the third time now.
cold-said-overwhelm = It's all too much. Work, the kids, everything at once. I don't know where to start.
cold-said-self-doubt = Who am I fooling? Everybody else is better at this, and soon they'll notice.
cold-said-conflict = I'm furious. My boss blamed me in front of everyone, and I want to quit on the spot.
cold-said-progress = I did it! I had the conversation I was so afraid of, and it went well.

### Importing a Telegram Desktop export. $name is a chat's, $count and $mine are counts of messages.
import-how =
    Send me result.json as a file: in Telegram Desktop, Settings → Advanced → Export Telegram data, or in a chat's menu Export chat history, as “Machine-readable JSON”, without photos and files.
    I then ask which chats are with clients.
import-list =
    Which of these chats are with clients? I learn how you answer in the ones you choose, and only from what you wrote there.
    What the others wrote your AI model reads once, without names and numbers, to see what you answered. It is not kept, and neither is the file.

    { $list }
import-chat = { $name } ({ $count } messages, { $mine } yours)
import-more = and { $count } more with fewer of your messages
import-chat-button = ☐ { $name }
import-start-button = Import
import-cancel-button = Cancel
import-cancelled = Nothing was imported, and nothing is kept of the file. You can delete it from this chat.
import-choose = Choose at least one chat first.
import-working = Reading your answers: { $at } of { $of } chats …
import-done =
    { $count ->
        [0] No new answer of yours in: { $chats }. There is none longer than a few words from which I have not learned already.
        [one] One new answer of yours from: { $chats }. I learn from them now; /style shows what.
       *[other] { $count } new answers of yours from: { $chats }. I learn from them now; /style shows what.
    }
    Of what the others wrote nothing is kept. You can delete the file from this chat.
import-not-export = This is no Telegram export as JSON, so nothing was imported. /import tells how to make one.
import-no-chats = There is no private chat in this export in which you wrote anything, so nothing was imported.
import-too-big = This file is too large for me to fetch. Export one chat at a time, without photos and files.
import-failed = I couldn't fetch the file, so nothing was imported. Please send it again.
menu-coach-import = Learn from chats you have had
learning-digest-on-button = Tell me once a week
learning-digest-off-button = Don't tell me once a week
learning-unread-on-saved = From now on I use after a week what you don't judge, as if you had tapped Keep.
learning-unread-off-saved = From now on I use only what you keep.
learning-share-on-saved = From now on counts of what you do and how it goes help other coaches. Words never leave your practice.
learning-share-off-saved = From now on your counts help nobody else.
learning-digest-on-saved = From now on I tell you once a week what I learned.
learning-digest-off-saved = From now on there is no weekly report.
digest-drafts = You changed { $changed } of { $decided ->
    [one] { $decided } draft
   *[other] { $decided } drafts
  }.
digest-drafts-before = You changed { $changed } of { $decided ->
    [one] { $decided } draft
   *[other] { $decided } drafts
  }; a month ago { $part } in { $whole }.
digest-drafts-before-none = You changed { $changed } of { $decided ->
    [one] { $decided } draft
   *[other] { $decided } drafts
  }; a month ago none.
digest-drafts-before-all = You changed { $changed } of { $decided ->
    [one] { $decided } draft
   *[other] { $decided } drafts
  }; a month ago every one.
digest-learned = { $count ->
    [one] This week I learned from one answer of yours.
   *[other] This week I learned from { $count } answers of yours.
  }
digest-learned-most = Most often: { $technique }. Most often about: { $situation }.
digest-used = { $times ->
    [one] One reply of mine went by what I learned from you: { $rate }.
   *[other] { $times } replies of mine went by what I learned from you: { $rate }.
  }
digest-unread = { $count ->
    [one] One more answer of yours to { $clients } waits in the topic: tap Keep below “From you” if I may learn from it.
   *[other] { $count } more answers of yours to { $clients } wait in the topic: tap Keep below “From you” if I may learn from them.
  }

### What the coach wrote contradicts a document of theirs. $place is "Workbook, p. 12".
exception-head = What you wrote to { $client } contradicts your document.
exception-document = { $place }: “{ $words }”
exception-coach = You: “{ $words }”
exception-ask = An exception for { $client }, or a new rule for all?
exception-ask-alone = An exception for { $client }?
exception-rule-words = As a rule for all I would keep: “{ $rule }”
exception-only-button = Exception for { $client }
exception-rule-button = New rule
exception-none-button = No contradiction
exception-is-only-client = ✓ An exception: with { $client } I go by what you wrote. For all others the document holds.
exception-is-new-rule = ✓ A new rule for all: “{ $rule }” I go by it in place of that sentence. It stands in /docs.
exception-is-none = ✓ No contradiction. I won't ask about it again.
exception-is-over = That document is gone: there is nothing left to decide.
exception-rule-gone = That rule has been removed: the document's sentence holds again.
exception-lesson-gone = What you wrote there has been forgotten: the document's sentence holds again.
exception-reworded = You have changed what you wrote to { $client }. If it still contradicts a document, I ask again.
tap-exception-decided = That is decided already. Tap Undo first.
