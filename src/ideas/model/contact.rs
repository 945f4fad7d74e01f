//! A phone or e-mail address that somebody left to hear what became of their idea.

use phonenumber::{Mode, country};

use crate::platform::senders::Channel;

/// A contact in its one form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contact {
    channel: Channel,
    address: String,
}

/// What was typed is neither a phone number nor an e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("neither a phone number nor an e-mail address")]
pub struct ContactFault;

fn phone(typed: &str) -> Option<String> {
    if typed.len() > 40 || typed.chars().any(char::is_alphabetic) {
        return None;
    }
    let number = phonenumber::parse(Some(country::US), typed).ok()?;
    let national = number.national().value().to_string();
    // American numbers by the plan's shape alone: stricter tables go out of date and would turn away new numbers.
    let fits = match number.code().value() {
        1 => national.len() == 10 && national.chars().step_by(3).take(2).all(|c| ('2'..='9').contains(&c)),
        _ => phonenumber::is_valid(&number),
    };
    fits.then(|| number.format().mode(Mode::E164).to_string())
}

fn email(typed: &str) -> Option<String> {
    let folded = typed.to_lowercase();
    let has_domain = folded.rsplit_once('@').is_some_and(|(_, domain)| domain.contains('.'));
    (folded.len() <= 254 && has_domain && folded.parse::<lettre::Address>().is_ok()).then_some(folded)
}

impl Contact {
    /// Reads what was typed; nothing when the field was left empty.
    ///
    /// # Errors
    /// [`ContactFault`].
    pub fn parse(typed: &str) -> Result<Option<Self>, ContactFault> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        let read = if typed.contains('@') {
            email(typed).map(|address| Self { channel: Channel::Email, address })
        } else {
            phone(typed).map(|address| Self { channel: Channel::Text, address })
        };
        read.map(Some).ok_or(ContactFault)
    }

    /// The way a message travels.
    pub fn channel(&self) -> Channel {
        self.channel
    }

    /// E.164 number or address.
    pub fn address(&self) -> &str {
        &self.address
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_or_an_address_in_one_form_or_what_is_wrong() {
        let shown = |typed| Contact::parse(typed).map(|found| found.map(|contact| contact.address));
        assert_eq!(shown("(213) 555-0123"), Ok(Some("+12135550123".to_owned())));
        assert_eq!(shown(" Name@Example.COM "), Ok(Some("name@example.com".to_owned())));
        assert_eq!(shown("  "), Ok(None));
        for bad in ["12", "call me", "name@", "a@b", "a@b.c\r\nBcc: x@y.z"] {
            assert_eq!(shown(bad), Err(ContactFault), "{bad}");
        }
    }
}
