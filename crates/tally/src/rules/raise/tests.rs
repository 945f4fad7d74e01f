//! Leaps against counting every step: the same stop, whatever the number of threads, and the same winners at every
//! step leapt over. Small elections, so that equal prices, equal votes and groups that exclude each other are common.

use super::super::field::Field;
use super::*;
use crate::model::{Ballot, BallotKind, Election, Project};
use crate::options::{RuleOptions, Step};
use crate::rule::{Completion, RuleId, Utility};

/// Where the stop comes later, only so many steps are counted one by one.
const MOST: u64 = 600;

struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn cents(&mut self, from: u64, span: u64, unit: i64) -> i64 {
        i64::try_from(from + self.below(span)).unwrap_or(1) * unit
    }
}

/// A small election; costs and supporters vary, ties are common. Points come from 0 to 3 where `points`.
fn election(seed: u64, points: bool) -> Election {
    let mut r = Random::new(seed);
    let m = 3 + r.below(7);
    let spread = if seed.is_multiple_of(3) { 4 } else { 40 };
    let unit = if seed.is_multiple_of(2) { 100 } else { 997 };
    let projects = (0..m).map(|k| Project::new(&k.to_string(), "", r.cents(1, spread, unit))).collect();
    let budget = r.cents(20, 100, unit);
    let kind = if points { BallotKind::Cumulative } else { BallotKind::Approval };
    let mut e = Election::new("", "EUR", budget, kind, projects);
    for _ in 0..4 + r.below(12) {
        let choices: Vec<u32> = (0u32..).take(usize::try_from(m).unwrap_or(0)).filter(|_| r.below(3) == 0).collect();
        let points = if points { choices.iter().map(|_| i64::try_from(r.below(4)).unwrap_or(0)).collect() } else { Vec::new() };
        e.ballots.push(Ballot { choices, points, count: 1 + r.below(3) });
    }
    e
}

/// Walks the first `most` steps in leaps and checks the winners at steps leapt over; gives the number of these.
fn check_leaps(table: &Table<'_, '_>, plan: &Plan<'_>, most: u64, seed: u64) -> u64 {
    let (mut leaping, mut plain) = (Run::new(table), Run::new(table));
    leaping.leaping(true);
    let (mut step, mut leapt, mut random) = (0, 0, Random::new(seed));
    while step < most {
        let ran = leaping.count((plan.share)(step), false);
        assert_eq!(plain.count((plan.share)(step), false).winners, ran.winners, "seed {seed} step {step}");
        if ran.overspent {
            break;
        }
        let beyond = first_beyond(plan, step, ran.leap);
        for k in [step + 1, step + random.below(beyond - step), beyond - 1] {
            if (step + 1..beyond).contains(&k) {
                assert_eq!(plain.count((plan.share)(k), false).winners, ran.winners, "seed {seed} step {k} of {step}..{beyond}");
            }
        }
        leapt += beyond - step - 1;
        step = beyond;
    }
    leapt
}

/// For each utility that suits: the stop with leaps is the stop without, with both ways to stop.
fn check(e: &Election, options: &RuleOptions, step: Step, seed: u64) -> u64 {
    let mut leapt = 0;
    for utility in [Utility::Cost, Utility::Card, Utility::Points, Utility::PointsCost] {
        let rule = RuleId::Mes(utility, Completion::Add1);
        if !rule.fits(e.kind) {
            continue;
        }
        let field = Field::new(e, rule, options);
        let table = Table::new(&field, utility);
        let share = |k| super::super::add1::raised(&table, step, k);
        for stop in [true, false] {
            let content = |ran: &Ran| stop && table.exhaustive(&ran.winners, false);
            let plan = Plan { share: &share, content: &content };
            let one = Effort::default();
            let quick = first_stop(&table, &plan, &one, 1);
            assert_eq!(first_stop(&table, &plan, &Effort { threads: 3, ..one }, 1), quick, "seed {seed}, threads");
            if quick.0 < MOST {
                assert_eq!(first_stop(&table, &plan, &one, i128::MAX), quick, "seed {seed}");
            }
            leapt += check_leaps(&table, &plan, quick.0.min(MOST), seed);
        }
    }
    leapt
}

#[test]
fn leaps_change_nothing() {
    let mut leapt = 0;
    for seed in 0..100 {
        for points in [false, true] {
            let e = election(seed, points);
            leapt += check(&e, &RuleOptions::default(), Step::Share { num: 1, den: 300 }, seed);
        }
    }
    assert!(leapt > 30_000, "leaps are too short to test anything: {leapt}");
}

#[test]
fn leaps_change_nothing_with_fine_steps_and_excluding_groups() {
    let mut leapt = 0;
    for seed in 1000..1040 {
        let e = election(seed, seed % 2 == 0);
        let group = |a: usize, b: usize| vec![a.to_string(), b.to_string()];
        let exclusive = if seed % 5 == 0 { Vec::new() } else { vec![group(0, 1), group(1, 2)] };
        let options = RuleOptions { exclusive, keep_dearer: seed % 3 == 0, ..RuleOptions::default() };
        leapt += check(&e, &options, Step::Share { num: 1, den: 2500 }, seed);
        leapt += check(&e, &options, Step::Cents(1), seed);
    }
    assert!(leapt > 30_000, "leaps are too short to test anything: {leapt}");
}

#[test]
fn larger_elections_leap_far_and_change_nothing() {
    for seed in 0..4 {
        let mut r = Random::new(seed + 77);
        let projects = (0..40).map(|k| Project::new(&k.to_string(), "", r.cents(200, 4000, 100))).collect();
        let mut e = Election::new("", "EUR", 2_000_000, BallotKind::Approval, projects);
        for _ in 0..600 {
            let wanted = 1 + r.below(12);
            let mut choices: Vec<u32> = (0..wanted).map(|_| u32::try_from(r.below(40).min(r.below(40))).unwrap_or(0)).collect();
            choices.sort_unstable();
            choices.dedup();
            e.ballots.push(Ballot { choices, points: Vec::new(), count: 1 });
        }
        let leapt = check(&e, &RuleOptions::default(), Step::Share { num: 1, den: 3000 }, seed);
        assert!(leapt > 1000, "seed {seed}: {leapt}");
    }
}
