//! Pages are compressed whole, where they were made: they are a few kilobytes, and handing each to another thread and giving
//! each the tables of a long text costs more than the page. Static files were compressed at the start.

use std::cell::RefCell;

use actix_web::{
    Error,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{self, HeaderMap, HeaderValue},
    middleware::Next,
};
use flate2::{Compress, Compression, Crc, FlushCompress, Status};

/// Shorter ones fit into one packet anyway.
const SHORTEST: usize = 1200;
/// Longer ones (downloads of whole elections) would hold up the worker.
const LONGEST: usize = 512 * 1024;

/// Whether the caller reads gzip, as every browser does.
fn reads_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    accepted.split(',').any(|one| {
        let (name, weight) = one.split_once(';').unwrap_or((one, ""));
        name.trim() == "gzip" && !matches!(weight.trim(), "q=0" | "q=0.0")
    })
}

fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    kind.starts_with("text/") || kind.starts_with("application/json")
}

thread_local! {
    /// A worker's compressor: its tables are larger than any page, and making them anew would cost as much as using them.
    static DEFLATE: RefCell<Compress> = RefCell::new(Compress::new(Compression::fast(), false));
}

/// A gzip file's first bytes: deflate, no name, no moment, fastest, system unknown.
const GZIP: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 0xff];

/// The body in gzip at its fastest; `None` when that failed or made it longer. On a page of ours brotli at any level takes two
/// to five times as long to save a tenth of the bytes.
fn compressed(body: &[u8]) -> Option<Vec<u8>> {
    // What does not fit into as many bytes is not worth sending.
    let mut out = Vec::with_capacity(body.len());
    out.extend_from_slice(&GZIP);
    let done = DEFLATE.with_borrow_mut(|deflate| {
        deflate.reset();
        deflate.compress_vec(body, &mut out, FlushCompress::Finish)
    });
    if !matches!(done, Ok(Status::StreamEnd)) {
        return None;
    }
    let mut sum = Crc::new();
    sum.update(body);
    out.extend_from_slice(&sum.sum().to_le_bytes());
    out.extend_from_slice(&sum.amount().to_le_bytes());
    (out.len() < body.len()).then_some(out)
}

/// Compresses the text of an answer when its reader can take it.
///
/// # Errors
/// Passes on what comes from inside.
pub async fn pages(req: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let wanted = reads_gzip(req.headers());
    let mut response = next.call(req).await?.map_into_boxed_body();
    if !is_text(response.headers()) || response.headers().contains_key(header::CONTENT_ENCODING) {
        return Ok(response);
    }
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept-encoding"));
    if !wanted {
        return Ok(response);
    }
    let mut small = false;
    let mut response = response.map_body(|_, body| match body.try_into_bytes() {
        Ok(bytes) if (SHORTEST..=LONGEST).contains(&bytes.len()) => match compressed(&bytes) {
            Some(shorter) => {
                small = true;
                BoxBody::new(shorter)
            }
            None => BoxBody::new(bytes),
        },
        Ok(bytes) => BoxBody::new(bytes),
        Err(stream) => stream,
    });
    if small {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_was_compressed_is_the_same_again() {
        for length in [SHORTEST, 5_000, 70_000] {
            let text: Vec<u8> = (0..length).map(|n| b'a' + u8::try_from(n % 23 + n % 3).unwrap_or(0)).collect();
            let small = compressed(&text).expect("repetitive text gets shorter");
            let mut again = Vec::new();
            flate2::read::GzDecoder::new(small.as_slice()).read_to_end(&mut again).expect("gzip");
            assert_eq!(again, text);
        }
    }

    #[test]
    fn only_who_asks_for_it_gets_gzip() {
        let asks = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
            reads_gzip(&headers)
        };
        assert!(asks("gzip, deflate, br") && asks("gzip;q=0.5, br") && asks("br, gzip"));
        assert!(!asks("br") && !asks("gzip;q=0") && !asks("*"));
    }
}
