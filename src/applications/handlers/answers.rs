//! What became of a concept: its public page with the proposals that answer it.

use super::super::{pages, store};
use crate::{
    ideas,
    platform::web::{Answer, Ctx, ok},
};

pub async fn concept(ctx: Ctx) -> Answer {
    let view = ideas::load_concept(&ctx).await?;
    let answers = ctx
        .state
        .civic
        .read(async |conn| {
            let named = store::list_of_concept(conn, view.concept.id).await?;
            store::list_drafts(conn, named).await
        })
        .await?;
    let listed = pages::answers(&ctx, &view.concept, &answers);
    ok(ideas::concept_page(&ctx, &view, &listed))
}
