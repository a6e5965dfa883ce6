### /style: what was learned of a coach's way, as they read it. $name, $technique, $situation and $structure are words from below,
### $times, $worked and $known are counts, $low and $rate shares of successes, $text and $why somebody's words.

style-none =
    Ich habe von deiner Art noch nichts gelernt.

    Übernimm, wenn ein Klient dich braucht, und gib danach zurück: Jedes Mal lerne ich, was du tust und wie es ausgeht.
style-head = Deine Art, soweit ich sie gelernt habe
style-from = Aus { $count ->
        [one] einer Übernahme
       *[other] { $count } Übernahmen
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
