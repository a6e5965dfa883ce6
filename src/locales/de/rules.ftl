### Die eigenen Regeln eines Coachs: /rules. $words und $phrase sind vom Coach, $rule ist eine der Zeilen unten.

rules-none =
    Du hast noch keine Regeln. Eine Regel ist ein Wort oder mehrere; schreibt jemand eines davon, entscheidet sie, was geschieht, gleich was die KI meint.

    In Worten: /rules add Scheidung, Sorgerecht
    * am Ende eines Wortes ist jede Endung: Scheidung*
rules-list = Deine Regeln:
rules-how =
    Tippe auf eine Nummer, um eine Regel zu ändern oder zu entfernen. In Worten:
    /rules add Scheidung, Sorgerecht
    /rules add ruf mich nicht bei Hausaufgaben
    /rules try und dahinter, was jemand schreiben könnte

    * am Ende eines Wortes ist jede Endung: Scheidung*
rules-handoff = Ruf mich: { $words }
rules-offer = Antworte und biete mich an: { $words }
rules-never = Überlass es der KI: { $words }
rules-about-handoff = Schreibt das jemand, wirst du gerufen, und die KI wartet.
rules-about-offer = Schreibt das jemand, antwortet die KI und bietet an, dich zu holen. Das tut sie einmal, nicht jedes Mal.
rules-about-never = Schreibt das jemand, antwortet die KI, so wichtig es auch aussieht. Gefahr, eine klare Bitte um dich und eine KI, die nicht antworten kann, rufen dich trotzdem.
rules-saved =
    Gespeichert. Es gilt ab der nächsten Nachricht.

    { $rule }
rules-removed =
    Entfernt:

    { $rule }
rules-ask-rule = Welche Worte? Schick sie mit Kommas dazwischen: Scheidung, Sorgerecht. Mit „ruf mich nicht bei“ oder „biete mich an bei“ davor tun sie das; sonst rufen sie dich.
rules-ask-message = Schick mir eine Nachricht, wie sie jemand schreiben könnte. Ich sage, was ich täte; sonst sieht sie niemand.
rules-no-words = Darin sind keine Worte, also hat sich nichts geändert. Schreib es so: /rules add Scheidung, Sorgerecht
rules-no-word = In „{ $phrase }“ ist kein Wort, nach dem ich suchen kann, also hat sich nichts geändert. Bitte nimm Buchstaben oder Zahlen.
rules-too-many-words = Das sind { $count } Ausdrücke, und mehr als { $limit } gehen nicht in eine Regel. Nichts hat sich geändert. Bitte mach zwei Regeln daraus.
rules-too-long = Dieser Ausdruck ist zu lang, höchstens { $limit } Zeichen: „{ $phrase }…“ Nichts hat sich geändert. Ein, zwei Worte genügen.
rules-full = Du hast { $limit } Regeln, mehr gehen nicht. Entferne zuerst eine, oder nimm mehr Worte in eine Regel.
rules-gone = Diese Regel gibt es nicht mehr.
rules-no-undo = Das lässt sich nicht mehr zurückholen.
rules-number-button = { $number }
rules-add-button = Neue Regel
rules-try-button = Nachricht probieren
rules-another-button = Noch eine probieren
rules-all-button = Alle Regeln
rules-to-handoff-button = Stattdessen mich rufen
rules-to-offer-button = Stattdessen mich anbieten
rules-to-never-button = Stattdessen der KI überlassen
rules-remove-button = Entfernen
rules-undo-button = Rückgängig
rules-tried-handoff = 🙋 Ich würde dich rufen, und die KI würde warten.
rules-tried-offer = 🤝 Die KI würde antworten und anbieten, dich zu holen.
rules-tried-continue = 💬 Die KI würde antworten.
rules-tried-danger = 🆘 Ich sähe darin Gefahr (Stufe { $grade } von 4): Hilfsnummern kommen sofort, die KI schweigt, und du wirst mit Ton gerufen. Keine Regel von dir ändert das.
rules-tried-by-rule = Entschieden hat: deine Regel { $number }, wegen „{ $phrase }“.
rules-tried-by-nothing = Entschieden hat: Nichts in diesen Worten ruft dich.
rules-tried-unsure = Mit einer KI, die ihrer Antwort weniger als { $sure } sicher ist:
rules-tried-signals = Was ich in den Worten sehe: { $signals }.
rules-tried-not-decisive = Auch deine Regel { $number }, wegen „{ $phrase }“, passt darauf, entscheidet aber nicht.
rules-tried-soft = Manche dieser Worte können Gefahr bedeuten. Die KI wägt sie; kann sie es nicht, nehme ich sie als Gefahr, und du wirst gerufen.
rules-tried-without-ai = Die KI habe ich dazu nicht gefragt. Was sie in einer Nachricht liest und was vorher war, zählt außerdem.
rules-signal-sentiment = es geht schlecht
rules-signal-stakes = eine wichtige Entscheidung
rules-signal-wants-human = möchte vielleicht dich
rules-signal-loop = es dreht sich im Kreis
menu-coach-rules = Worte, die dich rufen oder nicht
