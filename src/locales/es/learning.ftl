moment = De ti, hace un momento: { $moves }.
moment-try = Lo intentaré con { $client } { $situation }.
moment-went-transformative = Desde entonces: algo ha cambiado para { $client }.
moment-went-positive = Desde entonces: a { $client } le ha sentado bien.
moment-went-neutral = Desde entonces: no se nota ningún cambio.
moment-went-negative = Desde entonces: a { $client } no le ha ayudado.
moment-is-kept = ✓ Guardado: lo uso con todos tus clientes, sin nombres.
moment-is-only-client = ✓ Guardado solo para { $client }.
moment-is-forgotten = ✓ Olvidado: no aprendo nada de esto.
moment-gone = De esto ya no aprendo nada: sus palabras ya no están, o dicen otra cosa.
moment-keep-button = Guardar
moment-only-button = Solo { $client }
moment-forget-button = Olvidar
moment-undo-button = Deshacer
moment-then = , luego { $move }
tap-learned = Anotado.
tap-overtaken = Ya se había decidido, aquí o en otro sitio: ahora muestra cómo está.
tap-not-learned = Eso ya no está.
tap-coach-only = Solo el coach decide lo que aprendo.

moment-did-acknowledge = nombraste lo que siente
moment-did-normalize = dijiste que a otros también les pasa
moment-did-pause = bajaste el ritmo
moment-did-ground = volviste con la persona al aquí y ahora
moment-did-reflect = devolviste lo que oíste
moment-did-reframe = mostraste otro lado
moment-did-question = hiciste una pregunta
moment-did-challenge = retaste
moment-did-advise = dijiste qué hacer
moment-did-tell-story = contaste una historia
moment-did-affirm = nombraste su fuerza
moment-did-plan = acordaste un próximo paso
moment-did-close = lo cerraste

moment-when-anxiety = cuando aparezca el miedo
moment-when-grief = cuando haya duelo
moment-when-anger = cuando aparezca la rabia
moment-when-self-doubt = cuando dude de sí
moment-when-overwhelm = cuando sea demasiado
moment-when-procrastination = cuando lo vaya dejando
moment-when-conflict = cuando haya un conflicto
moment-when-boundaries = cuando se trate de límites
moment-when-relationship = cuando se trate de la pareja
moment-when-family = cuando se trate de la familia
moment-when-work = cuando se trate del trabajo
moment-when-decision = cuando tenga que decidir
moment-when-change = cuando algo cambie
moment-when-health = cuando se trate de la salud
moment-when-money = cuando se trate del dinero
moment-when-loneliness = cuando se sienta a solas
moment-when-cancellation = cuando se cancele una sesión
moment-when-progress = cuando algo haya salido bien
moment-when-other = cuando vuelva a ser así

mirror-like-yours = Como tu respuesta del { $day }

learned-none = No hay nada que haya aprendido de ti y siga usando.
learned-head = Lo que he aprendido de ti, lo más nuevo primero. Sin nombres ni cifras.
learned-item = { $number }. { $day }, { $situation }: { $technique }
learned-facing = Ante: “{ $words }”
learned-answer = Tú: “{ $words }”
learned-only-for = Solo para { $client }.
learned-used = Usado { $times }×; aún no se sabe cómo fue.
learned-used-rate = Usado { $times }×; fue bien en { $share } de 100.
learned-how = Lo que quites desaparece de todo lo que aprendí de ello. Lo que fijes va primero.
learned-drop-button = Quitar { $number }
learned-pin-button = Fijar { $number }
learned-unpin-button = Soltar { $number }
learned-more-button = Anteriores
learned-back-button = Deshacer
learned-list-button = Lo aprendido, uno por uno
learning-unread-on-button = Usar tras una semana lo que no juzgo
learning-unread-off-button = Usar solo lo que guardo
learning-share-on-button = Que los recuentos ayuden a otros coaches
learning-share-off-button = No compartir recuentos
menu-coach-style = Lo que he aprendido de tu estilo
menu-coach-unlearn = Retirar lo aprendido
why-examples = Se guio por lo que respondiste el { $days }.
moment-taught = Aprendido de lo que me enseñaste: { $moves }.
teach-button = Enseñar
teach-ask = ¿Qué habrías dicho tú? Escríbelo como respuesta a este mensaje: aprendo de ello, y a { $client } no se le envía.
teach-ask-took-back =
    ¿Qué habrías dicho tú? Escríbelo como respuesta a este mensaje: aprendo de ello, y a { $client } no se le envía.
    El 👎 retira el permiso de enviar esto por mi cuenta: la próxima respuesta así vuelve a esperarte.
teach-not-button = Da igual
teach-taught = Anotado: aprendo de ello. NO ENVIADO a { $client }.
teach-edited = Anotado: aprendo de cómo lo dices ahora.
teach-send-button = Tomar el control y enviarlo también
teach-how = Responde /teach a algo que haya dicho la IA: entonces dime qué habrías dicho tú.
teach-words-only = Aprendo de palabras escritas. Escribe como respuesta a mi pregunta lo que habrías dicho.
menu-group-teach = Como respuesta: lo que habrías dicho tú
menu-coach-teach = Muéstrame cómo respondes
moment-edited = Aprendido de lo que escribiste en lugar de mi borrador: { $moves }.

### The cold start: five invented situations, what a client says in each.
cold-offer = ¿Aprendo cómo respondes antes de que escriba tu primer cliente? Cinco situaciones inventadas, unos minutos. /teach te pregunta cuando quieras.
cold-begin-button = Te lo muestro
cold-ask =
    { $at } de { $of }. Un cliente escribe: «{ $said }»
    ¿Qué le dices? Escríbelo o dilo como se lo dirías.
cold-skip-button = Saltar
cold-later-button = Más tarde
cold-go-on-button = Seguir con las situaciones
cold-words-only = De ahí no pude sacar palabras. Escríbelo, por favor, como se lo escribirías.
cold-needs-key = Para poner por escrito lo que dices necesito una clave: /key. O escribe tu respuesta como se la escribirías.
cold-done = He aprendido de { $count ->
        [one] una respuesta
       *[other] { $count } respuestas
    }. /style muestra qué.
cold-done-no-key = Tengo { $count ->
        [one] una respuesta tuya
       *[other] { $count } respuestas tuyas
    } y aprendo de ellas en cuanto tenga una clave: /key
cold-none = Entonces aprenderé cuando intervengas. /teach te vuelve a preguntar cuando quieras.
cold-said-cancellation = Lo siento mucho, tengo que cancelar nuestra sesión de mañana. Ya sé que es la tercera vez.
cold-said-overwhelm = Es demasiado. El trabajo, los niños, todo a la vez. No sé por dónde empezar.
cold-said-self-doubt = ¿A quién quiero engañar? Los demás lo hacen mejor que yo, y pronto se darán cuenta.
cold-said-conflict = Estoy furioso. Mi jefe me culpó delante de todos y quiero renunciar ya mismo.
cold-said-progress = ¡Lo hice! Tuve la conversación que tanto miedo me daba y salió bien.

### Importing a Telegram Desktop export. $name is a chat's, $count and $mine are counts of messages.
import-how =
    Envíame result.json como archivo: en Telegram Desktop, Ajustes → Avanzado → Exportar datos de Telegram, o en el menú de un chat Exportar historial, como «JSON legible por máquina», sin fotos ni archivos.
    Después te pregunto qué chats son con clientes.
import-list =
    ¿Cuáles de estos chats son con clientes? En los que elijas aprendo cómo respondes, y solo de lo que escribiste tú.
    Lo que escribieron los demás lo lee una vez tu modelo de IA, sin nombres ni números, para ver a qué respondías. No se guarda, y el archivo tampoco.

    { $list }
import-chat = { $name } ({ $count } mensajes, { $mine } tuyos)
import-more = y { $count } más con menos mensajes tuyos
import-chat-button = ☐ { $name }
import-start-button = Importar
import-cancel-button = Cancelar
import-cancelled = No se importó nada y no se guarda nada del archivo. Puedes borrarlo de este chat.
import-choose = Elige primero al menos un chat.
import-working = Leyendo tus respuestas: { $at } de { $of } chats…
import-done =
    { $count ->
        [0] Ninguna respuesta tuya nueva en: { $chats }. De todas las que tienen más de unas palabras ya he aprendido.
        [one] Una respuesta tuya nueva de: { $chats }. Aprendo de ella ahora; /style muestra qué.
       *[other] { $count } respuestas tuyas nuevas de: { $chats }. Aprendo de ellas ahora; /style muestra qué.
    }
    De lo que escribieron los demás no se guarda nada. Puedes borrar el archivo de este chat.
import-not-export = Esto no es una exportación de Telegram en JSON, así que no se importó nada. /import dice cómo hacerla.
import-no-chats = En esta exportación no hay ningún chat privado en el que hayas escrito, así que no se importó nada.
import-too-big = Este archivo es demasiado grande para que lo descargue. Exporta un chat cada vez, sin fotos ni archivos.
import-failed = No pude descargar el archivo, así que no se importó nada. Envíalo otra vez, por favor.
menu-coach-import = Aprender de chats que ya tuviste
learning-digest-on-button = Contármelo cada semana
learning-digest-off-button = No contármelo cada semana
learning-unread-on-saved = Desde ahora uso al cabo de una semana lo que no juzgues, como si hubieras tocado Guardar.
learning-unread-off-saved = Desde ahora uso solo lo que guardes.
learning-share-on-saved = Desde ahora los recuentos de lo que haces y cómo va ayudan a otros coaches. Las palabras no salen nunca de tu práctica.
learning-share-off-saved = Desde ahora tus recuentos no ayudan a nadie más.
learning-digest-on-saved = Desde ahora te cuento una vez por semana lo que he aprendido.
learning-digest-off-saved = Desde ahora no hay informe semanal.
digest-drafts = Cambiaste { $changed } de { $decided ->
    [one] { $decided } borrador
   *[other] { $decided } borradores
  }.
digest-drafts-before = Cambiaste { $changed } de { $decided ->
    [one] { $decided } borrador
   *[other] { $decided } borradores
  }; hace un mes, { $part } de cada { $whole }.
digest-drafts-before-none = Cambiaste { $changed } de { $decided ->
    [one] { $decided } borrador
   *[other] { $decided } borradores
  }; hace un mes, ninguno.
digest-drafts-before-all = Cambiaste { $changed } de { $decided ->
    [one] { $decided } borrador
   *[other] { $decided } borradores
  }; hace un mes, todos.
digest-learned = { $count ->
    [one] Esta semana aprendí de una respuesta tuya.
   *[other] Esta semana aprendí de { $count } respuestas tuyas.
  }
digest-learned-most = Lo más frecuente: { $technique }. El tema más frecuente: { $situation }.
digest-used = { $times ->
    [one] Una respuesta mía siguió lo que aprendí de ti: { $rate }.
   *[other] { $times } respuestas mías siguieron lo que aprendí de ti: { $rate }.
  }
digest-unread = { $count ->
    [one] Otra respuesta tuya a { $clients } espera en el tema: toca Guardar debajo de «De ti» si puedo aprender de ella.
   *[other] Otras { $count } respuestas tuyas a { $clients } esperan en el tema: toca Guardar debajo de «De ti» si puedo aprender de ellas.
  }

### Lo que escribió el coach contradice un documento suyo. $place es "Cuaderno, p. 12".
exception-head = Lo que escribiste a { $client } contradice tu documento.
exception-document = { $place }: “{ $words }”
exception-coach = Tú: “{ $words }”
exception-ask = ¿Una excepción para { $client } o una regla nueva para todos?
exception-ask-alone = ¿Una excepción para { $client }?
exception-rule-words = Como regla para todos guardaría: “{ $rule }”
exception-only-button = Excepción para { $client }
exception-rule-button = Regla nueva
exception-none-button = No se contradicen
exception-is-only-client = ✓ Una excepción: con { $client } sigo lo que escribiste. Para los demás vale el documento.
exception-is-new-rule = ✓ Una regla nueva para todos: “{ $rule }” La sigo en lugar de esa frase. Está en /docs.
exception-is-none = ✓ No se contradicen. No volveré a preguntarlo.
exception-is-over = Ese documento ya no está: no queda nada que decidir.
exception-rule-gone = Esa regla se ha eliminado: vuelve a valer la frase del documento.
exception-lesson-gone = Lo que escribiste ahí se ha olvidado: vuelve a valer la frase del documento.
exception-reworded = Has cambiado lo que escribiste a { $client }. Si aún contradice un documento, vuelvo a preguntar.
tap-exception-decided = Eso ya está decidido. Toca primero Deshacer.
