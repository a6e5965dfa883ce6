rehearse-ask = Vuelvo a contestar lo que decían los clientes cuando interviniste: { $count } de tus respuestas, tal como soy ahora, cada una sin tenerla delante. No se envía nada a nadie. Son unas { $calls } llamadas al modelo, con tu clave.
rehearse-last = La última vez fue el { $date }.
rehearse-nothing = Todavía no hay nada que ensayar. Hacen falta respuestas tuyas que hayas guardado para todos tus clientes, en conversaciones que no fueran una crisis.
rehearse-running = Ya hay un ensayo en marcha.
rehearse-not-now = Ahora no, entonces. /rehearse vuelve a preguntar.
rehearse-start-button = Empezar
rehearse-not-button = Ahora no
rehearse-progress = Ensayando: { $done } de { $count } contestadas…
rehearse-compared = { $nearer } más cerca, { $farther } más lejos que el { $date }.
rehearse-same = { $count } más o menos igual.
rehearse-none-again = Ninguna de estas se ensayó el { $date }: todavía no hay con qué comparar.
rehearse-first = He ensayado { $count } de tus respuestas por primera vez. La próxima vez te digo cuáles se han acercado.
rehearse-mean = De media, { $share } de 100 cerca de ti, en { $count ->
        [one] una respuesta
       *[other] { $count } respuestas
    }: 100 son tus propias palabras, por estilo, contenido y técnica.
rehearse-farther = Más lejos que antes:
rehearse-least = Lo que menos se parece a ti:
rehearse-facing = { $number }. Ante: «{ $words }»
rehearse-you = Tú: «{ $words }»
rehearse-clone = Yo ahora: «{ $words }»
rehearse-clone-calls = Yo ahora: te habría llamado en vez de contestar.
rehearse-offline = Ha sido un ensayo sin modelo: las respuestas incorporadas, no lo que leerán tus clientes.
rehearse-stopped-no-key = El ensayo se ha detenido: no hay ninguna clave que funcione. Con /key la cambias.
rehearse-stopped-unavailable = El ensayo se ha detenido: el modelo no contestó. /rehearse lo intenta de nuevo.
menu-coach-rehearse = ¿Se parece más a ti la IA?
