//! Rows of a `.pb` file: UTF-8 (at times with a byte order mark), `;` between fields, CSV quoting
//! with doubled quotes, which may run over lines. One buffer is reused for all rows.

use super::fault::Fault;
use sha2::{Digest, Sha256};
use std::io::BufRead;

/// The longest row accepted, in bytes: longer ones are a missing closing quote or no `.pb` file.
const LONGEST: usize = 4_000_000;

/// One row: its line (the last one, where a quoted field runs over lines) and its trimmed fields.
pub(super) struct Row<'a> {
    pub(super) line: u64,
    text: &'a str,
    ends: &'a [(u32, u32)],
}

impl<'a> Row<'a> {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Field `k`, or "" beyond the last.
    pub(super) fn get(&self, k: usize) -> &'a str {
        let span = self.ends.get(k).and_then(|&(a, b)| self.text.get(a as usize..b as usize));
        span.unwrap_or_default()
    }
}

/// The rows of a stream.
pub(super) struct Rows<R> {
    source: R,
    hash: Sha256,
    line: u64,
    raw: Vec<u8>,
    plain: String,
    ends: Vec<(u32, u32)>,
}

impl<R: BufRead> Rows<R> {
    pub(super) fn new(source: R) -> Self {
        Self { source, hash: Sha256::new(), line: 0, raw: Vec::new(), plain: String::new(), ends: Vec::new() }
    }

    /// The last line read, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// SHA-256 of all bytes read, lower-case hex.
    pub(super) fn sha256(self) -> String {
        self.hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
    }

    /// The next row that is not blank.
    pub(super) fn next(&mut self) -> Result<Option<Row<'_>>, Fault> {
        loop {
            self.raw.clear();
            if !self.more()? {
                return Ok(None);
            }
            let first = self.line;
            if self.line == 1 && self.raw.starts_with(b"\xef\xbb\xbf") {
                self.raw.drain(..3);
            }
            if self.raw.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            if !self.split_plain()? {
                self.split_quoted(first)?;
            }
            break;
        }
        let quoted = !self.plain.is_empty();
        let bytes = if quoted { self.plain.as_bytes() } else { &self.raw };
        let text = std::str::from_utf8(bytes)
            .map_err(|_| Fault::new(self.line, "this line is not UTF-8 text", "save the file as UTF-8"))?;
        Ok(Some(Row { line: self.line, text, ends: &self.ends }))
    }

    /// Appends one line to `raw`, its line end removed.
    fn more(&mut self) -> Result<bool, Fault> {
        let from = self.raw.len();
        let read = self.source.read_until(b'\n', &mut self.raw);
        let read = read.map_err(|e| Fault::new(self.line + 1, format!("the file cannot be read ({e})"), "try again"))?;
        if read == 0 {
            return Ok(false);
        }
        self.line += 1;
        self.hash.update(self.raw.get(from..).unwrap_or_default());
        while self.raw.len() > from && matches!(self.raw.last(), Some(b'\n' | b'\r')) {
            self.raw.pop();
        }
        if self.raw.len() > LONGEST {
            return Err(Fault::new(self.line, "this row is longer than four million bytes", "look for a missing quote"));
        }
        Ok(true)
    }

    /// Splits a row; says whether it could, that is, whether it holds no quote.
    fn split_plain(&mut self) -> Result<bool, Fault> {
        self.plain.clear();
        self.ends.clear();
        let mut from = 0usize;
        for (k, &b) in self.raw.iter().enumerate() {
            match b {
                b';' => {
                    self.ends.push(trimmed(&self.raw, from, k));
                    from = k + 1;
                }
                b'"' => return Ok(false),
                0 => return Err(zero(self.line, k)),
                _ => {}
            }
        }
        self.ends.push(trimmed(&self.raw, from, self.raw.len()));
        Ok(true)
    }

    /// Splits a row with quotes; reads on while a quote is open.
    fn split_quoted(&mut self, first: u64) -> Result<(), Fault> {
        self.plain.clear();
        self.ends.clear();
        self.no_zero(0)?;
        let mut out: Vec<u8> = Vec::with_capacity(self.raw.len());
        let mut at = 0usize;
        loop {
            while self.raw.get(at) == Some(&b' ') {
                at += 1;
            }
            let start = out.len();
            if self.raw.get(at) == Some(&b'"') {
                at = self.quoted_field(at + 1, first, &mut out)?;
                self.ends.push(span(start, out.len()));
                while self.raw.get(at) == Some(&b' ') {
                    at += 1;
                }
            } else {
                while self.raw.get(at).is_some_and(|&b| b != b';') {
                    out.extend(self.raw.get(at));
                    at += 1;
                }
                self.ends.push(trimmed(&out, start, out.len()));
            }
            match self.raw.get(at) {
                None => break,
                Some(b';') => at += 1,
                Some(_) => {
                    let what = "text follows the closing quote of a field";
                    return Err(Fault::new(self.line, what, "put a semicolon after it, or double the quotes inside it"));
                }
            }
        }
        out.push(b' '); // marks the row as decoded, even if all its fields are empty
        self.plain =
            String::from_utf8(out).map_err(|_| Fault::new(self.line, "this line is not UTF-8 text", "save the file as UTF-8"))?;
        Ok(())
    }

    fn no_zero(&self, from: usize) -> Result<(), Fault> {
        match self.raw.iter().skip(from).position(|&b| b == 0) {
            Some(at) => Err(zero(self.line, at)),
            None => Ok(()),
        }
    }

    /// Copies a quoted field from after its first quote; gives the place after its last one.
    fn quoted_field(&mut self, mut at: usize, first: u64, out: &mut Vec<u8>) -> Result<usize, Fault> {
        loop {
            match (self.raw.get(at), self.raw.get(at + 1)) {
                (Some(b'"'), Some(b'"')) => {
                    out.push(b'"');
                    at += 2;
                }
                (Some(b'"'), _) => return Ok(at + 1),
                (Some(&b), _) => {
                    out.push(b);
                    at += 1;
                }
                (None, _) => {
                    if !self.more()? {
                        let todo = "end it with a quote, and double quotes inside it";
                        return Err(Fault::new(first, "a quoted field is not closed", todo));
                    }
                    self.no_zero(at)?;
                    out.push(b'\n');
                }
            }
        }
    }
}

fn zero(line: u64, at: usize) -> Fault {
    Fault::new(line, format!("byte {} is zero", at + 1), "save the file as UTF-8 text")
}

fn span(a: usize, b: usize) -> (u32, u32) {
    (u32::try_from(a).unwrap_or(u32::MAX), u32::try_from(b).unwrap_or(u32::MAX))
}

fn trimmed(bytes: &[u8], mut from: usize, mut to: usize) -> (u32, u32) {
    while from < to && bytes.get(from).is_some_and(u8::is_ascii_whitespace) {
        from += 1;
    }
    while to > from && bytes.get(to - 1).is_some_and(u8::is_ascii_whitespace) {
        to -= 1;
    }
    span(from, to)
}
