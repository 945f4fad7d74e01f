//! Every contradiction is found, and only that one; a whole set-up has none; moving all dates together changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;
use reparto::{
    base::ZoneCode,
    cycles::{Frame, PhaseName, PhaseSpan, Rulebook, VotingPlace, Zone, ZoneMoney},
    setup::{Draft, Kind, Task, Touch, contradictions},
};

fn at(days: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + days * 86_400, 0).unwrap()
}

fn whole() -> Draft {
    let code = ZoneCode::parse("WTS").unwrap();
    let span = |name, start, end| PhaseSpan { name, starts_at: at(start), ends_at: at(end) };
    Draft {
        version: 1,
        rulebook: Rulebook::default(),
        frame: Frame {
            titles: BTreeMap::from([("en".to_owned(), "A".to_owned()), ("es".to_owned(), "B".to_owned())]),
            opens_at: at(217),
            closes_at: at(241),
            grace_seconds: 1800,
            freeze_at: Some(at(210)),
            phases: vec![
                span(PhaseName::Ideas, 0, 38),
                span(PhaseName::Proposals, 62, 110),
                span(PhaseName::Review, 110, 170),
                span(PhaseName::Appeals, 110, 180),
                span(PhaseName::Translation, 180, 205),
            ],
            zones: vec![ZoneMoney { zone: code.clone(), cents: 77_500_000, currency: "USD".to_owned(), is_sample: false }],
            places: vec![],
        },
        zones: vec![Zone { code, name: "Watts".to_owned(), neighbourhoods: vec![] }],
        touched: Task::ALL.map(|task| (task, Touch::Saved)).into(),
    }
}

fn found(draft: &Draft) -> BTreeSet<Kind> {
    contradictions(draft).into_iter().map(|one| one.kind).collect()
}

type Change = fn(&mut Draft);

fn place(zone: &str) -> VotingPlace {
    let zone = ZoneCode::parse(zone).unwrap();
    VotingPlace { zone, name: "Sample Library".to_owned(), address: "x".to_owned(), hours: BTreeMap::new() }
}

const CASES: &[(Kind, Change)] = &[
    (Kind::VoteEndsFirst, |d| d.frame.closes_at = d.frame.opens_at),
    (Kind::GraceTooLong, |d| d.frame.grace_seconds = 86_401),
    (Kind::PhaseEndsFirst, |d| d.frame.phases[0].starts_at = d.frame.phases[0].ends_at),
    (Kind::PhaseOrder, |d| d.frame.phases[1].ends_at = at(171)),
    (Kind::PhasePastFreeze, |d| d.frame.phases[4].ends_at = at(211)),
    (Kind::PhasePastVote, |d| {
        d.frame.freeze_at = None;
        d.frame.phases[4].ends_at = at(218);
    }),
    (Kind::FreezePastVote, |d| d.frame.freeze_at = Some(at(218))),
    (Kind::NoZones, |d| d.frame.zones.clear()),
    (Kind::IdeaAgeZero, |d| d.rulebook.idea.min_age = 0),
    (Kind::ContactAgeLow, |d| d.rulebook.idea.contact_min_age = 12),
    (Kind::VoteAgeZero, |d| d.rulebook.vote.min_age = 0),
    (Kind::NoIdeaTies, |d| d.rulebook.idea.ties.clear()),
    (Kind::NoVoteTies, |d| d.rulebook.vote.ties.clear()),
    (Kind::NoAuthors, |d| {
        d.rulebook.proposal.author_kinds.clear();
        d.rulebook.proposal.committee_vote = false;
    }),
    (Kind::CommitteeVoteAlone, |d| d.rulebook.proposal.author_kinds = vec!["staff".to_owned()]),
    (Kind::FloorAboveCap, |d| d.rulebook.proposal.min_cents = 50_000_001),
    (Kind::ShareImpossible, |d| d.rulebook.proposal.max_share = Some((3, 2))),
    (Kind::FloorAboveZone, |d| d.frame.zones[0].cents = 7_000_000),
    (Kind::NoMonths, |d| d.rulebook.proposal.term_months = 0),
    (Kind::AppealsTooLong, |d| d.rulebook.proposal.appeal_days = 71),
    (Kind::FixTooLong, |d| d.rulebook.proposal.fix_days = 61),
    (Kind::LimitZero, |d| d.rulebook.ballot.pick_limit = 0),
    (Kind::LimitTooLarge, |d| d.rulebook.ballot.pick_limit = 2001),
    (Kind::OneWithLimit, |d| d.rulebook.ballot.kind = "choose-1".to_owned()),
    (Kind::KindNotOffered, |d| {
        d.rulebook.ballot.kind = "ordinal".to_owned();
        d.rulebook.count.rule = "greedy_points".to_owned();
    }),
    (Kind::RuleUnknown, |d| d.rulebook.count.rule = "coin".to_owned()),
    (Kind::RuleUnfit, |d| d.rulebook.count.rule = "mes_points".to_owned()),
    (Kind::RuleNeedsMinimum, |d| d.rulebook.count.rule = "greedy_votes_threshold".to_owned()),
    (Kind::NoTieRule, |d| {
        d.rulebook.count.rule = "mes_cost".to_owned();
        d.rulebook.count.tie_break.clear();
    }),
    (Kind::TwoMisfits, |d| {
        d.rulebook.count.params.insert("poznan_80".to_owned(), "yes".to_owned());
        d.rulebook.count.params.insert("no_skip".to_owned(), "yes".to_owned());
    }),
    (Kind::FlagUnused, |d| {
        d.rulebook.count.rule = "phragmen".to_owned();
        d.rulebook.count.params.insert("no_skip".to_owned(), "yes".to_owned());
    }),
    (Kind::ParamsUnread, |d| {
        d.rulebook.count.params.insert("min_votes".to_owned(), "many".to_owned());
    }),
    (Kind::NoDoors, |d| d.rulebook.vote.doors.clear()),
    (Kind::DoorUnknown, |d| d.rulebook.vote.doors.push("fax".to_owned())),
    (Kind::NoLanguages, |d| d.rulebook.languages.clear()),
    (Kind::LanguageLacking, |d| d.rulebook.languages.push("ko".to_owned())),
    (Kind::TitleMissing, |d| {
        d.frame.titles.remove("es");
    }),
    (Kind::PlaceOutside, |d| d.frame.places.push(place("BOY"))),
    (Kind::NotStarted, |d| {
        d.touched.remove(&Task::Doors);
    }),
];

#[test]
fn a_whole_set_up_contradicts_nothing() {
    assert_eq!(found(&whole()), BTreeSet::new());
}

#[test]
fn each_contradiction_is_found_and_none_else() {
    let mut seen = BTreeSet::new();
    for (kind, change) in CASES {
        let mut draft = whole();
        change(&mut draft);
        assert_eq!(found(&draft), BTreeSet::from([*kind]));
        seen.insert(*kind);
    }
    assert_eq!(seen, Kind::ALL.iter().copied().collect(), "a kind without a case");
}

proptest! {
    #[test]
    fn moving_every_date_together_changes_nothing(case in 0..CASES.len(), days in -3000_i64..3000) {
        let mut draft = whole();
        CASES[case].1(&mut draft);
        let before = found(&draft);
        let by = Duration::days(days);
        draft.frame.opens_at += by;
        draft.frame.closes_at += by;
        draft.frame.freeze_at = draft.frame.freeze_at.map(|freeze| freeze + by);
        for span in &mut draft.frame.phases {
            span.starts_at += by;
            span.ends_at += by;
        }
        prop_assert_eq!(found(&draft), before);
    }

    #[test]
    fn an_ask_is_possible_in_each_zone_exactly_when_nothing_is_said(
        least in 0_i64..10_000, most in 0_i64..10_000, money in 1_i64..10_000, part in 1_u16..5, whole_part in 1_u16..5
    ) {
        let mut draft = whole();
        draft.rulebook.proposal.min_cents = least;
        draft.rulebook.proposal.max_cents = most;
        draft.rulebook.proposal.max_share = Some((part, whole_part));
        draft.frame.zones[0].cents = money;
        let said = found(&draft);
        let possible = least <= most && least <= money && least * i64::from(whole_part) <= money * i64::from(part) && part <= whole_part;
        prop_assert_eq!(said.is_empty(), possible, "{:?}", said);
    }
}
