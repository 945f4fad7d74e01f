//! The list, beginning a proposal, its task list, and how it will look.

use actix_web::HttpResponse;
use uuid::Uuid;

use super::{
    super::{
        actions::{self, ApplicationError},
        links,
        pages::{self, NewForm},
        store,
    },
    read_workshop,
};
use crate::{
    accounts::Grant,
    base::ContestId,
    bodies::{self, Body, BodyId},
    cycles::{self, Contest, Cycle, PhaseName},
    platform::{
        db::CivicConn,
        ui::Faults,
        web::{Answer, AsProblem, Ctx, Fields, FromFields, Posted, Problem, again, ok, see},
    },
};

pub async fn list(ctx: Ctx, grant: Grant) -> Answer {
    let found = ctx
        .state
        .civic
        .read(async |conn| {
            let today = bodies::today(conn).await?;
            let mut out = Vec::new();
            for body in bodies::bodies_of(conn, grant.account(), today).await? {
                let own = store::list_of_body(conn, body.id).await?;
                out.push((body, store::list_drafts(conn, own).await?));
            }
            Ok::<_, ApplicationError>(out)
        })
        .await?;
    ok(pages::list(&ctx, &found))
}

/// For each of a person's bodies, the contests it may propose in now.
async fn choices(ctx: &Ctx, conn: &mut CivicConn, grant: &Grant) -> Result<Vec<(Body, Vec<(Cycle, Contest)>)>, ApplicationError> {
    let today = bodies::today(conn).await?;
    let mut open = Vec::new();
    for cycle in cycles::list_cycles(conn, ctx.lang).await? {
        let taken =
            cycle.published_at.is_some() && cycles::phase_state(conn, &cycle.slug, PhaseName::Proposals).await?.open().is_some();
        if taken {
            let contests = cycles::list_contests(conn, &cycle.slug).await?;
            open.extend(contests.into_iter().map(|contest| (cycle.clone(), contest)));
        }
    }
    let mut out = Vec::new();
    for body in bodies::bodies_of(conn, grant.account(), today).await? {
        let mut fitting = Vec::new();
        for (cycle, contest) in &open {
            if actions::may_propose(conn, &body, contest).await? {
                fitting.push((cycle.clone(), contest.clone()));
            }
        }
        out.push((body, fitting));
    }
    Ok(out)
}

pub async fn new(ctx: Ctx, grant: Grant) -> Answer {
    let choices = ctx.state.civic.read(async |conn| choices(&ctx, conn, &grant).await).await?;
    ok(pages::new(&ctx, &Faults::none(), &choices, &NewForm::default()))
}

pub struct StartForm(NewForm);

impl FromFields for StartForm {
    const NAMES: &'static [&'static str] = &["body", "contest"];
    fn from_fields(fields: &Fields) -> Self {
        Self(NewForm { body: fields.one("body").to_owned(), contest: fields.one("contest").to_owned() })
    }
}

pub async fn start(ctx: Ctx, grant: Grant, Posted(StartForm(form)): Posted<StartForm>) -> Answer {
    let body = Uuid::parse_str(&form.body).ok().map(BodyId);
    let contest = form.contest.parse().ok().map(ContestId);
    let (Some(body), Some(contest)) = (body, contest) else {
        let choices = ctx.state.civic.read(async |conn| choices(&ctx, conn, &grant).await).await?;
        let mut faults = Faults::none();
        if body.is_none() {
            faults = faults.with("body", "application-body-empty", vec![]);
        }
        if contest.is_none() {
            faults = faults.with("contest", "application-zone-empty", vec![]);
        }
        return again(pages::new(&ctx, &faults, &choices, &form));
    };
    let env = ctx.state.env();
    let begun = ctx
        .state
        .civic
        .write("start_application", async |conn| {
            let contest = cycles::contest_by_id(conn, contest).await?;
            actions::start(conn, &env, &grant, body, &contest, ctx.lang.code()).await
        })
        .await;
    match begun {
        Ok(id) => see(&ctx.link(&links::tasks(id))),
        Err(ApplicationError::MayNotPropose) => {
            let choices = ctx.state.civic.read(async |conn| choices(&ctx, conn, &grant).await).await?;
            again(pages::new(&ctx, &Faults::one("contest", "application-zone-not-yours"), &choices, &form))
        }
        Err(error) => Err(error.problem()),
    }
}

pub async fn tasks(ctx: Ctx, grant: Grant) -> Answer {
    let workshop = read_workshop(&ctx, &grant).await?;
    ok(pages::tasks(&ctx, &workshop))
}

pub async fn preview(ctx: Ctx, grant: Grant) -> Answer {
    let workshop = read_workshop(&ctx, &grant).await?;
    ok(pages::preview(&ctx, &workshop))
}

/// The draft as it would stand on a paper card.
pub async fn card(ctx: Ctx, grant: Grant) -> Answer {
    let workshop = read_workshop(&ctx, &grant).await?;
    let guide = pages::card_of(&workshop);
    let made = actix_web::web::block(move || ::guide::card_sheet(&guide, &::guide::fonts())).await;
    let bytes = made.map_err(|fault| Problem::internal(&fault))?.map_err(|fault| Problem::internal(&fault))?;
    Ok(HttpResponse::Ok().content_type("application/pdf").body(bytes))
}
