### Dateien, aus denen kein Wissen wurde: was geschehen ist, dann was zu tun ist. Und die Tokens der API.

document-problem-encrypted = Diese Datei ist gesperrt. Speichere sie ohne Passwort und schick sie noch einmal.
document-problem-empty = In dieser Datei steht nichts, was sich lesen lässt.
document-problem-damaged = Diese Datei ist beschädigt oder abgeschnitten. Öffne sie selbst, speichere sie neu und schick sie noch einmal.
document-problem-too-large = Diese Datei ist zu groß. Schick sie in kleineren Stücken.
document-problem-too-many-pages = Diese Datei hat zu viele Seiten. Schick sie in mehreren Teilen.
document-problem-too-much-inside = Ausgepackt ist diese Datei viel zu groß. Schick den Inhalt in kleineren Stücken.
document-problem-unsupported = Dateien dieser Art lassen sich nicht lesen. Speichere sie als PDF, Word oder Text und schick das.
document-problem-no-key = In dieser Datei wird gesprochen, und es gibt keinen Schlüssel, um es aufschreiben zu lassen. Gib mit /key einen an, dann wird sie von selbst gelesen.
document-problem-no-ffmpeg = Ton und Film lassen sich hier nicht lesen: Auf dem Server fehlt ffmpeg. Bitte, wer ihn betreibt, es zu installieren, oder schick eine Mitschrift.
document-problem-service-failed = Der KI-Dienst hat nicht geantwortet, sooft er auch gefragt wurde. Prüf deinen Schlüssel mit /key und versuch es dann noch einmal.
document-problem-failed-here = Der Server konnte diese Datei nicht lesen, so oft er es auch versucht hat: Vielleicht ist seine Festplatte voll, oder die Datei ging verloren. Sag es dem, der ihn betreibt, und schick sie dann noch einmal.
document-problem-too-slow = Das Lesen dieser Datei hat zu lange gedauert. Schick sie in kleineren Stücken.
document-problem-too-hungry = Das Lesen dieser Datei hat zu viel Speicher gebraucht. Schick sie in kleineren Stücken.
document-problem-overdue = Diese Datei wurde nicht innerhalb eines Tages gelesen: Der Server war aus oder zu beschäftigt. Schick sie noch einmal.

token-list = Diese Tokens dürfen deine Programme benutzen; du kannst sie jederzeit widerrufen:
token-none = Mit einem Token können deine Programme deine Dokumente hinzufügen, auflisten, ersetzen und entfernen.
token-used = ····{ $last4 }, gemacht { $made }, zuletzt benutzt { $used }
token-unused = ····{ $last4 }, gemacht { $made }, nie benutzt
token-new-button = Neues Token
token-revoke-button = ····{ $last4 } widerrufen
token-made = Dein neues Token. Es wird nur dieses eine Mal gezeigt: Kopier es und lösch dann diese Nachricht. Wer es hat, kann deine Dokumente lesen und ändern.
token-at-most = { $limit } Tokens sind genug: Widerruf erst eines.
token-gone = Dieses Token ist schon widerrufen.
menu-coach-token = Tokens für deine eigenen Programme
menu-coach-upload = Eine Seite für große oder viele Dateien
upload-link = Öffne diese Seite auf dem Gerät, auf dem deine Dateien sind: so viele du willst, bis zu { $limit } jede. Der Link öffnet sich einmal und gilt bis { $until }.
upload-link-button = Seite öffnen
upload-no-address = Hier gibt es keine Seite zum Hochladen: Wer das hier betreibt, hat keine PUBLIC_URL gesetzt. Schick mir Dateien hier, jede bis 20 MB; was größer ist, in kleineren Stücken.
