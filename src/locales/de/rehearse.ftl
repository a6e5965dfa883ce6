rehearse-ask = Ich antworte noch einmal auf das, was Klienten gesagt haben, als du eingesprungen bist: auf { $count } deiner Antworten hin, so wie ich jetzt bin, jede ohne sie vor mir zu haben. Niemand bekommt etwas geschickt. Das sind etwa { $calls } Aufrufe des Modells mit deinem Schlüssel.
rehearse-last = Zuletzt am { $date }.
rehearse-nothing = Es gibt noch nichts zu proben. Dazu braucht es Antworten von dir, die du für alle Klienten behalten hast, aus Gesprächen, die keine Krise waren.
rehearse-running = Es läuft schon eine Probe.
rehearse-not-now = Also jetzt nicht. /rehearse fragt wieder.
rehearse-start-button = Anfangen
rehearse-not-button = Jetzt nicht
rehearse-progress = Probe: { $done } von { $count } beantwortet…
rehearse-compared = { $nearer } näher, { $farther } weiter weg als am { $date }.
rehearse-same = { $count } etwa gleich.
rehearse-none-again = Keine davon war am { $date } dabei: Es gibt noch nichts zu vergleichen.
rehearse-first = { $count } deiner Antworten zum ersten Mal geprobt. Beim nächsten Mal sage ich dir, welche näher gekommen sind.
rehearse-mean = Im Mittel { $share } von 100 nah bei dir, bei { $count ->
        [one] einer Antwort
       *[other] { $count } Antworten
    }: 100 sind deine eigenen Worte, nach Stil, Inhalt und Technik.
rehearse-farther = Weiter weg als zuvor:
rehearse-least = Am wenigsten wie du:
rehearse-facing = { $number }. Dazu: „{ $words }“
rehearse-you = Du: „{ $words }“
rehearse-clone = Ich jetzt: „{ $words }“
rehearse-clone-calls = Ich jetzt: Ich hätte dich gerufen, statt zu antworten.
rehearse-offline = Das war eine Probe ohne Modell: die eingebauten Antworten, nicht das, was deine Klienten lesen werden.
rehearse-stopped-no-key = Die Probe ist abgebrochen: Es gibt keinen Schlüssel, der funktioniert. /key ändert ihn.
rehearse-stopped-unavailable = Die Probe ist abgebrochen: Das Modell hat nicht geantwortet. /rehearse versucht es noch einmal.
menu-coach-rehearse = Ist die KI dir näher gekommen?
