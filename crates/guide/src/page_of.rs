//! The page: US Letter, its margins, and its foot with the address and the page number.

use crate::type_setter::{Line, Style, TypeSetter};
use crate::{Guide, GuideFault};

/// Points across and down: 8.5 x 11 inches.
pub const SIZE: (f32, f32) = (612.0, 792.0);
/// Three quarters of an inch, which every printer leaves.
pub const MARGIN: f32 = 54.0;
/// Between the margins.
pub const WIDTH: f32 = SIZE.0 - 2.0 * MARGIN;
/// Where the rows end; the foot stands below.
pub const BOTTOM: f32 = SIZE.1 - MARGIN - 44.0;
/// Top of the foot.
pub const FOOT: f32 = BOTTOM + 14.0;
/// Size of body text. Nothing is set smaller.
pub const BODY: f32 = 12.0;

/// The lines at the foot of a page, with the x of each.
pub fn foot(setter: &mut TypeSetter, guide: &Guide, page: usize, pages: usize) -> Result<Vec<(Line, f32)>, GuideFault> {
    let counted = guide.labels.page.replace("{pages}", &pages.to_string()).replace("{page}", &page.to_string());
    let start = Style { size: BODY, bold: false, right: guide.rtl };
    let end = Style { right: !guide.rtl, ..start };
    let narrow = 130.0;
    let (url_at, count_at) = if guide.rtl { (narrow, 0.0) } else { (0.0, WIDTH - narrow) };
    let mut lines = Vec::new();
    // A very long address is cut here; it stands whole in the introduction.
    lines.extend(setter.set(&[(&guide.url, false)], start, WIDTH - narrow)?.into_iter().take(1).map(|line| (line, url_at)));
    lines.extend(setter.set(&[(&counted, false)], end, narrow)?.into_iter().take(1).map(|line| (line, count_at)));
    Ok(lines)
}
