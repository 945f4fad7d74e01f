//! What changed between two times an application was handed in, field by field and word by word.

use maud::{Markup, html};

use super::{
    super::model::{Draft, Fields, SectionName, differences},
    marked, section_words,
};
use crate::platform::web::Ctx;

fn joined(fields: Option<&Fields>, name: &str) -> String {
    fields.and_then(|fields| fields.get(name)).map(|values| values.join("\n")).unwrap_or_default()
}

/// Every field that differs, under its section's name; nothing when they say the same.
pub fn round_differences(ctx: &Ctx, earlier: &Draft, later: &Draft) -> Markup {
    let lang = later.application.source_lang.as_str();
    let fields = |draft: &Draft, section| draft.sections.get(&section).map(|saved| saved.fields.clone());
    let mut found: Vec<(SectionName, &'static str, String, String)> = Vec::new();
    for section in SectionName::ALL {
        let (before, after) = (fields(earlier, section), fields(later, section));
        for spec in section.fields() {
            let (before, after) = (joined(before.as_ref(), spec.name), joined(after.as_ref(), spec.name));
            if before != after {
                found.push((section, spec.name, before, after));
            }
        }
    }
    html! {
        @for (section, field, before, after) in &found {
            h3 {
                (section_words(ctx, *section))
                @let name = ctx.t(&format!("field-{field}"));
                @if *section != SectionName::Cost { ": " (name) }
            }
            p.kept-lines dir="auto" lang=(lang) { (marked(ctx, &differences(before, after))) }
        }
    }
}
