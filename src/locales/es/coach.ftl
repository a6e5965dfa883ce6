### Lo que leen coach y equipo: primero qué ha pasado, luego qué hacer.
### $client, $coach and $member (someone of the team) are names: say nothing that depends on gender.

## Alerts

alert-crisis = 🆘 { $client } puede estar en peligro (nivel { $grade } de 4). Ha recibido líneas de ayuda, y la IA calla. Por favor, escribe o llama ya.
alert-crisis-unstored = 🆘 { $client } puede estar en peligro (nivel { $grade } de 4). Ha recibido líneas de ayuda. La base de datos no responde, así que aquí no se ve lo que escribió: por favor, escribe o llama ya.
alert-explicit-request = 🙋 { $client } quiere hablar contigo.
alert-ai-unavailable = ⚠️ { $client } espera: la IA no ha podido responder.
alert-unsafe-reply = ✋ { $client } espera: la respuesta de la IA se ha retenido. Está aquí abajo.
alert-ai-off = ✉️ { $client } ha escrito. La IA está apagada, así que la respuesta es tuya.
alert-voice-note = 🎤 { $client } ha enviado una nota de voz. Nadie la ha oído todavía: por favor, escúchala.
alert-voice-unscreened = 🎤 Solo tú puedes oír la nota de voz de { $client }: nadie ha comprobado si hay peligro. Por favor, escúchala.
alert-high-stakes-decision = ⚖️ { $client } está a punto de decidir algo importante, y la IA no está lo bastante segura.
alert-again = ⏰ { $client } lleva { $minutes } minutos esperando y nadie se ha hecho cargo.
alert-again-hours = ⏰ { $client } lleva { $hours } horas esperando y nadie se ha hecho cargo.
resumed-late-coach = No ha venido nadie: la IA se ha disculpado con { $client } y sigue.
resumed-done-coach = Nadie atendió a { $client }, y la conversación ya ha terminado. La IA no dice nada y responde cuando vuelva a escribir.
human-owes-answer = ⏰ { $member }, { $client } espera tu respuesta.
handback-offer = { $member } lleva mucho sin escribir a { $client }. ¿Sigue la IA?
handback-by-itself = { $member } lleva mucho sin escribir a { $client }: sigue la IA.
handback-by-itself-ai-off = { $member } no le ha escrito nada a { $client } desde hace mucho, así que ahora nadie lleva la conversación. La IA está apagada: lo que escriba te espera.
client-keeps-ai = { $client } ha preferido seguir con la IA.
alert-coach-rule = 📌 { $client } ha escrito algo por lo que quieres que te avisen.
alert-loop = 🔁 { $client } dice que la IA da vueltas a lo mismo.
alert-several-signs = 🔎 Varias señales juntas indican que { $client } te necesita.
client-joined = { $client } ha aceptado y ya está aquí.
client-blocked = ⚠️ { $client } ha bloqueado el bot. No se le puede enviar nada hasta que lo vuelva a abrir.
client-unblocked = { $client } ha vuelto a abrir el bot.
delivery-failed = ⚠️ No se ha entregado a { $client }. Telegram ha rechazado el mensaje.
group-lost = ⚠️ Ya no puedo escribir en tu grupo. Vuelve a añadirme como administrador; hasta entonces te escribo aquí.
group-rights-lost = ⚠️ He perdido permisos en tu grupo. Esto es lo que falta, y cómo arreglarlo:
group-shut = ⚠️ No puedo escribir en tu grupo, o en uno de sus temas, así que lo que debería ir allí te llega aquí. En los ajustes del grupo, permíteme enviar mensajes y dame el permiso «Gestionar temas»; /link en el grupo lo comprueba.
topics-impossible = ⚠️ No puedo crear un tema para cada cliente en tu grupo, así que todo aparece en General. Activa allí los temas y dame el permiso «Gestionar temas»; /link en el grupo lo comprueba.

## The briefing: beside an alert, or as an answer to /brief. $phrase is the coach's own

why-now-rule = Tu regla: «{ $phrase }»
why-now-confidence = La IA estaba segura al { $confidence } %.
why-now-voice-no-key = No hay ninguna clave de IA con la que transcribirla.
why-now-voice-key-dead = Tu clave de IA ha sido rechazada o está agotada, así que no se ha transcrito.
why-now-voice-rehearsal = Esto es un ensayo: el modelo de práctica no puede oír. Con tu propia clave, las notas de voz se transcriben.
why-now-voice-too-large = Dura más de 20 minutos o pesa más de 20 MB: demasiado para transcribirla.
why-now-voice-silent = No se ha podido distinguir ninguna palabra.
why-now-voice-no-file = Telegram no ha entregado la grabación.
why-now-voice-unavailable = El servicio que la transcribe no ha respondido a tiempo.
briefing-wants = Quiere
briefing-tried = Ya se probó
briefing-matters = Además
briefing-opening = Podrías empezar así
briefing-failed = La IA no ha podido añadir nada ahora.
brief-ai = 📋 { $client }: responde la IA.
brief-waiting = 📋 { $client } espera.
brief-human = 📋 { $client }: lleva la conversación { $member }.
brief-in-crisis = 🆘 { $client } está en una crisis: aquí la IA no escribe nada, tampoco un resumen. Lo que escribió está más arriba.
brief-no-consent = No hay nada que resumir: { $client } no ha aceptado que una IA lea lo que escribe.

## A reply of the AI's that was held back; $words are its own, and the whole of it follows as a quotation

suggestion = 💡 Un borrador para { $client }. No se envía nada si { $member } no toca Enviar; entonces sale como { $member }:
suggestion-failed = 💡 Sin sugerencia: la IA no ha podido escribir ninguna ahora.
draft-promise = Retenida: promete algo en tu nombre: «{ $words }» La IA le diría a { $client }:
draft-diagnosis = Retenida: parece un diagnóstico: «{ $words }» La IA le diría a { $client }:
draft-medication = Retenida: le dice a { $client } qué medicación tomar o dejar: «{ $words }» La IA le diría a { $client }:
draft-legal = Retenida: le da a { $client } instrucciones legales: «{ $words }» La IA le diría a { $client }:
draft-invented-past = Retenida: habla de un pasado que no encuentro en la conversación: «{ $words }» La IA le diría a { $client }:
draft-prompt-leak = Retenida: revela lo que solo se le dijo a la IA: «{ $words }» La IA le diría a { $client }:
draft-claims-human = Retenida: aquí la IA se hace pasar por una persona: «{ $words }» La IA le diría a { $client }:
draft-claims-coach = Retenida: aquí la IA se hace pasar por ti: «{ $words }» La IA le diría a { $client }:

## Buttons

take-over-button = Tomar el control
ai-may-answer-button = Que responda la IA
take-over-and-send-button = Tomar el control y enviar
suggest-button = Sugerir respuesta
send-button = Enviar
another-button = Otra
send-it-button = Enviarla
keep-as-note-button = Guardar como nota
send-too-button = Enviar también
hand-back-button = Devolver a la IA
looked-button = Lo he mirado
add-member-button = { $member } es de mi equipo
link-group-button = Vincular este grupo
check-again-button = Comprobar otra vez

## Answers to a tap

tap-noted = Guardado como nota.
tap-looked = Fuera de la lista.
tap-sent = Enviado.
tap-decided-before = Eso ya está decidido.
tap-suggesting = Escribo un borrador.
tap-nothing-to-suggest = Ahora no hay nada que sugerir aquí.
tap-draft-late = No se ha enviado: la IA ya no espera por esto.
tap-not-yours = Solo puede decidirlo quien lo escribió.
tap-owner-only = Esto solo puede hacerlo el o la coach.
tap-team-only = Esto solo puede hacerlo el equipo.
tap-group-old = NO ENVIADO, y nada ha cambiado: este grupo ya no está vinculado.

## Leading a conversation

takeover-confirmed = Ahora lleva la conversación { $member }. Lo que escribas aquí le llega a { $client }. /handback cuando termines.
takeover-already-yours = Ya llevas tú la conversación. Lo que escribas aquí le llega a { $client }.
takeover-taken = Esta conversación ya la lleva { $member }.
handback-confirmed = Devuelto: la IA vuelve a responder a { $client }.
handback-confirmed-note = Devuelto con tu nota: la IA vuelve a responder a { $client }.
handback-confirmed-ai-off = Devuelto. La IA está apagada para { $client }, así que lo que escriba te espera. Para que responda: /ai on
handback-follow-up = La IA preguntará a { $client } mañana cómo está, y otra vez dos días después. Lo próximo que escriba se revisa como siempre.
handback-not-human = No hay nada que devolver: nadie lleva en persona la conversación con { $client }.
handback-not-yours = Esta conversación la lleva { $member }. Solo { $member } o coach pueden devolverla.
handback-reason-needed = Esto es una crisis. Para que la IA vuelva a responder a { $client }, di por qué: /handback y el motivo.
ai-may-answer-confirmed = La IA vuelve a responder a { $client }.
ai-may-answer-late = No hay nada que hacer: { $client } no está esperando.
ai-may-answer-off = Nada ha cambiado: la IA está apagada para { $client }. Para que responda: /ai on
ai-locked-by-crisis = { $client } está en una crisis: la IA sigue callada. Toma el control, y devuélvelo con un motivo.
held-not-sent = No enviado: no llevas tú la conversación con { $client }.
held-send-too = No enviado: la conversación con { $client } la lleva { $member }.
held-not-sent-crisis = 🆘 NO ENVIADO. { $client } está en peligro y no ha recibido estas palabras. Toca para llevar la conversación y enviarlas ahora:
held-send-too-crisis = 🆘 NO ENVIADO. { $member } lleva la conversación, y { $client }, que está en peligro, no ha recibido estas palabras. Toca para enviarlas también:
unsent = Retirado: { $client } ya no debe verlo.
unsend-how = Responde con /unsend al mensaje que quieras retirar.
unsend-nothing = No hay nada que retirar.
unsend-not-yours = Solo puede retirarlo quien lo escribió, o coach.
note-empty = Escribe la nota detrás: /note y tus palabras
words-not-sent = No enviado: lo que has escrito detrás de /{ $command } no le llega a nadie.
ai-on = La IA vuelve a responder a { $client }.
ai-off = La IA está apagada para { $client }. Lo que escriba te espera.
ai-how = /ai off: respondes tú. /ai on: responde la IA.

## In the group

card = Todo lo que { $client } y la IA escriben aparece aquí. Para escribir tú: /takeover. Todos los comandos: /help
mirror-ai = La IA a { $client } (seguridad: { $confidence } %):
mirror-offer-open = 🤝 Con la oferta de avisar a { $coach }. Aún sin respuesta.
mirror-offer-accepted = 🤝 Con la oferta de avisar a { $coach }: sí.
mirror-offer-declined = 🤝 Con la oferta de avisar a { $coach }: no, sigue la IA.
mirror-offer-expired = 🤝 Con la oferta de avisar a { $coach }: sin respuesta.
recap = Lo último que se dijo:
mirror-sent = ha enviado esto:
mirror-forwarded = reenviado de { $name }
mirror-edited = editado
mirror-unshowable = ha enviado algo que solo la app puede mostrar.
use-in-topic = Por favor, usa esto en el tema de un cliente.
use-as-reply = Por favor, usa esto como respuesta a un mensaje del cliente del que se trata.
topic-of-nobody = NO ENVIADO. Este tema no es de ningún cliente: lo que escribes aquí no le llega a nadie.
general-of-nobody = 🆘 NO ENVIADO. Lo que escribes aquí no le llega a nadie, y alguien está en peligro.
group-old = NO ENVIADO. Este grupo ya no está vinculado: lo que se escribe o se toca aquí no le llega a nadie.
write-there = Escribe allí:
not-a-reply = Esto no ha llegado a ningún cliente. Para escribir a uno, responde a un mensaje suyo.
unknown-command = No conozco ese comando. /help muestra los que conozco.
command-in-topic = /{ $command } funciona en tu grupo: en el tema del cliente, o, si el grupo no tiene temas, como respuesta a un mensaje suyo.
command-in-group = /{ $command } funciona en tu grupo: envíalo allí.
command-in-private = /{ $command } funciona en nuestro chat privado: @{ $bot }
command-of-clients = /{ $command } es para tus clientes, en su propio chat conmigo. /help muestra lo que puedes usar aquí.
key-in-group = Una clave no debe estar en un grupo, donde todos pueden leerla. He borrado tu mensaje. Si alguien ha podido verla, crea otra. Envíamela en privado, con /key: @{ $bot }
key-in-group-stays = Una clave no debe estar en un grupo, donde todos pueden leerla. No he podido borrar tu mensaje: por favor, bórralo ahora y crea otra. No se ha guardado nada. Envíame la nueva en privado, con /key: @{ $bot }
unknown-member = Todavía no conozco a { $member }, así que esto no se ha enviado. { $coach }, ¿es { $member } de tu equipo? Vería a todos los clientes y podría escribirles.
member-added = { $member } ya es del equipo.
anonymous-admin = Escribes como el grupo, así que no sé quién eres. Desactiva «Permanecer anónimo» para ti en la lista de administradores del grupo, y vuelve a intentarlo.
group-help =
    En el tema de un cliente:
    /takeover: llevas tú la conversación, la IA calla
    /handback: vuelve a responder la IA; añade una nota si quieres
    /brief: lo importante ahora, en breve
    /memory: lo que la IA recuerda de este cliente
    /summary: cómo está este cliente
    /note, o // delante: una nota, nunca se envía
    /unsend, como respuesta: retirar tu mensaje
    /ai off, /ai on: para este cliente
    /assign: de quién es este cliente al llamaros
    /copilot: borradores aquí y qué envía sola la IA
    /mirrors: cuánto ves de lo que hace la IA
    /recall, con lo que buscas: qué se dijo de eso y cuándo
    /why, también como respuesta: por qué la IA respondió, ofreció o te avisó
    /teach, como respuesta: lo que habrías dicho tú en vez de la IA
    /today: quién te necesita ahora
    /help: este mensaje
edit-not-passed = La edición no se ha enviado: una nota sigue siendo una nota. Para retirar lo enviado, respóndele con /unsend.
mirrors-ask = ¿Cuánto quieres ver de lo que la IA resuelve por su cuenta? Ahora: { $now }
mirrors-unknown = No conozco «{ $value }» aquí, así que nada ha cambiado. Puedes escribir: { $values }
setting-unknown = Aquí no conozco «{ $value }», así que nada ha cambiado.
mirrors-all = cada turno
mirrors-session = un mensaje por sesión
mirrors-needed = solo cuando hago falta
mirrors-saved = A partir de ahora: { $now }.

## /recall: what was said with a client

recall-how = Escribe lo que buscas: /recall su padre en marzo
recall-found = Lo que se habló de eso con { $client }, lo más cercano primero:
recall-closest = Nada de lo hablado con { $client } lo responde con seguridad. Lo más cercano:
recall-nothing = No he encontrado nada sobre eso en lo que { $client } y tú habéis dicho.
recall-said = { $name }, { $day }
recall-ai = La IA, { $day }
recall-summary = Resumen de la sesión del { $day }
recall-insight = Anotado, desde el { $day }

## /why for the team: what was decided, what decided, and what was seen. $at is a time, numbers come written out

why-how = Responde con /why a un mensaje sobre el cliente al que te refieres.
why-nothing = Sobre esto todavía no se ha decidido nada.
why-continued = La IA respondió a { $client }, y nada pedía avisarte.
why-offered = La IA respondió a { $client } y ofreció avisar a { $coach }.
why-not-offered = La IA respondió a { $client }. Habría valido la pena ofrecer a { $coach }, pero no era el momento: hay una oferta como mucho hasta que algo cambie.
why-held = La IA escribió a { $client }, pero se retuvo para ti.
why-called = Se te avisó por { $client }.
why-taken-over = { $member } tomó el control de la conversación con { $client }.
why-human = { $member } escribió esto a { $client }.
why-by-sum = Lo decidió: la suma de todas las señales.
why-by-coach-rule = Lo decidió: tu propia regla para «{ $rule }».
why-by-words = Lo decidió: la regla para una petición con palabras claras.
why-by-model = Lo decidió: la IA entendió que { $client } pide hablar con { $coach }.
why-by-stakes = Lo decidió: la regla para una decisión importante que se toma ahora, con la IA segura en menos del { $sure }.
why-by-loop = Lo decidió: { $client } dijo dos veces que se daban vueltas a lo mismo.
why-by-command = Lo decidió: { $client } envió /human.
why-by-offer = Lo decidió: { $client } aceptó la oferta de la IA.
why-by-ai-off = Lo decidió: la IA está apagada.
why-by-voice-note = Lo decidió: una nota de voz que nadie había oído.
why-by-takeover = Lo decidió: la propia toma de control. La IA no la pidió.
why-by-before = Lo decidió: ya se te había avisado por estas palabras, así que no se volvieron a valorar.
why-by-ai-unavailable = Lo decidió: la IA no pudo responder ({ $rule }).
why-by-reply-check = Lo decidió: la revisión de las palabras de la IA ({ $rule }).
why-by-crisis = Lo decidió: las reglas de crisis ({ $rule }).
why-by-other = Lo decidió: { $rule }
seen-by-button = el botón «No estoy a salvo»
seen-by-model = la IA que leyó sus palabras
seen-by-soft-words = palabras que pueden indicar peligro y que ninguna IA pudo valorar
seen-by-phrase = sus palabras, sin IA
ai-fault-no-key = no hay clave
ai-fault-key-refused = el servicio de IA no acepta tu clave
ai-fault-quota-spent = a tu clave no le queda saldo
ai-fault-rate-limited = el servicio de IA está saturado
ai-fault-timeout = tardó demasiado
ai-fault-unreachable = no se pudo llegar al servicio de IA
ai-fault-malformed = no dio una respuesta útil
ai-fault-refused = se negó a responder
reply-fault-promise = una promesa en tu nombre
reply-fault-diagnosis = como un diagnóstico
reply-fault-medication = consejos sobre medicación
reply-fault-legal = instrucciones legales
reply-fault-past = un pasado que no existió
reply-fault-prompt = lo que solo se le dijo a la IA
reply-fault-human = la IA se hizo pasar por una persona
reply-fault-coach = la IA se hizo pasar por ti
reply-fault-other = no era apta para enviarse
why-words = Lo que escribió { $client }:
why-signals = Las señales, cada una como fuerza × peso:
why-signals-none = No habló ninguna señal.
why-signal-crisis = peligro, según lo ve la IA
why-signal-confidence = la IA duda
why-signal-sentiment = { $client } se siente mal
why-signal-stakes = una decisión importante
why-signal-wants-human = { $client } quizá quiera a { $coach }
why-signal-loop = se dan vueltas a lo mismo
why-sum = En total { $score }. Por encima de { $offer } se te ofrece, por encima de { $call } se te avisa.
why-saw-ask = lo pidió
why-saw-hint = lo insinuó
why-saw-decline = no quiere a una persona
why-saw-now = ahora
why-saw-confidence = { $confidence } de seguridad
why-saw-feeling = ánimo { $value } entre -1 y 1
why-saw-feeling-usual = ánimo { $value } entre -1 y 1, normalmente { $usual }
why-topic-job = trabajo
why-topic-relationship = pareja
why-topic-money = dinero
why-topic-health = salud
why-topic-legal = ley
why-topic-life = vida
why-confidence = Seguridad de la IA: { $confidence }
why-part-model = lo que el modelo dice de sí mismo
why-part-check = hubo que rehacer su primera respuesta
why-part-support = los documentos contienen lo que se preguntó
why-part-seen = cuánto de los mensajes pudo leer
why-part-examples = cómo fueron antes las respuestas a algo parecido
why-confidence-before = En total { $raw }. Aún no hay resultados de respuestas anteriores que indiquen más o menos.
why-confidence-after = En total { $raw }. Según cómo resultaron las respuestas anteriores (peso { $outcomes }), eso vale { $confidence }.
why-offer-open = La oferta: abierta desde { $at }.
why-offer-accepted = La oferta: aceptada { $at }.
why-offer-declined = La oferta: rechazada { $at }.
why-offer-expired = La oferta: sin respuesta, cerrada desde { $at }.
why-written-by-ai = Escrito por: la IA ({ $model }), { $at }.
why-written-by-ai-approved = Escrito por: la IA ({ $model }), { $at }; enviado por { $member }.
why-written-by-ai-edited = Escrito por: la IA ({ $model }), { $at }; cambiado y enviado por { $member }.
why-written-by-human = Escrito por: { $member }, { $at }.
why-written-by-human-suggested = Escrito por: { $member }, a partir de un borrador de la IA, { $at }.
why-written-by-system = Escrito por: el sistema, { $at }.

## Who needs the coach: the pinned message, and /today. $since is a time or a day, $reason one of the reasons below

board-title = Te necesitan
board-nobody = Ahora no te necesita nadie.
board-crisis = 🆘 { $client }: peligro, nivel { $grade } de 4, desde: { $since }. Nadie lleva aún la conversación.
board-crisis-led = 🆘 { $client }: peligro, nivel { $grade } de 4, desde: { $since }. La conversación la lleva { $leader }.
board-waiting = ⏳ { $client } espera desde: { $since } ({ $reason })
board-left-alone = ⌛ { $client }: no vino nadie y la IA sigue desde: { $since }. Échale un vistazo, por favor.
board-unanswered = 💬 { $client } espera una respuesta de { $leader } desde: { $since }
board-silent = 💤 { $client } lleva más tiempo de lo habitual sin escribir; última vez: { $since }
board-more = y { $count } más
reason-crisis = puede estar en peligro
reason-explicit-request = quiere hablar contigo
reason-high-stakes-decision = está a punto de decidir algo importante
reason-coach-rule = ha escrito algo por lo que quieres que te avisen
reason-loop = dice que la IA da vueltas a lo mismo
reason-several-signs = varias señales juntas
reason-ai-unavailable = la IA no ha podido responder
reason-voice-note = ha enviado una nota de voz que nadie ha oído todavía
reason-unsafe-reply = la respuesta de la IA se ha retenido
reason-ai-off = la IA está apagada
reason-coach-initiated = tomaste el control

## The card of a client

card-since = cliente desde: { $since }
card-ai = 🤖 Responde la IA.
card-ai-off = 💤 La IA está apagada: lo que escriba te espera.
card-waiting = ⏳ Espera desde: { $since } ({ $reason })
card-human = 🗣 Lleva la conversación { $leader }, desde: { $since }.
card-crisis = 🆘 En peligro: nivel { $grade } de 4, desde: { $since }.
card-blocked = ⛔ Ha bloqueado el bot. No se le puede enviar nada.
card-paused = ⏸ Ha retirado su consentimiento. La IA no lee lo que escribe.

## Linking a group

link-intro = { $coach }, ¿será este el grupo donde sigues a tus clientes?
link-replaces = Si lo vinculas, tu grupo de hasta ahora deja de usarse: lo que se escriba o se toque allí no le llegará a nadie.
link-not-ready = Todavía no: por favor, arregla lo marcado con ❌.
link-taken = Este grupo ya es de otra cuenta de coach.
group-linked = Hecho, { $coach }. La conversación de cada cliente aparece aquí. /help muestra lo que puedes hacer.
group-linked-instead = Tu grupo de hasta ahora deja de usarse: lo que se escriba o se toque allí no le llegará a nadie.
group-replaced = Este grupo ya no está vinculado: desde ahora, lo que se escriba o se toque aquí no le llegará a nadie. Por favor, usa tu nuevo grupo.
group-not-linked = Este grupo aún no está vinculado. Para vincularlo, hazme administrador aquí y envía /link.
check-reads = Puedo leer lo que escribes
fix-reads = Hazme administrador: ajustes del grupo, Administradores, Añadir.
check-topics = Los temas están activados: uno por cliente
fix-topics = Activa los temas: ajustes del grupo, Editar, Temas. Sin ellos, todos los clientes comparten un chat.
check-manages-topics = Puedo gestionar temas
fix-manages-topics = Ajustes del grupo, Administradores, tócame, activa «Gestionar temas».
check-pins = Puedo fijar mensajes
fix-pins = Ajustes del grupo, Administradores, tócame, activa «Fijar mensajes».
check-reactions = Veo tus reacciones
fix-reactions = Hazme administrador: solo entonces me las muestra Telegram.

## A coach's private chat

coach-link-unknown = No conozco este enlace. Por favor, comprueba que lo tienes entero.
coach-welcome =
    Te damos la bienvenida, { $coach }. Tres pasos y tu clon podrá hablar:

    1. /method: cómo trabajas, con tus palabras
    2. /key: tu clave para la IA
    3. Crea un grupo, activa los temas y añade a @{ $bot } como administrador

    Después, /invite te da el enlace para tus clientes.
coach-welcome-back = Hola de nuevo, { $coach }. /help muestra lo que sigue.
coach-next-steps =
    Ante todo, { $coach }:

    1. /method: cómo trabajas, con tus palabras
    2. /key: tu clave para la IA
    3. Para seguir a tus clientes, crea un grupo, activa los temas y añade a @{ $bot } como administrador.

    Después, /invite te da el enlace para tus clientes. Lo demás que hay:
coach-commands =
    /method: cómo trabajas
    /key: tu clave para la IA
    /invite: el enlace para tus clientes
    /docs, /upload, /gaps: lo que conoce tu asistente y lo que le falta; envíame archivos
    /answers: cómo se usan tus documentos
    /teach, /import: muéstrame cómo respondes
    /try: habla con tu clon como lo haría un cliente
    /style, /unlearn, /rehearse: lo que he aprendido de tu estilo
    /copilot: ¿cada respuesta te espera?
    /rules, /sensitivity: cuándo te llama la IA
    /hours, /timezone, /reminders: cuándo pueden contar contigo
    /mirrors: cuánto ves de lo que hace la IA
    /texts, /receipts: lo que leen tus clientes
    /country: de qué país son las líneas de ayuda
    /drill: ¿te despierta una crisis? Pruébalo
    /today: quién te necesita ahora
    /why, como respuesta: por qué la IA hizo eso
    /token: deja que tus programas añadan documentos
    /help: este mensaje
coach-help-group = Tus clientes y sus conversaciones están en tu grupo.
coach-role = Aquí estás como coach.
in-client-role = En este chat eres ahora cliente de { $coach }, así que eso no se ha enviado. Envía /coach para volver a ser coach aquí.
owner-only = Esto solo puede hacerlo { $coach }.
own-invite = Esta es tu propia invitación: es para tus clientes. Envíasela, o ábrela desde otra cuenta.
loose-text = No sé qué hacer con esto. /help muestra lo que entiendo.
loose-text-cold = No sé qué hacer con esto. ¿Era tu respuesta a una de las cinco situaciones? Envíala como respuesta a esa pregunta, o /teach sigue con ellas. /help muestra lo que entiendo.
loose-text-crisis = 🆘 NO ENVIADO. Lo que escribes aquí no le llega a nadie, y alguien está en peligro. Escríbele en tu grupo, o toca bajo el aviso:
loose-text-crisis-phone = 🆘 NO ENVIADO. Lo que escribes aquí no le llega a nadie, y alguien está en peligro. Sin grupo no puedes escribirle: por favor, llama por teléfono:
question-kept = NO ENVIADO, y no guardado: lo que escribes aquí no llega a ningún cliente. Mi pregunta sigue abierta. Si esa era tu respuesta, envíala otra vez como respuesta a este mensaje.
method-ask = ¿Cómo trabajas? Escríbelo como se lo contarías a alguien de tu oficio: para quién, cómo lo haces, qué no haces nunca.
method-now =
    Hasta ahora:

    { $method }
method-saved = Guardado. Tu clon trabaja así desde su próxima respuesta.
method-too-long = Es demasiado largo: { $limit } caracteres como máximo. Por favor, acórtalo y envíalo otra vez.
key-ask =
    Por favor, envíame tu clave de API. La pruebo una vez, la guardo cifrada y borro tu mensaje.

    Todo lo que diga tu clon se carga a esta clave.
key-saved = La clave que termina en { $last4 } funciona, y está guardada cifrada.
key-none = No hay ninguna clave que quitar. Para poner una: /key
key-removed = He quitado la clave que termina en { $last4 }. Sin clave, la IA no responde a nadie: lo que escriban tus clientes te espera. Una nueva: /key
key-refused = La clave no ha sido aceptada: { $why }. No está guardada.
key-not-deleted = No he podido borrar tu mensaje con la clave. Por favor, bórralo tú.
key-no-secrets = Todavía no puedo guardar claves de forma segura: quien gestiona esta instalación tiene que definir antes SECRETS_KEY. No se ha guardado nada.
key-why-no-key = no había ninguna clave
key-why-key-refused = el servicio de IA no la conoce
key-why-quota-spent = no le queda saldo
key-why-rate-limited = el servicio de IA está saturado, inténtalo otra vez en un minuto
key-why-timeout = el servicio de IA no respondió a tiempo, inténtalo otra vez
key-why-unreachable = no se pudo llegar al servicio de IA, inténtalo otra vez
key-why-malformed = el modelo no dio una respuesta útil
key-why-refused = el modelo se negó a responder
invite-link =
    Envía este enlace a tus clientes:
    { $link }

    Primero se les dice que responde una IA y que tú lees lo que escriben, y tienen que aceptarlo.

## Horario

hours-none =
    Tus clientes pueden contar contigo a cualquier hora. Para decir cuándo: /hours lun-vie 9-18

    Puede haber varios tramos: /hours lun-jue 9-12 14-18, vie 9-13
    Tu zona horaria es { $timezone }, donde son las { $time }. Si no es así: /timezone Europe/Madrid
hours-now-open =
    Tus clientes pueden contar contigo:

    { $hours }

    En { $timezone } son las { $time }: dentro de tu horario. Otra zona horaria: /timezone Europe/Madrid. A cualquier hora: /hours off
hours-now-closed =
    Tus clientes pueden contar contigo:

    { $hours }

    En { $timezone } son las { $time }. Tus clientes leen que vuelves { $back }. Otra zona horaria: /timezone Europe/Madrid. A cualquier hora: /hours off
hours-unclear = No entiendo «{ $part }». No ha cambiado nada. Escribe los días y luego las horas, así: /hours lun-vie 9-18, sab 10-14
timezone-now = Tu zona horaria es { $timezone }, donde ahora son las { $time }. Para cambiarla: /timezone Europe/Madrid
timezone-unknown = No conozco la zona horaria «{ $name }». No ha cambiado nada. Escribe el continente y la ciudad, así: /timezone Europe/Madrid
when-today = hoy a las { $time }
when-tomorrow = mañana a las { $time }
when-day = el { $day } a las { $time }

## Menus

menu-group-takeover = Llevas tú la conversación, la IA calla
menu-group-handback = Vuelve a responder la IA
menu-group-brief = Lo importante ahora, en breve
menu-group-note = Una nota, nunca se envía
menu-group-unsend = Como respuesta: retirar tu mensaje
menu-group-ai = La IA, sí o no para este cliente
menu-group-recall = Qué se dijo sobre algo
menu-group-why = Por qué la IA respondió, ofreció o te avisó
menu-group-mirrors = Cuánto ves de lo que hace la IA
menu-group-today = Quién te necesita ahora
menu-group-help = Lo que puedes hacer aquí
menu-coach-method = Cómo trabajas
menu-coach-key = Tu clave para la IA
menu-coach-invite = El enlace para tus clientes
menu-coach-mirrors = Cuánto ves de lo que hace la IA
menu-coach-today = Quién te necesita ahora
menu-coach-why = Como respuesta: por qué la IA hizo lo que hizo
menu-coach-hours = Cuándo pueden contar contigo
menu-coach-timezone = Tu zona horaria
menu-coach-help = Lo que puedes hacer aquí

## A crisis, step by step

alert-summary = Detectado por { $rule }. Lo último que se dijo:
alert-repeat = 🆘 Hace { SPAN($minutes) } que nadie atiende a { $client } (nivel { $grade } de 4). Por favor, escribe o llama ahora. También se avisa a quienes más puedan acudir.
alert-repeat-alone = 🆘 Hace { SPAN($minutes) } que nadie atiende a { $client } (nivel { $grade } de 4). Por favor, escribe o llama ahora. No hay nadie más en tu equipo, así que nadie más de él puede acudir.
alert-unattended = 🆘 SIN ATENDER: { $client } lleva { SPAN($minutes) } en peligro (nivel { $grade } de 4) y nadie ha venido. Esto se repite hasta que venga alguien.
alert-backup = 🆘 { $client }, cliente de { $coach }, puede estar en peligro (nivel { $grade } de 4). Nadie ha venido en { SPAN($minutes) }. Por favor, escribe en su tema, o llama.
alert-unreachable-client = 🆘 { $client } está en crisis y ya no se le puede enviar nada: ha bloqueado el bot, o Telegram lo rechaza. Por favor, llama por teléfono. Si temes por su vida, llama al número de emergencias de donde esté.
alert-client-safe = { $client } dice: «Estoy a salvo, no quería decir eso». Era nivel { $grade } de 4. La IA vuelve a responder; por favor, mira en las próximas 24 horas.
alert-someone-with = { $client } dice que hay alguien a su lado.
alert-calls-line = { $client } ha pedido las líneas de ayuda.
alert-asks-in-crisis = 🆘 { $client } está en peligro (nivel { $grade } de 4) y pide en su chat que venga alguien. Por favor, escribe o llama ya.
alert-is-there-in-crisis = 🆘 { $client } está ahora mismo en su chat y está en peligro (nivel { $grade } de 4). La IA calla. Por favor, escribe o llama ya.
alert-says-safe-in-crisis = 🆘 { $client } toca «Estoy a salvo, no quería decir eso». En el nivel { $grade } de 4 eso solo no termina nada, y la IA sigue callada. Por favor, escribe o llama ya.
i-am-writing-button = Le escribo ahora
i-am-phoning-button = Le llamo ahora
false-alarm-button = Falsa alarma
false-alarm-sure-button = Sí, fue una falsa alarma
reached-button = He hablado con esa persona
no-answer-button = No contesta
safe-company-button = A salvo: hay alguien a su lado
safe-care-button = A salvo: recibe atención
safe-talked-button = A salvo: lo hemos hablado
crisis-writing-noted = { $member } escribe a { $client }.
crisis-phoning-noted = { $member } llama a { $client }.
crisis-call-ask = ¿Has hablado por teléfono con { $client }?
crisis-reached-noted = { $member } tiene a { $client } al teléfono. La IA guarda silencio. Cuando { $client } esté a salvo, dilo aquí, o /handback y el motivo.
crisis-safe-noted = { $member } dice que { $client } está a salvo. Preguntaré mañana y dentro de tres días; durante 72 horas la IA evita retos, dietas, ayunos y medicación.
false-alarm-sure = Era nivel { $grade } de 4. ¿Seguro que { $client } no está en peligro?
false-alarm-noted = Anotado como falsa alarma. { $client } ha recibido unas palabras amables, y la IA vuelve a responder.
crisis-over = Nada que hacer: no hay ninguna crisis abierta de { $client }.
board-crisis-unattended = 🆘 SIN ATENDER { $client }: peligro, nivel { $grade } de 4, desde { $since }. Nadie ha venido.

## The coach's country, and a drill

alert-operator = 🆘 OpenCoach: un cliente de { $coach } puede estar en peligro (nivel { $grade } de 4), detectado hace { SPAN($minutes) }. Si nadie del equipo responde, por favor, localiza a { $coach } por otros medios.
tap-told = El equipo ya lo sabe.
tap-nobody-told = Nadie ha recibido el aviso: ya no estás en el equipo de esta persona. Si puedes ayudarla, avisa tú a su coach, por favor.
country-ask = ¿De qué país deben ser las líneas de ayuda para los clientes que no han dicho dónde están?
country-unknown = No tengo líneas de ayuda para «{ $value }», así que nada ha cambiado. Puedes escribir uno de estos, o tocar: { $values }
country-saved = A partir de ahora: { $country }.
drill-page = 🆘 Esto es un simulacro. Así te llegaría la crisis de un cliente, a cualquier hora. ¿Ha sonado tu teléfono?
drill-group = 🆘 Esto es un simulacro que ha empezado { $coach }. Así aparecería la crisis de un cliente en su tema.
drill-yes-button = Sí
drill-no-button = No
drill-yes = Bien. Repítelo cuando cambies de teléfono o sus ajustes.
drill-no = Entonces una crisis de noche no te despertaría. En este chat y en tu grupo: abre la página del bot o del grupo, quita el silencio y elige un sonido. En el teléfono: permite las notificaciones de Telegram y deja que pasen con No molestar (iPhone: Ajustes, Modos de concentración, Apps; Android: Ajustes, Notificaciones, No molestar, Aplicaciones). Después, otra vez /drill.
menu-coach-country = De qué país son las líneas de ayuda
menu-coach-drill = ¿Te despierta una crisis? Pruébalo
