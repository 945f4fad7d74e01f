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
