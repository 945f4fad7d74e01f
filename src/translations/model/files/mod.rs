//! Files that translators take along and bring back: XLIFF 2.0 for their programs, CSV for spreadsheets. A file that can't be
//! trusted whole is refused with the line and what to do; what its rows would change is looked at later.

mod csv;
mod lines;
mod xliff;
mod xliff_writer;

use std::collections::BTreeSet;

pub use self::csv::table;
pub use lines::plain;

/// Most texts in one file.
const MAX_ROWS: usize = 20_000;

/// The two kinds of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// XLIFF 2.0.
    Xliff,
    /// Comma-separated values in UTF-8.
    Csv,
}

impl Format {
    /// Reads the name it has in addresses, which is the ending of the file.
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "xlf" => Some(Self::Xliff),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }

    /// Name in addresses and ending of the file.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Xliff => "xlf",
            Self::Csv => "csv",
        }
    }

    /// Media type of the file.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Xliff => "application/xliff+xml; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }
}

/// How a file says which source words it was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// By the words.
    Text(String),
    /// By their hash, as [`source_hash`] makes it.
    Hash(String),
}

/// One text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Line on which it begins, from 1.
    pub line: usize,
    /// Id of the proposal.
    pub application: String,
    /// Key of the unit.
    pub unit: String,
    /// The source it was made from.
    pub source: Mark,
    /// The words; nothing when the file has none.
    pub target: Option<String>,
}

/// One text to be written into a file.
#[derive(Clone, Debug)]
pub struct ExportRow {
    /// Id of the proposal.
    pub application: String,
    /// Zone and number, for people.
    pub label: String,
    /// Key of the unit.
    pub unit: String,
    /// Source words.
    pub source: String,
    /// Words in the target language; empty when there are none.
    pub target: String,
    /// True when they are approved and up to date.
    pub is_final: bool,
}

/// Why a file is refused whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// There is nothing in it.
    Nothing,
    /// It is an archive.
    Archive,
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// A character that no text has, such as NUL.
    Control,
    /// A document type, through which files reach for other files.
    Dtd,
    /// A reference to something the file itself defines.
    Entity,
    /// Elements within elements without end.
    TooDeep,
    /// An element with more attributes than any program writes.
    LongTag,
    /// It is not well-formed XML.
    BadXml,
    /// It ends in the middle.
    CutShort,
    /// XML, but not XLIFF.
    NotXliff,
    /// Another version of XLIFF.
    Version,
    /// For another language.
    Language,
    /// An element stands where it can't.
    Misplaced,
    /// A mark within a text that stands for something else.
    InnerMark,
    /// A text, file or row without its id.
    NoId,
    /// The same text twice.
    Twice,
    /// More texts than a cycle has.
    TooMany,
    /// The four columns are not there.
    Columns,
    /// A row with more or fewer cells than there are columns.
    Ragged,
    /// A quote mark that is never closed.
    Quote,
}

impl FaultKind {
    /// Catalog key of what to do; its value is the line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Nothing => "file-fault-nothing",
            Self::Archive => "file-fault-archive",
            Self::NotUtf8 => "file-fault-not-utf8",
            Self::Control => "file-fault-control",
            Self::Dtd => "file-fault-dtd",
            Self::Entity => "file-fault-entity",
            Self::TooDeep => "file-fault-too-deep",
            Self::LongTag => "file-fault-long-tag",
            Self::BadXml => "file-fault-bad-xml",
            Self::CutShort => "file-fault-cut-short",
            Self::NotXliff => "file-fault-not-xliff",
            Self::Version => "file-fault-version",
            Self::Language => "file-fault-language",
            Self::Misplaced => "file-fault-misplaced",
            Self::InnerMark => "file-fault-inner-mark",
            Self::NoId => "file-fault-no-id",
            Self::Twice => "file-fault-twice",
            Self::TooMany => "file-fault-too-many",
            Self::Columns => "file-fault-columns",
            Self::Ragged => "file-fault-ragged",
            Self::Quote => "file-fault-quote",
        }
    }
}

/// A file refused whole: where and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileFault {
    /// Line, from 1.
    pub line: usize,
    /// Why.
    pub kind: FaultKind,
}

impl FileFault {
    fn at(line: usize, kind: FaultKind) -> Self {
        Self { line, kind }
    }
}

/// Sixteen hexadecimal digits that change with the source words.
pub fn source_hash(text: &str) -> String {
    let hash = ballot::canonical::sha256(&[plain(text).as_bytes()]);
    hex::encode(hash.get(..8).unwrap_or_default())
}

/// Reads a file for a target language.
///
/// # Errors
/// [`FileFault`] with the first line that makes the whole file unfit.
pub fn read(bytes: &[u8], lang: &str) -> Result<(Format, Vec<Row>), FileFault> {
    let text = lines::text_of(bytes)?;
    let (format, rows) = if text.trim_start().starts_with('<') {
        (Format::Xliff, xliff::read(text, lang)?)
    } else {
        (Format::Csv, csv::read(text)?)
    };
    let mut seen = BTreeSet::new();
    for row in &rows {
        if !seen.insert((row.application.as_str(), row.unit.as_str())) {
            return Err(FileFault::at(row.line, FaultKind::Twice));
        }
    }
    if rows.is_empty() {
        return Err(FileFault::at(1, FaultKind::Nothing));
    }
    Ok((format, rows))
}

/// Writes a file. XLIFF names one source language for the whole file: the rows are those of one.
pub fn write(format: Format, (source_lang, target_lang): (&str, &str), rows: &[ExportRow]) -> Vec<u8> {
    match format {
        Format::Xliff => xliff_writer::write((source_lang, target_lang), rows).into_bytes(),
        Format::Csv => csv::write(rows),
    }
}

fn too_many(rows: &[Row], line: usize) -> Result<(), FileFault> {
    if rows.len() > MAX_ROWS { Err(FileFault::at(line, FaultKind::TooMany)) } else { Ok(()) }
}
