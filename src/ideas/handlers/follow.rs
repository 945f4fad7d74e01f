//! The giver's private page: what became of their idea, ideas that are like it, and their contact forgotten on request.

use super::{
    super::{
        actions, links,
        model::Idea,
        pages::{self, FollowView},
        store,
    },
    Scene, scene_of,
};
use crate::platform::{
    ui::Faults,
    web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, form::Nothing, ok, see},
};

/// Ideas that are like the given one, shown after it.
const ALIKE_SHOWN: i32 = 5;

/// A typed code.
pub struct CodeForm(String);

impl FromFields for CodeForm {
    const NAMES: &'static [&'static str] = &["code"];
    fn from_fields(fields: &Fields) -> Self {
        Self(fields.one("code").chars().take(60).collect())
    }
}

async fn load(ctx: &Ctx, code: &str) -> Result<Option<(Idea, bool)>, Problem> {
    let hash = actions::follow_hash(&ctx.state.keys.contact, code);
    ctx.state.civic.read(async |conn| store::find_by_follow(conn, &hash).await.map_err(Problem::from)).await
}

pub async fn ask(ctx: Ctx) -> Answer {
    ok(pages::ask_code(&ctx, &Faults::none(), ""))
}

pub async fn post_ask(ctx: Ctx, Posted(CodeForm(code)): Posted<CodeForm>) -> Answer {
    if code.trim().is_empty() {
        return again(pages::ask_code(&ctx, &Faults::one("code", "idea-code-empty"), &code));
    }
    if load(&ctx, &code).await?.is_none() {
        return again(pages::ask_code(&ctx, &Faults::one("code", "idea-code-wrong"), &code));
    }
    // In the address a code stands as it was told: letters, digits and dashes.
    let plain: String = code.to_uppercase().chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    see(&ctx.link(&links::follow(&plain)))
}

pub async fn show(ctx: Ctx) -> Answer {
    let code = ctx.segment("token").to_owned();
    let (idea, has_contact) = load(&ctx, &code).await?.ok_or_else(Problem::not_found)?;
    let scene: Scene = scene_of(&ctx, Some(idea.cycle.to_string())).await?.ok_or_else(Problem::not_found)?;
    let (events, alike, concepts) = ctx
        .state
        .civic
        .read(async |conn| {
            let events = store::list_events(conn, idea.id).await?;
            let alike = store::similar(conn, &idea, false, ALIKE_SHOWN).await?;
            let concepts = store::list_all_concepts(conn, &idea.cycle).await?;
            Ok::<_, Problem>((events, alike, concepts))
        })
        .await?;
    let view =
        FollowView { scene: &scene, idea: &idea, code: &code, has_contact, events: &events, alike: &alike, concepts: &concepts };
    ok(pages::follow(&ctx, &view))
}

/// Forgets the contact. Doing it again changes nothing.
pub async fn forget(ctx: Ctx, _: Posted<Nothing>) -> Answer {
    let code = ctx.segment("token").to_owned();
    let (idea, _) = load(&ctx, &code).await?.ok_or_else(Problem::not_found)?;
    ctx.state.civic.write("forget_contact", async |conn| actions::forget_contact(conn, &idea).await).await?;
    see(&ctx.link(&links::follow(&code)))
}
