### Proposals: cards, facts, costs, authors, issue areas.

author-committee = El comité de la zona
author-imported = Personas de una votación pasada
author-organisation = Un grupo local
author-staff = Personal de la Ciudad
issue-civic = Justicia y vida cívica
issue-econ = Trabajo e ingresos
issue-edu = Educación
issue-health = Salud y bienestar
issue-housing = Vivienda y espacios
issue-legal = Sistema legal y policía
issue-wealth = Riqueza de la comunidad
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
