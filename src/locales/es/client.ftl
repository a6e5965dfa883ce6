### Lo que lee quien es cliente: en un teléfono, quizá a las dos de la madrugada. Amable, claro, breve.
### $coach is the coach's name as clients know it: say nothing that depends on gender.

## Before consent

consent-disclosure =
    Hola. Qué bien que estés aquí.

    Soy una IA que trabaja con { $coach }. No soy una persona ni soy { $coach }, pero { $coach } lee lo que hablamos y puede intervenir en cualquier momento.

    Lo que escribas aquí se guarda, para que { $coach } y yo lo recordemos, y se envía a un servicio de IA para responderte. Puedes dejarlo cuando quieras: /privacy dice cómo.

    No soy un servicio de emergencias. Si estás en peligro, llama al número de emergencias de tu país (112 o 911).

    ¿Empezamos?
consent-agree-button = Acepto
consent-decline-button = No, gracias
consent-declined =
    Está bien. Nada de lo que has escrito se ha enviado a una IA, y no volveré a escribirte.

    Si cambias de idea, envía /start.
consent-needed-voice =
    No puedo escuchar esto: hasta que aceptes, lo que envíes no se oye ni se reenvía. Por favor, toca antes uno de los dos botones.

    Si estás en peligro, llama al 112 o al 911.
consent-needed = Por favor, toca antes uno de los dos botones. Hasta que aceptes, nada de lo que escribas llega a una IA.
welcome =
    Gracias. ¿Qué te ronda por la cabeza?

    Si prefieres hablar con { $coach } en persona, envía /human cuando quieras.
welcome-back = Me alegra verte de nuevo. Escribe lo que te ronde por la cabeza.
stranger = Este es un chat privado. Si tienes una invitación, ábrelo con el enlace que recibiste.

## Waiting for the human

holding-explicit-request = He avisado a { $coach } de que quieres hablar. Puede tardar un poco. Puedes seguir escribiendo: { $coach } lo lee todo.
holding-ai-unavailable = Ahora mismo no puedo responder. He avisado a { $coach }, que ve lo que escribes aquí.
holding-unsafe-reply = Me gustaría que { $coach } mire mi respuesta antes de que te llegue. Puede tardar un poco. Puedes seguir escribiendo: { $coach } lo lee todo.
holding-ai-off = Aquí responde { $coach } en persona. Tu mensaje ha llegado, y { $coach } te contestará en cuanto pueda.
holding-high-stakes-decision = Es una decisión importante, así que he pedido a { $coach } que la vea contigo. Por favor, no decidas solo por lo que diga una IA.
holding-coach-rule = Esto parece ser algo para { $coach } en persona, así que le he pedido que se una a nosotros.
holding-loop = Perdona, estoy dando vueltas a lo mismo. Le he pedido a { $coach } que lo vea contigo.
holding-several-signs = Creo que esto es mejor hablarlo con { $coach } en persona, así que le he pedido que se una a nosotros.
holding-key-dead =
    Ahora mismo no puedo responder: algo no funciona por nuestro lado. { $coach } ya lo sabe, y tendrás tu respuesta aquí en cuanto vuelva a funcionar.

    Si no puede esperar, envía /human para hablar con { $coach } en persona. Si hay peligro, llama al 112 o al 911.
holding-voice-note =
    No he podido entender lo que dices. { $coach } lo escuchará en persona, así que espero para responder.

    Si es urgente, escríbelo con palabras, por favor. Si hay peligro, llama al 112 o al 911.
waiting-still = { $coach } todavía no ha podido mirar. Tus mensajes no se pierden, y { $coach } los leerá.
coach-away = Puede que { $coach } duerma o no pueda mirar ahora; al volver, esto será lo primero que vea. Hasta entonces:
coach-away-until = { $coach } vuelve { $back } y verá esto lo primero. Hasta entonces:
resumed-late = Lo siento: { $coach } no ha podido venir todavía. Soy la IA y sigo contigo para no dejarte a solas. { $coach } sigue leyendo tus mensajes.
draft-seen-later = { $coach } mira mis respuestas antes de que te lleguen. Tu mensaje ha llegado; puede tardar un poco.
draft-away-until = { $coach } mira mis respuestas antes de que te lleguen y vuelve: { $back }. Tu mensaje ha llegado.
human-silent = { $coach } no ha podido responder todavía. ¿Quieres seguir con la IA o esperar?
will-wait = De acuerdo, { $coach } te responderá aquí. Puedes escribir en cualquier momento.
keep-ai-button = Seguir hablando con la IA
wait-for-coach-button = Esperar a { $coach }
not-safe-button = No estoy a salvo
human-here = Ahora { $coach } está aquí, en persona.
human-already-here = { $coach } ya está aquí, en persona.
human-left = { $coach } ha salido del chat. A partir de aquí vuelve a responder la IA.
human-left-ai-off = { $member } ha salido del chat por ahora. Lo que escribas aquí le llega a { $coach }, que responde en persona.
left-to-ai = { $coach } no puede estar aquí ahora, así que sigue la IA. { $coach } no deja de leer tus mensajes.

## The AI answers, and offers the human

offer-human = Si quieres, puedo pedirle a { $coach } que se una a nosotros aquí.
offer-yes-button = Sí, avisa a { $coach }
offer-no-button = No, sigamos
offer-accepted = Quieres que { $coach } se una a nosotros.
offer-declined = De acuerdo, seguimos. Si después quieres hablar con { $coach }, envía /human.
offer-expired = Si quieres que { $coach } se una a nosotros, envía /human cuando quieras.
tap-offer-over = Esta pregunta ya está cerrada. Para hablar con tu coach, envía /human cuando quieras.

## What a human sends besides text

sends-sticker = envía un sticker
sends-file = envía esto

## Anything else

ai-reminder = Un recordatorio, porque llevamos un buen rato escribiendo: soy una IA, no una persona ni { $coach }. Haz una pausa cuando quieras. Si prefieres hablar con { $coach } en persona, envía /human.
cannot-see = No puedo ver lo que has enviado, pero { $coach } sí. Si quieres que te responda ya, cuéntame con palabras de qué se trata.
withdrawn =
    Has retirado tu consentimiento. A partir de ahora, nada de lo que escribas llega a una IA.

    Si algún día quieres volver, envía /start.
client-help =
    Escribe lo que te ronde por la cabeza: la IA responde, y { $coach } lee lo que escribes.

    /human: pedir hablar con { $coach } en persona
    /done: terminar esta sesión; la próxima empieza cuando escribas
    /memory: lo que recuerdo de ti, para corregirlo u olvidarlo
    /goals: tus metas
    /why: quién escribió lo último, y por qué
    /privacy: qué se guarda, y cómo dejarlo
    /help: este mensaje

    Un mensaje que empieza con un nombre, como «{ $coach }:», es de esa persona.

    Esto no es un servicio de emergencias. Si hay peligro, llama al 112 o al 911.
client-unknown-command = No conozco ese comando. Escribe sin más lo que te preocupa; /help muestra qué más hay.
session-done = De acuerdo, lo dejamos aquí. Guardo lo importante; escribe cuando quieras seguir.
privacy =
    Qué se guarda: tus mensajes, las respuestas y tu nombre en Telegram.
    Quién lo lee: { $coach } y quienes trabajan con { $coach }.
    Qué recibe un servicio de IA: tus mensajes y lo que se recuerda de ti, para responderte.

    Puedes dejarlo cuando quieras con el botón de abajo. Para tener una copia de tus datos, o para que se borren, habla con { $coach }.
withdraw-button = Dejarlo y retirar mi consentimiento

## /why in a client's chat: who wrote what they were told last, and why

client-why-ai = Esto lo ha escrito la IA, a la manera de trabajar de { $coach }. { $coach } lo lee, pero no lo ha escrito.
client-why-ai-approved = Esto lo ha escrito la IA, y { $member } lo ha mirado antes de que te llegara.
client-why-ai-edited = Esto lo ha escrito la IA, y { $member } lo ha cambiado antes de que te llegara.
client-why-human = Esto lo ha escrito { $member } en persona.
client-why-system-crisis = Es un texto fijo, escrito por personas y enviado solo: algo de lo que escribiste sonaba a que podrías estar en peligro.
client-why-system-offer = Es una línea automática. Hablar con { $coach } en persona podría venirte bien, por eso se te preguntó si lo quieres.
client-why-system-waiting = Es una línea automática. Se ha pedido a { $coach } que venga, y dice cómo están las cosas hasta entonces.
client-why-system-who-answers = Es una línea automática. Dice quién te responde desde aquí, { $coach } o la IA.
client-why-system-other = Es una línea automática que dice cómo funciona esto. No la han escrito ni { $coach } ni la IA.
client-why-nothing = Aquí todavía no se te ha escrito nada.

## Menu

menu-client-human = Pedir hablar con tu coach en persona
menu-client-why = Quién escribió lo último, y por qué
menu-client-done = Terminar esta sesión
menu-client-privacy = Qué se guarda, y cómo dejarlo
menu-client-help = Cómo funciona

## What someone in danger can tap

call-line-button = ¿A quién puedo llamar ahora?
someone-with-me-button = Alguien está conmigo
i-am-safe-button = Estoy a salvo, no quería decir eso
choose-country-button = Ver los números de donde estoy
country-button = { $country }
country-elsewhere = En otro lugar
country-noted = Anotado: { $country }.
country-noted-elsewhere = Anotado: en otro lugar.

knowledge-no-answer = No tengo nada de { $coach } sobre eso, y no quiero inventar nada. He anotado tu pregunta para { $coach }.
