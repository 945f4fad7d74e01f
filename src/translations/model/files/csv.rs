//! CSV for spreadsheets: application, unit, source, target. A cell that a spreadsheet would run as a formula is written with
//! an apostrophe before it, which reading takes off again.

use csv::{ReaderBuilder, WriterBuilder};

use super::{ExportRow, FaultKind, FileFault, Mark, Row, lines::line_of, too_many};

const COLUMNS: [&str; 4] = ["application", "unit", "source", "target"];
/// What spreadsheets take for the beginning of a formula, also in the wide forms of East Asian keyboards.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

/// A cell that no spreadsheet runs.
fn protect(text: &str) -> String {
    if is_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text of a cell that [`protect`] may have written.
fn bare(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => cell,
    }
}

/// Spreadsheets of some countries write semicolons or tabs.
fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    let (_, sign) = [(',', b','), (';', b';'), ('\t', b'\t')]
        .into_iter()
        .max_by_key(|(sign, _)| head.matches(*sign).count())
        .unwrap_or((',', b','));
    sign
}

/// An odd number of quote marks means that one is never closed; the last row that begins is where it went wrong.
fn demand_closed_quotes(text: &str, last_line: usize) -> Result<(), FileFault> {
    if text.matches('"').count() % 2 == 1 { Err(FileFault::at(last_line, FaultKind::Quote)) } else { Ok(()) }
}

/// Where each column stands.
fn columns(record: &csv::StringRecord) -> Option<[usize; 4]> {
    let at = |name: &str| record.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name));
    let mut places = [0; 4];
    for (place, name) in places.iter_mut().zip(COLUMNS) {
        *place = at(name)?;
    }
    (record.len() == COLUMNS.len()).then_some(places)
}

pub(super) fn read(text: &str) -> Result<Vec<Row>, FileFault> {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter(text)).from_reader(text.as_bytes());
    let mut places: Option<[usize; 4]> = None;
    let (mut rows, mut last_line) = (Vec::new(), 1);
    for record in reader.records() {
        let record = record.map_err(|fault| {
            let at = fault.position().map_or(last_line, |position| usize::try_from(position.line()).unwrap_or(last_line));
            FileFault::at(at, FaultKind::Ragged)
        })?;
        // The reader's own count is off by the line end before a row; the byte at which the row begins is right.
        let begins = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        let rest = text.get(begins..).unwrap_or_default();
        let blank = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        last_line = line_of(text.as_bytes(), begins + blank);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let Some([application, unit, source, target]) = places else {
            demand_head(text, &record, last_line)?;
            places = columns(&record);
            continue;
        };
        if record.len() != COLUMNS.len() {
            demand_closed_quotes(text, last_line)?;
            return Err(FileFault::at(last_line, FaultKind::Ragged));
        }
        let cell = |at: usize| bare(record.get(at).unwrap_or_default()).to_owned();
        let (id, key, words) = (cell(application).trim().to_owned(), cell(unit).trim().to_owned(), cell(target));
        if id.is_empty() || key.is_empty() {
            return Err(FileFault::at(last_line, FaultKind::NoId));
        }
        let target = (!words.trim().is_empty()).then_some(words);
        rows.push(Row { line: last_line, application: id, unit: key, source: Mark::Text(cell(source)), target });
        too_many(&rows, last_line)?;
    }
    demand_closed_quotes(text, last_line)?;
    Ok(rows)
}

fn demand_head(text: &str, record: &csv::StringRecord, line: usize) -> Result<(), FileFault> {
    if columns(record).is_some() {
        return Ok(());
    }
    demand_closed_quotes(text, line)?;
    Err(FileFault::at(line, FaultKind::Columns))
}

/// A table for spreadsheets; the mark at its beginning tells them that it is UTF-8.
pub fn table(rows: impl Iterator<Item = [String; 4]>) -> Vec<u8> {
    let mut writer = WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        // Writing into memory does not fail.
        let _ = writer.write_record(row.map(|cell| protect(&cell)));
    }
    writer.into_inner().unwrap_or_default()
}

pub(super) fn write(rows: &[ExportRow]) -> Vec<u8> {
    let cells = |row: &ExportRow| [&row.application, &row.unit, &row.source, &row.target].map(String::clone);
    table(std::iter::once(COLUMNS.map(str::to_owned)).chain(rows.iter().map(cells)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_formula_is_made_harmless_and_comes_back() {
        assert_eq!(protect("=1+1"), "'=1+1");
        assert_eq!(protect("'=1+1"), "''=1+1");
        assert_eq!(protect("'quoted' words"), "'quoted' words");
        assert_eq!(bare("-5"), "-5", "someone who typed it without the apostrophe meant it so");
    }

    #[test]
    fn semicolons_and_other_orders_of_columns_are_read() {
        let rows = read("target;source;unit;application\nuno;one;title;a\n").unwrap();
        assert_eq!(rows[0].target.as_deref(), Some("uno"));
        assert_eq!((rows[0].line, rows[0].unit.as_str()), (2, "title"));
    }

    #[test]
    fn lines_are_counted_through_cells_of_several_lines() {
        let rows = read("application,unit,source,target\r\na,title,\"one\ntwo\",x\r\n\r\nb,title,one,y\r\n").unwrap();
        assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 5]);
    }

    proptest! {
        #[test]
        fn every_cell_comes_back(text in "[ -~=+@'\"\\n,;ñក]{0,40}") {
            let guarded = protect(&text);
            prop_assert_eq!(bare(&guarded), text);
        }
    }
}
