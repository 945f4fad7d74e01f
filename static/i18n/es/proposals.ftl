### Proposals: cards, facts, costs, authors, issue areas.

author-committee = El comité de la zona
author-imported = Personas de una votación pasada
author-organisation = Un grupo local
author-staff = Personal de la Ciudad
filter-all-areas = Todos
filter-area = Tema
filter-found =
    { $count ->
        [0] Ninguna propuesta coincide. Pruebe otras palabras.
        [one] { $count } propuesta coincide.
       *[other] { $count } propuestas coinciden.
    }
filter-show = Mostrar
filter-words = Buscar en las propuestas
guide-card-intro = Rellene el óvalo junto a lo que elija.
guide-intro =
    Esta zona decide sobre { $amount }. { $limit ->
        [one] Puede elegir { $limit } propuesta.
       *[other] Puede elegir hasta { $limit } propuestas.
    } Vote antes del { $when }.
guide-link = Imprimir todas las propuestas (PDF)
guide-online = Léalo en línea:
guide-order = El orden aquí se decidió por sorteo. Los números son los mismos que en línea.
guide-oval = Óvalo de la propuesta { $number }
guide-page = Página { $page } de { $pages }
guide-price = Costo
issue-civic = Justicia y vida cívica
issue-econ = Trabajo e ingresos
issue-edu = Educación
issue-health = Salud y bienestar
issue-housing = Vivienda y espacios
issue-legal = Sistema legal y policía
issue-wealth = Riqueza de la comunidad
notice-about = { $zone }, propuesta { $number }
notice-canvassed-text = La hoja de escrutinio de esta zona está confirmada: el conteo no cambia. Escriba una corrección para avisar al público.
notice-canvassed-title = Ya es tarde para retirarla
notice-confirm = Confirmar
notice-kind = ¿Qué es?
notice-kind-correction = Corrección
notice-kind-correction-hint = Algo en la boleta no es correcto.
notice-kind-empty = Elija qué es
notice-kind-withdrawal = Retirada
notice-kind-withdrawal-hint = Sus autores ya no pueden hacerla. No puede recibir dinero. Sus votos se muestran. No se puede deshacer.
notice-no-money = Ya no puede recibir dinero. Sus votos igual se cuentan y se muestran.
notice-number = Número de la propuesta
notice-number-empty = Escriba el número de la propuesta, como 3
notice-number-unknown = Esta zona no tiene una propuesta con ese número
notice-propose = Proponer este aviso
notice-public = Todos pueden ver este aviso.
notice-same-person-text = Usted escribió este aviso. Otra persona debe leerlo y confirmarlo.
notice-same-person-title = Otra persona debe confirmar
notice-waits = Espera hasta que otra persona lo confirme.
notice-withdrawn-text = Esta propuesta ya fue retirada. Escriba una corrección si los votantes deben saber más.
notice-withdrawn-title = Ya fue retirada
notice-words-empty = Escriba el aviso en este idioma
notice-words-en = El aviso en inglés
notice-words-es = El aviso en español
notice-zone = Zona
notices-lead = Después de congelar, la boleta queda como está. Si se sabe algo nuevo, avise aquí a los votantes. Dos personas deben estar de acuerdo.
notices-new = Escribir un aviso
notices-none = No hay avisos.
notices-title = Avisos sobre las propuestas
proposal-area = Tema
proposal-author = Escrita por
proposal-costs = Cuánto cuesta
proposal-costs-amount = Dinero
proposal-costs-total = Total
proposal-costs-what = Para qué
proposal-not-translated = Este texto todavía no está en español.
proposal-people = Personas que recibirán ayuda
proposal-people-count =
    Según sus autores, cerca de { $count ->
        [one] { $count } persona
        [many] { $count } de personas
       *[other] { $count } personas
    }
proposal-place = Dónde
zone-no-proposals = Todavía no hay propuestas.
