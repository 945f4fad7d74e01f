//! Money in words of figures: whole units, grouped, in Latin digits in every language.

use maud::{Markup, html};

use crate::{base::Money, platform::i18n::grouped};

/// Digits after the point that a currency has by ISO 4217; two unless listed.
fn minor_digits(currency: &str) -> u32 {
    match currency {
        "JPY" | "KRW" | "VND" | "CLP" | "ISK" => 0,
        _ => 2,
    }
}

/// `$250,000` for dollars, `250,000 PLN` for others. Cents are shown only when there are any.
pub fn shown(money: &Money) -> String {
    let unit = 10_i64.pow(minor_digits(&money.currency));
    let (whole, part) = (money.cents / unit, (money.cents % unit).abs());
    let mut figure = grouped(&whole.abs().to_string());
    if part != 0 {
        figure.push_str(&format!(".{part:02}"));
    }
    let sign = if money.cents < 0 { "-" } else { "" };
    match money.currency.as_str() {
        "USD" => format!("{sign}${figure}"),
        other => format!("{sign}{figure} {other}"),
    }
}

/// The same, kept together and left to right in any language.
pub fn money(amount: &Money) -> Markup {
    html! { bdi.money { (shown(amount)) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_as_people_write_them() {
        for (cents, currency, words) in [
            (77_500_000, "USD", "$775,000"),
            (-50, "USD", "-$0.50"),
            (0, "USD", "$0"),
            (123_456_789, "PLN", "1,234,567.89 PLN"),
            (500, "JPY", "500 JPY"),
        ] {
            assert_eq!(shown(&Money::new(cents, currency)), words);
        }
    }
}
