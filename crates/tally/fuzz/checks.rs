//! What must hold for any bytes: the bodies of the fuzz targets, and of the short run within the tests.

use tally::{Ballot, BallotKind, Effort, Election, MinVotes, Project, RuleId, RuleOptions, Step, TieBreak};

/// Reads bytes as a file: a fault with a line and advice, or a file that is the same when written and read
/// again. Says whether it was read.
pub fn read(bytes: &[u8]) -> bool {
    let file = match tally::pb::read(bytes) {
        Ok(file) => file,
        Err(fault) => {
            let lines = bytes.iter().filter(|b| **b == b'\n').count() as u64 + 1;
            assert!((1..=lines).contains(&fault.line), "line {} of {lines}: {fault}", fault.line);
            assert!(!fault.what.is_empty() && !fault.todo.is_empty(), "{fault}");
            return false;
        }
    };
    let mut text = Vec::new();
    tally::pb::write_file(&file, &mut text).unwrap();
    let again = tally::pb::read(text.as_slice()).unwrap_or_else(|f| panic!("{f}\n{}", String::from_utf8_lossy(&text)));
    assert_eq!(again.election, file.election);
    assert_eq!(again.voters, file.voters);
    true
}

/// Counts an election made of these bytes by every rule that suits it.
pub fn rules(bytes: &[u8]) {
    let mut source = Source(bytes);
    let e = election(&mut source);
    let o = options(&mut source);
    for rule in RuleId::fitting(e.kind) {
        let threads = Effort { threads: 2, progress: None };
        match (tally::count(&e, rule, &o), tally::count_with(&e, rule, &o, &threads)) {
            (Ok(found), again) => {
                let spent: i64 = found.winners.iter().map(|&w| e.projects[w].cost).sum();
                // Poznań's rule tops the last project up with other money
                assert!(o.poznan_80 || spent <= e.budget, "{rule}: {spent} of {}", e.budget);
                let mut all: Vec<usize> = found.winners.iter().copied().chain(found.losers.iter().map(|l| l.project)).collect();
                all.sort_unstable();
                assert_eq!(all, (0..e.projects.len()).collect::<Vec<_>>(), "{rule}: each project once");
                assert_eq!(Ok(found), again, "{rule}: threads");
            }
            (Err(refused), again) => assert_eq!(again, Err(refused)),
        }
    }
}

/// Bytes taken one after the other; zeros when they are used up.
struct Source<'a>(&'a [u8]);

impl Source<'_> {
    fn byte(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().map_or((0, self.0), |(b, rest)| (*b, rest));
        self.0 = rest;
        first
    }

    fn below(&mut self, n: u8) -> u8 {
        self.byte() % n
    }
}

fn election(s: &mut Source<'_>) -> Election {
    const KINDS: [BallotKind; 5] =
        [BallotKind::Approval, BallotKind::ChooseOne, BallotKind::Ordinal, BallotKind::Cumulative, BallotKind::Scoring];
    let kind = KINDS[usize::from(s.below(5))];
    // small amounts for ties, odd ones for long fractions, large ones for the limits
    let unit = [100, 1, 9_973, 1_000_000_007][usize::from(s.below(4))];
    let m = 1 + s.below(7);
    let projects = (0..m).map(|k| Project::new(&k.to_string(), "", i64::from(s.below(40)) * unit)).collect();
    let budget = i64::from(1 + s.below(120)) * unit;
    let mut e = Election::new("", "EUR", budget, kind, projects);
    for _ in 0..1 + s.below(9) {
        let (named, first) = (s.byte(), s.below(m));
        let mut choices: Vec<u32> = (0..m).map(|k| (k + first) % m).filter(|k| named >> k & 1 == 1).map(u32::from).collect();
        if kind == BallotKind::ChooseOne {
            choices.truncate(1);
        }
        let scored = matches!(kind, BallotKind::Cumulative | BallotKind::Scoring);
        let points = if scored { choices.iter().map(|_| i64::from(s.below(6))).collect() } else { Vec::new() };
        e.add(Ballot { choices, points, count: 1 + u64::from(s.below(4)) }).unwrap();
    }
    e
}

fn options(s: &mut Source<'_>) -> RuleOptions {
    let ties = ["lexico", "cost,votes", "votes,order", "lot:noon"];
    let flags = s.byte();
    let flag = |k: u8| flags >> k & 1 == 1;
    let pair = || vec!["0".to_owned(), "1".to_owned()];
    RuleOptions {
        tie: TieBreak::parse(ties[usize::from(s.below(4))]).unwrap(),
        min_votes: if flag(0) { MinVotes::Votes(u64::from(s.below(4))) } else { MinVotes::None },
        exclusive: if flag(1) { vec![pair()] } else { Vec::new() },
        // from a third of a share to a 3000th, which is raised in leaps
        step: Some(Step::Share { num: 1, den: [3, 20, 150, 3000][usize::from(s.below(4))] }),
        poznan_80: flag(2),
        then_utilitarian: flag(3),
        comparison: flag(4),
        skip_unvoted: flag(5),
        drop_blank: flag(6),
        keep_dearer: flag(7),
        ..RuleOptions::default()
    }
}
