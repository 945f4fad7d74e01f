//! The queue, taking an application and giving it to someone.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    super::{
        actions::{self, Placing, ReviewError},
        links,
        model::Queue,
        pages::{self, Typed},
        store,
    },
    id_of, refuse, review,
};
use crate::{
    accounts::Grant,
    applications::State,
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, form::Nothing, ok, see},
    },
};

pub async fn show(ctx: Ctx, grant: Grant) -> Answer {
    let value = |name| ctx.query_value(name).unwrap_or_default();
    let queue =
        Queue { zone: value("zone"), state: value("state"), department: value("department"), mine: value("mine") == "yes" };
    let (all, departments) = ctx
        .state
        .civic
        .read(async |conn| {
            let all = store::list_matters(conn, grant.account()).await?;
            Ok::<_, ReviewError>((all, store::list_departments(conn).await?))
        })
        .await?;
    let mut zones: Vec<(String, String)> = all.iter().map(|one| (one.zone.to_string(), one.zone_name.clone())).collect();
    zones.sort_by(|a, b| a.1.cmp(&b.1));
    zones.dedup();
    let wanted = |state: State| match State::parse(&queue.state) {
        Some(asked) => state == asked,
        None => matches!(state, State::Submitted | State::ChangesAsked | State::Appealed),
    };
    let mut matters = all;
    matters.retain(|one| {
        wanted(one.state)
            && (queue.zone.is_empty() || one.zone.as_str() == queue.zone)
            && (queue.department.is_empty() || one.department.as_ref().is_some_and(|of| of.code == queue.department))
            && (!queue.mine || one.reviewer.as_ref().is_some_and(|person| person.id == grant.account()))
    });
    matters.sort_by_key(|one| !one.is_overdue);
    ok(pages::queue(&ctx, &queue, &matters, &zones, &departments))
}

pub async fn take(ctx: Ctx, grant: Grant, _: Posted<Nothing>) -> Answer {
    let id = id_of(&ctx)?;
    match ctx.state.civic.write("take_review", async |conn| actions::take(conn, &grant, id).await).await {
        Ok(()) => see(&ctx.link(&links::matter(id))),
        Err(error) => refuse(&ctx, &grant, id, error).await,
    }
}

pub struct GiveForm {
    department: String,
    reviewer: String,
    due: String,
}

impl FromFields for GiveForm {
    const NAMES: &'static [&'static str] = &["department", "reviewer", "due"];
    fn from_fields(fields: &Fields) -> Self {
        let text = |name: &str| fields.one(name).trim().chars().take(40).collect::<String>();
        Self { department: text("department"), reviewer: text("reviewer"), due: text("due") }
    }
}

pub async fn give(ctx: Ctx, grant: Grant, Posted(form): Posted<GiveForm>) -> Answer {
    let id = id_of(&ctx)?;
    let again = async |faults: Faults| {
        let placing = Some((form.department.clone(), form.reviewer.clone(), form.due.clone()));
        review::page_again(&ctx, &grant, id, Typed { faults, placing, ..Typed::default() }, None).await
    };
    let due_on = match (form.due.is_empty(), form.due.parse::<NaiveDate>()) {
        (true, _) => None,
        (false, Ok(day)) => Some(day),
        (false, Err(_)) => return again(Faults::one("due", "review-due-day-format")).await,
    };
    let reviewer = match (form.reviewer.is_empty(), Uuid::parse_str(&form.reviewer)) {
        (true, _) => None,
        (false, Ok(who)) => Some(who),
        (false, Err(_)) => return again(Faults::one("reviewer", "review-reviewer-wrong")).await,
    };
    let department = (!form.department.is_empty()).then(|| form.department.clone());
    let placing = Placing { department, reviewer, due_on };
    match ctx.state.civic.write("give_review", async |conn| actions::give(conn, &grant, id, &placing).await).await {
        Ok(()) => see(&ctx.link(&links::matter(id))),
        Err(ReviewError::NotForThem) => again(Faults::one("reviewer", "review-reviewer-wrong")).await,
        Err(error) => refuse(&ctx, &grant, id, error).await,
    }
}
