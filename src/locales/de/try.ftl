# A coach talks with their own clone as a client would.

try-begin = Du bist jetzt Klient. Schreib, wie einer schreiben würde; /done beendet es.
try-over = Du bist wieder Coach. /try beginnt von vorn.
try-no-key = Ohne Schlüssel für die KI kann ich nicht antworten: Die Nachrichten deiner Klienten kommen zu dir. Schick mir mit /key einen, dann /try.
try-off = Die KI ist aus: Die Nachrichten deiner Klienten kommen direkt zu dir. /copilot schaltet sie wieder ein, dann /try.
try-key-refused = Ich kann nicht antworten: Der Dienst der KI lehnt deinen Schlüssel ab. /key nimmt einen anderen. Die Nachrichten deiner Klienten würden darauf warten.
try-quota-spent = Ich kann nicht antworten: Das Guthaben deines Schlüssels ist verbraucht. Lade es auf, oder nimm mit /key einen anderen. Die Nachrichten deiner Klienten würden darauf warten.
try-unheard = Daraus konnte ich keine Worte entnehmen. Bitte schreib es, wie ein Klient es würde.
try-sure = Zu { $confidence } % sicher.
try-goes-out = Das würde ein Klient bekommen.
try-goes-offered = Das würde ein Klient bekommen, mit dem Angebot, dich zu fragen.
try-goes-draft = Im Copilot würde es erst auf dich warten.
try-gap = Bei einem Klienten stünde die Frage in /gaps.
try-would-alert = Hätte dich gerufen: { $alert }
try-held = Das hatte die KI geschrieben, und es wurde zurückgehalten:
try-muted = (Hier würde ein Klient nichts lesen: Du hast diesen Text abgeschaltet.)
try-danger = Das würde ein Klient lesen. Es wurde kein Alarm ausgelöst, weil es ein Versuch ist. Bei einem Klienten hätte ich dich sofort gerufen, mit Ton, und das Reden Menschen überlassen.
try-rehearsal = Eine Probe: Kein Sprachmodell ist verbunden. /key verbindet eines.
try-why-button = Warum
try-ask = Was hättest du zu „{ $words }“ gesagt? Schreib es als Antwort auf diese Nachricht.
try-taught = Gelernt: Daran halte ich mich ab jetzt bei allen deinen Klienten. /unlearn nimmt es zurück.
try-gone = Das ist nicht mehr aufbewahrt. /try beginnt von vorn.
try-why = Das war ein Versuch: Sonst hat niemand eine Antwort bekommen oder wurde gerufen.
try-client = dein Klient
snippet-try-button = Mit meinem Klon ausprobieren
menu-coach-try = Sprich mit deinem Klon wie ein Klient
