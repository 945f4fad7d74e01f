### Ideas from residents and the concepts made of them.

concept-area-choose = Elija un tema
concept-area-empty = Elija un tema para el concepto
concept-gather = Poner las ideas en el concepto
concept-idea-taken = La idea { $number } ya no está libre. Alguien la puso en un concepto o la quitó. Quítele la marca
concept-ideas =
    { $count ->
        [one] { $count } idea en este concepto
       *[other] { $count } ideas en este concepto
    }
concept-ideas-empty = Marque una idea o más
concept-into = ¿A dónde van?
concept-into-empty = Elija un concepto nuevo o uno de la lista
concept-name = Concepto { $number }
concept-new = Un concepto nuevo
concept-new-hint = Llene abajo el título, el resumen y el tema.
concept-no-ideas = Ahora no hay ideas en este concepto.
concept-proposals-title = Propuestas que salieron de él
concept-public-page = Ver la página pública
concept-split-button = Sacarlas
concept-split-legend = Marque las ideas que quiere sacar de este concepto
concept-summary = Lo que piden estas ideas
concept-summary-hint = Una o dos oraciones, hasta { $max } caracteres.
concept-summary-wrong = Escriba lo que piden las ideas, en { $max } caracteres o menos
concept-title = Título
concept-title-hint = Unas palabras, hasta { $max } caracteres.
concept-title-wrong = Escriba un título de { $max } caracteres o menos
idea-actor-resident = una persona de la zona
idea-age-empty = Elija qué edad tiene
idea-age-from = { $from } o más
idea-age-is-child = Niña o niño. No pedimos teléfono ni correo.
idea-age-is-older = Con edad para recibir respuesta
idea-age-label = Edad
idea-age-range = De { $from } a { $to }
idea-age-title = ¿Qué edad tiene?
idea-age-under = Menos de { $age }
idea-age-why = Preguntamos para no guardar nunca el teléfono o correo de una niña o un niño. No pedimos fecha de nacimiento.
idea-alike-text = Su idea también cuenta. No tiene que hacer nada.
idea-alike-title = Ideas parecidas
idea-area = Tema
idea-change = Cambiar
idea-channel = Cómo llegó
idea-channel-empty = Elija cómo llegó la idea
idea-channel-event = En un evento
idea-channel-paper = En papel
idea-channel-phone = Por teléfono
idea-channel-web = En este sitio
idea-check-public = Su idea será pública cuando alguien de la Ciudad la haya mirado. Nunca se muestran su edad ni su teléfono o correo.
idea-check-title = Revise su idea
idea-code-address = O guarde esta dirección:
idea-code-empty = Escriba el código, como ABCD-2345-EFGH-6789
idea-code-hint = Tiene 16 letras y números. Lo recibió al dar su idea.
idea-code-text = Anote este código. Con él puede ver qué pasó con su idea. Solo usted lo tiene.
idea-code-title = Escriba el código de su idea
idea-code-wrong = Ninguna idea tiene ese código. Revise cada letra e intente otra vez
idea-contact-forget = Borrar mi teléfono o correo
idea-contact-hint = Puede dejarlo vacío. Solo lo usamos para decirle qué pasó con su idea.
idea-contact-kept = Guardamos su teléfono o correo bajo llave, para decirle qué pasó con su idea.
idea-contact-label = Teléfono o correo
idea-contact-title = Su teléfono o correo
idea-contact-wrong = Escriba un teléfono o un correo, o déjelo vacío
idea-enter-lead = Escriba lo que la persona dijo o escribió, con sus palabras. No ponga nombres ni teléfonos.
idea-enter-not-now = Ahora no se pueden agregar ideas a este ciclo. Pregunte al personal del programa
idea-enter-title = Agregar una idea de papel, teléfono o evento
idea-enter-words = La idea
idea-event-by = Por: { $actor }
idea-event-entered = Alguien la escribió en el sitio.
idea-event-given = Se dio la idea.
idea-event-hidden = Se quitó de la lista.
idea-event-joined = Pasó a ser parte de un concepto.
idea-event-moved = Se movió a { $zone }.
idea-event-name = Nombre del evento
idea-event-name-empty = Escriba el nombre del evento en { $max } caracteres o menos
idea-event-name-hint = Solo para un evento.
idea-event-published = Se puso en la lista.
idea-event-redacted = Se quitaron palabras sobre una persona. Lo que había se borró.
idea-event-split = Se sacó del concepto.
idea-event-transcribed = Se escribieron las palabras de la grabación.
idea-event-undone = Se deshizo el paso anterior.
idea-give-button = Dar esta idea
idea-given-on = Se dio el
idea-inbox-all = Mostrar todas las ideas
idea-inbox-beside = Ideas más parecidas a la idea { $number }, primero las más cercanas.
idea-inbox-choose-zone = Elija una zona
idea-inbox-concepts = Conceptos de esta zona
idea-inbox-count =
    { $count ->
        [one] { $count } idea todavía no está en un concepto.
       *[other] { $count } ideas todavía no están en un concepto.
    }
idea-inbox-empty = Ahora no hay nada que juntar.
idea-inbox-legend = Marque ideas que piden lo mismo
idea-inbox-like = Mostrar ideas parecidas
idea-inbox-made = Las ideas están en el concepto
idea-inbox-title = Juntar ideas
idea-lang = Idioma de la idea
idea-lang-other = Otro idioma, o no sé
idea-look-area-none = Sin tema
idea-look-hide = Quitarla
idea-look-hide-title = No mostrarla
idea-look-in-concept = Esta idea es parte de un concepto. Para moverla o quitarla, sáquela primero del concepto.
idea-look-move = Moverla
idea-look-move-title = Es de otra zona
idea-look-move-to = Zona de la que habla
idea-look-note = Más sobre el motivo
idea-look-note-hint = El público lo ve. Puede dejarlo vacío.
idea-look-publish = Ponerla en la lista
idea-look-publish-title = Mostrarla
idea-look-reason = ¿Por qué?
idea-look-redact = Guardar las palabras nuevas y borrar las viejas
idea-look-redact-open = Cambiar las palabras
idea-look-redact-text = Quite solo lo que dice quién es una persona. Las palabras viejas y la grabación se borran y no vuelven. El público ve que esto se hizo.
idea-look-redact-title = Dice demasiado de una persona
idea-look-redact-words = Las palabras sin eso
idea-look-transcribe = Guardar las palabras
idea-look-transcribe-title = Escriba lo que dice la grabación
idea-look-transcribe-words = Las palabras de la grabación
idea-look-undo = Deshacer el último paso
idea-look-undo-text = Los dos pasos quedan en la lista de abajo.
idea-look-undo-title = Deshacer
idea-name = Idea { $number }
idea-not-now-kept = Sus palabras no se guardaron. Cópielas ahora para no perderlas:
idea-not-now-title = Ahora no podemos recibir ideas
idea-note-long = Diga más en { $max } caracteres o menos
idea-now-title = Cómo está ahora
idea-other-zone-text = Usted trabaja en otra zona. Vuelva a las ideas de su zona.
idea-other-zone-title = Esa es otra zona
idea-page = Página { $page } de { $pages }
idea-page-before = Página anterior
idea-page-next = Página siguiente
idea-pages = Páginas
idea-place-hint = Puede dejarlo vacío, o nombrar una esquina, un parque o una escuela. Hasta { $max } caracteres. No ponga su domicilio.
idea-place-label = Esquina o lugar
idea-place-long = Nombre el lugar en { $max } caracteres o menos
idea-public-page = Ver su página pública
idea-queue-count =
    { $count ->
        [one] { $count } idea espera que la miren.
       *[other] { $count } ideas esperan que las miren.
    }
idea-queue-done = La idea { $number } está lista
idea-queue-more = Más opciones
idea-queue-title = Ideas por mirar
idea-reason-empty = Elija por qué
idea-reason-i-harm = Insulta o amenaza a personas.
idea-reason-i-merged = Es parte de un concepto.
idea-reason-i-private = Decía demasiado de una persona.
idea-reason-i-program = Pide algo que no es un programa ni un servicio.
idea-reason-i-zone = Es de otra zona.
idea-recording = Grabación
idea-save = Guardar esta idea
idea-saved = Idea { $number } guardada
idea-saved-next = Escriba otra abajo.
idea-sound-drop = Dejar fuera la grabación
idea-sound-full = Muchas personas envían grabaciones ahora. Escriba su idea o intente otra vez en unos minutos
idea-sound-gone = Su grabación ya no estaba. Agréguela otra vez o escriba su idea
idea-sound-hint = También puede decir su idea. El archivo puede tener hasta 2 MB. No diga nombres ni teléfonos.
idea-sound-kept = Su grabación está aquí. El público la oye cuando alguien la haya escuchado y escrito.
idea-sound-label = Agregar una grabación
idea-sound-large = La grabación debe tener 2 MB o menos. Elija una más corta o escriba su idea
idea-sound-wrong = Ese archivo no es un sonido que podamos tocar. Elija un archivo MP3, M4A, OGG, WAV o WebM
idea-split-empty = Marque una o más ideas para sacar
idea-standing = Cómo está
idea-standing-hidden = No se muestra
idea-standing-joined = Parte de un concepto
idea-standing-listed = En la lista
idea-standing-waiting = Espera que la miren
idea-step-empty = Elija qué hacer
idea-step-refused-text = Otra persona hizo algo con esta idea mientras tanto. Vuelva, cargue la página de nuevo y mire.
idea-step-refused-title = Este paso no se puede hacer ahora
idea-step-taken = Alguien dio un paso mientras tanto, o este ya no corresponde. Mire los pasos de abajo
idea-steps-title = Qué pasó con ella
idea-thanks = Gracias. Su idea tiene este número.
idea-told-hidden = Su idea { $number } no está en la lista. Vea por qué: { $link }
idea-told-joined = Su idea { $number } ahora es parte de un concepto: { $link }
idea-told-published = Su idea { $number } ya está en la lista pública: { $link }
idea-told-subject = Su idea { $number }
idea-waits-text = Alguien de la Ciudad la va a mirar. Después sus palabras serán públicas.
idea-where-title = ¿Para dónde es su idea?
idea-words-empty = Escriba su idea o agregue una grabación
idea-words-first = Primero escriba lo que dice la grabación
idea-words-hint = Hasta { $max } caracteres.
idea-words-label = Su idea
idea-words-lead = Escriba en cualquier idioma. No ponga nombres ni teléfonos.
idea-words-long = La idea tiene { $count } caracteres. Use { $max } o menos
idea-words-missing = Escriba las palabras de la idea
idea-words-title = ¿Cuál es su idea?
idea-words-who = Dé una idea para una zona donde vive, trabaja, estudia o va a su templo. No necesita papeles ni cuenta.
idea-young-text = No se guardó nada. Cuéntele su idea a alguien mayor. Esa persona puede darla aquí por usted.
idea-young-title = Las ideas son para personas desde los { $age } años
idea-zone = Zona
idea-zone-empty = Elija una zona de la lista
ideas-all-areas = Todos los temas
ideas-all-standings = Todas las que se pueden leer
ideas-all-zones = Todas las zonas
ideas-follow-link = Vea qué pasó con su idea
ideas-found =
    { $count ->
        [one] { $count } idea
       *[other] { $count } ideas
    }
ideas-give = Dar una idea
ideas-list-title = Todas las ideas
ideas-none-yet = Todavía no recibimos ideas. Vuelva más tarde o llámenos para preguntar.
ideas-phase-absent = En este ciclo no recibimos ideas.
ideas-phase-before = Puede dar ideas desde el { $when }.
ideas-phase-open = Puede dar ideas hasta el { $when }.
ideas-phase-over = El tiempo para dar ideas terminó el { $when }.
ideas-search = Buscar
ideas-search-words = Palabras que busca
ideas-see-all = Lea las ideas de otras personas
ideas-title = Ideas de la gente
ideas-zone-count =
    { $count ->
        [one] { $count } idea; la zona espera { $target }
       *[other] { $count } ideas; la zona espera { $target }
    }
ideas-zones-title = Cuántas ideas tiene cada zona
