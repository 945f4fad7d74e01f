//! Form parts of the set-up pages: each is named after its field, so that labels, the history and faults use one word.

use maud::{Markup, html};

use super::{super::model::Answers, words};
use crate::platform::{
    ui::{self, Choice, Faults, Field},
    web::Ctx,
};

/// A page's form in the making.
pub struct Parts<'a> {
    /// The request.
    pub ctx: &'a Ctx,
    /// What was answered.
    pub answers: &'a Answers,
    /// What is wrong with it.
    pub faults: &'a Faults,
}

impl Parts<'_> {
    fn field(
        &self,
        name: &'static str,
        kind: (&'static str, &'static str, &'static str),
        hint: Option<&str>,
        wide: bool,
    ) -> Markup {
        let field = Field {
            name,
            label: words::field_name(self.ctx, name),
            heading: false,
            hint: hint.map(|key| self.ctx.t(key)),
            value: self.answers.one(name),
            kind,
            wide,
        };
        ui::text_field(self.ctx, self.faults, &field)
    }

    /// A date with its time, Los Angeles.
    pub fn moment(&self, name: &'static str) -> Markup {
        self.field(name, ("datetime-local", "", "off"), None, false)
    }

    /// A day.
    pub fn day(&self, name: &'static str, hint: &str) -> Markup {
        self.field(name, ("date", "", "off"), Some(hint), false)
    }

    /// A whole number.
    pub fn number(&self, name: &'static str, hint: Option<&str>) -> Markup {
        self.field(name, ("text", "numeric", "off"), hint, false)
    }

    /// One line of text.
    pub fn text(&self, name: &'static str, hint: Option<&str>) -> Markup {
        self.field(name, ("text", "", "off"), hint, true)
    }

    fn choices(&self, name: &'static str, values: &[(&str, String)]) -> Vec<Choice> {
        let choice = |(value, label): &(&str, String)| Choice {
            value: (*value).to_owned(),
            label: label.clone(),
            hint: None,
            chosen: self.answers.has(name, value),
        };
        values.iter().map(choice).collect()
    }

    /// Answers of which several can be ticked.
    pub fn ticks(&self, name: &'static str, values: &[(&str, String)]) -> Markup {
        let legend = html! { (words::field_name(self.ctx, name)) };
        ui::checkboxes(self.ctx, self.faults, name, &legend, &self.choices(name, values))
    }

    /// Yes or nothing.
    pub fn tick(&self, name: &'static str) -> Markup {
        let word = self.ctx.t("setup-yes");
        self.ticks(name, &[("yes", word)])
    }

    /// One answer of several.
    pub fn one_of(&self, name: &'static str, values: &[(&str, String)]) -> Markup {
        let legend = html! { (words::field_name(self.ctx, name)) };
        ui::radios(self.ctx, self.faults, name, &legend, &self.choices(name, values))
    }

    /// One answer of a long list.
    pub fn pick(&self, name: &'static str, values: &[(&str, String)]) -> Markup {
        ui::select(self.ctx, self.faults, name, &words::field_name(self.ctx, name), &self.choices(name, values))
    }

    /// A field of a list whose rows stand side by side; the first carries the field's own id.
    pub fn row(&self, name: &'static str, index: usize, label: &str, wide: bool) -> Markup {
        let id = if index == 0 { name.to_owned() } else { format!("{name}-{index}") };
        let error = (index == 0).then(|| self.faults.at(self.ctx, name)).flatten();
        let error_id = format!("{id}-error");
        html! {
            div.field .wrong[error.is_some()] {
                label for=(id) { (label) }
                @if let Some(error) = &error { p.error id=(error_id) { (error) } }
                input id=(id) name=(name) type="text" value=(self.answers.at(name, index)) dir="auto" autocomplete="off"
                    class=(if wide { "wide" } else { "short" }) aria-describedby=[error.is_some().then_some(&error_id)]
                    aria-invalid=[error.is_some().then_some("true")];
            }
        }
    }
}
