### What is remembered of a client, as they and the coach read it. $text and $quote are the client's own words or close to them.

## The client looks

memory-none = Noch habe ich mir nichts über dich gemerkt. Das wächst mit unseren Gesprächen.
memory-kinds =
    Das habe ich mir über dich gemerkt. { $coach } kann es auch sehen.

    Tipp an, was du ansehen willst. Alles lässt sich richtigstellen oder vergessen.
memory-list-how = Tipp auf eine Nummer, um etwas richtigzustellen oder vergessen zu lassen.
memory-list-none = Hier steht nichts.
memory-item-how = Um es richtigzustellen, antworte einfach auf diese Nachricht.
memory-kind-goal = Ziele
memory-kind-blocker = Was im Weg steht
memory-kind-breakthrough = Durchbrüche
memory-kind-pattern = Muster
memory-kind-preference = Was dir liegt
memory-kind-fact = Aus deinem Leben
memory-kind-goal-button = Ziele ({ $count })
memory-kind-blocker-button = Im Weg ({ $count })
memory-kind-breakthrough-button = Durchbrüche ({ $count })
memory-kind-pattern-button = Muster ({ $count })
memory-kind-preference-button = Was dir liegt ({ $count })
memory-kind-fact-button = Aus deinem Leben ({ $count })
memory-line = { $text } ({ $date })
memory-quoted = „{ $text }“
memory-said = { $date }: „{ $quote }“
memory-said-more = und davor { $count }-mal
memory-by = Bis { $date }
memory-until = Soweit bekannt bis { $date }
memory-confirmed = Bestätigt am { $date }
memory-unconfirmed = Noch nicht bestätigt
memory-earlier = Früher: „{ $text }“ ({ $from } bis { $until })
goal-is-active = Noch dabei
goal-is-achieved = Erreicht
goal-is-abandoned = Aufgegeben
goal-active-button = Noch dabei
goal-achieved-button = Erreicht
goal-abandoned-button = Aufgegeben
memory-all-button = Alles, was ich weiß
memory-back-button = ◀ Zurück
memory-show-button = Zeigen
memory-right-button = Stimmt
memory-wrong-button = Stimmt nicht
memory-correct-button = Richtigstellen
memory-forget-button = Vergessen
memory-earlier-button = Was vorher war
memory-leave-button = So lassen
memory-restore-button = Doch, es stimmt
memory-revert-button = Das war keine Richtigstellung
memory-undo-button = Rückgängig

## The client changes something

memory-correct-ask =
    „{ $text }“

    Wie ist es wirklich? Antworte auf diese Nachricht, in einem Satz.
memory-corrected = Danke. Ich merke es mir jetzt so, wie du es sagst.
memory-dropped =
    Davon gehe ich nicht mehr aus: „{ $text }“

    Wenn du magst, antworte auf diese Nachricht, wie es stattdessen ist.
memory-forget-ask =
    Das vergessen? „{ $text }“

    Was verschwindet: dies, die Sätze, in denen du es gesagt hast, und was ich darauf geantwortet und daraus zusammengefasst habe.
memory-forget-tied = Das hast du mit denselben Worten gesagt, es verschwindet mit:
memory-forget-stays = Was { $coach } in Telegram schon gesehen hat, bleibt dort, ebenso dieser Chat auf deinem Telefon; hier kannst du Nachrichten selbst löschen. Falls du es auch anderswo gesagt hast, antworte dort mit „vergiss das“.
forget-how = Wenn ich etwas vergessen soll, antworte mit „vergiss das“ auf die Nachricht, in der du es gesagt hast. /memory zeigt, was ich weiß; dort kannst du jedes Einzelne vergessen lassen.
forget-message-ask =
    Diese Nachricht vergessen?

    Was verschwindet: deine Nachricht, meine Antwort darauf und was ich aus beidem gemacht habe.
memory-forget-sure-button = Ja, vergessen
memory-forgotten = Vergessen. Eine Minute lang kannst du es zurückholen.
memory-no-undo = Die Minute ist um: Es ist weg.
memory-gone = Das gibt es nicht mehr.
memory-left = Ich lasse es, wie es ist.
memory-receipt =
    Das habe ich mir über dich gemerkt: „{ $text }“

    Stimmt das? /memory zeigt alles, und dort kannst du diese Nachfragen abstellen.
receipts-are-on = Nach einem Gespräch frage ich vielleicht, ob ich mir etwas richtig gemerkt habe, höchstens einmal am Tag.
receipts-are-off = Ich frage nicht nach, ob ich mir etwas richtig gemerkt habe.
receipts-on-button = Nachfragen, was notiert ist
receipts-off-button = Nicht nachfragen

## The coach

memory-none-coach = Von { $client } ist noch nichts gemerkt.
memory-kinds-coach = Was die KI sich von { $client } gemerkt hat:
memory-list-how-coach = Tipp auf eine Nummer, um es anzusehen.
memory-item-how-coach = Um es richtigzustellen, antworte auf diese Nachricht. An den Klienten geht das nicht.
memory-remove-button = Entfernen
memory-dropped-coach =
    Aus dem Gedächtnis genommen: „{ $text }“

    Die KI benutzt es nicht mehr. Was gesagt wurde, bleibt im Gespräch.
memory-owner-only = Nur der Coach kann ändern, was gemerkt ist.
memory-too-long = Das ist zu lang, um es als eine Sache zu merken. Bitte sag es in einem Satz.
summary-head = Wo { $client } steht
summary-session = Letzte Sitzung, { $date }:
summary-no-session = Noch ist keine Sitzung zusammengefasst.
summary-mood = Stimmung: { $mood }
summary-actions = Zu tun
summary-action-due = { $text } (bis { $date })
summary-figures = Seit { $since }: Sitzungen { $sessions }, Nachrichten { $messages }, Stunden { $hours }
summary-topics = Oft über: { $topics }
receipts-coach-on = Nach einem Gespräch werden Klienten vielleicht gefragt, ob etwas richtig notiert ist, höchstens einmal am Tag.
receipts-coach-off = Klienten werden nicht gefragt, ob etwas richtig notiert ist.
receipts-coach-how = Wer nicht gefragt werden will, kann es für sich abstellen. Niemand wird in einer Krise gefragt, oder während jemand von euch persönlich da ist.

## Menus

menu-client-memory = Was ich mir über dich gemerkt habe
menu-group-memory = Was die KI sich von diesem Klienten gemerkt hat
menu-group-summary = Wo dieser Klient steht
menu-coach-receipts = Werden Klienten gefragt, ob Notiertes stimmt?
