//! What every page needs to know of the request: language, path, anti-forgery token, words.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, http::header, web::Data};

use super::{Problem, csrf};
use crate::{
    base::Lang,
    platform::{
        State,
        i18n::{self, Arg},
    },
};

/// The name shown for a signed-in person; the access gate puts it into the request.
#[derive(Clone)]
pub struct PersonName(pub String);

/// The context of one request.
#[derive(Clone)]
pub struct Ctx {
    /// Language of the page.
    pub lang: Lang,
    /// Path after the language, with a leading slash; empty for pages outside the language prefix.
    pub path: String,
    /// Query string without the question mark.
    pub query: String,
    /// The signed-in person's name on staff pages.
    pub person: Option<PersonName>,
    /// Figures and settings shared by all pages.
    pub state: Data<State>,
    request: HttpRequest,
}

impl Ctx {
    /// The context of a request; `None` only when the server is not wired up.
    pub fn of(request: &HttpRequest) -> Option<Self> {
        let state = request.app_data::<Data<State>>()?.clone();
        let mut pieces = request.path().splitn(3, '/');
        let first = pieces.nth(1).unwrap_or("");
        let (lang, path) = match Lang::parse(first) {
            Some(lang) => (lang, request.path().strip_prefix(&format!("/{first}")).unwrap_or("").to_owned()),
            None => (preferred(request), String::new()),
        };
        Some(Self {
            lang,
            path: if path == "/" { String::new() } else { path },
            query: request.query_string().to_owned(),
            person: request.extensions().get::<PersonName>().cloned(),
            state,
            request: request.clone(),
        })
    }

    /// Words without values.
    pub fn t(&self, key: &str) -> String {
        i18n::text(self.lang, key, &[])
    }

    /// Words with values.
    pub fn tf(&self, key: &str, args: &[(&str, Arg)]) -> String {
        i18n::text(self.lang, key, args)
    }

    /// An address in this page's language.
    pub fn link(&self, path: &str) -> String {
        format!("/{}{path}", self.lang.code())
    }

    /// This page in another language.
    pub fn in_language(&self, lang: Lang) -> String {
        let query = if self.query.is_empty() { String::new() } else { format!("?{}", self.query) };
        format!("/{}{}{query}", lang.code(), self.path)
    }

    /// The anti-forgery token for a form on this page; the first use sets its cookie.
    pub fn csrf_token(&self) -> String {
        csrf::token_for_page(&self.request, &self.state)
    }

    /// One value of the query.
    pub fn query_value(&self, name: &str) -> Option<String> {
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(&self.query).unwrap_or_default();
        pairs.into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// A cookie's value.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.request.cookie(name).map(|cookie| cookie.value().to_owned())
    }

    /// A header's value, when it is plain text.
    pub fn header(&self, name: &str) -> Option<String> {
        self.request.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
    }

    /// A part of the path, such as `zone`.
    pub fn segment(&self, name: &str) -> &str {
        self.request.match_info().get(name).unwrap_or("")
    }
}

/// The language a browser asks for.
pub fn preferred(request: &HttpRequest) -> Lang {
    request
        .headers()
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .map_or(Lang::En, Lang::from_accept_language)
}

impl FromRequest for Ctx {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request).ok_or_else(Problem::not_found))
    }
}
