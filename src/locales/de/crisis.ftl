### Was jemand in Gefahr liest. Das Modell schreibt diese Worte nie, und keine Nummer darin.
###
### Not yet reviewed by a clinician: each text must be, before a public release. Each stays under 500 characters, is plain
### text, names the AI as one, promises neither rescue nor secrecy, and asks for no details.
###
### $lines, $emergency and $coach are as in en/crisis.ftl. $coach is a name: say nothing that depends on gender.

crisis-lines-unknown = eine Nummer in deiner Nähe findest du auf findahelpline.com
crisis-emergency-unknown = den Notruf deines Landes (112 oder 911)

## The first text of an episode

crisis-first =
    Danke, dass du mir das sagst. Ich bin eine KI und kann allein nicht dafür sorgen, dass du sicher bist.

    { $coach } ist benachrichtigt, sieht das aber vielleicht erst in Stunden: Bitte warte hier nicht auf eine Antwort.

    Du kannst sofort mit jemandem sprechen: { $lines }

    Wenn du denkst, dass du es tun könntest, wähl bitte { $emergency }.
crisis-first-l4 =
    Wenn du jetzt in Gefahr bist, wähl bitte { $emergency }, oder bitte jemanden in deiner Nähe, das zu tun.

    Danke, dass du mir das sagst. Ich bin eine KI und kann allein nicht dafür sorgen, dass du sicher bist. { $coach } ist benachrichtigt, sieht das aber vielleicht erst in Stunden: Bitte warte hier nicht auf eine Antwort.

    Du kannst sofort mit jemandem sprechen: { $lines }
crisis-first-stranger =
    Danke, dass du das sagst. Ich bin eine KI und kann allein nicht dafür sorgen, dass du sicher bist. Diesen Chat liest gerade niemand: Bitte warte hier nicht auf eine Antwort.

    Du kannst sofort mit jemandem sprechen: { $lines }

    Wenn du in Gefahr bist, wähl bitte { $emergency }, oder bitte jemanden in deiner Nähe, das zu tun.
crisis-third-party =
    Danke, dass du auf diesen Menschen achtest. Ich bin eine KI und kann ihn nicht erreichen. { $coach } ist benachrichtigt, sieht das aber vielleicht erst in Stunden.

    Wenn gerade Gefahr besteht, wähl bitte { $emergency }. Bleib bei dem Menschen, wenn du dabei sicher bist.

    Auch wer sich um jemanden sorgt, kann dort anrufen: { $lines }
crisis-abuse =
    Danke, dass du mir das sagst. Was dir passiert, ist nicht deine Schuld. Ich bin eine KI und kann dich allein nicht schützen.

    Wenn du jetzt in Gefahr bist, wähl bitte { $emergency }.

    Du kannst sofort mit jemandem sprechen: { $lines }

    { $coach } weiß Bescheid, sieht das aber vielleicht erst in Stunden. Falls jemand in dein Handy schaut: Du kannst diesen Chat löschen.
crisis-medical =
    Das kann ein medizinischer Notfall sein. Bitte wähl jetzt { $emergency }, auch wenn du unsicher bist, und bleib nicht allein.

    Ich bin eine KI und kann dabei nicht helfen. { $coach } ist benachrichtigt, sieht das aber vielleicht erst in Stunden: Bitte warte hier nicht auf eine Antwort.

## Later messages in an open episode, one after the other

crisis-relay-1 = Ich habe das an { $coach } weitergegeben. Du musst nicht allein warten: { $lines }. Bei Gefahr wähl bitte { $emergency }.
crisis-relay-2 = { $coach } bekommt jedes Wort, das du hier schreibst. Ich bin eine KI; ein Mensch kann dir sofort zuhören: { $lines }. Bei Gefahr wähl bitte { $emergency }.
crisis-relay-3 = Danke, dass du weiterschreibst. { $coach } wird es sehen. Gibt es jemanden, der jetzt bei dir sein kann? Zum Reden: { $lines }. Bei Gefahr wähl bitte { $emergency }.
crisis-relay-4 = Deine Nachricht liegt bei { $coach }. Wenn es beim Warten schwerer wird, ruf bitte an: { $lines }. Bei Gefahr wähl bitte { $emergency }.
crisis-relay-5 = Ich gebe weiter alles an { $coach } durch. Ich bin eine KI, und du verdienst eine menschliche Stimme: { $lines }. Bei Gefahr wähl bitte { $emergency }.
crisis-relay-6 = { $coach } ist benachrichtigt und bekommt auch das hier. Bitte sag jemandem in deiner Nähe, wie es dir geht, oder sprich mit: { $lines }. Bei Gefahr wähl bitte { $emergency }.
