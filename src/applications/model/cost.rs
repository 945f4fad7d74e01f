//! The cost table: lines with how many and how much each, totals in whole cents, and the least sum when a proposal can be
//! done smaller (ux.md C4).

use super::section::{Fault, Fields, one, whole_number};

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostLine {
    /// What the money is for.
    pub item: String,
    /// How many.
    pub count: u32,
    /// Price of one, in cents.
    pub each_cents: i64,
    /// True when it comes back each year.
    pub yearly: bool,
    /// Where the price comes from.
    pub source: String,
}

impl CostLine {
    /// Cents of the line.
    pub fn cents(&self) -> i64 {
        i64::from(self.count).saturating_mul(self.each_cents)
    }
}

/// The whole table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CostTable {
    /// Its lines.
    pub lines: Vec<CostLine>,
    /// The least sum in cents with which the proposal still makes sense, when it can be done smaller.
    pub least_cents: Option<i64>,
}

/// No single price or sum may pass this many cents: a hundred million dollars, far from any overflow.
const MOST_CENTS: i64 = 10_000_000_000;

/// An amount as people type it, in cents: `1200`, `$1,200`, `1200.50`. Nothing when it is not one.
pub fn cents_of(text: &str) -> Option<i64> {
    let plain: String = text.chars().filter(|c| !matches!(c, ',' | ' ' | '$' | '\u{a0}')).collect();
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > 2 || (plain.ends_with('.')) {
        return None;
    }
    let cents: i64 = format!("{part:0<2}").parse().ok()?;
    let total = whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(cents)?;
    (total <= MOST_CENTS).then_some(total)
}

fn column<'a>(fields: &'a Fields, name: &str, line: usize) -> &'a str {
    fields.get(name).and_then(|values| values.get(line)).map_or("", String::as_str)
}

const COLUMNS: [&str; 5] = ["item", "count", "each", "yearly", "source"];

fn line_count(fields: &Fields) -> usize {
    COLUMNS.iter().filter_map(|name| fields.get(*name)).map(Vec::len).max().unwrap_or(0)
}

/// Leaves out lines in which nothing was typed; whether something comes back each year says nothing alone.
pub(super) fn drop_empty_lines(fields: &mut Fields) {
    let kept: Vec<usize> = (0..line_count(fields))
        .filter(|line| COLUMNS.iter().any(|name| *name != "yearly" && !column(fields, name, *line).is_empty()))
        .collect();
    for name in COLUMNS {
        let values = kept.iter().map(|line| column(fields, name, *line).to_owned()).collect();
        fields.insert(name.to_owned(), values);
    }
}

impl CostTable {
    /// Reads what can be read: a line whose price is not one yet counts as nothing.
    pub fn of(fields: &Fields) -> Self {
        let lines = (0..line_count(fields))
            .map(|line| CostLine {
                item: column(fields, "item", line).to_owned(),
                count: whole_number(column(fields, "count", line)).unwrap_or(0),
                each_cents: cents_of(column(fields, "each", line)).unwrap_or(0),
                yearly: column(fields, "yearly", line) == "yes",
                source: column(fields, "source", line).to_owned(),
            })
            .collect();
        let least_cents = if one(fields, "scalable") == "yes" { cents_of(one(fields, "least")) } else { None };
        Self { lines, least_cents }
    }

    /// Cents of all lines.
    pub fn total_cents(&self) -> i64 {
        self.lines.iter().fold(0, |sum, line| sum.saturating_add(line.cents()))
    }

    /// What the table lacks, line by line.
    pub(super) fn faults(fields: &Fields) -> Vec<Fault> {
        let mut faults = Vec::new();
        let lines = line_count(fields);
        if lines == 0 {
            faults.push(Fault::new("item-1", "cost-no-lines"));
        }
        for line in 0..lines {
            let number = line + 1;
            let mut fault = |name: &str, key| faults.push(Fault::new(format!("{name}-{number}"), key).with("line", number));
            if column(fields, "item", line).is_empty() {
                fault("item", "cost-item-empty");
            }
            if whole_number(column(fields, "count", line)).is_none_or(|n| n == 0) {
                fault("count", "cost-count-wrong");
            }
            if cents_of(column(fields, "each", line)).is_none() {
                fault("each", "cost-each-wrong");
            }
        }
        let table = Self::of(fields);
        if one(fields, "scalable") == "yes" {
            match table.least_cents {
                None => faults.push(Fault::new("least", "cost-least-empty")),
                Some(least) if least >= table.total_cents() || least == 0 => {
                    faults.push(Fault::new("least", "cost-least-too-much"))
                }
                Some(_) => {}
            }
        }
        if table.total_cents() > MOST_CENTS {
            faults.push(Fault::new("each-1", "cost-too-much"));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn table(lines: &[[&str; 3]], more: &[(&str, &str)]) -> Fields {
        let mut fields = Fields::new();
        for (index, name) in ["item", "count", "each"].into_iter().enumerate() {
            fields.insert(name.to_owned(), lines.iter().map(|line| line[index].to_owned()).collect());
        }
        for (name, value) in more {
            fields.insert((*name).to_owned(), vec![(*value).to_owned()]);
        }
        fields
    }

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (text, cents) in [
            ("1200", Some(120_000)),
            ("$1,200", Some(120_000)),
            ("1200.5", Some(120_050)),
            (" 0.07 ", Some(7)),
            ("", None),
            ("12.345", None),
            ("12.", None),
            ("-5", None),
            ("1e9", None),
            ("٣", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(cents_of(text), cents, "{text:?}");
        }
    }

    #[test]
    fn lines_are_added_up_exactly_and_faults_name_their_line() {
        let fields = table(&[["Rent", "12", "1,000"], ["Bikes", "3", "99.99"]], &[("scalable", "no")]);
        assert_eq!(CostTable::of(&fields).total_cents(), 1_229_997);
        assert!(CostTable::faults(&fields).is_empty());
        let faults = CostTable::faults(&table(&[["Rent", "12", "1"], ["", "x", "much"]], &[]));
        let named: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(named, ["item-2", "count-2", "each-2"]);
    }

    #[test]
    fn the_least_sum_is_asked_for_when_a_proposal_can_be_smaller_and_is_less_than_the_whole() {
        let with = |least: &str| CostTable::faults(&table(&[["Rent", "1", "100"]], &[("scalable", "yes"), ("least", least)]));
        assert_eq!(with("")[0].key, "cost-least-empty");
        assert_eq!(with("100")[0].key, "cost-least-too-much");
        assert!(with("60").is_empty());
    }

    #[test]
    fn empty_lines_go_and_the_others_keep_their_columns() {
        let mut fields = table(&[["", "", ""], ["Rent", "1", "2"]], &[]);
        fields.insert("yearly".to_owned(), vec!["yes".to_owned(), "no".to_owned()]);
        drop_empty_lines(&mut fields);
        let lines = CostTable::of(&fields).lines;
        assert_eq!((lines.len(), lines[0].item.as_str(), lines[0].yearly), (1, "Rent", false));
    }

    proptest! {
        #[test]
        fn any_text_is_an_amount_or_not_and_never_a_panic(text in "\\PC{0,30}") {
            if let Some(cents) = cents_of(&text) {
                prop_assert!((0..=MOST_CENTS).contains(&cents));
            }
        }
    }
}
