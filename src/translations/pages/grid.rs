//! Proposals and languages: where each text stands, and how many of each language are ready (ux.md C10).

use maud::{Markup, html};

use super::{super::links, language_words, proposal_words, standing_words};
use crate::{
    cycles::{Contest, Cycle},
    platform::{
        ui::{self, BarRow, Page},
        web::Ctx,
    },
    translations::model::{Sheet, Standing, languages},
};

/// What the grid shows.
pub struct GridView {
    /// Its cycle.
    pub cycle: Cycle,
    /// Every cycle there is.
    pub cycles: Vec<Cycle>,
    /// Its contests.
    pub contests: Vec<Contest>,
    /// Required languages.
    pub languages: Vec<String>,
    /// Every proposal in every required language.
    pub sheets: Vec<Sheet>,
    /// The one language that is looked at.
    pub only: Option<String>,
}

impl GridView {
    /// Languages in the order of the columns: those with most to translate first, so that a phone shows one of them.
    fn columns(&self) -> Vec<&str> {
        let originals = |lang: &str| self.sheets.iter().filter(|sheet| sheet.lang == lang && sheet.is_original()).count();
        let mut columns: Vec<&str> = self.languages.iter().map(String::as_str).collect();
        columns.retain(|lang| self.only.as_ref().is_none_or(|only| only == lang));
        columns.sort_by_key(|lang| originals(lang));
        columns
    }
}

/// The grid of a cycle.
pub fn grid(ctx: &Ctx, view: &GridView) -> Markup {
    let heading = ctx.t("translations-title");
    let body = html! {
        h1 { (heading) }
        p { (ctx.t("translations-lead")) }
        @if view.cycle.definition_hash.is_some() { (ui::inset(html! { (ctx.t("translations-frozen")) })) }
        (bars(ctx, view))
        p {
            a href=(ctx.link(&links::files(&view.cycle.slug))) { (ctx.t("translations-files")) }
            " · " a href=(ctx.link(&links::waivers(&view.cycle.slug))) { (ctx.t("translations-waivers")) }
        }
        (filter(ctx, view))
        @for contest in &view.contests { (zone(ctx, view, contest)) }
        @if view.cycles.len() > 1 { (others(ctx, view)) }
    };
    Page::new(ctx, heading).place(view.cycle.title.clone()).staff().back(ctx.link("/staff")).render(&body)
}

fn others(ctx: &Ctx, view: &GridView) -> Markup {
    html! {
        h2 { (ctx.t("translations-cycles")) }
        ul.plain {
            @for cycle in view.cycles.iter().filter(|cycle| cycle.slug != view.cycle.slug) {
                li { a href=(ctx.link(&links::grid(&cycle.slug))) { (cycle.title) } }
            }
        }
    }
}

/// How many texts of each language are ready: approved or waived.
fn bars(ctx: &Ctx, view: &GridView) -> Markup {
    let rows: Vec<BarRow> = view
        .languages
        .iter()
        .filter_map(|lang| {
            let mine: Vec<&Sheet> = view.sheets.iter().filter(|s| s.lang == *lang && !s.is_original()).collect();
            let ready = mine.iter().filter(|sheet| sheet.standing().is_settled()).count();
            let percent = (ready * 100).checked_div(mine.len())?;
            let name = html! { (language_words(ctx, lang)) " " bdi lang=(lang) { (languages::own_name(lang)) } };
            let figure = ctx.tf("translations-ready", &[("ready", ready.into()), ("all", mine.len().into())]);
            Some(BarRow {
                name,
                figure,
                percent: i64::try_from(percent).unwrap_or(0),
                strong: ready == mine.len(),
                more: Vec::new(),
            })
        })
        .collect();
    let heads = [ctx.t("translations-language"), ctx.t("translations-ready-head")];
    html! {
        @if rows.is_empty() { p { (ctx.t("translations-none")) } }
        @else { (ui::bar_table(&ctx.t("translations-ready-caption"), &heads, &rows)) }
    }
}

fn filter(ctx: &Ctx, view: &GridView) -> Markup {
    let base = ctx.link(&links::grid(&view.cycle.slug));
    html! {
        nav aria-label=(ctx.t("translations-show")) {
            p {
                (ctx.t("translations-show")) ": "
                @if view.only.is_none() { strong aria-current="true" { (ctx.t("translations-show-all")) } }
                @else { a href=(base) { (ctx.t("translations-show-all")) } }
                @for lang in &view.languages {
                    " · "
                    @if view.only.as_ref() == Some(lang) { strong aria-current="true" { (language_words(ctx, lang)) } }
                    @else { a href={ (base) "&lang=" (lang) } { (language_words(ctx, lang)) } }
                }
            }
        }
    }
}

fn zone(ctx: &Ctx, view: &GridView, contest: &Contest) -> Markup {
    let code = &contest.zone.code;
    let mut rows: Vec<&Sheet> = view.sheets.iter().filter(|sheet| sheet.zone == *code).collect();
    rows.dedup_by_key(|sheet| sheet.id());
    let columns = view.columns();
    html! {
        h2 { bdi { (contest.zone.name) } }
        @if rows.is_empty() { p { (ctx.t("translations-zone-none")) } }
        @else {
            div.scroll role="region" aria-label=(contest.zone.name) tabindex="0" {
                table.by-language {
                    caption { (ctx.tf("translations-caption", &[("zone", contest.zone.name.clone().into())])) }
                    thead { tr {
                        th scope="col" { (ctx.t("translations-proposal")) }
                        @for lang in &columns { th scope="col" { (language_words(ctx, lang)) } }
                    } }
                    tbody {
                        @for row in &rows {
                            tr {
                                th scope="row" { (proposal_words(row)) }
                                @for lang in &columns {
                                    td { @if let Some(sheet) = view.sheets.iter().find(|s| s.id() == row.id() && s.lang == *lang) { (cell(ctx, sheet)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn cell(ctx: &Ctx, sheet: &Sheet) -> Markup {
    let standing = sheet.standing();
    let words = standing_words(ctx, standing);
    let is_machine = sheet.stands.as_ref().is_some_and(|version| version.is_machine);
    html! {
        @if standing == Standing::Original { (words) }
        @else {
            a href=(ctx.link(&links::text(sheet.id(), &sheet.lang))) {
                (ui::status_tag(&words, standing.is_settled()))
                span.unseen { ", " (language_words(ctx, &sheet.lang)) ", " (sheet.draft.application.number) }
            }
            @if is_machine { " " span.hint { (ctx.t("translation-machine")) } }
        }
    }
}
