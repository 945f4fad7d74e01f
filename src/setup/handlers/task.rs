//! A task's page and its saving.

use super::{
    super::{
        actions::{self, SavedTask, SetUpError},
        links,
        model::{Answers, Task, show as answers_of},
        pages::{self, TaskPage},
    },
    load,
};
use crate::{
    accounts::Grant,
    base::{CycleSlug, Duty},
    cycles::{self, CycleError},
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, html, ok, see},
    },
};

/// Any task's form: every task's fields, the version it was made from, a public reason.
pub struct TaskForm {
    answers: Answers,
    base: i32,
    reason: String,
}

impl FromFields for TaskForm {
    const NAMES: &'static [&'static str] = &[
        "version",
        "reason",
        "ideas_start",
        "ideas_end",
        "proposals_start",
        "proposals_end",
        "review_start",
        "review_end",
        "appeals_start",
        "appeals_end",
        "translation_start",
        "translation_end",
        "freeze",
        "vote_start",
        "vote_end",
        "grace",
        "zone_code",
        "money",
        "sample",
        "idea_age",
        "idea_contact_age",
        "idea_tie",
        "vote_age",
        "vote_tie",
        "per",
        "author",
        "committee_vote",
        "floor",
        "floor_share",
        "cap",
        "cap_share",
        "months",
        "fix_days",
        "appeal_days",
        "kind",
        "limit",
        "blank",
        "change",
        "rule",
        "min_votes",
        "flag",
        "tie_step",
        "tie_last",
        "seed",
        "door",
        "language",
        "title_en",
        "title_es",
        "place_zone",
        "place_name",
        "place_address",
        "place_hours_en",
        "place_hours_es",
    ];
    fn from_fields(fields: &Fields) -> Self {
        let mut answers = Answers::default();
        for name in Self::NAMES {
            let values: Vec<String> = fields.all(name).map(|value| value.chars().take(300).collect()).collect();
            if !values.is_empty() {
                answers.put(name, values);
            }
        }
        Self {
            answers,
            base: fields.one("version").parse().unwrap_or(-1),
            reason: fields.one("reason").trim().chars().take(500).collect(),
        }
    }
}

fn task_of(ctx: &Ctx) -> Result<Task, Problem> {
    Task::parse(ctx.segment("task")).ok_or_else(Problem::not_found)
}

pub async fn show(ctx: Ctx) -> Answer {
    let task = task_of(&ctx)?;
    let (cycle, draft) = load(&ctx).await?;
    let (answers, faults) = (answers_of(task, &draft), Faults::none());
    let page =
        TaskPage { cycle: &cycle, draft: &draft, task, base: draft.version, answers: &answers, reason: "", faults: &faults };
    ok(pages::task(&ctx, &page))
}

pub async fn save(ctx: Ctx, grant: Grant, Posted(form): Posted<TaskForm>) -> Answer {
    let task = task_of(&ctx)?;
    let slug = CycleSlug::parse(ctx.segment("cycle")).map_err(|_| Problem::not_found())?;
    let (env, actor) = (ctx.state.env(), grant.actor(Duty::SetUpCycle));
    let saved = SavedTask { task, base: form.base, answers: &form.answers, reason: &form.reason };
    let done = ctx.state.civic.write("save_task", async |conn| actions::save_task(conn, &env, &actor, &slug, &saved).await).await;
    let faults = match done {
        Ok(_) => return see(&ctx.link(&links::task(&slug, task.code()))),
        Err(SetUpError::Unread(faults)) => faults,
        Err(SetUpError::Contradicts(found)) => pages::faults(&ctx, &found),
        Err(SetUpError::Cycle(CycleError::RulebookChanged)) => return conflict(&ctx, task, &form).await,
        Err(SetUpError::Cycle(CycleError::ZoneInUse)) => Faults::one("money", "setup-wrong-zone-in-use"),
        Err(error) => return Err(error.into()),
    };
    let (cycle, draft) = load(&ctx).await?;
    let page = TaskPage {
        cycle: &cycle,
        draft: &draft,
        task,
        base: form.base,
        answers: &form.answers,
        reason: &form.reason,
        faults: &faults,
    };
    again(pages::task(&ctx, &page))
}

/// 409 with both answers.
async fn conflict(ctx: &Ctx, task: Task, form: &TaskForm) -> Answer {
    let (cycle, draft) = load(ctx).await?;
    let versions = ctx.state.civic.read(async |conn| cycles::list_versions(conn, &cycle.slug).await).await?;
    let who = versions.last().map_or("", |version| version.made_by.split('/').next().unwrap_or(""));
    let faults = Faults::none();
    let page = TaskPage {
        cycle: &cycle,
        draft: &draft,
        task,
        base: form.base,
        answers: &form.answers,
        reason: &form.reason,
        faults: &faults,
    };
    Ok(html(actix_web::http::StatusCode::CONFLICT, pages::conflict(ctx, &page, who)))
}
