//! Words set apart: inset text, a warning, the green panel of something done, a picture of a code.

use fast_qr::{
    Mask, QRBuilder,
    convert::{Builder, svg::SvgBuilder},
};
use maud::{Markup, PreEscaped, Render, html};

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

/// A QR code as an SVG picture with words for those who can't see it. `None` when the text is too long for one.
pub fn qr(text: &str, words: &str) -> Option<Markup> {
    // Any of the eight masks can be read; trying them all to find the prettiest costs more than the rest of a page.
    let code = QRBuilder::new(text).mask(Mask::LargeCheckerboard).build().ok()?;
    let picture = SvgBuilder::default().margin(2).to_str(&code);
    // Our own library drew this from our own text; its fill attributes are allowed by the content policy.
    Some(html! { div.qr role="img" aria-label=(words) { (PreEscaped(picture)) } })
}
