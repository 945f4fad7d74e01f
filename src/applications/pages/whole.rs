//! A whole application as people read it: authors before handing in, reviewers, and everyone on the public pages.

use maud::{Markup, html};

use super::super::model::{Change, Draft, SectionName, State};
use crate::{
    base::Money,
    platform::{
        files,
        ui::{self, SummaryRow},
        web::Ctx,
    },
};

/// A state in words.
pub fn state_words(ctx: &Ctx, state: State) -> String {
    ctx.t(&format!("application-state-{}", state.code().replace('_', "-")))
}

fn row(ctx: &Ctx, key: &str, value: Markup, change: Option<&dyn Fn(SectionName) -> String>, section: SectionName) -> SummaryRow {
    let words = ctx.t(key);
    let change = change.map(|address| (address(section), ctx.t("application-change"), words.clone()));
    SummaryRow { name: html! { (words) }, value, change }
}

fn text(lang: &str, value: &str) -> Markup {
    html! {
        @for paragraph in value.split("\n\n").filter(|p| !p.trim().is_empty()) { p dir="auto" lang=(lang) { (paragraph) } }
    }
}

/// Everything that is written, section by section. `change` gives the address of a section's page for authors.
pub fn whole(ctx: &Ctx, draft: &Draft, currency: &str, change: Option<&dyn Fn(SectionName) -> String>) -> Markup {
    use SectionName::{Aloud, Name, Summary, Team, What, When, Where, Who};
    let lang = draft.application.source_lang.as_str();
    let plain = |section, field| text(lang, draft.value(section, field));
    let area = draft.area();
    let people = draft.people().map(|count| ctx.tf("application-people-count", &[("count", i64::from(count).into())]));
    let months = draft.months().map(|count| ctx.tf("application-months-count", &[("count", i64::from(count).into())]));
    let mut rows = vec![
        row(ctx, "field-title", plain(Name, "title"), change, Name),
        row(ctx, "field-area", html! { @if !area.is_empty() { (area_words(ctx, area)) } }, change, Name),
        row(ctx, "field-summary", plain(Summary, "summary"), change, Summary),
        row(ctx, "field-description", plain(What, "description"), change, What),
        row(ctx, "field-people", html! { @if let Some(people) = people { (people) } }, change, Who),
        row(ctx, "field-gains", plain(Who, "gains"), change, Who),
        row(ctx, "field-place", plain(Where, "place"), change, Where),
        row(ctx, "section-cost", cost_table(ctx, draft, currency), change, SectionName::Cost),
        row(ctx, "field-runner", plain(Team, "runner"), change, Team),
        row(ctx, "field-partners", plain(Team, "partners"), change, Team),
        row(ctx, "field-start", plain(When, "start"), change, When),
        row(ctx, "field-months", html! { @if let Some(months) = months { (months) } }, change, When),
        row(ctx, "field-aloud", plain(Aloud, "aloud"), change, Aloud),
    ];
    if !draft.photos.is_empty() || !draft.attachments.is_empty() {
        rows.push(row(ctx, "section-photos", photos(draft), change, SectionName::Photos));
    }
    ui::summary_list(&rows)
}

/// An issue area in words; the list is that of the whole site.
pub(super) fn area_words(ctx: &Ctx, code: &str) -> String {
    match code {
        "HEALTH" => ctx.t("issue-health"),
        "HOUSING" => ctx.t("issue-housing"),
        "EDU" => ctx.t("issue-edu"),
        "ECON" => ctx.t("issue-econ"),
        "WEALTH" => ctx.t("issue-wealth"),
        "LEGAL" => ctx.t("issue-legal"),
        "CIVIC" => ctx.t("issue-civic"),
        other => other.to_owned(),
    }
}

fn cost_table(ctx: &Ctx, draft: &Draft, currency: &str) -> Markup {
    let costs = draft.costs();
    let money = |cents| ui::money(&Money::new(cents, currency));
    html! {
        @if !costs.lines.is_empty() {
            div.scroll role="region" aria-label=(ctx.t("section-cost")) tabindex="0" {
                table.plain {
                    caption { (ctx.t("cost-caption")) }
                    thead { tr { @for key in ["cost-item", "cost-count", "cost-each", "cost-line-total"] { th scope="col" { (ctx.t(key)) } } } }
                    tbody {
                        @for line in &costs.lines {
                            tr {
                                th scope="row" dir="auto" lang=(draft.application.source_lang) {
                                    (line.item)
                                    @if line.yearly { " " span.hint { (ctx.t("cost-yearly")) } }
                                    @if !line.source.is_empty() { " " span.hint dir="auto" { (line.source) } }
                                }
                                td { (line.count) } td { (money(line.each_cents)) } td { (money(line.cents())) }
                            }
                        }
                        tr { th scope="row" { strong { (ctx.t("cost-total")) } } td {} td {} td { strong { (money(costs.total_cents())) } } }
                    }
                }
            }
            @if let Some(least) = costs.least_cents { p { (ctx.t("cost-least-shown")) " " (money(least)) } }
        }
    }
}

/// Pictures with their words, and attachments with what they say.
pub fn photos(draft: &Draft) -> Markup {
    let lang = draft.application.source_lang.as_str();
    html! {
        @for photo in &draft.photos {
            figure {
                img src=(files::address(&photo.large, "image/jpeg")) alt=(photo.alt) lang=(lang) loading="lazy"
                    width=(photo.width) height=(photo.height);
            }
        }
        @for attachment in &draft.attachments {
            p {
                a href=(files::address(&attachment.file, "application/pdf")) { bdi { (attachment.name) } " (PDF)" }
                " " span dir="auto" lang=(lang) { (attachment.summary) }
            }
        }
    }
}

/// What changed since it was handed in, each with its day.
pub fn changes(ctx: &Ctx, changes: &[Change], currency: &str) -> Markup {
    let shown = |change: &Change, value: &str| match change.field {
        "cost" => ui::shown(&Money::new(value.parse().unwrap_or(0), currency)),
        _ => value.to_owned(),
    };
    html! {
        @if !changes.is_empty() {
            section.changes {
                h2 { (ctx.t("changes-title")) }
                ul {
                    @for change in changes {
                        li {
                            (ctx.tf("changes-line", &[("day", ui::short_day(ctx, change.at).into()), ("what", ctx.t(&format!("changes-{}", change.field)).into())]))
                            " " (ctx.t("changes-from")) " " q dir="auto" { (shown(change, &change.before)) }
                            " " (ctx.t("changes-to")) " " q dir="auto" { (shown(change, &change.after)) }
                        }
                    }
                }
            }
        }
    }
}
