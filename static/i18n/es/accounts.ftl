### Staff accounts: signing in, invitations, people and roles.

accounts-code = Código de su aplicación de autenticación
accounts-code-wrong = Ese código no es correcto. Escriba el código más nuevo de su aplicación
accounts-email = Correo electrónico
accounts-email-wrong = Escriba un correo electrónico, como nombre@example.com
accounts-first-code = Primer código de la aplicación
accounts-invitation-gone-text = Un enlace de invitación sirve una vez y por 7 días. Pida uno nuevo a un administrador.
accounts-invitation-gone-title = Este enlace no se puede usar
accounts-new-password = Contraseña nueva
accounts-new-password-hint = Al menos 12 caracteres. Unas cuantas palabras seguidas funcionan bien.
accounts-no-account = ¿Todavía no tiene cuenta? Pida a un administrador un enlace de invitación.
accounts-not-right-text = El correo, la contraseña o el código no es correcto. Revise los tres e intente otra vez
accounts-not-right-title = No pudimos abrir su sesión
accounts-password = Contraseña
accounts-password-common = Mucha gente usa esa contraseña. Elija una más difícil de adivinar
accounts-password-empty = Escriba una contraseña
accounts-password-long = La contraseña puede tener como máximo 200 caracteres
accounts-password-short = La contraseña debe tener al menos 12 caracteres
accounts-sign-in = Entrar
accounts-sign-in-first-text = Esta página es para el personal. Quizá su sesión se cerró después de 15 minutos sin uso.
accounts-sign-in-first-title = Primero inicie sesión
accounts-sign-in-title = Entre a la consola del personal
accounts-start = Empezar a trabajar
accounts-step-up-first-text = Su último código tiene más de 10 minutos. Vuelva atrás, escriba uno nuevo y haga el paso otra vez. No se cambió nada.
accounts-step-up-first-title = Primero dé un código nuevo
accounts-step-up-hint = Este paso necesita un código reciente. Sirve para 10 minutos de trabajo.
accounts-step-up-title = Escriba un código nuevo de su aplicación
accounts-totp-by-hand = O escriba esta clave en la aplicación:
accounts-totp-picture = Código cuadrado para escanear con su aplicación de autenticación
accounts-totp-text = Escanee esta imagen con la aplicación. Después mostrará un código nuevo cada 30 segundos.
accounts-totp-title = Su aplicación de autenticación
accounts-welcome-text = Usted entrará con { $email }. Elija una contraseña y prepare su aplicación de autenticación.
accounts-welcome-title = Le damos la bienvenida, { $name }
people-active = Activa
people-count =
    { $count ->
        [one] { $count } cuenta
        [many] { $count } de cuentas
       *[other] { $count } cuentas
    }
people-email = Correo electrónico
people-invite = Crear la invitación
people-invite-title = Invitar a una persona
people-invited = Invitada
people-link-text = Dé este enlace a la persona. Sirve una vez y por 7 días. No lo volverá a ver.
people-link-title = La invitación está lista
people-name = Nombre
people-name-empty = Escriba un nombre de 80 caracteres como máximo
people-role = Rol
people-role-empty = Elija un rol
people-role-held = Esa persona ya tiene este rol
people-roles = Roles
people-state = Estado
people-title = Personas y roles
people-zone = Código de la zona
people-zone-hint = Solo para trabajadores electorales y miembros de comités, como BOY. Déjelo vacío para los demás roles.
people-zone-wrong = Escriba un código de zona para un trabajador electoral o un miembro de comité. Déjelo vacío para los demás roles
role-administrator = Administración
role-administrator-does = Invita a personas y da roles. No participa en el conteo.
role-certifier = Certificación
role-certifier-does = Revisa y firma los resultados. Dos personas distintas deben firmar cada uno.
role-committee-member = Miembro de comité
role-committee-member-does = Trabaja en las propuestas de una zona.
role-poll-worker = Trabajo electoral
role-poll-worker-does = Entrega códigos en papel en una zona y ayuda a los votantes.
role-program-staff = Personal del programa
role-program-staff-does = Cierra la votación, confirma el escrutinio, corta los vínculos y hace el conteo.
role-proposer = Proponente
role-proposer-does = Escribe propuestas para una organización.
role-reviewer = Revisor de un departamento
role-reviewer-does = Revisa si las propuestas son legales, posibles y bien calculadas.
role-translator = Traductor
role-translator-does = Pasa las propuestas a otros idiomas.
role-trustee = Custodia de la clave
role-trustee-does = Guarda una parte de la clave que abre las boletas.
staff-sign-out = Cerrar sesión
