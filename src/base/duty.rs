//! What people on the staff side may do (duties), the bundles they come in (roles), and who may use a route (access).

/// A permission to do one kind of thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Duty {
    /// Invite people and give or take roles.
    ManageStaff,
    /// See a cycle's console pages.
    ReadConsole,
    /// Close voting and run the steps of a cycle.
    RunCycle,
    /// Confirm a canvass sheet.
    Canvass,
    /// Propose or confirm that a pass is taken out before the opening.
    VoidPasses,
    /// Answer reports of missing ballots.
    SettleCases,
    /// Give a share of the opening key.
    GiveShare,
    /// Sign a result.
    Certify,
    /// Hand out voting slips at a station.
    IssuePasses,
    /// See the committee workspace.
    CommitteeWork,
    /// Set up a cycle: its rulebook, dates, zones and money.
    SetUpCycle,
    /// Publish, hide and merge residents' ideas.
    ModerateIdeas,
    /// Review submitted proposals for a department.
    ReviewProposals,
    /// Decide an appeal against a rejection, never one's own.
    DecideAppeals,
    /// Translate proposals and review translations.
    TranslateProposals,
    /// Approve the proof of a ballot before the freeze, as one of two people.
    ApproveProofs,
}

/// A named bundle of duties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Manages accounts; has no part in counting.
    Administrator,
    /// Runs the cycle.
    ProgramStaff,
    /// Signs results.
    Certifier,
    /// Holds a share of the opening key.
    Trustee,
    /// Works at a voting station.
    PollWorker,
    /// Member of a zone committee.
    CommitteeMember,
    /// Writes proposals for an organisation.
    Proposer,
    /// Reviews proposals for a department of the City.
    Reviewer,
    /// Translates proposals.
    Translator,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 9] = [
        Self::Administrator,
        Self::ProgramStaff,
        Self::Certifier,
        Self::Trustee,
        Self::PollWorker,
        Self::CommitteeMember,
        Self::Proposer,
        Self::Reviewer,
        Self::Translator,
    ];

    /// Stable name in the database and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::ProgramStaff => "program_staff",
            Self::Certifier => "certifier",
            Self::Trustee => "trustee",
            Self::PollWorker => "poll_worker",
            Self::CommitteeMember => "committee_member",
            Self::Proposer => "proposer",
            Self::Reviewer => "reviewer",
            Self::Translator => "translator",
        }
    }

    /// Reads a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// The duties in the bundle.
    pub fn duties(self) -> &'static [Duty] {
        match self {
            Self::Administrator => &[Duty::ManageStaff, Duty::ReadConsole],
            Self::ProgramStaff => &[
                Duty::ReadConsole,
                Duty::RunCycle,
                Duty::Canvass,
                Duty::VoidPasses,
                Duty::SettleCases,
                Duty::SetUpCycle,
                Duty::ModerateIdeas,
                Duty::DecideAppeals,
                Duty::TranslateProposals,
                Duty::ApproveProofs,
            ],
            Self::Certifier => &[Duty::ReadConsole, Duty::Certify, Duty::VoidPasses, Duty::ApproveProofs],
            Self::Trustee => &[Duty::ReadConsole, Duty::GiveShare],
            Self::PollWorker => &[Duty::IssuePasses],
            Self::CommitteeMember | Self::Proposer => &[Duty::CommitteeWork],
            Self::Reviewer => &[Duty::ReadConsole, Duty::ReviewProposals],
            Self::Translator => &[Duty::TranslateProposals],
        }
    }

    /// Poll workers and committee members work in one zone; the other roles in all.
    pub fn is_zone_bound(self) -> bool {
        matches!(self, Self::PollWorker | Self::CommitteeMember)
    }
}

/// Who may use a route. Every route says so; there is no default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anyone.
    Public,
    /// Anyone, and only in the demo.
    Demo,
    /// Any signed-in person.
    SignedIn,
    /// A signed-in person with this duty.
    Staff(Duty),
}
