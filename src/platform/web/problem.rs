//! What went wrong, in the reader's language with what to do next: a page for people, RFC 9457 JSON under `/api`.

use actix_web::{
    HttpRequest, HttpResponse, ResponseError,
    http::{StatusCode, header},
};

use super::ctx::Ctx;
use crate::platform::{db, i18n::Arg, ui};

/// A refusal or fault, as the person meets it.
#[derive(Debug, Clone)]
pub struct Problem {
    /// HTTP status.
    pub status: StatusCode,
    /// Stable code, `feature.what_happened`, listed in `docs/glossary.md`.
    pub code: &'static str,
    /// Catalog key of the heading.
    pub title: &'static str,
    /// Catalog key of the sentence that says what to do.
    pub text: &'static str,
    /// Values for both.
    pub args: Vec<(&'static str, Arg)>,
    /// Seconds until it is worth trying again.
    pub retry_after: Option<u64>,
    /// Where to go on: address and catalog key of the link's words.
    pub next: Option<(String, &'static str)>,
    /// A number that a person can read out to the help desk; also in the log.
    pub reference: Option<String>,
}

/// Turns a feature's error into what the person meets.
pub trait AsProblem: std::fmt::Debug {
    /// The problem for this error.
    fn problem(&self) -> Problem;
}

impl<E: AsProblem> From<E> for Problem {
    fn from(error: E) -> Self {
        error.problem()
    }
}

impl Problem {
    /// A problem with a heading and a sentence.
    pub fn new(status: StatusCode, code: &'static str, title: &'static str, text: &'static str) -> Self {
        Self { status, code, title, text, args: Vec::new(), retry_after: None, next: None, reference: None }
    }

    /// Adds a value for the words.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// Adds where to go on.
    #[must_use]
    pub fn then(mut self, address: String, words: &'static str) -> Self {
        self.next = Some((address, words));
        self
    }

    /// No such page or thing.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "web.not_found", "problem-not-found-title", "problem-not-found-text")
    }

    /// The form was damaged, forged or has unknown fields.
    pub fn bad_form() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "web.bad_form", "problem-bad-form-title", "problem-bad-form-text")
    }

    /// A file is larger than the form takes, in bytes.
    pub fn too_large(limit: usize) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "web.too_large", "problem-too-large-title", "problem-too-large-text")
            .with("mb", limit.div_ceil(1_000_000))
    }

    /// The anti-forgery check failed.
    pub fn forged() -> Self {
        Self::new(StatusCode::FORBIDDEN, "web.forged", "problem-forged-title", "problem-forged-text")
    }

    /// The person is not allowed to do this.
    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "web.forbidden", "problem-forbidden-title", "problem-forbidden-text")
    }

    /// Too many tries from one place.
    pub fn too_many(seconds: u64) -> Self {
        let mut problem =
            Self::new(StatusCode::TOO_MANY_REQUESTS, "web.too_many", "problem-too-many-title", "problem-too-many-text")
                .with("minutes", usize::try_from(seconds.div_ceil(60)).unwrap_or(2));
        problem.retry_after = Some(seconds);
        problem
    }

    /// A database problem: 503 when it is away, else 500. Logged here, once, with a reference number.
    pub fn database(error: &diesel::result::Error) -> Self {
        if db::is_unavailable(error) {
            tracing::warn!(error = %error, "a database is away");
            let mut problem =
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "web.database_away", "problem-away-title", "problem-away-text");
            problem.retry_after = Some(30);
            return problem;
        }
        Self::internal(error)
    }

    /// A fault of ours: logged once with its chain of causes and a reference number.
    pub fn internal(error: &dyn std::error::Error) -> Self {
        let reference = format!("{:08}", crate::base::Random::System.below(100_000_000));
        let mut chain = error.to_string();
        let mut cause = error.source();
        while let Some(inner) = cause {
            chain.push_str(": ");
            chain.push_str(&inner.to_string());
            cause = inner.source();
        }
        tracing::error!(error = %chain, reference, "request failed");
        let mut problem =
            Self::new(StatusCode::INTERNAL_SERVER_ERROR, "web.internal", "problem-internal-title", "problem-internal-text");
        problem.reference = Some(reference);
        problem
    }
}

impl AsProblem for diesel::result::Error {
    fn problem(&self) -> Problem {
        Problem::database(self)
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.status.as_u16(), self.code)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        plain(self)
    }
}

/// An empty answer that carries the problem outwards to [`page`], where the request's language is known.
pub fn plain(problem: &Problem) -> HttpResponse {
    let response = HttpResponse::build(problem.status).finish();
    let mut response = response;
    response.extensions_mut().insert(problem.clone());
    response
}

/// The answer a person or a program reads.
pub fn page(request: &HttpRequest, problem: &Problem) -> HttpResponse {
    let mut builder = HttpResponse::build(problem.status);
    if let Some(seconds) = problem.retry_after {
        builder.insert_header((header::RETRY_AFTER, seconds.to_string()));
    }
    let Some(ctx) = Ctx::of(request) else {
        return builder.body("");
    };
    if request.path().starts_with("/api/") || request.path().starts_with("/log/") {
        let body = serde_json::json!({
            "type": format!("urn:reparto:problem:{}", problem.code),
            "title": ctx.tf(problem.title, &problem.args),
            "status": problem.status.as_u16(),
            "code": problem.code,
            "detail": ctx.tf(problem.text, &problem.args),
            "reference": problem.reference,
        });
        return builder.content_type("application/problem+json").body(body.to_string());
    }
    builder.content_type("text/html; charset=utf-8").body(ui::problem_page(&ctx, problem).into_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_that_is_away_is_503_and_a_refused_statement_500() {
        use diesel::result::{DatabaseErrorKind, Error};
        let away = Error::DatabaseError(DatabaseErrorKind::ClosedConnection, Box::new("gone".to_owned()));
        assert_eq!(Problem::database(&away).status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(Problem::database(&Error::NotFound).status, StatusCode::INTERNAL_SERVER_ERROR);
    }
}
