# A coach talks with their own clone as a client would.

try-begin = Ahora eres un cliente. Escribe como lo haría uno; /done lo termina.
try-over = Vuelves a ser coach. /try empieza de nuevo.
try-no-key = Sin una clave para la IA no puedo responder: los mensajes de tus clientes te llegan a ti. Envíame una con /key, y luego /try.
try-off = La IA está apagada: los mensajes de tus clientes te llegan directamente. /copilot la enciende de nuevo, y luego /try.
try-key-refused = No puedo responder: el servicio de la IA rechaza tu clave. /key acepta otra. Los mensajes de tus clientes la esperarían.
try-quota-spent = No puedo responder: el saldo de tu clave se ha agotado. Recárgalo, o usa otra con /key. Los mensajes de tus clientes la esperarían.
try-unheard = No he podido entender palabras ahí. Por favor, escríbelo como lo haría un cliente.
try-sure = { $confidence } % de seguridad.
try-goes-out = Un cliente recibiría esto.
try-goes-offered = Un cliente recibiría esto, con la oferta de preguntarte.
try-goes-draft = En copilot, primero te esperaría a ti.
try-gap = Con un cliente, la pregunta estaría en /gaps.
try-would-alert = Te habría avisado: { $alert }
try-held = La IA había escrito esto, y se ha retenido:
try-muted = (Aquí un cliente no leería nada: has desactivado este texto.)
try-danger = Esto es lo que leería un cliente. No se ha dado ningún aviso, porque es una prueba. Con un cliente te habría avisado enseguida, con sonido, y habría dejado la conversación a personas.
try-rehearsal = Un ensayo: no hay ningún modelo de lenguaje conectado. /key conecta uno.
try-why-button = Por qué
try-ask = ¿Qué habrías dicho a «{ $words }»? Escríbelo como respuesta a este mensaje.
try-taught = Aprendido: a partir de ahora me guío por ello con todos tus clientes. /unlearn lo deshace.
try-gone = Eso ya no se conserva. /try empieza de nuevo.
try-why = Esto era una prueba: nadie más ha recibido respuesta ni aviso.
try-client = tu cliente
snippet-try-button = Probarlo con mi clon
menu-coach-try = Habla con tu clon como lo haría un cliente
