//! A body: a zone committee or an organisation, what is known of it, and what it does in a cycle.

mod disclosures;
mod meetings;
mod terms;

pub use disclosures::{Disclosure, Ground, Recusal, TieKind};
pub use meetings::{Decision, DecisionId, DecisionRecord, Held, Meeting, MeetingId, Minutes, NewDecision, NewMeeting, quorum_of};
pub use terms::{Seat, Term};

use uuid::Uuid;

use crate::base::{CycleSlug, ZoneCode};

/// Languages that a body or an event may name; codes of the languages most spoken in the zones.
pub const SPOKEN: [&str; 9] = ["en", "es", "hy", "ko", "tl", "zh", "fa", "km", "ase"];
/// Issue areas of the program.
pub const ISSUE_AREAS: [&str; 7] = ["CIVIC", "ECON", "EDU", "HEALTH", "HOUSING", "LEGAL", "WEALTH"];

/// Identity of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BodyId(pub Uuid);

impl std::fmt::Display for BodyId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// Residents of one zone.
    Committee,
    /// A nonprofit, school or group.
    Organisation,
}

impl BodyKind {
    /// Stable name in the database; also the author kind of its proposals.
    pub fn code(self) -> &'static str {
        match self {
            Self::Committee => "committee",
            Self::Organisation => "organisation",
        }
    }

    /// Reads a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Committee, Self::Organisation].into_iter().find(|kind| kind.code() == code)
    }
}

/// What an organisation is by law or habit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrganisationKind {
    /// Nonprofit or community-based organisation.
    Nonprofit,
    /// School or college.
    School,
    /// Church, mosque, temple or the like.
    Faith,
    /// Neighbours who work together.
    ResidentGroup,
    /// Business.
    Business,
    /// Anything else.
    Other,
}

impl OrganisationKind {
    /// Every kind, in the order of the form.
    pub const ALL: [Self; 6] = [Self::Nonprofit, Self::School, Self::Faith, Self::ResidentGroup, Self::Business, Self::Other];

    /// Stable name in the database; catalog keys are `bodies-org-…` with hyphens.
    pub fn code(self) -> &'static str {
        match self {
            Self::Nonprofit => "nonprofit",
            Self::School => "school",
            Self::Faith => "faith",
            Self::ResidentGroup => "resident_group",
            Self::Business => "business",
            Self::Other => "other",
        }
    }

    /// Reads a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What is known of a body beyond its name.
#[derive(Clone, Debug, Default)]
pub struct Details {
    /// An organisation's kind; nothing for a committee.
    pub organisation_kind: Option<OrganisationKind>,
    /// False for a group that takes money only through a fiscal sponsor.
    pub own_tax_status: bool,
    /// Codes of [`SPOKEN`] languages it works in.
    pub languages: Vec<String>,
    /// Codes of `ISSUE_AREAS` it works on.
    pub issue_areas: Vec<String>,
    /// Web address, `https://…`.
    pub web: Option<String>,
    /// The organisation that takes money for it.
    pub sponsor: Option<BodyId>,
}

/// A body.
#[derive(Clone, Debug)]
pub struct Body {
    /// Identity.
    pub id: BodyId,
    /// What it is.
    pub kind: BodyKind,
    /// Name, the same in every language.
    pub name: String,
    /// A committee's zone; an organisation's, when it serves one alone.
    pub zone: Option<ZoneCode>,
    /// What else is known.
    pub details: Details,
}

/// What a body does in a cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CycleRole {
    /// Writes proposals.
    Proposer,
    /// Is paid to reach residents.
    OutreachPartner,
    /// Lends a place.
    HostSite,
    /// Takes money for another.
    FiscalSponsor,
    /// Advises the program.
    Advisory,
    /// Received money.
    Grantee,
}

impl CycleRole {
    /// Every role, in the order of the form.
    pub const ALL: [Self; 6] =
        [Self::Proposer, Self::OutreachPartner, Self::HostSite, Self::FiscalSponsor, Self::Advisory, Self::Grantee];

    /// Stable name in the database; catalog keys are `bodies-part-…` with hyphens.
    pub fn code(self) -> &'static str {
        match self {
            Self::Proposer => "proposer",
            Self::OutreachPartner => "outreach_partner",
            Self::HostSite => "host_site",
            Self::FiscalSponsor => "fiscal_sponsor",
            Self::Advisory => "advisory",
            Self::Grantee => "grantee",
        }
    }

    /// Reads a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// One thing that a body does in one cycle.
#[derive(Clone, Debug)]
pub struct CyclePart {
    /// The cycle.
    pub cycle: CycleSlug,
    /// What it does there.
    pub role: CycleRole,
    /// A public note, may be empty.
    pub note: String,
}

/// A web address that may stand in a link: `https` or `http` with a host, nothing else.
pub fn web_address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let with_scheme = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let rest = with_scheme.strip_prefix("https://").or_else(|| with_scheme.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let is_host = host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
    let is_plain = with_scheme.len() <= 300
        && host.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '-')
        && with_scheme.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"\"'<>\\".contains(c));
    (is_host && is_plain).then_some(with_scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_become_links() {
        for (typed, expected) in [
            ("example.org", Some("https://example.org")),
            (" http://example.org/a?b=c ", Some("http://example.org/a?b=c")),
            ("javascript:alert(1)", None),
            ("javascript://example.org", None),
            ("https://user@example.org", None),
            ("https://", None),
            ("two words.org", None),
        ] {
            assert_eq!(web_address(typed).as_deref(), expected, "{typed}");
        }
    }

    #[test]
    fn stable_names_are_read_as_they_are_written() {
        assert!(OrganisationKind::ALL.iter().all(|kind| OrganisationKind::parse(kind.code()) == Some(*kind)));
        assert!(CycleRole::ALL.iter().all(|role| CycleRole::parse(role.code()) == Some(*role)));
        assert_eq!(BodyKind::parse("party"), None);
    }
}
