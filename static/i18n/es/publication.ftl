### Results for everyone, and the same words in the staff console.

result-count = Contar esta zona
result-earlier = Todas las versiones
result-hash = Huella de este conteo (SHA-256):
result-heading-official = { $zone }: resultado oficial
result-heading-unofficial = { $zone }: resultado no oficial
result-heading-waiting = { $zone }: todavía sin resultado
result-none = Esta zona no se ha contado.
result-official-text = Dos personas distintas firmaron este resultado. En L.A. REPAIR, el Concejo Municipal todavía decide sobre el dinero.
result-public = Ver la página pública
result-signed-by = Firma de { $name }, { $when }.
result-summary = Propuestas ganadoras. Boletas contadas: { $ballots }. Sin contar: { $invalid }.
result-title = Resultado: { $zone }
result-unofficial-text = Este resultado no es oficial. Puede cambiar hasta que lo firmen dos personas distintas.
result-version = Versión { $version }, contada el { $when }.
result-version-short = Versión { $version }
results-ballots = Boletas contadas: { $ballots }. De estas, en blanco: { $blank }. Sin contar porque rompían una regla o no se pudieron abrir: { $invalid }.
results-check = Cuéntelo usted
results-check-text = Estos archivos tienen cada boleta contada y el conteo firmado. No tienen nombres. Con ellos, usted puede contar otra vez.
results-cost = Costo
results-file-json = El conteo (archivo JSON)
results-file-pack = Todo sobre esta votación en un archivo, con lo que lo prueba
results-file-pb = Boletas (archivo Pabulib .pb)
results-funded = Propuestas que ganan dinero
results-funded-caption = Propuestas ganadoras, en el orden en que se tomaron
results-funded-none = Ninguna propuesta gana dinero.
results-how = Cómo se contó
results-imported = Esta es una votación del pasado. Aquí contamos otra vez sus boletas publicadas.
results-left = Dinero que queda después
results-lost = Propuestas que no ganan dinero
results-lost-caption = Las demás propuestas, primero las de más votos, y por qué
results-lost-none = Todas las propuestas ganan dinero.
results-money-title = A dónde va el dinero
results-no-ties = Ningún empate cambió quién ganó.
results-none = Todavía no hay resultados.
results-not-yet = Todavía sin contar
results-proposal = Propuesta
results-sentence =
    { $ballots ->
        [one] Se contó { $ballots } boleta
        [many] Se contaron { $ballots } de boletas
       *[other] Se contaron { $ballots } boletas
    }. { $funded ->
        [one] Gana dinero { $funded } propuesta
        [many] Ganan dinero { $funded } de propuestas
       *[other] Ganan dinero { $funded } propuestas
    }: { $total } de { $budget }.
results-tie =
    Estas propuestas empataron: { $among }. La número { $chosen } quedó primero, por este paso de la regla: { $by ->
        [cost] menor costo
        [votes] más votos
        [order] lugar en la lista
        [lexico] orden de los códigos de las propuestas
       *[other] { $by }
    }.
results-tie-rule = La regla para empates, fijada antes del conteo:
results-title = Resultados
results-votes = Votos
results-waffle =
    El { $percent }% del dinero va a { $count ->
        [one] { $count } propuesta
        [many] { $count } de propuestas
       *[other] { $count } propuestas
    }. Cada cuadro es el 1%.
results-waiting = Las boletas todavía no se han contado. Aquí puede leer las propuestas.
results-why = Por qué
rule-greedy-no-skip = Empezamos con la propuesta que tiene más votos y bajamos por la lista. Una propuesta gana si alcanza el dinero que queda. Paramos en la primera para la que no alcanza.
rule-greedy-points = Empezamos con la propuesta que tiene más puntos y bajamos por la lista. Una propuesta gana si alcanza el dinero que queda. Si no, se salta.
rule-greedy-threshold = Solo cuentan las propuestas con suficientes votos. Empezamos con la de más votos y bajamos por la lista. Una propuesta gana si alcanza el dinero que queda.
rule-greedy-votes = Empezamos con la propuesta que tiene más votos y bajamos por la lista. Una propuesta gana si alcanza el dinero que queda. Si no, se salta.
rule-other = Esta votación usó otra manera de contar. El archivo del conteo, más abajo, dice cuál.
standing-half-signed = No oficial, con una firma
standing-official = Oficial
standing-unofficial = No oficial
why-dearer = Cuesta más que todo el dinero que hay.
why-did-not-fit = Cuesta { $cost }. En su turno, quedaban { $left }.
why-excluded = No se puede hacer junto con “{ $other }”.
why-no-votes = Nadie la eligió.
why-not-reached = Por la manera de contar usada aquí, el dinero fue a otras propuestas.
why-stopped-before = El conteo paró antes, en “{ $other }”. Quedaban { $left }.
why-threshold =
    Necesitaba al menos { $needed ->
        [one] { $needed } voto
        [many] { $needed } de votos
       *[other] { $needed } votos
    }.
why-tie = Empató con “{ $other }”. La regla de empates puso primero a esa. Quedaban { $left }.
why-withdrawn = Dos personas de la Ciudad la retiraron antes del conteo, así que no podía recibir dinero.
