### /style: what was learned of a coach's way, as they read it. $name, $technique, $situation and $structure are words from below,
### $times, $worked and $known are counts, $low and $rate shares of successes, $text and $why somebody's words.

style-none =
    Ich habe von deiner Art noch nichts gelernt.

    Übernimm, wenn ein Klient dich braucht, und gib danach zurück: Jedes Mal lerne ich, was du tust und wie es ausgeht.
style-head = Deine Art, soweit ich sie gelernt habe
style-from = Aus { $count ->
        [one] einer deiner Antworten
       *[other] { $count } deiner Antworten
    } seit { $date }
style-signature = Deine Handschrift
style-share = { $name } ({ $times } von { $count })
style-length = Je Nachricht: Wörter { $words }, Sätze { $sentences }, Fragen { $questions }
style-metaphors = Mit einem Bild in Worten: { $times } von { $count }
style-techniques = Was du tust, und wie es ausgeht
style-tried = { $name }, { $times }×: { $rate }
style-rate = half { $worked } von { $known }, mindestens { $low }
style-rate-none = half 0 von { $known }
style-rate-unknown = noch weiß niemand, wie es ausging
style-low = „Mindestens“ ist das, womit ich rechne. Bei wenigen Fällen ist das viel weniger als der Anteil selbst.
style-responses = Was du tust, wenn es geht um …
style-response = { $situation }: { $technique } ({ $structure }), { $rate }
style-phrases = Deine Wendungen
style-phrase = „{ $text }“ ({ $times }×)
style-openings = Du beginnst mit: { $texts }
style-closings = Du endest mit: { $texts }
style-frameworks = Methoden: { $names }
style-recent = Zuletzt gelernt
style-learned = { $date }, { $situation }: { $technique }. { $why }
style-trend-title = Wie sicher sich die KI ihrer Antworten ist
style-trend-below = Unter jeder Woche: wie viele Antworten

## The fixed words

tone-empathetic = einfühlsam
tone-direct = direkt
tone-analytical = sachlich
tone-playful = verspielt
tone-challenging = herausfordernd
pace-slow = langsam
pace-steady = ruhig
pace-fast = schnell
formality-casual = locker
formality-neutral = weder förmlich noch locker
formality-formal = förmlich
energy-low = gelassen
energy-medium = lebhaft
energy-high = voller Energie
technique-question = fragen
technique-reflection = spiegeln
technique-reframe = anders sehen
technique-challenge = herausfordern
technique-story = eine Geschichte erzählen
technique-silence = Stille lassen
technique-direct-advice = raten
technique-normalization = sagen, dass es normal ist
technique-grounding = Körper und Atem beruhigen
technique-affirmation = bestärken
move-acknowledge = anerkennen
move-normalize = normal nennen
move-pause = innehalten
move-ground = atmen
move-reflect = spiegeln
move-reframe = anders sehen
move-question = fragen
move-challenge = herausfordern
move-advise = raten
move-tell-story = eine Geschichte erzählen
move-affirm = bestärken
move-plan = planen
move-close = abschließen
framework-solution-focused = lösungsorientiert
situation-crisis = eine Krise
situation-anxiety = Angst
situation-grief = Trauer
situation-anger = Ärger
situation-self-doubt = Selbstzweifel
situation-overwhelm = zu viel auf einmal
situation-procrastination = Aufschieben
situation-conflict = einen Konflikt
situation-boundaries = Grenzen
situation-relationship = die Beziehung
situation-family = Familie
situation-work = Arbeit
situation-decision = eine Entscheidung
situation-change = Veränderung
situation-health = Gesundheit
situation-money = Geld
situation-loneliness = Einsamkeit
situation-cancellation = Absagen
situation-progress = Fortschritte
situation-other = anderes

## Putting it right. $words is a phrase, $item one on a button, $times a count.
learned-correct-button = { $number } berichtigen
way-list-button = Etwas berichtigen
way-list = Was bist nicht ganz du? Tippe es an. Was du sagst, gilt mehr, als was ich zähle.
way-item-button = { $item }
way-said = „{ $words }“
way-phrase = Eine Wendung von dir ({ $times }×): { $words }
way-opening = Du beginnst mit ({ $times }×): { $words }
way-closing = Du endest mit ({ $times }×): { $words }
way-signature = Deine Art, wie du sie nennst: „{ $words }“
way-signature-counted = Ich beschreibe deine Art nach dem, was ich in deinen Antworten zähle. Du kannst sie auch in eigenen Worten sagen.
way-left-out = Weggelassen: { $words }. Ich sage es nicht.
way-counted = Wie ich es hatte: { $words }
way-corrected = ✏️ Von dir berichtigt.
way-correct-button = Berichtigen
way-drop-button = Weglassen
way-undo-button = Wie es war
way-learning-button = Was ich tat, in meinen Worten
way-technique-button = Eine andere Technik
way-ask-said = Antworte auf diese Nachricht, wie du es sagst, statt „{ $words }“.
way-ask-signature = Antworte auf diese Nachricht, wie du deine Art beschreiben würdest, in ein, zwei Sätzen.
way-ask-learning =
    Du: „{ $words }“
    Antworte auf diese Nachricht, was du da getan hast, in ein, zwei Sätzen. Namen und Zahlen lasse ich weg.
way-ask-technique = Was war es vor allem?
way-not-button = Doch nicht
way-gone = Daraus lerne ich nicht mehr, oder ich sehe es mir gerade neu an. Geändert ist nichts: /style zeigt, was da ist.
way-tap-gone = Das ist nicht mehr da: /style zeigt, was da ist.
way-no-words = Dafür brauche ich geschriebene Worte. Antworte noch einmal auf dieselbe Nachricht; geändert ist nichts.
way-too-long = Das sind mehr als { $limit } Zeichen. Antworte noch einmal kürzer auf dieselbe Nachricht; geändert ist nichts.
way-names = Das sage ich allen deinen Klienten, und es nennt { $name }. Antworte noch einmal ohne Namen auf dieselbe Nachricht; geändert ist nichts.
way-not-now = An deiner Art habe ich nichts geändert. Antworte noch einmal, wenn niemand in Gefahr ist.
