//! The voter guide: title, introduction, and each proposal with its facts and its table of costs.

use std::num::NonZeroU16;

use krilla::tagging::{TableHeaderScope, Tag};

use crate::flow::{self, Frame, Mark, Row};
use crate::page_of::{BODY, BOTTOM, MARGIN, WIDTH};
use crate::tree::{Element, Tree};
use crate::type_setter::{Style, TypeSetter};
use crate::{CostLine, Guide, GuideFault, Proposal, draw};

/// Writes the guide as PDF. `fonts` are TrueType files, the main one first; see [`crate::fonts()`].
///
/// # Errors
/// [`GuideFault`].
pub fn guide(guide: &Guide, fonts: &[&'static [u8]]) -> Result<Vec<u8>, GuideFault> {
    let mut writer = Writer::new(guide, fonts)?;
    let mut rows = writer.front()?;
    for proposal in &guide.proposals {
        rows.extend(writer.proposal(proposal)?);
    }
    let frame = |page| Frame { page, left: MARGIN, top: MARGIN, bottom: BOTTOM };
    draw::document(guide, &mut writer.setter, flow::pour(rows, frame), writer.tree)
}

/// What both documents write with.
pub struct Writer<'a> {
    pub guide: &'a Guide,
    pub setter: TypeSetter,
    pub tree: Tree,
}

/// Share of the width that the first column of a table has.
const FIRST_COLUMN: f32 = 0.68;
const GAP: f32 = 12.0;

impl<'a> Writer<'a> {
    /// Refuses a document that nobody could name or read aloud.
    pub fn new(guide: &'a Guide, fonts: &[&'static [u8]]) -> Result<Self, GuideFault> {
        if guide.title.trim().is_empty() || guide.lang.trim().is_empty() {
            return Err(GuideFault::Untitled);
        }
        let setter = TypeSetter::new(fonts, &guide.lang, guide.rtl)?;
        Ok(Self { guide, setter, tree: Tree::default() })
    }

    /// A style that stands at the side where reading starts.
    pub const fn style(&self, size: f32, bold: bool) -> Style {
        Style { size, bold, right: self.guide.rtl }
    }

    /// A heading of this level, kept with what follows, and a bookmark.
    pub fn heading(&mut self, level: u16, text: &str, size: f32, width: f32) -> Result<Vec<Row>, GuideFault> {
        let tag = Tag::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), Some(text.to_owned()));
        let element = self.tree.add(None, tag);
        let lines = self.setter.set(&[(text, true)], self.style(size, true), width)?;
        let space = if level == 2 { 26.0 } else { GAP };
        let mut rows = flow::together(flow::paragraph(lines, element, space));
        if let Some(first) = rows.first_mut().filter(|_| level < 3) {
            first.bookmark = Some(text.to_owned());
        }
        Ok(rows)
    }

    /// A paragraph; the first stretch may be a label in bold.
    pub fn paragraph(&mut self, stretches: &[(&str, bool)], space: f32, width: f32) -> Result<Vec<Row>, GuideFault> {
        if stretches.last().is_none_or(|(text, _)| text.trim().is_empty()) {
            return Ok(Vec::new());
        }
        let element = self.tree.add(None, Tag::P);
        let lines = self.setter.set(stretches, self.style(BODY, false), width)?;
        Ok(flow::paragraph(lines, element, space))
    }

    /// Title, zone, introduction and address.
    fn front(&mut self) -> Result<Vec<Row>, GuideFault> {
        let guide = self.guide;
        let mut rows = self.heading(1, &guide.title, 24.0, WIDTH)?;
        rows.extend(self.paragraph(&[(&guide.zone, true)], 4.0, WIDTH)?);
        for text in &guide.intro {
            rows.extend(self.paragraph(&[(text, false)], GAP, WIDTH)?);
        }
        rows.extend(self.address()?);
        Ok(rows)
    }

    /// The address, which opens when it is pressed.
    fn address(&mut self) -> Result<Vec<Row>, GuideFault> {
        let guide = self.guide;
        if guide.url.trim().is_empty() {
            return Ok(Vec::new());
        }
        let mut rows = self.paragraph(&[(&guide.labels.online, false)], GAP, WIDTH)?;
        rows.iter_mut().for_each(|row| row.keep = true);
        let paragraph = self.tree.add(None, Tag::P);
        let link = self.tree.add(Some(paragraph), Tag::Link);
        let lines = self.setter.set(&[(&guide.url, false)], self.style(BODY, false), WIDTH)?;
        let mut linked = flow::paragraph(lines, link, 0.0);
        for row in &mut linked {
            let Some(Mark::Line { line, .. }) = row.marks.first() else { continue };
            let ((x, width), height) = (line.span, line.height);
            row.marks.push(Mark::Link { x, width, height, url: guide.url.clone(), element: link });
        }
        rows.extend(linked);
        Ok(rows)
    }

    /// A proposal: its head is one piece, its paragraphs may run over to the next page.
    fn proposal(&mut self, proposal: &Proposal) -> Result<Vec<Row>, GuideFault> {
        let labels = &self.guide.labels;
        let mut rows = self.heading(2, &format!("{} {}", proposal.number, proposal.title), 16.0, WIDTH)?;
        let mut head = self.labelled(&labels.price, &proposal.price, 4.0)?;
        head.extend(self.paragraph(&[(&proposal.summary, false)], 6.0, WIDTH)?);
        rows.extend(head);
        if let Some((last, before)) = rows.split_last_mut() {
            before.iter_mut().for_each(|row| row.keep = true);
            last.keep = false;
        }
        for text in &proposal.description {
            rows.extend(self.paragraph(&[(text, false)], GAP, WIDTH)?);
        }
        for (label, text) in
            [(&labels.place, &proposal.place), (&labels.people, &proposal.people), (&labels.author, &proposal.author)]
        {
            rows.extend(self.labelled(label, text, 6.0)?);
        }
        rows.extend(self.costs(&proposal.costs)?);
        Ok(rows)
    }

    fn labelled(&mut self, label: &str, text: &str, space: f32) -> Result<Vec<Row>, GuideFault> {
        self.paragraph(&[(&format!("{label} "), true), (text, false)], space, WIDTH)
    }

    /// The table of costs. Its heading, its head and its first line stay together.
    fn costs(&mut self, costs: &[CostLine]) -> Result<Vec<Row>, GuideFault> {
        if costs.is_empty() {
            return Ok(Vec::new());
        }
        let labels = &self.guide.labels;
        let mut rows = self.heading(3, &labels.costs, 13.0, WIDTH)?;
        let table = self.tree.add(None, Tag::Table);
        let head = self.table_row(table, [&labels.what, &labels.amount], true)?;
        rows.extend(flow::together(head));
        for line in costs {
            rows.extend(self.table_row(table, [&line.what, &line.amount], false)?);
        }
        Ok(rows)
    }

    /// Two cells side by side, with a rule below. The row is as high as its higher cell and is not broken.
    fn table_row(&mut self, table: Element, cells: [&str; 2], head: bool) -> Result<Vec<Row>, GuideFault> {
        let row = self.tree.add(Some(table), Tag::TR);
        let first = (WIDTH * FIRST_COLUMN).floor();
        let (first_at, second_at) = if self.guide.rtl { (WIDTH - first, 0.0) } else { (0.0, first) };
        let start = self.style(BODY, head);
        let end = Style { right: !start.right, ..start };
        let mut marks = Vec::new();
        let mut height = 0.0_f32;
        for (text, style, x, width) in [(cells[0], start, first_at, first - GAP), (cells[1], end, second_at, WIDTH - first)] {
            let element = if head {
                self.tree.add(Some(row), Tag::TH(TableHeaderScope::Column))
            } else {
                self.tree.add(Some(row), Tag::TD)
            };
            let x = if self.guide.rtl && x > 0.0 { x + GAP } else { x };
            let mut top = 3.0;
            for mut line in self.setter.set(&[(text, head)], style, width)? {
                line.baseline += top;
                top += line.height;
                marks.push(Mark::Line { line, x, element });
            }
            height = height.max(top + 3.0);
        }
        marks.push(Mark::Rule { x: 0.0, y: height, width: WIDTH });
        Ok(vec![Row { space: 0.0, height, marks, keep: false, bookmark: None }])
    }
}
