### Lo que leen coach y equipo: primero qué ha pasado, luego qué hacer.
### $client, $coach and $member (someone of the team) are names: say nothing that depends on gender.

## Alerts

alert-crisis = 🆘 { $client } puede estar en peligro (nivel { $grade } de 4). Ha recibido líneas de ayuda, y la IA calla. Por favor, escribe o llama ya.
alert-crisis-unstored = 🆘 { $client } puede estar en peligro (nivel { $grade } de 4). Ha recibido líneas de ayuda. La base de datos no responde, así que aquí no se ve lo que escribió: por favor, escribe o llama ya.
alert-explicit-request = 🙋 { $client } quiere hablar contigo.
alert-ai-unavailable = ⚠️ { $client } espera: la IA no ha podido responder.
alert-ai-off = ✉️ { $client } ha escrito. La IA está apagada, así que la respuesta es tuya.
alert-voice-note = 🎤 { $client } ha enviado una nota de voz. Nadie la ha oído todavía: por favor, escúchala.
alert-high-stakes-decision = ⚖️ { $client } está a punto de decidir algo importante, y la IA no está lo bastante segura.
client-joined = { $client } ha aceptado y ya está aquí.
client-blocked = ⚠️ { $client } ha bloqueado el bot. No se le puede enviar nada hasta que lo vuelva a abrir.
client-unblocked = { $client } ha vuelto a abrir el bot.
delivery-failed = ⚠️ No se ha entregado a { $client }. Telegram ha rechazado el mensaje.
group-lost = ⚠️ Ya no puedo escribir en tu grupo. Vuelve a añadirme como administrador; hasta entonces te escribo aquí.
group-rights-lost = ⚠️ He perdido permisos en tu grupo. Esto es lo que falta, y cómo arreglarlo:
group-shut = ⚠️ No puedo escribir en tu grupo, o en uno de sus temas, así que lo que debería ir allí te llega aquí. En los ajustes del grupo, permíteme enviar mensajes y dame el permiso «Gestionar temas»; /link en el grupo lo comprueba.
topics-impossible = ⚠️ No puedo crear un tema para cada cliente en tu grupo, así que todo aparece en General. Activa allí los temas y dame el permiso «Gestionar temas»; /link en el grupo lo comprueba.

## Buttons

take-over-button = Tomar el control
ai-may-answer-button = Que responda la IA
take-over-and-send-button = Tomar el control y enviar
keep-as-note-button = Guardar como nota
send-too-button = Enviar también
hand-back-button = Devolver a la IA
add-member-button = { $member } es de mi equipo
link-group-button = Vincular este grupo
check-again-button = Comprobar otra vez

## Answers to a tap

tap-noted = Guardado como nota.
tap-sent = Enviado.
tap-decided-before = Eso ya está decidido.
tap-not-yours = Solo puede decidirlo quien lo escribió.
tap-owner-only = Esto solo puede hacerlo el o la coach.
tap-team-only = Esto solo puede hacerlo el equipo.

## Leading a conversation

takeover-confirmed = Ahora lleva la conversación { $member }. Lo que escribas aquí le llega a { $client }. /handback cuando termines.
takeover-already-yours = Ya llevas tú la conversación. Lo que escribas aquí le llega a { $client }.
takeover-taken = Esta conversación ya la lleva { $member }.
handback-confirmed = Devuelto: la IA vuelve a responder a { $client }.
handback-confirmed-note = Devuelto con tu nota: la IA vuelve a responder a { $client }.
handback-not-human = No hay nada que devolver: nadie lleva en persona la conversación con { $client }.
handback-not-yours = Esta conversación la lleva { $member }. Solo { $member } o coach pueden devolverla.
handback-reason-needed = Esto es una crisis. Para que la IA vuelva a responder a { $client }, di por qué: /handback y el motivo.
ai-may-answer-confirmed = La IA vuelve a responder a { $client }.
ai-may-answer-late = No hay nada que hacer: { $client } no está esperando.
ai-locked-by-crisis = { $client } está en una crisis: la IA sigue callada. Toma el control, y devuélvelo con un motivo.
held-not-sent = No enviado: no llevas tú la conversación con { $client }.
held-send-too = No enviado: la conversación con { $client } la lleva { $member }.
unsent = Retirado: { $client } ya no debe verlo.
unsend-how = Responde con /unsend al mensaje que quieras retirar.
unsend-nothing = No hay nada que retirar.
unsend-not-yours = Solo puede retirarlo quien lo escribió, o coach.
note-empty = Escribe la nota detrás: /note y tus palabras
ai-on = La IA vuelve a responder a { $client }.
ai-off = La IA está apagada para { $client }. Lo que escriba te espera.
ai-how = /ai off: respondes tú. /ai on: responde la IA.

## In the group

card = Todo lo que { $client } y la IA escriben aparece aquí. Para escribir tú: /takeover. Todos los comandos: /help
mirror-ai = La IA a { $client } (seguridad: { $confidence } %):
recap = Lo último que se dijo:
mirror-sent = ha enviado esto:
mirror-forwarded = reenviado de { $name }
mirror-edited = editado
mirror-unshowable = ha enviado algo que solo la app puede mostrar.
use-in-topic = Por favor, usa esto en el tema de un cliente.
use-as-reply = Por favor, usa esto como respuesta a un mensaje del cliente del que se trata.
not-a-reply = Esto no ha llegado a ningún cliente. Para escribir a uno, responde a un mensaje suyo.
unknown-command = No conozco ese comando. /help muestra los que conozco.
unknown-member = Todavía no conozco a { $member }, así que esto no se ha enviado. { $coach }, ¿es { $member } de tu equipo? Vería a todos los clientes y podría escribirles.
member-added = { $member } ya es del equipo.
anonymous-admin = Escribes como el grupo, así que no sé quién eres. Desactiva «Permanecer anónimo» para ti en la lista de administradores del grupo, y vuelve a intentarlo.
group-help =
    En el tema de un cliente:
    /takeover: llevas tú la conversación, la IA calla
    /handback: vuelve a responder la IA; añade una nota si quieres
    /note, o // delante: una nota, nunca se envía
    /unsend, como respuesta: retirar tu mensaje
    /ai off, /ai on: para este cliente
    /mirrors: cuánto ves de lo que hace la IA
    /today: quién te necesita ahora
    /help: este mensaje
edit-not-passed = La edición no se ha enviado: una nota sigue siendo una nota. Para retirar lo enviado, respóndele con /unsend.
mirrors-ask = ¿Cuánto quieres ver de lo que la IA resuelve por su cuenta? Ahora: { $now }
mirrors-all = cada turno
mirrors-session = un mensaje por sesión
mirrors-needed = solo cuando hago falta
mirrors-saved = A partir de ahora: { $now }.

## Who needs the coach: the pinned message, and /today. $since is a time or a day, $reason one of the reasons below

board-title = Te necesitan
board-nobody = Ahora no te necesita nadie.
board-crisis = 🆘 { $client }: peligro, nivel { $grade } de 4, desde: { $since }. Nadie lleva aún la conversación.
board-crisis-led = 🆘 { $client }: peligro, nivel { $grade } de 4, desde: { $since }. La conversación la lleva { $leader }.
board-waiting = ⏳ { $client } espera desde: { $since } ({ $reason })
board-unanswered = 💬 { $client } espera una respuesta de { $leader } desde: { $since }
board-silent = 💤 { $client } lleva más tiempo de lo habitual sin escribir; última vez: { $since }
board-more = y { $count } más
reason-crisis = puede estar en peligro
reason-explicit-request = quiere hablar contigo
reason-high-stakes-decision = está a punto de decidir algo importante
reason-ai-unavailable = la IA no ha podido responder
reason-voice-note = ha enviado una nota de voz que nadie ha oído todavía
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
link-not-ready = Todavía no: por favor, arregla lo marcado con ❌.
link-taken = Este grupo ya es de otra cuenta de coach.
group-linked = Hecho, { $coach }. La conversación de cada cliente aparece aquí. /help muestra lo que puedes hacer.
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
    Lo que puedes hacer, { $coach }:

    /method: cómo trabajas, con tus palabras
    /key: tu clave para la IA
    /invite: el enlace para tus clientes

    Para seguir a tus clientes, crea un grupo, activa los temas y añade a @{ $bot } como administrador.
coach-help =
    /method: cómo trabajas
    /key: tu clave para la IA
    /invite: el enlace para tus clientes
    /mirrors: cuánto ves de lo que hace la IA
    /today: quién te necesita ahora
    /help: este mensaje

    Tus clientes y sus conversaciones están en tu grupo.
coach-role = Aquí estás como coach.
in-client-role = En este chat eres ahora cliente de { $coach }, así que eso no se ha enviado. Envía /coach para volver a ser coach aquí.
owner-only = Esto solo puede hacerlo { $coach }.
own-invite = Esta es tu propia invitación: es para tus clientes. Envíasela, o ábrela desde otra cuenta.
loose-text = No sé qué hacer con esto. /help muestra lo que entiendo.
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

## Menus

menu-group-takeover = Llevas tú la conversación, la IA calla
menu-group-handback = Vuelve a responder la IA
menu-group-note = Una nota, nunca se envía
menu-group-unsend = Como respuesta: retirar tu mensaje
menu-group-ai = La IA, sí o no para este cliente
menu-group-mirrors = Cuánto ves de lo que hace la IA
menu-group-today = Quién te necesita ahora
menu-group-help = Lo que puedes hacer aquí
menu-coach-method = Cómo trabajas
menu-coach-key = Tu clave para la IA
menu-coach-invite = El enlace para tus clientes
menu-coach-mirrors = Cuánto ves de lo que hace la IA
menu-coach-today = Quién te necesita ahora
menu-coach-help = Lo que puedes hacer aquí
