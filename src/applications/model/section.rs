//! The ten sections of an application, their fields, and what a finished section must hold (ux.md C3).

use std::collections::BTreeMap;

use super::cost::CostTable;

/// What stands in a section: each field's values; one, but for the lines of the cost table.
pub type Fields = BTreeMap<String, Vec<String>>;

/// A section; each is one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SectionName {
    /// What it is called, and its issue area.
    Name,
    /// One sentence.
    Summary,
    /// What will happen.
    What,
    /// Who gains and how many.
    Who,
    /// Where.
    Where,
    /// What it costs.
    Cost,
    /// Who will run it.
    Team,
    /// When.
    When,
    /// Pictures and files.
    Photos,
    /// Words to be read aloud.
    Aloud,
}

/// How a field is asked for and checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One line.
    Line,
    /// Paragraphs.
    Text,
    /// A whole number.
    Number,
    /// An issue area's code.
    Area,
    /// `yes` or `no`.
    YesNo,
    /// An amount of money.
    Amount,
    /// A column of the cost table, one value a line.
    Column,
}

/// A field of a section.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// Name in forms, in storage and in catalog keys (`field-…`).
    pub name: &'static str,
    /// How it is asked for.
    pub kind: FieldKind,
    /// Most characters of a finished section.
    pub max_chars: usize,
    /// Most words of a finished section; 0 for no limit.
    pub max_words: usize,
    /// A finished section may leave it empty.
    pub optional: bool,
}

const fn field(name: &'static str, kind: FieldKind, max_chars: usize, max_words: usize) -> FieldSpec {
    FieldSpec { name, kind, max_chars, max_words, optional: false }
}

const fn optional(name: &'static str, kind: FieldKind, max_chars: usize) -> FieldSpec {
    FieldSpec { name, kind, max_chars, max_words: 0, optional: true }
}

/// Most lines of a cost table.
pub const MAX_LINES: usize = 40;

/// Most characters of a field in a draft: what is too long is kept and told, so that its writer can shorten it.
const KEPT_CHARS: usize = 20_000;

impl SectionName {
    /// Every section in the order of the task list.
    pub const ALL: [Self; 10] = [
        Self::Name,
        Self::Summary,
        Self::What,
        Self::Who,
        Self::Where,
        Self::Cost,
        Self::Team,
        Self::When,
        Self::Photos,
        Self::Aloud,
    ];

    /// Stable name in addresses, the database and catalog keys (`section-…`).
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Summary => "summary",
            Self::What => "what",
            Self::Who => "who",
            Self::Where => "where",
            Self::Cost => "cost",
            Self::Team => "team",
            Self::When => "when",
            Self::Photos => "photos",
            Self::Aloud => "aloud",
        }
    }

    /// Reads a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.code() == code)
    }

    /// The section after this one.
    pub fn next(self) -> Option<Self> {
        let at = Self::ALL.iter().position(|section| *section == self)?;
        Self::ALL.get(at + 1).copied()
    }

    /// Its fields in order. Lengths: ux.md C3 and the writing rules of B0.
    pub fn fields(self) -> &'static [FieldSpec] {
        use FieldKind::{Amount, Area, Column, Line, Number, Text, YesNo};
        const NAME: &[FieldSpec] = &[field("title", Line, 60, 0), field("area", Area, 20, 0)];
        const SUMMARY: &[FieldSpec] = &[field("summary", Text, 600, 30)];
        const WHAT: &[FieldSpec] = &[field("description", Text, 4000, 250)];
        const WHO: &[FieldSpec] = &[field("people", Number, 9, 0), field("gains", Text, 1000, 100)];
        const WHERE: &[FieldSpec] = &[field("place", Line, 120, 0), optional("spot", Line, 40)];
        const COST: &[FieldSpec] = &[
            field("item", Column, 120, 0),
            field("count", Column, 9, 0),
            field("each", Column, 16, 0),
            field("yearly", Column, 4, 0),
            field("source", Column, 200, 0),
            field("scalable", YesNo, 4, 0),
            optional("least", Amount, 16),
        ];
        const TEAM: &[FieldSpec] = &[field("runner", Text, 2000, 150), optional("partners", Text, 1000)];
        const WHEN: &[FieldSpec] = &[field("start", Line, 120, 0), field("months", Number, 3, 0)];
        const ALOUD: &[FieldSpec] = &[optional("aloud", Text, 2000)];
        match self {
            Self::Name => NAME,
            Self::Summary => SUMMARY,
            Self::What => WHAT,
            Self::Who => WHO,
            Self::Where => WHERE,
            Self::Cost => COST,
            Self::Team => TEAM,
            Self::When => WHEN,
            Self::Photos => &[],
            Self::Aloud => ALOUD,
        }
    }

    /// The fields as they came from a form: known ones only, empty cost lines left out. What is too long is for `check` to say.
    pub fn take<'a>(self, mut values: impl FnMut(&'static str) -> Vec<&'a str>) -> Fields {
        let mut fields = Fields::new();
        for spec in self.fields() {
            let most = if spec.kind == FieldKind::Column { MAX_LINES } else { 1 };
            let cut = |raw: &str| raw.trim().replace("\r\n", "\n").chars().take(KEPT_CHARS).collect::<String>();
            fields.insert(spec.name.to_owned(), values(spec.name).into_iter().take(most).map(cut).collect());
        }
        if self == Self::Cost {
            super::cost::drop_empty_lines(&mut fields);
        }
        fields
    }
}

/// Something a finished section still lacks. `key` is the catalog's sentence, `args` its values, `field` the input's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Id of the field.
    pub field: String,
    /// Catalog key.
    pub key: &'static str,
    /// Values for the sentence: name and number.
    pub args: Vec<(&'static str, usize)>,
}

impl Fault {
    pub(super) fn new(field: impl Into<String>, key: &'static str) -> Self {
        Self { field: field.into(), key, args: Vec::new() }
    }

    pub(super) fn with(mut self, name: &'static str, value: usize) -> Self {
        self.args.push((name, value));
        self
    }
}

/// The first value of a field; empty when there is none.
pub fn one<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.get(name).and_then(|values| values.first()).map_or("", String::as_str)
}

/// Words of a text, as the limits count them.
pub fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// A whole number as people type it, such as `1,200`.
pub fn whole_number(text: &str) -> Option<u32> {
    let plain: String = text.chars().filter(|c| !matches!(c, ',' | ' ' | '\u{a0}')).collect();
    plain.parse().ok()
}

/// What a section lacks before it may be called finished; nothing for a finished one.
pub fn check(section: SectionName, fields: &Fields) -> Vec<Fault> {
    let mut faults = Vec::new();
    for spec in section.fields() {
        if spec.kind == FieldKind::Column {
            let values = fields.get(spec.name).into_iter().flatten().zip(1_usize..);
            faults.extend(values.filter_map(|(value, line)| too_long(format!("{}-{line}", spec.name), value, spec.max_chars)));
        } else {
            faults.extend(check_field(spec, one(fields, spec.name)));
        }
    }
    if section == SectionName::Cost {
        faults.extend(CostTable::faults(fields));
    }
    faults
}

fn check_field(spec: &FieldSpec, value: &str) -> Option<Fault> {
    if value.is_empty() {
        return (!spec.optional).then(|| Fault::new(spec.name, empty_key(spec.name)));
    }
    match spec.kind {
        FieldKind::Number if whole_number(value).is_none_or(|n| n == 0) => Some(Fault::new(spec.name, "field-number-wrong")),
        FieldKind::Amount if super::cents_of(value).is_none() => Some(Fault::new(spec.name, "field-amount-wrong")),
        _ if spec.max_words > 0 && words(value) > spec.max_words => {
            Some(Fault::new(spec.name, "field-too-many-words").with("words", words(value)).with("limit", spec.max_words))
        }
        _ => too_long(spec.name, value, spec.max_chars),
    }
}

fn too_long(field: impl Into<String>, value: &str, limit: usize) -> Option<Fault> {
    let letters = value.chars().count();
    (letters > limit).then(|| Fault::new(field, "field-too-long").with("letters", letters).with("limit", limit))
}

fn empty_key(name: &str) -> &'static str {
    match name {
        "title" => "field-title-empty",
        "area" => "field-area-empty",
        "summary" => "field-summary-empty",
        "description" => "field-description-empty",
        "people" => "field-people-empty",
        "gains" => "field-gains-empty",
        "place" => "field-place-empty",
        "scalable" => "field-scalable-empty",
        "runner" => "field-runner-empty",
        "start" => "field-start-empty",
        _ => "field-months-empty",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), vec![(*value).to_owned()])).collect()
    }

    #[test]
    fn every_section_has_its_name_and_its_fields_their_own() {
        for section in SectionName::ALL {
            assert_eq!(SectionName::parse(section.code()), Some(section));
        }
        let mut names: Vec<&str> = SectionName::ALL.iter().flat_map(|s| s.fields()).map(|f| f.name).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all, "a field's name stands for one field");
    }

    #[test]
    fn a_finished_section_says_what_it_lacks() {
        assert_eq!(check(SectionName::Name, &fields(&[])).len(), 2);
        let long = "word ".repeat(41);
        let faults = check(SectionName::Summary, &fields(&[("summary", long.trim())]));
        assert_eq!(faults, vec![Fault::new("summary", "field-too-many-words").with("words", 41).with("limit", 30)]);
        assert!(check(SectionName::Who, &fields(&[("people", "1,200"), ("gains", "Young people")])).is_empty());
        assert_eq!(check(SectionName::Who, &fields(&[("people", "many"), ("gains", "x")])).len(), 1);
        assert!(check(SectionName::Aloud, &Fields::new()).is_empty());
    }

    #[test]
    fn what_is_too_long_is_kept_and_told_and_unknown_fields_are_left_out() {
        let typed = "x".repeat(100);
        let taken = SectionName::Name.take(|name| if name == "title" { vec![&typed, "second"] } else { vec!["parks"] });
        assert_eq!(taken["title"], vec![typed]);
        assert_eq!(taken.len(), 2);
        let told = Fault::new("title", "field-too-long").with("letters", 100).with("limit", 60);
        assert_eq!(check(SectionName::Name, &taken), vec![told]);
        let lines = fields(&[("item", &"y".repeat(121)), ("count", "1"), ("each", "5"), ("scalable", "no")]);
        let told = Fault::new("item-1", "field-too-long").with("letters", 121).with("limit", 120);
        assert_eq!(check(SectionName::Cost, &lines), vec![told]);
        let many = fields(&[("people", "99999999999"), ("gains", "All")]);
        assert_eq!(check(SectionName::Who, &many), vec![Fault::new("people", "field-number-wrong")]);
    }
}
