# Archivos que un coach envía en privado, y el mensaje que dice qué pasa con ellos.

batch-nothing = No queda nada de estos archivos.
batch-come = «{ $title }» ha llegado.
batch-waits = «{ $title }» está aquí y espera su turno.
batch-reading = Leyendo «{ $title }»: { $percent } %.
batch-learning = Aprendiendo «{ $title }»: { $percent } %.
batch-ready = «{ $title }» está listo: tu asistente ya lo conoce.
batch-ready-pages = «{ $title }» está listo ({ $pages ->
        [one] { $pages } página
       *[other] { $pages } páginas
    }): tu asistente ya lo conoce.
batch-left-out = «{ $title }» se queda fuera.
batch-all-ready = Los { $count } están listos: tu asistente ya los conoce.
batch-ready-count = { $count ->
        [one] { $count } listo
       *[other] { $count } listos
    }
batch-under-way-count = { $count } en curso
batch-needs-you-count = { $count ->
        [one] { $count } te necesita
       *[other] { $count } te necesitan
    }
batch-known-count = { $count ->
        [one] { $count } ya conocido
       *[other] { $count } ya conocidos
    }
batch-left-out-count = { $count } fuera
batch-problem = «{ $title }»: { $problem }
batch-more = … y { $count } más como estos.
batch-more-names = y { $count } más
batch-known = { $count ->
        [one] Este ya lo conozco: { $titles }.
       *[other] Estos { $count } ya los conozco: { $titles }.
    }
batch-older = { $count ->
        [one] Ya tienes { $titles } de antes. ¿Lo sustituye el nuevo?
       *[other] { $count } de estos se llaman como otros anteriores: { $titles }. ¿Los sustituyen los nuevos?
    }
batch-quoted = «{ $title }»
batch-replace-button = Sustituir el anterior
batch-speech = { $count ->
        [one] { $count } grabación
       *[other] { $count } grabaciones
    }, { $duration } de voz: unos { $cost } con tu clave.
batch-speech-unpriced = { $count ->
        [one] { $count } grabación
       *[other] { $count } grabaciones
    }, { $duration } de voz, transcritas con tu clave. No sé cuánto cuesta tu modelo.
batch-speech-no-key = { $count ->
        [one] { $count } grabación
       *[other] { $count } grabaciones
    }, { $duration } de voz. Para transcribirlas necesito tu clave: /key.
batch-hours = { $hours } h { $minutes } min
batch-minutes = { $minutes } min
batch-start-button = Empezar
batch-texts-button = Solo los textos
batch-leave-out-button = Dejarla fuera
batch-start-after-all-button = Transcribir la voz después de todo
batch-tap-over = Eso ya está decidido.
file-too-big-upload = Telegram no me da archivos de más de 20 MB. /upload abre una página que lo acepta.
file-too-big-pieces = Telegram no me da archivos de más de 20 MB. Envíalo en partes más pequeñas; de un vídeo basta el sonido.
file-no-room = En el servidor no hay sitio para este archivo. Pide a quien lo gestiona que lo haga y envíalo de nuevo.
file-not-fetched = Telegram no me dio este archivo por más que lo pedí. Envíalo de nuevo.
file-kind-unreadable = Esto no puede ser conocimiento. Envíame documentos, imágenes, grabaciones, vídeos o notas de voz.
file-named-document = Archivo, { $date }
file-named-photo = Imagen, { $date }
file-named-voice = Nota de voz, { $date }
file-named-audio = Grabación, { $date }
file-named-video = Vídeo, { $date }
file-named-video-note = Videomensaje, { $date }

docs-none = Tu asistente aún no conoce documentos. Envíame algunos: PDF, Word, diapositivas, imágenes, grabaciones, cuantos quieras, de hasta 20 MB cada uno.
docs-none-upload = Tu asistente aún no conoce documentos. Envíame algunos: PDF, Word, diapositivas, imágenes, grabaciones, cuantos quieras. Lo que pase de 20 MB va por la página que abre /upload.
docs-list = { $count ->
        [one] Tu asistente conoce { $count } documento:
       *[other] Tu asistente tiene { $count } documentos, los más nuevos primero:
    }
docs-found = Con «{ $words }»:
docs-not-found = Ningún título contiene «{ $words }».
docs-how = Un número abre uno. «/docs límites» encuentra los que tienen «límites» en el título.
docs-reindexing = Estoy leyendo de nuevo tus documentos para el nuevo modelo: { $done } de { $total }. Mientras tanto, tu asistente responde con lo que ya sabía.
docs-state-queued = espera
docs-state-asked = espera tu respuesta
docs-state-extracting = leyéndose, { $percent } %
docs-state-embedding = aprendiéndose, { $percent } %
docs-state-ready = listo
docs-state-failed = te necesita
docs-pages = { $pages ->
        [one] { $pages } página
       *[other] { $pages } páginas
    }
docs-added = Añadido el { $date }
docs-all-button = Todos los documentos
docs-rename-button = Cambiar el título
docs-remove-button = Quitar
docs-remove-ask = ¿Quitar «{ $title }»? Tu asistente dejará de conocerlo.
docs-remove-sure-button = Sí, quitarlo
docs-keep-button = Conservarlo
docs-removed = «{ $title }» está quitado. Durante un minuto puedes recuperarlo.
docs-undo-button = Deshacer
docs-no-undo = El minuto ha pasado. Envía el archivo de nuevo para recuperarlo.
docs-gone = Este documento ya no está.
docs-ask-title = ¿Cómo debe llamarse «{ $title }»?
menu-coach-docs = Lo que conoce tu asistente
snippet-add-button = Añadir a mi conocimiento
snippet-gone = Tu mensaje ya no está. Envíalo de nuevo.
