### Qué hace que la IA llame al coach o lo ofrezca: /sensitivity. $mark es una marca delante de lo que vale, si no nada.
### $calls y $offers cuentan mensajes que habrían llamado al coach, o lo habrían ofrecido; $name es una opción, $sign una señal.

sensitivity-now = Cuando no decide una regla fija, sopeso lo que noto, y te llamo o te ofrezco. Ahora vale: { $name }
sensitivity-early = Llámame pronto
sensitivity-balanced = Equilibrado
sensitivity-rarely = Llámame poco
sensitivity-own = Mi propia mezcla
sensitivity-early-button = { $mark }Llámame pronto
sensitivity-balanced-button = { $mark }Equilibrado
sensitivity-rarely-button = { $mark }Llámame poco
sensitivity-sign-confidence = la IA no está segura de su respuesta
sensitivity-sign-sentiment = tu cliente se siente mal: triste, con rabia, sin esperanza
sensitivity-sign-stakes = un tema importante: trabajo, divorcio, dinero, salud, leyes
sensitivity-sign-wants-human = tu cliente insinúa que te quiere a ti
sensitivity-sign-loop = la conversación da vueltas
sensitivity-short-confidence = IA insegura
sensitivity-short-sentiment = Tristeza o rabia
sensitivity-short-stakes = Tema importante
sensitivity-short-wants-human = Insinúa que te quiere
sensitivity-short-loop = Da vueltas
sensitivity-sign-button = { $sign }: { $level }
sensitivity-level-button = { $mark }{ $level }
sensitivity-is-off = nada
sensitivity-is-little = un poco
sensitivity-is-normal = normal
sensitivity-is-strong = mucho
sensitivity-danger = palabras de peligro: siempre 🔒
sensitivity-levels = «Mucho» cuenta el doble y basta por sí solo. «Un poco» cuenta la mitad, y «nada» no cuenta.
sensitivity-always = Esto no se puede apagar: el peligro (líneas de ayuda al momento, y se te llama), que alguien pida hablar contigo, tus propias /rules, y una decisión importante que se toma ahora mismo mientras la IA no está segura, salvo que una regla tuya se la deje a la IA. Cómo busco el peligro no depende de nada de esto.
sensitivity-would = { $count ->
        [one] Del último mensaje que atendió
       *[other] De los últimos { $count } mensajes que atendió
    } la IA, { $calls } te habrían llamado y { $offers } te habrían ofrecido. Con otra opción:
sensitivity-would-with = { $name }: { $calls } te llamaban, { $offers } te ofrecían
sensitivity-would-change = { $count ->
        [one] Del último mensaje que atendió
       *[other] De los últimos { $count } mensajes que atendió
    } la IA, { $calls } te habrían llamado (ahora { $callsNow }) y { $offers } te habrían ofrecido (ahora { $offersNow }).
sensitivity-of-messages = { $count ->
        [one] Del último mensaje que atendió
       *[other] De los últimos { $count } mensajes que atendió
    } la IA:
sensitivity-no-messages = En cuanto tus clientes hayan escrito, muestro aquí qué habría hecho un cambio.
sensitivity-how-much = ¿Cuánto debe contar esto: { $sign }?
sensitivity-undo-button = Deshacer
sensitivity-back-button = Como estaba antes
sensitivity-all-button = ◀ Volver sin cambiar nada
menu-coach-sensitivity = Cuándo te llama la IA
