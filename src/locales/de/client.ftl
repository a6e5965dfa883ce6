### Was Klienten lesen: auf dem Handy, vielleicht um zwei Uhr nachts. Freundlich, einfach, kurz.
### $coach is the coach's name as clients know it: say nothing that depends on gender.

## Before consent

consent-disclosure =
    Hallo, schön, dass du da bist.

    Ich bin eine KI, die mit { $coach } arbeitet. Ich bin kein Mensch und nicht { $coach }, aber { $coach } liest mit und kann jederzeit übernehmen.

    Was du hier schreibst, wird gespeichert, damit { $coach } und ich es nicht vergessen, und an einen KI-Dienst geschickt, um dir zu antworten. Du kannst jederzeit aufhören: /privacy sagt, wie.

    Ich bin kein Notdienst. Wenn du in Gefahr bist, wähl den Notruf deines Landes (112 oder 911).

    Wollen wir anfangen?
consent-agree-button = Einverstanden
consent-decline-button = Nein, danke
consent-declined =
    Das ist in Ordnung. Nichts von dem, was du geschrieben hast, ging an eine KI, und ich schreibe dir nicht mehr.

    Wenn du es dir anders überlegst, schick /start.
consent-needed-voice =
    Das kann ich nicht anhören: Bis du zustimmst, wird nichts, was du schickst, gehört oder weitergegeben. Bitte tippe zuerst auf einen der beiden Knöpfe.

    Wenn du in Gefahr bist, wähl 112 oder 911.
consent-needed = Bitte tippe zuerst auf einen der beiden Knöpfe. Bis du zustimmst, erreicht nichts, was du schreibst, eine KI.
welcome =
    Danke. Was beschäftigt dich?

    Wenn du lieber mit { $coach } persönlich sprechen möchtest, schick jederzeit /human.
welcome-back = Schön, dass du wieder da bist. Schreib einfach, was dich beschäftigt.
stranger = Das ist ein privater Chat. Wenn du eingeladen bist, öffne ihn bitte mit dem Link, den du bekommen hast.

## Waiting for the human

holding-explicit-request = Ich habe { $coach } gesagt, dass du reden möchtest. Es kann etwas dauern. Du kannst weiterschreiben: { $coach } liest alles.
holding-ai-unavailable = Ich kann gerade nicht antworten. { $coach } weiß Bescheid und sieht, was du hier schreibst.
holding-unsafe-reply = Ich möchte, dass { $coach } meine Antwort ansieht, bevor du sie bekommst. Es kann etwas dauern. Du kannst weiterschreiben: { $coach } liest alles.
holding-ai-off = Hier antwortet { $coach } persönlich. Deine Nachricht ist angekommen, und { $coach } schreibt dir, sobald es geht.
holding-high-stakes-decision = Das ist eine wichtige Entscheidung. Deshalb habe ich { $coach } gebeten, sie mit dir anzusehen. Bitte entscheide nicht allein auf das Wort einer KI hin.
holding-coach-rule = Das ist wohl etwas für { $coach } persönlich, deshalb habe ich { $coach } dazugebeten.
holding-loop = Entschuldigung, ich drehe mich im Kreis. Ich habe { $coach } gebeten, sich das mit dir anzusehen.
holding-several-signs = Ich glaube, das ist bei { $coach } persönlich besser aufgehoben, deshalb habe ich { $coach } dazugebeten.
holding-key-dead =
    Ich kann gerade nicht antworten: Auf unserer Seite funktioniert etwas nicht. { $coach } weiß Bescheid, und du bekommst hier eine Antwort, sobald es wieder geht.

    Wenn es nicht warten kann, schick /human und bitte { $coach } persönlich dazu. In Gefahr wähl 112 oder 911.
holding-voice-note =
    Ich konnte nicht verstehen, was du gesagt hast. { $coach } hört sich das persönlich an, deshalb warte ich mit meiner Antwort.

    Wenn es dringend ist, schreib es bitte in Worten. Bei Gefahr wähl 112 oder 911.
waiting-still = { $coach } konnte noch nicht hereinschauen. Deine Nachrichten gehen nicht verloren, und { $coach } wird sie lesen.
coach-away = { $coach } schläft vielleicht oder kann gerade nicht und sieht das hier danach als Erstes. Bis dahin:
coach-away-until = { $coach } ist { $back } wieder da und sieht das hier als Erstes. Bis dahin:
resumed-late = Es tut mir leid: { $coach } konnte noch nicht kommen. Ich bin die KI und mache weiter, damit du nicht allein bist. { $coach } liest deine Nachrichten weiterhin.
draft-seen-later = { $coach } sieht meine Antworten an, bevor du sie bekommst. Deine Nachricht ist angekommen; es kann etwas dauern.
draft-away-until = { $coach } sieht meine Antworten an, bevor du sie bekommst, und ist { $back } wieder da. Deine Nachricht ist angekommen.
human-silent = { $coach } konnte noch nicht antworten. Möchtest du mit der KI weitermachen oder warten?
will-wait = Gut, { $coach } antwortet dir hier. Du kannst jederzeit schreiben.
keep-ai-button = Mit der KI weiterreden
wait-for-coach-button = Auf { $coach } warten
not-safe-button = Ich bin in Gefahr
human-here = { $coach } ist jetzt persönlich da.
human-already-here = { $coach } ist schon persönlich da.
human-left = { $coach } hat den Chat verlassen. Ab hier antwortet wieder die KI.
human-left-ai-off = { $member } hat den Chat vorerst verlassen. Was du hier schreibst, geht an { $coach }, und { $coach } antwortet persönlich.
left-to-ai = { $coach } kann gerade nicht da sein, deshalb macht die KI weiter. { $coach } liest deine Nachrichten weiterhin.

## The AI answers, and offers the human

offer-human = Wenn du möchtest, bitte ich { $coach } dazu.
offer-yes-button = Ja, frag { $coach }
offer-no-button = Nein, weiter so
offer-accepted = Du möchtest { $coach } dabeihaben.
offer-declined = Gut, wir machen weiter. Wenn du { $coach } doch möchtest, schick /human.
offer-expired = Wenn du { $coach } dabeihaben möchtest, schick jederzeit /human.
tap-offer-over = Diese Frage ist erledigt. Wenn du deinen Coach möchtest, schick jederzeit /human.

## What a human sends besides text

sends-sticker = schickt einen Sticker
sends-file = schickt das hier

## Anything else

ai-reminder = Zur Erinnerung, weil wir schon länger schreiben: Ich bin eine KI, kein Mensch und nicht { $coach }. Mach gern jederzeit eine Pause. Wenn du lieber mit { $coach } persönlich sprechen möchtest, sende /human.
cannot-see = Ich kann nicht sehen, was du geschickt hast, aber { $coach } kann es. Wenn du gleich eine Antwort von mir möchtest, sag mir in Worten, worum es geht.
withdrawn =
    Du hast deine Zustimmung zurückgezogen. Ab jetzt erreicht nichts, was du schreibst, eine KI.

    Wenn du eines Tages zurückkommen willst, schick /start.
client-help =
    Schreib einfach, was dich beschäftigt: Die KI antwortet, und { $coach } liest mit.

    /human: mit { $coach } persönlich sprechen
    /done: diese Sitzung beenden; die nächste beginnt, wenn du schreibst
    /memory: was ich mir über dich gemerkt habe, zum Richtigstellen und Vergessen
    /goals: deine Ziele
    /why: wer zuletzt geschrieben hat und warum
    /privacy: was gespeichert wird und wie du aufhörst
    /help: diese Nachricht

    Eine Nachricht, die mit einem Namen beginnt, etwa „{ $coach }:“, ist von diesem Menschen.

    Das ist kein Notdienst. Bei Gefahr wähl 112 oder 911.
client-unknown-command = Diesen Befehl kenne ich nicht. Schreib einfach, was dich beschäftigt; /help zeigt, was es sonst gibt.
session-done = Gut, wir machen hier Schluss. Ich behalte, was wichtig ist; schreib einfach, wenn du weitermachen willst.
privacy =
    Was gespeichert wird: deine Nachrichten, die Antworten und dein Name in Telegram.
    Wer es liest: { $coach } und alle, die mit { $coach } arbeiten.
    Was ein KI-Dienst bekommt: deine Nachrichten und was von dir in Erinnerung ist, um dir zu antworten.

    Du kannst mit dem Knopf unten jederzeit aufhören. Für eine Kopie deiner Daten, oder um sie löschen zu lassen, wende dich an { $coach }.
withdraw-button = Aufhören und Zustimmung zurückziehen

## /why in a client's chat: who wrote what they were told last, and why

client-why-ai = Das hat die KI geschrieben, so wie { $coach } arbeitet. { $coach } liest mit, hat es aber nicht geschrieben.
client-why-ai-approved = Das hat die KI geschrieben, und { $member } hat es angesehen, bevor du es bekommen hast.
client-why-ai-edited = Das hat die KI geschrieben, und { $member } hat es geändert, bevor du es bekommen hast.
client-why-human = Das hat { $member } persönlich geschrieben.
client-why-system-crisis = Das ist ein fester Text, von Menschen geschrieben und von selbst gesendet: Etwas von dir klang so, als könntest du in Gefahr sein.
client-why-system-offer = Das ist eine automatische Zeile. Ein Gespräch mit { $coach } könnte hier guttun, deshalb wurdest du gefragt, ob du das möchtest.
client-why-system-waiting = Das ist eine automatische Zeile. { $coach } ist dazugebeten, und sie sagt, wie es bis dahin steht.
client-why-system-who-answers = Das ist eine automatische Zeile. Sie sagt, wer dir ab hier antwortet, { $coach } oder die KI.
client-why-system-other = Das ist eine automatische Zeile, die sagt, wie es hier geht. Weder { $coach } noch die KI hat sie geschrieben.
client-why-nothing = Hier hat dir noch niemand geschrieben.

## Menu

menu-client-human = Mit deinem Coach persönlich sprechen
menu-client-why = Wer zuletzt geschrieben hat und warum
menu-client-done = Diese Sitzung beenden
menu-client-privacy = Was gespeichert wird und wie du aufhörst
menu-client-help = Wie das hier geht

## What someone in danger can tap

call-line-button = Wen kann ich jetzt anrufen?
someone-with-me-button = Jemand ist bei mir
i-am-safe-button = Keine Gefahr, das war anders gemeint
choose-country-button = Nummern dort, wo ich bin
country-button = { $country }
country-elsewhere = Woanders
country-noted = Notiert: { $country }.
country-noted-elsewhere = Notiert: woanders.

knowledge-no-answer = Dazu habe ich nichts von { $coach }, und ich möchte nichts erfinden. Ich habe deine Frage für { $coach } notiert.
