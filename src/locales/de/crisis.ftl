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

## While nobody has come, and when someone has

crisis-still-here =
    Ich bin noch da, und ich bin weiter eine KI. Es ist noch niemand da; ich habe { $coach } noch einmal gerufen und alle anderen, die ich rufen kann.

    Bitte warte nicht auf uns. Du kannst sofort mit jemandem sprechen: { $lines }

    Wenn du in Gefahr bist, wähl bitte { $emergency }, oder geh zu jemandem in deiner Nähe.
crisis-no-human =
    Ich muss ehrlich sein: Bisher hat niemand aus dem Team von { $coach } geantwortet, und ich weiß nicht, wann jemand kommt. Ich bin eine KI und kann nicht dafür sorgen, dass du sicher bist.

    Bitte warte hier nicht. Sprich jetzt mit jemandem: { $lines }

    Wenn du in Gefahr bist, wähl bitte { $emergency }, oder sag es jemandem in deiner Nähe. Ich rufe das Team weiter.
crisis-human-here =
    { $coach } ist jetzt persönlich da und liest, was du schreibst. Die KI schweigt.

    Wenn du in Gefahr bist, wähl trotzdem zuerst { $emergency }.
crisis-phoning =
    { $member } hat das gesehen und versucht, dich anzurufen. Ich bin eine KI und weiß nicht, ob es klappt: Bitte verlass dich nicht darauf.

    Wenn du in Gefahr bist, wähl bitte { $emergency }.
crisis-no-answer =
    { $member } hat versucht, dich anzurufen, und dich nicht erreicht. Du hast nichts falsch gemacht. Ich bin eine KI; ich habe { $coach } noch einmal gerufen und alle, die ich rufen kann. Hab dein Telefon bei dir, wenn es geht.

    Bitte warte nicht auf uns. Du kannst sofort mit jemandem sprechen: { $lines }

    Wenn du in Gefahr bist, wähl bitte { $emergency }, oder geh zu jemandem in deiner Nähe.
crisis-minor =
    Danke, dass du mir das sagst. Was da passiert, ist nicht deine Schuld, und du musst es nicht allein tragen. Ich bin eine KI und kann allein niemanden schützen.

    Wenn jetzt jemand in Gefahr ist, wähl bitte { $emergency }.

    Helfen kann ein erwachsener Mensch, dem du vertraust, und auch: { $lines }

    { $coach } ist benachrichtigt, sieht das aber vielleicht erst in Stunden.

## What a tap is answered with

crisis-call =
    Bei Gefahr wähl bitte { $emergency }.

    Zum Reden: { $lines }

    Ich bin eine KI und kann nicht für dich anrufen. Du kannst sagen: „Mir geht es nicht gut, ich muss reden.“
crisis-company =
    Gut, dass jemand bei dir ist. Bleibt bitte zusammen. Sag, wie es dir geht, und bleib nicht allein, bis es leichter wird.

    Wenn es gefährlich wird, wählt { $emergency }. Das Team weiß Bescheid. Ich bin eine KI; ein Mensch ist jetzt die bessere Gesellschaft.
crisis-client-safe =
    Danke, dass du das sagst. Ich frage lieber einmal zu viel. { $coach } weiß, was du gesagt hast, und ich bin eine KI, die einen Tag lang genauer hinhört.

    Wenn sich das ändert, schreib es hier, oder wähl { $emergency }.
crisis-country-ask = Wo bist du gerade? Dann kann ich dir die Nummer zeigen, die dort hilft.

## When it is over

crisis-false-alarm = { $coach } hat hineingesehen und glaubt, dass ich dich falsch verstanden habe. Entschuldige den Schreck; ich bin eine KI und frage lieber einmal zu viel. Wir können jederzeit weitermachen. Wenn es doch ernst war, sag es bitte.
crisis-followup =
    Ich soll nach dir sehen: Wie geht es dir heute?

    Du kannst in deinen eigenen Worten antworten; ich bin eine KI, und { $coach } liest mit. Wenn es wieder schwer ist, tipp unten auf den Knopf, oder sprich mit jemandem: { $lines }
crisis-after-human =
    Wer auch immer hier ist: Wenn es schlimmer wird, musst du auf niemanden warten, zu keiner Stunde: { $lines }

    Ich bin eine KI und kann dich allein nicht schützen. Wenn du in Gefahr bist, wähl bitte { $emergency }, oder tipp unten auf den Knopf, dann rufe ich { $coach } sofort.
crisis-hours-always = Tag und Nacht
