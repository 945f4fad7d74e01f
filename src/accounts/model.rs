//! People on the staff side, what they may do, and the proof that someone may do it here and now.

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use crate::base::{Duty, Role, ZoneCode};

/// A session ends after this long without a request.
pub const IDLE: Duration = Duration::minutes(15);
/// And after this long in any case.
pub const LONGEST: Duration = Duration::hours(12);
/// High-value acts ask for the second factor again when it was last shown longer ago than this.
pub const FRESH: Duration = Duration::minutes(10);
/// An invitation's life.
pub const INVITATION_LIFE: Duration = Duration::days(7);
/// Shortest password, in characters. NIST SP 800-63B-4: eight with a second factor; we ask for more.
pub const PASSWORD_MIN: usize = 12;
/// Longest password, in characters.
pub const PASSWORD_MAX: usize = 200;

/// A role held, bound to a zone where the role is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldRole {
    /// The role.
    pub role: Role,
    /// The zone it is bound to.
    pub zone: Option<ZoneCode>,
}

/// Someone to be invited.
pub struct NewPerson {
    /// E-mail, as typed.
    pub email: String,
    /// Name as the public may see it next to acts.
    pub name: String,
    /// First role.
    pub role: Role,
    /// Zone of the role.
    pub zone: Option<ZoneCode>,
}

/// A person as listed on the people page.
pub struct Person {
    /// Account.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// True once the invitation was used.
    pub is_active: bool,
    /// Roles held.
    pub roles: Vec<HeldRole>,
}

/// A signed-in person and what they may do. Only the gate makes one, so an action that asks for a `&Grant`
/// cannot be called by a stranger.
#[derive(Clone)]
pub struct Grant {
    account: Uuid,
    name: String,
    roles: Vec<HeldRole>,
    stepped_up_at: DateTime<Utc>,
}

/// Why an act was refused to a signed-in person.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Refusal {
    /// No role with that duty.
    #[error("this person does not have the duty")]
    NoDuty,
    /// The second factor was shown too long ago.
    #[error("the second factor must be shown again")]
    StepUpFirst,
}

impl Grant {
    pub(super) fn new(account: Uuid, name: String, roles: Vec<HeldRole>, stepped_up_at: DateTime<Utc>) -> Self {
        Self { account, name, roles, stepped_up_at }
    }

    /// The person's account.
    pub fn account(&self) -> Uuid {
        self.account
    }

    /// The person's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Roles held.
    pub fn roles(&self) -> &[HeldRole] {
        &self.roles
    }

    /// True when one of the roles carries the duty.
    pub fn has(&self, duty: Duty) -> bool {
        self.roles.iter().any(|held| held.role.duties().contains(&duty))
    }

    /// Zones in which a zone-bound duty is held.
    pub fn zones_of(&self, duty: Duty) -> Vec<ZoneCode> {
        self.roles.iter().filter(|held| held.role.duties().contains(&duty)).filter_map(|held| held.zone.clone()).collect()
    }

    /// The actor in acts: name and role, as `name/role`; pages put the role into words.
    pub fn actor(&self, duty: Duty) -> String {
        let role = self.roles.iter().find(|held| held.role.duties().contains(&duty));
        role.map_or_else(|| self.name.clone(), |held| format!("{}/{}", self.name, held.role.code()))
    }

    /// A high-value act needs the duty and a fresh second factor.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn demand_fresh(&self, duty: Duty, now: DateTime<Utc>) -> Result<(), Refusal> {
        if !self.has(duty) {
            return Err(Refusal::NoDuty);
        }
        if now - self.stepped_up_at > FRESH { Err(Refusal::StepUpFirst) } else { Ok(()) }
    }
}

/// Seconds to wait after the `n`-th failure in a row: none for the first four, then doubling up to a quarter hour.
/// A stranger can slow a person down but never lock them out.
pub fn wait_after(failures: i32) -> Duration {
    match failures {
        ..=4 => Duration::zero(),
        n => Duration::seconds(2_i64.pow((n - 4).clamp(1, 10).unsigned_abs()).min(900)),
    }
}

/// What is wrong with a new password; the page words it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordFault {
    /// Nothing typed.
    Empty,
    /// Fewer than [`PASSWORD_MIN`] characters.
    Short,
    /// More than [`PASSWORD_MAX`].
    Long,
    /// Made of a word everyone tries first, or of one repeated piece.
    Common,
}

const COMMON: &[&str] = &["password", "contraseña", "123456789012", "qwertyuiop", "losangeles", "reparto", "letmein"];

/// Length and a short list of words that everyone tries; no rules about signs (NIST SP 800-63B-4).
///
/// # Errors
/// [`PasswordFault`].
pub fn check_password(password: &str) -> Result<(), PasswordFault> {
    let count = password.chars().count();
    let plain = password.to_lowercase();
    let rest = COMMON.iter().fold(plain.clone(), |text, word| text.replace(word, ""));
    let distinct: std::collections::HashSet<char> = plain.chars().collect();
    match count {
        0 => Err(PasswordFault::Empty),
        n if n < PASSWORD_MIN => Err(PasswordFault::Short),
        n if n > PASSWORD_MAX => Err(PasswordFault::Long),
        _ if rest.chars().count() < 5 || distinct.len() < 5 => Err(PasswordFault::Common),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_judged_by_length_and_not_by_signs() {
        for (password, expected) in [
            ("", Err(PasswordFault::Empty)),
            ("short", Err(PasswordFault::Short)),
            ("Password1234", Err(PasswordFault::Common)),
            ("aaaaaaaaaaaaaaaa", Err(PasswordFault::Common)),
            ("four green buses", Ok(())),
            ("ñandú bajo la lluvia", Ok(())),
        ] {
            assert_eq!(check_password(password), expected, "{password}");
        }
        assert_eq!(check_password(&"x1y2z3".repeat(40)), Err(PasswordFault::Long));
    }

    #[test]
    fn waiting_grows_and_ends() {
        assert_eq!(wait_after(4), Duration::zero());
        assert_eq!(wait_after(5), Duration::seconds(2));
        assert_eq!(wait_after(100), Duration::seconds(900));
    }

    #[test]
    fn a_duty_without_a_fresh_second_factor_is_not_enough() {
        let shown = DateTime::<Utc>::UNIX_EPOCH;
        let role = HeldRole { role: Role::Certifier, zone: None };
        let grant = Grant::new(Uuid::nil(), "A".to_owned(), vec![role], shown);
        assert_eq!(grant.demand_fresh(Duty::Certify, shown + FRESH), Ok(()));
        assert_eq!(grant.demand_fresh(Duty::Certify, shown + FRESH + Duration::seconds(1)), Err(Refusal::StepUpFirst));
        assert_eq!(grant.demand_fresh(Duty::RunCycle, shown), Err(Refusal::NoDuty));
    }
}
