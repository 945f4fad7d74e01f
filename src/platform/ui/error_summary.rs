//! Faults of a form: a summary at the top that links to each field, and the same words at the field itself.

use std::borrow::Cow;

use maud::{Markup, html};

use crate::platform::{i18n::Arg, web::Ctx};

/// One fault at one field.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Id of the field it belongs to.
    pub field: Cow<'static, str>,
    /// Catalog key of the sentence.
    pub key: &'static str,
    /// Values for the sentence.
    pub args: Vec<(&'static str, Arg)>,
}

/// The faults of one form, in the order of its fields.
#[derive(Clone, Debug, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// No faults.
    pub fn none() -> Self {
        Self::default()
    }

    /// A single fault.
    pub fn one(field: &'static str, key: &'static str) -> Self {
        Self::default().with(field, key, vec![])
    }

    /// Adds a fault.
    #[must_use]
    pub fn with(mut self, field: impl Into<Cow<'static, str>>, key: &'static str, args: Vec<(&'static str, Arg)>) -> Self {
        self.0.push(Fault { field: field.into(), key, args });
        self
    }

    /// True when the form is fine.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words of a field's first fault.
    pub fn at(&self, ctx: &Ctx, field: &str) -> Option<String> {
        self.0.iter().find(|fault| fault.field == field).map(|fault| ctx.tf(fault.key, &fault.args))
    }

    /// The summary; nothing when there are no faults. The script moves focus to it; without script it is the first thing in `main`.
    pub fn summary(&self, ctx: &Ctx) -> Markup {
        html! {
            @if !self.0.is_empty() {
                div.errors #errors tabindex="-1" { div role="alert" {
                    h2 { (ctx.t("form-problem")) }
                    ul {
                        @for fault in &self.0 {
                            li { a href={ "#" (fault.field) } { (ctx.tf(fault.key, &fault.args)) } }
                        }
                    }
                } }
            }
        }
    }
}
