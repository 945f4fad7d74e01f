//! HTTP of the audit pages.

use super::{pages, store};
use crate::platform::web::{Answer, Ctx, Problem, ok};

pub async fn audit(ctx: Ctx) -> Answer {
    let acts = ctx.state.civic.read(async |conn| store::list_acts(conn, None, 200).await.map_err(Problem::from)).await?;
    ok(pages::audit(&ctx, &acts))
}

pub async fn protect(ctx: Ctx) -> Answer {
    ok(pages::protect(&ctx))
}
