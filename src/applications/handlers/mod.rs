//! HTTP of the committee workspace around proposals.

pub mod answers;
pub mod editor;
pub mod files;
pub mod home;
pub mod submit;

use super::{
    actions::{self, ApplicationError},
    model::ApplicationId,
    pages::Workshop,
};
use crate::{
    accounts::Grant,
    cycles::{self, PhaseName},
    platform::{
        db::CivicConn,
        web::{Ctx, Problem},
    },
};

/// The application named in the address.
fn id_of(ctx: &Ctx) -> Result<ApplicationId, Problem> {
    ApplicationId::parse(ctx.segment("application")).ok_or_else(Problem::not_found)
}

/// Everything the pages of one application show, for a person who belongs to its body.
async fn workshop(ctx: &Ctx, conn: &mut CivicConn, grant: &Grant, id: ApplicationId) -> Result<Workshop, ApplicationError> {
    let (draft, body) = actions::own_draft(conn, grant, id).await?;
    let contest = cycles::contest_by_id(conn, draft.application.contest).await?;
    let cycle = cycles::cycle_by_slug(conn, &contest.cycle, ctx.lang).await?;
    let phase = cycles::phase_state(conn, &contest.cycle, PhaseName::Proposals).await?;
    let hurdles = actions::hurdles(conn, &draft, &body, &contest).await?;
    Ok(Workshop { draft, body, contest, cycle, phase, hurdles })
}

async fn read_workshop(ctx: &Ctx, grant: &Grant) -> Result<Workshop, Problem> {
    let id = id_of(ctx)?;
    Ok(ctx.state.civic.read(async |conn| workshop(ctx, conn, grant, id).await).await?)
}
