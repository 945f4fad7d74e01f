//! `reparto-verify pack`: every check of a pack, always the same list in the same order.
//! `docs/formats.md` section 21 says what each proves. One file for each group of checks.

mod acts;
mod ballots;
mod book;
mod canvass;
mod count;
mod definition;
mod evidence;
mod files;
mod issuance;
mod logs;
mod opened;
mod order;
mod results;
mod sources;

use ledger::policy::Policy;

use crate::check::{Check, Told};
use evidence::Evidence;

/// A name and the function behind it.
type Named = (&'static str, fn(&Evidence<'_>) -> Told);

const GROUPS: [&[Named]; 10] = [
    files::CHECKS,
    definition::CHECKS,
    logs::CHECKS,
    ballots::CHECKS,
    issuance::CHECKS,
    acts::CHECKS,
    opened::CHECKS,
    canvass::CHECKS,
    count::CHECKS,
    results::CHECKS,
];

/// Name of every check, in the order in which they are told.
pub fn names() -> impl Iterator<Item = &'static str> {
    GROUPS.into_iter().flatten().map(|(name, _)| *name)
}

/// Makes every check of the archive of a pack under a policy.
pub fn check(archive: &[u8], policy: &Policy) -> Vec<Check> {
    let evidence = Evidence::gather(archive, policy);
    GROUPS.into_iter().flatten().map(|(name, run)| Check::new(name, run(&evidence))).collect()
}
