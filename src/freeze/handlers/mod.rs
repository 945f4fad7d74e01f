//! HTTP of proofs and freeze.

pub mod freezing;
pub mod proofs;

use crate::{
    base::CycleSlug,
    platform::web::{Ctx, Problem},
};

fn slug_of(ctx: &Ctx) -> Result<CycleSlug, Problem> {
    CycleSlug::parse(ctx.segment("cycle")).map_err(|_| Problem::not_found())
}
