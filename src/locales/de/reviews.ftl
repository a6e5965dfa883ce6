# Was ein Coach von seinen Dokumenten sieht, wenn sie bereit sind.

answers-tried = Wenn du Dateien geschickt hast, zeige ich dir einmal, was ein Klient dazu fragen könnte und was ich antworten würde.
answers-not-tried = Wenn du Dateien geschickt hast, zeige ich dir nicht, was ein Klient dazu fragen könnte.
answers-try-button = Nach Dateien eine Frage zeigen
answers-quiet-button = Keine Fragen nach Dateien
sample-question = Eine Frage, die ein Klient stellen könnte: „{ $question }“
sample-answer =
    Meine Antwort:
    { $answer }
sample-from = Aus: { $sources }
sample-from-nothing = Deine Dokumente gaben mir dazu nichts.
sample-rehearsal = Das ist eine Probe: Es ist kein Sprachmodell angeschlossen. Mit deinem eigenen Schlüssel fragt und antwortet ein Modell.
sample-good-button = Gut
sample-teach-button = Beibringen
sample-not-now-button = Jetzt nicht
sample-is-good = ✓ Als gute Antwort behalten.
sample-is-taught = ✓ Du hast es in deinen eigenen Worten gesagt.
sample-ask = Was würdest du zu „{ $question }“ sagen? Schreib es wie an einen Klienten, als Antwort auf diese Nachricht: Nichts anderes gilt dafür. Oder tippe oben auf „Jetzt nicht“.

conflict-line = Das widerspricht sich: { $newer } sagt „{ $says }“; { $older } sagt „{ $said }“.
conflict-more = { $count ->
        [one] Und { $count } weiterer Fall: /docs
       *[other] Und { $count } weitere Fälle: /docs
    }
conflict-remove-button = Älteres entfernen
conflict-show-button = Zeigen
conflict-head = Das widerspricht sich. Dein Assistent kann das eine oder das andere sagen.
conflict-newer = { $place } (das neuere, hinzugefügt am { $date }):
conflict-older = { $place } (das ältere, hinzugefügt am { $date }):
conflict-none = In deinen Dokumenten ist nichts mehr zu entscheiden.
conflicts-button = Widersprüche
docs-conflicts = { $count ->
        [one] Zwei davon widersprechen sich.
       *[other] An { $count } Stellen widersprechen sie sich.
    }
