//! One proposal in one language: each text of the original with its translation beside it, and the second person's review.

use maud::{Markup, html};
use uuid::Uuid;

use super::{
    super::{
        links,
        model::{Sheet, Standing, State, Version, languages, limit, source_hash},
    },
    language_words, marked, proposal_words, standing_words, unit_words,
};
use crate::{
    accounts::Grant,
    applications::{Unit, differences},
    cycles::Cycle,
    platform::{
        ui::{self, Faults, Page},
        web::Ctx,
    },
    translations::actions::Typed,
};

/// What the editor shows besides the sheet.
pub struct Shown {
    /// Its cycle.
    pub cycle: Cycle,
    /// The proposal in this language.
    pub sheet: Sheet,
    /// Its versions, the one that stands first.
    pub history: Vec<Version>,
    /// Who wrote the words since they were last approved: none of them approves.
    pub writers: Vec<Uuid>,
    /// The version it began from.
    pub base: i32,
    /// What was typed; nothing when the page is opened.
    pub typed: Vec<Typed>,
    /// What stands in the way of a review.
    pub faults: Faults,
    /// True when the words were kept although they were not sent.
    pub kept: bool,
}

impl Shown {
    fn is_open(&self) -> bool {
        self.cycle.definition_hash.is_none()
    }

    fn text(&self, key: &str) -> &str {
        let typed = self.typed.iter().find(|typed| typed.key == key).map(|typed| typed.text.as_str());
        let stands = || self.sheet.stands.as_ref().and_then(|version| version.units.get(key)).map(String::as_str);
        typed.or_else(stands).unwrap_or_default()
    }

    /// The source words that a stale unit was made from.
    fn before(&self, unit: &Unit) -> Option<&str> {
        let version = self.sheet.stands.as_ref().filter(|version| version.units.contains_key(&unit.key))?;
        version.source.get(&unit.key).map(String::as_str).filter(|before| *before != unit.text)
    }
}

/// The editor.
pub fn editor(ctx: &Ctx, grant: &Grant, shown: &Shown) -> Markup {
    let language = language_words(ctx, &shown.sheet.lang);
    let number = shown.sheet.draft.application.number.to_string();
    let heading = ctx.tf("translation-title", &[("language", language.into()), ("number", number.into())]);
    let body = html! {
        (shown.faults.summary(ctx))
        h1 { (heading) }
        p { (proposal_words(&shown.sheet)) }
        (standing(ctx, shown))
        @if shown.kept { (ui::inset(html! { (ctx.t("translation-kept")) })) }
        @if shown.is_open() { (review(ctx, grant, shown)) (form(ctx, shown, &ctx.t("translation-save"))) }
        @else { (ui::inset(html! { (ctx.t("translations-frozen")) })) (read_only(ctx, shown)) }
        (history(ctx, shown))
    };
    Page::new(ctx, heading)
        .place(shown.cycle.title.clone())
        .error(!shown.faults.is_empty())
        .staff()
        .back(ctx.link(&links::grid(&shown.cycle.slug)))
        .render(&body)
}

fn standing(ctx: &Ctx, shown: &Shown) -> Markup {
    let sheet = &shown.sheet;
    let standing = sheet.standing();
    let units = sheet.draft.units();
    let stale = sheet.stands.as_ref().map(|version| version.stale(&units)).unwrap_or_default();
    let names: Vec<String> = stale.iter().map(|key| unit_words(ctx, key)).collect();
    html! {
        p { (ui::status_tag(&standing_words(ctx, standing), standing.is_settled())) }
        @if let Some(version) = &sheet.stands {
            @if version.is_machine { (ui::inset(html! { (ctx.t("translation-machine-text")) })) }
            @if let Some(note) = &version.note {
                (ui::inset(html! {
                    p { (ctx.t("translation-note-shown")) }
                    p.kept-lines dir="auto" { (note) }
                }))
            }
        }
        @if !names.is_empty() {
            (ui::warning(&ctx.t("translation-stale-lead"), html! { (ctx.tf("translation-stale-units", &[("units", names.join(", ").into())])) }))
        }
        @if sheet.is_waived() && standing != Standing::Approved {
            (ui::inset(html! { (ctx.t("translation-waived-text")) }))
        }
    }
}

/// The form with every unit; also the conflict page ends with it.
pub(super) fn form(ctx: &Ctx, shown: &Shown, save: &str) -> Markup {
    let sheet = &shown.sheet;
    let action = ctx.link(&links::text(sheet.id(), &sheet.lang));
    // A form with parts: long texts in scripts of several bytes would not fit into the other kind.
    ui::upload_form(
        ctx,
        "translation",
        &action,
        html! {
            input type="hidden" name="base" value=(shown.base);
            @for unit in &sheet.draft.units() { (one_unit(ctx, shown, unit)) }
            p.buttons {
                button.primary name="go" value="save" { (save) }
                " " button.secondary name="go" value="send" { (ctx.t("translation-send")) }
            }
            p.hint { (ctx.t("translation-send-hint")) }
        },
    )
}

fn one_unit(ctx: &Ctx, shown: &Shown, unit: &Unit) -> Markup {
    let (lang, source_lang) = (&shown.sheet.lang, &shown.sheet.draft.application.source_lang);
    let id = format!("text-{}", unit.key);
    let error = shown.faults.at(ctx, &id);
    let most = limit(&unit.key, lang);
    let hint = match most.words {
        0 => ctx.tf("unit-limit-chars", &[("limit", most.chars.into())]),
        words => ctx.tf("unit-limit-words", &[("limit", words.into())]),
    };
    let described = if error.is_some() { format!("{id}-hint {id}-error") } else { format!("{id}-hint") };
    let text = shown.text(&unit.key);
    let rows = (unit.text.chars().count() / 40).clamp(2, 12);
    let fits = shown.typed.iter().any(|typed| typed.key == unit.key && typed.fits);
    html! {
        section.unit {
            h2 { (unit_words(ctx, &unit.key)) }
            div.grid {
                div {
                    h3 { (language_words(ctx, source_lang)) }
                    p.kept-lines dir="auto" lang=(source_lang) { (unit.text) }
                    @if let Some(before) = shown.before(unit) {
                        h3 { (ctx.t("translation-what-changed")) }
                        p.kept-lines dir="auto" lang=(source_lang) { (marked(ctx, &differences(before, &unit.text))) }
                    }
                }
                div.field .wrong[error.is_some()] {
                    label for=(id) { (language_words(ctx, lang)) span.unseen { ", " (unit_words(ctx, &unit.key)) } }
                    p.hint id={ (id) "-hint" } { (hint) }
                    @if let Some(error) = &error { p.error id={ (id) "-error" } { (error) } }
                    input type="hidden" name="unit" value={ (unit.key) ":" (source_hash(&unit.text)) };
                    textarea id=(id) name="text" rows=(rows) autocomplete="off" lang=(lang) dir=(languages::direction(lang))
                        aria-describedby=(described)
                        aria-invalid=[error.is_some().then_some("true")] { "\n" (text) }
                    @if shown.before(unit).is_some() {
                        div.option {
                            input type="checkbox" id={ "fits-" (unit.key) } name="fits" value=(unit.key) checked[fits];
                            label for={ "fits-" (unit.key) } { (ctx.t("translation-fits")) }
                        }
                    }
                }
            }
        }
    }
}

fn read_only(ctx: &Ctx, shown: &Shown) -> Markup {
    let rows: Vec<ui::SummaryRow> = shown
        .sheet
        .draft
        .units()
        .iter()
        .map(|unit| ui::SummaryRow {
            name: html! { (unit_words(ctx, &unit.key)) },
            value: html! {
                p.kept-lines lang=(shown.sheet.lang) dir=(languages::direction(&shown.sheet.lang)) { (shown.text(&unit.key)) }
            },
            change: None,
        })
        .collect();
    ui::summary_list(&rows)
}

/// What a second person decides; the one who wrote the words reads why it waits.
fn review(ctx: &Ctx, grant: &Grant, shown: &Shown) -> Markup {
    let Some(version) = shown.sheet.stands.as_ref().filter(|version| version.state == State::InReview) else {
        return html! {};
    };
    let action = format!("{}/review", ctx.link(&links::text(shown.sheet.id(), &shown.sheet.lang)));
    html! {
        h2 { (ctx.t("translation-review-title")) }
        p { (ctx.tf("translation-by", &[("name", version.translated_name.clone().into())])) }
        @if shown.writers.contains(&grant.account()) { (ui::inset(html! { (ctx.t("translation-own-text")) })) }
        @else {
            (ui::form(ctx, "review", &action, html! {
                input type="hidden" name="version" value=(version.number);
                (ui::long_text(ctx, &shown.faults, "note", (&ctx.t("translation-note"), Some(&ctx.t("translation-note-hint"))), ""))
                p.buttons {
                    button.primary name="go" value="approve" {
                        (ctx.tf("translation-approve", &[("language", language_words(ctx, &shown.sheet.lang).into()),
                            ("number", shown.sheet.draft.application.number.to_string().into())]))
                    }
                    " " button.secondary name="go" value="return" { (ctx.t("translation-return")) }
                }
            }))
        }
    }
}

fn history(ctx: &Ctx, shown: &Shown) -> Markup {
    let state = |version: &Version| match version.state {
        State::Draft => Standing::Draft,
        State::InTranslation => Standing::InTranslation,
        State::InReview => Standing::InReview,
        State::Approved => Standing::Approved,
    };
    html! {
        @if !shown.history.is_empty() {
            (ui::details(&ctx.t("translation-history"), html! {
                ul {
                    @for version in &shown.history {
                        @let who = version.reviewer.as_ref().map_or(&version.translated_name, |(_, name)| name);
                        li {
                            (ctx.tf("translation-history-line", &[
                                ("version", i64::from(version.number).into()),
                                ("name", who.clone().into()),
                                ("state", standing_words(ctx, state(version)).into()),
                                ("when", ui::moment(ctx, version.saved_at).into()),
                            ]))
                        }
                    }
                }
            }))
        }
    }
}
