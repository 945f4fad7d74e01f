//! One look at a project: bounds on its price from the fixed-point purses, in a few linear passes.
//!
//! Money is in units of 2^-F minor units. Purse `b` holds a lower bound: true money lies in
//! `[b, b + E]`; a broke voter has exactly 0. For supporters with weights w and numbers c let
//! f(x) = sum of c * min(b, x * w), concave and increasing; the price solves f(x) = cost.
//! For any set A of supporters x_A = (cost - sum over A of c * b) / (sum over the others of c * w)
//! is at most the price, and it is the price if A holds those who run short. So each pass gives a
//! lower bound, and passes from a lower bound upwards end at the price of the purses, rounded up.
//! True money is at least the purses, so this is an upper bound of the true price; taking E off
//! each purse in A's place, (cost - sum of c * (b + E)) / (sum of c * w), is a lower bound of it.
//! `docs/equal_shares_arithmetic.md` has the whole proof.

use crate::profile::Link;

/// A ballot's money (negative: broke) and how many voters cast it.
#[derive(Clone, Copy)]
pub(super) struct Purse {
    pub(super) money: i64,
    pub(super) count: i64,
}

/// Money that marks a broke voter.
pub(super) const BROKE: i64 = -1;

/// What a look found. Prices are per weight 1.
#[derive(Clone, Copy, Debug)]
pub(super) enum Look {
    /// The price lies in `[low, high]`; `weight` is the weight of those who pay in full; `clean`: no
    /// supporter runs short, so the price is exactly cost / weight.
    Price { low: i64, high: i64, weight: i128, clean: bool, slope: u64 },
    /// The price is at least this, and that is above what the caller asked for.
    Above { low: i64, slope: u64 },
    /// The supporters cannot pay the cost: this much is missing at least, and larger shares bring them
    /// at most `pull` times the raise (see `leap`).
    Unaffordable { missing: i128, pull: i128 },
    /// Too close to call with these bounds; exact arithmetic decides. The price is at least this.
    Unclear { low: i64 },
}

/// What a look needs to know.
pub(super) struct Question<'a> {
    pub(super) supporters: &'a [Link],
    pub(super) purses: &'a [Purse],
    /// The cost in fixed-point units.
    pub(super) cost: i128,
    /// Bound E on what a purse may hide.
    pub(super) error: i128,
    /// A lower bound of the price to start from.
    pub(super) from: i64,
    /// No purse holds more.
    pub(super) most: i64,
    /// How fast the price behind `from` may fall with larger shares.
    pub(super) slope: u64,
    /// How fast each purse may grow with larger shares; empty where no leap is wanted.
    pub(super) slopes: &'a [u64],
    /// The same for broke supporters no longer listed, all together.
    pub(super) gone: i128,
}

impl Question<'_> {
    fn pull(&self, ballot: u32, count: i64) -> i128 {
        self.slopes.get(ballot as usize).map_or(0, |&s| i128::from(s) * i128::from(count))
    }
}

/// A supporter who may pay in full.
#[derive(Clone, Copy)]
pub(super) struct Payer {
    money: i64,
    count: i64,
    weight: i64,
    ballot: u32,
}

struct Sums {
    /// How fast the money of those who run short or are broke may grow with larger shares.
    pull: i128,
    /// Money of those who run short.
    short: i128,
    /// Their number.
    heads: i128,
    /// Weight of the others.
    weight: i128,
}

/// Looks at a project. `above(low)` says that a price of at least `low` no longer matters. `scratch`
/// is reused between looks; `broke` gets the number of broke supporters met.
pub(super) fn look(q: &Question<'_>, scratch: &mut Vec<Payer>, broke: &mut usize, above: impl Fn(i64) -> bool) -> Look {
    let mut x = q.from;
    let mut low = q.from;
    let mut slope = q.slope;
    let mut s = first_pass(q, x, scratch, broke);
    loop {
        if s.weight == 0 {
            let missing = q.cost - s.short - s.heads * q.error;
            return if missing > 0 { Look::Unaffordable { missing, pull: s.pull } } else { Look::Unclear { low } };
        }
        let missing = q.cost - s.short;
        let bound = clamp((missing - s.heads * q.error).div_euclid(s.weight), q.most);
        let falls = u64::try_from((s.pull + s.weight - 1) / s.weight).unwrap_or(u64::MAX);
        if bound > low {
            (low, slope) = (bound, falls);
        }
        if above(low) {
            return Look::Above { low, slope };
        }
        let next = clamp((missing + s.weight - 1).div_euclid(s.weight), q.most);
        if next <= x {
            return Look::Price { low, high: x, weight: s.weight, clean: s.heads == 0, slope };
        }
        x = next;
        scratch.retain(|p| {
            let short = p.money < x * p.weight;
            if short {
                s.short += i128::from(p.money) * i128::from(p.count);
                s.heads += i128::from(p.count);
                s.pull += q.pull(p.ballot, p.count);
                s.weight -= i128::from(p.count) * i128::from(p.weight);
            }
            !short
        });
    }
}

fn first_pass(q: &Question<'_>, x: i64, scratch: &mut Vec<Payer>, broke: &mut usize) -> Sums {
    scratch.clear();
    let mut s = Sums { pull: q.gone, short: 0, heads: 0, weight: 0 };
    let mut gone = 0;
    for link in q.supporters {
        let Some(purse) = q.purses.get(link.to as usize) else {
            continue;
        };
        let weight = i64::from(link.weight);
        if purse.money >= x * weight {
            s.weight += i128::from(purse.count) * i128::from(weight);
            scratch.push(Payer { money: purse.money, count: purse.count, weight, ballot: link.to });
        } else if purse.money >= 0 {
            s.short += i128::from(purse.money) * i128::from(purse.count);
            s.heads += i128::from(purse.count);
            s.pull += q.pull(link.to, purse.count);
        } else {
            gone += 1;
            s.pull += q.pull(link.to, purse.count);
        }
    }
    *broke = gone;
    s
}

/// A price within what any purse can hold: beyond `most` everyone runs short anyway.
fn clamp(x: i128, most: i64) -> i64 {
    i64::try_from(x.clamp(0, i128::from(most) + 1)).unwrap_or(most)
}
