//! The public list of ideas, one idea, its recording.

use super::{
    super::{
        model::IdeaState,
        pages::{self, IdeaView, ListView},
        store,
    },
    load_idea,
    play::play,
    scene, scene_of, search,
};
use crate::platform::web::{Answer, Ctx, Problem, ok};

pub async fn list(ctx: Ctx) -> Answer {
    let Some(scene) = scene_of(&ctx, ctx.query_value("cycle")).await? else {
        return ok(pages::nothing_yet(&ctx));
    };
    let search = search(&ctx);
    let slug = &scene.cycle.slug;
    let view = ctx
        .state
        .civic
        .read(async |conn| {
            let ideas = store::list_found(conn, slug, &search).await?;
            let concepts = store::list_concepts_of(conn, &ideas).await?;
            let total = store::count_found(conn, slug, &search).await?;
            let counts = store::count_zones(conn, slug).await?;
            Ok::<_, Problem>(ListView { scene: &scene, search: &search, ideas, concepts, total, counts })
        })
        .await?;
    ok(pages::list(&ctx, &view))
}

pub async fn idea(ctx: Ctx) -> Answer {
    let scene = scene(&ctx).await?;
    let idea = load_idea(&ctx, &scene).await?;
    let (events, concepts) = ctx
        .state
        .civic
        .read(async |conn| {
            let events = store::list_events(conn, idea.id).await?;
            let concepts = store::list_all_concepts(conn, &scene.cycle.slug).await?;
            Ok::<_, Problem>((events, concepts))
        })
        .await?;
    ok(pages::idea(&ctx, &IdeaView { scene: &scene, idea: &idea, events: &events, concepts: &concepts }))
}

/// Only what a moderator put on the list is heard.
pub async fn sound(ctx: Ctx) -> Answer {
    let scene = scene(&ctx).await?;
    let idea = load_idea(&ctx, &scene).await?;
    if idea.state != IdeaState::Published {
        return Err(Problem::not_found());
    }
    let found = ctx.state.civic.read(async |conn| store::read_sound(conn, idea.id).await).await?;
    play(&ctx, found)
}
