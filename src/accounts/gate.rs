//! The gate in front of every route that is not public: finds the session, loads the roles, checks the duty,
//! and puts a [`Grant`] into the request.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, http::StatusCode, web::Data};
use futures_util::future::LocalBoxFuture;

use super::{
    actions::token_hash,
    model::{Grant, IDLE, LONGEST},
    store,
};
use crate::{
    base::Access,
    platform::{
        State,
        web::{Ctx, Gate, Problem, cookies, ctx::PersonName},
    },
};

/// Short name of the session cookie.
pub(super) const COOKIE: &str = "staff";

/// The gate.
pub struct StaffGate;

fn sign_in_first(request: &HttpRequest) -> Problem {
    let address = Ctx::of(request).map(|ctx| ctx.link("/staff/sign-in")).unwrap_or_default();
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "accounts.sign_in_first",
        "accounts-sign-in-first-title",
        "accounts-sign-in-first-text",
    )
    .then(address, "accounts-sign-in")
}

async fn grant_of(request: &HttpRequest, state: &State) -> Result<Option<Grant>, Problem> {
    let Some(cookie) = request.cookie(&cookies::name(state, COOKIE)) else {
        return Ok(None);
    };
    let (hash, now) = (token_hash(cookie.value()), state.clock.now());
    let found = state
        .civic
        .read(async |conn| {
            let Some(live) = store::find_session(conn, &hash, now - IDLE, now - LONGEST).await? else {
                return Ok(None);
            };
            let roles = store::list_roles(conn, live.0).await?;
            Ok::<_, diesel::result::Error>(Some((live, roles)))
        })
        .await?;
    let Some(((account, name, seen_at, stepped_up_at), roles)) = found else {
        return Ok(None);
    };
    // Once a minute is often enough to keep a session alive.
    if now - seen_at > chrono::Duration::seconds(60) {
        state.civic.write("mark_session_seen", async |conn| store::mark_seen(conn, &hash, now).await).await?;
    }
    Ok(Some(Grant::new(account, name, roles, stepped_up_at)))
}

impl Gate for StaffGate {
    fn check<'a>(&'a self, request: &'a HttpRequest, access: Access) -> LocalBoxFuture<'a, Result<(), Problem>> {
        Box::pin(async move {
            let state = request.app_data::<Data<State>>().ok_or_else(Problem::forbidden)?;
            if access == Access::Demo {
                return if state.demo { Ok(()) } else { Err(Problem::not_found()) };
            }
            let grant = grant_of(request, state).await?.ok_or_else(|| sign_in_first(request))?;
            if let Access::Staff(duty) = access
                && !grant.has(duty)
            {
                tracing::info!(account.id = %grant.account(), "a signed-in person was refused a page");
                return Err(Problem::forbidden());
            }
            request.extensions_mut().insert(PersonName(grant.name().to_owned()));
            request.extensions_mut().insert(grant);
            Ok(())
        })
    }
}

impl FromRequest for Grant {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.extensions().get::<Self>().cloned().ok_or_else(Problem::forbidden))
    }
}
