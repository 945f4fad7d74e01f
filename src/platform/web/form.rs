//! Forms: read whole, limited in size, checked for forgery and unknown fields, then parsed into a typed form.

use actix_web::{FromRequest, HttpRequest, dev::Payload, web, web::Data};
use futures_util::future::LocalBoxFuture;

use super::{Problem, csrf};
use crate::platform::State;

/// No form of ours comes near this many bytes.
const MAX_BYTES: usize = 64 * 1024;

/// The fields of a posted form, in order, repeats kept.
#[derive(Default, Clone)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads an urlencoded body.
    pub fn parse(body: &[u8]) -> Option<Self> {
        serde_urlencoded::from_bytes(body).ok().map(Self)
    }

    /// Fields that were read another way.
    pub(super) fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// Names of all fields, repeats kept.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// The first value of a field; empty when it is absent.
    pub fn one(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Every value of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// A typed form. Parsing never fails: a wrong value is kept as it came, so that the page can show it again.
pub trait FromFields {
    /// The fields the form may have; any other makes the request a bad one.
    const NAMES: &'static [&'static str];
    /// Takes the fields.
    fn from_fields(fields: &Fields) -> Self;
}

/// A form with nothing but its button.
pub struct Nothing;

impl FromFields for Nothing {
    const NAMES: &'static [&'static str] = &[];
    fn from_fields(_: &Fields) -> Self {
        Self
    }
}

/// A posted form that passed the anti-forgery check.
pub struct Posted<F>(pub F);

impl<F: FromFields> FromRequest for Posted<F> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let body = web::Payload::from_request(&request, payload);
        Box::pin(async move {
            let payload = body.await.map_err(|_| Problem::bad_form())?;
            let bytes = match payload.to_bytes_limited(MAX_BYTES).await {
                Ok(Ok(bytes)) => bytes,
                _ => return Err(Problem::bad_form()),
            };
            let fields = Fields::parse(&bytes).ok_or_else(Problem::bad_form)?;
            let state = request.app_data::<Data<State>>().ok_or_else(Problem::not_found)?;
            csrf::check(&request, state, fields.one(csrf::FIELD))?;
            let known = |name: &str| name == csrf::FIELD || F::NAMES.contains(&name);
            if fields.names().any(|name| !known(name)) {
                return Err(Problem::bad_form());
            }
            Ok(Self(F::from_fields(&fields)))
        })
    }
}
