//! HTTP of the translation desk.

pub mod editor;
pub mod files;
pub mod grid;
pub mod waivers;

use super::{actions::TranslationError, model::Sheet};
use crate::{
    cycles::{self, Cycle},
    platform::web::{Ctx, Problem},
};

/// The cycle named in the address.
async fn cycle_of(ctx: &Ctx) -> Result<Cycle, Problem> {
    let slug = ctx.segment("cycle");
    let read = async |conn: &mut _| Ok::<_, TranslationError>(cycles::find_cycle(conn, slug, ctx.lang).await?);
    ctx.state.civic.read(read).await?.ok_or_else(Problem::not_found)
}

/// Required languages of a cycle, and every proposal in each of them.
async fn sheets_of(ctx: &Ctx, cycle: &Cycle) -> Result<(Vec<String>, Vec<Sheet>), Problem> {
    let found = ctx
        .state
        .civic
        .read(async |conn| {
            let (_, rulebook) = cycles::rulebook(conn, &cycle.slug).await?;
            let sheets = super::actions::sheets_of_cycle(conn, &cycle.slug, &rulebook.languages).await?;
            Ok::<_, TranslationError>((rulebook.languages, sheets))
        })
        .await?;
    Ok(found)
}
