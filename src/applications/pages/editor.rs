//! One section of a proposal, its cost table, and the page that two people meet who saved the same section (ux.md C3, C4, C6).

use maud::{Markup, html};

use super::{
    super::{
        links,
        model::{CostTable, Fault, FieldKind, FieldSpec, Fields, GRADE_WANTED, Saved, SectionName, differences, grade},
    },
    Workshop, faults_of, marked, photo_page, section_words, whole,
};
use crate::{
    base::Money,
    platform::{
        ui::{self, Choice, Faults, Field, Page},
        web::Ctx,
    },
};

/// Lines that a cost table shows at least.
const LEAST_LINES: usize = 3;
const AREAS: [&str; 7] = ["HEALTH", "HOUSING", "EDU", "ECON", "WEALTH", "LEGAL", "CIVIC"];

/// What a section's page shows besides the proposal.
pub struct Shown {
    /// Which section.
    pub section: SectionName,
    /// What stands in its fields.
    pub fields: Fields,
    /// The version it began from.
    pub base: i32,
    /// Answer to "have you finished this part?"; nothing when it was not answered.
    pub completed: Option<bool>,
    /// Names of others who have it open.
    pub others: Vec<String>,
    /// What is missing.
    pub faults: Vec<Fault>,
    /// True when the words were kept although something is missing.
    pub kept: bool,
}

impl Shown {
    fn value(&self, name: &str) -> &str {
        self.fields.get(name).and_then(|values| values.first()).map_or("", String::as_str)
    }
}

/// A section's page.
pub fn section(ctx: &Ctx, workshop: &Workshop, shown: &Shown) -> Markup {
    let id = workshop.draft.application.id;
    let open = workshop.draft.application.state.is_open_to_authors();
    let heading = section_words(ctx, shown.section);
    let faults = faults_of(&shown.faults);
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        p { bdi dir="auto" { (workshop.heading(ctx)) } }
        @if shown.kept { (ui::inset(html! { (ctx.t("section-kept")) })) }
        @if !shown.others.is_empty() {
            (ui::inset(html! { (ctx.tf("section-others", &[("names", shown.others.join(", ").into())])) }))
        }
        @if !open { (ui::inset(html! { (ctx.t("application-locked")) })) }
        @if shown.section == SectionName::Photos { (photo_page(ctx, workshop, open, &faults, shown.value("words"))) }
        @if open { (section_form(ctx, workshop, shown, &faults, &ctx.t("section-save"))) }
        @else if shown.section != SectionName::Photos { (ui::summary_list(&read_only(ctx, shown))) }
        p {
            a href=(ctx.link(&format!("{}/history", links::section(id, shown.section)))) { (ctx.t("section-history")) }
            " · " a href=(ctx.link(&links::page(id, "preview"))) { (ctx.t("application-preview")) }
        }
    };
    Page::new(ctx, heading)
        .place(workshop.heading(ctx))
        .error(!faults.is_empty())
        .staff()
        .back(ctx.link(&links::tasks(id)))
        .render(&body)
}

fn read_only(ctx: &Ctx, shown: &Shown) -> Vec<ui::SummaryRow> {
    shown
        .section
        .fields()
        .iter()
        .map(|spec| ui::SummaryRow {
            name: html! { (ctx.t(&format!("field-{}", spec.name))) },
            value: html! { @for value in shown.fields.get(spec.name).into_iter().flatten() { p dir="auto" { (value) } } },
            change: None,
        })
        .collect()
}

fn section_form(ctx: &Ctx, workshop: &Workshop, shown: &Shown, faults: &Faults, button: &str) -> Markup {
    let action = ctx.link(&links::section(workshop.draft.application.id, shown.section));
    let answers = [("yes", "section-completed-yes", Some(true)), ("later", "section-completed-later", Some(false))];
    let choices: Vec<Choice> = answers
        .into_iter()
        .map(|(value, key, answer)| Choice {
            value: value.to_owned(),
            label: ctx.t(key),
            hint: None,
            chosen: shown.completed == answer,
        })
        .collect();
    ui::form(
        ctx,
        "section",
        &action,
        html! {
            input type="hidden" name="base" value=(shown.base);
            @for spec in shown.section.fields().iter().filter(|spec| spec.kind != FieldKind::Column && !is_after_costs(spec)) {
                (one_field(ctx, shown, faults, spec))
            }
            @if shown.section == SectionName::Cost { (costs(ctx, workshop, shown, faults)) }
            @for spec in shown.section.fields().iter().filter(|spec| is_after_costs(spec)) { (one_field(ctx, shown, faults, spec)) }
            (ui::radios(ctx, faults, "completed", &html! { (ctx.t("section-completed")) }, &choices))
            p.buttons {
                button.primary name="go" value="save" { (button) }
                @if shown.section == SectionName::Cost { " " button.secondary name="go" value="add-line" { (ctx.t("cost-add-line")) } }
            }
        },
    )
}

fn is_after_costs(spec: &FieldSpec) -> bool {
    matches!(spec.name, "scalable" | "least")
}

fn one_field(ctx: &Ctx, shown: &Shown, faults: &Faults, spec: &FieldSpec) -> Markup {
    let label = ctx.t(&format!("field-{}", spec.name));
    let hint = ctx.t(&format!("field-{}-hint", spec.name));
    let value = shown.value(spec.name);
    let line = |kind| {
        let field =
            Field { name: spec.name, label: label.clone(), heading: false, hint: Some(hint.clone()), value, kind, wide: true };
        ui::text_field(ctx, faults, &field)
    };
    match spec.kind {
        FieldKind::Text => html! {
            (ui::long_text(ctx, faults, spec.name, (&label, Some(&hint)), value))
            (advice(ctx, value))
        },
        FieldKind::Number | FieldKind::Amount => line(("text", "decimal", "off")),
        FieldKind::Area => {
            let choices: Vec<Choice> = AREAS
                .into_iter()
                .map(|code| Choice {
                    value: code.to_owned(),
                    label: whole::area_words(ctx, code),
                    hint: None,
                    chosen: value == code,
                })
                .collect();
            ui::radios(ctx, faults, spec.name, &html! { (label) }, &choices)
        }
        FieldKind::YesNo => {
            let choices: Vec<Choice> = [("yes", "answer-yes"), ("no", "answer-no")]
                .into_iter()
                .map(|(code, key)| Choice { value: code.to_owned(), label: ctx.t(key), hint: None, chosen: value == code })
                .collect();
            html! { (ui::radios(ctx, faults, spec.name, &html! { (label) }, &choices)) p.hint { (hint) } }
        }
        FieldKind::Line | FieldKind::Column => line(("text", "", "off")),
    }
}

/// How hard a text reads, as advice; only English has the rule behind it.
fn advice(ctx: &Ctx, text: &str) -> Markup {
    let words = text.split_whitespace().count();
    let found = if ctx.lang == crate::base::Lang::En { grade(text) } else { None };
    html! {
        @if words > 0 {
            p.hint {
                (ctx.tf("advice-words", &[("count", words.into())]))
                @if let Some(grade) = found {
                    " " (ctx.tf("advice-grade", &[("grade", (grade / 10).into())]))
                    @if grade > GRADE_WANTED { " " (ctx.t("advice-shorter")) }
                }
            }
        }
    }
}

fn costs(ctx: &Ctx, workshop: &Workshop, shown: &Shown, faults: &Faults) -> Markup {
    let table = CostTable::of(&shown.fields);
    let lines = (table.lines.len() + 1).max(LEAST_LINES);
    let currency = workshop.contest.budget.currency.as_str();
    let (total, budget) = (table.total_cents(), workshop.contest.budget.cents);
    html! {
        @for line in 1..=lines { (cost_line(ctx, shown, faults, line, currency)) }
        p role="status" { strong { (ctx.t("cost-total")) " " (ui::money(&Money::new(total, currency))) } }
        @if total > budget {
            (ui::inset(html! {
                (ctx.tf("cost-over", &[("over", ui::shown(&Money::new(total - budget, currency)).into())]))
            }))
        }
    }
}

fn cost_line(ctx: &Ctx, shown: &Shown, faults: &Faults, line: usize, currency: &str) -> Markup {
    let value = |name: &str| shown.fields.get(name).and_then(|values| values.get(line - 1)).map_or("", String::as_str);
    let input = |name: &str, mode: &'static str| {
        let id = format!("{name}-{line}");
        let error = faults.at(ctx, &id);
        html! {
            div.field .wrong[error.is_some()] {
                label for=(id) { (ctx.t(&format!("cost-{name}"))) span.unseen { ", " (ctx.tf("cost-line", &[("line", line.into())])) } }
                @if let Some(error) = &error { p.error id={ (id) "-error" } { (error) } }
                input id=(id) name=(name) value=(value(name)) type="text" inputmode=[(!mode.is_empty()).then_some(mode)] autocomplete="off"
                    aria-describedby=[error.is_some().then(|| format!("{id}-error"))] aria-invalid=[error.is_some().then_some("true")] dir="auto";
            }
        }
    };
    let total = CostTable::of(&shown.fields).lines.get(line - 1).map(|l| Money::new(l.cents(), currency));
    html! {
        fieldset.card.cost-line {
            legend { (ctx.tf("cost-line", &[("line", line.into())])) }
            (input("item", "")) (input("count", "numeric")) (input("each", "decimal"))
            div.field {
                label for={ "yearly-" (line) } { (ctx.t("cost-yearly-label")) span.unseen { ", " (ctx.tf("cost-line", &[("line", line.into())])) } }
                select id={ "yearly-" (line) } name="yearly" {
                    option value="no" selected[value("yearly") != "yes"] { (ctx.t("cost-once")) }
                    option value="yes" selected[value("yearly") == "yes"] { (ctx.t("cost-yearly")) }
                }
            }
            (input("source", ""))
            @if let Some(total) = total { p { (ctx.t("cost-line-total")) " " (ui::money(&total)) } }
        }
    }
}

/// Two people saved one section: both texts, and one's own still there to be saved (ux.md C6).
pub fn conflict(ctx: &Ctx, workshop: &Workshop, mine: &Shown, theirs: &Saved) -> Markup {
    let heading = ctx.tf(
        "conflict-title",
        &[("name", theirs.saved_name.clone().into()), ("time", ui::clock_time(ctx, theirs.saved_at).into())],
    );
    let address = ctx.link(&links::section(workshop.draft.application.id, mine.section));
    let lang = workshop.draft.application.source_lang.as_str();
    let both = mine.section.fields().iter().filter_map(|spec| {
        let joined = |fields: &Fields| fields.get(spec.name).map(|values| values.join("\n")).unwrap_or_default();
        let (own, other) = (joined(&mine.fields), joined(&theirs.fields));
        (own != other).then(|| (ctx.t(&format!("field-{}", spec.name)), own, other))
    });
    let body = html! {
        h1 { (heading) }
        p { (ctx.t("conflict-lead")) }
        @for (name, own, other) in both {
            section.card {
                h2 { (name) }
                h3 { (ctx.tf("conflict-theirs", &[("name", theirs.saved_name.clone().into())])) }
                p.kept-lines dir="auto" lang=(lang) { (other) }
                h3 { (ctx.t("conflict-mine")) }
                p.kept-lines dir="auto" lang=(lang) { (own) }
                h3 { (ctx.t("conflict-difference")) }
                p.kept-lines dir="auto" lang=(lang) { (marked(ctx, &differences(&other, &own))) }
            }
        }
        p { a.secondary href=(address) { (ctx.tf("conflict-keep-theirs", &[("name", theirs.saved_name.clone().into())])) } }
        h2 { (ctx.t("conflict-edit")) }
        p { (ctx.t("conflict-edit-text")) }
        (section_form(ctx, workshop, mine, &Faults::none(), &ctx.t("conflict-save-mine")))
    };
    Page::new(ctx, heading).staff().back(ctx.link(&links::tasks(workshop.draft.application.id))).render(&body)
}
