//! The committee home.

use super::super::{pages, store};
use crate::{
    accounts::Grant,
    platform::web::{Answer, Ctx, Problem, ok},
};

pub async fn show(ctx: Ctx, grant: Grant) -> Answer {
    let (bodies, was_member) = ctx
        .state
        .civic
        .read(async |conn| {
            let today = store::today(conn).await?;
            let bodies = store::bodies_of(conn, grant.account(), today).await?;
            let was_member = bodies.is_empty() && store::had_terms(conn, grant.account(), today).await?;
            Ok::<_, Problem>((bodies, was_member))
        })
        .await?;
    ok(pages::home(&ctx, &bodies, was_member))
}
