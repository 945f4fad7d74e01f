//! What changed in an application after it was first handed in: the public page shows each change with its day.

use chrono::{DateTime, Utc};

use super::{CostTable, Saved, SectionName, section::one};

/// One change of something voters compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: DateTime<Utc>,
    /// Which field: `title`, `summary`, `place`, `people`, `cost`.
    pub field: &'static str,
    /// Before; for `cost`, cents.
    pub before: String,
    /// After.
    pub after: String,
}

fn shown(section: SectionName, saved: &Saved) -> Vec<(&'static str, String)> {
    let text = |field| one(&saved.fields, field).to_owned();
    match section {
        SectionName::Name => vec![("title", text("title"))],
        SectionName::Summary => vec![("summary", text("summary"))],
        SectionName::Where => vec![("place", text("place"))],
        SectionName::Who => vec![("people", text("people"))],
        SectionName::Cost => vec![("cost", CostTable::of(&saved.fields).total_cents().to_string())],
        _ => Vec::new(),
    }
}

/// The changes in a section's versions, oldest first, that were saved after a moment.
pub fn changes_since(section: SectionName, versions: &[Saved], since: DateTime<Utc>) -> Vec<Change> {
    let mut changes = Vec::new();
    for pair in versions.windows(2) {
        let [earlier, later] = pair else { continue };
        if later.saved_at <= since {
            continue;
        }
        for ((field, before), (_, after)) in shown(section, earlier).into_iter().zip(shown(section, later)) {
            if before != after {
                changes.push(Change { at: later.saved_at, field, before, after });
            }
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_voters_compare_and_only_after_the_moment() {
        let at = |s| DateTime::from_timestamp(s, 0).unwrap_or_default();
        let saved = |version, title: &str, second| Saved {
            version,
            fields: [("title".to_owned(), vec![title.to_owned()]), ("area".to_owned(), vec![format!("A{version}")])].into(),
            completed: true,
            saved_name: "Sample".to_owned(),
            saved_at: at(second),
        };
        let versions = [saved(1, "Park", 1), saved(2, "Big park", 5), saved(3, "Big park", 9), saved(4, "Bigger park", 10)];
        let found = changes_since(SectionName::Name, &versions, at(6));
        assert_eq!(
            found,
            [Change { at: at(10), field: "title", before: "Big park".to_owned(), after: "Bigger park".to_owned() }]
        );
    }
}
