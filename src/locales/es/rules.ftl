### Las reglas propias de un coach: /rules. $words y $phrase son del coach, $rule es una de las líneas de abajo.

rules-none =
    Aún no tienes reglas. Una regla es una palabra o varias; si un cliente escribe una de ellas, decide lo que pasa, piense lo que piense la IA.

    Con palabras: /rules add divorcio, custodia
    * al final de una palabra es cualquier terminación: divorci*
rules-list = Tus reglas:
rules-how =
    Toca un número para cambiar o quitar una regla. Con palabras:
    /rules add divorcio, custodia
    /rules add no me llames por deberes
    /rules try y detrás lo que podría escribir un cliente

    * al final de una palabra es cualquier terminación: divorci*
rules-handoff = Llámame: { $words }
rules-offer = Responde y ofréceme: { $words }
rules-never = Déjaselo a la IA: { $words }
rules-about-handoff = Si un cliente escribe esto, se te llama, y la IA espera.
rules-about-offer = Si un cliente escribe esto, la IA responde y ofrece avisarte. Lo hace una vez, no siempre.
rules-about-never = Si un cliente escribe esto, la IA responde, por importante que parezca. El peligro, una petición clara de hablar contigo y una IA que no puede responder te llaman igualmente.
rules-saved =
    Guardado. Vale desde el próximo mensaje.

    { $rule }
rules-removed =
    Quitada:

    { $rule }
rules-ask-rule = ¿Qué palabras? Envíalas con comas: divorcio, custodia. Con «no me llames por» u «ofréceme por» delante hacen eso; si no, te llaman.
rules-ask-message = Envíame un mensaje como lo escribiría un cliente. Te digo qué haría; nadie más lo ve.
rules-no-words = No hay palabras, así que nada ha cambiado. Escríbelo así: /rules add divorcio, custodia
rules-no-word = En «{ $phrase }» no hay ninguna palabra que yo pueda buscar, así que nada ha cambiado. Usa letras o números.
rules-too-many-words = Son { $count } expresiones, y en una regla caben { $limit } como mucho. Nada ha cambiado. Haz dos reglas con ellas.
rules-too-long = Esta expresión es demasiado larga, { $limit } caracteres como mucho: «{ $phrase }…» Nada ha cambiado. Una o dos palabras bastan.
rules-full = Tienes { $limit } reglas, y no caben más. Quita antes una, o pon más palabras en una regla.
rules-gone = Esta regla ya no existe.
rules-no-undo = Ya no se puede recuperar.
rules-number-button = { $number }
rules-add-button = Nueva regla
rules-try-button = Probar un mensaje
rules-another-button = Probar otro
rules-all-button = Todas las reglas
rules-to-handoff-button = Mejor llámame
rules-to-offer-button = Mejor ofréceme
rules-to-never-button = Mejor déjaselo a la IA
rules-remove-button = Quitar
rules-undo-button = Deshacer
rules-tried-handoff = 🙋 Te llamaría, y la IA esperaría.
rules-tried-offer = 🤝 La IA respondería y ofrecería avisarte.
rules-tried-continue = 💬 La IA respondería.
rules-tried-danger = 🆘 Vería peligro en esto (nivel { $grade } de 4): tu cliente lee enseguida líneas de ayuda, la IA calla, y se te llama con sonido. Ninguna regla tuya lo cambia.
rules-tried-by-rule = Lo decidió: tu regla { $number }, por «{ $phrase }».
rules-tried-by-nothing = Lo decidió: nada en estas palabras te llama.
rules-tried-unsure = Con una IA menos de { $sure } segura de su respuesta:
rules-tried-signals = Lo que veo en las palabras: { $signals }.
rules-tried-not-decisive = También tu regla { $number }, por «{ $phrase }», habla de esto, pero no decide.
rules-tried-soft = Algunas de estas palabras pueden significar peligro. La IA las sopesa; si no puede, las tomo por peligro, y se te llama.
rules-tried-without-ai = No he preguntado a la IA. Lo que ella lee en un mensaje, y lo dicho antes, cuenta además.
rules-signal-sentiment = se siente mal
rules-signal-stakes = una decisión importante
rules-signal-wants-human = quizá te quiera a ti
rules-signal-loop = se dan vueltas a lo mismo
menu-coach-rules = Palabras que te llaman, o no
