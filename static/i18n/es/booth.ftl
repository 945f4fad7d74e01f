### The way of one vote: age, ties, ballot, review, vote not counted.

age-empty = Elija “Sí” si tiene { $age } años o más
age-title = ¿Tiene usted { $age } años o más?
age-why = Por qué preguntamos
age-why-text = Esta votación es para personas de { $age } años o más. No le pedimos su fecha de nacimiento. Su respuesta se queda en su propio aparato.
answer-no = No
answer-yes = Sí
ballot-both-languages = Mostrar español e inglés
ballot-limit =
    Puede elegir { $k ->
        [one] { $k } propuesta
        [many] { $k } de propuestas
       *[other] { $k } propuestas
    }. También puede elegir menos.
ballot-more = Más sobre la número { $number }
ballot-one-by-one = Ver una por una
ballot-one-language = Mostrar un idioma
ballot-order = La lista sale en un orden distinto para cada votante.
ballot-review = Revisar mi selección
ballot-title =
    Elija hasta { $k ->
        [one] { $k } propuesta
        [many] { $k } de propuestas
       *[other] { $k } propuestas
    }
blank-choose = Volver y elegir
blank-go-on = Seguir con un voto en blanco
blank-not-allowed = Para votar, elija al menos una propuesta.
blank-text = Puede volver y elegir. También puede votar en blanco. Ese voto se cuenta, pero no ayuda a ninguna propuesta.
blank-title = No eligió ninguna propuesta
not-counted-help = Si emitió un voto antes de esa hora, ese voto sí cuenta. ¿Preguntas? Llámenos.
not-counted-text = Su voto no se contó.
not-counted-times = Lo envió el { $sent }. La votación terminó el { $ended }.
not-counted-title = La votación está cerrada
not-eligible-age = Para votar hay que tener { $age } años o más.
not-eligible-can = Lo que sí puede hacer
not-eligible-other-zone = Buscar otra zona
not-eligible-title = Usted no puede votar en esta zona
pick-more = Eligió { $n }. Puede elegir { $m } más.
pick-over =
    Eligió { $n ->
        [one] { $n } propuesta
        [many] { $n } de propuestas
       *[other] { $n } propuestas
    }. Puede elegir hasta { $k }. Desmarque { $over } de ellas
pick-over-pattern = Eligió { $n }. Lo más es { $k }. Desmarque { $over } de ellas.
pick-over-status =
    Eligió { $n ->
        [one] { $n } propuesta
        [many] { $n } de propuestas
       *[other] { $n } propuestas
    }. Lo más es { $k }. Desmarque { $over } de ellas.
pick-status = { $n } de { $k } elegidas
review-blank = No eligió ninguna propuesta. Su voto irá en blanco.
review-can-change = Puede cambiar su voto hasta el { $when }.
review-cast = Seguir para votar
review-change = Cambiar
review-change-what = su elección de la propuesta { $number }
review-changed = Sus opciones cambiaron en otra ventana. Revíselas antes de seguir.
review-choose-more = Elegir más
review-final = Después de emitir su voto, no lo puede cambiar.
review-locked-again = Usted probó esta boleta, por eso no se emitió. Cerramos sus opciones otra vez. Revíselas y siga.
review-next = Ahora va a escribir un código. Sirve para que cada voto cuente una sola vez. Su voto se emite después.
review-not-yet = Usted todavía no ha votado.
review-test = Pruebe si su boleta se cerró bien
review-test-button = Probar esta boleta, no emitirla
review-test-number = Su boleta cerrada tiene este número:
review-test-text = Puede pedirnos que abramos esta boleta aquí y ahora. Así cualquiera puede comprobar que cerramos sus opciones reales. Una boleta probada no se puede emitir. Se muestra al público y la siguiente se cierra de nuevo. Puede probar las veces que quiera.
review-title = Revise lo que eligió
single-no = No
single-previous = Ir atrás
single-see-all = Ver todas las propuestas
single-title = Propuesta { $position } de { $count }
single-yes = Sí, elijo esta
test-blank = Ninguna: una boleta en blanco
test-choices = Propuestas en ella
test-fresh = Sus opciones se guardan. Ahora están cerradas en una boleta nueva con un número nuevo.
test-go-on = Volver a mis opciones
test-hash = Huella de la boleta cerrada
test-how = Cómo comprobarla
test-how-definition = Descargue las reglas con las que se cierran todas las boletas:
test-how-run = Use el programa de comprobación que cualquiera puede obtener. Cierra las mismas opciones con la misma semilla y compara los números:
test-how-same = Vea que el número sea el que vio antes de la prueba y que las propuestas sean las suyas.
test-lead = Esto es lo que cerramos y cómo lo hicimos. Ahora es público.
test-not-cast = Usted todavía no ha votado. Esta boleta fue probada y no se puede emitir.
test-number = Número de la boleta
test-seed = Semilla con la que se cerró
test-title = Esta es su boleta probada
tie-agree = Aceptar y continuar
tie-empty = Elija qué relación tiene con { $zone }, o elija “Ninguna de estas”
tie-guardian = Soy padre, madre o tutor de un estudiante de allí
tie-live = Vivo allí
tie-none = Ninguna de estas
tie-none-and-some = Elija qué relación tiene con { $zone }, o solo “Ninguna de estas”, pero no las dos cosas
tie-statement = Al seguir, usted dice: Lo que dije es verdad y voto solo por mí.
tie-study = Estudio allí
tie-title = ¿Qué relación tiene usted con { $zone }?
tie-why-text = Cada zona decide sobre su propio dinero. No necesita papeles. No preguntamos dónde vive. Su respuesta se queda en su propio aparato.
tie-work = Trabajo allí
tie-worship = Voy allí a mi iglesia o lugar de culto
