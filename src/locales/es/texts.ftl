### Lo que leen los clientes, con palabras del coach: /texts.

texts-list =
    Lo que tus clientes leen en cada momento. Toca uno para verlo, decirlo con tus palabras o dejarlo fuera. ({ $page } de { $pages })

    ✏️ tuyo, 🔇 silenciado, 🔒 no se puede cambiar. Lo que pide el consentimiento y lo que lee alguien en peligro no está en esta lista: siempre queda como está.
texts-event-button = { $event }
texts-next-button = Más ▶
texts-back-button = ◀ Atrás
texts-all-button = ◀ Todos los textos
texts-ours = { $language }: nuestro texto
texts-yours = { $language }: tu texto
texts-change-button = Cambiar ({ $language })
texts-ours-button = El nuestro otra vez ({ $language })
texts-mute-button = Silenciar
texts-unmute-button = Dejar de silenciar
texts-undo-button = Deshacer
texts-show-button = Ver
texts-muted = 🔇 Silenciado: en este momento tus clientes no leen nada de mí, ni tu texto ni el nuestro. A ti se te avisa como siempre. Para recuperarlo, toca «Dejar de silenciar».
texts-may-mute = Si lo silencias, tus clientes no leen nada de mí en este momento: pueden tomar el silencio por falta de respuesta. A ti se te avisa como siempre.
texts-not-mutable = Este lo puedes decir con tus palabras, pero no silenciarlo: tus clientes deben saber siempre si hablas tú o la IA, y qué pueden hacer.
texts-fixed = 🔒 Este no se puede cambiar ni silenciar: de él depende la seguridad de tus clientes.
texts-fixed-tap = Este texto queda como está: de él depende la seguridad.
texts-ask = Envíame tus palabras en { $language } para «{ $event }», { $limit } caracteres como máximo.
texts-ask-places = Envíame tus palabras en { $language } para «{ $event }», { $limit } caracteres como máximo. Relleno esto donde lo escribas: { $places }
texts-saved = Guardado. En { $language } tus clientes leen ahora:
texts-saved-muted = Guardado, pero 🔇 silenciado: tus clientes no lo leen. Para recuperarlo, toca «Dejar de silenciar». En { $language } dice:
texts-empty = Estaba vacío, así que nada ha cambiado. Envía las palabras como texto.
texts-too-long = Son { $length } caracteres, y el máximo es { $limit }. Nada ha cambiado. Acórtalo y envíalo otra vez.
texts-unknown-place = Aquí no puedo rellenar { $place }, así que nada ha cambiado. Conozco: { $places }. Envíalo otra vez.
texts-no-places = Aquí no puedo rellenar { $place }: este texto no tiene nada que rellenar. Nada ha cambiado. Envíalo otra vez sin llaves.
menu-coach-texts = Lo que leen tus clientes, con tus palabras

## When a text is read

event-welcome = Han aceptado
event-welcome-back = Vuelven con /start
event-cannot-see = Envían algo que la IA no puede leer
event-holding-explicit-request = Piden hablar contigo
event-holding-high-stakes-decision = Gran decisión: se te llama
event-holding-coach-rule = Una regla tuya te llama
event-holding-loop = Vueltas y vueltas: se te llama
event-holding-several-signs = Varias señales: se te llama
event-holding-unsafe-reply = Una respuesta espera tu revisión
event-holding-ai-unavailable = La IA no pudo responder
event-holding-ai-off = La IA está apagada
event-holding-key-dead = Tu clave es rechazada
event-holding-voice-note = Una nota de voz
event-waiting-still = Esperan y escriben otra vez
event-coach-away = No estás
event-coach-away-until = No estás, hasta una hora
event-will-wait = Prefieren esperar
event-human-here = Tomas la conversación
event-human-already-here = Preguntan, y ya estás
event-human-silent = Llevas mucho sin escribir
event-human-left = Devuelves la conversación
event-left-to-ai = Se la dejas a la IA
event-resumed-late = No vino nadie: sigue la IA
event-draft-seen-later = Una respuesta te espera: la verás
event-draft-away-until = Una respuesta te espera mientras no estás
event-ai-reminder = Recordatorio de que es una IA
