//! A small canvas: filled boxes, and text shaped as its script asks, also from right to left.

use cosmic_text::fontdb::{Database, Source};
use cosmic_text::{
    Align, Attrs, Buffer, Color, Ellipsize, EllipsizeHeightLimit, Family, FontSystem, Metrics, Shaping, SwashCache, Weight, Wrap,
};
use std::sync::Arc;

use crate::CardFault;

/// Pixels and the fonts to write with.
pub struct Canvas {
    width: u32,
    pixels: Vec<u8>,
    fonts: FontSystem,
    glyphs: SwashCache,
}

/// How a text is written.
#[derive(Clone, Copy)]
pub struct Line {
    /// Height of the letters, in pixels.
    pub size: u32,
    /// Colour: red, green, blue.
    pub ink: [u8; 3],
    /// Whether the bold cut is used.
    pub bold: bool,
    /// Most lines; more text is cut with dots.
    pub lines: usize,
    /// Whether lines stand at the right edge.
    pub right: bool,
}

impl Canvas {
    /// An empty canvas of one colour.
    pub fn new(width: u32, height: u32, paper: [u8; 3], fonts: &[&'static [u8]]) -> Result<Self, CardFault> {
        let mut known = Database::new();
        for font in fonts {
            known.load_font_source(Source::Binary(Arc::new(*font)));
        }
        let first = known.faces().next().and_then(|face| face.families.first()).map(|(name, _)| name.clone());
        known.set_sans_serif_family(first.ok_or(CardFault::NoFont)?);
        let fonts = FontSystem::new_with_locale_and_db("und".to_owned(), known);
        let count = usize::try_from(u64::from(width) * u64::from(height)).unwrap_or(0);
        Ok(Self { width, pixels: paper.repeat(count), fonts, glyphs: SwashCache::new() })
    }

    /// Red, green and blue of each pixel, in rows.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// Fills a box: left, top, width, height.
    pub fn fill(&mut self, [left, top, wide, high]: [u32; 4], colour: [u8; 3]) {
        for y in top..top + high {
            for x in left..left + wide {
                self.blend(i64::from(x), i64::from(y), colour, 255);
            }
        }
    }

    /// Width of a text on one line, in pixels.
    pub fn measure(&mut self, text: &str, line: Line) -> Result<u32, CardFault> {
        let buffer = self.laid_out(text, None, line)?;
        let widest = buffer.layout_runs().map(|run| run.line_w).fold(0.0_f32, f32::max);
        Ok(whole(widest.ceil()))
    }

    /// Writes a text into a box: left, top, width, height. What does not fit is cut with dots, or at the box's edge.
    pub fn write(&mut self, text: &str, [left, top, wide, high]: [u32; 4], line: Line) -> Result<(), CardFault> {
        let mut buffer = self.laid_out(text, Some(wide), line)?;
        let mut dots = Vec::new();
        let (fonts, glyphs) = (&mut self.fonts, &mut self.glyphs);
        buffer.draw(fonts, glyphs, Color::rgb(0, 0, 0), |x, y, across, down, colour| {
            for (dx, dy) in (0..down).flat_map(|dy| (0..across).map(move |dx| (dx, dy))) {
                dots.push((i64::from(x) + i64::from(dx), i64::from(y) + i64::from(dy), colour.a()));
            }
        });
        for (x, y, cover) in dots {
            if x >= -16 && x < i64::from(wide) + 16 && y >= -16 && y < i64::from(high) + 16 {
                self.blend(x + i64::from(left), y + i64::from(top), line.ink, cover);
            }
        }
        Ok(())
    }

    /// Shapes and breaks a text; a character without a glyph is an error, for an empty box tells nobody anything.
    fn laid_out(&mut self, text: &str, wide: Option<u32>, line: Line) -> Result<Buffer, CardFault> {
        let text: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        let size = pixels(line.size);
        let mut buffer = Buffer::new(&mut self.fonts, Metrics::new(size, (size * 1.22).ceil()));
        buffer.set_size(wide.map(pixels), None);
        if wide.is_some() {
            buffer.set_wrap(Wrap::WordOrGlyph);
            buffer.set_ellipsize(Ellipsize::End(EllipsizeHeightLimit::Lines(line.lines)));
        } else {
            buffer.set_wrap(Wrap::None);
        }
        let weight = if line.bold { Weight::BOLD } else { Weight::NORMAL };
        let attributes = Attrs::new().family(Family::SansSerif).weight(weight);
        let align = wide.map(|_| if line.right { Align::Right } else { Align::Left });
        buffer.set_text(&text, &attributes, Shaping::Advanced, align);
        buffer.shape_until_scroll(&mut self.fonts, false);
        for run in buffer.layout_runs() {
            if let Some(glyph) = run.glyphs.iter().find(|glyph| glyph.glyph_id == 0) {
                let letter = run.text.get(glyph.start..glyph.end).and_then(|cluster| cluster.chars().next());
                return Err(CardFault::MissingGlyph(letter.unwrap_or('…')));
            }
        }
        Ok(buffer)
    }

    fn blend(&mut self, x: i64, y: i64, ink: [u8; 3], cover: u8) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return };
        let width = usize::try_from(self.width).unwrap_or(0);
        if x >= width {
            return;
        }
        let Some(pixel) = self.pixels.get_mut((y * width + x) * 3..).and_then(|rest| rest.get_mut(..3)) else { return };
        for (under, over) in pixel.iter_mut().zip(ink) {
            let mixed = (u32::from(over) * u32::from(cover) + u32::from(*under) * (255 - u32::from(cover)) + 127) / 255;
            *under = u8::try_from(mixed).unwrap_or(u8::MAX);
        }
    }
}

/// A length on the canvas as the shaper takes it; lengths here are at most a few thousand.
fn pixels(length: u32) -> f32 {
    f32::from(u16::try_from(length).unwrap_or(u16::MAX))
}

/// A length from the shaper in whole pixels.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the value is held to the range before")]
fn whole(length: f32) -> u32 {
    length.clamp(0.0, 65_535.0) as u32
}
