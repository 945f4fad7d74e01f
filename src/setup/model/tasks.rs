//! The tasks of a cycle's set-up, the fields of each, and where each stands.

use std::collections::BTreeMap;

/// One task, one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Task {
    /// Phases, freeze, voting.
    Dates,
    /// Zones that take part, and their money.
    Zones,
    /// Who may give ideas and who may vote.
    Eligibility,
    /// Who may propose, and how much.
    Proposals,
    /// What a ballot looks like.
    Ballot,
    /// How ballots are counted.
    Counting,
    /// How a voter shows to be one person.
    Doors,
    /// Languages that block the freeze.
    Languages,
    /// Titles.
    Texts,
    /// Places to vote with help.
    Places,
}

impl Task {
    /// Every task in the order of the list.
    pub const ALL: [Self; 10] = [
        Self::Dates,
        Self::Zones,
        Self::Eligibility,
        Self::Proposals,
        Self::Ballot,
        Self::Counting,
        Self::Doors,
        Self::Languages,
        Self::Texts,
        Self::Places,
    ];

    /// Stable name in addresses and in the history.
    pub fn code(self) -> &'static str {
        match self {
            Self::Dates => "dates",
            Self::Zones => "zones",
            Self::Eligibility => "eligibility",
            Self::Proposals => "proposals",
            Self::Ballot => "ballot",
            Self::Counting => "counting",
            Self::Doors => "doors",
            Self::Languages => "languages",
            Self::Texts => "texts",
            Self::Places => "places",
        }
    }

    /// Reads a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|task| task.code() == code)
    }

    /// A cycle can go public without it.
    pub fn is_optional(self) -> bool {
        self == Self::Places
    }

    /// The fields of its form.
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Dates => &[
                "ideas_start",
                "ideas_end",
                "proposals_start",
                "proposals_end",
                "review_start",
                "review_end",
                "appeals_start",
                "appeals_end",
                "translation_start",
                "translation_end",
                "freeze",
                "vote_start",
                "vote_end",
                "grace",
            ],
            Self::Zones => &["zone_code", "money", "sample"],
            Self::Eligibility => &["idea_age", "idea_contact_age", "idea_tie", "vote_age", "vote_tie", "per"],
            Self::Proposals => {
                &["author", "committee_vote", "floor", "floor_share", "cap", "cap_share", "months", "fix_days", "appeal_days"]
            }
            Self::Ballot => &["kind", "limit", "blank", "change"],
            Self::Counting => &["rule", "min_votes", "flag", "tie_step", "tie_last", "seed"],
            Self::Doors => &["door"],
            Self::Languages => &["language"],
            Self::Texts => &["title_en", "title_es"],
            Self::Places => &["place_zone", "place_name", "place_address", "place_hours_en", "place_hours_es"],
        }
    }
}

/// How far a task's page has come before its contradictions are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Touch {
    /// It came with the template.
    Copied,
    /// Someone saved its page.
    Saved,
}

/// Tasks that were copied or saved.
pub type Touched = BTreeMap<Task, Touch>;

/// What the task list says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskState {
    /// Nobody saved the page.
    NotStarted,
    /// Something is missing, or it was copied and nobody looked.
    InProgress,
    /// Saved, whole, and nothing contradicts it.
    Completed,
    /// Something contradicts it.
    Problem,
}
