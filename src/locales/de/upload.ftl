### Die Seite zum Hochladen, auf dem Telefon oder Computer eines Coachs.

upload-heading = Dateien zu deinem Wissen hinzufügen
upload-for = Für { $coach }. Diese Seite gilt bis { $until }.
upload-opening = Einen Moment…
upload-choose-button = Dateien auswählen
upload-drop = oder hierher ziehen
upload-accepts = PDF, Word, PowerPoint, Excel, Text, Bilder, Ton und Film; bis zu { $limit } jede.
upload-summary = { $ready } fertig, { $underWay } unterwegs, { $needYou ->
        [one] { $needYou } braucht dich
       *[other] { $needYou } brauchen dich
    }
upload-keep-open = Lass diese Seite offen, bis alles geschickt ist.
upload-all-here = Alles ist da. Du kannst die Seite schließen: Gelesen wird weiter.
upload-waiting = Wartet, bis sie dran ist
upload-sending = { $percent } % geschickt
upload-interrupted = Keine Verbindung. Es geht von selbst weiter, sobald es eine gibt.
upload-choose-again = { $percent } % sind da. Wähl dieselbe Datei noch einmal aus, dann wird der Rest geschickt.
upload-queued = Ist da und wartet darauf, gelesen zu werden
upload-asked = { $minutes } min Gesprochenes: etwa { $cost } auf deinem Schlüssel. Dein Bot fragt dich in Telegram, ob es losgehen soll.
upload-asked-unpriced = { $minutes } min Gesprochenes, das auf deinem Schlüssel aufgeschrieben wird. Dein Bot fragt dich in Telegram, ob es losgehen soll.
upload-extracting = Wird gelesen: { $percent } %
upload-embedding = Wird gelernt: { $percent } %
upload-ready = Fertig: Dein Assistent kennt sie
upload-no-room = Auf dem Server ist kein Platz für diese Datei. Bitte, wer ihn betreibt, welchen zu schaffen.
upload-remove = { $name } entfernen
upload-same-title = Du hast eine ältere Datei „{ $title }“, vom { $date }.
upload-replace-button = Die alte ersetzen
upload-keep-button = Beide behalten
upload-same-many = { $count } dieser Dateien heißen wie ältere von dir.
upload-replace-all-button = Alle alten ersetzen
upload-keep-all-button = Alle behalten
upload-link-gone = Dieser Link wurde auf einem anderen Gerät geöffnet, oder seine Zeit ist um. Schick deinem Bot /upload für einen neuen.
upload-unreachable = Der Server ist nicht zu erreichen.
upload-again-button = Noch einmal versuchen
