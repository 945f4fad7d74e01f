//! The picture beside a shared link: what the proposal is, in letters that can be read on a phone.
//! It never shows how many people chose it.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

use crate::canvas::{Canvas, Line};

/// What stands on the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Card<'a> {
    /// Name of the zone.
    pub zone: &'a str,
    /// Number on the ballot.
    pub number: &'a str,
    /// Title of the proposal; cut after three lines.
    pub title: &'a str,
    /// Price as people read it: "$750,000".
    pub price: &'a str,
    /// Name of the programme.
    pub programme: &'a str,
    /// Whether the page's language runs from right to left.
    pub rtl: bool,
}

/// Why a card cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CardFault {
    /// No font was given, or none that can be read.
    #[error("no font that can be read: give a TrueType font")]
    NoFont,
    /// No given font has the character: give one that does.
    #[error("no font has the character {0:?}: give a font that has it")]
    MissingGlyph(char),
    /// The finished picture could not be written.
    #[error("the card could not be written: {0}")]
    Encode(String),
}

/// Pixels across and down, as every site that shows links expects.
pub const WIDTH: u32 = 1200;
/// See [`WIDTH`].
pub const HEIGHT: u32 = 630;

const INK: [u8; 3] = [0x14, 0x21, 0x2E];
const SOFT: [u8; 3] = [0x3B, 0x49, 0x57];
const PAPER: [u8; 3] = [0xFF; 3];
const ACT: [u8; 3] = [0x0B, 0x4A, 0x82];
const TINT: [u8; 3] = [0xEE, 0xF4, 0xF9];

/// Space to the edges, and height of the band at the foot.
const EDGE: u32 = 72;
const BAND: u32 = 110;

/// Draws the card as PNG. The first font is the one that is tried first; its bold cut must be among them too.
/// The picture has no more colours than an eye can tell apart here, so it stays small (about 25 KB).
///
/// # Errors
/// [`CardFault`].
pub fn share_card(card: &Card<'_>, fonts: &[&'static [u8]]) -> Result<Vec<u8>, CardFault> {
    let mut canvas = Canvas::new(WIDTH, HEIGHT, PAPER, fonts)?;
    let inner = WIDTH - 2 * EDGE;
    let line = |size: u32, ink: [u8; 3]| Line { size, ink, bold: true, lines: 1, right: card.rtl };
    canvas.fill([0, 0, WIDTH, 16], ACT);
    canvas.fill([0, HEIGHT - BAND, WIDTH, BAND], TINT);
    let badge = badge_width(&mut canvas, card.number)?;
    let badge_at = if card.rtl { WIDTH - EDGE - badge } else { EDGE };
    canvas.fill([badge_at, 60, badge, 104], ACT);
    canvas.write(card.number, [badge_at + BADGE_PAD, 70, badge - 2 * BADGE_PAD, 84], line(64, PAPER))?;
    let beside = inner - badge - 28;
    let zone_at = if card.rtl { EDGE } else { EDGE + badge + 28 };
    canvas.write(card.zone, [zone_at, 86, beside, 60], Line { bold: false, ..line(40, SOFT) })?;
    canvas.write(card.title, [EDGE, 188, inner, 230], Line { lines: 3, ..line(60, INK) })?;
    canvas.write(card.price, [EDGE, 428, inner, 72], line(52, ACT))?;
    canvas.write(card.programme, [EDGE, HEIGHT - BAND + 28, inner, 54], Line { bold: false, ..line(36, INK) })?;
    encode(canvas.pixels())
}

const BADGE_PAD: u32 = 28;

/// A number of any length fits its badge, up to a third of the card.
fn badge_width(canvas: &mut Canvas, number: &str) -> Result<u32, CardFault> {
    let style = Line { size: 64, ink: PAPER, bold: true, lines: 1, right: false };
    let wide = canvas.measure(number, style)?;
    Ok((wide + 2 * BADGE_PAD + 2).clamp(104, WIDTH / 3))
}

fn encode(pixels: &[u8]) -> Result<Vec<u8>, CardFault> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
    encoder.write_image(pixels, WIDTH, HEIGHT, ExtendedColorType::Rgb8).map_err(|error| CardFault::Encode(error.to_string()))?;
    Ok(bytes)
}
