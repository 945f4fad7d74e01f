//! One place that makes cookies: HttpOnly, SameSite=Lax, whole site, and on HTTPS also Secure with the `__Host-` prefix.

use actix_web::cookie::{Cookie, SameSite, time::Duration};

use crate::platform::State;

/// The cookie's full name on this site.
pub fn name(state: &State, short: &str) -> String {
    if state.is_https() { format!("__Host-{short}") } else { short.to_owned() }
}

/// A cookie that ends with the browser session, or after `seconds`.
pub fn make(state: &State, short: &str, value: String, seconds: Option<i64>) -> Cookie<'static> {
    let mut cookie = Cookie::build(name(state, short), value)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(state.is_https())
        .finish();
    cookie.set_max_age(seconds.map(Duration::seconds));
    cookie
}

/// A cookie that removes itself.
pub fn removed(state: &State, short: &str) -> Cookie<'static> {
    make(state, short, String::new(), Some(0))
}
