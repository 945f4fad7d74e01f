### Words on every page: name of the service, page frame, buttons, problems, help, footer, demo, dates.

button-continue = Continuar
city-name = Ciudad de Los Ángeles
date-day = { $weekday } { $day } de { $month }
date-day-year = { $weekday } { $day } de { $month } de { $year }
date-evening = { $time } p.m.
date-moment = { $day }, { $time } (hora de Los Ángeles)
date-morning = { $time } a.m.
date-short = { $day } de { $month } de { $year }
demo-banner = Esto es una demostración. Ningún voto aquí es real.
demo-outbox-link = Ver sus mensajes
footer-audit = Qué se hizo y quién lo hizo
footer-bodies = Comités y grupos
footer-calendar = Calendario
footer-events = Eventos
footer-ideas = Ideas de la gente
footer-ledger = Qué se propuso
footer-map = Mapa
footer-privacy = Este sitio no tiene anuncios ni rastreadores. Nunca pedimos identificación ni estatus migratorio.
footer-results = Resultados
footer-staff = Para el personal
footer-track = Revise su voto
footer-zones = Zonas y propuestas
form-problem = Hay un problema
help-call = Llame al
help-hours = Puede pedir ayuda en inglés o en español.
help-in-person = Votar en persona
help-protect = Cómo se protege su voto
help-title = ¿Necesita ayuda?
outbox-empty = Todavía no hay mensajes.
outbox-text = La demostración no envía mensajes a nadie. Los muestra aquí, primero los más nuevos.
outbox-title = Mensajes de esta demostración
page-back = Volver
page-error-prefix = Error:
page-languages = Elija un idioma
page-skip = Ir a la parte principal
problem-away-text = Espere un minuto e intente otra vez. Si estaba votando, presione el botón otra vez. Su voto solo puede contar una vez.
problem-away-title = Ahora no podemos llegar a nuestros registros
problem-bad-form-text = No se guardó nada. Vuelva atrás, cargue la página de nuevo e intente otra vez.
problem-bad-form-title = No pudimos leer lo que se envió
problem-forbidden-text = Su cuenta no tiene el rol para esto. Pida ayuda a un administrador.
problem-forbidden-title = Usted no puede abrir esta página
problem-forged-text = No pudimos saber si esto venía de nuestra propia página. No se guardó nada. Permita las cookies, vuelva atrás, cargue la página de nuevo e intente otra vez.
problem-forged-title = Cargue la página de nuevo
problem-internal-text = El problema es nuestro, no suyo. Intente otra vez en unos minutos. Si estaba votando, presione el botón otra vez. Su voto solo puede contar una vez.
problem-internal-title = Hay un problema con este servicio
problem-not-found-text = Revise la dirección o vaya al inicio.
problem-not-found-title = No encontramos esa página
problem-reference = Si nos llama, dé este número:
problem-start = Ir al inicio
problem-too-large-text = El límite es { $mb } MB. Regrese, elija un archivo más pequeño e inténtelo otra vez. No se guardó nada.
problem-too-large-title = Ese archivo es demasiado grande
problem-too-many-text =
    Espere { $minutes ->
        [one] { $minutes } minuto
        [many] { $minutes } de minutos
       *[other] { $minutes } minutos
    } e intente otra vez. También puede llamarnos.
problem-too-many-title = Demasiados intentos
service-name = Voto L.A. REPAIR
