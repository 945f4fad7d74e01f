//! Accepting an invitation.

use actix_web::web::Data;

use super::{
    super::{
        actions::{self, AccountError},
        model::{self, PasswordFault},
        pages::{self, InvitationView},
        passwords::PasswordDoor,
        totp,
    },
    sign_in::signed_in,
};
use crate::{
    base::Secret,
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, again, ok},
    },
};

pub struct AcceptForm {
    password: Secret<String>,
    code: String,
}

impl FromFields for AcceptForm {
    const NAMES: &'static [&'static str] = &["username", "password", "code"];
    fn from_fields(fields: &Fields) -> Self {
        Self { password: Secret::new(fields.one("password").to_owned()), code: fields.one("code").to_owned() }
    }
}

async fn page(ctx: &Ctx, faults: &Faults) -> Result<maud::Markup, AccountError> {
    let (token, now) = (ctx.segment("token"), ctx.state.clock.now());
    let (_, email, name) = ctx.state.civic.read(async |conn| actions::invited(conn, now, token).await).await?;
    let (secret, address) = totp::shown(&actions::secret_for(&ctx.state.keys.contact, token), &email);
    let view = InvitationView { token, name: &name, email: &email, secret: &secret, address: &address };
    Ok(pages::invitation(ctx, faults, &view))
}

pub async fn show(ctx: Ctx) -> Answer {
    let page = page(&ctx, &Faults::none()).await?;
    ok(page)
}

fn password_fault(password: &str) -> Option<&'static str> {
    model::check_password(password).err().map(|fault| match fault {
        PasswordFault::Empty => "accounts-password-empty",
        PasswordFault::Short => "accounts-password-short",
        PasswordFault::Long => "accounts-password-long",
        PasswordFault::Common => "accounts-password-common",
    })
}

pub async fn post(ctx: Ctx, door: Data<PasswordDoor>, Posted(form): Posted<AcceptForm>) -> Answer {
    if let Some(key) = password_fault(form.password.reveal()) {
        return again(page(&ctx, &Faults::one("password", key)).await?);
    }
    let env = ctx.state.env();
    let token = ctx.segment("token");
    let hash = door.hash(form.password, &env.random).await.map_err(AccountError::from)?;
    let accepted = ctx
        .state
        .civic
        .write("accept_invitation", async |conn| {
            actions::accept(conn, &env, &ctx.state.keys.contact, token, &hash, &form.code).await
        })
        .await;
    match accepted {
        Ok(session) => Ok(signed_in(&ctx, session)),
        Err(AccountError::WrongCode) => again(page(&ctx, &Faults::one("code", "accounts-code-wrong")).await?),
        Err(error) => Err(error.into()),
    }
}
