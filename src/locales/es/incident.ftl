### Una clave que el servicio de IA rechaza: un solo mensaje, que se va editando. $clients son nombres.

incident-key-refused = 🔑 Tu clon no puede responder desde las { $since }: el servicio de IA rechaza tu clave.
incident-quota-spent = 🔑 Tu clon no puede responder desde las { $since }: a tu clave no le queda saldo en el servicio de IA.
incident-waiting =
    { $count ->
        [one] Espera un cliente: { $clients }
       *[other] Esperan { $count } clientes, primero quien lleva más tiempo: { $clients }
    }
incident-nobody-waits = Ahora mismo no espera ningún cliente.
incident-what-to-do = Envíame otra clave con /key, o arregla esta con el servicio de IA. Yo también la pruebo por mi cuenta. En cuanto funcione, responderé a quienes esperan, primero a quien lleva más tiempo. A cada uno se le ha dicho una vez que ya lo sabes.
incident-tried = Último intento a las { $time }: todavía no.
incident-over =
    { $count ->
        [one] ✅ Tu clon vuelve a responder. La clave no funcionó de { $from } a { $to }; un cliente tuvo que esperar y ahora recibe su respuesta, si no llegaste tú antes.
       *[other] ✅ Tu clon vuelve a responder. La clave no funcionó de { $from } a { $to }; { $count } clientes tuvieron que esperar y ahora reciben su respuesta, primero quien lleva más tiempo, salvo a quienes ya atendiste tú.
    }
incident-key-removed = 🔑 Tu clave se ha quitado, así que tu clon no responde a nadie. Lo que escriben tus clientes, y aquello con lo que esperaban, te llega directamente a ti. Con /key me das otra.
incident-key-removed-demo = 🔑 Tu clave está quitada, y el ensayo vuelve a responder, primero a quienes esperaban: no hay ningún modelo de lenguaje conectado. Con /key me das otra.
key-other-button = Usar otra clave
key-again-button = Probar otra vez
tap-trying-key = La estoy probando.
board-key-dead =
    { $count ->
        [one] 🔑 Tu clave no funciona desde las { $since }: espera un cliente. /key en nuestro chat privado
       *[other] 🔑 Tu clave no funciona desde las { $since }: esperan { $count } clientes. /key en nuestro chat privado
    }
ai-may-answer-no-key = La IA no puede responder ahora a { $client }: el servicio de IA rechaza tu clave. Envíame otra con /key en nuestro chat privado.
