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
holding-ai-off = Hier antwortet { $coach } persönlich. Deine Nachricht ist angekommen, und { $coach } schreibt dir, sobald es geht.
holding-high-stakes-decision = Das ist eine wichtige Entscheidung. Deshalb habe ich { $coach } gebeten, sie mit dir anzusehen. Bitte entscheide nicht allein auf das Wort einer KI hin.
holding-voice-note =
    { $coach } hört sich das persönlich an. Ich kann es nicht und warte deshalb mit meiner Antwort.

    Wenn es dringend ist, schreib es bitte in Worten. Bei Gefahr wähl 112 oder 911.
waiting-still = { $coach } konnte noch nicht hereinschauen. Deine Nachrichten gehen nicht verloren, und { $coach } wird sie lesen.
human-here = { $coach } ist jetzt persönlich da.
human-already-here = { $coach } ist schon persönlich da.
human-left = { $coach } hat den Chat verlassen. Ab hier antwortet wieder die KI.
left-to-ai = { $coach } kann gerade nicht da sein, deshalb macht die KI weiter. { $coach } liest deine Nachrichten weiterhin.

## What a human sends besides text

sends-sticker = schickt einen Sticker
sends-file = schickt das hier

## Anything else

cannot-see = Ich kann nicht sehen, was du geschickt hast, aber { $coach } kann es. Wenn du gleich eine Antwort von mir möchtest, sag mir in Worten, worum es geht.
withdrawn =
    Du hast deine Zustimmung zurückgezogen. Ab jetzt erreicht nichts, was du schreibst, eine KI.

    Wenn du eines Tages zurückkommen willst, schick /start.
client-help =
    Schreib einfach, was dich beschäftigt: Die KI antwortet, und { $coach } liest mit.

    /human: mit { $coach } persönlich sprechen
    /privacy: was gespeichert wird und wie du aufhörst
    /help: diese Nachricht

    Eine Nachricht, die mit einem Namen beginnt, etwa „{ $coach }:“, ist von diesem Menschen.

    Das ist kein Notdienst. Bei Gefahr wähl 112 oder 911.
privacy =
    Was gespeichert wird: deine Nachrichten, die Antworten und dein Name in Telegram.
    Wer es liest: { $coach } und alle, die mit { $coach } arbeiten.
    Was ein KI-Dienst bekommt: deine Nachrichten und was von dir in Erinnerung ist, um dir zu antworten.

    Du kannst mit dem Knopf unten jederzeit aufhören. Für eine Kopie deiner Daten, oder um sie löschen zu lassen, wende dich an { $coach }.
withdraw-button = Aufhören und Zustimmung zurückziehen

## Menu

menu-client-human = Mit deinem Coach persönlich sprechen
menu-client-privacy = Was gespeichert wird und wie du aufhörst
menu-client-help = Wie das hier geht
