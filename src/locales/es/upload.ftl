### La página para subir archivos, en el teléfono o el ordenador de un coach.

upload-heading = Añade archivos a tu conocimiento
upload-for = Para { $coach }. Esta página vale hasta el { $until }.
upload-opening = Un momento…
upload-choose-button = Elegir archivos
upload-drop = o suéltalos aquí
upload-accepts = PDF, Word, PowerPoint, Excel, texto, imágenes, audio y vídeo; hasta { $limit } cada uno.
upload-summary = { $ready ->
        [one] { $ready } listo
       *[other] { $ready } listos
    }, { $underWay } en camino, { $needYou ->
        [one] { $needYou } te necesita
       *[other] { $needYou } te necesitan
    }
upload-keep-open = Deja esta página abierta hasta que todo se haya enviado.
upload-all-here = Todo está aquí. Puedes cerrar la página: la lectura sigue.
upload-waiting = Espera su turno
upload-sending = { $percent } % enviado
upload-interrupted = Sin conexión. Sigue solo en cuanto vuelva.
upload-choose-again = El { $percent } % está aquí. Elige otra vez el mismo archivo y se envía el resto.
upload-queued = Está aquí y espera a ser leído
upload-asked = { $minutes } min de voz: unos { $cost } con tu clave. Tu bot te pregunta en Telegram si empieza.
upload-asked-unpriced = { $minutes } min de voz, que se transcriben con tu clave. Tu bot te pregunta en Telegram si empieza.
upload-extracting = Leyendo: { $percent } %
upload-embedding = Aprendiendo: { $percent } %
upload-ready = Listo: tu asistente lo conoce
upload-no-room = El servidor no tiene sitio para este archivo. Pide a quien lo gestiona que haga sitio.
upload-remove = Quitar { $name }
upload-same-title = Tienes un «{ $title }» anterior, del { $date }.
upload-replace-button = Reemplazar el anterior
upload-keep-button = Conservar los dos
upload-same-many = { $count } de estos archivos se llaman como otros anteriores tuyos.
upload-replace-all-button = Reemplazar todos los anteriores
upload-keep-all-button = Conservar todos
upload-link-gone = Este enlace se abrió en otro dispositivo, o su tiempo se acabó. Envía /upload a tu bot para tener otro.
upload-unreachable = No se puede llegar al servidor.
upload-again-button = Intentar otra vez
