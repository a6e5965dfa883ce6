### A coach's own rules: /rules. $words and $phrase are the coach's own, $rule is one of the lines below.

rules-none =
    You have no rules yet. A rule is one word or several; when a client writes one of them, it decides what happens, whatever the AI thinks.

    In words: /rules add divorce, custody
    * at the end of a word is any ending: divorc*
rules-list = Your rules:
rules-how =
    Tap a number to change or remove a rule. In words:
    /rules add divorce, custody
    /rules add never call me for homework
    /rules try, and a client's message behind it

    * at the end of a word is any ending: divorc*
rules-handoff = Call me: { $words }
rules-offer = Answer, and offer me: { $words }
rules-never = Leave it to the AI: { $words }
rules-about-handoff = When a client writes this, you are called, and the AI waits.
rules-about-offer = When a client writes this, the AI answers and offers to fetch you. It does so once, not every time.
rules-about-never = When a client writes this, the AI answers, however important it looks. Danger, a plain request for you and an AI that cannot answer still call you.
rules-saved =
    Saved. It counts from the next message on.

    { $rule }
rules-removed =
    Removed:

    { $rule }
rules-ask-rule = Which words? Send them with commas between: divorce, custody. With “never call me for” or “offer me for” in front they do that; else they call you.
rules-ask-message = Send me a message as a client might write it. I say what I would do; nobody else sees it.
rules-no-words = There are no words in it, so nothing has changed. Write it like this: /rules add divorce, custody
rules-no-word = “{ $phrase }” has no word that I can look for, so nothing has changed. Please use letters or numbers.
rules-too-many-words = That is { $count } phrases, and { $limit } is the most for one rule. Nothing has changed. Please make two rules of it.
rules-too-long = This phrase is too long, { $limit } characters is the most: “{ $phrase }…” Nothing has changed. A word or two is enough.
rules-full = You have { $limit } rules, and that is the most. Remove one first, or put more words in one rule.
rules-gone = This rule is no more.
rules-no-undo = It can't be brought back any more.
rules-number-button = { $number }
rules-add-button = Add a rule
rules-try-button = Try a message
rules-another-button = Try another
rules-all-button = All rules
rules-to-handoff-button = Call me instead
rules-to-offer-button = Offer me instead
rules-to-never-button = Leave it to the AI instead
rules-remove-button = Remove
rules-undo-button = Undo
rules-tried-handoff = 🙋 I would call you, and the AI would wait.
rules-tried-offer = 🤝 The AI would answer, and offer to fetch you.
rules-tried-continue = 💬 The AI would answer.
rules-tried-danger = 🆘 I would see danger in this (level { $grade } of 4): your client reads help lines at once, the AI is silent, and you are called with sound. No rule of yours changes that.
rules-tried-by-rule = Decided by: your rule { $number }, for “{ $phrase }”.
rules-tried-by-nothing = Decided by: nothing in these words calls you.
rules-tried-unsure = With an AI that is less than { $sure } sure of its answer:
rules-tried-signals = What I see in the words: { $signals }.
rules-tried-not-decisive = Your rule { $number }, for “{ $phrase }”, speaks of it too, but does not decide.
rules-tried-soft = Some of these words can mean danger. The AI weighs them; when it cannot, I take them for danger, and you are called.
rules-tried-without-ai = I did not ask the AI for this. What it reads in a message, and what was said before, counts besides.
rules-signal-sentiment = feeling bad
rules-signal-stakes = an important decision
rules-signal-wants-human = may want you
rules-signal-loop = going round in circles
menu-coach-rules = Words that call you, or don't
