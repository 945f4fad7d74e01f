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
    Price { low: i64, high: i64, weight: i128, clean: bool },
    /// The price is at least this, and that is above what the caller asked for.
    Above { low: i64 },
    /// The supporters cannot pay the cost.
    Unaffordable,
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
}

/// A supporter who may pay in full.
#[derive(Clone, Copy)]
pub(super) struct Payer {
    money: i64,
    count: i64,
    weight: i64,
}

struct Sums {
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
    let mut s = first_pass(q, x, scratch, broke);
    loop {
        if s.weight == 0 {
            return if s.short + s.heads * q.error < q.cost {
                Look::Unaffordable
            } else {
                Look::Unclear { low }
            };
        }
        let missing = q.cost - s.short;
        low = low.max(clamp((missing - s.heads * q.error).div_euclid(s.weight), q.most));
        if above(low) {
            return Look::Above { low };
        }
        let next = clamp((missing + s.weight - 1).div_euclid(s.weight), q.most);
        if next <= x {
            return Look::Price {
                low,
                high: x,
                weight: s.weight,
                clean: s.heads == 0,
            };
        }
        x = next;
        scratch.retain(|p| {
            let short = p.money < x * p.weight;
            if short {
                s.short += i128::from(p.money) * i128::from(p.count);
                s.heads += i128::from(p.count);
                s.weight -= i128::from(p.count) * i128::from(p.weight);
            }
            !short
        });
    }
}

fn first_pass(q: &Question<'_>, x: i64, scratch: &mut Vec<Payer>, broke: &mut usize) -> Sums {
    scratch.clear();
    let mut s = Sums {
        short: 0,
        heads: 0,
        weight: 0,
    };
    let mut gone = 0;
    for link in q.supporters {
        let Some(purse) = q.purses.get(link.to as usize) else {
            continue;
        };
        let weight = i64::from(link.weight);
        if purse.money >= x * weight {
            s.weight += i128::from(purse.count) * i128::from(weight);
            scratch.push(Payer {
                money: purse.money,
                count: purse.count,
                weight,
            });
        } else if purse.money >= 0 {
            s.short += i128::from(purse.money) * i128::from(purse.count);
            s.heads += i128::from(purse.count);
        } else {
            gone += 1;
        }
    }
    *broke = gone;
    s
}

/// A price within what any purse can hold: beyond `most` everyone runs short anyway.
fn clamp(x: i128, most: i64) -> i64 {
    i64::try_from(x.clamp(0, i128::from(most) + 1)).unwrap_or(most)
}
