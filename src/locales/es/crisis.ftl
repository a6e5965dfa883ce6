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
