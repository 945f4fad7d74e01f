//! One check and what it found; why a check does not hold; collecting several faults into one sentence.

use serde::Serialize;

/// One check and what it found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Stable name, `group.what`.
    pub name: &'static str,
    /// True when it holds.
    pub holds: bool,
    /// What was compared, or which record is wrong and how.
    pub told: String,
}

/// Why a check does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The check whose affair it is; `None` for the one that met it.
    by: Option<&'static str>,
    /// What is wrong.
    why: String,
}

/// What a check says when it holds, or why it does not.
pub type Told = Result<String, Trouble>;

/// Something read from the pack, or the trouble that the named check tells.
pub type Known<T> = Result<T, Trouble>;

/// Something that was read, or the trouble with it.
///
/// # Errors
/// The trouble.
pub fn of<T>(known: &Known<T>) -> Known<&T> {
    known.as_ref().map_err(Clone::clone)
}

impl Trouble {
    /// Trouble that the check `by` tells in full; every other check says that it could not be made because of it.
    pub fn of(by: &'static str, why: impl Into<String>) -> Self {
        Self { by: Some(by), why: why.into() }
    }

    /// Trouble of the check that meets it.
    pub fn here(why: impl Into<String>) -> Self {
        Self { by: None, why: why.into() }
    }
}

impl Check {
    /// The check `name` from what it told.
    pub fn new(name: &'static str, told: Told) -> Self {
        let (holds, told) = match told {
            Ok(told) => (true, told),
            Err(Trouble { by: Some(by), .. }) if by != name => (false, format!("not checked because {by} does not hold")),
            Err(trouble) => (false, trouble.why),
        };
        Self { name, holds, told }
    }
}

/// Faults of one check, in the order met. The first few are told, the others counted.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    told: Vec<String>,
    count: usize,
}

impl Faults {
    const MOST: usize = 3;

    /// Adds a fault.
    pub fn push(&mut self, fault: impl Into<String>) {
        if self.told.len() < Self::MOST {
            self.told.push(fault.into());
        }
        self.count += 1;
    }

    /// Adds a fault unless `holds`.
    pub fn demand(&mut self, holds: bool, fault: impl FnOnce() -> String) {
        if !holds {
            self.push(fault());
        }
    }

    /// `good` without faults, else all of them.
    ///
    /// # Errors
    /// The faults as the trouble of the check that met them.
    pub fn told(&self, good: impl Into<String>) -> Told {
        let more = self.count - self.told.len();
        let rest = if more > 0 { format!("; and {more} more") } else { String::new() };
        if self.count == 0 { Ok(good.into()) } else { Err(Trouble::here(self.told.join("; ") + &rest)) }
    }
}
