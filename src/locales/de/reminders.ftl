### Wie bald der Coach wieder hört: /reminders. $mark ist ein Haken vor dem, was gilt, sonst nichts.

reminders-waiting = Wenn jemand wartet und niemand kommt:
reminders-alerts = • hörst du es nach { $minutes } Minuten wieder
reminders-no-alerts = • hörst du es einmal und nicht wieder
reminders-resume = • bittet die KI nach { $minutes } Minuten um Entschuldigung und macht weiter
reminders-leading = Wenn du führst:
reminders-remind = • wirst du nach { $minutes } Minuten an eine ausstehende Antwort erinnert
reminders-no-remind = • wirst du nicht an eine ausstehende Antwort erinnert
reminders-offer = • ist nach { $minutes } Minuten die KI wieder wählbar
reminders-asks-back = • frage ich, wenn du { $hours } Stunden nichts geschrieben hast, ob ich zurückgeben soll
reminders-hands-back = • gebe ich an die KI zurück, wenn du { $hours } Stunden nichts geschrieben hast
reminders-fixed = Erinnerungen an dich zählen nur Minuten in deinen /hours. Wer in Gefahr ist, hat eigene Erinnerungen, und die kommen immer. Eine Änderung gilt ab dem nächsten Mal.
reminders-sooner-button = { $mark }Früher
reminders-usual-button = { $mark }Wie üblich
reminders-later-button = { $mark }Später
reminders-none-button = { $mark }Keine Erinnerungen
reminders-itself-button = Ohne Frage zurückgeben
reminders-ask-button = Vor dem Zurückgeben fragen
menu-coach-reminders = Wie bald du erinnert wirst
