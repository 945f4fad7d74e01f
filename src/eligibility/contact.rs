//! Phones and e-mail addresses as people type them, brought to one form so that one phone is one person.

use phonenumber::{Mode, country};

use super::model::Door;
use crate::platform::keys::{self, Key};

/// A contact in its one form.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact {
    door: Door,
    address: String,
}

/// Why what was typed is no contact; the page words it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactFault {
    /// Nothing was typed.
    Empty,
    /// Not a number or address that could exist.
    Format,
}

impl Contact {
    /// A phone number: United States unless it starts with a plus sign.
    ///
    /// # Errors
    /// [`ContactFault`].
    pub fn phone(typed: &str) -> Result<Self, ContactFault> {
        let trimmed = typed.trim();
        if trimmed.is_empty() {
            return Err(ContactFault::Empty);
        }
        if trimmed.len() > 40 || trimmed.chars().any(|c| c.is_alphabetic()) {
            return Err(ContactFault::Format);
        }
        let number = phonenumber::parse(Some(country::US), trimmed).map_err(|_| ContactFault::Format)?;
        let national = number.national().value().to_string();
        // The plan's shape: an area code and an exchange that start with 2-9. Stricter tables go out of date and
        // would turn away new numbers.
        let is_american = number.code().value() == 1
            && national.len() == 10
            && national.chars().step_by(3).take(2).all(|c| ('2'..='9').contains(&c));
        if !is_american && (number.code().value() == 1 || !phonenumber::is_valid(&number)) {
            return Err(ContactFault::Format);
        }
        Ok(Self { door: Door::Text, address: number.format().mode(Mode::E164).to_string() })
    }

    /// An e-mail address; letters count the same in capitals.
    ///
    /// # Errors
    /// [`ContactFault`].
    pub fn email(typed: &str) -> Result<Self, ContactFault> {
        let trimmed = typed.trim().to_lowercase();
        if trimmed.is_empty() {
            return Err(ContactFault::Empty);
        }
        let has_domain = trimmed.rsplit_once('@').is_some_and(|(_, domain)| domain.contains('.'));
        if trimmed.len() > 254 || !has_domain || trimmed.parse::<lettre::Address>().is_err() {
            return Err(ContactFault::Format);
        }
        Ok(Self { door: Door::Email, address: trimmed })
    }

    /// A contact from the sealed cookie, where it was put in its one form.
    pub fn known(door: Door, address: &str) -> Self {
        Self { door, address: address.to_owned() }
    }

    /// The door it belongs to.
    pub fn door(&self) -> Door {
        self.door
    }

    /// E.164 number or address.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What may be shown on a page: the last four digits, or the address itself, which the person just typed.
    pub fn shown(&self) -> String {
        match self.door {
            Door::Text => self.address.chars().skip(self.address.chars().count().saturating_sub(4)).collect(),
            Door::Email => self.address.clone(),
        }
    }

    /// The person as the civic database knows them.
    pub fn person(&self, contact_key: &Key) -> [u8; 32] {
        keys::keyed_hash(contact_key, &[b"person", self.door.code().as_bytes(), self.address.as_bytes()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_phone_is_one_person_however_it_is_typed() {
        for typed in ["213 555 0123", "(213) 555-0123", "+1 213-555-0123", "12135550123", "1.213.555.0123"] {
            assert_eq!(Contact::phone(typed).map(|c| c.address), Ok("+12135550123".to_owned()), "{typed}");
        }
        assert_eq!(Contact::phone("+52 55 1234 5678").map(|c| c.address), Ok("+525512345678".to_owned()));
    }

    #[test]
    fn what_is_no_phone_is_refused() {
        assert_eq!(Contact::phone(" ").err(), Some(ContactFault::Empty));
        for typed in
            ["213 555", "abc", "113 555 0123", "213 155 0123", "+1 213 555 01234", "1234567890123456789012345678901234567890123"]
        {
            assert_eq!(Contact::phone(typed).err(), Some(ContactFault::Format), "{typed}");
        }
    }

    #[test]
    fn addresses_are_folded_and_checked() {
        assert_eq!(Contact::email(" Name@Example.COM ").map(|c| c.address), Ok("name@example.com".to_owned()));
        assert_eq!(Contact::email("").err(), Some(ContactFault::Empty));
        for typed in ["name", "name@", "@example.com", "name@example", "a b@example.com", "a@b.c\r\nBcc: x@y.z"] {
            assert_eq!(Contact::email(typed).err(), Some(ContactFault::Format), "{typed}");
        }
    }
}
