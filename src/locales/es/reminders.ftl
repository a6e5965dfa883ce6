### Cuándo vuelve a oírlo el coach: /reminders. $mark es una marca delante de lo que vale, si no nada.

reminders-waiting = Mientras un cliente espera y no viene nadie:
reminders-alerts = • lo vuelves a oír a los { $minutes } minutos
reminders-no-alerts = • lo oyes una vez, y ya no más
reminders-resume = • a los { $minutes } minutos la IA pide disculpas y sigue
reminders-leading = Mientras llevas tú la conversación:
reminders-remind = • se te recuerda a los { $minutes } minutos una respuesta que debes
reminders-no-remind = • no se te recuerda una respuesta que debes
reminders-offer = • a los { $minutes } minutos tu cliente puede seguir con la IA
reminders-asks-back = • si llevas { $hours } horas sin escribir, pregunto si la devuelvo
reminders-hands-back = • si llevas { $hours } horas sin escribir, la devuelvo a la IA
reminders-fixed = Los recordatorios para ti cuentan solo minutos de tu /hours. Un cliente en peligro tiene recordatorios propios, que llegan siempre. Un cambio vale desde la próxima vez.
reminders-sooner-button = { $mark }Antes
reminders-usual-button = { $mark }Lo habitual
reminders-later-button = { $mark }Más tarde
reminders-none-button = { $mark }Sin recordatorios
reminders-itself-button = Devolver sin preguntar
reminders-ask-button = Preguntar antes de devolver
menu-coach-reminders = Cuándo se te recuerda
