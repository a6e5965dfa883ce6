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
holding-ai-off = Aquí responde { $coach } en persona. Tu mensaje ha llegado, y { $coach } te contestará en cuanto pueda.
holding-high-stakes-decision = Es una decisión importante, así que he pedido a { $coach } que la vea contigo. Por favor, no decidas solo por lo que diga una IA.
holding-voice-note =
    { $coach } lo escuchará en persona. Yo no puedo, así que espero para responder.

    Si es urgente, escríbelo con palabras, por favor. Si hay peligro, llama al 112 o al 911.
waiting-still = { $coach } todavía no ha podido mirar. Tus mensajes no se pierden, y { $coach } los leerá.
human-here = Ahora { $coach } está aquí, en persona.
human-already-here = { $coach } ya está aquí, en persona.
human-left = { $coach } ha salido del chat. A partir de aquí vuelve a responder la IA.
left-to-ai = { $coach } no puede estar aquí ahora, así que sigue la IA. { $coach } no deja de leer tus mensajes.

## What a human sends besides text

sends-sticker = envía un sticker
sends-file = envía esto

## Anything else

cannot-see = No puedo ver lo que has enviado, pero { $coach } sí. Si quieres que te responda ya, cuéntame con palabras de qué se trata.
withdrawn =
    Has retirado tu consentimiento. A partir de ahora, nada de lo que escribas llega a una IA.

    Si algún día quieres volver, envía /start.
client-help =
    Escribe lo que te ronde por la cabeza: la IA responde, y { $coach } lee lo que escribes.

    /human: pedir hablar con { $coach } en persona
    /privacy: qué se guarda, y cómo dejarlo
    /help: este mensaje

    Un mensaje que empieza con un nombre, como «{ $coach }:», es de esa persona.

    Esto no es un servicio de emergencias. Si hay peligro, llama al 112 o al 911.
privacy =
    Qué se guarda: tus mensajes, las respuestas y tu nombre en Telegram.
    Quién lo lee: { $coach } y quienes trabajan con { $coach }.
    Qué recibe un servicio de IA: tus mensajes y lo que se recuerda de ti, para responderte.

    Puedes dejarlo cuando quieras con el botón de abajo. Para tener una copia de tus datos, o para que se borren, habla con { $coach }.
withdraw-button = Dejarlo y retirar mi consentimiento

## Menu

menu-client-human = Pedir hablar con tu coach en persona
menu-client-privacy = Qué se guarda, y cómo dejarlo
menu-client-help = Cómo funciona
