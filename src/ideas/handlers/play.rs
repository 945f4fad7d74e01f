//! A recording as an answer. Some phones play sound only from servers that give it in parts (RFC 9110, section 14).

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
};

use crate::platform::web::{Answer, Ctx, Problem};

/// First and last byte of the one part that is asked for; nothing when the whole is, or the header can't be read.
fn part(range: &str, length: usize) -> Option<(usize, usize)> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let end = length.checked_sub(1)?;
    match (first.trim(), last.trim()) {
        ("", tail) => Some((length.saturating_sub(tail.parse::<usize>().ok()?.max(1)), end)),
        (first, "") => Some((first.parse().ok()?, end)),
        (first, last) => Some((first.parse().ok()?, last.parse::<usize>().ok()?.min(end))),
    }
}

/// Answers with a recording, whole or the part that is asked for. Not kept by anyone: it may be hidden a minute later.
pub fn play(ctx: &Ctx, found: Option<(String, Vec<u8>)>) -> Answer {
    let (media_type, bytes) = found.ok_or_else(Problem::not_found)?;
    let mut answer = HttpResponse::Ok();
    answer.content_type(media_type).insert_header((header::ACCEPT_RANGES, "bytes"));
    answer.insert_header((header::CACHE_CONTROL, "private, no-store"));
    let Some((first, last)) = ctx.header("range").as_deref().and_then(|range| part(range, bytes.len())) else {
        return Ok(answer.body(bytes));
    };
    match bytes.get(first..=last) {
        Some(piece) => {
            answer.status(StatusCode::PARTIAL_CONTENT);
            answer.insert_header((header::CONTENT_RANGE, format!("bytes {first}-{last}/{}", bytes.len())));
            Ok(answer.body(piece.to_vec()))
        }
        None => {
            answer.status(StatusCode::RANGE_NOT_SATISFIABLE);
            answer.insert_header((header::CONTENT_RANGE, format!("bytes */{}", bytes.len())));
            Ok(answer.finish())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn parts_are_read_as_browsers_ask() {
        assert_eq!(part("bytes=0-1", 10), Some((0, 1)));
        assert_eq!(part("bytes=4-", 10), Some((4, 9)));
        assert_eq!(part("bytes=-3", 10), Some((7, 9)));
        assert_eq!(part("bytes=0-99", 10), Some((0, 9)));
        assert_eq!(part("bytes=x", 10), None);
        assert_eq!(part("bytes=0-", 0), None);
    }
}
