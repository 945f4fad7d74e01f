//! HTTP of set-up.

pub mod boundary;
pub mod calendar;
pub mod check;
pub mod map;
pub mod new_cycle;
pub mod phases;
pub mod task;
pub mod zones;

use super::{model::Draft, store};
use crate::{
    cycles::Cycle,
    platform::web::{Ctx, Problem},
};

/// The cycle of the path with its set-up as it stands.
async fn load(ctx: &Ctx) -> Result<(Cycle, Draft), Problem> {
    let slug = ctx.segment("cycle");
    let found = ctx.state.civic.read(async |conn| store::find_draft(conn, slug, ctx.lang).await).await?;
    found.ok_or_else(Problem::not_found)
}
