//! A concept's public page, and the page on which ideas are taken out of it again.

use std::collections::BTreeSet;

use super::{
    super::{
        actions::{self, IdeaError},
        links,
        model::{Concept, Idea},
        pages, store,
    },
    Scene, area, number, scene,
};
use crate::{
    accounts::Grant,
    base::ZoneCode,
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, ok, see},
    },
};

/// A concept with its ideas, as a page needs it.
pub struct ConceptView {
    /// The cycle, its zones and its ideas phase.
    pub(in crate::ideas) scene: Scene,
    /// The concept.
    pub concept: Concept,
    /// Its ideas by number.
    pub(in crate::ideas) ideas: Vec<Idea>,
}

impl ConceptView {
    /// The concept's zone.
    pub fn zone(&self) -> &ZoneCode {
        &self.concept.zone
    }
}

/// The concept that the address names (`{number}` in the path, `cycle` in the query).
///
/// # Errors
/// Not found, when there is none.
pub async fn load_concept(ctx: &Ctx) -> Result<ConceptView, Problem> {
    let (scene, number) = (scene(ctx).await?, number(ctx)?);
    let found = ctx
        .state
        .civic
        .read(async |conn| {
            let concept = store::find_concept(conn, &scene.cycle.slug, number).await?.ok_or_else(Problem::not_found)?;
            let ideas = store::members(conn, concept.id).await?;
            Ok::<_, Problem>((concept, ideas))
        })
        .await?;
    Ok(ConceptView { scene, concept: found.0, ideas: found.1 })
}

/// Ideas to be taken out.
pub struct SplitForm(Vec<i32>);

impl FromFields for SplitForm {
    const NAMES: &'static [&'static str] = &["idea"];
    fn from_fields(fields: &Fields) -> Self {
        let numbers: BTreeSet<i32> = fields.all("idea").filter_map(|number| number.parse().ok()).collect();
        Self(numbers.into_iter().take(500).collect())
    }
}

pub async fn desk(ctx: Ctx, grant: Grant) -> Answer {
    let view = load_concept(&ctx).await?;
    super::desk(&ctx, &grant).await?.demand(view.zone()).map_err(IdeaError::from)?;
    ok(pages::concept_desk(&ctx, &Faults::none(), area(&ctx), &view))
}

pub async fn post_split(ctx: Ctx, grant: Grant, Posted(SplitForm(ideas)): Posted<SplitForm>) -> Answer {
    let view = load_concept(&ctx).await?;
    let (desk, env) = (super::desk(&ctx, &grant).await?, ctx.state.env());
    desk.demand(view.zone()).map_err(IdeaError::from)?;
    if ideas.is_empty() {
        return again(pages::concept_desk(&ctx, &Faults::one("idea", "idea-split-empty"), area(&ctx), &view));
    }
    let which = (&view.scene.cycle.slug, view.concept.number);
    ctx.state.civic.write("split_concept", async |conn| actions::split(conn, &env, &desk, which, &ideas).await).await?;
    see(&ctx.link(&links::desk(area(&ctx), &format!("concepts/{}", view.concept.number), &view.scene.cycle.slug)))
}
