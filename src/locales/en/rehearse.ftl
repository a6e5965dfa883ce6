rehearse-ask = I answer again what clients said when you stepped in: { $count } of your answers, as I am now, each without having it to go by. Nobody is sent anything. It takes about { $calls } calls to the model, on your key.
rehearse-last = Last done on { $date }.
rehearse-nothing = There is nothing to rehearse yet. It takes answers of yours that you have kept for all your clients, in conversations that were no crisis.
rehearse-running = A rehearsal is under way already.
rehearse-not-now = Not now, then. /rehearse asks again.
rehearse-start-button = Start
rehearse-not-button = Not now
rehearse-progress = Rehearsing: { $done } of { $count } answered…
rehearse-compared = { $nearer } nearer, { $farther } farther than on { $date }.
rehearse-same = { $count } about the same.
rehearse-none-again = None of these was rehearsed on { $date }: there is nothing to compare yet.
rehearse-first = Rehearsed { $count } of your answers for the first time. The next time I tell you which have come nearer.
rehearse-mean = On average { $share } of 100 near to you, over { $count ->
        [one] one answer
       *[other] { $count } answers
    }: 100 is your own words, by style, content and technique.
rehearse-farther = Farther than before:
rehearse-least = Least like you:
rehearse-facing = { $number }. Facing: “{ $words }”
rehearse-you = You: “{ $words }”
rehearse-clone = Me now: “{ $words }”
rehearse-clone-calls = Me now: I would have called you instead of answering.
rehearse-offline = This was a rehearsal without a model: the built-in answers, not what your clients will read.
rehearse-stopped-no-key = The rehearsal has stopped: there is no key that works. /key changes it.
rehearse-stopped-unavailable = The rehearsal has stopped: the model did not answer. /rehearse tries again.
menu-coach-rehearse = Has the AI come nearer to you?
