### Copilot: a reply of the AI's waits for the team. $client and $member are names; the client's words stand above, the draft follows as a quotation.

draft-copilot = ✍️ La IA le diría esto a { $client }. No sale nada hasta que toques; responde a este mensaje para enviar otras palabras:
draft-copilot-offer = ✍️ La IA le diría esto a { $client } y ofrecería avisar a { $coach }. No sale nada hasta que toques; responde a este mensaje para enviar otras palabras:
edit-draft-button = Cambiar
reject-draft-button = Rechazar
draft-again-button = Que la IA lo intente otra vez
draft-edit-how = ✏️ { $member }, responde a este mensaje o al borrador con las palabras que { $client } debe recibir. Salen como de la IA.
draft-sent = ✅ { $member } lo ha enviado a { $client }.
draft-edited = ✅ Enviado a { $client } con las palabras de { $member }.
draft-expired = ✅ Enviado solo a { $client }: nadie había decidido y la IA estaba segura.
draft-rejected = ✖️ { $member } lo ha rechazado. { $client } no ha recibido nada y sigue esperando: toma el relevo, responde a este mensaje con otras palabras o deja que la IA lo intente otra vez.
draft-again = ✖️ Rechazado. La IA está escribiendo otro para { $client }.
draft-replaced = ↩️ No enviado: { $client } ha escrito después. Sigue un borrador nuevo que responde a todo.
draft-taken-over = ↩️ No enviado: uno de vosotros lleva ahora la conversación con { $client }.
draft-called = ↩️ No enviado: { $client } os espera ahora.
draft-danger = 🆘 No enviado: { $client } puede estar en peligro y la IA calla.
draft-withdrawn = ↩️ No enviado: { $client } ya no está de acuerdo.
draft-ai-off = ↩️ No enviado: la IA está apagada para { $client }.
draft-overtaken = ↩️ Al final no se ha enviado: algo se adelantó o Telegram no lo aceptó. { $client } no lo ha recibido.
draft-reminder = ⏰ Arriba sigue esperando un borrador para { $client }. Envíalo, responde a este mensaje con otras palabras o recházalo.
draft-reminder-rejected = ⏰ El borrador para { $client } se rechazó y desde entonces no se ha dicho nada. Toma el relevo o responde a este mensaje con lo que deba salir.
tap-draft-replaced = No enviado: tu cliente ha escrito después. Un borrador nuevo responde a todo.
tap-draft-rejected = Rechazado. No ha salido nada.
tap-draft-edit = Responde al borrador con tus palabras.
board-draft = ✍️ { $client }: un borrador te espera desde: { $since }
mirror-alone = ✍️ Enviado sin preguntar ({ $situation }): { $unchanged } seguidos sin cambios, se piden { $of }. Un 👎 aquí lo retira.
mirror-alone-let = ✍️ Enviado sin preguntar ({ $situation }), porque lo permitiste: { $unchanged } de { $of } sin cambios. Con /copilot se cambia.

## /copilot in private: for all clients. $mark is a tick before what is set, else nothing.

copilot-is-on = ✍️ El copiloto está activado: cada respuesta de la IA espera en el tema del cliente hasta que uno de vosotros la envía.
copilot-is-off = ✍️ El copiloto está desactivado: la IA responde enseguida. Si lo activas, cada respuesta espera en el tema del cliente hasta que uno de vosotros la envía.
copilot-wait-quarter = Un borrador espera 15 minutos.
copilot-wait-hour = Un borrador espera una hora.
copilot-wait-hours = Un borrador espera una hora de tu horario (/hours).
copilot-end-send = Después sale solo si la IA está segura al menos en un 80 % y nada pide tu mirada; si no, tu cliente sabe que lo verás.
copilot-end-tell = Después tu cliente sabe que lo verás, y te lo recuerdo.
copilot-earns = Donde enviaste sin cambios los últimos { $count } borradores para un cliente en la misma situación, la IA envía sola y te lo muestra. Uno rechazado o muy cambiado lo retira.
copilot-how = Para un solo cliente: /copilot on, off o default en su tema. El peligro nunca espera.
copilot-on-button = { $mark }Activar
copilot-off-button = { $mark }Desactivar
copilot-wait-quarter-button = { $mark }15 min
copilot-wait-hour-button = { $mark }1 h
copilot-wait-hours-button = { $mark }1 h mía
copilot-end-send-button = { $mark }Enviar si segura
copilot-end-tell-button = { $mark }Avisar y recordar
copilot-count-button = { $mark }{ $count } sin cambios
menu-coach-copilot = ¿Cada respuesta te espera?
menu-group-copilot = Borradores para este cliente y qué envía sola la IA

## /copilot in a topic: the ladder. $unchanged drafts in a row went out unchanged, $of are asked for.

copilot-topic-on = ✍️ Copiloto activado para { $client }: las respuestas de la IA esperan aquí.
copilot-topic-off = ✍️ Copiloto desactivado para { $client }: la IA responde enseguida.
copilot-topic-own = Eso vale solo para { $client }.
copilot-topic-how = Para cambiarlo: /copilot on, /copilot off, o /copilot default para lo que vale para todos. Que la IA envíe sola lo decide solo el o la coach, y se gana con lo que envió en persona.
rung-none = Todavía no se ha decidido nada para { $client }.
rung-not-yet = • { $situation }: { $unchanged } de { $of } sin cambios, pregunta
rung-earned = • { $situation }: { $unchanged } de { $of } sin cambios, envía sola
rung-ask = • { $situation }: { $unchanged } de { $of } sin cambios, pregunta siempre, como dijiste
rung-alone = • { $situation }: { $unchanged } de { $of } sin cambios, envía sola, como dijiste
rung-ask-button = { $situation }: preguntar siempre
rung-let-button = { $situation }: permitir
rung-earn-button = { $situation }: según lo ganado

## What a client is facing, in a word

