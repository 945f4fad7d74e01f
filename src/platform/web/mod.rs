//! The web platform: routes that declare who may use them, problems, forms, anti-forgery, headers, limits, static files.

pub mod assets;
pub mod compress;
pub mod cookies;
pub mod csrf;
pub mod ctx;
pub mod form;
pub mod headers;
pub mod limits;
pub mod problem;
pub mod routes;
pub mod upload;

use actix_web::{
    Error, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{StatusCode, header},
    middleware::Next,
    web::Data,
};
use maud::Markup;
use tracing::Instrument;

pub use ctx::Ctx;
pub use form::{Fields, FromFields, Posted};
pub use problem::{AsProblem, Problem};
pub use routes::{Gate, Routes};
pub use upload::{PostedFiles, Upload, WithFiles};

use super::State;

/// What a handler answers.
pub type Answer = Result<HttpResponse, Problem>;

/// A whole page.
pub fn html(status: StatusCode, page: Markup) -> HttpResponse {
    HttpResponse::build(status).content_type("text/html; charset=utf-8").body(page.into_string())
}

/// A page that answers 200.
///
/// # Errors
/// Never; the type fits a handler's last line.
pub fn ok(page: Markup) -> Answer {
    Ok(html(StatusCode::OK, page))
}

/// The same page again with its errors and the answers given: 422.
///
/// # Errors
/// Never; the type fits a handler's last line.
pub fn again(page: Markup) -> Answer {
    Ok(html(StatusCode::UNPROCESSABLE_ENTITY, page))
}

/// 303 to a page, so that a refresh never sends a form twice.
///
/// # Errors
/// Never; the type fits a handler's last line.
pub fn see(path: &str) -> Answer {
    Ok(HttpResponse::SeeOther().insert_header((header::LOCATION, path)).finish())
}

/// Around every request, outermost first: span and figures, security headers, limits, the handler, the problem page,
/// the anti-forgery cookie.
///
/// # Errors
/// Passes on what actix itself refuses; everything else has become an answer.
pub async fn around(mut req: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let state = req.app_data::<Data<State>>().cloned();
    let began = std::time::Instant::now();
    let method = req.method().clone();
    let id = state.as_ref().map(|s| hex::encode(s.random.bytes::<6>())).unwrap_or_default();
    let span = tracing::info_span!("request", request.id = %id);
    let limited = limits::check(&mut req);
    let mut response = match limited {
        Err(problem) => req.into_response(problem::plain(&problem)).map_into_boxed_body(),
        Ok(()) => match next.call(req).instrument(span).await {
            Ok(response) => response.map_into_boxed_body(),
            Err(error) => return Err(error),
        },
    };
    let found = response.response_mut().extensions_mut().remove::<Problem>();
    if let Some(problem) = found {
        let page = problem::page(response.request(), &problem);
        let (request, _) = response.into_parts();
        response = ServiceResponse::new(request, page);
    }
    csrf::set_cookie(&mut response);
    let https = state.as_ref().is_some_and(|s| s.is_https());
    headers::secure(response.headers_mut(), https);
    if let Some(state) = state {
        let class = format!("{}xx", response.status().as_u16() / 100);
        state.metrics.answers.with_label_values(&[method.as_str(), &class]).observe(began.elapsed().as_secs_f64());
    }
    // The pattern, never the path: a path can hold a receipt or an invitation. Finding it costs as much as routing, so it
    // is looked for only when somebody listens: the values of an event that nobody wants are not computed.
    tracing::debug!(
        http.method = %method,
        http.route = response.request().match_pattern().as_deref().unwrap_or("none"),
        http.status = response.status().as_u16(),
        duration_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
        "answered"
    );
    Ok(response)
}
