### Was Coach und Team lesen: zuerst, was geschehen ist, dann, was zu tun ist.
### $client, $coach and $member (someone of the team) are names: say nothing that depends on gender.

## Alerts

alert-crisis = 🆘 { $client } ist vielleicht in Gefahr (Stufe { $grade } von 4). Hilfsnummern sind schon verschickt, die KI schweigt. Bitte schreib oder ruf jetzt an.
alert-crisis-unstored = 🆘 { $client } ist vielleicht in Gefahr (Stufe { $grade } von 4). Hilfsnummern sind schon verschickt. Die Datenbank ist ausgefallen, deshalb steht hier nicht, was geschrieben wurde: Bitte schreib oder ruf jetzt an.
alert-explicit-request = 🙋 { $client } möchte mit dir sprechen.
alert-ai-unavailable = ⚠️ { $client } wartet: Die KI konnte nicht antworten.
alert-ai-off = ✉️ { $client } hat geschrieben. Die KI ist aus, die Antwort liegt also bei dir.
alert-voice-note = 🎤 { $client } hat eine Sprachnachricht geschickt. Noch niemand hat sie gehört: Bitte hör sie an.
alert-high-stakes-decision = ⚖️ { $client } steht vor einer wichtigen Entscheidung, und die KI ist nicht sicher genug.
client-joined = { $client } hat zugestimmt und ist jetzt da.
client-blocked = ⚠️ { $client } hat den Bot blockiert. Bis er wieder geöffnet wird, kann nichts verschickt werden.
client-unblocked = { $client } hat den Bot wieder geöffnet.
delivery-failed = ⚠️ Nicht bei { $client } angekommen. Telegram hat die Nachricht abgelehnt.
group-lost = ⚠️ Ich kann in deiner Gruppe nicht mehr schreiben. Füge mich wieder als Administrator hinzu; bis dahin schreibe ich dir hier.
group-rights-lost = ⚠️ Mir fehlen in deiner Gruppe Rechte, die ich hatte. Was fehlt und wie es wieder geht:
group-shut = ⚠️ Ich darf in deiner Gruppe oder in einem ihrer Themen nicht schreiben, deshalb kommt hierher, was dorthin gehört. Erlaube mir in den Einstellungen der Gruppe, Nachrichten zu senden, und gib mir das Recht „Themen verwalten“; /link in der Gruppe prüft es.
topics-impossible = ⚠️ Ich kann in deiner Gruppe kein Thema für einen Klienten anlegen, deshalb erscheint alles unter General. Schalte dort Themen ein und gib mir das Recht „Themen verwalten“; /link in der Gruppe prüft es.

## Buttons

take-over-button = Übernehmen
ai-may-answer-button = KI darf antworten
take-over-and-send-button = Übernehmen und senden
keep-as-note-button = Als Notiz behalten
send-too-button = Trotzdem senden
hand-back-button = Zurückgeben
add-member-button = { $member } gehört zu meinem Team
link-group-button = Diese Gruppe verbinden
check-again-button = Noch einmal prüfen

## Answers to a tap

tap-noted = Als Notiz behalten.
tap-sent = Gesendet.
tap-decided-before = Das ist schon entschieden.
tap-not-yours = Das kann nur entscheiden, wer es geschrieben hat.
tap-owner-only = Das kann nur der Coach selbst.
tap-team-only = Das kann nur das Team.

## Leading a conversation

takeover-confirmed = Jetzt führt { $member }. Was du hier schreibst, geht an { $client }. /handback, wenn du fertig bist.
takeover-already-yours = Du führst schon. Was du hier schreibst, geht an { $client }.
takeover-taken = Dieses Gespräch führt schon { $member }.
handback-confirmed = Zurückgegeben: { $client } bekommt wieder Antworten von der KI.
handback-confirmed-note = Mit deiner Notiz zurückgegeben: { $client } bekommt wieder Antworten von der KI.
handback-not-human = Nichts zurückzugeben: Niemand von euch führt das Gespräch mit { $client }.
handback-not-yours = Dieses Gespräch führt { $member }. Nur { $member } oder der Coach kann es zurückgeben.
handback-reason-needed = Das ist eine Krise. Damit die KI { $client } wieder antworten darf, sag warum: /handback und dein Grund.
ai-may-answer-confirmed = { $client } bekommt wieder Antworten von der KI.
ai-may-answer-late = Nichts zu tun: { $client } wartet nicht.
ai-locked-by-crisis = { $client } ist in einer Krise: Die KI bleibt still. Übernimm, und gib mit einem Grund zurück.
held-not-sent = Nicht gesendet: Du führst das Gespräch mit { $client } nicht.
held-send-too = Nicht gesendet: Das Gespräch mit { $client } führt { $member }.
unsent = Zurückgenommen: { $client } soll es nicht mehr sehen.
unsend-how = Antworte mit /unsend auf die Nachricht, die du zurücknehmen willst.
unsend-nothing = Es gibt nichts zurückzunehmen.
unsend-not-yours = Zurücknehmen kann es nur, wer es geschrieben hat, oder der Coach.
note-empty = Schreib die Notiz dahinter: /note deine Worte
ai-on = { $client } bekommt wieder Antworten von der KI.
ai-off = Die KI ist für { $client } aus. Was von dort kommt, wartet auf dich.
ai-how = /ai off: Du antwortest hier. /ai on: Die KI antwortet.

## In the group

card = Alles, was { $client } und die KI schreiben, erscheint hier. Selbst schreiben: /takeover. Alle Befehle: /help
mirror-ai = KI an { $client } (zu { $confidence } % sicher):
recap = Was zuletzt gesagt wurde:
mirror-sent = hat das geschickt:
mirror-forwarded = weitergeleitet von { $name }
mirror-edited = bearbeitet
mirror-unshowable = hat etwas geschickt, das nur die App zeigen kann.
use-in-topic = Bitte verwende das im Thema eines Klienten.
use-as-reply = Bitte verwende das als Antwort auf eine Nachricht des Klienten, um den es geht.
not-a-reply = Das ging an keinen Klienten. Um einem zu schreiben, antworte auf eine Nachricht von ihm.
unknown-command = Diesen Befehl kenne ich nicht. /help zeigt, welche ich kenne.
unknown-member = Ich kenne { $member } noch nicht, deshalb wurde das nicht gesendet. { $coach }, gehört { $member } zu deinem Team? Das hieße: alle Klienten sehen und ihnen schreiben können.
member-added = { $member } gehört jetzt zum Team.
anonymous-admin = Du schreibst als die Gruppe, deshalb weiß ich nicht, wer du bist. Schalte in der Liste der Administratoren für dich „Anonym bleiben“ aus und versuch es noch einmal.
group-help =
    Im Thema eines Klienten:
    /takeover: Du führst, die KI schweigt
    /handback: Die KI antwortet wieder; gern mit einer Notiz für sie
    /note, oder // davor: eine Notiz, wird nie gesendet
    /unsend, als Antwort: deine Nachricht zurücknehmen
    /ai off, /ai on: für diesen Klienten
    /mirrors: wie viel du von der Arbeit der KI siehst
    /today: wer dich jetzt braucht
    /help: diese Nachricht
edit-not-passed = Die Bearbeitung wurde nicht weitergegeben: Eine Notiz bleibt eine Notiz. Um Gesendetes zurückzunehmen, antworte darauf mit /unsend.
mirrors-ask = Wie viel willst du von dem sehen, was die KI allein erledigt? Jetzt: { $now }
mirrors-all = jede Runde
mirrors-session = eine Nachricht pro Sitzung
mirrors-needed = nur wenn ich gebraucht werde
mirrors-saved = Ab jetzt: { $now }.

## Who needs the coach: the pinned message, and /today. $since is a time or a day, $reason one of the reasons below

board-title = Braucht dich
board-nobody = Gerade braucht dich niemand.
board-crisis = 🆘 { $client }: Gefahr, Stufe { $grade } von 4, seit { $since }. Noch führt niemand.
board-crisis-led = 🆘 { $client }: Gefahr, Stufe { $grade } von 4, seit { $since }. { $leader } führt.
board-waiting = ⏳ { $client } wartet seit { $since }: { $reason }
board-unanswered = 💬 { $client } wartet seit { $since } auf eine Antwort von { $leader }
board-silent = 💤 { $client } ist ungewöhnlich still: zuletzt geschrieben { $since }
board-more = und { $count } weitere
reason-crisis = ist vielleicht in Gefahr
reason-explicit-request = möchte mit dir sprechen
reason-high-stakes-decision = steht vor einer wichtigen Entscheidung
reason-ai-unavailable = die KI konnte nicht antworten
reason-voice-note = hat eine Sprachnachricht geschickt, die noch niemand gehört hat
reason-ai-off = die KI ist aus
reason-coach-initiated = du hast übernommen

## The card of a client

card-since = dabei seit { $since }
card-ai = 🤖 Die KI antwortet.
card-ai-off = 💤 Die KI ist aus: Was hier ankommt, wartet auf dich.
card-waiting = ⏳ Wartet seit { $since }: { $reason }
card-human = 🗣 { $leader } führt seit { $since }.
card-crisis = 🆘 In Gefahr: Stufe { $grade } von 4, seit { $since }.
card-blocked = ⛔ Hat den Bot blockiert. Nichts kann verschickt werden.
card-paused = ⏸ Hat die Zustimmung zurückgezogen. Die KI liest nicht, was hier ankommt.

## Linking a group

link-intro = { $coach }, soll das die Gruppe sein, in der du deine Klienten begleitest?
link-not-ready = Noch nicht: Bitte kümmere dich um das, was mit ❌ markiert ist.
link-taken = Diese Gruppe gehört schon zu einem anderen Coach.
group-linked = Fertig, { $coach }. Das Gespräch mit jedem Klienten erscheint hier. /help zeigt, was du tun kannst.
check-reads = Ich kann lesen, was du schreibst
fix-reads = Mach mich zum Administrator: Einstellungen der Gruppe, Administratoren, Hinzufügen.
check-topics = Themen sind an: eines für jeden Klienten
fix-topics = Schalte Themen ein: Einstellungen der Gruppe, Bearbeiten, Themen. Ohne sie teilen sich alle Klienten einen Chat.
check-manages-topics = Ich darf Themen verwalten
fix-manages-topics = Einstellungen der Gruppe, Administratoren, tippe auf mich, schalte „Themen verwalten“ ein.
check-pins = Ich darf Nachrichten anheften
fix-pins = Einstellungen der Gruppe, Administratoren, tippe auf mich, schalte „Nachrichten anheften“ ein.
check-reactions = Ich sehe deine Reaktionen
fix-reactions = Mach mich zum Administrator: Nur dann zeigt Telegram sie mir.

## A coach's private chat

coach-link-unknown = Diesen Link kenne ich nicht. Bitte prüf, ob er vollständig ist.
coach-welcome =
    Willkommen, { $coach }. Drei Schritte, und dein Klon kann sprechen:

    1. /method: wie du arbeitest, in deinen Worten
    2. /key: dein Schlüssel für die KI
    3. Leg eine Gruppe an, schalte Themen ein und füge @{ $bot } als Administrator hinzu

    Danach gibt dir /invite den Link für deine Klienten.
coach-welcome-back = Willkommen zurück, { $coach }. /help zeigt, wie es weitergeht.
coach-next-steps =
    Was du tun kannst, { $coach }:

    /method: wie du arbeitest, in deinen Worten
    /key: dein Schlüssel für die KI
    /invite: der Link für deine Klienten

    Um deine Klienten zu begleiten, leg eine Gruppe an, schalte Themen ein und füge @{ $bot } als Administrator hinzu.
coach-help =
    /method: wie du arbeitest
    /key: dein Schlüssel für die KI
    /invite: der Link für deine Klienten
    /mirrors: wie viel du von der Arbeit der KI siehst
    /today: wer dich jetzt braucht
    /help: diese Nachricht

    Deine Klienten und ihre Gespräche sind in deiner Gruppe.
coach-role = Du bist hier als Coach.
in-client-role = In diesem Chat bist du gerade bei { $coach } in Begleitung, deshalb wurde das nicht weitergegeben. Schick /coach, um hier wieder Coach zu sein.
owner-only = Das kann nur { $coach }.
own-invite = Das ist deine eigene Einladung: Sie ist für deine Klienten. Schick sie ihnen, oder öffne sie mit einem anderen Konto.
loose-text = Ich weiß nicht, was ich damit tun soll. /help zeigt, was ich verstehe.
method-ask = Wie arbeitest du? Schreib es so, wie du es im Kollegenkreis erzählen würdest: für wen, wie du vorgehst, was du nie tust.
method-now =
    Bisher:

    { $method }
method-saved = Gespeichert. Ab der nächsten Antwort arbeitet dein Klon so.
method-too-long = Das ist zu lang: höchstens { $limit } Zeichen. Bitte kürze es und schick es noch einmal.
key-ask =
    Bitte schick mir deinen API-Schlüssel. Ich probiere ihn einmal aus, bewahre ihn verschlüsselt auf und lösche deine Nachricht.

    Alles, was dein Klon sagt, wird über diesen Schlüssel abgerechnet.
key-saved = Der Schlüssel, der auf { $last4 } endet, funktioniert und ist verschlüsselt gespeichert.
key-refused = Der Schlüssel wurde nicht angenommen: { $why }. Er ist nicht gespeichert.
key-not-deleted = Ich konnte deine Nachricht mit dem Schlüssel nicht löschen. Bitte lösch sie selbst.
key-no-secrets = Ich kann Schlüssel noch nicht sicher aufbewahren: Wer diese Installation betreibt, muss zuerst SECRETS_KEY setzen. Nichts ist gespeichert.
key-why-no-key = es war kein Schlüssel darin
key-why-key-refused = der KI-Dienst kennt ihn nicht
key-why-quota-spent = sein Guthaben ist verbraucht
key-why-rate-limited = der KI-Dienst ist überlastet, bitte versuch es in einer Minute noch einmal
key-why-timeout = der KI-Dienst hat nicht rechtzeitig geantwortet, bitte versuch es noch einmal
key-why-unreachable = der KI-Dienst war nicht erreichbar, bitte versuch es noch einmal
key-why-malformed = das Modell hat keine brauchbare Antwort gegeben
key-why-refused = das Modell hat sich geweigert zu antworten
invite-link =
    Schick diesen Link an deine Klienten:
    { $link }

    Sie erfahren zuerst, dass eine KI antwortet und du mitliest, und müssen zustimmen.

## Menus

menu-group-takeover = Du führst, die KI schweigt
menu-group-handback = Die KI antwortet wieder
menu-group-note = Eine Notiz, wird nie gesendet
menu-group-unsend = Als Antwort: deine Nachricht zurücknehmen
menu-group-ai = Die KI an oder aus für diesen Klienten
menu-group-mirrors = Wie viel du von der Arbeit der KI siehst
menu-group-today = Wer dich jetzt braucht
menu-group-help = Was du hier tun kannst
menu-coach-method = Wie du arbeitest
menu-coach-key = Dein Schlüssel für die KI
menu-coach-invite = Der Link für deine Klienten
menu-coach-mirrors = Wie viel du von der Arbeit der KI siehst
menu-coach-today = Wer dich jetzt braucht
menu-coach-help = Was du hier tun kannst
