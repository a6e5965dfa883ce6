### /style: what was learned of a coach's way, as they read it. $name, $technique, $situation and $structure are words from below,
### $times, $worked and $known are counts, $low and $rate shares of successes, $text and $why somebody's words.

style-none =
    Todavía no he aprendido nada de tu manera de trabajar.

    Toma el control cuando un cliente te necesite y devuélvelo después: cada vez aprendo qué haces y cómo resulta.
style-head = Tu manera de trabajar, hasta donde la he aprendido
style-from = De { $count ->
        [one] una intervención
       *[other] { $count } intervenciones
    } desde el { $date }
style-signature = Tu sello
style-share = { $name } ({ $times } de { $count })
style-length = Por mensaje: palabras { $words }, frases { $sentences }, preguntas { $questions }
style-metaphors = Con una imagen en palabras: { $times } de { $count }
style-techniques = Qué haces y cómo resulta
style-tried = { $name }, { $times }×: { $rate }
style-rate = funcionó { $worked } de { $known }, al menos { $low }
style-rate-none = funcionó 0 de { $known }
style-rate-unknown = aún no se sabe cómo resultó
style-low = «Al menos» es con lo que cuento. Con pocos casos es mucho menos que la proporción misma.
style-responses = Qué haces cuando se trata de …
style-response = { $situation }: { $technique } ({ $structure }), { $rate }
style-phrases = Tus frases
style-phrase = «{ $text }» ({ $times }×)
style-openings = Empiezas con: { $texts }
style-closings = Terminas con: { $texts }
style-frameworks = Métodos: { $names }
style-recent = Lo último que he aprendido
style-learned = { $date }, { $situation }: { $technique }. { $why }
style-trend-title = Qué tan segura está la IA de sus respuestas
style-trend-below = Debajo de cada semana: cuántas respuestas

## The fixed words

tone-empathetic = tono empático
tone-direct = tono directo
tone-analytical = tono analítico
tone-playful = tono juguetón
tone-challenging = tono desafiante
pace-slow = ritmo lento
pace-steady = ritmo sereno
pace-fast = ritmo rápido
formality-casual = trato informal
formality-neutral = trato ni formal ni informal
formality-formal = trato formal
energy-low = con calma
energy-medium = con viveza
energy-high = con mucha energía
technique-question = preguntar
technique-reflection = reflejar
technique-reframe = otra mirada
technique-challenge = desafiar
technique-story = contar una historia
technique-silence = dejar silencio
technique-direct-advice = aconsejar
technique-normalization = decir que es normal
technique-grounding = calmar cuerpo y respiración
technique-affirmation = animar
move-acknowledge = reconocer
move-normalize = decir que es normal
move-pause = hacer una pausa
move-ground = respirar
move-reflect = reflejar
move-reframe = dar otra mirada
move-question = preguntar
move-challenge = desafiar
move-advise = aconsejar
move-tell-story = contar una historia
move-affirm = animar
move-plan = planear
move-close = cerrar
framework-solution-focused = centrado en soluciones
situation-crisis = una crisis
situation-anxiety = ansiedad
situation-grief = duelo
situation-anger = enfado
situation-self-doubt = dudas de sí
situation-overwhelm = demasiado a la vez
situation-procrastination = dejar cosas para después
situation-conflict = un conflicto
situation-boundaries = límites
situation-relationship = su pareja
situation-family = la familia
situation-work = el trabajo
situation-decision = una decisión
situation-change = un cambio
situation-health = la salud
situation-money = el dinero
situation-loneliness = soledad
situation-cancellation = cancelar
situation-progress = avances
situation-other = otra cosa

## Putting it right. $words is a phrase, $item one on a button, $times a count.
learned-correct-button = Corregir { $number }
way-list-button = Corregir algo
way-list = ¿Qué no es del todo tuyo? Tócalo. Lo que tú digas vale más que lo que yo cuento.
way-item-button = { $item }
way-said = «{ $words }»
way-phrase = Una frase tuya ({ $times }×): { $words }
way-opening = Empiezas con ({ $times }×): { $words }
way-closing = Terminas con ({ $times }×): { $words }
way-signature = Tu estilo, como tú lo dices: «{ $words }»
way-signature-counted = Describo tu estilo por lo que cuento en tus respuestas. También puedes decirlo con tus propias palabras.
way-left-out = Fuera: { $words }. No lo digo.
way-counted = Como lo tenía yo: { $words }
way-corrected = ✏️ Corregido por ti.
way-correct-button = Corregir
way-drop-button = Dejarlo fuera
way-undo-button = Como estaba
way-learning-button = Lo que hice, con mis palabras
way-technique-button = Otra técnica
way-ask-said = Responde a este mensaje con cómo lo dices tú, en lugar de «{ $words }».
way-ask-signature = Responde a este mensaje con cómo describirías tu estilo, en una o dos frases.
way-ask-learning =
    Tú: «{ $words }»
    Responde a este mensaje con lo que hiciste ahí, en una o dos frases. Dejo fuera nombres y cifras.
way-ask-technique = ¿Qué fue, ante todo?
way-not-button = Déjalo
way-gone = De eso ya no aprendo, o lo estoy mirando de nuevo. No he cambiado nada: /style muestra lo que hay.
way-tap-gone = Eso ya no está: /style muestra lo que hay.
way-no-words = Para eso necesito palabras escritas. Responde otra vez al mismo mensaje; no he cambiado nada.
way-too-long = Tiene más de { $limit } caracteres. Responde otra vez al mismo mensaje, más corto; no he cambiado nada.
way-names = Esto se lo digo a todos tus clientes, y nombra a { $name }. Responde otra vez al mismo mensaje, sin nombres; no he cambiado nada.
way-not-now = No he cambiado nada de tu estilo. Responde otra vez cuando nadie esté en peligro.
