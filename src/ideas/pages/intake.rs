//! Giving an idea, one question a page, and a page to check it all (ux.md C2).

use maud::{Markup, html};

use super::{
    super::{
        handlers::Scene,
        model::{AgeGroup, Draft, PLACE_MAX, WORDS_MAX},
    },
    list::phase_words,
};
use crate::{
    cycles::{self, IdeaRule},
    platform::{
        ui::{self, Choice, Faults, Field, Page, SummaryRow},
        web::Ctx,
    },
};

/// Media types that phones offer; only the bytes decide.
const ACCEPT: &str = "audio/*,.m4a,.mp3,.ogg,.wav,.webm";

/// Ideas are not taken now. What was written so far is shown, so that it can be kept.
pub fn not_now(ctx: &Ctx, scene: &Scene, draft: &Draft) -> Markup {
    let heading = ctx.t("idea-not-now-title");
    let body = html! {
        h1 { (heading) }
        p { (phase_words(ctx, scene.phase)) }
        @if !draft.words.is_empty() {
            p { (ctx.t("idea-not-now-kept")) }
            div.inset { @for line in draft.words.lines() { p dir="auto" { (line) } } }
        }
        p { a href=(ctx.link("/ideas")) { (ctx.t("ideas-see-all")) } }
    };
    Page::new(ctx, heading).back(ctx.link("/ideas")).render(&body)
}

/// Page 1: the words, or a recording.
pub fn words(ctx: &Ctx, faults: &Faults, scene: &Scene, draft: &Draft) -> Markup {
    let heading = ctx.t("idea-words-title");
    let hint = ctx.tf("idea-words-hint", &[("max", WORDS_MAX.into())]);
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        p { (ctx.t("idea-words-who")) }
        p { (ctx.t("idea-words-lead")) }
        (ui::upload_form(ctx, "idea-words", &ctx.link("/ideas/new"), html! {
            input type="hidden" name="cycle" value=(scene.cycle.slug);
            (ui::long_text(ctx, faults, "words", (&ctx.t("idea-words-label"), Some(&hint)), &draft.words))
            @if draft.sound.is_some() {
                (ui::inset(html! { p { (ctx.t("idea-sound-kept")) } }))
                div.option {
                    input type="checkbox" id="drop" name="drop" value="yes";
                    label for="drop" { (ctx.t("idea-sound-drop")) }
                }
            }
            (ui::file_field(ctx, faults, "sound", (&ctx.t("idea-sound-label"), &ctx.t("idea-sound-hint")), ACCEPT))
            (ui::buttons(&ctx.t("button-continue")))
        }))
    };
    Page::new(ctx, heading).error(!faults.is_empty()).back(ctx.link("/ideas")).render(&body)
}

/// Page 2: the zone, and a corner or place.
pub fn place(ctx: &Ctx, faults: &Faults, scene: &Scene, draft: &Draft) -> Markup {
    let heading = ctx.t("idea-where-title");
    let field = Field {
        name: "place",
        label: ctx.t("idea-place-label"),
        heading: false,
        hint: Some(ctx.tf("idea-place-hint", &[("max", PLACE_MAX.into())])),
        value: &draft.place,
        kind: ("text", "", "off"),
        wide: true,
    };
    let zones = cycles::zone_choices(ctx, &scene.contests, &draft.zone);
    let body = html! {
        (faults.summary(ctx))
        (ui::form(ctx, "idea-where", &ctx.link("/ideas/new/where"), html! {
            (ui::radios(ctx, faults, "zone", &html! { h1 { (heading) } }, &zones))
            (ui::text_field(ctx, faults, &field))
            (ui::buttons(&ctx.t("button-continue")))
        }))
    };
    Page::new(ctx, heading).error(!faults.is_empty()).back(ctx.link("/ideas/new")).render(&body)
}

/// An age group in words.
fn age_words(ctx: &Ctx, rule: &IdeaRule, age: AgeGroup) -> Option<String> {
    let (from, to) = age.years(rule)?;
    let from = ("from", u16::from(from).into());
    Some(match to {
        Some(to) => ctx.tf("idea-age-range", &[from, ("to", u16::from(to).into())]),
        None => ctx.tf("idea-age-from", &[from]),
    })
}

/// Page 3: the age group. It comes before any contact is asked for.
pub fn age(ctx: &Ctx, faults: &Faults, rule: &IdeaRule, draft: &Draft) -> Markup {
    let heading = ctx.t("idea-age-title");
    let under = ctx.tf("idea-age-under", &[("age", u16::from(rule.min_age).into())]);
    let mut choices = vec![Choice { value: "under".to_owned(), label: under, hint: None, chosen: false }];
    choices.extend(AgeGroup::ALL.into_iter().filter_map(|age| {
        let label = age_words(ctx, rule, age)?;
        Some(Choice { value: age.code().to_owned(), label, hint: None, chosen: draft.age == age.code() })
    }));
    let body = html! {
        (faults.summary(ctx))
        (ui::form(ctx, "idea-age", &ctx.link("/ideas/new/age"), html! {
            (ui::radios(ctx, faults, "age", &html! { h1 { (heading) } }, &choices))
            p.hint { (ctx.t("idea-age-why")) }
            (ui::buttons(&ctx.t("button-continue")))
        }))
    };
    Page::new(ctx, heading).error(!faults.is_empty()).back(ctx.link("/ideas/new/where")).render(&body)
}

/// Someone is too young. Nothing was stored.
pub fn young(ctx: &Ctx, rule: &IdeaRule) -> Markup {
    let heading = ctx.tf("idea-young-title", &[("age", u16::from(rule.min_age).into())]);
    let body = html! {
        h1 { (heading) }
        p { (ctx.t("idea-young-text")) }
        p { a href=(ctx.link("/ideas")) { (ctx.t("ideas-see-all")) } }
    };
    Page::new(ctx, heading).back(ctx.link("/ideas/new/age")).render(&body)
}

fn row(ctx: &Ctx, key: &str, value: Markup, change: &str) -> SummaryRow {
    let name = ctx.t(key);
    SummaryRow { name: html! { (name) }, value, change: Some((ctx.link(change), ctx.t("idea-change"), name)) }
}

fn answers(ctx: &Ctx, scene: &Scene, draft: &Draft) -> Vec<SummaryRow> {
    let mut rows = Vec::new();
    if !draft.words.is_empty() {
        let words = html! { @for line in draft.words.lines() { p dir="auto" { (line) } } };
        rows.push(row(ctx, "idea-words-label", words, "/ideas/new"));
    }
    if draft.sound.is_some() {
        rows.push(row(ctx, "idea-recording", html! { (ctx.t("idea-sound-kept")) }, "/ideas/new"));
    }
    let zone = scene.contest(&draft.zone).map_or(draft.zone.as_str(), |contest| contest.zone.name.as_str());
    rows.push(row(ctx, "idea-zone", html! { bdi { (zone) } }, "/ideas/new/where"));
    if !draft.place.is_empty() {
        rows.push(row(ctx, "idea-place-label", html! { bdi { (draft.place) } }, "/ideas/new/where"));
    }
    let is_child = draft.age == AgeGroup::Child.code();
    let words = ctx.t(if is_child { "idea-age-is-child" } else { "idea-age-is-older" });
    rows.push(row(ctx, "idea-age-label", html! { (words) }, "/ideas/new/age"));
    rows
}

/// The last page: all answers, a contact for those who may leave one, and the button that gives the idea.
pub fn check(ctx: &Ctx, faults: &Faults, scene: &Scene, draft: &Draft, contact: &str) -> Markup {
    let heading = ctx.t("idea-check-title");
    let may_leave_contact = AgeGroup::parse(&draft.age).is_some_and(AgeGroup::may_leave_contact);
    let field = Field {
        name: "contact",
        label: ctx.t("idea-contact-label"),
        heading: false,
        hint: Some(ctx.t("idea-contact-hint")),
        value: contact,
        kind: ("text", "", "email"),
        wide: true,
    };
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        (ui::summary_list(&answers(ctx, scene, draft)))
        (ui::form(ctx, "idea-check", &ctx.link("/ideas/new/check"), html! {
            input type="hidden" name="token" value=(draft.token);
            @if may_leave_contact { (ui::text_field(ctx, faults, &field)) }
            p { (ctx.t("idea-check-public")) }
            (ui::buttons(&ctx.t("idea-give-button")))
        }))
    };
    Page::new(ctx, heading).error(!faults.is_empty()).back(ctx.link("/ideas/new/age")).render(&body)
}
