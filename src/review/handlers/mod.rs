//! HTTP of reviews.

pub mod appeals;
pub mod authors;
pub mod departments;
pub mod ledger;
pub mod queue;
pub mod review;
pub mod talk;

use actix_web::http::StatusCode;

use super::{
    actions::{self, ReviewError},
    links,
    model::Matter,
    pages, store,
};
use crate::{
    accounts::Grant,
    applications::ApplicationId,
    bodies,
    platform::{
        db::CivicConn,
        ui,
        web::{Answer, AsProblem, Ctx, Problem, html},
    },
};

/// The application named in the address.
fn id_of(ctx: &Ctx) -> Result<ApplicationId, Problem> {
    ApplicationId::parse(ctx.segment("application")).ok_or_else(Problem::not_found)
}

/// An application before a reviewer; whoever keeps out gets no further.
async fn open_matter(conn: &mut CivicConn, grant: &Grant, id: ApplicationId) -> Result<Matter, ReviewError> {
    let matter = store::find_matter(conn, grant.account(), id).await?.ok_or(ReviewError::NotFound)?;
    if let Some(recusal) = bodies::recusal(conn, grant.account(), matter.body).await? {
        return Err(ReviewError::Tied(Box::new(recusal)));
    }
    if store::has_written(conn, id, grant.account()).await? {
        return Err(ReviewError::OwnWork);
    }
    Ok(matter)
}

/// A refusal as the person meets it: with names and moments where they are known, and for someone who keeps out a page that
/// says why and who else can look.
async fn refuse(ctx: &Ctx, grant: &Grant, id: ApplicationId, error: ReviewError) -> Answer {
    let problem = error.problem();
    let again = |problem: Problem| problem.then(ctx.link(&links::matter(id)), "review-back-to-it");
    match error {
        ReviewError::Tied(recusal) => {
            let (matter, others) = ctx
                .state
                .civic
                .read(async |conn| {
                    let matter = store::find_matter(conn, grant.account(), id).await?.ok_or(ReviewError::NotFound)?;
                    let others = actions::reviewers(conn, matter.body).await?;
                    Ok::<_, ReviewError>((matter, others))
                })
                .await?;
            Ok(html(StatusCode::FORBIDDEN, pages::tied(ctx, &matter, &recusal, &others)))
        }
        ReviewError::Decided(Some((name, at))) => {
            let problem = Problem::new(problem.status, problem.code, problem.title, "review-decided-by");
            Err(again(problem.with("name", name).with("when", ui::moment(ctx, at))))
        }
        ReviewError::WithAuthors(due) => Err(again(problem.with("when", ui::moment(ctx, due)))),
        ReviewError::Decided(None) | ReviewError::TakenBy(_) => Err(again(problem)),
        _ => Err(problem),
    }
}
