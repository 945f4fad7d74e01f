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

use super::leap::STEEP;
use crate::profile::Link;

/// A ballot's money (negative: broke), how many voters cast it, and how fast its money may grow with larger
/// shares (see `leap`; 0 where no leap is wanted).
#[derive(Clone, Copy, Default)]
pub(super) struct Purse {
    pub(super) money: i64,
    pub(super) count: u32,
    pub(super) fast: u32,
}

impl Purse {
    /// Whether it is broke, and stays so at all larger shares that matter: no look needs it any more.
    pub(super) fn is_gone(self) -> bool {
        self.money < 0 && self.fast == 0
    }
}

/// Money that marks a broke voter.
pub(super) const BROKE: i64 = -1;

/// What a look found. Prices are per weight 1.
#[derive(Clone, Copy, Debug)]
pub(super) enum Look {
    /// The price lies in `[low, high]`; `weight` is the weight of those who pay in full; `clean`: no
    /// supporter runs short, so the price is exactly cost / weight; `steady`: that stays so at larger shares.
    Price { low: i64, high: i64, weight: i128, clean: bool, slope: u64, steady: bool },
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
}

/// A supporter who may pay in full.
#[derive(Clone, Copy, Default)]
pub(super) struct Payer {
    purse: Purse,
    weight: u32,
}

/// Sums over supporters. No sum can pass 64 bits: voters are less than 2^30 (`MAX_BALLOTS`), weights at most 2^20, halves
/// of money and slopes less than 2^32. So they are added without checks, which take longer than the sums.
#[derive(Default)]
struct Sums {
    /// How fast the money of those who run short or are broke may grow with larger shares.
    pull: u64,
    /// Money of those who run short: the upper and the lower 32 bits.
    short: (u64, u64),
    /// Their number.
    heads: u64,
    /// Weight of those who pay in full.
    weight: u64,
    /// Broke ballots that stay so at larger shares.
    gone: u64,
}

impl Sums {
    /// Adds a supporter; says whether it pays `asked` in full. Without branches, as nobody can foretell them.
    fn add(&mut self, purse: Purse, weight: u64, asked: i64) -> bool {
        let (pays, broke) = (purse.money >= asked, purse.money < 0);
        let count = u64::from(purse.count);
        let (full, rest) = (count.wrapping_mul(u64::from(pays)), count.wrapping_mul(u64::from(!pays)));
        let held = purse.money.max(0).unsigned_abs();
        self.weight = self.weight.wrapping_add(full.wrapping_mul(weight));
        self.short.0 = self.short.0.wrapping_add((held >> 32).wrapping_mul(rest));
        self.short.1 = self.short.1.wrapping_add((held & 0xffff_ffff).wrapping_mul(rest));
        self.heads = self.heads.wrapping_add(rest.wrapping_mul(u64::from(!broke)));
        self.pull = self.pull.wrapping_add(rest.wrapping_mul(u64::from(purse.fast)));
        self.gone = self.gone.wrapping_add(u64::from(purse.is_gone()));
        pays
    }

    fn short(&self) -> i128 {
        (i128::from(self.short.0) << 32) + i128::from(self.short.1)
    }
}

/// Looks at a project. `above(low)` says that a price of at least `low` no longer matters. `scratch`
/// is reused between looks; `gone` gets the number of supporters met that no look needs any more.
pub(super) fn look(q: &Question<'_>, scratch: &mut Vec<Payer>, gone: &mut usize, above: impl Fn(i64) -> bool) -> Look {
    let (mut x, mut low, mut slope) = (q.from, q.from, q.slope);
    let mut s = Sums::default();
    let mut payers = first_pass(q, x, scratch, &mut s);
    *gone = usize::try_from(s.gone).unwrap_or(usize::MAX);
    loop {
        let (weight, heads, pull) = (i128::from(s.weight), i128::from(s.heads), i128::from(s.pull));
        let missing = q.cost - s.short();
        if weight == 0 {
            let missing = missing - heads * q.error;
            return if missing > 0 { Look::Unaffordable { missing, pull } } else { Look::Unclear { low } };
        }
        let bound = clamp((missing - heads * q.error).div_euclid(weight), q.most);
        if bound > low {
            low = bound;
            slope = s.pull.div_ceil(s.weight).min(STEEP);
        }
        if above(low) {
            return Look::Above { low, slope };
        }
        let next = clamp((missing + weight - 1).div_euclid(weight), q.most);
        if next <= x {
            let clean = heads == 0;
            return Look::Price { low, high: x, weight, clean, slope, steady: clean && pull == 0 };
        }
        x = next;
        s.weight = 0;
        payers = next_pass(scratch.get_mut(..payers).unwrap_or_default(), x, &mut s);
    }
}

/// Sums over all supporters at price `x`; `scratch` gets those who pay in full, their number is given.
fn first_pass(q: &Question<'_>, x: i64, scratch: &mut Vec<Payer>, s: &mut Sums) -> usize {
    if scratch.len() < q.supporters.len() {
        scratch.resize(q.supporters.len(), Payer::default());
    }
    let mut payers = 0;
    for link in q.supporters {
        let Some(&purse) = q.purses.get(link.to as usize) else {
            continue;
        };
        let pays = s.add(purse, u64::from(link.weight), x.wrapping_mul(i64::from(link.weight)));
        if let Some(slot) = scratch.get_mut(payers) {
            *slot = Payer { purse, weight: link.weight };
        }
        payers += usize::from(pays);
    }
    payers
}

/// The same over those who paid in full in the pass before, at a higher price.
fn next_pass(payers: &mut [Payer], x: i64, s: &mut Sums) -> usize {
    let mut kept = 0;
    for k in 0..payers.len() {
        let Some(&p) = payers.get(k) else { break };
        let pays = s.add(p.purse, u64::from(p.weight), x.wrapping_mul(i64::from(p.weight)));
        if let Some(slot) = payers.get_mut(kept) {
            *slot = p;
        }
        kept += usize::from(pays);
    }
    kept
}

/// A price within what any purse can hold: beyond `most` everyone runs short anyway.
fn clamp(x: i128, most: i64) -> i64 {
    i64::try_from(x.clamp(0, i128::from(most) + 1)).unwrap_or(most)
}
