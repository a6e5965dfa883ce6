# Dateien, die ein Coach privat schickt, und die Nachricht, die sagt, was aus ihnen wird.

batch-nothing = Von diesen Dateien ist nichts mehr da.
batch-come = „{ $title }“ ist angekommen.
batch-waits = „{ $title }“ ist da und wartet darauf, gelesen zu werden.
batch-reading = „{ $title }“ wird gelesen: { $percent } %.
batch-learning = „{ $title }“ wird gelernt: { $percent } %.
batch-ready = „{ $title }“ ist fertig: dein Assistent kennt es.
batch-ready-pages = „{ $title }“ ist fertig ({ $pages ->
        [one] { $pages } Seite
       *[other] { $pages } Seiten
    }): dein Assistent kennt es.
batch-left-out = „{ $title }“ bleibt draußen.
batch-all-ready = Alle { $count } sind fertig: dein Assistent kennt sie.
batch-ready-count = { $count } fertig
batch-under-way-count = { $count } in Arbeit
batch-needs-you-count = { $count ->
        [one] { $count } braucht dich
       *[other] { $count } brauchen dich
    }
batch-known-count = { $count } schon bekannt
batch-left-out-count = { $count } ausgelassen
batch-problem = „{ $title }“: { $problem }
batch-more = … und { $count } weitere dieser Art.
batch-more-names = und { $count } weitere
batch-known = { $count ->
        [one] Das kenne ich schon: { $titles }.
       *[other] Diese { $count } kenne ich schon: { $titles }.
    }
batch-older = { $count ->
        [one] Du hast schon ein älteres { $titles }. Soll das neue es ersetzen?
       *[other] { $count } davon heißen wie ältere von dir: { $titles }. Sollen die neuen sie ersetzen?
    }
batch-quoted = „{ $title }“
batch-replace-button = Das ältere ersetzen
batch-speech = { $count ->
        [one] { $count } Aufnahme
       *[other] { $count } Aufnahmen
    }, { $duration } Sprache: etwa { $cost } über deinen Schlüssel.
batch-speech-unpriced = { $count ->
        [one] { $count } Aufnahme
       *[other] { $count } Aufnahmen
    }, { $duration } Sprache, aufgeschrieben über deinen Schlüssel. Was dein Modell kostet, weiß ich nicht.
batch-speech-no-key = { $count ->
        [one] { $count } Aufnahme
       *[other] { $count } Aufnahmen
    }, { $duration } Sprache. Um sie aufschreiben zu lassen, brauche ich deinen Schlüssel: /key.
batch-hours = { $hours } Std. { $minutes } Min.
batch-minutes = { $minutes } Min.
batch-start-button = Los
batch-texts-button = Nur die Texte
batch-leave-out-button = Auslassen
batch-start-after-all-button = Die Sprache doch aufschreiben
batch-tap-over = Das ist schon entschieden.
file-too-big-upload = Telegram gibt mir keine Datei über 20 MB. /upload öffnet eine Seite, die sie nimmt.
file-too-big-pieces = Telegram gibt mir keine Datei über 20 MB. Schick sie in kleineren Stücken; von einem Film reicht der Ton.
file-no-room = Auf dem Server ist kein Platz für diese Datei. Bitte den Betreiber, welchen zu schaffen, und schick sie noch einmal.
file-not-fetched = Telegram hat mir diese Datei nicht gegeben, so oft ich auch gefragt habe. Schick sie noch einmal.
file-kind-unreadable = Daraus kann kein Wissen werden. Schick mir Dokumente, Bilder, Aufnahmen, Filme oder Sprachnachrichten.
file-named-document = Datei, { $date }
file-named-photo = Bild, { $date }
file-named-voice = Sprachnachricht, { $date }
file-named-audio = Aufnahme, { $date }
file-named-video = Film, { $date }
file-named-video-note = Videonachricht, { $date }

docs-none = Dein Assistent kennt noch keine Dokumente. Schick mir welche: PDF, Word, Folien, Bilder, Aufnahmen, so viele du willst, je bis 20 MB.
docs-none-upload = Dein Assistent kennt noch keine Dokumente. Schick mir welche: PDF, Word, Folien, Bilder, Aufnahmen, so viele du willst. Was größer als 20 MB ist, nimmt die Seite, die /upload öffnet.
docs-list = { $count ->
        [one] Dein Assistent kennt { $count } Dokument:
       *[other] Dein Assistent hat { $count } Dokumente, die neuesten zuerst:
    }
docs-found = Mit „{ $words }“:
docs-not-found = Kein Titel enthält „{ $words }“.
docs-how = Eine Zahl öffnet eines. „/docs grenzen“ findet die mit „grenzen“ im Titel.
docs-reindexing = Ich lese deine Dokumente für das neue Modell noch einmal: { $done } von { $total }. Bis dahin antwortet dein Assistent mit dem, was er schon wusste.
docs-state-queued = wartet
docs-state-asked = wartet auf dein Wort
docs-state-extracting = wird gelesen, { $percent } %
docs-state-embedding = wird gelernt, { $percent } %
docs-state-ready = fertig
docs-state-failed = braucht dich
docs-pages = { $pages ->
        [one] { $pages } Seite
       *[other] { $pages } Seiten
    }
docs-added = Hinzugefügt am { $date }
docs-all-button = Alle Dokumente
docs-rename-button = Umbenennen
docs-remove-button = Entfernen
docs-remove-ask = „{ $title }“ entfernen? Dein Assistent kennt es dann nicht mehr.
docs-remove-sure-button = Ja, entfernen
docs-keep-button = Behalten
docs-removed = „{ $title }“ ist entfernt. Eine Minute lang kannst du es zurückholen.
docs-undo-button = Rückgängig
docs-no-undo = Die Minute ist um. Schick die Datei noch einmal, um sie zurückzuhaben.
docs-gone = Dieses Dokument gibt es nicht mehr.
docs-ask-title = Wie soll „{ $title }“ heißen?
menu-coach-docs = Was dein Assistent kennt
snippet-add-button = Zu meinem Wissen
snippet-gone = Deine Nachricht ist nicht mehr da. Schick sie noch einmal.
