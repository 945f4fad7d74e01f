//! Exact fractions for prices and effective votes, always in lowest terms.
//! Prices of Equal Shares reach hundreds of bits, so the parts are big integers.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::cmp::Ordering;
use std::fmt;

/// A fraction in lowest terms with a positive denominator.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ratio {
    num: BigInt,
    den: BigInt,
}

impl Ratio {
    /// `num / den` in lowest terms; a zero denominator gives zero.
    #[must_use]
    pub fn new(num: BigInt, den: BigInt) -> Self {
        if den.is_zero() {
            return Self::whole(0);
        }
        let g = num.gcd(&den);
        let (mut num, mut den) = if g.is_one() || g.is_zero() { (num, den) } else { (num / &g, den / &g) };
        if den.is_negative() {
            num = -num;
            den = -den;
        }
        Self { num, den }
    }

    /// A whole number.
    #[must_use]
    pub fn whole(n: i128) -> Self {
        Self { num: BigInt::from(n), den: BigInt::one() }
    }

    /// A fraction of two machine integers.
    #[must_use]
    pub fn of(num: i128, den: i128) -> Self {
        Self::new(BigInt::from(num), BigInt::from(den))
    }

    /// The numerator.
    #[must_use]
    pub fn num(&self) -> &BigInt {
        &self.num
    }

    /// The denominator, positive.
    #[must_use]
    pub fn den(&self) -> &BigInt {
        &self.den
    }

    /// This times a fraction `num / den`.
    #[must_use]
    pub fn times(&self, num: i128, den: i128) -> Self {
        Self::new(&self.num * num, &self.den * den)
    }

    /// One divided by this; zero for zero.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self::new(self.den.clone(), self.num.clone())
    }

    /// This plus another.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self::new(&self.num * &other.den + &other.num * &self.den, &self.den * &other.den)
    }

    /// This minus another.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        Self::new(&self.num * &other.den - &other.num * &self.den, &self.den * &other.den)
    }

    /// The largest whole number not above this (`i128::MAX` if beyond).
    #[must_use]
    pub fn floor(&self) -> i128 {
        self.num.div_floor(&self.den).to_i128().unwrap_or(i128::MAX)
    }

    /// The nearest whole number, halves up.
    #[must_use]
    pub fn rounded(&self) -> i128 {
        let two = BigInt::from(2);
        (&self.num * &two + &self.den).div_floor(&(&self.den * two)).to_i128().unwrap_or(i128::MAX)
    }

    /// With this many decimals, rounded half up, for people ("312.4").
    #[must_use]
    pub fn decimal(&self, decimals: u8) -> String {
        let scale = 10i128.pow(u32::from(decimals.min(9)));
        let n = self.times(scale, 1).rounded();
        let (sign, abs) = (if n < 0 { "-" } else { "" }, n.abs());
        if decimals == 0 {
            return format!("{sign}{abs}");
        }
        format!("{sign}{}.{:0width$}", abs / scale, abs % scale, width = usize::from(decimals.min(9)))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.num * &other.den).cmp(&(&other.num * &self.den))
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.den.is_one() { write!(f, "{}", self.num) } else { write!(f, "{}/{}", self.num, self.den) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lowest_terms_and_order() {
        assert_eq!(Ratio::of(6, -4).to_string(), "-3/2");
        assert_eq!(Ratio::of(8, 4).to_string(), "2");
        assert!(Ratio::of(1, 3) < Ratio::of(34, 100));
        assert_eq!(Ratio::of(1, 3).decimal(2), "0.33");
        assert_eq!(Ratio::of(2, 3).plus(&Ratio::of(1, 3)), Ratio::whole(1));
        assert_eq!(Ratio::of(5, 2).floor(), 2);
        assert_eq!(Ratio::of(5, 2).rounded(), 3);
    }
}
