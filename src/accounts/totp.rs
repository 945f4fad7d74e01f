//! The time-based second factor (RFC 6238: SHA-1, six digits, thirty seconds), one step of tolerance, each step once.

use totp_rs::{Algorithm, TOTP};

const STEP: u64 = 30;

fn totp(secret: &[u8], email: &str) -> Option<TOTP> {
    TOTP::new(Algorithm::SHA1, 6, 1, STEP, secret.to_vec(), Some("Reparto".to_owned()), email.to_owned()).ok()
}

/// The code that an authenticator shows at `epoch` seconds for a base32 secret; for the demo's scripts and the tests.
pub fn code_at(base32: &str, epoch: u64) -> Option<String> {
    let secret = totp_rs::Secret::Encoded(base32.to_owned()).to_bytes().ok()?;
    Some(totp(&secret, "x")?.generate(epoch))
}

/// The secret as an authenticator app takes it: base32 and an `otpauth://` address.
pub(super) fn shown(secret: &[u8], email: &str) -> (String, String) {
    let base32 = totp_rs::Secret::Raw(secret.to_vec()).to_encoded().to_string();
    (base32, totp(secret, email).map(|t| t.get_url()).unwrap_or_default())
}

/// The time step that `code` belongs to, when it is right at `epoch` and newer than `last`: a code works once.
pub(super) fn step_of(secret: &[u8], code: &str, epoch: i64, last: i64) -> Option<i64> {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    if digits.len() != 6 {
        return None;
    }
    let totp = totp(secret, "x")?;
    let now = epoch / 30;
    (now - 1..=now + 1).filter(|step| *step > last).find(|step| {
        let at = u64::try_from(step * 30).unwrap_or(0);
        crate::platform::keys::same(totp.generate(at).as_bytes(), digits.as_bytes())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_right_for_its_time_and_only_once() {
        let secret = [5; 20];
        let (base32, address) = shown(&secret, "a@b.c");
        assert!(address.starts_with("otpauth://totp/"));
        let epoch = 1_760_000_010;
        let code = code_at(&base32, 1_760_000_010).unwrap_or_default();
        let step = step_of(&secret, &code, epoch, 0);
        assert_eq!(step, Some(epoch / 30));
        assert_eq!(step_of(&secret, &code, epoch, epoch / 30), None);
        assert_eq!(step_of(&secret, &code, epoch + 300, 0), None);
        assert_eq!(step_of(&secret, "12345", epoch, 0), None);
    }
}
