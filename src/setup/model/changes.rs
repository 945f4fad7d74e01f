//! What changed between two states of a set-up, setting by setting: for the history, and for two people who saved at once.

use super::{Answers, Draft, Task, show};

/// A setting with its old and its new answer as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedSetting {
    /// Task of the setting.
    pub task: Task,
    /// Its field.
    pub field: &'static str,
    /// Before; empty when there was nothing.
    pub old: String,
    /// After.
    pub new: String,
}

/// A field's answers in one line. Lists whose fields stand side by side are said row by row under one field.
fn line(task: Task, field: &str, answers: &Answers) -> String {
    let rows = |first: &str, others: &[&str]| -> String {
        let row = |(index, value): (usize, &String)| {
            let rest = others.iter().map(|other| answers.at(other, index)).filter(|text| !text.is_empty());
            let rest: Vec<&str> = rest.collect();
            (!rest.is_empty()).then(|| format!("{value}: {}", rest.join(", ")))
        };
        answers.all(first).iter().enumerate().filter_map(row).collect::<Vec<_>>().join(" · ")
    };
    match (task, field) {
        (Task::Zones, "money") => rows("zone_code", &["money"]),
        (Task::Places, "place_name") => rows("place_name", &["place_zone", "place_address", "place_hours_en", "place_hours_es"]),
        (Task::Zones, "zone_code") | (Task::Places, _) => String::new(),
        _ => answers.all(field).join(", "),
    }
}

/// The settings of a task that differ.
pub fn compare(task: Task, old: &Answers, new: &Answers) -> Vec<ChangedSetting> {
    let both = task.fields().iter().map(|field| (*field, line(task, field, old), line(task, field, new)));
    both.filter(|(_, old, new)| old != new).map(|(field, old, new)| ChangedSetting { task, field, old, new }).collect()
}

/// The settings of all tasks that differ between two drafts.
pub fn compare_all(old: &Draft, new: &Draft) -> Vec<ChangedSetting> {
    Task::ALL.into_iter().flat_map(|task| compare(task, &show(task, old), &show(task, new))).collect()
}
