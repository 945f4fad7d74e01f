//! A preview of the paper card: oval, number, title, price and one sentence for each proposal, in two columns.

use krilla::tagging::Tag;

use crate::draw::{self, OVAL};
use crate::flow::{self, Frame, Mark, Row};
use crate::page_of::{BOTTOM, MARGIN, WIDTH};
use crate::pages::Writer;
use crate::{Guide, GuideFault, Proposal};

/// Between the columns, and between an oval and its text.
const GUTTER: f32 = 24.0;
const BESIDE: f32 = OVAL.0 + 10.0;
const COLUMN: f32 = (WIDTH - GUTTER) / 2.0;

/// Writes the proposals as they look on a paper card: one page for a usual zone (about ten proposals), more where they need it.
/// `fonts` are TrueType files, the main one first; see [`crate::fonts()`].
///
/// # Errors
/// [`GuideFault`].
pub fn card_sheet(guide: &Guide, fonts: &[&'static [u8]]) -> Result<Vec<u8>, GuideFault> {
    let mut writer = Writer::new(guide, fonts)?;
    let mut head = writer.heading(1, &guide.title, 20.0, WIDTH)?;
    head.extend(writer.paragraph(&[(&guide.zone, true)], 4.0, WIDTH)?);
    let head = flow::pour(head, |page| Frame { page, left: MARGIN, top: MARGIN, bottom: BOTTOM });
    let below = head.last().map_or(MARGIN, |last| last.top + last.row.height + 16.0);
    let mut rows = Vec::new();
    for proposal in &guide.proposals {
        rows.extend(entry(&mut writer, proposal)?);
    }
    let frame = |number: usize| {
        let second = (number % 2 == 1) != guide.rtl;
        let top = if number < 2 { below } else { MARGIN };
        Frame { page: number / 2, left: if second { MARGIN + COLUMN + GUTTER } else { MARGIN }, top, bottom: BOTTOM }
    };
    let mut placed = head;
    placed.extend(flow::pour(rows, frame));
    draw::document(guide, &mut writer.setter, placed, writer.tree)
}

/// One proposal, in one piece, its oval at the side where reading starts.
fn entry(writer: &mut Writer<'_>, proposal: &Proposal) -> Result<Vec<Row>, GuideFault> {
    let guide = writer.guide;
    let width = COLUMN - BESIDE;
    let mut rows = writer.heading(2, &format!("{} {}", proposal.number, proposal.title), 13.0, width)?;
    let oval = writer.tree.add(None, Tag::Figure(None));
    rows.extend(writer.paragraph(&[(&proposal.price, true)], 0.0, width)?);
    rows.extend(writer.paragraph(&[(&proposal.summary, false)], 2.0, width)?);
    let text_at = if guide.rtl { 0.0 } else { BESIDE };
    for mark in rows.iter_mut().flat_map(|row| &mut row.marks) {
        if let Mark::Line { x, .. } = mark {
            *x += text_at;
        }
    }
    if let Some((last, before)) = rows.split_last_mut() {
        before.iter_mut().for_each(|row| row.keep = true);
        last.keep = false;
    }
    if let Some(first) = rows.first_mut() {
        first.space = 14.0;
        let alt = guide.labels.oval.replace("{number}", &proposal.number);
        let x = if guide.rtl { COLUMN - OVAL.0 } else { 0.0 };
        first.marks.push(Mark::Oval { x, y: 3.0, alt, element: oval });
    }
    Ok(rows)
}
