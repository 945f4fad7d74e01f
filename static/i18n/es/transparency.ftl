### What was done, as sentences; how to check it; how a vote is protected.

act-appeal-accepted = Después de otra revisión se aceptó la propuesta { $number } de la zona { $zone }.
act-appeal-filed = Los autores de la propuesta { $number } de la zona { $zone } pidieron otra revisión.
act-appeal-rejected = Después de otra revisión, la propuesta { $number } de la zona { $zone } sigue no aceptada.
act-application-changed = La propuesta { $number } de la zona { $zone } se entregó otra vez con cambios.
act-application-submitted = Se entregó la propuesta { $number } de la zona { $zone }.
act-application-withdrawn = Sus autores retiraron la propuesta { $number } de la zona { $zone }.
act-ballot-missing = Una persona tiene nuestra promesa firmada de una boleta que no está en el registro. Recibo: { $receipt }. Número del reporte: { $case }.
act-ballot-settled = El reporte { $case } de una boleta que falta tiene resultado.
act-ballots-opened = Se abrieron las boletas. Partes de la clave usadas: { $trustees }. Boletas abiertas: { $opened }. Boletas que no se pudieron contar: { $invalid }.
act-body-changed = Se cambiaron los datos de { $name }.
act-body-made =
    { $kind ->
        [committee] Se agregó el comité { $name }.
       *[other] Se agregó la organización { $name }.
    }
act-boundary-saved = El límite de la zona { $zone } se guardó como versión { $version }, desde { $day }. Su huella es { $hash }.
act-canvass-confirmed = Se confirmó la hoja de escrutinio de la zona { $zone }. Boletas por contar: { $ballots }.
act-concept-made = Se hizo el concepto { $concept } en la zona { $zone }: { $title }.
act-cycle-frozen = Se fijaron las boletas y las reglas. Su huella es { $hash }.
act-cycle-published = El ciclo se mostró al público, con la versión { $version } de sus reglas.
act-decision-recorded =
    { $outcome ->
        [carried] { $body } votó y se aprobó: { $motion }. Sí { $favour }, no { $against }, sin partido { $abstained }.
       *[other] { $body } votó y no se aprobó: { $motion }. Sí { $favour }, no { $against }, sin partido { $abstained }.
    }
act-disclosure-ended = Terminó un lazo de { $name } con { $body }.
act-disclosure-made =
    { $tie ->
        [employed] { $name } trabaja para { $body } y no decide en sus asuntos.
        [board] { $name } está en la directiva de { $body }, o es dueño, y no decide en sus asuntos.
        [paid] { $name } recibe pago de { $body } y no decide en sus asuntos.
        [family] { $name } tiene familia en { $body } y no decide en sus asuntos.
        [member] { $name } es miembro de { $body } y no decide en sus asuntos.
       *[other] { $name } tiene un lazo con { $body } y no decide en sus asuntos.
    }
act-election-imported = Se trajo una votación pasada como zona { $zone }. Boletas: { $ballots }. Huella del archivo: { $sha256 }.
act-event-added = Se agregó un evento en la zona { $zone } para el { $day }: { $name }.
act-event-cancelled = Se canceló un evento en la zona { $zone } del { $day }: { $name }.
act-event-changed = Se cambió un evento en la zona { $zone }. Es el { $day }: { $name }.
act-idea-entered =
    Se escribió en el sitio la idea { $idea } de la zona { $zone }. Llegó { $channel ->
        [event] en un evento.
        [paper] en papel.
        [phone] por teléfono.
       *[other] de otra forma.
    }
act-idea-hidden =
    La idea { $idea } de la zona { $zone } se quitó de la lista: { $code ->
        [I-HARM] insulta o amenaza a personas.
        [I-PRIVATE] decía demasiado de una persona.
        [I-PROGRAM] pide algo que no es un programa ni un servicio.
       *[other] { $code }.
    }
act-idea-joined = La idea { $idea } pasó a ser parte del concepto { $concept } en la zona { $zone }.
act-idea-moved = La idea { $idea } se movió a la zona { $zone }, de la que habla ({ $code }).
act-idea-published = La idea { $idea } de la zona { $zone } se puso en la lista.
act-idea-redacted = Se quitaron palabras sobre una persona de la idea { $idea } de la zona { $zone }. Lo que había se borró ({ $code }).
act-idea-split = La idea { $idea } se sacó del concepto { $concept } en la zona { $zone }.
act-idea-transcribed = Se escribieron las palabras de una grabación para la idea { $idea } de la zona { $zone }.
act-idea-undone = Se deshizo el último paso con la idea { $idea }. Está en la zona { $zone }.
act-ideas-contacts-forgotten = { $actor } borró todos los contactos de quienes dieron ideas: { $count }.
act-key-entered = Una persona escribió la mitad pública de la clave de apertura: { $key }. La abren { $threshold } de { $shares } partes.
act-links-cut = Se destruyó la clave que vincula a las personas con las boletas.
act-log-closed = Todas las boletas están en el registro público. Tiene { $size } líneas. Su huella es { $root }.
act-minutes-published = Se publicó el acta de { $body } del { $day } como versión { $version }.
act-notice-confirmed = Una segunda persona confirmó el aviso { $version } sobre la propuesta { $number } de la zona { $zone }.
act-notice-proposed = Una persona propuso el aviso { $version } sobre la propuesta { $number } de la zona { $zone }.
act-opening-confirmed = Una segunda apertura de la zona { $zone } en otra computadora dio lo mismo. Huella: { $hash }.
act-order-drawn = Se sorteó el orden de las propuestas en papel. Su semilla: { $seed }.
act-part-given =
    { $part ->
        [proposer] { $name } escribe propuestas para esta votación.
        [outreach_partner] { $name } recibe pago por informar a residentes en esta votación.
        [host_site] { $name } presta un lugar para esta votación.
        [fiscal_sponsor] { $name } recibe dinero para otro grupo en esta votación.
        [advisory] { $name } asesora al programa en esta votación.
        [grantee] { $name } recibió dinero de esta votación.
       *[other] { $name } tiene un papel en esta votación: { $part }.
    }
act-part-taken = Se quitó un papel de { $name } en esta votación: { $part }.
act-passes-printed = Se hicieron códigos en papel para la zona { $zone }. Cuántos: { $count }.
act-phase-moved =
    Se movió el final de una fase, { $name ->
        [appeals] apelaciones
        [ideas] ideas
        [proposals] propuestas
        [review] revisión
       *[translation] traducción
    }: de { $old } a { $new }.
act-proof-approved = Una persona aprobó la prueba de la zona { $zone } en el idioma { $lang } para { $channel ->
        [paper] papel
       *[phone] teléfonos
    }. Huella: { $hash }.
act-result-certified = Una segunda persona firmó el resultado de la zona { $zone }, versión { $version }. Ahora es oficial. Huella: { $hash }.
act-result-corrected = La zona { $zone } se contó otra vez para corregirla, como versión { $version }. Boletas: { $ballots }. Huella: { $hash }.
act-result-counted = Se contó la zona { $zone }, como versión { $version }. Boletas: { $ballots }. Huella: { $hash }.
act-result-signed = La primera de dos personas firmó el resultado de la zona { $zone }, versión { $version }. Huella: { $hash }.
act-review-accepted = Se aceptó la propuesta { $number } de la zona { $zone }.
act-review-changes-asked = Se pidieron cambios en la propuesta { $number } de la zona { $zone }.
act-review-costs-signed = Una persona firmó los costos de la propuesta { $number } de la zona { $zone }.
act-review-rejected = No se aceptó la propuesta { $number } de la zona { $zone }. Códigos: { $codes }.
act-review-reopened = Se pidieron cambios en la propuesta { $number } de la zona { $zone } después de aceptarla.
act-role-granted =
    { $name } recibió un rol: { $role ->
        [administrator] administración.
        [certifier] certificación.
        [committee_member] miembro de comité en la zona { $zone }.
        [poll_worker] trabajo electoral en la zona { $zone }.
        [program_staff] personal del programa.
        [proposer] proponente.
        [reviewer] revisión de un departamento.
        [translator] traducción.
        [trustee] custodia de la clave.
       *[other] { $role }. { $zone }
    }
act-rulebook-saved = Las reglas del ciclo se guardaron como versión { $version }.
act-seat-changed =
    { $seat ->
        [chair] { $name } ahora preside { $body }.
       *[other] { $name } ahora es miembro de { $body } y ya no preside.
    }
act-share-given = Una persona que custodia la clave dio una parte de la clave que abre las boletas.
act-term-ended =
    { $seat ->
        [chair] { $name } ya no preside { $body }.
       *[other] { $name } ya no pertenece a { $body }.
    }
act-term-renewed =
    { $seat ->
        [chair] Se renovó el período de { $name } en la presidencia de { $body }.
       *[other] Se renovó el período de { $name } en { $body }.
    }
act-term-started =
    { $seat ->
        [chair] { $name } asumió la presidencia de { $body }.
       *[other] { $name } se unió a { $body }.
    }
act-translation-waived = La propuesta { $number } de la zona { $zone } va en la boleta sin { $language }. Se leerá en { $fallback }.
act-translation-waiver-ended = Se retiró la dispensa de { $language } para la propuesta { $number } de la zona { $zone }.
act-void-confirmed = Una segunda persona aceptó retirar un pase en la zona { $zone }. Número público del pase: { $pass }.
act-void-proposed = Una persona propuso retirar un pase en la zona { $zone }. Número público del pase: { $pass }.
act-voting-closed = Se cerró la votación.
act-withdrawal-confirmed = Una segunda persona aceptó retirar la propuesta { $number } de la zona { $zone }. Ya no puede recibir dinero.
act-withdrawal-proposed = Una persona propuso retirar la propuesta { $number } de la zona { $zone }.
act-zone-opened = Se abrió la zona { $zone }. Boletas: { $opened }. Boletas que no se pudieron contar: { $invalid }. Huella: { $hash }.
act-zone-saved = Se guardó la zona { $zone }, { $name }.
audit-actor-operator = quien opera este sitio
audit-actor-system = este sitio por sí solo
audit-acts-title = Pasos, primero los más nuevos
audit-by =
    Por: { $actor ->
        [system] el sistema
       *[other] { $actor }
    }.
audit-check-challenge = Pruebe una boleta antes de votar: en “Revise sus opciones” puede pedir que se abra ante usted.
audit-check-pack = Después de la votación: descargue todo en un archivo y compruébelo en su computadora, sin este sitio.
audit-check-receipt = Vea que su voto está en la urna.
audit-check-recount = Baje las boletas abiertas y cuéntelas otra vez.
audit-check-title = Revíselo usted
audit-empty = Todavía no se ha hecho nada.
audit-lead = Aquí se anota cada paso de una votación. Se puede agregar una línea, pero no cambiarla ni quitarla.
audit-log-acts = Pasos del personal y del sistema
audit-log-ballots = Boletas cerradas
audit-log-issuance = Pases entregados
audit-logs-caption = Los registros públicos
audit-logs-empty = sin publicar todavía
audit-logs-entries = Líneas
audit-logs-head = Registro
audit-logs-text = Cada registro solo crece. Personas fuera de la Ciudad guardan copias y las firman, para que nadie pueda cambiar una línea después sin que se vea. Cualquier programa que lea registros C2SP puede seguirlos.
audit-logs-title = Los registros públicos
audit-logs-witnesses = Firmado por
audit-reason = Motivo:
audit-title = Qué se hizo y quién lo hizo
protect-data-text = Guardamos una forma revuelta de su teléfono o correo, hecha con una clave secreta, para contar cada voto una sola vez. Con ella guardamos su zona y el día. El teléfono o correo mismo lo tenemos, bajo clave, para enviar el código. Se borra en cuanto se envía. No pedimos su nombre, identificación ni fecha de nacimiento. La urna no guarda horas.
protect-data-title = Lo que guardamos de usted
protect-holds-log = Su boleta cerrada entra en un registro público. Solo crece, y personas fuera de la Ciudad lo firman. Nadie puede añadir, cambiar ni quitar una boleta sin que se vea.
protect-holds-once = En una zona, solo puede contar un voto por cada teléfono, correo o código en papel. Si vota otra vez, solo cuenta su último voto. No podemos saber si una persona tiene dos números.
protect-holds-opened-twice = Las boletas se abren dos veces, en computadoras distintas. Las dos deben dar lo mismo.
protect-holds-receipt = Usted recibe un comprobante. Muestra que su voto está en la urna. Nunca muestra lo que eligió.
protect-holds-sealed = Su boleta se cierra cuando usted la emite. La llave para abrirla está repartida entre varias personas y nadie la tiene entera. Nuestro servidor recibe sus partes solo cuando termina la votación.
protect-holds-split = Quién es usted y cómo vota se guardan en dos lugares separados. La clave que podría unirlos se destruye antes de abrir las boletas.
protect-holds-test = Puede pedir que su boleta se abra ante usted antes de votar, para ver que cerramos lo que eligió. Luego se cierra de nuevo.
protect-holds-title = Lo que hacemos
protect-holds-totals = No hay totales parciales. Mientras se vota, todas las boletas siguen selladas, también para nosotros.
protect-holds-two = Un resultado es oficial cuando lo han firmado dos personas distintas. Cualquiera puede bajar las boletas abiertas y contar otra vez.
protect-lead = Esta página dice lo que hacemos y lo que nadie puede prometer.
protect-not-all = Si las personas que tienen todas las partes se pusieran de acuerdo, podrían romper el secreto. Eso significa los dos archivos y bastantes de quienes guardan la llave.
protect-not-opening = En la apertura, una computadora ve boletas sin nombres. Que las dos computadoras trabajen bien lo revisan personas; no lo prueba la matemática.
protect-not-phone = Una aplicación dañina en su teléfono podría ver o cambiar lo que elige antes de que emita su voto.
protect-not-server = Lo que elige pasa por nuestro servidor antes de quedar sellado. Quien tomara el control del servidor en ese momento podría verlo.
protect-not-title = Lo que nadie puede prometer
protect-not-watch = Quien mire su pantalla puede ver lo que usted elige.
protect-title = Cómo se protege su voto
