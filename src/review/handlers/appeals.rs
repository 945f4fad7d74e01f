//! Appeals that wait, and deciding about one.

use actix_web::http::StatusCode;

use super::{
    super::{
        actions::{self, ReviewError},
        links,
        mail::Post,
        model::{AppealForm, MAX_REASON, Words, reason_fault},
        pages::{self, AppealDesk},
        store,
    },
    id_of, open_matter, refuse,
};
use crate::{
    accounts::Grant,
    applications::{self, ApplicationId, SectionName, State},
    base::Lang,
    cycles,
    platform::{
        db::CivicConn,
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, ok, see},
    },
};

pub async fn list(ctx: Ctx, grant: Grant) -> Answer {
    let mut matters = ctx.state.civic.read(async |conn| store::list_matters(conn, grant.account()).await).await?;
    matters.retain(|matter| matter.state == State::Appealed);
    matters.sort_by_key(|matter| matter.due);
    ok(pages::appeals(&ctx, &matters))
}

async fn desk(conn: &mut CivicConn, grant: &Grant, id: ApplicationId) -> Result<AppealDesk, ReviewError> {
    let matter = open_matter(conn, grant, id).await?;
    let appeal = store::find_appeal(conn, id).await?.ok_or(ReviewError::NotFound)?;
    let draft = applications::last_handed_in(conn, id).await?.ok_or(ReviewError::NotFound)?;
    let version = draft.sections.get(&SectionName::Cost).map_or(0, |saved| saved.version);
    let contest = cycles::contest_by_id(conn, matter.contest).await?;
    Ok(AppealDesk {
        currency: contest.budget.currency,
        steps: store::public_history(conn, id).await?,
        signature: store::find_signature(conn, id, version).await?,
        reviewed_it: store::has_reviewed(conn, grant.account(), id).await?,
        matter,
        draft,
        appeal,
    })
}

pub async fn show(ctx: Ctx, grant: Grant) -> Answer {
    let id = id_of(&ctx)?;
    match ctx.state.civic.read(async |conn| desk(conn, &grant, id).await).await {
        Ok(desk) => ok(pages::appeal(&ctx, &desk, &Faults::none(), &AppealForm::default())),
        Err(error) => refuse(&ctx, &grant, id, error).await,
    }
}

impl FromFields for AppealForm {
    const NAMES: &'static [&'static str] = &["outcome", "reason", "lang"];
    fn from_fields(fields: &Fields) -> Self {
        Self {
            outcome: fields.one("outcome").to_owned(),
            reason: fields.one("reason").trim().replace("\r\n", "\n").chars().take(MAX_REASON * 5).collect(),
            lang: Lang::parse(fields.one("lang")).unwrap_or(Lang::En).code().to_owned(),
        }
    }
}

pub async fn settle(ctx: Ctx, grant: Grant, Posted(form): Posted<AppealForm>) -> Answer {
    let id = id_of(&ctx)?;
    let env = ctx.state.env();
    let show_again = async |faults: Faults| match ctx.state.civic.read(async |conn| desk(conn, &grant, id).await).await {
        Ok(desk) => again(pages::appeal(&ctx, &desk, &faults, &form)),
        Err(error) => refuse(&ctx, &grant, id, error).await,
    };
    let mut faults = Faults::none();
    if !["accepted", "rejected"].contains(&form.outcome.as_str()) {
        faults = faults.with("outcome", "appeal-outcome-empty", vec![]);
    }
    if let Some(key) = reason_fault(&form.reason) {
        faults = faults.with("reason", key, vec![]);
    }
    if !faults.is_empty() {
        return show_again(faults).await;
    }
    let reason = Words { lang: form.lang.clone(), text: form.reason.clone() };
    let accepted = form.outcome == "accepted";
    let post = Post::of(&ctx.state);
    let done = ctx
        .state
        .civic
        .write("settle_appeal", async |conn| {
            actions::settle_appeal(conn, &env, &grant, id, (accepted, &reason, post.as_ref())).await
        })
        .await;
    match done {
        Ok(()) => {
            ctx.state.job_bell.notify_one();
            see(&ctx.link(&links::appeals()))
        }
        Err(ReviewError::CostsUnsigned) => show_again(Faults::one("outcome", "appeal-costs-unsigned")).await,
        Err(ReviewError::Decided(_)) => {
            Err(Problem::new(StatusCode::CONFLICT, "review.decided", "review-decided-title", "appeal-decided")
                .then(ctx.link(&links::appeals()), "appeals-title"))
        }
        Err(error) => refuse(&ctx, &grant, id, error).await,
    }
}
