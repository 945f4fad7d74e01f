//! What stands in the way of the freeze, and the freeze.

use maud::{Markup, html};

use super::super::{
    actions::{Survey, ZoneProofs},
    links,
    model::{APPROVALS, KeyEntry, Obstacle, agreed_key},
};
use crate::{
    applications,
    base::ZoneCode,
    cycles::Cycle,
    platform::{
        ui::{self, Faults, Field, Page, TaskRow},
        web::Ctx,
    },
    proposals, translations,
};

/// What was typed about the opening key.
#[derive(Default)]
pub struct FreezeForm {
    /// Public half, hexadecimal.
    pub key: String,
    /// Shares needed.
    pub threshold: String,
    /// Shares made.
    pub count: String,
}

fn zone_of(obstacle: &Obstacle) -> Option<&ZoneCode> {
    match obstacle {
        Obstacle::Undecided(zone, ..)
        | Obstacle::EmptySlate(zone)
        | Obstacle::Untranslated(zone, _)
        | Obstacle::Unapproved(zone, ..) => Some(zone),
        Obstacle::TooLate | Obstacle::NotPublished | Obstacle::KeyNotAgreed | Obstacle::PhaseOpen(_) => None,
    }
}

fn obstacle_words(ctx: &Ctx, obstacle: &Obstacle) -> String {
    match obstacle {
        Obstacle::TooLate => ctx.t("obstacle-too-late"),
        Obstacle::KeyNotAgreed => ctx.t("obstacle-key"),
        Obstacle::NotPublished => ctx.t("obstacle-not-published"),
        Obstacle::PhaseOpen(name) => {
            let phase = ctx.t(&format!("phase-name-{}", name.code()));
            ctx.tf("obstacle-phase-open", &[("phase", phase.into())])
        }
        Obstacle::EmptySlate(_) => ctx.t("obstacle-empty"),
        Obstacle::Undecided(_, state, count) => {
            let state = applications::state_words(ctx, *state);
            ctx.tf("obstacle-undecided", &[("count", (*count).into()), ("state", state.into())])
        }
        Obstacle::Untranslated(_, missing) => translations::missing_line(ctx, missing),
        Obstacle::Unapproved(_, lang, channel, count) => {
            let channel = ctx.t(&format!("channel-{}", channel.code()));
            let args = [
                ("lang", translations::language_words(ctx, lang).into()),
                ("channel", channel.into()),
                ("count", (*count).into()),
                ("need", APPROVALS.into()),
            ];
            ctx.tf("obstacle-unapproved", &args)
        }
    }
}

fn zone_rows(ctx: &Ctx, cycle: &Cycle, zones: &[ZoneProofs], obstacles: &[Obstacle]) -> Vec<TaskRow> {
    let row = |zone: &ZoneProofs| {
        let code = &zone.contest.zone.code;
        let own = obstacles.iter().filter(|obstacle| zone_of(obstacle) == Some(code)).count();
        TaskRow {
            name: zone.contest.zone.name.clone(),
            address: Some(ctx.link(&links::proofs(&cycle.slug, code))),
            state: ctx.t(if own == 0 { "task-done" } else { "task-open" }),
            done: own == 0,
            note: Some(ctx.tf("freeze-zone-note", &[("count", zone.slate.len().into())])),
        }
    };
    zones.iter().map(row).collect()
}

/// Who entered the key, each with its short sign, so that two people can read it to each other.
fn key_entries(ctx: &Ctx, entries: &[KeyEntry]) -> Markup {
    html! {
        ul {
            @for entry in entries {
                li {
                    bdi { (entry.by.name) } ": " bdi.code-box { (entry.key.fingerprint()) } " "
                    (ctx.tf("freeze-shares", &[
                        ("threshold", i64::from(entry.key.trustees.threshold).into()),
                        ("count", i64::from(entry.key.trustees.count).into()),
                    ]))
                }
            }
        }
        @if entries.len() > 1 && agreed_key(entries).is_none() { p.bad { (ctx.t("freeze-keys-differ")) } }
    }
}

fn key_form(ctx: &Ctx, cycle: &Cycle, faults: &Faults, form: &FreezeForm) -> Markup {
    let field = |name, key: &str, hint: &str, value, wide| Field {
        name,
        label: ctx.t(key),
        heading: false,
        hint: Some(ctx.t(hint)),
        value,
        kind: ("text", if wide { "" } else { "numeric" }, "off"),
        wide,
    };
    ui::form(
        ctx,
        "key-form",
        &ctx.link(&links::key(&cycle.slug)),
        html! {
            (ui::text_field(ctx, faults, &field("key", "freeze-key", "freeze-key-hint", &form.key, true)))
            (ui::text_field(ctx, faults, &field("threshold", "freeze-threshold", "freeze-threshold-hint", &form.threshold, false)))
            (ui::text_field(ctx, faults, &field("count", "freeze-count", "freeze-count-hint", &form.count, false)))
            p.buttons { button.secondary { (ctx.t("freeze-key-enter")) } }
        },
    )
}

fn freeze_form(ctx: &Ctx, cycle: &Cycle) -> Markup {
    ui::form(
        ctx,
        "freeze",
        &ctx.link(&links::freeze(&cycle.slug)),
        html! {
            (ui::warning(&ctx.t("freeze-warning"), html! { (ctx.t("freeze-warning-text")) }))
            (ui::buttons(&ctx.t("freeze-now")))
        },
    )
}

/// The page. `polls_open` is false when a freeze ended between both databases and is still to be finished.
pub fn freezing(
    ctx: &Ctx,
    cycle: &Cycle,
    (survey, entries, polls_open): (&Survey, &[KeyEntry], bool),
    faults: &Faults,
    form: &FreezeForm,
) -> Markup {
    let Survey { zones, obstacles } = survey;
    let heading = ctx.t("freeze-title");
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        p.lead { (cycle.title) }
        @if let Some(hash) = cycle.definition_hash {
            (ui::inset(html! { p { (ctx.t("freeze-done")) } p.code-box { bdi { (hash) } } }))
            p { a href=(ctx.link(&proposals::links::notices(&cycle.slug))) { (ctx.t("notices-title")) } }
            @if !polls_open {
                (ui::warning(&ctx.t("freeze-polls-missing"), html! {}))
                (ui::form(ctx, "freeze", &ctx.link(&links::freeze(&cycle.slug)), ui::buttons(&ctx.t("freeze-polls-open"))))
            }
        } @else {
            p { (ctx.t("freeze-lead")) }
            h2 { (ctx.t("freeze-zones")) }
            (ui::task_list(&zone_rows(ctx, cycle, zones, obstacles)))
            h2 { (ctx.t("freeze-key-title")) }
            p { (ctx.t("freeze-key-lead")) }
            (key_entries(ctx, entries))
            (ui::details(&ctx.t("freeze-key-enter"), key_form(ctx, cycle, faults, form)))
            @if obstacles.is_empty() {
                h2 { (ctx.t("freeze-ready")) }
                (freeze_form(ctx, cycle))
            } @else {
                h2 { (ctx.tf("freeze-obstacles", &[("count", obstacles.len().into())])) }
                ul { @for obstacle in obstacles.iter().filter(|obstacle| zone_of(obstacle).is_none()) { li { (obstacle_words(ctx, obstacle)) } } }
                @for zone in zones {
                    @let own: Vec<&Obstacle> = obstacles.iter().filter(|o| zone_of(o) == Some(&zone.contest.zone.code)).collect();
                    @if !own.is_empty() {
                        h3 { (zone.contest.zone.name) }
                        ul { @for obstacle in own { li { (obstacle_words(ctx, obstacle)) } } }
                    }
                }
            }
        }
    };
    let back = ctx.link(&format!("/staff/cycles/{}", cycle.slug));
    Page::new(ctx, heading).place(cycle.title.clone()).error(!faults.is_empty()).staff().back(back).render(&body)
}
