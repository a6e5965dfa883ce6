moment = Von dir, gerade eben: Du hast { $moves }.
moment-try = Das versuche ich mit { $client }, { $situation }.
moment-went-transformative = Seitdem: Bei { $client } hat sich etwas bewegt.
moment-went-positive = Seitdem: { $client } hat es gutgetan.
moment-went-neutral = Seitdem: keine Veränderung zu sehen.
moment-went-negative = Seitdem: { $client } hat es nicht geholfen.
moment-is-kept = ✓ Behalten: Ich nutze es bei allen, ohne Namen.
moment-is-only-client = ✓ Nur für { $client } behalten.
moment-is-forgotten = ✓ Vergessen: Daraus lerne ich nichts.
moment-gone = Hieraus lerne ich nichts mehr: Die Worte sind weg oder sagen etwas anderes.
moment-keep-button = Behalten
moment-only-button = Nur { $client }
moment-forget-button = Vergessen
moment-undo-button = Rückgängig
moment-then = , dann { $move }
tap-learned = Notiert.
tap-overtaken = Schon entschieden, hier oder anderswo: Jetzt steht da, wie es ist.
tap-not-learned = Das gibt es nicht mehr.
tap-coach-only = Was ich lerne, entscheidet allein der Coach.

moment-did-acknowledge = das Gefühl benannt
moment-did-normalize = gesagt, dass es anderen auch so geht
moment-did-pause = das Tempo herausgenommen
moment-did-ground = ins Hier und Jetzt zurückgeholt
moment-did-reflect = gespiegelt, was du gehört hast
moment-did-reframe = eine andere Seite gezeigt
moment-did-question = eine Frage gestellt
moment-did-challenge = herausgefordert
moment-did-advise = gesagt, was zu tun ist
moment-did-tell-story = eine Geschichte erzählt
moment-did-affirm = eine Stärke benannt
moment-did-plan = den nächsten Schritt vereinbart
moment-did-close = das Gespräch abgeschlossen

moment-when-anxiety = wenn Angst da ist
moment-when-grief = wenn es um Trauer geht
moment-when-anger = wenn Wut da ist
moment-when-self-doubt = wenn Selbstzweifel kommen
moment-when-overwhelm = wenn es zu viel wird
moment-when-procrastination = wenn etwas aufgeschoben wird
moment-when-conflict = wenn es einen Konflikt gibt
moment-when-boundaries = wenn es um Grenzen geht
moment-when-relationship = wenn es um die Liebe geht
moment-when-family = wenn es um die Familie geht
moment-when-work = wenn es um die Arbeit geht
moment-when-decision = wenn eine Entscheidung ansteht
moment-when-change = wenn sich etwas verändert
moment-when-health = wenn es um die Gesundheit geht
moment-when-money = wenn es um Geld geht
moment-when-loneliness = wenn Einsamkeit da ist
moment-when-cancellation = wenn eine Sitzung ausfällt
moment-when-progress = wenn etwas gelungen ist
moment-when-other = wenn es wieder so ist

mirror-like-yours = Wie deine Antwort vom { $day }

learned-none = Es gibt nichts, was ich von dir gelernt habe und noch nutze.
learned-head = Was ich von dir gelernt habe, das Neueste zuerst. Namen und Zahlen sind weggelassen.
learned-item = { $number }. { $day }, { $situation }: { $technique }
learned-facing = Es ging um: „{ $words }“
learned-answer = Du: „{ $words }“
learned-only-for = Nur für { $client }.
learned-used = { $times }× genutzt; wie es ging, weiß noch niemand.
learned-used-rate = { $times }× genutzt; in { $share } von 100 ging es gut.
learned-how = Was du entfernst, ist aus allem weg, was ich daraus gelernt habe. Was du anheftest, kommt zuerst.
learned-drop-button = { $number } entfernen
learned-pin-button = { $number } anheften
learned-unpin-button = { $number } lösen
learned-more-button = Ältere
learned-back-button = Rückgängig
learned-list-button = Das Gelernte, eins nach dem anderen
learning-unread-on-button = Unbeurteiltes nach 7 Tagen nutzen
learning-unread-off-button = Nur nutzen, was ich behalte
learning-share-on-button = Zählungen dürfen anderen Coaches helfen
learning-share-off-button = Zählungen für mich behalten
menu-coach-style = Was ich von deiner Art gelernt habe
menu-coach-unlearn = Gelerntes zurücknehmen
why-examples = Es hat sich nach deinen Antworten vom { $days } gerichtet.
moment-taught = Von dir gelernt: Du hast { $moves }.
teach-button = Beibringen
teach-ask = Was hättest du gesagt? Schreib es als Antwort auf diese Nachricht: Ich lerne daraus, und { $client } bekommt es nicht.
teach-ask-took-back =
    Was hättest du gesagt? Schreib es als Antwort auf diese Nachricht: Ich lerne daraus, und { $client } bekommt es nicht.
    Das 👎 nimmt zurück, dass ich das hier allein sende: Die nächste solche Antwort wartet wieder auf dich.
teach-not-button = Schon gut
teach-taught = Notiert: Ich lerne daraus. NICHT GESENDET an { $client }.
teach-edited = Notiert: Ich lerne daraus, wie es jetzt dasteht.
teach-send-button = Übernehmen und auch senden
teach-how = Antworte mit /teach auf etwas, das die KI gesagt hat: Dann sag mir, was du gesagt hättest.
teach-words-only = Ich lerne aus geschriebenen Worten. Schreib als Antwort auf meine Frage, was du gesagt hättest.
menu-group-teach = Als Antwort: was du gesagt hättest
menu-coach-teach = Zeig mir, wie du antwortest
moment-edited = Gelernt aus dem, was du statt meines Entwurfs geschrieben hast: Du hast { $moves }.

### The cold start: five invented situations, what a client says in each.
cold-offer = Soll ich lernen, wie du antwortest, bevor dein erster Klient schreibt? Fünf erfundene Situationen, ein paar Minuten. /teach fragt dich jederzeit.
cold-begin-button = Zeig ich dir
cold-ask =
    { $at } von { $of }. Ein Klient schreibt: „{ $said }“
    Was sagst du? Schreib oder sprich es so, wie du es ihm sagen würdest.
cold-skip-button = Überspringen
cold-later-button = Später
cold-go-on-button = Weiter mit den Situationen
cold-words-only = Daraus konnte ich keine Worte entnehmen. Schreib es bitte so, wie du es ihm schreiben würdest.
cold-needs-key = Um aufzuschreiben, was du sprichst, brauche ich einen Schlüssel: /key. Oder tipp deine Antwort so, wie du sie ihm schreiben würdest.
cold-done = Ich habe aus { $count ->
        [one] einer Antwort
       *[other] { $count } Antworten
    } gelernt. /style zeigt, was.
cold-done-no-key = Ich habe { $count ->
        [one] eine Antwort
       *[other] { $count } Antworten
    } von dir und lerne daraus, sobald ich einen Schlüssel habe: /key
cold-none = Dann lerne ich, wenn du selbst übernimmst. /teach fragt dich jederzeit wieder.
cold-said-cancellation = Es tut mir so leid, ich muss unseren Termin morgen absagen. Ich weiß, es ist schon das dritte Mal.
cold-said-overwhelm = Es ist alles zu viel. Die Arbeit, die Kinder, alles auf einmal. Ich weiß nicht, wo ich anfangen soll.
cold-said-self-doubt = Wem mache ich etwas vor? Alle anderen können es besser, und bald merken sie es.
cold-said-conflict = Ich bin so wütend. Mein Chef hat mir vor allen die Schuld gegeben, am liebsten würde ich sofort kündigen.
cold-said-progress = Ich hab's getan! Ich habe das Gespräch geführt, vor dem ich solche Angst hatte, und es lief gut.

### Importing a Telegram Desktop export. $name is a chat's, $count and $mine are counts of messages.
import-how =
    Schick mir result.json als Datei: in Telegram Desktop unter Einstellungen → Erweitert → Daten exportieren, oder im Menü eines Chats „Chatverlauf exportieren“, als „Maschinenlesbares JSON“, ohne Fotos und Dateien.
    Dann frage ich dich, welche Chats mit Klienten sind.
import-list =
    Welche dieser Chats sind mit Klienten? In denen, die du auswählst, lerne ich, wie du antwortest, und nur aus dem, was du dort geschrieben hast.
    Was die anderen schrieben, liest dein KI-Modell einmal, ohne Namen und Zahlen, um zu sehen, worauf du geantwortet hast. Es wird nicht aufbewahrt, und die Datei auch nicht.

    { $list }
import-chat = { $name } ({ $count } Nachrichten, { $mine } von dir)
import-more = und { $count } weitere mit weniger Nachrichten von dir
import-chat-button = ☐ { $name }
import-start-button = Importieren
import-cancel-button = Abbrechen
import-cancelled = Es wurde nichts importiert, und von der Datei bleibt nichts. Du kannst sie aus diesem Chat löschen.
import-choose = Wähle zuerst mindestens einen Chat.
import-working = Ich lese deine Antworten: { $at } von { $of } Chats …
import-done =
    { $count ->
        [0] Keine neue Antwort von dir in: { $chats }. Aus allen, die mehr als ein paar Worte haben, habe ich schon gelernt.
        [one] Eine neue Antwort von dir aus: { $chats }. Ich lerne jetzt daraus; /style zeigt, was.
       *[other] { $count } neue Antworten von dir aus: { $chats }. Ich lerne jetzt daraus; /style zeigt, was.
    }
    Von dem, was die anderen schrieben, bleibt nichts. Du kannst die Datei aus diesem Chat löschen.
import-not-export = Das ist kein Telegram-Export als JSON, deshalb wurde nichts importiert. /import sagt, wie man einen macht.
import-no-chats = In diesem Export ist kein privater Chat, in dem du etwas geschrieben hast, deshalb wurde nichts importiert.
import-too-big = Diese Datei ist zu groß, als dass ich sie holen könnte. Exportiere einzelne Chats, ohne Fotos und Dateien.
import-failed = Ich konnte die Datei nicht holen, deshalb wurde nichts importiert. Bitte schick sie noch einmal.
menu-coach-import = Aus früheren Chats von dir lernen
learning-digest-on-button = Einmal pro Woche berichten
learning-digest-off-button = Nicht jede Woche berichten
learning-unread-on-saved = Von jetzt an nutze ich nach einer Woche, was du nicht beurteilst, als hättest du auf Behalten getippt.
learning-unread-off-saved = Von jetzt an nutze ich nur, was du behältst.
learning-share-on-saved = Von jetzt an helfen Zählungen, was du tust und wie es ausgeht, auch anderen Coaches. Worte verlassen deine Praxis nie.
learning-share-off-saved = Von jetzt an helfen deine Zählungen niemandem sonst.
learning-digest-on-saved = Von jetzt an berichte ich einmal in der Woche, was ich gelernt habe.
learning-digest-off-saved = Von jetzt an gibt es keinen Wochenbericht.
digest-drafts = Du hast { $changed } von { $decided ->
    [one] { $decided } Entwurf
   *[other] { $decided } Entwürfen
  } geändert.
digest-drafts-before = Du hast { $changed } von { $decided ->
    [one] { $decided } Entwurf
   *[other] { $decided } Entwürfen
  } geändert; vor einem Monat { $part } von { $whole }.
digest-drafts-before-none = Du hast { $changed } von { $decided ->
    [one] { $decided } Entwurf
   *[other] { $decided } Entwürfen
  } geändert; vor einem Monat keinen.
digest-drafts-before-all = Du hast { $changed } von { $decided ->
    [one] { $decided } Entwurf
   *[other] { $decided } Entwürfen
  } geändert; vor einem Monat alle.
digest-learned = { $count ->
    [one] Diese Woche habe ich aus einer Antwort von dir gelernt.
   *[other] Diese Woche habe ich aus { $count } Antworten von dir gelernt.
  }
digest-learned-most = Am häufigsten: { $technique }. Am häufigsten ging es um: { $situation }.
digest-used = { $times ->
    [one] Eine Antwort von mir ging nach dem, was ich von dir gelernt habe: { $rate }.
   *[other] { $times } Antworten von mir gingen nach dem, was ich von dir gelernt habe: { $rate }.
  }
digest-unread = { $count ->
    [one] Noch eine Antwort von dir an { $clients } wartet im Thema: Tippe unter „Von dir“ auf Behalten, wenn ich daraus lernen darf.
   *[other] Noch { $count } Antworten von dir an { $clients } warten im Thema: Tippe unter „Von dir“ auf Behalten, wenn ich daraus lernen darf.
  }

### Was der Coach schrieb, widerspricht einem eigenen Dokument. $place ist "Arbeitsbuch, S. 12".
exception-head = Was du { $client } geschrieben hast, widerspricht deinem Dokument.
exception-document = { $place }: „{ $words }“
exception-coach = Du: „{ $words }“
exception-ask = Eine Ausnahme für { $client } oder eine neue Regel für alle?
exception-ask-alone = Eine Ausnahme für { $client }?
exception-rule-words = Als Regel für alle würde ich behalten: „{ $rule }“
exception-only-button = Ausnahme für { $client }
exception-rule-button = Neue Regel
exception-none-button = Kein Widerspruch
exception-is-only-client = ✓ Eine Ausnahme: Bei { $client } gilt, was du geschrieben hast. Für alle anderen gilt das Dokument.
exception-is-new-rule = ✓ Eine neue Regel für alle: „{ $rule }“ Sie gilt statt jenes Satzes und steht in /docs.
exception-is-none = ✓ Kein Widerspruch. Danach frage ich nicht mehr.
exception-is-over = Dieses Dokument gibt es nicht mehr: Es ist nichts zu entscheiden.
exception-rule-gone = Diese Regel wurde entfernt: Der Satz des Dokuments gilt wieder.
exception-lesson-gone = Was du dort geschrieben hast, ist vergessen: Der Satz des Dokuments gilt wieder.
exception-reworded = Du hast geändert, was du an { $client } geschrieben hast. Widerspricht es noch einem Dokument, frage ich neu.
tap-exception-decided = Das ist schon entschieden. Tippe erst auf Rückgängig.
