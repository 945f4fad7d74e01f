//! HTTP of the console after the close.

pub mod canvass;
pub mod cases;
pub mod console;
pub mod opening;
pub mod result;
pub mod second;
pub mod voids;

use super::model::{self, Sheet};
use crate::{
    ballotbox,
    cycles::{self, Contest, Cycle},
    eligibility,
    platform::web::{Ctx, Fields, FromFields, Problem},
};

/// A form with a public reason.
pub struct ReasonForm(pub String);

impl FromFields for ReasonForm {
    const NAMES: &'static [&'static str] = &["reason"];
    fn from_fields(fields: &Fields) -> Self {
        Self(fields.one("reason").chars().take(500).collect())
    }
}

pub(super) async fn load_cycle(ctx: &Ctx) -> Result<(Cycle, Vec<Contest>), Problem> {
    let slug = ctx.segment("cycle");
    ctx.state
        .civic
        .read(async |conn| {
            let cycle = cycles::find_cycle(conn, slug, ctx.lang).await?.ok_or_else(Problem::not_found)?;
            let contests = cycles::list_contests(conn, &cycle.slug).await?;
            Ok::<_, Problem>((cycle, contests))
        })
        .await
}

pub(super) async fn load_contest(ctx: &Ctx) -> Result<(Cycle, Contest), Problem> {
    let (cycle, contests) = load_cycle(ctx).await?;
    let zone = ctx.segment("zone");
    let contest = contests.into_iter().find(|c| c.zone.code.as_str() == zone).ok_or_else(Problem::not_found)?;
    Ok((cycle, contest))
}

/// The sheet from both databases, one after the other.
pub(super) async fn sheet(ctx: &Ctx, contest: &Contest) -> Result<Sheet, Problem> {
    let (cycle, zone) = (contest.cycle.as_str(), contest.zone.code.as_str());
    let counts =
        ctx.state.ballot_box.read(async |conn| ballotbox::count_box(conn, cycle, zone).await.map_err(Problem::from)).await?;
    ctx.state
        .civic
        .read(async |conn| {
            let issued = eligibility::issued_by_zone(conn, cycle).await?;
            let printed = eligibility::printed_by_zone(conn, cycle).await?;
            let online = issued.iter().filter(|row| row.zone == zone).map(|row| row.passes).sum();
            let on_paper = printed.iter().find(|(code, _)| code == zone).map_or(0, |(_, count)| *count);
            Ok::<_, Problem>(model::sheet_of(&counts, online, on_paper))
        })
        .await
}
