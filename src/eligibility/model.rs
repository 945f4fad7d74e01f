//! Doors, codes and what an issuance is. Code rules: reference EL-2 (twenty bits, single use, bound to the request,
//! ten minutes by text, a day by e-mail) and EL-3 (growing delays, no lock-out by a stranger).

use chrono::Duration;

use crate::base::Random;

/// Digits of a code: a million values, the "six random digits" that ASVS 5.0 6.5.4 names as enough.
pub const CODE_DIGITS: usize = 6;
/// Wrong guesses after which every code of a journey is dead.
pub const TRIES: i16 = 5;
/// Codes one journey may ask for in the window.
pub const CODES_PER_JOURNEY: i64 = 5;
/// Codes one phone or e-mail may be sent in the window, from all journeys together.
pub const CODES_PER_PERSON: i64 = 10;
/// The window.
pub const WINDOW: Duration = Duration::minutes(15);
/// Least time between two codes of a journey.
pub const PAUSE: Duration = Duration::seconds(30);

/// How a person shows that a contact is theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Text message.
    Text,
    /// E-mail.
    Email,
}

impl Door {
    /// Stable name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Email => "email",
        }
    }

    /// Reads a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Text, Self::Email].into_iter().find(|door| door.code() == code)
    }

    /// How long a code lives. Text messages are quick; mail can wait in a queue, but ours is a code, not a letter.
    pub fn code_life(self) -> Duration {
        match self {
            Self::Text => Duration::minutes(10),
            Self::Email => Duration::minutes(30),
        }
    }
}

/// A browser's journey as the civic database knows it: a keyed hash, so that it leads back to no cookie.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct JourneyTag(pub [u8; 32]);

/// A fresh code.
pub fn new_code(random: &Random) -> String {
    format!("{:06}", random.below(1_000_000))
}

/// What was typed as a code: only its digits count.
///
/// # Errors
/// [`CodeFault`].
pub fn parse_code(typed: &str) -> Result<String, CodeFault> {
    let kept: String = typed.chars().filter(|c| !c.is_whitespace() && !"-.()".contains(*c)).collect();
    if kept.is_empty() {
        return Err(CodeFault::Empty);
    }
    let is_code = kept.len() == CODE_DIGITS && kept.chars().all(|c| c.is_ascii_digit());
    if is_code { Ok(kept) } else { Err(CodeFault::Length) }
}

/// Why what was typed is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeFault {
    /// Nothing.
    Empty,
    /// Not six digits.
    Length,
}

/// An issuance as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// Zone code.
    pub zone: String,
    /// Door.
    pub door: String,
    /// How many.
    pub passes: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_people_write_them() {
        assert_eq!(parse_code(" 482-913 "), Ok("482913".to_owned()));
        assert_eq!(parse_code("482 913"), Ok("482913".to_owned()));
        assert_eq!(parse_code("  "), Err(CodeFault::Empty));
        for wrong in ["48291", "4829133", "48291a", "４８２９１３", "482913; DROP"] {
            assert_eq!(parse_code(wrong), Err(CodeFault::Length), "{wrong}");
        }
    }

    #[test]
    fn codes_always_have_six_digits() {
        let random = Random::seeded(11);
        assert!((0..1000).map(|_| new_code(&random)).all(|code| parse_code(&code) == Ok(code.clone())));
    }
}
