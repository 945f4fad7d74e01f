//! Between a cycle and the forms of its set-up: what each task shows, and how its answers are read back.

mod ballot;
mod counting;
mod dates;
mod eligibility;
mod proposals;
mod zones;

/// The lists of fields and answers that pages go through.
pub mod lists {
    pub use super::{
        counting::{FLAGS, STEPS},
        dates::PHASES,
    };
}

use super::{Answers, Draft, Task};
use crate::{base::Lang, platform::ui::Faults};

/// The answers of a task as they stand in a draft.
pub fn show(task: Task, draft: &Draft) -> Answers {
    let mut answers = Answers::default();
    match task {
        Task::Dates => dates::show(draft, &mut answers),
        Task::Zones => zones::show(draft, &mut answers),
        Task::Eligibility => eligibility::show(draft, &mut answers),
        Task::Proposals => proposals::show(draft, &mut answers),
        Task::Ballot => ballot::show(draft, &mut answers),
        Task::Counting => counting::show(draft, &mut answers),
        Task::Doors => answers.put("door", draft.rulebook.vote.doors.clone()),
        Task::Languages => answers.put("language", draft.rulebook.languages.clone()),
        Task::Texts => {
            for lang in Lang::ALL {
                answers.set(title_field(lang), draft.frame.titles.get(lang.code()).map_or("", String::as_str));
            }
        }
        Task::Places => zones::show_places(draft, &mut answers),
    }
    answers
}

/// Brings a task's answers into a draft. What cannot be read stays as it was and is named.
pub fn read(task: Task, answers: &Answers, draft: &mut Draft) -> Faults {
    let mut reading = Reading { answers, faults: Faults::none() };
    match task {
        Task::Dates => dates::read(&mut reading, draft),
        Task::Zones => zones::read(&mut reading, draft),
        Task::Eligibility => eligibility::read(&mut reading, draft),
        Task::Proposals => proposals::read(&mut reading, draft),
        Task::Ballot => ballot::read(&mut reading, draft),
        Task::Counting => counting::read(&mut reading, draft),
        Task::Doors => draft.rulebook.vote.doors = reading.given("door"),
        Task::Languages => draft.rulebook.languages = reading.given("language"),
        Task::Texts => read_titles(&mut reading, draft),
        Task::Places => zones::read_places(&mut reading, draft),
    }
    reading.faults
}

/// The field of a language's title.
pub fn title_field(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "title_en",
        Lang::Es => "title_es",
    }
}

/// The field of a place's hours in a language.
pub fn hours_field(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "place_hours_en",
        Lang::Es => "place_hours_es",
    }
}

fn read_titles(reading: &mut Reading<'_>, draft: &mut Draft) {
    for lang in Lang::ALL {
        match crate::base::text::one_line(reading.answers.one(title_field(lang)), 120) {
            Ok(title) => {
                draft.frame.titles.insert(lang.code().to_owned(), title);
            }
            Err(_) => reading.fault(title_field(lang), "setup-wrong-title"),
        }
    }
}

/// Answers being read, with what could not be.
struct Reading<'a> {
    answers: &'a Answers,
    faults: Faults,
}

impl Reading<'_> {
    fn fault(&mut self, field: &'static str, key: &'static str) {
        self.faults = std::mem::take(&mut self.faults).with(field, key, vec![]);
    }

    /// A whole number from 0 up.
    fn number<T: std::str::FromStr>(&mut self, field: &'static str, into: &mut T) {
        match self.answers.one(field).parse() {
            Ok(number) => *into = number,
            Err(_) => self.fault(field, "setup-wrong-number"),
        }
    }

    /// Every answer of a field, each once.
    fn given(&self, field: &str) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for value in self.answers.all(field) {
            let value = value.trim().chars().take(40).collect::<String>();
            if !value.is_empty() && !all.contains(&value) {
                all.push(value);
            }
        }
        all
    }

    fn is_yes(&self, field: &str) -> bool {
        self.answers.one(field) == "yes"
    }
}

fn yes(on: bool) -> Vec<String> {
    if on { vec!["yes".to_owned()] } else { Vec::new() }
}
