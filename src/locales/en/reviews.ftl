# What a coach sees of their documents once they are ready.

answers-tried = After you send files, I show you once what a client might ask about them, and what I would answer.
answers-not-tried = After you send files, I don't show you what a client might ask about them.
answers-try-button = Show me a question after uploads
answers-quiet-button = No questions after uploads
sample-question = A question a client might ask: “{ $question }”
sample-answer =
    My answer:
    { $answer }
sample-from = From: { $sources }
sample-from-nothing = Your documents gave me nothing for it.
sample-rehearsal = This is a rehearsal: no language model is connected. With your own key, a model asks and answers.
sample-good-button = Good
sample-teach-button = Teach
sample-not-now-button = Not now
sample-is-good = ✓ Kept as a good answer.
sample-is-taught = ✓ You have said it in your own words.
sample-ask = What would you say to “{ $question }”? Write it as you would to a client, as a reply to this message: nothing else is taken for it. Or tap “Not now” above.

conflict-line = These contradict each other: { $newer } says “{ $says }”; { $older } says “{ $said }”.
conflict-more = { $count ->
        [one] And { $count } more: /docs
       *[other] And { $count } more: /docs
    }
conflict-remove-button = Remove the older
conflict-show-button = Show
conflict-head = These contradict each other. Your assistant may say either.
conflict-newer = { $place } (the newer one, added { $date }):
conflict-older = { $place } (the older one, added { $date }):
conflict-none = Nothing in your documents is left to decide.
conflicts-button = Contradictions
docs-conflicts = { $count ->
        [one] Two of them contradict each other.
       *[other] In { $count } places they contradict each other.
    }
