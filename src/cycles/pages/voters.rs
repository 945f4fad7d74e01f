//! Who may take part, said from the rules: nobody types these sentences, so they can't say something else than the rules do.

use super::super::model::{Tie, VoteRule};
use crate::platform::web::Ctx;

/// The sentence of a catalog key with a least age in years and the ties of which one must be true.
pub fn who_may(ctx: &Ctx, key: &str, age: u8, ties: &[Tie]) -> String {
    let all: Vec<String> = ties.iter().map(|tie| ctx.t(&format!("voters-tie-{}", tie.code()))).collect();
    ctx.tf(key, &[("age", i64::from(age).into()), ("ties", all.join("; ").into())])
}

/// Who may vote.
pub fn who_may_vote(ctx: &Ctx, rule: &VoteRule) -> String {
    who_may(ctx, "voters-vote", rule.min_age, &rule.ties)
}
