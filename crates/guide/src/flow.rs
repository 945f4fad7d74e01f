//! Rows of marks, poured into frames. Rows that belong together stay together where one frame can hold them.

use crate::tree::Element;
use crate::type_setter::Line;

/// Something to draw. Places are points from the left of its frame and the top of its row.
pub enum Mark {
    /// A line of text.
    Line { line: Line, x: f32, element: Element },
    /// A thin rule, which no screen reader mentions.
    Rule { x: f32, y: f32, width: f32 },
    /// An oval to fill in.
    Oval { x: f32, y: f32, alt: String, element: Element },
    /// A stretch that opens an address.
    Link { x: f32, width: f32, height: f32, url: String, element: Element },
}

/// Marks side by side.
pub struct Row {
    /// Space above, dropped at the top of a frame.
    pub space: f32,
    /// Its own height.
    pub height: f32,
    /// What is drawn.
    pub marks: Vec<Mark>,
    /// Whether the next row must not begin another frame.
    pub keep: bool,
    /// A title for the list of bookmarks.
    pub bookmark: Option<String>,
}

/// A place for rows: page number from 0, and its edges on that page.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    pub page: usize,
    pub left: f32,
    pub top: f32,
    pub bottom: f32,
}

/// A row with its place: page, left and top.
pub struct Placed {
    pub page: usize,
    pub left: f32,
    pub top: f32,
    pub row: Row,
}

/// Pours rows into the frames, which come by number from 0. A chain of rows higher than a frame is broken where it must be.
pub fn pour(rows: Vec<Row>, frame: impl Fn(usize) -> Frame) -> Vec<Placed> {
    let mut placed = Vec::with_capacity(rows.len());
    let (mut number, mut now) = (0, frame(0));
    let mut top = now.top;
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let mut chain = Vec::new();
        for row in rows.by_ref() {
            let keep = row.keep;
            chain.push(row);
            if !keep {
                break;
            }
        }
        let fresh = top <= now.top;
        let high: f32 = chain.iter().map(|row| row.space + row.height).sum();
        if !fresh && top + high > now.bottom {
            number += 1;
            now = frame(number);
            top = now.top;
        }
        for row in chain {
            let space = if top <= now.top { 0.0 } else { row.space };
            if top > now.top && top + space + row.height > now.bottom {
                number += 1;
                now = frame(number);
                top = now.top;
            } else {
                top += space;
            }
            let height = row.height;
            placed.push(Placed { page: now.page, left: now.left, top, row });
            top += height;
        }
    }
    placed
}

/// Rows of a paragraph: one for each line; neither its first nor its last line stands alone in a frame.
pub fn paragraph(lines: Vec<Line>, element: Element, space: f32) -> Vec<Row> {
    let count = lines.len();
    let row = |(at, line): (usize, Line)| Row {
        space: if at == 0 { space } else { 0.0 },
        height: line.height,
        keep: at + 1 < count && (at == 0 || at + 2 == count),
        marks: vec![Mark::Line { line, x: 0.0, element }],
        bookmark: None,
    };
    lines.into_iter().enumerate().map(row).collect()
}

/// Keeps all these rows, and what follows them, together.
pub fn together(mut rows: Vec<Row>) -> Vec<Row> {
    rows.iter_mut().for_each(|row| row.keep = true);
    rows
}
