### Copilot: a reply of the AI's waits for the team. $client and $member are names; the client's words stand above, the draft follows as a quotation.

draft-copilot = ✍️ Das würde die KI { $client } sagen. Nichts geht hinaus, bevor du tippst; antworte auf diese Nachricht, um andere Worte zu senden:
draft-copilot-offer = ✍️ Das würde die KI { $client } sagen und anbieten, { $coach } dazuzuholen. Nichts geht hinaus, bevor du tippst; antworte auf diese Nachricht, um andere Worte zu senden:
edit-draft-button = Ändern
reject-draft-button = Ablehnen
draft-again-button = Die KI noch einmal versuchen lassen
draft-edit-how = ✏️ { $member }, antworte auf diese Nachricht oder auf den Entwurf mit den Worten, die { $client } bekommen soll. Sie gehen als die der KI hinaus.
draft-sent = ✅ Von { $member } an { $client } gesendet.
draft-edited = ✅ Mit den Worten von { $member } an { $client } gesendet.
draft-expired = ✅ Von selbst an { $client } gesendet: Niemand hatte entschieden, und die KI war sich sicher.
draft-rejected = ✖️ Von { $member } abgelehnt. { $client } hat nichts bekommen und wartet noch: übernimm, antworte auf diese Nachricht mit anderen Worten oder lass die KI es noch einmal versuchen.
draft-again = ✖️ Abgelehnt. Die KI schreibt einen anderen für { $client }.
draft-replaced = ↩️ Nicht gesendet: { $client } hat seitdem geschrieben. Ein neuer Entwurf folgt, der auf alles antwortet.
draft-taken-over = ↩️ Nicht gesendet: Jemand von euch führt jetzt das Gespräch mit { $client }.
draft-called = ↩️ Nicht gesendet: { $client } wartet jetzt auf euch.
draft-danger = 🆘 Nicht gesendet: { $client } ist vielleicht in Gefahr, und die KI schweigt.
draft-withdrawn = ↩️ Nicht gesendet: { $client } ist nicht mehr einverstanden.
draft-ai-off = ↩️ Nicht gesendet: Die KI ist für { $client } ausgeschaltet.
draft-overtaken = ↩️ Doch nicht gesendet: Etwas anderes kam dazwischen, oder Telegram hat es nicht angenommen. { $client } hat es nicht bekommen.
draft-reminder = ⏰ Oben wartet noch ein Entwurf für { $client }. Sende ihn, antworte auf diese Nachricht mit anderen Worten oder lehne ihn ab.
draft-reminder-rejected = ⏰ Der Entwurf für { $client } wurde abgelehnt, und seitdem ist nichts gesagt worden. Übernimm oder antworte auf diese Nachricht mit dem, was hinausgehen soll.
tap-draft-replaced = Nicht gesendet: Es wurde seitdem geschrieben. Ein neuer Entwurf antwortet auf alles.
tap-draft-rejected = Abgelehnt. Nichts ging hinaus.
tap-draft-edit = Antworte auf den Entwurf mit deinen Worten.
board-draft = ✍️ { $client }: seit { $since } wartet ein Entwurf auf dich
mirror-alone = ✍️ Allein gesendet ({ $situation }): { $unchanged } in Folge unverändert, verlangt sind { $of }. Ein 👎 hier nimmt es zurück.
mirror-alone-let = ✍️ Allein gesendet ({ $situation }), weil du es erlaubt hast: { $unchanged } von { $of } unverändert. /copilot ändert das.

## /copilot in private: for all clients. $mark is a tick before what is set, else nothing.

copilot-is-on = ✍️ Der Copilot ist an: Jede Antwort der KI wartet im Thema des Klienten, bis jemand von euch sie sendet.
copilot-is-off = ✍️ Der Copilot ist aus: Die KI antwortet sofort. Mit ihm wartet jede Antwort im Thema des Klienten, bis jemand von euch sie sendet.
copilot-wait-quarter = Ein Entwurf wartet 15 Minuten.
copilot-wait-hour = Ein Entwurf wartet eine Stunde.
copilot-wait-hours = Ein Entwurf wartet eine Stunde deiner Zeiten (/hours).
copilot-end-send = Dann geht er von selbst hinaus, wenn die KI sich zu mindestens 80 % sicher ist und nichts nach dir verlangt; sonst hört dein Klient, dass du es ansiehst.
copilot-end-tell = Dann hört dein Klient, dass du es ansiehst, und du wirst erinnert.
copilot-earns = Wo du die letzten { $count } Entwürfe für einen Klienten in derselben Lage unverändert gesendet hast, sendet die KI dort allein und zeigt es dir. Einer, der abgelehnt oder stark geändert wird, nimmt das zurück.
copilot-how = Für einen Klienten: /copilot on, off oder default in seinem Thema. Gefahr wartet nie.
copilot-on-button = { $mark }Einschalten
copilot-off-button = { $mark }Ausschalten
copilot-wait-quarter-button = { $mark }15 Min.
copilot-wait-hour-button = { $mark }1 Std.
copilot-wait-hours-button = { $mark }1 Std. von mir
copilot-end-send-button = { $mark }Senden, wenn sicher
copilot-end-tell-button = { $mark }Sagen und erinnern
copilot-count-button = { $mark }{ $count } unverändert
menu-coach-copilot = Wartet jede Antwort auf dich?
menu-group-copilot = Entwürfe für diesen Klienten, und was die KI allein senden darf

## /copilot in a topic: the ladder. $unchanged drafts in a row went out unchanged, $of are asked for.

copilot-topic-on = ✍️ Der Copilot ist an für { $client }: Antworten der KI warten hier.
copilot-topic-off = ✍️ Der Copilot ist aus für { $client }: Die KI antwortet sofort.
copilot-topic-own = Das gilt nur für { $client }.
copilot-topic-how = Zum Ändern: /copilot on, /copilot off oder /copilot default für das, was für alle gilt. Dass die KI allein sendet, sagt nur der Coach; verdient wird es durch das, was der Coach selbst gesendet hat.
rung-none = Für { $client } ist noch nichts entschieden worden.
rung-not-yet = • { $situation }: { $unchanged } von { $of } unverändert, fragt
rung-earned = • { $situation }: { $unchanged } von { $of } unverändert, sendet allein
rung-ask = • { $situation }: { $unchanged } von { $of } unverändert, fragt immer, wie du gesagt hast
rung-alone = • { $situation }: { $unchanged } von { $of } unverändert, sendet allein, wie du gesagt hast
rung-ask-button = { $situation }: immer fragen
rung-let-button = { $situation }: lassen
rung-earn-button = { $situation }: nach Verdienst

## What a client is facing, in a word

