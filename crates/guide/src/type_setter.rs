//! Sets text: shaped as its script asks, broken into lines, ordered for both directions. Lengths are points.

use std::rc::Rc;
use std::sync::Arc;

use cosmic_text::fontdb::{Database, ID, Source};
use cosmic_text::{Align, Attrs, Buffer, Family, FontSystem, LayoutGlyph, Metrics, Shaping, Weight, Wrap};
use krilla::text::{Font, GlyphId, KrillaGlyph};

use crate::GuideFault;

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Size of the letters.
    pub size: f32,
    /// Whether all of it is bold.
    pub bold: bool,
    /// Whether lines stand at the right edge.
    pub right: bool,
}

/// A set line.
pub struct Line {
    /// The paragraph that it is part of; glyphs point into it.
    pub text: Rc<str>,
    /// Stretches of one font.
    pub runs: Vec<Run>,
    /// From the top of the line to where the letters stand.
    pub baseline: f32,
    /// From this line to the next.
    pub height: f32,
    /// Where the ink begins and how wide it is.
    pub span: (f32, f32),
}

/// A stretch of one font in a line.
pub struct Run {
    /// Its font.
    pub font: Font,
    /// Size of the letters.
    pub size: f32,
    /// Where it begins.
    pub x: f32,
    /// Its glyphs, from left to right.
    pub glyphs: Vec<KrillaGlyph>,
}

/// The fonts, ready to set with.
pub struct TypeSetter {
    shaper: FontSystem,
    fonts: Vec<(ID, Font)>,
    /// Line height over size.
    leading: f32,
}

impl TypeSetter {
    /// Takes the fonts; the first one's family is tried first for every letter.
    pub fn new(fonts: &[&'static [u8]], lang: &str, rtl: bool) -> Result<Self, GuideFault> {
        let mut known = Database::new();
        let mut kept = Vec::new();
        for bytes in fonts {
            for id in known.load_font_source(Source::Binary(Arc::new(*bytes))) {
                let index = known.face(id).map_or(0, |face| face.index);
                kept.push((id, Font::new((*bytes).into(), index).ok_or(GuideFault::NoFont)?));
            }
        }
        let family = known.faces().next().and_then(|face| face.families.first()).map(|(name, _)| name.clone());
        known.set_sans_serif_family(family.ok_or(GuideFault::NoFont)?);
        let shaper = FontSystem::new_with_locale_and_db(lang.to_owned(), known);
        // Arabic letters reach further above and below the line.
        Ok(Self { shaper, fonts: kept, leading: if rtl { 1.6 } else { 1.4 } })
    }

    /// Sets a paragraph of stretches (each with whether it is bold) into lines of this width.
    pub fn set(&mut self, stretches: &[(&str, bool)], style: Style, width: f32) -> Result<Vec<Line>, GuideFault> {
        let tidy = |text: &str| text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect::<String>();
        let texts: Vec<(String, bool)> = stretches.iter().map(|(text, bold)| (tidy(text), *bold)).collect();
        let mut buffer = Buffer::new(&mut self.shaper, Metrics::new(style.size, style.size * self.leading));
        buffer.set_size(Some(width), None);
        buffer.set_wrap(Wrap::WordOrGlyph);
        let plain = Attrs::new().family(Family::SansSerif);
        let weight = |bold: bool| if bold || style.bold { Weight::BOLD } else { Weight::NORMAL };
        let rich = texts.iter().map(|(text, bold)| (text.as_str(), plain.clone().weight(weight(*bold))));
        let align = if style.right { Align::Right } else { Align::Left };
        buffer.set_rich_text(rich, &plain, Shaping::Advanced, Some(align));
        buffer.shape_until_scroll(&mut self.shaper, false);
        let whole: Rc<str> = texts.iter().map(|(text, _)| text.as_str()).collect::<String>().into();
        let mut lines = Vec::new();
        for run in buffer.layout_runs() {
            let runs = self.runs(run.glyphs, &whole)?;
            let from = run.glyphs.iter().map(|glyph| glyph.x).fold(f32::INFINITY, f32::min);
            let (from, wide) = if from.is_finite() { (from, run.line_w) } else { (0.0, 0.0) };
            let baseline = run.line_y - run.line_top;
            lines.push(Line { text: whole.clone(), runs, baseline, height: run.line_height, span: (from, wide) });
        }
        Ok(lines)
    }

    fn runs(&self, glyphs: &[LayoutGlyph], text: &str) -> Result<Vec<Run>, GuideFault> {
        let mut runs = Vec::new();
        for same in glyphs.chunk_by(|one, next| one.font_id == next.font_id) {
            let Some(first) = same.first() else { continue };
            let font = self.fonts.iter().find(|(id, _)| *id == first.font_id).ok_or(GuideFault::NoFont)?.1.clone();
            let glyphs = same.iter().map(|glyph| placed(glyph, text)).collect::<Result<_, _>>()?;
            runs.push(Run { font, size: first.font_size, x: first.x, glyphs });
        }
        Ok(runs)
    }
}

/// A glyph as the PDF takes it: lengths over the size. Glyph 0 is the empty box.
fn placed(glyph: &LayoutGlyph, text: &str) -> Result<KrillaGlyph, GuideFault> {
    let range = glyph.start..glyph.end;
    if glyph.glyph_id == 0 {
        let letter = text.get(range).and_then(|cluster| cluster.chars().next()).unwrap_or('\u{fffd}');
        return Err(GuideFault::MissingGlyph { glyph: letter, text: text.to_owned() });
    }
    let id = GlyphId::new(u32::from(glyph.glyph_id));
    Ok(KrillaGlyph::new(id, glyph.w / glyph.font_size, glyph.x_offset, glyph.y_offset, 0.0, range, None))
}
