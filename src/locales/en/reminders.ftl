### How soon the coach hears again: /reminders. $mark is a tick before what is set, else nothing.

reminders-waiting = While a client waits and nobody comes:
reminders-alerts = • you hear again after { $minutes } minutes
reminders-no-alerts = • you hear it once, and not again
reminders-resume = • after { $minutes } minutes the AI apologises and goes on
reminders-leading = While you lead:
reminders-remind = • you are reminded of an answer that you owe after { $minutes } minutes
reminders-no-remind = • you are not reminded of an answer that you owe
reminders-offer = • after { $minutes } minutes your client may go on with the AI
reminders-asks-back = • when you have written nothing for { $hours } hours, I ask whether to hand back
reminders-hands-back = • when you have written nothing for { $hours } hours, I hand back to the AI
reminders-fixed = Reminders to you count minutes of your /hours only. A client in danger has reminders of their own, which always come. A change counts from the next time on.
reminders-sooner-button = { $mark }Sooner
reminders-usual-button = { $mark }As usual
reminders-later-button = { $mark }Later
reminders-none-button = { $mark }No reminders
reminders-itself-button = Hand back without asking
reminders-ask-button = Ask before handing back
menu-coach-reminders = How soon you are reminded
