//! `tally` and `rules` on the command line: reads a `.pb` file, counts it, prints text, JSON or a page.
//! The clock lives here, outside the pure counting crate. Exit codes: 0 done, 1 the rule does not
//! suit the ballots or options, 2 the file or the command line is faulty (and nothing is printed).

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use std::fs::File;
use std::io::{BufReader, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use tally::{Effort, Election, FileFacts, MinVotes, Outcome, Partial, RuleId, RuleOptions, Step, TieBreak};

/// What is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Lines for people.
    #[default]
    Text,
    /// One JSON object, schema `reparto.tally/1`.
    Json,
    /// One self-contained page.
    Html,
}

/// Arguments of `tally`.
#[derive(Clone, Debug, Default, Args)]
pub struct TallyArgs {
    /// The Pabulib file to count
    pub file: PathBuf,
    /// A rule id (see `rules`), or `declared` for the rule the file names
    #[arg(long, default_value = "declared")]
    pub rule: String,
    /// Tie-break: steps of all, cost, votes, order, lexico, lot:SEED, list:ID ID, with commas between
    #[arg(long = "tie-break")]
    pub tie: Option<String>,
    /// Support needed to take part: 50, 10% or cost/3
    #[arg(long = "threshold")]
    pub min_votes: Option<String>,
    /// Ids of projects of which only one can be built, with commas between; may be repeated
    #[arg(long)]
    pub exclusive: Vec<String>,
    /// Ids of projects that were withdrawn, with commas between; without it those that the file's comment names
    #[arg(long)]
    pub withdrawn: Option<String>,
    /// Fund the first project that does not fit if 80 percent of its cost is left, then stop
    #[arg(long)]
    pub poznan_80: bool,
    /// Give the last money to the first project that does not fit: `any`, or ids with commas
    #[arg(long)]
    pub partial: Option<String>,
    /// Step of Add1 in units of the currency, or 1/1000 of a share
    #[arg(long)]
    pub step: Option<String>,
    /// After Equal Shares fund greedily what still fits
    #[arg(long)]
    pub then_utilitarian: bool,
    /// Keep Equal Shares only if not more voters do better with greedy by votes
    #[arg(long)]
    pub comparison: bool,
    /// Leave blank ballots out when money is shared
    #[arg(long)]
    pub drop_blank: bool,
    /// Use the votes or score column of the file in place of the ballots
    #[arg(long)]
    pub declared_scores: bool,
    /// Leave out projects that nobody named
    #[arg(long)]
    pub skip_unvoted: bool,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Explain in plain words (text format)
    #[arg(long)]
    pub explain: bool,
    /// Threads for rules that try many shares; 0 = as many as there are cores
    #[arg(long, default_value_t = 0)]
    pub threads: usize,
}

/// Told now and then how many shares were tried.
pub type Progress<'a> = Option<&'a (dyn Fn(u64) + Sync)>;

/// Runs `tally`; gives the exit code.
pub fn run_tally(args: &TallyArgs, out: &mut dyn Write, err: &mut dyn Write) -> i32 {
    run_tally_with(args, out, err, None)
}

/// As [`run_tally`], with a callback for a progress line.
pub fn run_tally_with(args: &TallyArgs, out: &mut dyn Write, err: &mut dyn Write, progress: Progress<'_>) -> i32 {
    match tally(args, err, progress) {
        Ok(text) => match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Ok(()) => 0,
            Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => 0,
            Err(_) => 2,
        },
        Err((code, message)) => {
            let _ = writeln!(err, "{message}");
            code
        }
    }
}

/// Prints every rule with its definition; gives the exit code.
pub fn run_rules(out: &mut dyn Write) -> i32 {
    let mut text = String::new();
    for rule in RuleId::all() {
        text.push_str(&format!("{:<26} {}\n", rule.id(), rule.definition()));
    }
    text.push_str(&format!("{:<26} the rule that the file's META names, with its options\n", "declared"));
    match out.write_all(text.as_bytes()) {
        Ok(()) => 0,
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => 0,
        Err(_) => 2,
    }
}

type Failure = (i32, String);

fn tally(args: &TallyArgs, err: &mut dyn Write, progress: Progress<'_>) -> Result<String, Failure> {
    let name = args.file.display().to_string();
    let start = Instant::now();
    let file = File::open(&args.file).map_err(|e| (2, format!("{name}: cannot be opened ({e}); check the path")))?;
    let read = tally::pb::read(BufReader::with_capacity(1 << 16, file)).map_err(|f| (2, format!("{name}:{f}")))?;
    let parse = seconds(start);
    for w in &read.warnings {
        let _ = writeln!(err, "{name}: warning: {w}");
    }
    let e = &read.election;
    let (rule, options) = choose(args, e, &name)?;
    let threads = match args.threads {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        n => n,
    };
    let start = Instant::now();
    let line = waiting_line();
    let tell = |tried: u64| {
        if start.elapsed() >= PATIENCE {
            // two threads tell in any order; the line never goes back
            line.set_position(tried.max(line.position()));
        }
        if let Some(progress) = progress {
            progress(tried);
        }
    };
    let counted = tally::count_with(e, rule, &options, &Effort { threads, progress: Some(&tell) });
    line.finish_and_clear();
    let outcome = counted.map_err(|n| (1, format!("{name}: {n}")))?;
    let count = seconds(start);
    let options = outcome.counted_by().1;
    Ok(match args.format {
        Format::Json => {
            let file = args.file.file_name().map_or_else(|| name.clone(), |f| f.to_string_lossy().into_owned());
            let facts = FileFacts { file: &file, sha256: &read.sha256, parse_seconds: &parse, count_seconds: &count };
            outcome.to_json(e, rule, &options, &facts) + "\n"
        }
        Format::Html => tally::html::page(e, &rule, &options, &outcome),
        Format::Text if args.explain => outcome.explain(e),
        Format::Text => text(e, rule, &outcome),
    })
}

/// A count that takes longer shows how far it is.
const PATIENCE: Duration = Duration::from_millis(500);

/// The line that shows how far a long count is: on a terminal only, nothing where standard error is a pipe or file.
/// Nobody knows beforehand how many shares will be tried, so it counts them.
fn waiting_line() -> ProgressBar {
    let line = ProgressBar::no_length();
    match ProgressStyle::with_template("{spinner} {human_pos} shares tried in {elapsed}") {
        Ok(style) => line.with_style(style),
        Err(_) => line,
    }
}

/// Seconds since `start` with microseconds.
fn seconds(start: Instant) -> String {
    let t = start.elapsed();
    format!("{}.{:06}", t.as_secs(), t.subsec_micros())
}

fn choose(args: &TallyArgs, e: &Election, name: &str) -> Result<(RuleId, RuleOptions), Failure> {
    let (rule, mut o) = if args.rule == "declared" {
        e.declared_rule().map_err(|why| (1, format!("{name}: {why}")))?
    } else {
        let rule: RuleId = args.rule.parse().map_err(|why| (2, format!("--rule: {why}")))?;
        (rule, RuleOptions::customary(rule))
    };
    if let Some(tie) = &args.tie {
        o.tie = TieBreak::parse(tie).map_err(|why| (2, format!("--tie-break: {why}")))?;
    }
    if let Some(min) = &args.min_votes {
        o.min_votes = MinVotes::parse(min).map_err(|why| (2, format!("--threshold: {why}")))?;
    }
    for group in &args.exclusive {
        o.exclusive.push(ids(e, group, "--exclusive")?);
    }
    o.withdrawn = match &args.withdrawn {
        Some(list) => ids(e, list, "--withdrawn")?,
        None => e.withdrawn(),
    };
    match args.partial.as_deref() {
        None => {}
        Some("any") => o.partial = Partial::Any,
        Some(list) => o.partial = Partial::Only(ids(e, list, "--partial")?),
    }
    if let Some(step) = &args.step {
        o.step = Some(parse_step(step, e)?);
    }
    o.poznan_80 |= args.poznan_80;
    o.then_utilitarian |= args.then_utilitarian;
    o.comparison |= args.comparison;
    o.drop_blank |= args.drop_blank;
    o.declared_scores |= args.declared_scores;
    o.skip_unvoted |= args.skip_unvoted;
    Ok((rule, o))
}

fn ids(e: &Election, list: &str, option: &str) -> Result<Vec<String>, Failure> {
    let ids: Vec<String> = list.split(',').map(|i| i.trim().to_owned()).collect();
    match ids.iter().find(|i| e.index_of(i).is_none()) {
        Some(unknown) => Err((2, format!("{option}: \"{unknown}\" is no project of this file; use ids with commas between"))),
        None => Ok(ids),
    }
}

fn parse_step(text: &str, e: &Election) -> Result<Step, Failure> {
    let wrong = || (2, format!("--step: \"{text}\" is no step; write an amount (1, 0.5) or a part of a share (1/1000)"));
    if let Some((num, den)) = text.split_once('/') {
        let part = |t: &str| t.trim().parse::<u64>().ok().filter(|&n| (1..=1_000_000_000).contains(&n));
        return Ok(Step::Share { num: part(num).ok_or_else(wrong)?, den: part(den).ok_or_else(wrong)? });
    }
    match tally::money::parse(text, e.minor_digits) {
        Ok((cents, _)) if cents > 0 => Ok(Step::Cents(cents)),
        _ => Err(wrong()),
    }
}

/// The short result: winners in order, then the money.
fn text(e: &Election, rule: RuleId, o: &Outcome) -> String {
    let mut t = format!(
        "{rule}: {} of {} projects funded for {} of {}\n",
        o.winners.len(),
        e.projects.len(),
        tally::words::amount(e, o.total_cost),
        tally::words::amount(e, e.budget)
    );
    for (k, &w) in o.winners.iter().enumerate() {
        let cost = e.projects.get(w).map_or(0, |p| p.cost);
        t.push_str(&format!("{:4}. {}  {}\n", k + 1, tally::words::name(e, w), tally::words::amount(e, cost)));
    }
    for tie in &o.ties {
        t.push_str(&format!("tie: {}\n", tally::words::tie(e, tie)));
    }
    t
}
