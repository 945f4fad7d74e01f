//! Rate limits for forms by network address. Addresses live only in this process's memory, under a key that changes
//! with each start; limits on one phone or one account live in Postgres with the features that own them.

use std::{
    hash::{BuildHasher, RandomState},
    num::NonZeroU32,
};

use actix_web::{dev::ServiceRequest, http::Method, web::Data};
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};

use super::Problem;

/// The limiter of one server.
pub struct Limits {
    forms: DefaultKeyedRateLimiter<u64>,
    hasher: RandomState,
    header: Option<String>,
}

impl Limits {
    /// At most `per_minute` forms (at least 1) from one address; `header` names where a proxy of ours writes the address.
    pub fn new(per_minute: u32, header: Option<String>) -> Self {
        let quota = Quota::per_minute(NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN));
        Self { forms: RateLimiter::keyed(quota), hasher: RandomState::new(), header }
    }

    /// The caller's address: the last one in the proxy's header, because a caller can write earlier ones; else the peer's.
    fn address_of(&self, request: &ServiceRequest) -> String {
        let header = self.header.as_ref().and_then(|name| request.headers().get(name));
        match header.and_then(|value| value.to_str().ok()).and_then(|text| text.rsplit(',').next()) {
            Some(last) => last.trim().to_owned(),
            None => request.peer_addr().map(|a| a.ip().to_string()).unwrap_or_default(),
        }
    }

    /// Seconds to wait, or nothing when the form may pass.
    fn wait(&self, address: &str) -> Option<u64> {
        let key = self.hasher.hash_one(address);
        match self.forms.check_key(&key) {
            Ok(()) => None,
            Err(until) => Some(until.wait_time_from(DefaultClock::default().now()).as_secs().max(1)),
        }
    }
}

/// Counts a form against its sender's address.
///
/// # Errors
/// [`Problem::too_many`] with the seconds to wait.
pub fn check(request: &mut ServiceRequest) -> Result<(), Problem> {
    if request.method() != Method::POST {
        return Ok(());
    }
    let Some(limits) = request.app_data::<Data<Limits>>() else {
        return Ok(());
    };
    let address = limits.address_of(request);
    limits.wait(&address).map_or(Ok(()), |seconds| Err(Problem::too_many(seconds)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_is_held_back_and_another_is_not() {
        let limits = Limits::new(3, None);
        assert!((0..3).all(|_| limits.wait("10.0.0.1").is_none()));
        assert!(limits.wait("10.0.0.1").is_some_and(|seconds| seconds > 0));
        assert!(limits.wait("10.0.0.2").is_none());
    }
}
