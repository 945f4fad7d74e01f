### The committee workspace: writing a proposal in sections, checking it, handing it in.

advice-grade = Grado de lectura: { $grade }.
advice-shorter = Las palabras y frases cortas ayudan. Apunte al grado 6.
advice-words =
    { $count ->
        [one] { $count } palabra.
       *[other] { $count } palabras.
    }
application-body-empty = Elija quién propone esto
application-calendar = Ver el calendario
application-change = Cambiar
application-check = Revisar y entregar
application-closed-text = El plazo para esto terminó o no ha llegado. Sus palabras se guardan como están.
application-closed-title = Esto no se puede entregar ahora
application-closed-when = La fecha que importa es { $when }. Sus palabras se guardan como están.
application-concepts = Ideas a las que responde
application-concepts-lead = Marque lo que pidieron los vecinos y esta propuesta ofrece. Así verán qué pasó con su idea.
application-concepts-none = Todavía no hay ideas reunidas en esta zona.
application-concepts-which = Ideas de esta zona
application-deadline =
    Entréguela antes del { $when }. { $days ->
        [0] Es el último día.
        [one] Queda { $days } día.
       *[other] Quedan { $days } días.
    }
application-fix-by = La ciudad pidió cambios. Entréguelos antes del { $when }.
application-handed-in-text = Ya se entregó, por eso sus palabras no pueden cambiar ahora. Puede que alguien la entregara mientras usted escribía. Copie sus palabras antes de salir.
application-handed-in-title = Esta propuesta ya se entregó
application-locked = Esta propuesta ya se entregó. Puede leerla, pero no cambiarla.
application-may-not-text = Las reglas de este ciclo no permiten que este grupo proponga aquí. Pregunte al personal del programa.
application-may-not-title = Este grupo no puede proponer aquí
application-months-count =
    { $count ->
        [one] { $count } mes
       *[other] { $count } meses
    }
application-motion = Entregar “{ $title }”
application-new-body = ¿Quién propone esto?
application-new-closed = Ningún ciclo recibe propuestas de su grupo ahora.
application-new-lead = Puede escribir poco a poco. Cada palabra se guarda, y otras personas de su grupo también pueden escribir.
application-new-start = Empezar
application-new-title = Empezar una propuesta
application-new-zone = ¿Para qué zona es?
application-not-yet = Se puede entregar a partir del { $when }.
application-people-count =
    { $count ->
        [one] { $count } persona
       *[other] { $count } personas
    }
application-preview = Vea cómo se verá
application-reason-text = La gente vio esta propuesta y debe saber por qué se retira. Regrese y escriba una frase.
application-reason-title = Diga por qué la retira
application-see-review = Vea lo que dice la ciudad
application-state-accepted = Aceptada
application-state-appealed = Apelada
application-state-changes-asked = Se pidieron cambios
application-state-draft = Borrador
application-state-rejected = No aceptada
application-state-submitted = En revisión
application-state-withdrawn = Retirada
application-too-late = El plazo de entrega terminó el { $when }. Sus palabras se guardan.
application-unnamed = Propuesta sin nombre
application-vote = El voto de su comité
application-withdraw = Retirar esta propuesta
application-withdraw-now = Retirarla
application-withdraw-reason = ¿Por qué? Será público si ya se entregó
application-withdraw-text = Después de esto no se puede entregar otra vez.
application-zone-empty = Elija una zona
application-zone-not-yours = Este grupo no puede proponer en esa zona. Elija otra zona
applications-new = Empezar una propuesta
applications-no-body = Ahora no pertenece a ningún comité u organización. Pregunte a quien le invitó.
applications-none = Todavía no hay propuestas.
applications-title = Sus propuestas
change-added = añadido:
change-removed = quitado:
changes-cost = el costo
changes-from = de
changes-line = Cambio del { $day }: { $what }
changes-people = las personas a las que ayuda
changes-place = el lugar
changes-summary = el resumen
changes-title = Qué cambió
changes-to = a
check-after = Después la ciudad la lee. No podrá cambiarla hasta que respondan.
check-lead = Léala una vez más, como lo haría un vecino.
check-missing = Antes de poder entregarla
check-send = Enviar a la ciudad
check-title = Revise su propuesta
concept-answers = Propuestas que le responden
concept-answers-none = Todavía ninguna propuesta le responde.
conflict-difference = Qué es distinto en lo suyo
conflict-edit = Editar juntos
conflict-edit-text = Sus palabras están en los campos de abajo. Añada lo que quiera del otro texto y guarde.
conflict-keep-theirs = Dejar las palabras de { $name }
conflict-lead = Nada se ha perdido. Lo suyo aún no está guardado.
conflict-mine = Sus palabras
conflict-save-mine = Guardar mis palabras
conflict-theirs = Guardado por { $name }
conflict-title = A las { $time } { $name } cambió esta parte. Elija qué palabras dejar
cost-add-line = Añadir otra línea
cost-caption = Costos, línea por línea
cost-count = Cuántos
cost-count-wrong = Línea { $line }: escriba cuántos, como 12
cost-each = Precio por unidad, en dólares
cost-each-wrong = Línea { $line }: escriba un precio, como 1200
cost-item = Qué
cost-item-empty = Línea { $line }: escriba para qué es el dinero
cost-least-empty = Escriba la suma más pequeña que aún sirve, como 60000
cost-least-shown = La suma más pequeña que aún sirve:
cost-least-too-much = La suma más pequeña debe ser menor que el costo total
cost-line = Línea { $line }
cost-line-total = Total de la línea
cost-no-lines = Escriba al menos una línea
cost-once = Una vez
cost-over = Son { $over } más de lo que tiene la zona.
cost-source = De dónde viene el precio (opcional)
cost-too-much = La suma es demasiado grande. Revise los precios
cost-total = Total
cost-yearly = Cada año
cost-yearly-label = Con qué frecuencia
field-aloud = Palabras para leer en voz alta (opcional)
field-aloud-hint = Solo si el resumen no suena bien al leerlo.
field-amount-wrong = Escriba una suma de dinero, como 60000
field-area = ¿De qué trata?
field-area-empty = Elija de qué trata
field-area-hint = Elija uno.
field-count = Cuántos
field-description = ¿Qué se hará?
field-description-empty = Escriba qué se hará
field-description-hint = Hasta 250 palabras. Diga qué verá y recibirá la gente.
field-each = Precio por unidad
field-gains = ¿Quién gana y qué?
field-gains-empty = Escriba quién gana
field-gains-hint = Hasta 100 palabras.
field-item = Qué
field-least = La suma más pequeña que aún sirve, en dólares
field-least-hint = Solo si se puede hacer más pequeña.
field-months = ¿Cuántos meses tomará?
field-months-empty = Escriba cuántos meses toma
field-months-hint = Un número, como 12.
field-number-wrong = Escriba un número, como 120
field-partners = ¿Quién más ayuda? (opcional)
field-partners-hint = Grupos, escuelas, tiendas.
field-people = ¿A cuántas personas ayuda?
field-people-empty = Escriba a cuántas personas ayuda, aunque sea aproximado
field-people-hint = Un número. Una buena estimación está bien.
field-place = ¿Dónde es?
field-place-empty = Escriba un lugar o “toda la zona”
field-place-hint = Una esquina, una dirección o “toda la zona”.
field-runner = ¿Quién lo llevará?
field-runner-empty = Escriba quién lo llevará
field-runner-hint = Hasta 150 palabras.
field-scalable = ¿Se puede hacer más pequeña con menos dinero?
field-scalable-empty = Seleccione sí si se puede hacer más pequeña
field-scalable-hint = Algunas reglas pueden pagar una parte.
field-source = De dónde viene el precio
field-spot = Un punto en el mapa (opcional)
field-spot-hint = Dos números, como 34.0437, -118.2117.
field-start = ¿Cuándo empieza?
field-start-empty = Escriba cuándo empieza
field-start-hint = Por ejemplo, “tres meses después de recibir el dinero”.
field-summary = Una frase: ¿quién recibe qué?
field-summary-empty = Escriba una frase sobre ella
field-summary-hint = Hasta 30 palabras. Va en la boleta.
field-title = Nombre de la propuesta
field-title-empty = Escriba un nombre
field-title-hint = Hasta 60 caracteres.
field-too-long = Esto tiene { $letters } caracteres. Use { $limit } o menos
field-too-many-words = Esto tiene { $words } palabras. Use { $limit } o menos
field-yearly = Con qué frecuencia
files-acting = Este PDF tiene un programa o un bloqueo. Guárdelo otra vez como PDF simple
files-add = Añadir este archivo
files-damaged = Este archivo está dañado o esconde otro. Elija otro
files-empty = Elija un archivo
files-enough = Ya hay seis archivos de este tipo. Quite uno primero
files-file = Foto o PDF
files-file-hint = Un archivo JPG, PNG, WebP o PDF de hasta 10 MB. Quitamos lugares y fechas ocultos de las fotos.
files-lead = Las fotos ayudan a entender. Se pueden omitir.
files-moving = La imagen se mueve. Elija una fija
files-pixels = La imagen es demasiado grande. Elija una con menos de 50 millones de píxeles
files-remove = Quitar
files-type = El archivo debe ser JPG, PNG o PDF
files-words = Descríbalo con palabras
files-words-empty = Describa el archivo para alguien que no lo puede ver
files-words-hint = Para alguien que no lo puede ver. Si es un PDF, diga qué contiene.
history-none = Todavía no se guardó nada.
history-stands = Así está ahora
history-title = Historial: { $section }
history-use = Usar la versión { $version }
history-version = Versión { $version }, guardada por { $name }
hurdle-no-vote = Su comité no ha votado entregarla. Registre el voto
hurdle-too-little = El costo es muy bajo. El mínimo es { $least }
hurdle-too-long =
    Toma demasiado tiempo. El máximo es { $months ->
        [one] { $months } mes
       *[other] { $months } meses
    }
hurdle-too-much = El costo es demasiado alto para esta zona. El máximo es { $most }
hurdle-unfinished = Termine esta parte: { $section }
preview-card = En la boleta
preview-number = El número se da al hacer la boleta.
preview-page = En su propia página
preview-paper = En papel (PDF)
preview-share = Usaría el { $percent } por ciento del dinero de { $zone }.
section-aloud = Leer en voz alta
section-completed = ¿Terminó esta parte?
section-completed-empty = Seleccione si terminó esta parte
section-completed-later = No, volveré después
section-completed-yes = Sí, está terminada
section-cost = Costo
section-history = Historial de esta parte
section-kept = Sus palabras están guardadas. Corrija lo siguiente para terminar esta parte.
section-name = Nombre
section-others = También abierto ahora: { $names }. Si ambos guardan, verán los dos textos.
section-photos = Fotos y archivos
section-save = Guardar
section-saved-by = Guardado por { $name }, { $when }
section-summary = Resumen
section-team = Quién lo llevará
section-what = Qué se hará
section-when = Cuándo
section-where = Dónde
section-who = Quién gana
task-completed = Completa
task-in-progress = En curso
task-not-started = Sin empezar
task-optional = Opcional
task-problem = Hay un problema
