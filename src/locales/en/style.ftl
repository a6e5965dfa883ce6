### /style: what was learned of a coach's way, as they read it. $name, $technique, $situation and $structure are words from below,
### $times, $worked and $known are counts, $low and $rate shares of successes, $text and $why somebody's words.

style-none =
    I haven't learned anything about your way yet.

    Take over when a client needs you, and hand back: each time I learn what you do and how it goes.
style-head = Your way, as far as I have learned it
style-from = From { $count ->
        [one] one intervention
       *[other] { $count } interventions
    } since { $date }
style-signature = Your signature
style-share = { $name } ({ $times } of { $count })
style-length = Per message: words { $words }, sentences { $sentences }, questions { $questions }
style-metaphors = With a picture in words: { $times } of { $count }
style-techniques = What you do, and how it goes
style-tried = { $name }, { $times }×: { $rate }
style-rate = worked { $worked } of { $known }, at least { $low }
style-rate-none = worked 0 of { $known }
style-rate-unknown = nobody knows yet how it went
style-low = “At least” is what I count on. With few cases that is much less than the rate itself.
style-responses = What you do when it is about …
style-response = { $situation }: { $technique } ({ $structure }), { $rate }
style-phrases = Your phrases
style-phrase = “{ $text }” ({ $times }×)
style-openings = You begin with: { $texts }
style-closings = You end with: { $texts }
style-frameworks = Frameworks: { $names }
style-recent = Learned lately
style-learned = { $date }, { $situation }: { $technique }. { $why }
style-trend-title = How sure the AI is of its answers
style-trend-below = Below each week: how many answers

## The fixed words

tone-empathetic = empathetic
tone-direct = direct
tone-analytical = analytical
tone-playful = playful
tone-challenging = challenging
pace-slow = slow
pace-steady = steady
pace-fast = fast
formality-casual = casual
formality-neutral = neither formal nor casual
formality-formal = formal
energy-low = calm
energy-medium = lively
energy-high = full of energy
technique-question = asking
technique-reflection = mirroring
technique-reframe = another view of it
technique-challenge = challenging
technique-story = telling a story
technique-silence = leaving silence
technique-direct-advice = advising
technique-normalization = saying that it is normal
technique-grounding = calming body and breath
technique-affirmation = encouraging
move-acknowledge = acknowledge
move-normalize = call it normal
move-pause = pause
move-ground = breathe
move-reflect = mirror
move-reframe = show another view
move-question = ask
move-challenge = challenge
move-advise = advise
move-tell-story = tell a story
move-affirm = encourage
move-plan = plan
move-close = close
framework-solution-focused = solution-focused
situation-crisis = a crisis
situation-anxiety = anxiety
situation-grief = grief
situation-anger = anger
situation-self-doubt = self-doubt
situation-overwhelm = too much at once
situation-procrastination = putting things off
situation-conflict = a conflict
situation-boundaries = boundaries
situation-relationship = their relationship
situation-family = family
situation-work = work
situation-decision = a decision
situation-change = change
situation-health = health
situation-money = money
situation-loneliness = loneliness
situation-cancellation = cancelling
situation-progress = progress
situation-other = something else

## Putting it right. $words is a phrase, $item one on a button, $times a count.
learned-correct-button = Correct { $number }
way-list-button = Put something right
way-list = What is not quite you? Tap it. What you say stands over what I count.
way-item-button = { $item }
way-said = “{ $words }”
way-phrase = A phrase of yours ({ $times }×): { $words }
way-opening = You begin with ({ $times }×): { $words }
way-closing = You end with ({ $times }×): { $words }
way-signature = Your way, as you say it: “{ $words }”
way-signature-counted = I describe your way by what I count in your answers. You can say it in your own words instead.
way-left-out = Left out: { $words }. I don't say it.
way-counted = As I had it: { $words }
way-corrected = ✏️ Put right by you.
way-correct-button = Correct
way-drop-button = Leave it out
way-undo-button = As it was
way-learning-button = What I did, in my words
way-technique-button = Another technique
way-ask-said = Reply to this message with how you say it, instead of “{ $words }”.
way-ask-signature = Reply to this message with how you would describe your way, in a sentence or two.
way-ask-learning =
    You: “{ $words }”
    Reply to this message with what you did there, in a sentence or two. I leave names and figures out.
way-ask-technique = What was it above all?
way-not-button = Never mind
way-gone = I no longer learn from that, or am just looking at it again. Nothing was changed: /style shows what there is.
way-tap-gone = That is gone by now: /style shows what there is.
way-no-words = I need written words for that. Reply to the same message once more; nothing was changed.
way-too-long = That is longer than { $limit } characters. Reply to the same message once more, shorter; nothing was changed.
way-names = I say this to all your clients, and it names { $name }. Reply to the same message once more, without names; nothing was changed.
way-not-now = I have changed nothing of your way. Reply once more when nobody is in danger.
