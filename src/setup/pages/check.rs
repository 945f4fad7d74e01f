//! The task list of a cycle's set-up, and the page that checks everything and shows it to the public.

use maud::{Markup, html};

use super::{
    super::{
        links,
        model::{Contradiction, Draft, Task, TaskState},
    },
    sentences, words,
};
use crate::{
    cycles::Cycle,
    platform::{
        ui::{self, Page, SummaryRow, TaskRow},
        web::Ctx,
    },
};

fn state_words(ctx: &Ctx, state: TaskState) -> String {
    ctx.t(match state {
        TaskState::NotStarted => "setup-state-not-started",
        TaskState::InProgress => "setup-state-in-progress",
        TaskState::Completed => "setup-state-completed",
        TaskState::Problem => "setup-state-problem",
    })
}

/// What the cycle is to the public, in a sentence.
pub fn standing(ctx: &Ctx, cycle: &Cycle) -> Markup {
    let key = if cycle.definition_hash.is_some() {
        "setup-is-frozen"
    } else if cycle.published_at.is_some() {
        "setup-is-public"
    } else {
        "setup-is-hidden"
    };
    ui::inset(html! { (ctx.t(key)) })
}

/// The tasks with their states. `people` is how many hold each role that a vote needs: certifiers and trustees.
pub fn task_list(ctx: &Ctx, cycle: &Cycle, draft: &Draft, people: (usize, usize), may_invite: bool) -> Markup {
    let heading = ctx.t("setup-title");
    let found = draft.contradictions();
    let row = |task: Task| {
        let state = draft.state(task, &found);
        let wrong = found.iter().filter(|one| one.task() == task && !one.is_missing()).count();
        TaskRow {
            name: words::task_name(ctx, task),
            address: Some(ctx.link(&links::task(&cycle.slug, task.code()))),
            state: state_words(ctx, state),
            done: state == TaskState::Completed,
            note: (wrong > 0).then(|| ctx.tf("setup-problems", &[("count", wrong.into())])),
        }
    };
    let mut rows: Vec<TaskRow> = Task::ALL.into_iter().map(row).collect();
    let enough = people.0 >= 2 && people.1 >= 2;
    rows.push(TaskRow {
        name: ctx.t("setup-task-people"),
        address: may_invite.then(|| ctx.link("/staff/people")),
        state: state_words(ctx, if enough { TaskState::Completed } else { TaskState::InProgress }),
        done: enough,
        note: Some(ctx.tf("setup-people-note", &[("certifiers", people.0.into()), ("trustees", people.1.into())])),
    });
    let public = cycle.published_at.is_some();
    rows.push(TaskRow {
        name: ctx.t("setup-task-check"),
        address: Some(ctx.link(&links::check(&cycle.slug))),
        state: ctx.t(if public {
            "setup-state-published"
        } else if found.is_empty() {
            "setup-state-ready"
        } else {
            "setup-state-later"
        }),
        done: public,
        note: None,
    });
    let body = html! {
        h1 { (heading) }
        p.lead { bdi { (cycle.title) } }
        (standing(ctx, cycle))
        (ui::task_list(&rows))
        ul {
            li { a href=(ctx.link(&links::phases(&cycle.slug))) { (ctx.t("setup-phases-link")) } }
            li { a href=(ctx.link(&links::history(&cycle.slug))) { (ctx.tf("setup-history-link", &[("count", i64::from(draft.version).into())])) } }
            li { a href=(ctx.link("/staff/zones")) { (ctx.t("setup-zones-list")) } }
            li { a href=(ctx.link(&links::console(&cycle.slug))) { (ctx.t("setup-console-link")) } }
        }
    };
    Page::new(ctx, heading).place(cycle.title.clone()).staff().back(ctx.link("/staff")).render(&body)
}

/// Everything at once: what contradicts itself, what voters will read, and the button. `changed`: someone saved after the page
/// was made.
pub fn check(ctx: &Ctx, cycle: &Cycle, draft: &Draft, changed: bool) -> Markup {
    let heading = ctx.t("setup-check-title");
    let found = draft.contradictions();
    let rows: Vec<SummaryRow> = sentences::all(ctx, draft)
        .into_iter()
        .map(|(task, sentence)| SummaryRow {
            name: html! { (words::task_name(ctx, task)) },
            value: html! { span dir="auto" { (sentence) } },
            change: Some((ctx.link(&links::task(&cycle.slug, task.code())), ctx.t("setup-change"), words::task_name(ctx, task))),
        })
        .collect();
    let body = html! {
        @if changed { div.errors #errors tabindex="-1" { div role="alert" { h2 { (ctx.t("form-problem")) } p { (ctx.t("setup-check-changed")) } } } }
        h1 { (heading) }
        p.lead { bdi { (cycle.title) } }
        (standing(ctx, cycle))
        @if found.is_empty() { p { (ctx.t("setup-check-fine")) } }
        @else {
            h2 #errors { (ctx.tf("setup-check-clashes", &[("count", found.len().into())])) }
            @for task in Task::ALL {
                @let own: Vec<&Contradiction> = found.iter().filter(|one| one.task() == task).collect();
                @if !own.is_empty() {
                    h3 { a href=(ctx.link(&links::task(&cycle.slug, task.code()))) { (words::task_name(ctx, task)) } }
                    (words::clash_list(ctx, &own))
                }
            }
        }
        h2 { (ctx.t("setup-check-read")) }
        (ui::summary_list(&rows))
        @if cycle.published_at.is_none() && found.is_empty() {
            (ui::warning(&ctx.t("setup-publish-warning"), html! { (ctx.t("setup-publish-text")) }))
            (ui::form(ctx, "publish-form", &ctx.link(&links::check(&cycle.slug)), html! {
                input type="hidden" name="version" value=(draft.version);
                (ui::buttons(&ctx.t("setup-publish-button")))
            }))
        }
    };
    Page::new(ctx, heading)
        .place(cycle.title.clone())
        .staff()
        .error(changed)
        .back(ctx.link(&links::set_up(&cycle.slug)))
        .render(&body)
}
