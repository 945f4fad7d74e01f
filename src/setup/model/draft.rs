//! A cycle in the making: rules, dates, zones, texts and places of its latest version, and which tasks were done.

use super::{Contradiction, Task, TaskState, Touch, Touched, contradictions};
use crate::cycles::{Frame, Rulebook, RulebookVersion, Zone};

/// Longest grace after the close, in seconds.
pub const LONGEST_GRACE: u32 = 24 * 60 * 60;
/// The task name of a version that was copied from another cycle.
pub const COPIED: &str = "copy";

/// A cycle's whole set-up at one version.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Version; 0 when nothing was saved.
    pub version: i32,
    /// The rules.
    pub rulebook: Rulebook,
    /// Dates, zones, titles, places.
    pub frame: Frame,
    /// Every zone there is, by name.
    pub zones: Vec<Zone>,
    /// Tasks that were copied or saved.
    pub touched: Touched,
}

impl Draft {
    /// A zone's name.
    pub fn zone_name<'a>(&'a self, code: &'a str) -> &'a str {
        self.zones.iter().find(|zone| zone.code.as_str() == code).map_or(code, |zone| &zone.name)
    }

    /// Where a task stands, given everything that contradicts itself.
    pub fn state(&self, task: Task, found: &[Contradiction]) -> TaskState {
        let own = || found.iter().filter(|one| one.task() == task);
        if own().any(|one| !one.is_missing()) {
            return TaskState::Problem;
        }
        match self.touched.get(&task) {
            None => TaskState::NotStarted,
            Some(Touch::Copied) => TaskState::InProgress,
            Some(Touch::Saved) if own().next().is_some() => TaskState::InProgress,
            Some(Touch::Saved) => TaskState::Completed,
        }
    }

    /// What contradicts itself as it stands.
    pub fn contradictions(&self) -> Vec<Contradiction> {
        contradictions(self)
    }
}

/// The draft that the latest of `versions` made; `standing` is what the tables hold.
pub fn draft_of(versions: &[RulebookVersion], (rulebook, frame): (Rulebook, Frame), zones: Vec<Zone>) -> Draft {
    let mut touched = Touched::new();
    for task in versions.iter().filter_map(|version| version.task.as_deref()) {
        if task == COPIED {
            touched.extend(Task::ALL.map(|task| (task, Touch::Copied)));
        } else if let Some(task) = Task::parse(task) {
            touched.insert(task, Touch::Saved);
        }
    }
    Draft { version: versions.last().map_or(0, |version| version.version), rulebook, frame, zones, touched }
}

/// A name for addresses from a title: lower case, no accents, words joined by hyphens, at most 40 characters.
pub fn slug_of(title: &str) -> String {
    let folded = crate::base::text::folded(title);
    let words = folded.split(' ').map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>());
    let mut slug = String::new();
    for word in words.filter(|word| !word.is_empty()) {
        if slug.len() + word.len() >= 40 {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word);
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::slug_of;

    #[test]
    fn a_title_becomes_a_name_for_addresses() {
        assert_eq!(slug_of("¿Qué debe pagar su zona? 2027"), "que-debe-pagar-su-zona-2027");
        assert_eq!(slug_of("…"), "");
        assert!(slug_of(&"long ".repeat(50)).len() <= 40);
    }
}
