//! The grid of a cycle.

use super::{
    super::{actions::TranslationError, pages, pages::GridView},
    sheets_of,
};
use crate::{
    accounts::Grant,
    cycles::{self, Cycle},
    platform::web::{Answer, Ctx, Problem, ok},
};

/// The cycle that was asked for; else the newest that is still made, else the newest.
fn chosen(ctx: &Ctx, cycles: &[Cycle]) -> Result<Cycle, Problem> {
    let found = match ctx.query_value("cycle").filter(|slug| !slug.is_empty()) {
        Some(slug) => cycles.iter().find(|cycle| cycle.slug.as_str() == slug),
        None => cycles.iter().find(|cycle| cycle.definition_hash.is_none()).or_else(|| cycles.first()),
    };
    found.cloned().ok_or_else(Problem::not_found)
}

pub async fn show(ctx: Ctx, _: Grant) -> Answer {
    let mut cycles =
        ctx.state.civic.read(async |conn| Ok::<_, TranslationError>(cycles::list_cycles(conn, ctx.lang).await?)).await?;
    cycles.retain(|cycle| !cycle.is_imported);
    let cycle = chosen(&ctx, &cycles)?;
    let contests =
        ctx.state.civic.read(async |conn| Ok::<_, TranslationError>(cycles::list_contests(conn, &cycle.slug).await?)).await?;
    let (languages, sheets) = sheets_of(&ctx, &cycle).await?;
    let only = ctx.query_value("lang").filter(|lang| languages.contains(lang));
    ok(pages::grid(&ctx, &GridView { cycle, cycles, contests, languages, sheets, only }))
}
