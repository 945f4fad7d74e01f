### Front page, phases of a vote, zones, finding a zone, places in person, closed pages.

closed-before-title = La votación no ha empezado
closed-title = La votación está cerrada
cycles-step-refused-text = Falta un paso anterior, o este ya está hecho. Vuelva a la lista de pasos y revísela.
cycles-step-refused-title = Este paso no se puede hacer ahora
in-person-empty = Todavía no hay lugares en la lista. Llámenos para preguntar.
in-person-lead = Puede votar con la ayuda de una persona. Ahí le pueden dar un código en papel.
in-person-sample = Estos lugares son ejemplos. Ninguno ha aceptado recibir esta votación. Los horarios son inventados.
in-person-title = Votar en persona
landing-calendar = Vea las fechas
landing-empty-text = Vuelva más tarde o llámenos para saber cuándo empieza la próxima votación.
landing-empty-title = Todavía no hay ninguna votación
landing-how-long = Toma unos minutos. Sirve cualquier teléfono con navegador.
landing-in-person = Votar en persona
landing-map = Vea el mapa
landing-other-title = Otras cosas que puede hacer
landing-papers = No necesita papeles ni identificación. No importa su estatus migratorio.
landing-prefer = ¿Prefiere español?
landing-read = Leer las propuestas
landing-sample = Esta es una votación de práctica. Las propuestas y el dinero son inventados. Ningún voto aquí gasta dinero de verdad.
landing-see-results = Ver los resultados
landing-start = Empezar
landing-title = Decida cómo gastar { $amount }
landing-track = Revisar un voto con su comprobante
phase-before = La votación empieza el { $when }.
phase-closed = La votación terminó el { $when }. Los votos todavía no se han contado.
phase-counted = La votación terminó el { $when }. Ya se abrieron las boletas.
phase-last-day = Queda menos de un día. La votación termina el { $when }.
phase-open = La votación está abierta hasta el { $when }.
voters-tie-guardian = tiene un hijo en la escuela allí
voters-tie-live = vive allí
voters-tie-study = estudia allí
voters-tie-work = trabaja allí
voters-tie-worship = va al templo allí
voters-vote = Puede votar en una zona si tiene { $age } años o más y una de estas cosas es cierta: { $ties }.
zone-did-you-mean = ¿Quiso decir { $zone }? Elíjala de la lista
zone-empty = Escriba una dirección o una esquina, como 1st y Soto
zone-find-address = Dirección o esquina más cercana
zone-find-address-hint = La usamos solo para encontrar la zona. No la guardamos.
zone-find-list = Elija su zona de la lista
zone-find-or = o
zone-find-other = No vivo en una zona
zone-find-other-text = También puede votar en una zona si trabaja o estudia allí. Y puede votar allí si tiene un hijo o una hija en una escuela de esa zona. Elija esa zona.
zone-find-title = ¿En qué zona vota usted?
zone-find-which = Esa dirección está en más de una zona. ¿Cuál es la suya?
zone-nomatch = No encontramos esa dirección. Elija su zona de la lista
zone-outside-choose = Elegir una zona de la lista
zone-outside-text = Esta votación es para nueve partes de la ciudad, llamadas zonas. No todas las direcciones están en una.
zone-outside-title = Esa dirección no está en una zona
zone-proposals =
    { $count ->
        [one] { $count } propuesta
        [many] { $count } de propuestas
       *[other] { $count } propuestas
    }
zone-title = { $zone }: { $amount } para gastar
zone-used-text = Este teléfono o correo ya se usó en la zona { $zone }. Su voto no se emitió aquí. Si esto está mal, llámenos.
zone-used-title = Solo puede votar en una zona
zone-vote-here = Votar en esta zona
zones-neighbourhoods = Vecindarios: { $names }
zones-sample = (ejemplo)
zones-sample-budgets = El dinero que se muestra aquí es un ejemplo. La Ciudad no lo ha fijado.
zones-title = Las zonas y su dinero
