//! The console's home, a cycle's steps as a task list, and closing voting.

use maud::{Markup, html};

use super::super::{links, model::Standing};
use crate::{
    accounts::Grant,
    base::Duty,
    bodies,
    cycles::{self, Contest, Cycle},
    freeze,
    platform::{
        jobs::Trouble,
        ui::{self, Faults, Field, Page, TaskRow},
        web::Ctx,
    },
    proposals, review, setup,
};

/// The console's first page.
pub fn home(ctx: &Ctx, grant: &Grant, cycles: &[Cycle], troubles: &[Trouble]) -> Markup {
    let heading = ctx.tf("console-title", &[("name", grant.name().into())]);
    let body = html! {
        h1 { (heading) }
        @if grant.has(Duty::ReadConsole) {
            h2 { (ctx.t("console-cycles")) }
            @if cycles.is_empty() { p { (ctx.t("console-no-cycles")) } }
            ul.plain { @for cycle in cycles {
                li { a href=(ctx.link(&links::cycle(&cycle.slug))) { (cycle.title) } (cycles::phase_notice(ctx, cycle)) }
            } }
        }
        @if grant.has(Duty::SetUpCycle) {
            p { a href=(ctx.link(&setup::links::new_cycle())) { (ctx.t("setup-new-title")) } }
            p { a href=(ctx.link(&setup::links::zones())) { (ctx.t("setup-zones-list")) } }
        }
        @if grant.has(Duty::ManageStaff) {
            h2 { (ctx.t("people-title")) }
            p { a href=(ctx.link("/staff/people")) { (ctx.t("console-people")) } }
            h2 { (ctx.t("console-jobs")) }
            @if troubles.is_empty() { p { (ctx.t("console-jobs-fine")) } }
            @for trouble in troubles {
                p.bad { (ctx.tf("console-job-trouble", &[("count", trouble.jobs.into()), ("attempts", i64::from(trouble.attempts).into())])) " " bdi { (trouble.last_error) } }
            }
        }
        (bodies::console_links(ctx, grant))
        (review::console_links(ctx, grant))
        @if grant.has(Duty::ModerateIdeas) { p { a href=(ctx.link("/staff/ideas")) { (ctx.t("footer-ideas")) } } }
        @if grant.has(Duty::TranslateProposals) { p { a href=(ctx.link("/staff/translations")) { (ctx.t("translations-title")) } } }
        (zone_work(ctx, grant))
    };
    Page::new(ctx, heading).staff().render(&body)
}

/// What poll workers and committee members find here.
fn zone_work(ctx: &Ctx, grant: &Grant) -> Markup {
    html! {
        @for (duty, key) in [(Duty::IssuePasses, "console-station"), (Duty::CommitteeWork, "console-committee")] {
            @for zone in grant.zones_of(duty) {
                h2 { (ctx.tf(key, &[("zone", zone.to_string().into())])) }
                p { (ctx.t(if duty == Duty::IssuePasses { "console-station-text" } else { "console-committee-text" })) }
                p { a href=(ctx.link(&cycles::links::zone(&zone))) { (ctx.t("landing-read")) } }
            }
        }
    }
}

/// What a cycle's page shows.
pub struct ConsoleView<'a> {
    /// The cycle.
    pub cycle: &'a Cycle,
    /// Its contests, each with: sheet confirmed, standing of the result.
    pub contests: &'a [(Contest, bool, Option<Standing>)],
    /// Shares in the room, and how many are needed.
    pub shares: (usize, u8),
    /// Every ballot is in the log and its end is recorded.
    pub log_closed: bool,
    /// A second opening gave the same in every zone.
    pub agreed: bool,
    /// Reports of missing ballots without an outcome.
    pub open_cases: usize,
    /// The reader sets cycles up.
    pub may_set_up: bool,
    /// The reader takes the steps of a vote.
    pub may_run: bool,
}

fn state(ctx: &Ctx, done: bool, may: bool) -> String {
    ctx.t(if done {
        "task-done"
    } else if may {
        "task-open"
    } else {
        "task-later"
    })
}

/// A cycle's steps in order; a step opens when the one before it is done.
pub fn cycle(ctx: &Ctx, view: &ConsoleView<'_>) -> Markup {
    let cycle = view.cycle;
    let closed = cycle.closed_at.is_some();
    let canvassed = closed && view.contests.iter().all(|(_, confirmed, _)| *confirmed);
    let (cut, opened) = (cycle.links_cut_at.is_some(), cycle.opened_at.is_some());
    let row = |key: &str, step: &str, done: bool, may: bool, note: Option<String>| TaskRow {
        name: ctx.t(key),
        // The pages of these three are for whoever runs the vote alone.
        address: (may && (view.may_run || !matches!(step, "close" | "log" | "cut")))
            .then(|| ctx.link(&links::step(&cycle.slug, step))),
        state: state(ctx, done, may),
        done,
        note,
    };
    let shares = ctx.tf("task-open-note", &[("count", view.shares.0.into()), ("need", i64::from(view.shares.1).into())]);
    let steps = [
        row("task-close", "close", closed, !closed && cycle.definition_hash.is_some(), None),
        row("task-log", "log", view.log_closed, closed && !view.log_closed, None),
        row("task-cut", "cut", cut, canvassed && !cut, None),
        row("task-open-ballots", "open", opened, cut && !opened, (cut && !opened).then_some(shares)),
        row("task-second", "second", view.agreed, opened && !view.agreed, None),
    ];
    let body = html! {
        h1 { (cycle.title) }
        (cycles::phase_notice(ctx, cycle))
        @if let Some(hash) = cycle.definition_hash { p.hint { (ctx.t("console-definition")) " " bdi.code-box { (hash) } } }
        @if !cycle.is_imported {
            @if view.may_set_up { p { a href=(ctx.link(&setup::links::set_up(&cycle.slug))) { (ctx.t("setup-title")) } } }
            h2 { (ctx.t("console-steps")) }
            (ui::task_list(&steps))
            ul {
                li { a href=(ctx.link(&freeze::links::freeze(&cycle.slug))) { (ctx.t("freeze-title")) } }
                li { a href=(ctx.link(&proposals::links::notices(&cycle.slug))) { (ctx.t("notices-title")) } }
                li { a href=(ctx.link(&links::step(&cycle.slug, "voids"))) { (ctx.t("console-voids")) } }
                li { a href=(ctx.link(&links::step(&cycle.slug, "cases"))) { (ctx.tf("console-cases", &[("count", view.open_cases.into())])) } }
            }
            h2 { (ctx.t("console-canvass")) }
            (ui::task_list(&canvass_rows(ctx, view, view.log_closed)))
        }
        h2 { (ctx.t("console-results")) }
        (ui::task_list(&result_rows(ctx, view, opened && (view.agreed || cycle.is_imported))))
    };
    Page::new(ctx, cycle.title.clone()).staff().back(ctx.link("/staff")).render(&body)
}

fn canvass_rows(ctx: &Ctx, view: &ConsoleView<'_>, closed: bool) -> Vec<TaskRow> {
    let rows = view.contests.iter().map(|(contest, confirmed, _)| TaskRow {
        name: contest.zone.name.clone(),
        address: closed.then(|| ctx.link(&links::contest(&view.cycle.slug, "canvass", &contest.zone.code))),
        state: state(ctx, *confirmed, closed),
        done: *confirmed,
        note: None,
    });
    rows.collect()
}

fn result_rows(ctx: &Ctx, view: &ConsoleView<'_>, opened: bool) -> Vec<TaskRow> {
    let rows = view.contests.iter().map(|(contest, _, standing)| TaskRow {
        name: contest.zone.name.clone(),
        address: opened.then(|| ctx.link(&links::contest(&view.cycle.slug, "result", &contest.zone.code))),
        state: match standing {
            Some(Standing::Official) => ctx.t("standing-official"),
            Some(Standing::HalfSigned) => ctx.t("standing-half-signed"),
            Some(Standing::Unofficial) => ctx.t("standing-unofficial"),
            None => state(ctx, false, opened),
        },
        done: *standing == Some(Standing::Official),
        note: None,
    });
    rows.collect()
}

/// Closing voting; earlier than declared it needs a public reason.
pub fn close(ctx: &Ctx, grant: &Grant, faults: &Faults, cycle: &Cycle, typed: &str) -> Markup {
    let heading = ctx.t("close-title");
    let early = cycle.read_at < cycle.closes_at;
    let field = Field {
        name: "reason",
        label: ctx.t("close-reason"),
        heading: false,
        hint: Some(ctx.t(if early { "close-reason-early" } else { "close-reason-optional" })),
        value: typed,
        kind: ("text", "", "off"),
        wide: true,
    };
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        (cycles::phase_notice(ctx, cycle))
        @if cycle.closed_at.is_some() { (ui::inset(html! { (ctx.t("close-done")) })) }
        @else if cycle.definition_hash.is_none() { (ui::inset(html! { (ctx.t("close-not-yet")) })) }
        @else {
            (ui::warning(&ctx.t("close-warning"), html! { (ctx.t("close-warning-text")) }))
            (super::act_form(ctx, grant, Duty::RunCycle, "close-form", &ctx.link(&links::step(&cycle.slug, "close")), &html! {
                (ui::text_field(ctx, faults, &field))
                (ui::buttons(&ctx.t("close-button")))
            }))
        }
    };
    Page::new(ctx, heading)
        .place(cycle.title.clone())
        .staff()
        .error(!faults.is_empty())
        .back(ctx.link(&links::cycle(&cycle.slug)))
        .render(&body)
}

/// Closing the log, when it could not be closed together with voting.
pub fn log(ctx: &Ctx, grant: &Grant, cycle: &Cycle) -> Markup {
    let heading = ctx.t("log-title");
    let action = ctx.link(&links::step(&cycle.slug, "log"));
    let body = html! {
        h1 { (heading) }
        p { (ctx.t("log-text")) }
        @if cycle.closed_at.is_none() { (ui::inset(html! { (ctx.t("log-not-yet")) })) }
        @else { (super::act_form(ctx, grant, Duty::RunCycle, "log-form", &action, &ui::buttons(&ctx.t("log-button")))) }
    };
    Page::new(ctx, heading).place(cycle.title.clone()).staff().back(ctx.link(&links::cycle(&cycle.slug))).render(&body)
}
