//! Form grammar: one question a page, the label is the heading, errors stand at the field and say what to do.

use maud::{Markup, Render, html};

use super::Faults;
use crate::platform::web::{Ctx, csrf};

/// A form that posts to `action` with its anti-forgery field. `#errors` makes the browser scroll to the summary on a 422.
pub fn form(ctx: &Ctx, id: &str, action: &str, body: impl Render) -> Markup {
    html! {
        form id=(id) method="post" action={ (action) "#errors" } novalidate {
            input type="hidden" name=(csrf::FIELD) value=(ctx.csrf_token());
            (body)
        }
    }
}

/// A form that may carry files; `what` is one of them for the words of the button before it.
pub fn upload_form(ctx: &Ctx, id: &str, action: &str, body: impl Render) -> Markup {
    html! {
        form id=(id) method="post" enctype="multipart/form-data" action={ (action) "#errors" } novalidate {
            input type="hidden" name=(csrf::FIELD) value=(ctx.csrf_token());
            (body)
        }
    }
}

/// A file field with its label, hint and error. `accept` helps the phone offer the right files; only the bytes decide.
pub fn file_field(ctx: &Ctx, faults: &Faults, name: &'static str, (label, hint): (&str, &str), accept: &str) -> Markup {
    let error = faults.at(ctx, name);
    let (hint_id, error_id) = (format!("{name}-hint"), format!("{name}-error"));
    let described = if error.is_some() { format!("{hint_id} {error_id}") } else { hint_id.clone() };
    html! {
        div.field .wrong[error.is_some()] {
            label for=(name) { (label) }
            p.hint id=(hint_id) { (hint) }
            @if let Some(error) = &error { p.error id=(error_id) { (error) } }
            input id=(name) name=(name) type="file" accept=(accept) aria-describedby=(described)
                aria-invalid=[error.is_some().then_some("true")];
        }
    }
}

/// A choice from a list that is too long for radios.
pub fn select(ctx: &Ctx, faults: &Faults, name: &'static str, label: &str, choices: &[Choice]) -> Markup {
    let error = faults.at(ctx, name);
    let error_id = format!("{name}-error");
    html! {
        div.field .wrong[error.is_some()] {
            label for=(name) { (label) }
            @if let Some(error) = &error { p.error id=(error_id) { (error) } }
            select id=(name) name=(name) aria-describedby=[error.is_some().then_some(&error_id)]
                aria-invalid=[error.is_some().then_some("true")] {
                @for choice in choices { option value=(choice.value) selected[choice.chosen] { (choice.label) } }
            }
        }
    }
}

/// One text field.
pub struct Field<'a> {
    /// Id and name.
    pub name: &'static str,
    /// Words of the label.
    pub label: String,
    /// True when the label is the page's heading.
    pub heading: bool,
    /// A hint under the label.
    pub hint: Option<String>,
    /// What was typed before.
    pub value: &'a str,
    /// `type`, `inputmode` and `autocomplete`.
    pub kind: (&'static str, &'static str, &'static str),
    /// Wide fields for addresses and names, short ones for codes.
    pub wide: bool,
}

/// Renders a text field with its label, hint and error.
pub fn text_field(ctx: &Ctx, faults: &Faults, field: &Field<'_>) -> Markup {
    let error = faults.at(ctx, field.name);
    let hint_id = field.hint.as_ref().map(|_| format!("{}-hint", field.name));
    let error_id = error.as_ref().map(|_| format!("{}-error", field.name));
    let described: Vec<String> = hint_id.iter().chain(&error_id).cloned().collect();
    let (kind, mode, autocomplete) = field.kind;
    html! {
        div.field .wrong[error.is_some()] {
            @if field.heading {
                h1 { label for=(field.name) { (field.label) } }
            } @else {
                label for=(field.name) { (field.label) }
            }
            @if let (Some(hint), Some(id)) = (&field.hint, &hint_id) { p.hint id=(id) { (hint) } }
            @if let (Some(error), Some(id)) = (&error, &error_id) { p.error id=(id) { (error) } }
            input id=(field.name) name=(field.name) type=(kind) value=(field.value) class=(if field.wide { "wide" } else { "short" })
                inputmode=[(!mode.is_empty()).then_some(mode)] autocomplete=(autocomplete)
                aria-describedby=[(!described.is_empty()).then(|| described.join(" "))]
                aria-invalid=[error.is_some().then_some("true")]
                spellcheck="false" autocapitalize="none" dir="auto";
        }
    }
}

/// One answer among several.
pub struct Choice {
    /// Submitted value.
    pub value: String,
    /// Words of the label.
    pub label: String,
    /// A second line.
    pub hint: Option<String>,
    /// Chosen before.
    pub chosen: bool,
}

fn options(ctx: &Ctx, faults: &Faults, kind: &str, name: &'static str, legend: &Markup, choices: &[Choice]) -> Markup {
    let error = faults.at(ctx, name);
    let error_id = format!("{name}-error");
    html! {
        fieldset.field .wrong[error.is_some()] aria-describedby=[error.is_some().then_some(&error_id)] {
            legend { (legend) }
            @if let Some(error) = &error { p.error id=(error_id) { (error) } }
            @for (index, choice) in choices.iter().enumerate() {
                // The first option carries the field's own id, so that the error summary's link lands on it.
                @let id = if index == 0 { name.to_owned() } else { format!("{name}-{index}") };
                @let hint_id = format!("{id}-hint");
                div.option {
                    input type=(kind) id=(id) name=(name) value=(choice.value) checked[choice.chosen]
                        aria-describedby=[choice.hint.is_some().then_some(&hint_id)];
                    label for=(id) { (choice.label) }
                    @if let Some(hint) = &choice.hint { p.hint id=(hint_id) { (hint) } }
                }
            }
        }
    }
}

/// Radios; the legend usually holds the page's `h1`.
pub fn radios(ctx: &Ctx, faults: &Faults, name: &'static str, legend: &Markup, choices: &[Choice]) -> Markup {
    options(ctx, faults, "radio", name, legend, choices)
}

/// Checkboxes.
pub fn checkboxes(ctx: &Ctx, faults: &Faults, name: &'static str, legend: &Markup, choices: &[Choice]) -> Markup {
    options(ctx, faults, "checkbox", name, legend, choices)
}

/// The one primary button of a page.
pub fn buttons(words: &str) -> Markup {
    html! { p.buttons { button.primary { (words) } } }
}

/// Several lines of text with their label and error.
pub fn text_area(ctx: &Ctx, faults: &Faults, name: &'static str, label: &str, value: &str) -> Markup {
    long_text(ctx, faults, name, (label, None), value)
}

/// Several lines of text with their label, hint and error.
pub fn long_text(ctx: &Ctx, faults: &Faults, name: &'static str, (label, hint): (&str, Option<&str>), value: &str) -> Markup {
    let error = faults.at(ctx, name);
    let error_id = error.as_ref().map(|_| format!("{name}-error"));
    let hint_id = hint.map(|_| format!("{name}-hint"));
    let described: Vec<&str> = hint_id.iter().chain(&error_id).map(String::as_str).collect();
    html! {
        div.field .wrong[error.is_some()] {
            label for=(name) { (label) }
            @if let (Some(id), Some(hint)) = (&hint_id, hint) { p.hint id=(id) { (hint) } }
            @if let (Some(id), Some(text)) = (&error_id, &error) { p.error id=(id) { (text) } }
            textarea id=(name) name=(name) rows="6" autocomplete="off" spellcheck="false" dir="auto"
                aria-describedby=[(!described.is_empty()).then(|| described.join(" "))]
                aria-invalid=[error.is_some().then_some("true")] { "\n" (value) }
        }
    }
}
