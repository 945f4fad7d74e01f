//! What contradicts itself in a cycle's set-up: a pure function from the whole draft to named faults, each with its task,
//! its field and its figures. Tick boxes that exclude each other and can still all be ticked are how rules go wrong (ux.md S1).

use tally::{BallotKind, MinVotes, RuleId, RuleOptions};

use super::{Draft, Task, draft::LONGEST_GRACE, settings::lists::PHASES};
use crate::{
    base::Lang,
    cycles::{PhaseName, PhaseSpan},
};

/// A figure of a contradiction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A count, or days.
    Count(i64),
    /// Money, with its currency.
    Money(i64, String),
    /// A phase.
    Phase(PhaseName),
    /// A count rule's id.
    Rule(String),
    /// A name or code.
    Name(String),
}

/// Where a contradiction lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// Within one page: the page is refused.
    Own,
    /// Between pages: each can be saved, and the list says what does not fit.
    Across,
    /// Nothing is wrong yet; something is not there.
    Missing,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident => $task:ident, $scope:ident, $key:literal;)+) => {
        /// What is wrong.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind { $($(#[$doc])* $name,)+ }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Catalog key of the sentence.
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }

            fn place(self) -> (Task, Scope) {
                match self { $(Self::$name => (Task::$task, Scope::$scope),)+ }
            }
        }
    };
}

kinds! {
    /// Voting ends before it starts.
    VoteEndsFirst => Dates, Own, "clash-vote-ends-first";
    /// The grace is longer than a day.
    GraceTooLong => Dates, Own, "clash-grace-too-long";
    /// A phase ends before it starts.
    PhaseEndsFirst => Dates, Own, "clash-phase-ends-first";
    /// A phase starts or ends before the one in front of it.
    PhaseOrder => Dates, Own, "clash-phase-order";
    /// A phase ends after the freeze.
    PhasePastFreeze => Dates, Own, "clash-phase-past-freeze";
    /// A phase ends after voting starts.
    PhasePastVote => Dates, Own, "clash-phase-past-vote";
    /// The freeze is after voting starts.
    FreezePastVote => Dates, Own, "clash-freeze-past-vote";
    /// No zone takes part.
    NoZones => Zones, Missing, "clash-no-zones";
    /// Anyone of any age may give ideas.
    IdeaAgeZero => Eligibility, Own, "clash-idea-age";
    /// Contacts of children would be kept.
    ContactAgeLow => Eligibility, Own, "clash-contact-age";
    /// Anyone of any age may vote.
    VoteAgeZero => Eligibility, Own, "clash-vote-age";
    /// No tie lets a person give ideas.
    NoIdeaTies => Eligibility, Own, "clash-idea-ties";
    /// No tie lets a person vote.
    NoVoteTies => Eligibility, Own, "clash-vote-ties";
    /// Nobody may propose.
    NoAuthors => Proposals, Own, "clash-no-authors";
    /// Committees vote on proposals and may not write any.
    CommitteeVoteAlone => Proposals, Own, "clash-committee-vote";
    /// The least ask is above the greatest.
    FloorAboveCap => Proposals, Own, "clash-floor-above-cap";
    /// A share that is nothing, or more than the whole.
    ShareImpossible => Proposals, Own, "clash-share";
    /// Nobody can ask for anything in a zone.
    FloorAboveZone => Proposals, Across, "clash-floor-above-zone";
    /// Proposals have no time to be done.
    NoMonths => Proposals, Own, "clash-months";
    /// People have longer to appeal than appeals are open.
    AppealsTooLong => Proposals, Across, "clash-appeal-days";
    /// People have longer to fix a proposal than the review lasts.
    FixTooLong => Proposals, Across, "clash-fix-days";
    /// Nobody can choose anything.
    LimitZero => Ballot, Own, "clash-limit-zero";
    /// More choices than a ballot can hold.
    LimitTooLarge => Ballot, Own, "clash-limit-large";
    /// One choice, and a limit of more.
    OneWithLimit => Ballot, Own, "clash-one-limit";
    /// A kind of ballot that this site does not show.
    KindNotOffered => Ballot, Own, "clash-kind";
    /// No such rule.
    RuleUnknown => Counting, Own, "clash-rule-unknown";
    /// The rule counts another kind of ballot.
    RuleUnfit => Counting, Across, "clash-rule-unfit";
    /// The rule needs a least number of votes.
    RuleNeedsMinimum => Counting, Own, "clash-rule-minimum";
    /// Nothing decides between equals.
    NoTieRule => Counting, Own, "clash-tie-rule";
    /// Two ways to treat the first proposal that does not fit.
    TwoMisfits => Counting, Own, "clash-two-misfits";
    /// A setting that the rule never looks at.
    FlagUnused => Counting, Own, "clash-flag-unused";
    /// Parameters that the rule can't read.
    ParamsUnread => Counting, Own, "clash-params";
    /// No way to show to be one person.
    NoDoors => Doors, Own, "clash-no-doors";
    /// A door that this site does not have.
    DoorUnknown => Doors, Own, "clash-door-unknown";
    /// No language.
    NoLanguages => Languages, Own, "clash-no-languages";
    /// A language that this site does not have.
    LanguageLacking => Languages, Own, "clash-language-lacking";
    /// No title in a language.
    TitleMissing => Texts, Missing, "clash-title-missing";
    /// A place in a zone that takes no part.
    PlaceOutside => Places, Across, "clash-place-outside";
    /// Nobody looked at a page.
    NotStarted => Dates, Missing, "clash-not-started";
}

/// A contradiction with its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// What is wrong.
    pub kind: Kind,
    /// The field to change.
    pub field: &'static str,
    /// Figures of its sentence.
    pub values: Vec<(&'static str, Said)>,
    task: Task,
}

impl Contradiction {
    fn of(kind: Kind, field: &'static str, values: Vec<(&'static str, Said)>) -> Self {
        Self { kind, field, values, task: kind.place().0 }
    }

    /// The task whose page it is on.
    pub fn task(&self) -> Task {
        self.task
    }

    /// Something is only not there yet.
    pub fn is_missing(&self) -> bool {
        self.kind.place().1 == Scope::Missing
    }

    /// It lies within one page, so that page is not saved with it.
    pub fn refuses_page(&self) -> bool {
        self.kind.place().1 == Scope::Own
    }
}

/// Everything that contradicts itself, in the order of the tasks.
pub fn contradictions(draft: &Draft) -> Vec<Contradiction> {
    let mut found = Vec::new();
    dates(draft, &mut found);
    people(draft, &mut found);
    proposals(draft, &mut found);
    zone_money(draft, &mut found);
    ballot(draft, &mut found);
    counting(draft, &mut found);
    doors_and_words(draft, &mut found);
    for task in Task::ALL.into_iter().filter(|task| !task.is_optional() && !draft.touched.contains_key(task)) {
        let field = task.fields().first().copied().unwrap_or("");
        found.push(Contradiction { task, ..Contradiction::of(Kind::NotStarted, field, vec![]) });
    }
    found.sort_by_key(|one| one.task);
    found
}

type Found = Vec<Contradiction>;

fn dates(draft: &Draft, found: &mut Found) {
    let frame = &draft.frame;
    if frame.closes_at <= frame.opens_at {
        found.push(Contradiction::of(Kind::VoteEndsFirst, "vote_end", vec![]));
    }
    if frame.grace_seconds > LONGEST_GRACE {
        found.push(Contradiction::of(Kind::GraceTooLong, "grace", vec![]));
    }
    if frame.freeze_at.is_some_and(|freeze| freeze > frame.opens_at) {
        found.push(Contradiction::of(Kind::FreezePastVote, "freeze", vec![]));
    }
    let mut before: Option<&PhaseSpan> = None;
    for span in &frame.phases {
        let (start, end) = PHASES.iter().find(|(name, _, _)| *name == span.name).map_or(("", ""), |(_, s, e)| (*s, *e));
        let phase = ("phase", Said::Phase(span.name));
        if span.ends_at <= span.starts_at {
            found.push(Contradiction::of(Kind::PhaseEndsFirst, end, vec![phase.clone()]));
        }
        if let Some(earlier) = before {
            let late =
                if span.starts_at < earlier.starts_at { Some(start) } else { (span.ends_at < earlier.ends_at).then_some(end) };
            if let Some(field) = late {
                let other = ("other", Said::Phase(earlier.name));
                found.push(Contradiction::of(Kind::PhaseOrder, field, vec![phase.clone(), other]));
            }
        }
        if frame.freeze_at.is_some_and(|freeze| span.ends_at > freeze) {
            found.push(Contradiction::of(Kind::PhasePastFreeze, end, vec![phase.clone()]));
        }
        if span.ends_at > frame.opens_at {
            found.push(Contradiction::of(Kind::PhasePastVote, end, vec![phase]));
        }
        before = Some(span);
    }
}

fn people(draft: &Draft, found: &mut Found) {
    let rules = &draft.rulebook;
    for (wrong, kind, field) in [
        (rules.idea.min_age == 0, Kind::IdeaAgeZero, "idea_age"),
        (rules.idea.contact_min_age < 13, Kind::ContactAgeLow, "idea_contact_age"),
        (rules.vote.min_age == 0, Kind::VoteAgeZero, "vote_age"),
        (rules.idea.ties.is_empty(), Kind::NoIdeaTies, "idea_tie"),
        (rules.vote.ties.is_empty(), Kind::NoVoteTies, "vote_tie"),
    ] {
        if wrong {
            found.push(Contradiction::of(kind, field, vec![]));
        }
    }
}

fn days(draft: &Draft, name: PhaseName) -> i64 {
    draft.frame.phase(name).map_or(0, |span| (span.ends_at - span.starts_at).num_days())
}

fn proposals(draft: &Draft, found: &mut Found) {
    let rule = &draft.rulebook.proposal;
    let has = |kind: &str| rule.author_kinds.iter().any(|known| known == kind);
    let impossible = |share: Option<(u16, u16)>| share.is_some_and(|(part, whole)| part == 0 || part > whole);
    for (wrong, kind, field) in [
        (rule.author_kinds.is_empty(), Kind::NoAuthors, "author"),
        (rule.committee_vote && !has("committee"), Kind::CommitteeVoteAlone, "committee_vote"),
        (rule.min_cents > rule.max_cents, Kind::FloorAboveCap, "floor"),
        (impossible(rule.min_share), Kind::ShareImpossible, "floor_share"),
        (impossible(rule.max_share), Kind::ShareImpossible, "cap_share"),
        (rule.term_months == 0, Kind::NoMonths, "months"),
    ] {
        if wrong {
            found.push(Contradiction::of(kind, field, vec![]));
        }
    }
    for (given, name, kind, field) in [
        (rule.appeal_days, PhaseName::Appeals, Kind::AppealsTooLong, "appeal_days"),
        (rule.fix_days, PhaseName::Review, Kind::FixTooLong, "fix_days"),
    ] {
        if i64::from(given) > days(draft, name) {
            let values = vec![("days", Said::Count(given.into())), ("open", Said::Count(days(draft, name)))];
            found.push(Contradiction::of(kind, field, values));
        }
    }
}

fn zone_money(draft: &Draft, found: &mut Found) {
    let rule = &draft.rulebook.proposal;
    if draft.frame.zones.is_empty() {
        found.push(Contradiction::of(Kind::NoZones, "money", vec![]));
    }
    for money in &draft.frame.zones {
        let (least, most) = (rule.least_cents(money.cents), rule.most_cents(money.cents).min(money.cents));
        if least > most && rule.min_cents <= rule.max_cents {
            let values = vec![
                ("zone", Said::Name(draft.zone_name(money.zone.as_str()).to_owned())),
                ("least", Said::Money(least, money.currency.clone())),
                ("most", Said::Money(most, money.currency.clone())),
            ];
            found.push(Contradiction::of(Kind::FloorAboveZone, "floor", values));
        }
    }
    for place in &draft.frame.places {
        if !draft.frame.zones.iter().any(|money| money.zone == place.zone) {
            found.push(Contradiction::of(Kind::PlaceOutside, "place_name", vec![("name", Said::Name(place.name.clone()))]));
        }
    }
}

fn ballot(draft: &Draft, found: &mut Found) {
    let rule = &draft.rulebook.ballot;
    let most = ballot::definition::MAX_SLATE;
    if rule.pick_limit == 0 {
        found.push(Contradiction::of(Kind::LimitZero, "limit", vec![]));
    }
    if usize::from(rule.pick_limit) > most {
        let values = vec![("most", Said::Count(i64::try_from(most).unwrap_or(i64::MAX)))];
        found.push(Contradiction::of(Kind::LimitTooLarge, "limit", values));
    }
    if rule.kind == "choose-1" && rule.pick_limit > 1 {
        found.push(Contradiction::of(Kind::OneWithLimit, "limit", vec![("limit", Said::Count(rule.pick_limit.into()))]));
    }
    // The sealed ballot has one form so far: approve up to a limit.
    if !matches!(rule.kind.as_str(), "approval" | "choose-1") {
        found.push(Contradiction::of(Kind::KindNotOffered, "kind", vec![]));
    }
}

fn counting(draft: &Draft, found: &mut Found) {
    let rule = &draft.rulebook.count;
    let named = || vec![("rule", Said::Rule(rule.rule.clone()))];
    let Ok(id) = rule.rule.parse::<RuleId>() else {
        found.push(Contradiction::of(Kind::RuleUnknown, "rule", vec![]));
        return;
    };
    if BallotKind::parse(&draft.rulebook.ballot.kind).is_some_and(|kind| !id.fits(kind)) {
        found.push(Contradiction::of(Kind::RuleUnfit, "rule", named()));
    }
    if rule.tie_break.is_empty() {
        found.push(Contradiction::of(Kind::NoTieRule, "tie_step", named()));
    }
    let on = |flag: &str| rule.params.get(flag).is_some_and(|value| value == "yes");
    let stops = on("no_skip") || id == RuleId::GreedyVotesNoSkip;
    if on("poznan_80") && stops {
        found.push(Contradiction::of(Kind::TwoMisfits, "flag", vec![]));
    }
    if (on("poznan_80") || on("no_skip")) && !rule.rule.starts_with("greedy") {
        found.push(Contradiction::of(Kind::FlagUnused, "flag", named()));
    }
    let tie = if rule.tie_break.is_empty() { "lexico" } else { &rule.tie_break };
    match RuleOptions::declared(id, tie, &rule.params) {
        Ok(options) if id == RuleId::GreedyVotesThreshold && options.min_votes == MinVotes::None => {
            found.push(Contradiction::of(Kind::RuleNeedsMinimum, "min_votes", named()));
        }
        Ok(_) => {}
        Err(_) => found.push(Contradiction::of(Kind::ParamsUnread, "min_votes", vec![])),
    }
}

fn doors_and_words(draft: &Draft, found: &mut Found) {
    let rules = &draft.rulebook;
    if rules.vote.doors.is_empty() {
        found.push(Contradiction::of(Kind::NoDoors, "door", vec![]));
    }
    for door in rules.vote.doors.iter().filter(|door| !matches!(door.as_str(), "text" | "email" | "pass")) {
        found.push(Contradiction::of(Kind::DoorUnknown, "door", vec![("name", Said::Name(door.clone()))]));
    }
    if rules.languages.is_empty() {
        found.push(Contradiction::of(Kind::NoLanguages, "language", vec![]));
    }
    for code in &rules.languages {
        let Some(lang) = Lang::parse(code) else {
            found.push(Contradiction::of(Kind::LanguageLacking, "language", vec![("name", Said::Name(code.clone()))]));
            continue;
        };
        if draft.frame.titles.get(code).is_none_or(|title| title.trim().is_empty()) {
            let values = vec![("name", Said::Name(lang.own_name().to_owned()))];
            found.push(Contradiction::of(Kind::TitleMissing, super::title_field(lang), values));
        }
    }
}
