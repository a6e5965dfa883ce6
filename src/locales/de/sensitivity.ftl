### Wodurch die KI den Coach ruft oder anbietet: /sensitivity. $mark ist ein Haken vor dem, was gilt, sonst nichts.
### $calls und $offers zählen Nachrichten, die den Coach gerufen oder angeboten hätten; $name ist eine Wahl, $sign ein Zeichen.

sensitivity-now = Wenn keine feste Regel entscheidet, wäge ich, was mir auffällt, und rufe dich oder biete dich an. Jetzt gilt: { $name }
sensitivity-early = Ruf mich früh
sensitivity-balanced = Ausgewogen
sensitivity-rarely = Ruf mich selten
sensitivity-own = Meine eigene Mischung
sensitivity-early-button = { $mark }Ruf mich früh
sensitivity-balanced-button = { $mark }Ausgewogen
sensitivity-rarely-button = { $mark }Ruf mich selten
sensitivity-sign-confidence = die KI ist ihrer Antwort nicht sicher
sensitivity-sign-sentiment = es geht jemandem schlecht: traurig, wütend, verzweifelt
sensitivity-sign-stakes = ein wichtiges Thema: Arbeit, Scheidung, Geld, Gesundheit, Recht
sensitivity-sign-wants-human = jemand deutet an, dass er dich möchte
sensitivity-sign-loop = das Gespräch dreht sich im Kreis
sensitivity-short-confidence = KI unsicher
sensitivity-short-sentiment = Traurig oder wütend
sensitivity-short-stakes = Wichtiges Thema
sensitivity-short-wants-human = Möchte vielleicht dich
sensitivity-short-loop = Dreht sich im Kreis
sensitivity-sign-button = { $sign }: { $level }
sensitivity-level-button = { $mark }{ $level }
sensitivity-is-off = aus
sensitivity-is-little = ein wenig
sensitivity-is-normal = normal
sensitivity-is-strong = stark
sensitivity-danger = Worte, die Gefahr bedeuten: immer 🔒
sensitivity-levels = „Stark“ zählt doppelt und reicht allein. „Ein wenig“ zählt halb, „aus“ gar nicht.
sensitivity-always = Das lässt sich nicht abschalten: Gefahr (sofort Hilfsnummern, und du wirst gerufen), eine klare Bitte um dich, deine eigenen /rules, und eine wichtige Entscheidung, die gerade jetzt fällt, während die KI unsicher ist, außer eine Regel von dir überlässt es der KI. Wie ich nach Gefahr suche, hängt von nichts hier ab.
sensitivity-would = { $count ->
        [one] Von der letzten Nachricht
       *[other] Von den letzten { $count } Nachrichten
    }, mit denen die KI zu tun hatte, hätten dich { $calls } gerufen und { $offers } angeboten. Mit einer anderen Wahl:
sensitivity-would-with = { $name }: { $calls } gerufen, { $offers } angeboten
sensitivity-would-change = { $count ->
        [one] Von der letzten Nachricht
       *[other] Von den letzten { $count } Nachrichten
    }, mit denen die KI zu tun hatte, hätten dich { $calls } gerufen (jetzt { $callsNow }) und { $offers } angeboten (jetzt { $offersNow }).
sensitivity-of-messages = { $count ->
        [one] Von der letzten Nachricht
       *[other] Von den letzten { $count } Nachrichten
    }, mit denen die KI zu tun hatte:
sensitivity-no-messages = Sobald jemand geschrieben hat, zeige ich hier, was eine Änderung bewirkt hätte.
sensitivity-how-much = Wie viel soll das zählen: { $sign }?
sensitivity-undo-button = Rückgängig
sensitivity-back-button = Wie es vorher war
sensitivity-all-button = ◀ Zurück, nichts ändern
menu-coach-sensitivity = Wann die KI dich ruft
