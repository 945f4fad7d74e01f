//! Showing an application to a reviewer, keeping answers, deciding, signing costs.

use super::{
    super::{
        actions::{self, ReviewError},
        links,
        mail::Post,
        model::{Answer as Given, Answers, CHECKS, MAX_REASON, Side, faults, ready},
        pages::{self, Desk, Typed},
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
        web::{Answer, Ctx, Fields, FromFields, Posted, again, ok, see},
    },
};

async fn desk(conn: &mut CivicConn, grant: &Grant, id: ApplicationId) -> Result<Desk, ReviewError> {
    let matter = open_matter(conn, grant, id).await?;
    let application = applications::find_application(conn, id).await?.ok_or(ReviewError::NotFound)?;
    let hand_ins: Vec<i32> = applications::list_moves(conn, id)
        .await?
        .into_iter()
        .filter(|one| one.state == State::Submitted)
        .map(|one| one.position)
        .collect();
    let (last, before) = match hand_ins.as_slice() {
        [.., before, last] => (*last, Some(*before)),
        [last] => (*last, None),
        [] => return Err(ReviewError::NotFound),
    };
    let draft = applications::handed_in_with(conn, id, last).await?.ok_or(ReviewError::NotFound)?;
    let earlier = match before {
        Some(position) => applications::handed_in_with(conn, id, position).await?,
        None => None,
    };
    let contest = cycles::contest_by_id(conn, application.contest).await?;
    let (_, rulebook) = cycles::rulebook(conn, &contest.cycle).await?;
    let version = draft.sections.get(&SectionName::Cost).map_or(0, |saved| saved.version);
    Ok(Desk {
        hand_in: last,
        currency: contest.budget.currency,
        signature: store::find_signature(conn, id, version).await?,
        steps: store::public_history(conn, id).await?,
        reviews: store::list_reviews(conn, id).await?,
        appeal: store::find_appeal(conn, id).await?,
        threads: store::list_threads(conn, id).await?,
        people: actions::nameable(conn, &application).await?,
        reviewers: actions::reviewers(conn, matter.body).await?,
        departments: store::list_departments(conn).await?,
        fix_days: rulebook.proposal.fix_days,
        answers: store::find_review_draft(conn, id, grant.account()).await?.unwrap_or_default(),
        matter,
        draft,
        earlier,
    })
}

pub async fn show(ctx: Ctx, grant: Grant) -> Answer {
    let id = id_of(&ctx)?;
    let typed = Typed { kept: ctx.query_value("kept").is_some(), ..Typed::default() };
    match ctx.state.civic.read(async |conn| desk(conn, &grant, id).await).await {
        Ok(desk) => ok(pages::review(&ctx, &desk, &typed)),
        Err(error) => refuse(&ctx, &grant, id, error).await,
    }
}

/// The page again with what was typed; 422.
pub(super) async fn page_again(ctx: &Ctx, grant: &Grant, id: ApplicationId, typed: Typed, answers: Option<Answers>) -> Answer {
    match ctx.state.civic.read(async |conn| desk(conn, grant, id).await).await {
        Ok(mut desk) => {
            desk.answers = answers.unwrap_or(desk.answers);
            again(pages::review(ctx, &desk, &typed))
        }
        Err(error) => refuse(ctx, grant, id, error).await,
    }
}

pub struct ReviewForm {
    answers: Answers,
    /// Position of the hand-in that was on the page.
    hand_in: i32,
    decides: bool,
}

impl FromFields for ReviewForm {
    const NAMES: &'static [&'static str] = &[
        "hand-in",
        "check-legal",
        "note-legal",
        "check-powers",
        "note-powers",
        "check-zone",
        "note-zone",
        "check-open",
        "note-open",
        "check-capital",
        "note-capital",
        "check-months",
        "note-months",
        "check-costs",
        "note-costs",
        "check-site",
        "note-site",
        "check-conflict",
        "note-conflict",
        "outcome",
        "changes",
        "code",
        "reason",
        "lang",
        "go",
    ];

    fn from_fields(fields: &Fields) -> Self {
        let text = |name: &str, most: usize| fields.one(name).trim().replace("\r\n", "\n").chars().take(most).collect::<String>();
        let mut answers = Answers {
            outcome: text("outcome", 20),
            codes: fields.all("code").take(20).map(|code| code.chars().take(20).collect()).collect(),
            changes: text("changes", 8000),
            // Longer than it may be, so that a text that is too long is shown whole with its fault.
            reason: text("reason", MAX_REASON * 5),
            lang: Lang::parse(fields.one("lang")).unwrap_or(Lang::En).code().to_owned(),
            ..Answers::default()
        };
        for check in &CHECKS {
            answers.checks.put(check, Given::parse(fields.one(check.field)), text(check.note, 300));
        }
        Self { answers, hand_in: fields.one("hand-in").parse().unwrap_or(-1), decides: fields.one("go") == "decide" }
    }
}

/// Keeps the answers in any case; decides when asked to and nothing is missing.
pub async fn save(ctx: Ctx, grant: Grant, Posted(ReviewForm { answers, hand_in, decides }): Posted<ReviewForm>) -> Answer {
    let id = id_of(&ctx)?;
    let env = ctx.state.env();
    let saved = ctx.state.civic.write("save_review", async |conn| actions::save_answers(conn, &grant, id, &answers).await).await;
    if let Err(error) = saved {
        return refuse(&ctx, &grant, id, error).await;
    }
    if !decides {
        return see(&ctx.link(&format!("{}?kept=yes", links::matter(id))));
    }
    let show_again =
        async |faults: Faults| page_again(&ctx, &grant, id, Typed { faults, ..Typed::default() }, Some(answers.clone())).await;
    let Some(ready) = ready(&answers) else {
        let found = faults(&answers).into_iter().fold(Faults::none(), |all, (field, key)| all.with(field, key, vec![]));
        return show_again(found).await;
    };
    let post = Post::of(&ctx.state);
    let done = ctx
        .state
        .civic
        .write("decide_review", async |conn| actions::decide(conn, &env, &grant, (id, hand_in), (&ready, post.as_ref())).await)
        .await;
    match done {
        Ok(()) => {
            ctx.state.job_bell.notify_one();
            see(&ctx.link(&links::matter(id)))
        }
        Err(ReviewError::CostsUnsigned) => show_again(Faults::one("outcome", "review-costs-unsigned")).await,
        Err(ReviewError::HandedInAgain) => show_again(Faults::one("outcome", "review-handed-in-again")).await,
        Err(ReviewError::FixRoundUsed) => show_again(Faults::one("outcome", "review-round-used")).await,
        Err(error) => refuse(&ctx, &grant, id, error).await,
    }
}

pub struct CostsForm {
    version: i32,
    cents: i64,
}

impl FromFields for CostsForm {
    const NAMES: &'static [&'static str] = &["version", "cents"];
    fn from_fields(fields: &Fields) -> Self {
        Self { version: fields.one("version").parse().unwrap_or(-1), cents: fields.one("cents").parse().unwrap_or(-1) }
    }
}

pub async fn sign(ctx: Ctx, grant: Grant, Posted(form): Posted<CostsForm>) -> Answer {
    let id = id_of(&ctx)?;
    let env = ctx.state.env();
    let seen = (form.version, form.cents);
    match ctx.state.civic.write("sign_costs", async |conn| actions::sign_costs(conn, &env, &grant, id, seen).await).await {
        Ok(()) => see(&ctx.link(&links::matter(id))),
        Err(error) => refuse(&ctx, &grant, id, error).await,
    }
}

/// The page again with a comment that was not taken.
pub(super) async fn talk_again(
    ctx: &Ctx,
    grant: &Grant,
    id: ApplicationId,
    side: Side,
    (faults, saying): (Faults, pages::Saying),
) -> Answer {
    match side {
        Side::City => page_again(ctx, grant, id, Typed { faults, saying, ..Typed::default() }, None).await,
        Side::Authors => super::authors::page_again(ctx, grant, id, &faults, (&saying, "")).await,
    }
}
