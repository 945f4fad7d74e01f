//! Money as whole minor units with its currency. Formatting for people lives in `platform::ui::money`.

/// An amount in minor units (cents) of one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// Minor units; cents for dollars.
    pub cents: i64,
    /// ISO 4217 code, such as `USD`.
    pub currency: String,
}

impl Money {
    /// An amount of `cents` in `currency`.
    pub fn new(cents: i64, currency: &str) -> Self {
        Self { cents, currency: currency.to_owned() }
    }

    /// US dollars from cents.
    pub fn usd(cents: i64) -> Self {
        Self::new(cents, "USD")
    }

    /// `part` of `whole` as whole percent, rounded down; 0 when `whole` is not positive.
    pub fn percent(part: i64, whole: i64) -> i64 {
        if whole <= 0 { 0 } else { i64::try_from(i128::from(part) * 100 / i128::from(whole)).unwrap_or(0) }
    }
}
