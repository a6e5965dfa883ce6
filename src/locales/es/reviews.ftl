# What a coach sees of their documents once they are ready.

answers-tried = Cuando envías archivos, te muestro una vez qué podría preguntar un cliente sobre ellos y qué respondería yo.
answers-not-tried = Cuando envías archivos, no te muestro qué podría preguntar un cliente sobre ellos.
answers-try-button = Mostrar una pregunta tras los envíos
answers-quiet-button = Sin preguntas tras los envíos
sample-question = Una pregunta que podría hacer un cliente: «{ $question }»
sample-answer =
    Mi respuesta:
    { $answer }
sample-from = De: { $sources }
sample-from-nothing = Tus documentos no me dieron nada para esto.
sample-rehearsal = Esto es un ensayo: no hay ningún modelo de lenguaje conectado. Con tu propia clave, pregunta y responde un modelo.
sample-good-button = Bien
sample-teach-button = Enseñar
sample-not-now-button = Ahora no
sample-is-good = ✓ Guardada como buena respuesta.
sample-is-taught = ✓ Lo has dicho con tus propias palabras.
sample-ask = ¿Qué dirías a «{ $question }»? Escríbelo como a un cliente, respondiendo a este mensaje: ninguna otra cosa se tomará por ello. O pulsa «Ahora no» arriba.

conflict-line = Esto se contradice: { $newer } dice «{ $says }»; { $older } dice «{ $said }».
conflict-more = { $count ->
        [one] Y { $count } caso más: /docs
       *[other] Y { $count } casos más: /docs
    }
conflict-remove-button = Quitar el antiguo
conflict-show-button = Mostrar
conflict-head = Esto se contradice. Tu asistente puede decir lo uno o lo otro.
conflict-newer = { $place } (el más nuevo, añadido el { $date }):
conflict-older = { $place } (el más antiguo, añadido el { $date }):
conflict-none = No queda nada por decidir en tus documentos.
conflicts-button = Contradicciones
docs-conflicts = { $count ->
        [one] Dos de ellos se contradicen.
       *[other] En { $count } lugares se contradicen.
    }
