//! Anti-forgery: a form is accepted when the browser says it comes from this site (Sec-Fetch-Site or Origin) and the
//! form carries the token that belongs to the browser's cookie. Tokens are masked anew each time, so that compression
//! tells nothing (BREACH).

use actix_web::{HttpMessage, HttpRequest, cookie::Cookie, dev::ServiceResponse, http::header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{Problem, cookies};
use crate::platform::{State, keys};

/// Name of the hidden field.
pub const FIELD: &str = "csrf";
const COOKIE: &str = "visit";

/// A cookie value that this answer has to set.
struct NewVisit(String);

fn expected(state: &State, visit: &str) -> [u8; 32] {
    keys::keyed_hash(&state.keys.cookie, &[b"csrf", visit.as_bytes()])
}

fn visit_of(request: &HttpRequest, state: &State) -> Option<String> {
    request.cookie(&cookies::name(state, COOKIE)).map(|cookie| cookie.value().to_owned()).filter(|value| value.len() == 22)
}

/// The token for a form on this page.
pub fn token_for_page(request: &HttpRequest, state: &State) -> String {
    let known = visit_of(request, state).or_else(|| request.extensions().get::<NewVisit>().map(|v| v.0.clone()));
    let visit = known.unwrap_or_else(|| {
        let fresh = URL_SAFE_NO_PAD.encode(state.random.bytes::<16>());
        request.extensions_mut().insert(NewVisit(fresh.clone()));
        fresh
    });
    let mask: [u8; 32] = state.random.bytes();
    let wanted = expected(state, &visit);
    let masked = wanted.iter().zip(mask).map(|(a, b)| a ^ b);
    let bytes: Vec<u8> = mask.iter().copied().chain(masked).collect();
    URL_SAFE_NO_PAD.encode(bytes)
}

fn token_fits(state: &State, visit: &str, token: &str) -> bool {
    let Ok(bytes) = URL_SAFE_NO_PAD.decode(token) else {
        return false;
    };
    let Some((mask, masked)) = bytes.split_at_checked(32) else {
        return false;
    };
    let shown: Vec<u8> = masked.iter().zip(mask).map(|(a, b)| a ^ b).collect();
    keys::same(&shown, &expected(state, visit))
}

/// Checks where a form came from and the token it carries.
///
/// # Errors
/// [`Problem::forged`] when either does not fit.
pub fn check(request: &HttpRequest, state: &State, token: &str) -> Result<(), Problem> {
    let header_value = |name: &str| request.headers().get(name).and_then(|v| v.to_str().ok());
    if header_value("sec-fetch-site").is_some_and(|site| site != "same-origin") {
        return Err(Problem::forged());
    }
    if let Some(origin) = header_value(header::ORIGIN.as_str()) {
        let same_site = origin == state.public_url || is_same_host(origin, request);
        if !same_site {
            return Err(Problem::forged());
        }
    }
    match visit_of(request, state) {
        Some(visit) if token_fits(state, &visit, token) => Ok(()),
        _ => Err(Problem::forged()),
    }
}

/// On this machine the site answers under several names (localhost, 127.0.0.1); the Host header then decides.
fn is_same_host(origin: &str, request: &HttpRequest) -> bool {
    let host = request.headers().get(header::HOST).and_then(|v| v.to_str().ok()).unwrap_or("");
    let local = host.starts_with("127.0.0.1") || host.starts_with("localhost");
    local && origin.strip_prefix("http://") == Some(host)
}

/// Sets the cookie when a form on this page needed a new one.
pub fn set_cookie<B>(response: &mut ServiceResponse<B>) {
    let fresh = response.request().extensions_mut().remove::<NewVisit>();
    let state = response.request().app_data::<actix_web::web::Data<State>>().cloned();
    if let (Some(NewVisit(visit)), Some(state)) = (fresh, state) {
        let cookie: Cookie<'static> = cookies::make(&state, COOKIE, visit, None);
        if let Err(error) = response.response_mut().add_cookie(&cookie) {
            tracing::error!(%error, "anti-forgery cookie can't be set");
        }
    }
}
