### Was gelesen wird, in den Worten des Coachs: /texts.

texts-list =
    Was deine Klientinnen und Klienten wann lesen. Tipp etwas an, um es zu sehen, selbst zu formulieren oder wegzulassen. ({ $page } von { $pages })

    ✏️ von dir, 🔇 weggelassen, 🔒 bleibt, wie es ist. Was um Zustimmung bittet und was jemand in Gefahr liest, steht nicht in dieser Liste: Es bleibt immer gleich.
texts-event-button = { $event }
texts-next-button = Weiter ▶
texts-back-button = ◀ Zurück
texts-all-button = ◀ Alle Texte
texts-ours = { $language }: unser Text
texts-yours = { $language }: dein Text
texts-change-button = Ändern ({ $language })
texts-ours-button = Wieder unserer ({ $language })
texts-mute-button = Stumm
texts-unmute-button = Nicht mehr stumm
texts-undo-button = Rückgängig
texts-show-button = Ansehen
texts-muted = 🔇 Stumm: Hier lesen deine Klientinnen und Klienten nichts von mir, weder deinen Text noch unseren. Du wirst benachrichtigt wie immer. Um ihn zurückzuholen, tipp auf „Nicht mehr stumm“.
texts-may-mute = Stellst du es stumm, lesen deine Klientinnen und Klienten hier nichts von mir: Sie könnten die Stille für keine Antwort halten. Du wirst benachrichtigt wie immer.
texts-not-mutable = Das kannst du anders formulieren, aber nicht stumm stellen: Alle müssen immer wissen, ob du oder die KI spricht und was sie tun können.
texts-fixed = 🔒 Das lässt sich weder ändern noch stumm stellen: Die Sicherheit hängt daran.
texts-fixed-tap = Dieser Text bleibt, wie er ist: Die Sicherheit hängt daran.
texts-ask = Schick mir deine Worte auf { $language } für „{ $event }“, höchstens { $limit } Zeichen.
texts-ask-places = Schick mir deine Worte auf { $language } für „{ $event }“, höchstens { $limit } Zeichen. Das setze ich ein, wo du es schreibst: { $places }
texts-saved = Gespeichert. Auf { $language } wird jetzt gelesen:
texts-saved-muted = Gespeichert, aber 🔇 stumm: Das liest niemand. Um ihn zurückzuholen, tipp auf „Nicht mehr stumm“. Auf { $language } steht da:
texts-empty = Das war leer, also ist alles wie vorher. Bitte schick die Worte als Text.
texts-too-long = Das sind { $length } Zeichen, höchstens { $limit } gehen. Alles ist wie vorher. Bitte kürz es und schick es noch einmal.
texts-unknown-place = { $place } kann ich hier nicht einsetzen, also ist alles wie vorher. Ich kenne: { $places }. Bitte schick es noch einmal.
texts-no-places = { $place } kann ich hier nicht einsetzen: In diesem Text gibt es nichts einzusetzen. Alles ist wie vorher. Bitte schick es ohne Klammern noch einmal.
menu-coach-texts = Was gelesen wird, in deinen Worten

## When a text is read

event-welcome = Sie haben zugestimmt
event-welcome-back = Sie kommen mit /start wieder
event-cannot-see = Sie schicken, was die KI nicht liest
event-holding-explicit-request = Sie fragen nach dir
event-holding-high-stakes-decision = Große Entscheidung: du wirst gerufen
event-holding-coach-rule = Eine Regel von dir ruft dich
event-holding-loop = Im Kreis: du wirst gerufen
event-holding-several-signs = Mehrere Zeichen: du wirst gerufen
event-holding-unsafe-reply = Eine Antwort wartet auf dich
event-holding-ai-unavailable = Die KI konnte nicht antworten
event-holding-ai-off = Die KI ist aus
event-holding-key-dead = Dein Schlüssel wird abgelehnt
event-holding-voice-note = Eine Sprachnachricht
event-waiting-still = Sie warten und schreiben wieder
event-coach-away = Du bist nicht da
event-coach-away-until = Du bist nicht da, bis zu einer Zeit
event-will-wait = Sie wollen warten
event-human-here = Du übernimmst
event-human-already-here = Sie fragen, und du bist da
event-human-silent = Du hast lange nichts geschrieben
event-human-left = Du gibst zurück
event-left-to-ai = Du überlässt es der KI
event-resumed-late = Niemand kam: die KI macht weiter
event-draft-seen-later = Eine Antwort wartet auf dich: du siehst sie an
event-draft-away-until = Eine Antwort wartet auf dich, während du weg bist
event-ai-reminder = Hinweis, dass hier eine KI schreibt
