### Lo que lee alguien en peligro. El modelo nunca escribe estas palabras, ni ningún número que haya en ellas.
###
### Not yet reviewed by a clinician: each text must be, before a public release. Each stays under 500 characters, is plain
### text, names the AI as one, promises neither rescue nor secrecy, and asks for no details.
###
### $lines, $emergency and $coach are as in en/crisis.ftl. $coach is a name: say nothing that depends on gender.

crisis-lines-unknown = busca una línea de ayuda cerca de ti en findahelpline.com
crisis-emergency-unknown = número de emergencias de tu país (112 o 911)

## The first text of an episode

crisis-first =
    Gracias por contármelo. Soy una IA y no puedo mantenerte a salvo por mi cuenta.

    He avisado a { $coach }, pero puede que tarde horas en verlo: por favor, no esperes una respuesta aquí.

    Puedes hablar con alguien ahora mismo: { $lines }

    Si crees que podrías hacer algo que no tiene vuelta atrás, llama al { $emergency }.
crisis-first-l4 =
    Si estás en peligro ahora mismo, llama al { $emergency }, o pide a alguien cercano que llame.

    Gracias por contármelo. Soy una IA y no puedo mantenerte a salvo por mi cuenta. He avisado a { $coach }, pero puede que tarde horas en verlo: por favor, no esperes una respuesta aquí.

    Puedes hablar con alguien ahora mismo: { $lines }
crisis-first-stranger =
    Gracias por decirlo. Soy una IA y no puedo mantenerte a salvo por mi cuenta. Nadie lee este chat ahora: por favor, no esperes una respuesta aquí.

    Puedes hablar con alguien ahora mismo: { $lines }

    Si estás en peligro, llama al { $emergency }, o pide a alguien cercano que llame.
crisis-third-party =
    Gracias por preocuparte por esa persona. Soy una IA y no puedo llegar a ella. He avisado a { $coach }, pero puede que tarde horas en verlo.

    Si está en peligro ahora mismo, llama al { $emergency }, y no la dejes sola si para ti es seguro.

    Las líneas de ayuda también atienden a quien se preocupa por alguien: { $lines }
crisis-abuse =
    Gracias por contármelo. Lo que te está pasando no es culpa tuya. Soy una IA y no puedo mantenerte a salvo por mi cuenta.

    Si estás en peligro ahora mismo, llama al { $emergency }.

    Puedes hablar con alguien ahora mismo: { $lines }

    He avisado a { $coach }, pero puede que tarde horas en verlo. Si alguien puede mirar tu teléfono, puedes borrar este chat.
crisis-medical =
    Esto puede ser una emergencia médica. Por favor, llama ya al { $emergency }, aunque tengas dudas, y busca a alguien que te acompañe.

    Soy una IA y no puedo ayudar con esto. He avisado a { $coach }, pero puede que tarde horas en verlo: por favor, no esperes una respuesta aquí.

## Later messages in an open episode, one after the other

crisis-relay-1 = Se lo he pasado a { $coach }. No tienes que esperar en soledad: { $lines }. Si hay peligro, llama al { $emergency }.
crisis-relay-2 = A { $coach } le llega cada palabra que escribes aquí. Soy una IA; una persona puede escucharte ahora mismo: { $lines }. Si hay peligro, llama al { $emergency }.
crisis-relay-3 = Gracias por seguir escribiendo. { $coach } lo verá. ¿Hay alguien que pueda estar contigo ahora? Para hablar: { $lines }. Si hay peligro, llama al { $emergency }.
crisis-relay-4 = Tu mensaje le ha llegado a { $coach }. Si se te hace más pesado mientras esperas, llama, por favor: { $lines }. Si hay peligro, llama al { $emergency }.
crisis-relay-5 = Sigo pasándole todo a { $coach }. Soy una IA, y mereces una voz humana: { $lines }. Si hay peligro, llama al { $emergency }.
crisis-relay-6 = He avisado a { $coach } y también le llega esto. Por favor, dile a alguien cercano cómo estás, o habla con: { $lines }. Si hay peligro, llama al { $emergency }.

## While nobody has come, and when someone has

crisis-still-here =
    Sigo aquí, y sigo siendo una IA. Aún no ha venido nadie; he vuelto a avisar a { $coach } y a todas las demás personas que puedo.

    Por favor, no nos esperes. Puedes hablar con alguien ahora mismo: { $lines }

    Si estás en peligro, llama al { $emergency }, o ve con alguien cercano.
crisis-no-human =
    Tengo que ser clara contigo: hasta ahora nadie del equipo de { $coach } ha respondido, y no sé cuándo lo hará. Soy una IA y no puedo mantenerte a salvo.

    Por favor, no esperes aquí. Habla con alguien ahora: { $lines }

    Si estás en peligro, llama al { $emergency }, o díselo a alguien cercano. Sigo avisando al equipo.
crisis-human-here =
    { $coach } está aquí ahora, en persona, y lee lo que escribes. La IA guarda silencio.

    Si estás en peligro, llama antes al { $emergency }.
crisis-phoning =
    { $member } ha visto esto e intenta llamarte por teléfono. Soy una IA y no sé si lo logrará: por favor, no cuentes solo con ello.

    Si estás en peligro, llama al { $emergency }.
crisis-no-answer =
    { $member } ha intentado llamarte y no ha podido hablar contigo. No has hecho nada mal. He vuelto a avisar a { $coach } y a todas las demás personas que puedo; soy una IA y no sé cuándo lo lograrán. Si puedes, ten el teléfono cerca.

    Por favor, no nos esperes. Puedes hablar con alguien ahora mismo: { $lines }

    Si estás en peligro, llama al { $emergency }, o ve con alguien cercano.
crisis-minor =
    Gracias por contármelo. Lo que pasa no es culpa tuya, y no tienes que cargar con ello en soledad. Soy una IA y no puedo proteger a nadie por mi cuenta.

    Si alguien está en peligro ahora mismo, llama al { $emergency }.

    Puede ayudarte una persona adulta de tu confianza, y también: { $lines }

    He avisado a { $coach }, pero puede que tarde horas en verlo.

## What a tap is answered with

crisis-call =
    Si hay peligro, llama al { $emergency }.

    Para hablar con alguien: { $lines }

    Soy una IA y no puedo llamar por ti. Puedes decir: «No estoy bien y necesito hablar.»
crisis-company =
    Me alegra que haya alguien contigo. Por favor, no os separéis; cuéntale cómo estás, y que se quede cerca hasta que sea más llevadero.

    Si hay peligro, llamad al { $emergency }. He avisado al equipo. Soy una IA; ahora una persona es mejor compañía.
crisis-client-safe =
    Gracias por decírmelo. Prefiero preguntar una vez de más. { $coach } sabe lo que has dicho, y yo soy una IA que durante un día escucha con más cuidado.

    Si eso cambia, escríbelo aquí, o llama al { $emergency }.
crisis-country-ask = ¿Dónde estás ahora? Así puedo mostrarte el número que sirve allí.

## When it is over

crisis-false-alarm = { $coach } ha mirado y cree que te entendí mal. Siento el susto; soy una IA y prefiero preguntar una vez de más. Podemos seguir cuando quieras. Si no fue un error, por favor, dilo.
crisis-followup =
    Me han pedido que vea cómo estás: ¿cómo te encuentras hoy?

    Puedes responder con tus palabras; soy una IA, y { $coach } también lee. Si vuelve a pesar, toca el botón de abajo, o habla con alguien: { $lines }
crisis-after-human =
    Esté quien esté aquí, si empeora no tienes que esperar a nadie, a ninguna hora: { $lines }

    Soy una IA y no puedo protegerte por mi cuenta. Si estás en peligro, llama al { $emergency }, o toca el botón de abajo y avisaré enseguida a { $coach }.
crisis-hours-always = día y noche
