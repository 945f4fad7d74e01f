//! Amounts as text: minor digits by ISO 4217, strict reading ("400000.0", "1459730,46"),
//! plain writing for machines and grouped writing for people. Never a float.

use crate::model::{Cents, MAX_AMOUNT};

/// ISO 4217: currencies whose minor unit has no digits.
const WHOLE: [&str; 15] =
    ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XPF"];
/// ISO 4217: currencies whose minor unit has three digits.
const MILLI: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

/// Digits of the minor unit of a currency: 2 unless ISO 4217 says otherwise.
#[must_use]
pub fn minor_digits(currency: &str) -> u8 {
    if WHOLE.contains(&currency) || currency == "XOF" {
        0
    } else if MILLI.contains(&currency) {
        3
    } else {
        2
    }
}

/// Why a text is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountFault {
    /// Not digits with at most one decimal point or comma.
    NotANumber,
    /// A minus sign.
    Negative,
    /// More decimals than the currency has.
    TooFine,
    /// Beyond [`MAX_AMOUNT`].
    TooLarge,
}

/// An amount in minor units, and whether it used a decimal comma.
///
/// # Errors
/// An [`AmountFault`] if the text is not one amount.
pub fn parse(text: &str, digits: u8) -> Result<(Cents, bool), AmountFault> {
    if text.starts_with('-') {
        return Err(AmountFault::Negative);
    }
    let comma = text.contains(',');
    let mut halves = text.splitn(2, ['.', ',']);
    let whole = halves.next().unwrap_or_default();
    let part = halves.next();
    let ascii = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !ascii(whole) || part.is_some_and(|p| !ascii(p)) {
        return Err(AmountFault::NotANumber);
    }
    let part = part.unwrap_or_default().trim_end_matches('0');
    if part.len() > usize::from(digits) {
        return Err(AmountFault::TooFine);
    }
    let mut value: i64 = 0;
    for b in whole.bytes().chain(part.bytes()).chain((part.len()..usize::from(digits)).map(|_| b'0')) {
        value = value
            .checked_mul(10)
            .and_then(|v| v.checked_add(i64::from(b - b'0')))
            .filter(|&v| v <= MAX_AMOUNT)
            .ok_or(AmountFault::TooLarge)?;
    }
    Ok((value, comma))
}

/// Ten to the number of minor digits.
#[must_use]
pub fn unit(digits: u8) -> i64 {
    match digits {
        0 => 1,
        1 => 10,
        2 => 100,
        3 => 1000,
        _ => 10_000,
    }
}

/// Plain digits in major units, trailing zeros of the fraction left out ("12.5", "400000").
#[must_use]
pub fn plain(minor: i128, digits: u8) -> String {
    let u = i128::from(unit(digits));
    let (sign, abs) = (if minor < 0 { "-" } else { "" }, minor.abs());
    let fraction = abs % u;
    if fraction == 0 {
        return format!("{sign}{}", abs / u);
    }
    let text = format!("{:0width$}", fraction, width = usize::from(digits));
    format!("{sign}{}.{}", abs / u, text.trim_end_matches('0'))
}

/// For people: grouped thousands, cents only where there are some ("400,000", "1,459,730.46").
#[must_use]
pub fn grouped(minor: i128, digits: u8) -> String {
    let u = i128::from(unit(digits));
    let (sign, abs) = (if minor < 0 { "-" } else { "" }, minor.abs());
    let whole = (abs / u).to_string();
    let mut out = String::from(sign);
    for (k, ch) in whole.chars().enumerate() {
        if k > 0 && (whole.len() - k) % 3 == 0 {
            out.push(',');
        }
        out.push(ch);
    }
    if abs % u != 0 {
        out.push_str(&format!(".{:0width$}", abs % u, width = usize::from(digits)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_files_hold() {
        assert_eq!(parse("400000.0", 2), Ok((40_000_000, false)));
        assert_eq!(parse("1459730,46", 2), Ok((145_973_046, true)));
        assert_eq!(parse("7", 0), Ok((7, false)));
        assert_eq!(parse("1.005", 2), Err(AmountFault::TooFine));
        assert_eq!(parse("1 000", 2), Err(AmountFault::NotANumber));
        assert_eq!(parse("", 2), Err(AmountFault::NotANumber));
        assert_eq!(parse("-1", 2), Err(AmountFault::Negative));
        assert_eq!(parse("99999999999999999999", 2), Err(AmountFault::TooLarge));
    }

    #[test]
    fn writes_for_machines_and_people() {
        assert_eq!(plain(145_973_046, 2), "1459730.46");
        assert_eq!(plain(1_250, 2), "12.5");
        assert_eq!(grouped(145_973_046, 2), "1,459,730.46");
        assert_eq!(grouped(100_000, 2), "1,000");
    }
}
