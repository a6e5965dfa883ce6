### Was Coach und Team lesen: zuerst, was geschehen ist, dann, was zu tun ist.
### $client, $coach and $member (someone of the team) are names: say nothing that depends on gender.

## Alerts

alert-crisis = 🆘 { $client } ist vielleicht in Gefahr (Stufe { $grade } von 4). Hilfsnummern sind schon verschickt, die KI schweigt. Bitte schreib oder ruf jetzt an.
alert-crisis-unstored = 🆘 { $client } ist vielleicht in Gefahr (Stufe { $grade } von 4). Hilfsnummern sind schon verschickt. Die Datenbank ist ausgefallen, deshalb steht hier nicht, was geschrieben wurde: Bitte schreib oder ruf jetzt an.
alert-explicit-request = 🙋 { $client } möchte mit dir sprechen.
alert-ai-unavailable = ⚠️ { $client } wartet: Die KI konnte nicht antworten.
alert-unsafe-reply = ✋ { $client } wartet: Die Antwort der KI wurde zurückgehalten. Sie steht hier drunter.
alert-ai-off = ✉️ { $client } hat geschrieben. Die KI ist aus, die Antwort liegt also bei dir.
alert-voice-note = 🎤 { $client } hat eine Sprachnachricht geschickt. Noch niemand hat sie gehört: Bitte hör sie an.
alert-voice-unscreened = 🎤 Nur du kannst die Sprachnachricht von { $client } hören: Niemand hat sie auf Gefahr geprüft. Bitte hör sie an.
alert-high-stakes-decision = ⚖️ { $client } steht vor einer wichtigen Entscheidung, und die KI ist nicht sicher genug.
alert-again = ⏰ { $client } wartet seit { $minutes } Minuten, und niemand hat übernommen.
alert-again-hours = ⏰ { $client } wartet seit { $hours } Stunden, und niemand hat übernommen.
resumed-late-coach = Niemand kam: Die KI hat sich bei { $client } entschuldigt und macht weiter.
resumed-done-coach = Niemand kam zu { $client }; das Gespräch wurde inzwischen beendet. Die KI sagt nichts und antwortet, wenn wieder etwas kommt.
human-owes-answer = ⏰ { $member }, { $client } wartet auf deine Antwort.
handback-offer = { $member } hat { $client } lange nichts geschrieben. Soll die KI weitermachen?
handback-by-itself = { $member } hat { $client } lange nichts geschrieben: Die KI macht weiter.
handback-by-itself-ai-off = { $member } hat { $client } lange nichts geschrieben, also führt jetzt niemand. Die KI ist aus: Was von dort kommt, wartet auf dich.
client-keeps-ai = { $client } möchte mit der KI weitermachen.
alert-coach-rule = 📌 { $client } hat etwas geschrieben, wofür du gerufen werden willst.
alert-loop = 🔁 { $client } sagt, dass die KI sich im Kreis dreht.
alert-several-signs = 🔎 Mehrere Zeichen zusammen sagen, dass { $client } dich braucht.
client-joined = { $client } hat zugestimmt und ist jetzt da.
client-blocked = ⚠️ { $client } hat den Bot blockiert. Bis er wieder geöffnet wird, kann nichts verschickt werden.
client-unblocked = { $client } hat den Bot wieder geöffnet.
delivery-failed = ⚠️ Nicht bei { $client } angekommen. Telegram hat die Nachricht abgelehnt.
group-lost = ⚠️ Ich kann in deiner Gruppe nicht mehr schreiben. Füge mich wieder als Administrator hinzu; bis dahin schreibe ich dir hier.
group-rights-lost = ⚠️ Mir fehlen in deiner Gruppe Rechte, die ich hatte. Was fehlt und wie es wieder geht:
group-shut = ⚠️ Ich darf in deiner Gruppe oder in einem ihrer Themen nicht schreiben, deshalb kommt hierher, was dorthin gehört. Erlaube mir in den Einstellungen der Gruppe, Nachrichten zu senden, und gib mir das Recht „Themen verwalten“; /link in der Gruppe prüft es.
topics-impossible = ⚠️ Ich kann in deiner Gruppe kein Thema für einen Klienten anlegen, deshalb erscheint alles unter General. Schalte dort Themen ein und gib mir das Recht „Themen verwalten“; /link in der Gruppe prüft es.

## The briefing: beside an alert, or as an answer to /brief. $phrase is the coach's own

why-now-rule = Deine Regel: „{ $phrase }“
why-now-confidence = Die KI war sich zu { $confidence } % sicher.
why-now-voice-no-key = Es gibt keinen KI-Schlüssel, mit dem sie aufgeschrieben werden könnte.
why-now-voice-key-dead = Dein KI-Schlüssel wird abgelehnt oder ist aufgebraucht, deshalb wurde sie nicht aufgeschrieben.
why-now-voice-rehearsal = Das ist eine Probe: Das Übungsmodell kann nicht hören. Mit deinem eigenen Schlüssel werden Sprachnachrichten aufgeschrieben.
why-now-voice-too-large = Sie ist länger als 20 Minuten oder größer als 20 MB: zu viel zum Aufschreiben.
why-now-voice-silent = Es waren keine Worte darin zu verstehen.
why-now-voice-no-file = Telegram hat die Aufnahme nicht herausgegeben.
why-now-voice-unavailable = Der Dienst, der sie aufschreibt, hat nicht rechtzeitig geantwortet.
briefing-wants = Will
briefing-tried = Schon versucht
briefing-matters = Außerdem
briefing-opening = So könntest du beginnen
briefing-failed = Die KI konnte gerade nichts ergänzen.
brief-ai = 📋 { $client }: die KI antwortet.
brief-waiting = 📋 { $client } wartet.
brief-human = 📋 { $client }: { $member } führt das Gespräch.
brief-in-crisis = 🆘 { $client } ist in einer Krise: hier schreibt die KI nichts, auch keine Zusammenfassung. Was geschrieben wurde, steht weiter oben.
brief-no-consent = Nichts zusammenzufassen: { $client } hat nicht zugestimmt, dass eine KI mitliest.

## A reply of the AI's that was held back; $words are its own, and the whole of it follows as a quotation

suggestion = 💡 Ein Entwurf für { $client }. Es wird nichts gesendet, solange { $member } nicht auf Senden tippt; dann geht er als { $member } hinaus:
suggestion-failed = 💡 Kein Vorschlag: Die KI konnte gerade keinen schreiben.
draft-promise = Zurückgehalten: Das verspricht etwas in deinem Namen: „{ $words }“ Die KI würde { $client } sagen:
draft-diagnosis = Zurückgehalten: Das liest sich wie eine Diagnose: „{ $words }“ Die KI würde { $client } sagen:
draft-medication = Zurückgehalten: Das sagt { $client }, welches Medikament zu nehmen oder abzusetzen ist: „{ $words }“ Die KI würde { $client } sagen:
draft-legal = Zurückgehalten: Das gibt { $client } rechtliche Anweisungen: „{ $words }“ Die KI würde { $client } sagen:
draft-invented-past = Zurückgehalten: Das spricht von einer Vergangenheit, die ich im Gespräch nicht finde: „{ $words }“ Die KI würde { $client } sagen:
draft-prompt-leak = Zurückgehalten: Das verrät, was nur der KI gesagt wurde: „{ $words }“ Die KI würde { $client } sagen:
draft-claims-human = Zurückgehalten: Hier gibt sich die KI als Mensch aus: „{ $words }“ Die KI würde { $client } sagen:
draft-claims-coach = Zurückgehalten: Hier gibt sich die KI als du aus: „{ $words }“ Die KI würde { $client } sagen:

## Buttons

take-over-button = Übernehmen
ai-may-answer-button = KI darf antworten
take-over-and-send-button = Übernehmen und senden
suggest-button = Antwort vorschlagen
send-button = Senden
another-button = Anderer Entwurf
send-it-button = So senden
keep-as-note-button = Als Notiz behalten
send-too-button = Trotzdem senden
hand-back-button = Zurückgeben
looked-button = Ich habe hineingesehen
add-member-button = { $member } gehört zu meinem Team
link-group-button = Diese Gruppe verbinden
check-again-button = Noch einmal prüfen

## Answers to a tap

tap-noted = Als Notiz behalten.
tap-looked = Von der Liste genommen.
tap-sent = Gesendet.
tap-decided-before = Das ist schon entschieden.
tap-suggesting = Ich schreibe einen Entwurf.
tap-nothing-to-suggest = Hier gibt es gerade nichts vorzuschlagen.
tap-draft-late = Nicht gesendet: Die KI wartet nicht mehr darauf.
tap-not-yours = Das kann nur entscheiden, wer es geschrieben hat.
tap-owner-only = Das kann nur der Coach selbst.
tap-team-only = Das kann nur das Team.
tap-group-old = NICHT GESENDET, und nichts hat sich geändert: Diese Gruppe ist nicht mehr verbunden.

## Leading a conversation

takeover-confirmed = Jetzt führt { $member }. Was du hier schreibst, geht an { $client }. /handback, wenn du fertig bist.
takeover-already-yours = Du führst schon. Was du hier schreibst, geht an { $client }.
takeover-taken = Dieses Gespräch führt schon { $member }.
handback-confirmed = Zurückgegeben: { $client } bekommt wieder Antworten von der KI.
handback-confirmed-note = Mit deiner Notiz zurückgegeben: { $client } bekommt wieder Antworten von der KI.
handback-confirmed-ai-off = Zurückgegeben. Für { $client } ist die KI aus: Was von dort kommt, wartet auf dich. Damit sie antwortet: /ai on
handback-follow-up = Die KI fragt { $client } morgen, wie es geht, und zwei Tage später noch einmal. Was als Nächstes kommt, wird wie immer auf Gefahr geprüft.
handback-not-human = Nichts zurückzugeben: Niemand von euch führt das Gespräch mit { $client }.
handback-not-yours = Dieses Gespräch führt { $member }. Nur { $member } oder der Coach kann es zurückgeben.
handback-reason-needed = Das ist eine Krise. Damit die KI { $client } wieder antworten darf, sag warum: /handback und dein Grund.
ai-may-answer-confirmed = { $client } bekommt wieder Antworten von der KI.
ai-may-answer-late = Nichts zu tun: { $client } wartet nicht.
ai-may-answer-off = Nichts hat sich geändert: Für { $client } ist die KI aus. Damit sie antwortet: /ai on
ai-locked-by-crisis = { $client } ist in einer Krise: Die KI bleibt still. Übernimm, und gib mit einem Grund zurück.
held-not-sent = Nicht gesendet: Du führst das Gespräch mit { $client } nicht.
held-send-too = Nicht gesendet: Das Gespräch mit { $client } führt { $member }.
held-not-sent-crisis = 🆘 NICHT GESENDET. { $client } ist in Gefahr und hat diese Worte nicht bekommen. Tipp, um zu übernehmen und sie jetzt zu senden:
held-send-too-crisis = 🆘 NICHT GESENDET. { $member } führt das Gespräch, und { $client }, in Gefahr, hat diese Worte nicht bekommen. Tipp, um sie auch zu senden:
unsent = Zurückgenommen: { $client } soll es nicht mehr sehen.
unsend-how = Antworte mit /unsend auf die Nachricht, die du zurücknehmen willst.
unsend-nothing = Es gibt nichts zurückzunehmen.
unsend-not-yours = Zurücknehmen kann es nur, wer es geschrieben hat, oder der Coach.
note-empty = Schreib die Notiz dahinter: /note deine Worte
words-not-sent = Nicht gesendet: Was du hinter /{ $command } geschrieben hast, bekommt niemand.
ai-on = { $client } bekommt wieder Antworten von der KI.
ai-off = Die KI ist für { $client } aus. Was von dort kommt, wartet auf dich.
ai-how = /ai off: Du antwortest hier. /ai on: Die KI antwortet.

## In the group

card = Alles, was { $client } und die KI schreiben, erscheint hier. Selbst schreiben: /takeover. Alle Befehle: /help
mirror-ai = KI an { $client } (zu { $confidence } % sicher):
mirror-offer-open = 🤝 Mit dem Angebot, { $coach } zu fragen. Noch keine Antwort.
mirror-offer-accepted = 🤝 Mit dem Angebot, { $coach } zu fragen: ja.
mirror-offer-declined = 🤝 Mit dem Angebot, { $coach } zu fragen: nein, die KI macht weiter.
mirror-offer-expired = 🤝 Mit dem Angebot, { $coach } zu fragen: nicht beantwortet.
recap = Was zuletzt gesagt wurde:
mirror-sent = hat das geschickt:
mirror-forwarded = weitergeleitet von { $name }
mirror-edited = bearbeitet
mirror-unshowable = hat etwas geschickt, das nur die App zeigen kann.
use-in-topic = Bitte verwende das im Thema eines Klienten.
use-as-reply = Bitte verwende das als Antwort auf eine Nachricht des Klienten, um den es geht.
topic-of-nobody = NICHT GESENDET. Dieses Thema gehört zu keinem Klienten: Was du hier schreibst, bekommt niemand.
general-of-nobody = 🆘 NICHT GESENDET. Was du hier schreibst, bekommt niemand, und jemand ist in Gefahr.
group-old = NICHT GESENDET. Diese Gruppe ist nicht mehr verbunden: Was hier geschrieben oder getippt wird, erreicht niemanden.
write-there = Schreib dort:
not-a-reply = Das ging an keinen Klienten. Um einem zu schreiben, antworte auf eine Nachricht von ihm.
unknown-command = Diesen Befehl kenne ich nicht. /help zeigt, welche ich kenne.
command-in-topic = /{ $command } geht in deiner Gruppe: im Thema des Klienten, um den es geht, oder, ohne Themen, als Antwort auf eine Nachricht von dort.
command-in-group = /{ $command } geht in deiner Gruppe: Schick es dort.
command-in-private = /{ $command } geht in unserem privaten Chat: @{ $bot }
command-of-clients = /{ $command } ist für deine Klientinnen und Klienten, in ihrem eigenen Chat mit mir. /help zeigt, was du hier verwenden kannst.
key-in-group = Ein Schlüssel gehört nicht in eine Gruppe, wo alle ihn lesen können. Ich habe deine Nachricht gelöscht. Falls ihn jemand gesehen hat, mach einen neuen. Schick ihn mir privat, mit /key: @{ $bot }
key-in-group-stays = Ein Schlüssel gehört nicht in eine Gruppe, wo alle ihn lesen können. Ich konnte deine Nachricht nicht löschen: Bitte lösch sie jetzt und mach einen neuen. Gespeichert ist nichts. Schick mir den neuen privat, mit /key: @{ $bot }
unknown-member = Ich kenne { $member } noch nicht, deshalb wurde das nicht gesendet. { $coach }, gehört { $member } zu deinem Team? Das hieße: alle Klienten sehen und ihnen schreiben können.
member-added = { $member } gehört jetzt zum Team.
anonymous-admin = Du schreibst als die Gruppe, deshalb weiß ich nicht, wer du bist. Schalte in der Liste der Administratoren für dich „Anonym bleiben“ aus und versuch es noch einmal.
group-help =
    Im Thema eines Klienten:
    /takeover: Du führst, die KI schweigt
    /handback: Die KI antwortet wieder; gern mit einer Notiz für sie
    /brief: was jetzt wichtig ist, in Kürze
    /memory: was die KI sich von diesem Klienten gemerkt hat
    /summary: wo dieser Klient steht
    /note, oder // davor: eine Notiz, wird nie gesendet
    /unsend, als Antwort: deine Nachricht zurücknehmen
    /ai off, /ai on: für diesen Klienten
    /assign: wer hier gerufen wird
    /copilot: Entwürfe hier, und was die KI allein senden darf
    /mirrors: wie viel du von der KI siehst
    /recall, mit dem, was du suchst: was dazu gesagt wurde und wann
    /why, auch als Antwort: warum die KI antwortete, anbot oder dich rief
    /teach, als Antwort: was du statt der KI gesagt hättest
    /today: wer dich jetzt braucht
    /help: diese Nachricht
edit-not-passed = Die Bearbeitung wurde nicht weitergegeben: Eine Notiz bleibt eine Notiz. Um Gesendetes zurückzunehmen, antworte darauf mit /unsend.
mirrors-ask = Wie viel willst du von dem sehen, was die KI allein erledigt? Jetzt: { $now }
mirrors-unknown = „{ $value }“ kenne ich hier nicht, also hat sich nichts geändert. Du kannst schreiben: { $values }
setting-unknown = „{ $value }“ kenne ich hier nicht, also hat sich nichts geändert.
mirrors-all = jede Runde
mirrors-session = eine Nachricht pro Sitzung
mirrors-needed = nur wenn ich gebraucht werde
mirrors-saved = Ab jetzt: { $now }.

## /recall: what was said with a client

recall-how = Schreib dazu, was du suchst: /recall ihr Vater im März
recall-found = Was mit { $client } darüber gesprochen wurde, das Nächste zuerst:
recall-closest = Nichts, was mit { $client } gesprochen wurde, beantwortet das sicher. Am nächsten kommt:
recall-nothing = Dazu habe ich in dem, was { $client } und du gesagt habt, nichts gefunden.
recall-said = { $name }, { $day }
recall-ai = Die KI, { $day }
recall-summary = Sitzung vom { $day }, zusammengefasst
recall-insight = Notiert, seit { $day }

## /why for the team: what was decided, what decided, and what was seen. $at is a time, numbers come written out

why-how = Antworte mit /why auf eine Nachricht über den Klienten, den du meinst.
why-nothing = Dazu ist noch nichts entschieden.
why-continued = Die KI hat { $client } geantwortet, und nichts sprach dafür, dich zu rufen.
why-offered = Die KI hat { $client } geantwortet und angeboten, { $coach } zu fragen.
why-not-offered = Die KI hat { $client } geantwortet. { $coach } anzubieten hätte gepasst, aber jetzt nicht: Es gibt höchstens ein Angebot, bis sich etwas ändert.
why-held = Die KI hat { $client } geschrieben, aber das wurde für dich zurückgehalten.
why-called = Du wurdest zu { $client } gerufen.
why-taken-over = { $member } hat das Gespräch mit { $client } übernommen.
why-human = { $member } hat das an { $client } geschrieben.
why-by-sum = Entschieden hat: die Summe aller Zeichen.
why-by-coach-rule = Entschieden hat: deine eigene Regel für „{ $rule }“.
why-by-words = Entschieden hat: die Regel für eine Bitte in klaren Worten.
why-by-model = Entschieden hat: Die KI hat verstanden, dass { $client } nach { $coach } fragt.
why-by-stakes = Entschieden hat: die Regel für eine wichtige Entscheidung, die gerade fällt, während die KI weniger als { $sure } sicher ist.
why-by-loop = Entschieden hat: { $client } hat zweimal gesagt, dass es sich im Kreis dreht.
why-by-command = Entschieden hat: { $client } hat /human geschickt.
why-by-offer = Entschieden hat: { $client } hat das Angebot der KI angenommen.
why-by-ai-off = Entschieden hat: Die KI ist aus.
why-by-voice-note = Entschieden hat: eine Sprachnachricht, die noch niemand gehört hatte.
why-by-takeover = Entschieden hat: die Übernahme selbst. Die KI hat nicht darum gebeten.
why-by-before = Entschieden hat: Du warst wegen dieser Worte schon gerufen, deshalb wurden sie nicht noch einmal abgewogen.
why-by-ai-unavailable = Entschieden hat: Die KI konnte nicht antworten ({ $rule }).
why-by-reply-check = Entschieden hat: die Prüfung der Worte der KI ({ $rule }).
why-by-crisis = Entschieden haben: die Krisenregeln, durch { $rule }.
why-by-other = Entschieden hat: { $rule }
seen-by-button = den Knopf „Ich bin in Gefahr“
seen-by-model = die KI, die die Nachricht gelesen hat
seen-by-soft-words = Wörter, die Gefahr bedeuten können und die keine KI abwägen konnte
seen-by-phrase = die Worte selbst, ohne KI
ai-fault-no-key = es gibt keinen Schlüssel
ai-fault-key-refused = der KI-Dienst nimmt deinen Schlüssel nicht an
ai-fault-quota-spent = dein Schlüssel hat kein Guthaben mehr
ai-fault-rate-limited = der KI-Dienst ist überlastet
ai-fault-timeout = es hat zu lange gedauert
ai-fault-unreachable = der KI-Dienst war nicht erreichbar
ai-fault-malformed = sie gab keine brauchbare Antwort
ai-fault-refused = sie wollte nicht antworten
reply-fault-promise = ein Versprechen in deinem Namen
reply-fault-diagnosis = wie eine Diagnose
reply-fault-medication = Rat zu Medikamenten
reply-fault-legal = rechtliche Anweisungen
reply-fault-past = eine Vergangenheit, die es nicht gab
reply-fault-prompt = was nur der KI gesagt wurde
reply-fault-human = die KI gab sich als Mensch aus
reply-fault-coach = die KI gab sich als dich aus
reply-fault-other = sie durfte so nicht hinaus
why-words = Was { $client } geschrieben hat:
why-signals = Die Zeichen, jedes als Stärke × Gewicht:
why-signals-none = Kein Zeichen sprach dafür.
why-signal-crisis = Gefahr, so wie die KI es sieht
why-signal-confidence = die KI ist unsicher
why-signal-sentiment = { $client } geht es schlecht
why-signal-stakes = eine wichtige Entscheidung
why-signal-wants-human = { $client } möchte vielleicht { $coach }
why-signal-loop = es dreht sich im Kreis
why-sum = Zusammen { $score }. Über { $offer } wirst du angeboten, über { $call } gerufen.
why-saw-ask = gefragt
why-saw-hint = angedeutet
why-saw-decline = möchte keinen Menschen
why-saw-now = jetzt
why-saw-confidence = { $confidence } sicher
why-saw-feeling = Gefühl { $value } zwischen -1 und 1
why-saw-feeling-usual = Gefühl { $value } zwischen -1 und 1, sonst { $usual }
why-topic-job = Arbeit
why-topic-relationship = Beziehung
why-topic-money = Geld
why-topic-health = Gesundheit
why-topic-legal = Recht
why-topic-life = Leben
why-confidence = Wie sicher die KI war: { $confidence }
why-part-model = was das Modell von sich selbst sagt
why-part-check = die erste Antwort musste neu geschrieben werden
why-part-support = die Dokumente enthalten, wonach gefragt wurde
why-part-seen = so viel von den Nachrichten konnte sie lesen
why-part-examples = wie Antworten auf Ähnliches bisher ausgegangen sind
why-confidence-before = Zusammen { $raw }. Noch spricht kein Ausgang früherer Antworten für mehr oder weniger.
why-confidence-after = Zusammen { $raw }. Gemessen daran, wie frühere Antworten ausgingen (Gewicht { $outcomes }), ist das { $confidence } wert.
why-offer-open = Das Angebot: offen seit { $at }.
why-offer-accepted = Das Angebot: angenommen { $at }.
why-offer-declined = Das Angebot: abgelehnt { $at }.
why-offer-expired = Das Angebot: nicht beantwortet, vorbei seit { $at }.
why-written-by-ai = Geschrieben von: der KI ({ $model }), { $at }.
why-written-by-ai-approved = Geschrieben von: der KI ({ $model }), { $at }; gesendet von { $member }.
why-written-by-ai-edited = Geschrieben von: der KI ({ $model }), { $at }; geändert und gesendet von { $member }.
why-written-by-human = Geschrieben von: { $member }, { $at }.
why-written-by-human-suggested = Geschrieben von: { $member }, nach einem Entwurf der KI, { $at }.
why-written-by-system = Geschrieben von: dem System, { $at }.

## Who needs the coach: the pinned message, and /today. $since is a time or a day, $reason one of the reasons below

board-title = Braucht dich
board-nobody = Gerade braucht dich niemand.
board-crisis = 🆘 { $client }: Gefahr, Stufe { $grade } von 4, seit { $since }. Noch führt niemand.
board-crisis-led = 🆘 { $client }: Gefahr, Stufe { $grade } von 4, seit { $since }. { $leader } führt.
board-waiting = ⏳ { $client } wartet seit { $since }: { $reason }
board-left-alone = ⌛ { $client }: Niemand kam, seit { $since } macht die KI weiter. Bitte sieh hinein.
board-unanswered = 💬 { $client } wartet seit { $since } auf eine Antwort von { $leader }
board-silent = 💤 { $client } ist ungewöhnlich still: zuletzt geschrieben { $since }
board-more = und { $count } weitere
reason-crisis = ist vielleicht in Gefahr
reason-explicit-request = möchte mit dir sprechen
reason-high-stakes-decision = steht vor einer wichtigen Entscheidung
reason-coach-rule = hat etwas geschrieben, wofür du gerufen werden willst
reason-loop = sagt, dass die KI sich im Kreis dreht
reason-several-signs = mehrere Zeichen zusammen
reason-ai-unavailable = die KI konnte nicht antworten
reason-voice-note = hat eine Sprachnachricht geschickt, die noch niemand gehört hat
reason-unsafe-reply = die Antwort der KI wurde zurückgehalten
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
link-replaces = Wenn du sie verbindest, wird deine bisherige Gruppe nicht mehr genutzt: Was dort geschrieben oder getippt wird, erreicht niemanden.
link-not-ready = Noch nicht: Bitte kümmere dich um das, was mit ❌ markiert ist.
link-taken = Diese Gruppe gehört schon zu einem anderen Coach.
group-linked = Fertig, { $coach }. Das Gespräch mit jedem Klienten erscheint hier. /help zeigt, was du tun kannst.
group-linked-instead = Deine bisherige Gruppe wird nicht mehr genutzt: Was dort geschrieben oder getippt wird, erreicht niemanden.
group-replaced = Diese Gruppe ist nicht mehr verbunden: Was hier ab jetzt geschrieben oder getippt wird, erreicht niemanden. Bitte nutz deine neue Gruppe.
group-not-linked = Diese Gruppe ist noch nicht verbunden. Um sie zu verbinden, mach mich hier zum Administrator und schick /link.
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
    Zuerst, { $coach }:

    1. /method: wie du arbeitest, in deinen Worten
    2. /key: dein Schlüssel für die KI
    3. Um deine Klienten zu begleiten, leg eine Gruppe an, schalte Themen ein und füge @{ $bot } als Administrator hinzu.

    Dann gibt dir /invite den Link für deine Klienten. Was es außerdem gibt:
coach-commands =
    /method: wie du arbeitest
    /key: dein Schlüssel für die KI
    /invite: der Link für deine Klienten
    /docs, /upload, /gaps: was dein Assistent kennt und was ihm fehlt; schick mir Dateien
    /answers: wie deine Dokumente in Antworten verwendet werden
    /teach, /import: zeig mir, wie du antwortest
    /try: sprich mit deinem Klon wie ein Klient
    /style, /unlearn, /rehearse: was ich von deiner Art gelernt habe
    /copilot: wartet jede Antwort auf dich?
    /rules, /sensitivity: wann die KI dich ruft
    /hours, /timezone, /reminders: wann Klienten mit dir rechnen können
    /mirrors: wie viel du von der Arbeit der KI siehst
    /texts, /receipts: was deine Klienten lesen
    /country: aus welchem Land die Hilfetelefone sind
    /drill: weckt dich eine Krise? Probier es aus
    /today: wer dich jetzt braucht
    /why, als Antwort: warum die KI so handelte
    /token: lässt deine Programme Dokumente hinzufügen
    /help: diese Nachricht
coach-help-group = Deine Klienten und ihre Gespräche sind in deiner Gruppe.
coach-role = Du bist hier als Coach.
in-client-role = In diesem Chat bist du gerade bei { $coach } in Begleitung, deshalb wurde das nicht weitergegeben. Schick /coach, um hier wieder Coach zu sein.
owner-only = Das kann nur { $coach }.
own-invite = Das ist deine eigene Einladung: Sie ist für deine Klienten. Schick sie ihnen, oder öffne sie mit einem anderen Konto.
loose-text = Ich weiß nicht, was ich damit tun soll. /help zeigt, was ich verstehe.
loose-text-cold = Ich weiß nicht, was ich damit tun soll. War es deine Antwort auf eine der fünf Situationen? Schick sie als Antwort auf die Frage, oder /teach macht damit weiter. /help zeigt, was ich verstehe.
loose-text-crisis = 🆘 NICHT GESENDET. Was du hier schreibst, bekommt niemand, und jemand ist in Gefahr. Schreib in deiner Gruppe, oder tipp unter dem Alarm:
loose-text-crisis-phone = 🆘 NICHT GESENDET. Was du hier schreibst, bekommt niemand, und jemand ist in Gefahr. Ohne Gruppe kannst du nicht schreiben: Bitte ruf an:
question-kept = NICHT GESENDET und nicht gespeichert: Was du hier schreibst, erreicht niemanden, den du begleitest. Meine Frage an dich ist noch offen. Wenn das deine Antwort war, schick sie noch einmal als Antwort auf diese Nachricht.
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
key-none = Es gibt keinen Schlüssel zu entfernen. Um einen zu setzen: /key
key-removed = Der Schlüssel, der auf { $last4 } endet, ist entfernt. Ohne einen antwortet die KI niemandem: Was deine Klienten schreiben, wartet auf dich. Ein neuer: /key
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

## Zeiten

hours-none =
    Deine Klienten können jederzeit mit dir rechnen. Um zu sagen, wann: /hours mo-fr 9-18

    Auch mehrere: /hours mo-do 9-12 14-18, fr 9-13
    Deine Zeitzone ist { $timezone }, dort ist es { $time }. Falls nicht: /timezone Europe/Berlin
hours-now-open =
    Deine Klienten können mit dir rechnen:

    { $hours }

    In { $timezone } ist es { $time }: in deinen Zeiten. Andere Zeitzone: /timezone Europe/Berlin. Jederzeit: /hours off
hours-now-closed =
    Deine Klienten können mit dir rechnen:

    { $hours }

    In { $timezone } ist es { $time }. Klienten lesen, dass du { $back } wieder da bist. Andere Zeitzone: /timezone Europe/Berlin. Jederzeit: /hours off
hours-unclear = „{ $part }“ verstehe ich nicht. Es hat sich nichts geändert. Schreib Tage, dann Zeiten, so: /hours mo-fr 9-18, sa 10-14
timezone-now = Deine Zeitzone ist { $timezone }, dort ist es jetzt { $time }. Zum Ändern: /timezone Europe/Berlin
timezone-unknown = Eine Zeitzone „{ $name }“ kenne ich nicht. Es hat sich nichts geändert. Schreib Kontinent und Stadt, so: /timezone Europe/Berlin
when-today = heute um { $time }
when-tomorrow = morgen um { $time }
when-day = am { $day } um { $time }

## Menus

menu-group-takeover = Du führst, die KI schweigt
menu-group-handback = Die KI antwortet wieder
menu-group-brief = Was jetzt wichtig ist, in Kürze
menu-group-note = Eine Notiz, wird nie gesendet
menu-group-unsend = Als Antwort: deine Nachricht zurücknehmen
menu-group-ai = Die KI an oder aus für diesen Klienten
menu-group-recall = Was über etwas gesagt wurde
menu-group-why = Warum die KI antwortete, anbot oder dich rief
menu-group-mirrors = Wie viel du von der Arbeit der KI siehst
menu-group-today = Wer dich jetzt braucht
menu-group-help = Was du hier tun kannst
menu-coach-method = Wie du arbeitest
menu-coach-key = Dein Schlüssel für die KI
menu-coach-invite = Der Link für deine Klienten
menu-coach-mirrors = Wie viel du von der Arbeit der KI siehst
menu-coach-today = Wer dich jetzt braucht
menu-coach-why = Als Antwort: warum die KI getan hat, was sie tat
menu-coach-hours = Wann Klienten mit dir rechnen können
menu-coach-timezone = Deine Zeitzone
menu-coach-help = Was du hier tun kannst

## A crisis, step by step

alert-summary = Erkannt durch { $rule }. Zuletzt gesagt:
alert-repeat = 🆘 Seit { SPAN($minutes) } ist niemand bei { $client } (Stufe { $grade } von 4). Bitte jetzt schreiben oder anrufen. Auch alle anderen, die kommen können, werden gerufen.
alert-repeat-alone = 🆘 Seit { SPAN($minutes) } ist niemand bei { $client } (Stufe { $grade } von 4). Bitte jetzt schreiben oder anrufen. Sonst ist niemand in deinem Team, also kann sonst niemand daraus kommen.
alert-unattended = 🆘 UNBEGLEITET: { $client } ist seit { SPAN($minutes) } in Gefahr (Stufe { $grade } von 4), und niemand ist gekommen. Das wiederholt sich, bis jemand kommt.
alert-backup = 🆘 { $client }, betreut von { $coach }, ist vielleicht in Gefahr (Stufe { $grade } von 4). Seit { SPAN($minutes) } ist niemand da. Bitte schreib im Thema, oder ruf an.
alert-unreachable-client = 🆘 { $client } ist in einer Krise, und es kann nichts mehr zugestellt werden: Der Bot ist blockiert, oder Telegram lehnt ab. Bitte ruf an. Wenn du um das Leben fürchtest, wähl den Notruf des Ortes.
alert-client-safe = { $client } sagt: „Keine Gefahr, das war anders gemeint.“ Es war Stufe { $grade } von 4. Die KI antwortet wieder; bitte sieh in den nächsten 24 Stunden nach.
alert-someone-with = { $client } sagt, dass jemand da ist.
alert-calls-line = { $client } hat nach den Hilfetelefonen gefragt.
alert-asks-in-crisis = 🆘 { $client } ist in Gefahr (Stufe { $grade } von 4) und fragt im Chat nach jemandem. Bitte schreib jetzt oder ruf an.
alert-is-there-in-crisis = 🆘 { $client } ist gerade im Chat und in Gefahr (Stufe { $grade } von 4). Die KI schweigt. Bitte schreib jetzt oder ruf an.
alert-says-safe-in-crisis = 🆘 { $client } tippt auf „Ich bin sicher, das war anders gemeint“. Bei Stufe { $grade } von 4 endet damit allein nichts, und die KI schweigt weiter. Bitte schreib jetzt oder ruf an.
i-am-writing-button = Ich schreibe jetzt
i-am-phoning-button = Ich rufe jetzt an
false-alarm-button = Fehlalarm
false-alarm-sure-button = Ja, es war ein Fehlalarm
reached-button = Erreicht
no-answer-button = Keine Antwort
safe-company-button = Sicher: jemand ist da
safe-care-button = Sicher: in Behandlung
safe-talked-button = Sicher: wir haben geredet
crisis-writing-noted = { $member } schreibt { $client }.
crisis-phoning-noted = { $member } ruft { $client } an.
crisis-call-ask = Hast du { $client } am Telefon erreicht?
crisis-reached-noted = { $member } hat { $client } am Telefon. Die KI schweigt. Wenn { $client } sicher ist, sag es hier, oder /handback und den Grund.
crisis-safe-noted = { $member } sagt, dass { $client } sicher ist. Ich sehe morgen und in drei Tagen nach; 72 Stunden lang lässt die KI Herausforderungen, Diäten, Fasten und Medikamente aus.
false-alarm-sure = Das war Stufe { $grade } von 4. Ist { $client } sicher nicht in Gefahr?
false-alarm-noted = Als Fehlalarm notiert. { $client } hat ein freundliches Wort bekommen, und die KI antwortet wieder.
crisis-over = Nichts zu tun: Für { $client } ist keine Krise offen.
board-crisis-unattended = 🆘 UNBEGLEITET { $client }: Gefahr, Stufe { $grade } von 4, seit { $since }. Niemand ist gekommen.

## The coach's country, and a drill

alert-operator = 🆘 OpenCoach: Jemand, den { $coach } betreut, ist vielleicht in Gefahr (Stufe { $grade } von 4), zuerst bemerkt vor { SPAN($minutes) }. Wenn niemand vom Team antwortet, erreiche { $coach } bitte auf anderem Weg.
tap-told = Das Team weiß Bescheid.
tap-nobody-told = Niemand hat davon erfahren: Du gehörst nicht mehr zum Team dieses Menschen. Wenn du helfen kannst, sag es bitte selbst seinem Coach.
country-ask = Aus welchem Land sollen die Hilfetelefone sein für Klienten, die nicht gesagt haben, wo sie sind?
country-unknown = Für „{ $value }“ habe ich keine Hilfetelefone, also hat sich nichts geändert. Schreib eines davon, oder tipp: { $values }
country-saved = Ab jetzt: { $country }.
drill-page = 🆘 Das ist eine Übung. So würde dich die Krise eines Klienten erreichen, zu jeder Zeit. Hat dein Telefon geklingelt?
drill-group = 🆘 Das ist eine Übung, begonnen von { $coach }. So würde die Krise eines Klienten in seinem Thema erscheinen.
drill-yes-button = Ja
drill-no-button = Nein
drill-yes = Gut. Mach das wieder, wenn du dein Telefon oder seine Einstellungen wechselst.
drill-no = Dann würde dich eine Krise in der Nacht nicht wecken. In diesem Chat und in deiner Gruppe: Öffne die Seite des Bots oder der Gruppe, heb die Stummschaltung auf und wähl einen Ton. Am Telefon: Erlaube Mitteilungen von Telegram und lass sie bei „Nicht stören“ durch (iPhone: Einstellungen, Fokus, Apps; Android: Einstellungen, Benachrichtigungen, Bitte nicht stören, Apps). Dann noch einmal /drill.
menu-coach-country = Aus welchem Land die Hilfetelefone sind
menu-coach-drill = Weckt dich eine Krise? Probier es aus
