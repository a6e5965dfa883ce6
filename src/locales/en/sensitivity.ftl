### What makes the AI call the coach or offer them: /sensitivity. $mark is a tick before what is set, else nothing.
### $calls and $offers count messages that would have called the coach, or offered them; $name is a choice, $sign a sign of one.

sensitivity-now = When no fixed rule decides, I weigh what I notice, and call you or offer you. Set now: { $name }
sensitivity-early = Call me early
sensitivity-balanced = Balanced
sensitivity-rarely = Call me rarely
sensitivity-own = My own mix
sensitivity-early-button = { $mark }Call me early
sensitivity-balanced-button = { $mark }Balanced
sensitivity-rarely-button = { $mark }Call me rarely
sensitivity-sign-confidence = the AI is unsure of its answer
sensitivity-sign-sentiment = your client feels bad: sad, angry, desperate
sensitivity-sign-stakes = an important topic: job, divorce, money, health, law
sensitivity-sign-wants-human = your client hints that they want you
sensitivity-sign-loop = the talk goes round in circles
sensitivity-short-confidence = Unsure AI
sensitivity-short-sentiment = Sad or angry
sensitivity-short-stakes = Important topic
sensitivity-short-wants-human = Hints at you
sensitivity-short-loop = Going in circles
sensitivity-sign-button = { $sign }: { $level }
sensitivity-level-button = { $mark }{ $level }
sensitivity-is-off = off
sensitivity-is-little = a little
sensitivity-is-normal = normal
sensitivity-is-strong = strong
sensitivity-danger = words of danger: always 🔒
sensitivity-levels = “Strong” counts double and is enough alone. “A little” counts half, and “off” not at all.
sensitivity-always = This can't be switched off: danger (help lines at once, and you are called), a plain request for you, your own /rules, and an important decision being taken right now while the AI is unsure, unless a rule of yours leaves it to the AI. How I look for danger does not depend on anything here.
sensitivity-would = Of the last { $count ->
        [one] message
       *[other] { $count } messages
    } that the AI dealt with, { $calls } would have called you and { $offers } offered you. With another choice:
sensitivity-would-with = { $name }: { $calls } called you, { $offers } offered you
sensitivity-would-change = Of the last { $count ->
        [one] message
       *[other] { $count } messages
    } that the AI dealt with, { $calls } would have called you (now { $callsNow }), and { $offers } would have offered you (now { $offersNow }).
sensitivity-of-messages = Of the last { $count ->
        [one] message
       *[other] { $count } messages
    } that the AI dealt with:
sensitivity-no-messages = As soon as your clients have written, I show here what a change would have done.
sensitivity-how-much = How much shall this count: { $sign }?
sensitivity-undo-button = Undo
sensitivity-back-button = Back to how it was
sensitivity-all-button = ◀ Back, change nothing
menu-coach-sensitivity = When the AI calls you
