//! 32-byte values that people and files see as 64 lower-case hexadecimal digits.
//! One spelling only: upper case is refused, so equal values are equal texts.

use data_encoding::HEXLOWER;
use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

/// A text that is not 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected 64 lower-case hexadecimal digits")]
pub struct HexFault;

/// 64 lower-case hexadecimal digits of 32 bytes.
pub(crate) fn show(bytes: &[u8; 32]) -> String {
    HEXLOWER.encode(bytes)
}

/// Reads exactly 64 lower-case hexadecimal digits.
pub(crate) fn read(text: &str) -> Result<[u8; 32], HexFault> {
    let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| HexFault)?;
    <[u8; 32]>::try_from(bytes).map_err(|_| HexFault)
}

/// For `#[serde(with = "hexed")]` on a `[u8; 32]`.
pub(crate) fn serialize<S: Serializer>(bytes: &[u8; 32], to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&show(bytes))
}

/// For `#[serde(with = "hexed")]` on a `[u8; 32]`.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 32], D::Error> {
    let text = String::deserialize(from)?;
    read(&text).map_err(D::Error::custom)
}

/// Makes a public 32-byte type with hexadecimal `Display`, `Debug`, `FromStr` and serde.
macro_rules! public_hex {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub [u8; 32]);

        impl $name {
            /// The 32 bytes.
            pub fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&$crate::hexed::show(&self.0))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::hexed::HexFault;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::hexed::read(text).map(Self)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                $crate::hexed::serialize(&self.0, to)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $crate::hexed::deserialize(from).map(Self)
            }
        }
    };
}
pub(crate) use public_hex;

public_hex! {
    /// SHA-256 of the canonical JSON of a [`crate::definition::Definition`]; every ballot, ticket,
    /// receipt and log entry is bound to it.
    DefinitionHash
}

public_hex! {
    /// SHA-256 of a published file or record, or a ciphertext hash, where a text names it.
    Digest
}

impl Digest {
    /// SHA-256 of the bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(crate::canonical::sha256(&[bytes]))
    }
}
