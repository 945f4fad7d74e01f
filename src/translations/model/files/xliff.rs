//! Reading XLIFF 2.0 as it comes from outside: no document type, no entities of its own, limited depth and tags, and only
//! the elements that carry texts; what other programs add in other namespaces is passed over.

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesRef, BytesStart, Event},
};

use super::{FaultKind, FileFault, Mark, Row, lines, too_many};
use crate::translations::model::languages;

/// The namespace of XLIFF 2.0 and 2.1.
pub(super) const NAMESPACE: &str = "urn:oasis:names:tc:xliff:document:2.0";
/// Attribute of a unit in our own namespace.
pub(super) const HASH: &str = "source-hash";
const MAX_DEPTH: usize = 24;
const MAX_TAG: usize = 4096;

/// What an element is for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Xliff,
    File,
    Group,
    Unit,
    Segment,
    Ignorable,
    Source,
    Target,
    Inline,
    Skipped,
}

/// The unit that is being read.
struct Unit {
    line: usize,
    key: String,
    hash: Option<String>,
    source: String,
    target: String,
    /// What the segment or ignorable that is open holds.
    piece: (String, Option<String>),
    has_target: bool,
}

struct Walk<'a> {
    lang: &'a str,
    prefix: String,
    stack: Vec<Place>,
    application: String,
    unit: Option<Unit>,
    rows: Vec<Row>,
    has_root: bool,
}

fn attributes(tag: &BytesStart<'_>) -> Result<Vec<(String, String)>, FaultKind> {
    if tag.len() > MAX_TAG {
        return Err(FaultKind::LongTag);
    }
    let mut out = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|_| FaultKind::BadXml)?;
        let value = attribute.decoded_and_normalized_value(XmlVersion::Implicit1_0, tag.decoder());
        let value = value.map_err(|_| FaultKind::Entity)?.into_owned();
        out.push((String::from_utf8_lossy(attribute.key.as_ref()).into_owned(), value));
    }
    Ok(out)
}

fn value_of(attributes: &[(String, String)], name: &str) -> Option<String> {
    attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Prefix and local name.
fn name_of(tag: &BytesStart<'_>) -> (String, String) {
    let name = String::from_utf8_lossy(tag.name().as_ref()).into_owned();
    match name.split_once(':') {
        Some((prefix, local)) => (prefix.to_owned(), local.to_owned()),
        None => (String::new(), name),
    }
}

impl Walk<'_> {
    fn root(&mut self, local: &str, attributes: &[(String, String)]) -> Result<Place, FaultKind> {
        let bound = attributes.iter().find(|(key, value)| key.starts_with("xmlns") && value == NAMESPACE);
        let (key, _) = bound.filter(|_| local == "xliff").ok_or(match local {
            "xliff" => FaultKind::Version,
            _ => FaultKind::NotXliff,
        })?;
        key.strip_prefix("xmlns:").unwrap_or_default().clone_into(&mut self.prefix);
        if !matches!(value_of(attributes, "version").as_deref(), Some("2.0" | "2.1")) {
            return Err(FaultKind::Version);
        }
        let target = value_of(attributes, "trgLang").ok_or(FaultKind::Language)?;
        if !languages::fits(self.lang, &target) {
            return Err(FaultKind::Language);
        }
        self.has_root = true;
        Ok(Place::Xliff)
    }

    fn begin(&mut self, tag: &BytesStart<'_>, line: usize) -> Result<Place, FaultKind> {
        let attributes = attributes(tag)?;
        let (prefix, local) = name_of(tag);
        let parent = match self.stack.last() {
            None if self.has_root => return Err(FaultKind::BadXml),
            None => return self.root(&local, &attributes),
            Some(parent) => *parent,
        };
        let is_rebound = attributes.iter().any(|(key, value)| key == "xmlns" && value != NAMESPACE);
        let is_ours = prefix == self.prefix && !is_rebound;
        match (parent, local.as_str()) {
            (Place::Source | Place::Target | Place::Inline, "pc" | "mrk" | "sc" | "ec" | "sm" | "em") if is_ours => {
                Ok(Place::Inline)
            }
            (Place::Source | Place::Target | Place::Inline, _) => Err(FaultKind::InnerMark),
            (Place::Skipped, _) => Ok(Place::Skipped),
            _ if !is_ours => Ok(Place::Skipped),
            (Place::Xliff, "file") => {
                self.application = value_of(&attributes, "id").ok_or(FaultKind::NoId)?;
                Ok(Place::File)
            }
            (Place::File | Place::Group, "group") => Ok(Place::Group),
            (Place::File | Place::Group, "unit") => self.begin_unit(&attributes, line),
            (Place::Unit, "segment") => Ok(Place::Segment),
            (Place::Unit, "ignorable") => Ok(Place::Ignorable),
            (Place::Segment | Place::Ignorable, "source") => Ok(Place::Source),
            (Place::Segment | Place::Ignorable, "target") => {
                if let Some(unit) = &mut self.unit {
                    unit.piece.1 = Some(String::new());
                }
                Ok(Place::Target)
            }
            (_, "file" | "group" | "unit" | "segment" | "ignorable" | "source" | "target") => Err(FaultKind::Misplaced),
            _ => Ok(Place::Skipped),
        }
    }

    fn begin_unit(&mut self, attributes: &[(String, String)], line: usize) -> Result<Place, FaultKind> {
        let key = value_of(attributes, "id").ok_or(FaultKind::NoId)?;
        let ending = format!(":{HASH}");
        let hash = attributes.iter().find(|(name, _)| name.ends_with(&ending)).map(|(_, value)| value.trim().to_owned());
        self.unit = Some(Unit {
            line,
            key,
            hash,
            source: String::new(),
            target: String::new(),
            piece: (String::new(), None),
            has_target: false,
        });
        Ok(Place::Unit)
    }

    fn text(&mut self, text: &str) -> Result<(), FaultKind> {
        // The nearest of the two holds the text; marks in between are part of it.
        let side = self.stack.iter().rev().find(|place| matches!(place, Place::Source | Place::Target));
        match (side, &mut self.unit) {
            (Some(Place::Source), Some(unit)) => unit.piece.0.push_str(text),
            (Some(_), Some(unit)) => unit.piece.1.get_or_insert_default().push_str(text),
            _ if self.stack.is_empty() && !text.trim().is_empty() => return Err(FaultKind::BadXml),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self) {
        let place = self.stack.pop();
        if matches!(place, Some(Place::Segment | Place::Ignorable))
            && let Some(unit) = &mut self.unit
        {
            let (source, target) = std::mem::take(&mut unit.piece);
            unit.has_target |= place == Some(Place::Segment) && target.is_some();
            // Space between sentences is often not repeated in the target.
            let own = if place == Some(Place::Ignorable) {
                target.unwrap_or_else(|| source.clone())
            } else {
                target.unwrap_or_default()
            };
            unit.source.push_str(&source);
            unit.target.push_str(&own);
        }
        if place == Some(Place::Unit)
            && let Some(unit) = self.unit.take()
        {
            self.rows.push(Row {
                line: unit.line,
                application: self.application.clone(),
                unit: unit.key,
                source: unit.hash.map_or(Mark::Text(unit.source), Mark::Hash),
                target: unit.has_target.then_some(unit.target),
            });
        }
    }

    fn take(&mut self, event: &Event<'_>, line: usize) -> Result<(), FaultKind> {
        match event {
            Event::Start(tag) => {
                let place = self.begin(tag, line)?;
                self.stack.push(place);
                if self.stack.len() > MAX_DEPTH { Err(FaultKind::TooDeep) } else { Ok(()) }
            }
            Event::Empty(tag) => {
                let place = self.begin(tag, line)?;
                self.stack.push(place);
                self.end();
                Ok(())
            }
            Event::End(_) => {
                self.end();
                Ok(())
            }
            Event::Text(text) => self.text(&text.xml10_content().map_err(|_| FaultKind::NotUtf8)?),
            Event::CData(text) => self.text(&text.xml10_content().map_err(|_| FaultKind::NotUtf8)?),
            Event::GeneralRef(reference) => {
                let c = character(reference)?;
                self.text(&c.to_string())
            }
            Event::DocType(_) => Err(FaultKind::Dtd),
            Event::Decl(decl) => match decl.encoding() {
                Some(Ok(encoding)) if !encoding.eq_ignore_ascii_case(b"utf-8") => Err(FaultKind::NotUtf8),
                Some(Err(_)) => Err(FaultKind::BadXml),
                _ => Ok(()),
            },
            Event::Comment(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }
}

/// The character that a reference stands for: one of XML's own five, or a number.
fn character(reference: &BytesRef<'_>) -> Result<char, FaultKind> {
    if reference.is_char_ref() {
        let found = reference.resolve_char_ref().map_err(|_| FaultKind::Control)?;
        return found.filter(|c| lines::is_text(*c)).ok_or(FaultKind::Control);
    }
    match &*reference.decode().map_err(|_| FaultKind::NotUtf8)? {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(FaultKind::Entity),
    }
}

pub(super) fn read(text: &str, lang: &str) -> Result<Vec<Row>, FileFault> {
    let mut reader = Reader::from_str(text);
    let mut walk = Walk {
        lang,
        prefix: String::new(),
        stack: Vec::new(),
        application: String::new(),
        unit: None,
        rows: Vec::new(),
        has_root: false,
    };
    let place = |position: u64| usize::try_from(position).unwrap_or(usize::MAX);
    let (mut line, mut counted) = (1, 0);
    loop {
        let at = place(reader.buffer_position()).min(text.len());
        let passed = text.as_bytes().get(counted..at).unwrap_or_default();
        line += passed.iter().filter(|byte| **byte == b'\n').count();
        counted = at;
        let event = reader.read_event().map_err(|fault| {
            let at = lines::line_of(text.as_bytes(), place(reader.error_position()));
            FileFault::at(at, kind_of(&fault))
        })?;
        if matches!(event, Event::Eof) {
            break;
        }
        walk.take(&event, line).map_err(|kind| FileFault::at(line, kind))?;
        too_many(&walk.rows, line)?;
    }
    match (walk.has_root, walk.stack.is_empty()) {
        (true, true) => Ok(walk.rows),
        (true, false) => Err(FileFault::at(line, FaultKind::CutShort)),
        (false, _) => Err(FileFault::at(line, FaultKind::NotXliff)),
    }
}

fn kind_of(fault: &quick_xml::Error) -> FaultKind {
    match fault {
        quick_xml::Error::Syntax(_) => FaultKind::CutShort,
        quick_xml::Error::Encoding(_) => FaultKind::NotUtf8,
        _ => FaultKind::BadXml,
    }
}
