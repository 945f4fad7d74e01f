//! Lists people read: answers to check, tasks with their state, details that open.

use maud::{Markup, Render, html};

/// One answer on a check page.
pub struct SummaryRow {
    /// What was asked.
    pub name: Markup,
    /// What was answered.
    pub value: Markup,
    /// Address and words of the change link, with hidden words that say what it changes.
    pub change: Option<(String, String, String)>,
}

/// Answers to check, each with its change link.
pub fn summary_list(rows: &[SummaryRow]) -> Markup {
    html! {
        dl.summary {
            @for row in rows {
                div {
                    dt { (row.name) }
                    dd { (row.value) }
                    @if let Some((address, words, about)) = &row.change {
                        dd.change { a href=(address) { (words) span.unseen { " " (about) } } }
                    }
                }
            }
        }
    }
}

/// One task of a list.
pub struct TaskRow {
    /// Words of the task.
    pub name: String,
    /// Where it is done; `None` while it cannot be done yet.
    pub address: Option<String>,
    /// State in words.
    pub state: String,
    /// True when it is done: plain text, so that what is open stands out.
    pub done: bool,
    /// One line more.
    pub note: Option<String>,
}

/// Tasks with their state in words; the whole row's name is the link.
pub fn task_list(rows: &[TaskRow]) -> Markup {
    html! {
        ol.tasks {
            @for row in rows {
                li {
                    span.task {
                        @if let Some(address) = &row.address { a href=(address) { (row.name) } } @else { (row.name) }
                        @if let Some(note) = &row.note { span.hint { (note) } }
                    }
                    " "
                    @if row.done { span.state { (row.state) } } @else { span.state.open { (row.state) } }
                }
            }
        }
    }
}

/// Words that open on demand.
pub fn details(words: &str, body: impl Render) -> Markup {
    html! { details { summary { (words) } div.inside { (body) } } }
}
