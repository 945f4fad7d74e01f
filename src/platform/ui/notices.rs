//! Words set apart: inset text, a warning, the green panel of something done, a picture of a code.

use std::fmt::Write as _;

use maud::{Markup, Render, html};
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

/// Quoted or secondary words.
pub fn inset(body: impl Render) -> Markup {
    html! { div.inset { (body) } }
}

/// Something to know before going on.
pub fn warning(lead: &str, body: impl Render) -> Markup {
    html! { div.warning { strong { span.mark aria-hidden="true" { "!" } " " (lead) } " " (body) } }
}

/// A plain notice under its own heading.
pub fn notice(title: &str, body: impl Render) -> Markup {
    html! { section.notice { h2 { (title) } (body) } }
}

/// The panel of something that is done; holds no links.
pub fn panel(title: &str, body: impl Render) -> Markup {
    html! { div.panel { h1 { (title) } (body) } }
}

/// Light modules around a QR code: half of what the standard asks for, as the page around it is white.
const QUIET: i32 = 2;

/// A QR code as an SVG picture with words for those who can't see it. `None` when the text is too long for one.
pub fn qr(text: &str, words: &str) -> Option<Markup> {
    let segments = QrSegment::make_segments(text);
    // Any of the eight masks can be read; trying them all to find the prettiest costs more than the rest of a page.
    let mask = Some(Mask::new(4));
    let code = QrCode::encode_segments_advanced(&segments, QrCodeEcc::Medium, Version::MIN, Version::MAX, mask, true).ok()?;
    let side = code.size() + 2 * QUIET;
    Some(html! {
        div.qr role="img" aria-label=(words) {
            svg viewBox={ "0 0 " (side) " " (side) } shape-rendering="crispEdges" {
                rect width=(side) height=(side) fill="#fff" {}
                path fill="#000" d=(dark_runs(&code)) {}
            }
        }
    })
}

/// The dark modules as one path, each run in a row as one piece.
fn dark_runs(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = i32::try_from((x..code.size()).take_while(|x| code.get_module(*x, y)).count()).unwrap_or(1);
            if run > 0 {
                let _ = write!(path, "M{},{}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pixels of one module in the picture that the reader gets.
    const SCALE: usize = 4;

    /// What another program reads in the path of a drawn code.
    fn read_back(markup: &str) -> Option<String> {
        let side: usize = markup.split_once("viewBox=\"0 0 ")?.1.split(' ').next()?.parse().ok()?;
        let path = markup.split_once(" d=\"")?.1.split('"').next()?;
        let mut dark = vec![false; side * side];
        for piece in path.split('M').filter(|piece| !piece.is_empty()) {
            let (place, run) = piece.split_once('h')?;
            let (x, y) = place.split_once(',')?;
            let (x, y, run): (usize, usize, usize) = (x.parse().ok()?, y.parse().ok()?, run.split('v').next()?.parse().ok()?);
            dark.get_mut(y * side + x..y * side + x + run)?.fill(true);
        }
        let is_dark = |x: usize, y: usize| dark.get(y / SCALE * side + x / SCALE).copied().unwrap_or(false);
        let mut picture =
            rqrr::PreparedImage::prepare_from_greyscale(side * SCALE, side * SCALE, |x, y| if is_dark(x, y) { 0 } else { 255 });
        let (_, text) = picture.detect_grids().first()?.decode().ok()?;
        Some(text)
    }

    #[test]
    fn another_program_reads_what_was_drawn() {
        let address = "https://vote.example.gov/en/receipt/1234567890123456";
        let enrolment = format!("otpauth://totp/City:someone@example.gov?secret={}&issuer=City", "ABCDEFGH23456789".repeat(2));
        for text in ["1", address, enrolment.as_str()] {
            let drawn = qr(text, "words").expect("a code").into_string();
            assert_eq!(read_back(&drawn).as_deref(), Some(text));
        }
        assert!(qr(&"x".repeat(4_000), "words").is_none(), "no code holds that much");
    }
}
