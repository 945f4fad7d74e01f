//! The page about it: `docs/load.md`.

use std::fmt::Write;

/// Markdown in the making.
#[derive(Default)]
pub struct Report(String);

impl Report {
    /// A heading.
    pub fn heading(&mut self, words: &str) {
        let _ = write!(self.0, "\n## {words}\n\n");
    }

    /// A line of text.
    pub fn line(&mut self, words: &str) {
        self.0.push_str(words);
        self.0.push('\n');
    }

    /// A table: names of columns (the first is left-aligned), then rows.
    pub fn table(&mut self, names: &[&str], rows: &[Vec<String>]) {
        let rule: Vec<&str> = names.iter().enumerate().map(|(at, _)| if at == 0 { "---" } else { "--:" }).collect();
        let _ = writeln!(self.0, "| {} |\n|{}|", names.join(" | "), rule.join("|"));
        for row in rows {
            let _ = writeln!(self.0, "| {} |", row.join(" | "));
        }
    }

    /// The whole page.
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// A number with as many decimals as say something.
pub fn shown(number: f64) -> String {
    match number.abs() {
        size if size >= 100.0 => {
            let digits = format!("{number:.0}");
            reparto::platform::i18n::grouped(&digits)
        }
        size if size >= 10.0 => format!("{number:.1}"),
        _ => format!("{number:.2}"),
    }
}

/// The one in the middle.
pub fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(0.0)
}

/// A figure to reach.
pub struct Target {
    pub what: &'static str,
    pub measured: f64,
    pub unit: &'static str,
    pub reached: bool,
}

impl Target {
    pub fn row(&self) -> Vec<String> {
        let word = if self.reached { "yes" } else { "no" };
        vec![self.what.to_owned(), format!("{}{}", shown(self.measured), self.unit), word.to_owned()]
    }
}
