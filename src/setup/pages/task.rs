//! A task's page with what voters will read, and the page for two people who saved at once.

use maud::{Markup, html};

use super::{
    super::{
        links,
        model::{Answers, Contradiction, Draft, Task, compare, show},
    },
    check::standing,
    forms,
    parts::Parts,
    sentences, words,
};
use crate::{
    cycles::Cycle,
    platform::{
        ui::{self, Faults, Page, SummaryRow},
        web::Ctx,
    },
};

/// What a task's page shows.
pub struct TaskPage<'a> {
    /// The cycle.
    pub cycle: &'a Cycle,
    /// Its set-up as it stands.
    pub draft: &'a Draft,
    /// Which task.
    pub task: Task,
    /// Version that the answers began from.
    pub base: i32,
    /// What was answered.
    pub answers: &'a Answers,
    /// Public reason as typed.
    pub reason: &'a str,
    /// What is wrong with the answers.
    pub faults: &'a Faults,
}

/// The settings of a task as they stand, for a cycle that is frozen.
fn read_only(ctx: &Ctx, page: &TaskPage<'_>) -> Markup {
    let rows: Vec<SummaryRow> = compare(page.task, &Answers::default(), page.answers)
        .into_iter()
        .map(|setting| SummaryRow {
            name: html! { (words::field_name(ctx, setting.field)) },
            value: html! { bdi { (setting.new) } },
            change: None,
        })
        .collect();
    ui::summary_list(&rows)
}

/// A task's page.
pub fn task(ctx: &Ctx, page: &TaskPage<'_>) -> Markup {
    let (cycle, draft) = (page.cycle, page.draft);
    let heading = words::task_name(ctx, page.task);
    let frozen = cycle.definition_hash.is_some();
    let found = draft.contradictions();
    let own: Vec<&Contradiction> = found.iter().filter(|one| one.task() == page.task && !one.is_missing()).collect();
    let parts = Parts { ctx, answers: page.answers, faults: page.faults };
    let body = html! {
        (page.faults.summary(ctx))
        h1 { (heading) }
        @if frozen || cycle.published_at.is_some() { (standing(ctx, cycle)) }
        @if !own.is_empty() {
            (ui::warning(&ctx.t("setup-task-clashes"), words::clash_list(ctx, &own)))
        }
        (sentences::voters_read(ctx, page.task, draft))
        @if frozen { (read_only(ctx, page)) }
        @else {
            (ui::form(ctx, "task-form", &ctx.link(&links::task(&cycle.slug, page.task.code())), html! {
                input type="hidden" name="version" value=(page.base);
                (forms::fields(page.task, &parts, draft))
                @if cycle.published_at.is_some() { (forms::reason(ctx, page.faults, page.reason)) }
                (ui::buttons(&ctx.t("setup-save")))
            }))
        }
    };
    Page::new(ctx, heading)
        .place(cycle.title.clone())
        .staff()
        .error(!page.faults.is_empty())
        .back(ctx.link(&links::set_up(&cycle.slug)))
        .render(&body)
}

/// Someone else saved in between: both answers side by side, setting by setting. Keeping mine sends them again on top of
/// theirs; keeping theirs only leaves the page.
pub fn conflict(ctx: &Ctx, page: &TaskPage<'_>, who: &str) -> Markup {
    let heading = ctx.t("setup-conflict-title");
    let address = ctx.link(&links::task(&page.cycle.slug, page.task.code()));
    let settings = compare(page.task, &show(page.task, page.draft), page.answers);
    let caption = ctx.t("setup-conflict-caption");
    let body = html! {
        div.errors #errors tabindex="-1" { div role="alert" {
            h2 { (ctx.t("form-problem")) }
            p { (ctx.tf("setup-conflict-who", &[("who", who.into())])) }
        } }
        h1 { (heading) }
        p { (ctx.t("setup-conflict-text")) }
        @if settings.is_empty() { p { (ctx.t("setup-conflict-same")) } }
        @else {
            div.scroll role="region" aria-label=(caption) tabindex="0" {
                table.plain.conflict {
                    caption { (caption) }
                    thead { tr {
                        th scope="col" { (ctx.t("setup-conflict-setting")) }
                        th scope="col" { (ctx.t("setup-conflict-theirs")) }
                        th scope="col" { (ctx.t("setup-conflict-mine")) }
                    } }
                    tbody { @for setting in &settings { tr {
                        th scope="row" { (words::field_name(ctx, setting.field)) }
                        td { bdi { (shown(ctx, &setting.old)) } }
                        td { bdi { (shown(ctx, &setting.new)) } }
                    } } }
                }
            }
        }
        (ui::form(ctx, "keep-mine", &address, html! {
            input type="hidden" name="version" value=(page.draft.version);
            input type="hidden" name="reason" value=(page.reason);
            @for field in page.task.fields() {
                @for value in page.answers.all(field) { input type="hidden" name=(field) value=(value); }
            }
            p.buttons {
                button.primary { (ctx.t("setup-conflict-keep-mine")) }
                a href=(address) { (ctx.t("setup-conflict-keep-theirs")) }
            }
        }))
    };
    Page::new(ctx, heading)
        .place(words::task_name(ctx, page.task))
        .staff()
        .error(true)
        .back(ctx.link(&links::set_up(&page.cycle.slug)))
        .render(&body)
}

/// An answer, or a word for none.
pub fn shown(ctx: &Ctx, answer: &str) -> String {
    if answer.is_empty() { ctx.t("setup-nothing") } else { answer.to_owned() }
}
