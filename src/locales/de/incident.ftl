### Ein Schlüssel, den der KI-Dienst ablehnt: eine einzige Nachricht, die mitläuft. $clients sind Namen.

incident-key-refused = 🔑 Dein Klon kann seit { $since } nicht antworten: Der KI-Dienst lehnt deinen Schlüssel ab.
incident-quota-spent = 🔑 Dein Klon kann seit { $since } nicht antworten: Dein Schlüssel hat beim KI-Dienst kein Guthaben mehr.
incident-waiting =
    { $count ->
        [one] Es wartet: { $clients }
       *[other] Es warten { $count }, am längsten zuerst: { $clients }
    }
incident-nobody-waits = Gerade wartet niemand.
incident-what-to-do = Schick mir mit /key einen anderen Schlüssel, oder bring diesen beim KI-Dienst in Ordnung. Ich probiere ihn auch von selbst. Sobald er geht, bekommen alle, die warten, ihre Antwort, wer am längsten wartet zuerst. Allen ist einmal gesagt worden, dass du Bescheid weißt.
incident-tried = Zuletzt probiert um { $time }: noch nicht.
incident-over =
    { $count ->
        [one] ✅ Dein Klon antwortet wieder. Der Schlüssel ging von { $from } bis { $to } nicht; eine Person musste warten und bekommt jetzt ihre Antwort, falls du nicht schon da warst.
       *[other] ✅ Dein Klon antwortet wieder. Der Schlüssel ging von { $from } bis { $to } nicht; { $count } mussten warten und bekommen jetzt ihre Antwort, am längsten zuerst, außer wo du schon da warst.
    }
incident-key-removed = 🔑 Dein Schlüssel ist entfernt, dein Klon antwortet also niemandem. Was geschrieben wird, und womit jemand gewartet hat, kommt direkt zu dir. Mit /key gibst du mir einen anderen.
incident-key-removed-demo = 🔑 Dein Schlüssel ist entfernt, und die Probe antwortet wieder, zuerst denen, die gewartet haben: Kein Sprachmodell ist verbunden. Mit /key gibst du mir einen anderen.
key-other-button = Anderer Schlüssel
key-again-button = Nochmal probieren
tap-trying-key = Ich probiere ihn.
board-key-dead =
    { $count ->
        [one] 🔑 Dein Schlüssel geht seit { $since } nicht: Eine Person wartet. /key in unserem privaten Chat
       *[other] 🔑 Dein Schlüssel geht seit { $since } nicht: { $count } warten. /key in unserem privaten Chat
    }
ai-may-answer-no-key = Die KI kann { $client } gerade nicht antworten: Der KI-Dienst lehnt deinen Schlüssel ab. Schick mir mit /key in unserem privaten Chat einen anderen.
