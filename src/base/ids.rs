//! Typed identifiers, so that a zone cannot be passed where a cycle is meant.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why an identifier from outside was refused.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{0} is not a known form of identifier")]
pub struct BadId(pub String);

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $max:expr, $allowed:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Checks length and characters.
            ///
            /// # Errors
            /// [`BadId`] when the text is empty, too long or has other characters.
            pub fn parse(text: &str) -> Result<Self, BadId> {
                let fits = !text.is_empty() && text.len() <= $max && text.chars().all($allowed);
                if fits { Ok(Self(text.to_owned())) } else { Err(BadId(text.chars().take(40).collect())) }
            }

            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(text: String) -> Result<Self, BadId> {
                Self::parse(&text)
            }
        }

        impl std::str::FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                Self::parse(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    };
}

text_id!(
    /// A cycle's name in addresses and commands, such as `sample-1`.
    CycleSlug, 60, |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
);
text_id!(
    /// A zone's short code, such as `BOY`.
    ZoneCode, 12, |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-'
);

/// A contest: one zone in one cycle, the unit that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContestId(pub i64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_refuse_what_could_not_stand_in_an_address() {
        assert!(ZoneCode::parse("BOY").is_ok());
        for bad in ["", "boy", "B Y", "../X", "ABCDEFGHIJKLMN"] {
            assert!(ZoneCode::parse(bad).is_err(), "{bad}");
        }
        assert!(CycleSlug::parse("sample-1").is_ok());
        assert!(CycleSlug::parse("Sample 1").is_err());
    }
}
