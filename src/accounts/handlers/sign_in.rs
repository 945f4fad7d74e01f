//! Signing in and out.

use actix_web::{HttpResponse, http::header, web::Data};

use super::super::{
    actions::{self, AccountError, SignIn},
    gate::COOKIE,
    pages,
    passwords::PasswordDoor,
};
use crate::{
    base::Secret,
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, cookies, form::Nothing, ok},
    },
};

pub struct SignInForm {
    email: String,
    password: Secret<String>,
    code: String,
}

impl FromFields for SignInForm {
    const NAMES: &'static [&'static str] = &["email", "password", "code"];
    fn from_fields(fields: &Fields) -> Self {
        Self {
            email: fields.one("email").to_owned(),
            password: Secret::new(fields.one("password").chars().take(400).collect()),
            code: fields.one("code").to_owned(),
        }
    }
}

/// 303 to the staff home with the session cookie.
pub(super) fn signed_in(ctx: &Ctx, session: String) -> HttpResponse {
    HttpResponse::SeeOther()
        .cookie(cookies::make(&ctx.state, COOKIE, session, None))
        .insert_header((header::LOCATION, ctx.link("/staff")))
        .finish()
}

pub async fn show(ctx: Ctx) -> Answer {
    ok(pages::sign_in(&ctx, &Faults::none(), ""))
}

pub async fn post(ctx: Ctx, door: Data<PasswordDoor>, Posted(form): Posted<SignInForm>) -> Answer {
    let env = ctx.state.env();
    let given = (form.email.as_str(), &form.password, form.code.as_str());
    let outcome = ctx
        .state
        .civic
        .write("sign_in", async |conn| actions::sign_in(conn, &env, &ctx.state.keys.contact, &door, given).await)
        .await?;
    match outcome {
        SignIn::In(session) => Ok(signed_in(&ctx, session)),
        SignIn::No(AccountError::WaitUntil(until)) => {
            let seconds = u64::try_from((until - env.now).num_seconds()).unwrap_or(1).max(1);
            Err(Problem::too_many(seconds))
        }
        SignIn::No(_) => again(pages::sign_in(&ctx, &Faults::one("email", "accounts-not-right-text"), &form.email)),
    }
}

pub async fn sign_out(ctx: Ctx, _: Posted<Nothing>) -> Answer {
    if let Some(session) = ctx.cookie(&cookies::name(&ctx.state, COOKIE)) {
        ctx.state.civic.write("sign_out", async |conn| actions::sign_out(conn, &session).await).await?;
    }
    Ok(HttpResponse::SeeOther()
        .cookie(cookies::removed(&ctx.state, COOKIE))
        .insert_header((header::LOCATION, ctx.link("/staff/sign-in")))
        .finish())
}
