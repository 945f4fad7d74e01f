### Showing who may vote: phone, email, codes, codes on paper, and the messages that carry codes.

code-empty =
    Escriba { $n ->
        [one] el { $n } número que le enviamos
        [many] los { $n } de números que le enviamos
       *[other] los { $n } números que le enviamos
    }
code-expired = Ese código venció. Le enviamos uno nuevo
code-expired-wait = Ese código venció. Espere unos minutos y pida un código nuevo
code-label =
    Escriba { $n ->
        [one] el { $n } número
        [many] los { $n } de números
       *[other] los { $n } números
    }
code-length =
    El código debe tener { $n ->
        [one] { $n } número
        [many] { $n } de números
       *[other] { $n } números
    }
code-locked = Demasiados intentos. Pida un código nuevo o elija otra manera
code-none = No recibí un código
code-sent-email =
    Enviamos un código de { $n ->
        [one] { $n } número
        [many] { $n } de números
       *[other] { $n } números
    } a { $shown }. Sirve por 30 minutos.
code-sent-text =
    Enviamos un código de { $n ->
        [one] { $n } número
        [many] { $n } de números
       *[other] { $n } números
    } al teléfono que termina en { $shown }. Sirve por 10 minutos.
code-title-email = Revise su correo
code-title-text = Revise su teléfono
code-wrong = Ese código no es correcto. Revise el mensaje o pida un código nuevo
contact-use = Lo usamos solo para enviarle este código y para que cada voto cuente una sola vez. No lo guardamos con su voto.
door-email = Envíenme un código por correo
door-help-text = Puede votar con un código en papel. Un trabajador electoral le puede dar uno. También puede llamarnos y preguntar.
door-help-title = ¿No tiene teléfono ni correo?
door-late-choose = Puede esperar o elegir otra forma.
door-late-email = Los correos están tardando.
door-late-text = Los mensajes de texto están tardando.
door-none = No tengo nada de esto
door-other = Otras maneras
door-pass = Tengo un código en papel
door-text = Envíenme un código por mensaje de texto
email-hint = Por ejemplo, nombre@example.com.
email-send = Enviarme un código
email-title = ¿Qué correo electrónico usamos?
mail-empty = Escriba un correo electrónico
mail-format = Escriba un correo electrónico, como nombre@example.com
message-code-email = { $code } es su código para votar en L.A. REPAIR. Sirve por 30 minutos. No lo comparta. Si no lo pidió, no haga caso de este mensaje.
message-code-subject = Su código para votar en L.A. REPAIR
message-code-text = { $code } es su código para votar en L.A. REPAIR. No lo comparta.
no-code-again = Enviar otro código
no-code-have = Escribir el código
no-code-soon = No enviamos otro código. Es muy pronto. Espere 30 segundos y pruebe otra vez. Un código que enviamos antes todavía sirve.
no-code-title = ¿No recibió un código?
no-code-wait = No enviamos otro código. Es muy pronto. Espere unos minutos o elija otra manera. Un código que enviamos antes todavía sirve.
no-code-where = El último código fue a: { $shown }
pass-check-digit = Uno de los números no es correcto. Revise su papel
pass-empty = Escriba los 16 números de su papel
pass-hint = Tiene 16 números. El primero es 9.
pass-is-a-receipt = Ese es un número de comprobante. Escriba el código que empieza con 9
pass-length = El código en papel debe tener 16 números
pass-title = ¿Qué código tiene en su papel?
pass-unknown = No encontramos ese código para esta zona. Revise los números o pregunte a un trabajador electoral
phone-hint = Por ejemplo, 213 555 0123. Si es de otro país, empiece con +.
phone-send = Enviarme un código
phone-title = ¿A qué número le enviamos el mensaje de texto?
tel-empty = Escriba un número de teléfono
tel-format = Escriba un número de teléfono de 10 dígitos, como 213 555 0123
