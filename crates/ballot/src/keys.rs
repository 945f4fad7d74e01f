//! Ed25519 (RFC 8032) keys, one type per purpose so that a ticket key can never sign a promise.
//! Secret halves are wiped on drop and cannot be printed or serialized.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

/// Strict verification: refuses weak keys and non-canonical signatures. `false` for anything wrong.
pub(crate) fn verifies(public: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    VerifyingKey::from_bytes(public).is_ok_and(|key| key.verify_strict(message, &Signature::from_bytes(signature)).is_ok())
}

/// Whether 32 bytes are an Ed25519 public key that `verifies` would ever accept.
pub(crate) fn is_usable(public: &[u8; 32]) -> bool {
    VerifyingKey::from_bytes(public).is_ok_and(|key| !key.is_weak())
}

/// Signs with the key made from a 32-byte seed (RFC 8032 5.1.5).
pub(crate) fn sign(key: &SigningKey, message: &[u8]) -> [u8; 64] {
    key.sign(message).to_bytes()
}

macro_rules! signing_key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        pub struct $name(ed25519_dalek::SigningKey);

        impl $name {
            /// The key of a 32-byte secret seed (RFC 8032 5.1.5).
            pub fn from_seed(seed: &[u8; 32]) -> Self {
                Self(ed25519_dalek::SigningKey::from_bytes(seed))
            }

            /// The public half, 32 bytes, as written in the definition.
            pub fn public(&self) -> [u8; 32] {
                self.0.verifying_key().to_bytes()
            }
        }
    };
}
pub(crate) use signing_key;
