### What is remembered of a client, as they and the coach read it. $text and $quote are the client's own words or close to them.

## The client looks

memory-none = Todavía no recuerdo nada de ti. Eso crece a medida que hablamos.
memory-kinds =
    Esto es lo que recuerdo de ti. { $coach } también puede verlo.

    Toca para mirar. Puedes corregir cada cosa o pedir que la olvide.
memory-list-how = Toca un número para corregir algo o para que lo olvide.
memory-list-none = Aquí no hay nada.
memory-item-how = Para corregirlo, responde a este mensaje diciendo cómo es.
memory-kind-goal = Metas
memory-kind-blocker = Lo que se interpone
memory-kind-breakthrough = Avances
memory-kind-pattern = Patrones
memory-kind-preference = Lo que te va bien
memory-kind-fact = De tu vida
memory-kind-goal-button = Metas ({ $count })
memory-kind-blocker-button = Se interpone ({ $count })
memory-kind-breakthrough-button = Avances ({ $count })
memory-kind-pattern-button = Patrones ({ $count })
memory-kind-preference-button = Lo que te va bien ({ $count })
memory-kind-fact-button = De tu vida ({ $count })
memory-line = { $text } ({ $date })
memory-quoted = «{ $text }»
memory-said = { $date }: «{ $quote }»
memory-said-more = y antes { $count } veces
memory-by = Hasta el { $date }
memory-until = Por lo que se sabe, hasta el { $date }
memory-confirmed = Confirmado el { $date }
memory-unconfirmed = Aún sin confirmar
memory-earlier = Antes: «{ $text }» (del { $from } al { $until })
goal-is-active = Sigue en marcha
goal-is-achieved = Conseguida
goal-is-abandoned = Abandonada
goal-active-button = Sigue en marcha
goal-achieved-button = Conseguida
goal-abandoned-button = Abandonada
memory-all-button = Todo lo que recuerdo
memory-back-button = ◀ Atrás
memory-show-button = Mostrar
memory-right-button = Es cierto
memory-wrong-button = No es cierto
memory-correct-button = Corregir
memory-forget-button = Olvidar
memory-earlier-button = Cómo era antes
memory-leave-button = Dejarlo así
memory-restore-button = Sí, era cierto
memory-revert-button = No era una corrección
memory-undo-button = Deshacer

## The client changes something

memory-correct-ask =
    «{ $text }»

    ¿Cómo es en realidad? Responde a este mensaje, en una frase.
memory-corrected = Gracias. Lo recordaré como lo dices ahora.
memory-dropped =
    Ya no lo doy por cierto: «{ $text }»

    Si quieres, responde a este mensaje diciendo cómo es.
memory-forget-ask =
    ¿Olvidar esto? «{ $text }»

    Lo que desaparece: esto, las frases en las que lo dijiste, y lo que respondí y resumí a partir de ellas.
memory-forget-tied = Esto lo dijiste con las mismas palabras, así que desaparece también:
memory-forget-stays = Lo que { $coach } ya ha visto en Telegram se queda allí, y también este chat en tu teléfono; aquí puedes borrar mensajes por tu cuenta. Si lo dijiste en otro sitio, responde allí «olvida esto».
forget-how = Si quieres que olvide algo, responde «olvida esto» al mensaje en que lo dijiste. /memory muestra lo que recuerdo, y ahí puedes hacer que olvide cada cosa.
forget-message-ask =
    ¿Olvidar este mensaje?

    Lo que desaparece: tu mensaje, mi respuesta, y lo que hice de ambos.
memory-forget-sure-button = Sí, olvídalo
memory-forgotten = Olvidado. Durante un minuto puedes recuperarlo.
memory-no-undo = El minuto ha pasado: ya no está.
memory-gone = Eso ya no está.
memory-left = Lo dejo como está.
memory-receipt =
    He anotado esto de ti: «{ $text }»

    ¿Es cierto? /memory lo muestra todo, y allí puedes desactivar estas preguntas.
receipts-are-on = Después de una conversación puede que te pregunte si anoté algo bien, como mucho una vez al día.
receipts-are-off = No te pregunto si anoté algo bien.
receipts-on-button = Preguntar por lo anotado
receipts-off-button = No preguntar por lo anotado

## The coach

memory-none-coach = Todavía no se recuerda nada de { $client }.
memory-kinds-coach = Lo que la IA recuerda de { $client }:
memory-list-how-coach = Toca un número para verlo.
memory-item-how-coach = Para corregirlo, responde a este mensaje diciendo cómo es. No se envía al cliente.
memory-remove-button = Quitar
memory-dropped-coach =
    Quitado de la memoria: «{ $text }»

    La IA ya no lo usa. Lo que dijo el cliente se queda en la conversación.
memory-owner-only = Solo quien es coach puede cambiar lo que se recuerda.
memory-too-long = Es demasiado largo para recordarlo como una sola cosa. Dilo en una frase, por favor.
summary-head = Cómo está { $client }
summary-session = Última sesión, { $date }:
summary-no-session = Todavía no se ha resumido ninguna sesión.
summary-mood = Ánimo: { $mood }
summary-actions = Pendiente
summary-action-due = { $text } (hasta el { $date })
summary-figures = Desde el { $since }: sesiones { $sessions }, mensajes { $messages }, horas { $hours }
summary-topics = A menudo sobre: { $topics }
receipts-coach-on = Después de una conversación puede que se pregunte a tus clientes si algo está bien anotado, como mucho una vez al día.
receipts-coach-off = No se pregunta a tus clientes si algo está bien anotado.
receipts-coach-how = Quien no quiera que le pregunten puede desactivarlo. No se pregunta a nadie en una crisis, ni mientras uno de vosotros está en persona.

## Menus

menu-client-memory = Lo que recuerdo de ti
menu-group-memory = Lo que la IA recuerda de este cliente
menu-group-summary = Cómo está este cliente
menu-coach-receipts = ¿Se pregunta por lo anotado?
