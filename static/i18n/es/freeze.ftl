### Proofs of the ballot and the freeze.

channel-paper = papel
channel-phone = teléfono
freeze-changed-text = Una palabra o un precio cambió después de que abrió esta página. Regrese, mire otra vez y apruebe lo que está ahora.
freeze-changed-title = Esta prueba cambió
freeze-count = Partes creadas
freeze-count-hint = Cuántas personas guardan una parte. A menudo 5.
freeze-done = La boleta está congelada. Su huella:
freeze-key = Mitad pública de la clave de apertura
freeze-key-enter = Escribir la clave
freeze-key-hint = 64 letras y cifras, de la reunión de las personas que la guardan.
freeze-key-lead = Dos personas la copian del papel de la reunión, cada una por su lado. Léanse la señal corta.
freeze-key-title = La clave que abre las boletas
freeze-key-wrong = Escriba las 64 letras y cifras de la clave, y cuántas partes se crean y se necesitan (al menos 2)
freeze-keys-differ = Las claves son distintas. Miren otra vez el papel
freeze-lead = Después de congelar no puede cambiar ninguna palabra, precio o regla. Cada boleta lleva su huella.
freeze-not-ready = Todavía hay algo pendiente. Vea la lista en esta página
freeze-now = Congelar la boleta
freeze-obstacles =
    { $count ->
        [one] Falta { $count } cosa
       *[other] Faltan { $count } cosas
    }
freeze-polls-missing = La boleta está congelada, pero no se pudo llegar a la urna. La votación aún no puede abrir.
freeze-polls-open = Abrir la votación en la urna
freeze-ready = Todo está listo
freeze-shares = La abren { $threshold } de { $count } partes.
freeze-threshold = Partes necesarias
freeze-threshold-hint = Cuántas deben juntarse para abrir. A menudo 3.
freeze-title = Congelar la boleta
freeze-warning = Esto no se puede deshacer.
freeze-warning-text = Revise las zonas una vez más antes de presionar el botón.
freeze-zone-note =
    { $count ->
        [one] { $count } propuesta
       *[other] { $count } propuestas
    }
freeze-zones = Zonas y sus pruebas
obstacle-empty = Todavía no hay ninguna propuesta aceptada
obstacle-key = Dos personas deben escribir la misma clave de apertura
obstacle-not-published = El público aún no ve este ciclo
obstacle-phase-open = Esta fase no ha terminado: { $phase }
obstacle-too-late = La votación empezaría antes de congelar: mueva el inicio
obstacle-unapproved = { $lang }, { $channel }: aprobaron { $count } de { $need } personas
obstacle-undecided = Sin decidir ({ $state }): { $count }
proof-approvals = Aprobaron { $count } de { $need } personas.
proof-approve = Esto está bien
proof-name = Idioma { $lang }, en { $channel }
proof-order = En papel el orden se sortea cuando se congela la boleta. Los números no cambian.
proof-paper = Abrir la boleta de papel (PDF)
proof-show = Mostrar cada palabra
proofs-lead = Lea cada palabra como lo haría un votante. Dos personas deben aprobar cada una. Si una palabra cambia, hay que aprobarla otra vez.
proofs-rules = Se pueden elegir hasta { $limit }. La votación empieza el { $opens } y termina el { $closes }.
proofs-title = Pruebas: { $zone }
