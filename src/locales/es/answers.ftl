# How documents are used in answers, and what they lack.

answers-now = Así se usan tus documentos en las respuestas: { $mode }.
answers-strict = solo de tus documentos
answers-adaptive = primero tus documentos
answers-creative = tus documentos como una fuente entre otras
answers-strict-means = Lo que preguntan tus clientes se responde con tus documentos, o no se responde.
answers-adaptive-means = Tus documentos van primero; donde no dicen nada, la IA sigue tu método y lo que el cliente ha contado.
answers-creative-means = Tus documentos son una fuente de ideas; la IA puede ir más allá.
answers-strict-button = Solo de mis documentos
answers-adaptive-button = Primero mis documentos
answers-creative-button = Una fuente entre otras
answers-shown = Los clientes ven debajo de cada respuesta de dónde viene.
answers-hidden = Los clientes no ven de dónde viene una respuesta. Tú siempre, debajo de las palabras de la IA en el tema.
answers-show-button = Mostrar las fuentes a los clientes
answers-hide-button = Ocultar las fuentes a los clientes
answers-silent =
    Donde los documentos no dicen nada, «solo de tus documentos» responde:
    «{ $words }»
answers-ours-button = Otra vez nuestras palabras
answers-how = Para decirlo con tus palabras: /answers say, y detrás tu texto. Lo que los clientes preguntaron en vano está en /gaps.
answers-too-long = Son { $length } caracteres; caben { $limit }. No ha cambiado nada.

gaps-none = No hay nada abierto: tus documentos tenían algo sobre todo lo que preguntaron, o ya te has ocupado.
gaps-list = { $count ->
    [one] Una pregunta que tus documentos no responden.
   *[other] { $count } preguntas que tus documentos no responden, las más nuevas primero.
}
gaps-how = Envíame un archivo o una nota que responda a una y pulsa Hecho.
gap-close-button = Hecho: { $number }
gap-reopen-button = Deshacer
gaps-more-button = Más antiguas

menu-coach-answers = Cómo se usan tus documentos en las respuestas
menu-coach-gaps = Lo que preguntaron y no está en tus documentos

source-page = pág. { $at }
source-slide = diapositiva { $at }
source-sheet = hoja { $at }
why-sources = Se apoya en: { $sources }
why-remembered = Lo que recordaba de { $client }:
why-the-ai = la IA
why-remembered-sessions = • las sesiones del { $days }
why-insight-goal = meta
why-insight-blocker = lo que lo impide
why-insight-breakthrough = avance
why-insight-pattern = patrón
why-insight-preference = preferencia
why-insight-fact = sobre su vida
