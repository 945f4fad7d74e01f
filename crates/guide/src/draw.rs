//! Draws placed rows into a PDF, and checks it against the rules of accessible PDF (PDF/UA-1).

use krilla::Document;
use krilla::SerializeSettings;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata, TextDirection};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, BBox, ContentTag, SpanTag, Tag};

use crate::flow::{Mark, Placed};
use crate::page_of::{self, FOOT, MARGIN, SIZE, WIDTH};
use crate::tree::{Element, Tree};
use crate::type_setter::{Line, TypeSetter};
use crate::{Guide, GuideFault};

/// Width and height of an oval, in points.
pub const OVAL: (f32, f32) = (26.0, 13.0);

/// Draws all pages and writes the file.
pub fn document(guide: &Guide, setter: &mut TypeSetter, placed: Vec<Placed>, mut tree: Tree) -> Result<Vec<u8>, GuideFault> {
    let fault = |error: String| GuideFault::Write(error);
    let rules = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = rules.map_err(|error| fault(format!("{error:?}")))?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    document.set_metadata(metadata(guide));
    let pages = placed.iter().map(|row| row.page + 1).max().unwrap_or(1);
    let mut outline = Outline::new();
    let mut rows = placed.into_iter().peekable();
    for number in 0..pages {
        let settings = PageSettings::from_wh(SIZE.0, SIZE.1).ok_or_else(|| fault("page size".to_owned()))?;
        let mut page = document.start_page_with(settings);
        let mut links = Vec::new();
        let mut surface = page.surface();
        while let Some(placed) = rows.next_if(|placed| placed.page == number) {
            if let Some(title) = placed.row.bookmark.clone() {
                let place = XyzDestination::new(number, Point::from_xy(placed.left, placed.top));
                outline.push_child(OutlineNode::new(title, place));
            }
            draw_row(&mut surface, placed, &mut tree, &mut links);
        }
        draw_foot(&mut surface, &page_of::foot(setter, guide, number + 1, pages)?);
        surface.finish();
        for (link, alt, element) in links {
            let drawn = page.add_tagged_annotation(Annotation::new_link(link, Some(alt)));
            tree.drawn(element, drawn);
        }
        page.finish();
    }
    document.set_outline(outline);
    document.set_tag_tree(tree.finish(&guide.lang));
    document.finish().map_err(|error| fault(format!("{error:?}")))
}

fn metadata(guide: &Guide) -> Metadata {
    let direction = if guide.rtl { TextDirection::RightToLeft } else { TextDirection::LeftToRight };
    let metadata = Metadata::new().title(guide.title.clone()).language(guide.lang.clone()).text_direction(direction);
    match guide.created {
        Some(day) => metadata.creation_date(DateTime::new(day.year).month(day.month).day(day.day)),
        None => metadata,
    }
}

type Link = (LinkAnnotation, String, Element);

fn draw_row(surface: &mut Surface<'_>, placed: Placed, tree: &mut Tree, links: &mut Vec<Link>) {
    let (left, top, number) = (placed.left, placed.top, placed.page);
    for mark in placed.row.marks {
        match mark {
            Mark::Line { line, x, element } => {
                let drawn = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                draw_line(surface, &line, left + x, top);
                surface.end_tagged();
                tree.drawn(element, drawn);
            }
            Mark::Rule { x, y, width } => {
                surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
                draw_rule(surface, left + x, top + y, width);
                surface.end_tagged();
            }
            Mark::Oval { x, y, alt, element } => {
                let drawn = surface.start_tagged(ContentTag::Other);
                draw_oval(surface, left + x, top + y);
                surface.end_tagged();
                tree.drawn(element, drawn);
                if let Some(edges) = Rect::from_xywh(left + x, top + y, OVAL.0, OVAL.1) {
                    tree.set(element, Tag::Figure(Some(alt)).with_bbox(Some(BBox::new(number, edges))));
                }
            }
            Mark::Link { x, width, height, url, element } => {
                if let Some(edges) = Rect::from_xywh(left + x, top, width, height) {
                    let target = Target::Action(Action::Link(LinkAction::new(url.clone())));
                    links.push((LinkAnnotation::new(edges, target), url, element));
                }
            }
        }
    }
}

fn draw_line(surface: &mut Surface<'_>, line: &Line, x: f32, top: f32) {
    surface.set_fill(Some(Fill { paint: rgb::Color::new(0x14, 0x21, 0x2E).into(), ..Fill::default() }));
    surface.set_stroke(None);
    for run in &line.runs {
        let start = Point::from_xy(x + run.x, top + line.baseline);
        surface.draw_glyphs(start, &run.glyphs, run.font.clone(), &line.text, run.size, false);
    }
}

fn draw_foot(surface: &mut Surface<'_>, lines: &[(Line, f32)]) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
    draw_rule(surface, MARGIN, FOOT - 4.0, WIDTH);
    for (line, x) in lines {
        draw_line(surface, line, MARGIN + x, FOOT);
    }
    surface.end_tagged();
}

fn draw_rule(surface: &mut Surface<'_>, x: f32, y: f32, width: f32) {
    let mut path = PathBuilder::new();
    path.move_to(x, y);
    path.line_to(x + width, y);
    stroke(surface, path, 0.75);
}

/// A box with round ends, as ballots have it.
fn draw_oval(surface: &mut Surface<'_>, x: f32, y: f32) {
    let (wide, high) = OVAL;
    let round = high / 2.0;
    // Control points of a quarter circle.
    let bend = round * 0.5523;
    let (left, right, top, foot, mid) = (x + round, x + wide - round, y, y + high, y + round);
    let mut path = PathBuilder::new();
    path.move_to(left, top);
    path.line_to(right, top);
    path.cubic_to(right + bend, top, x + wide, mid - bend, x + wide, mid);
    path.cubic_to(x + wide, mid + bend, right + bend, foot, right, foot);
    path.line_to(left, foot);
    path.cubic_to(left - bend, foot, x, mid + bend, x, mid);
    path.cubic_to(x, mid - bend, left - bend, top, left, top);
    path.close();
    stroke(surface, path, 1.2);
}

fn stroke(surface: &mut Surface<'_>, path: PathBuilder, width: f32) {
    let Some(path) = path.finish() else { return };
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { paint: rgb::Color::new(0x3B, 0x49, 0x57).into(), width, ..Stroke::default() }));
    surface.draw_path(&path);
    surface.set_stroke(None);
}
