//! `reparto-witness follow`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use ledger::policy::Policy;
use witness::clock;
use witness::follow::{Options, Watch, lines};

use super::read_text;

#[derive(Args)]
pub struct Follow {
    /// Policy file (C2SP tlog-policy) with the keys of logs and witnesses and the quorum
    #[arg(long)]
    policy: PathBuf,
    /// Address of a log, such as `https://vote.example.org/log/ballots/`; without any, those of the policy. Two addresses of
    /// one log are held against each other
    #[arg(long = "url")]
    urls: Vec<String>,
    /// Folder for the own copy
    #[arg(long)]
    state: PathBuf,
    /// One round, then exit: 0 all well, 1 an alarm
    #[arg(long)]
    once: bool,
    /// Seconds between rounds
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    every: u64,
    /// Alarm when nothing was new for this many seconds
    #[arg(long, value_name = "SECONDS")]
    stale_after: Option<u64>,
    /// Read all entries again each round and not only new ones
    #[arg(long)]
    reread: bool,
    /// File to which each new alarm is added
    #[arg(long, value_name = "FILE")]
    alarm_file: Option<PathBuf>,
}

impl Follow {
    pub fn run(self) -> Result<ExitCode, String> {
        let fault = |fault| format!("{}: {fault}", self.policy.display());
        let policy: Policy = read_text(&self.policy)?.parse().map_err(fault)?;
        let options =
            Options { urls: self.urls, stale_after: self.stale_after, reread: self.reread, alarm_file: self.alarm_file };
        let mut watch = Watch::open(&policy, &self.state, options)?;
        let (clock, mut sizes) = (clock::system(), BTreeMap::new());
        loop {
            let worst = round(&mut watch, clock(), &mut sizes);
            if self.once {
                return Ok(ExitCode::from(worst));
            }
            std::thread::sleep(Duration::from_secs(self.every));
        }
    }
}

/// One round; alarms go to standard error, growth to standard output. Gives the exit code: 0, 1 for an alarm, 2 for
/// files of our own that cannot be used.
fn round(watch: &mut Watch, now: u64, sizes: &mut BTreeMap<String, u64>) -> u8 {
    let (mut alarms, mut troubles) = (Vec::new(), Vec::new());
    for (log, found) in watch.round(now) {
        match found {
            Ok(sighting) => {
                let size = sighting.size;
                if sizes.insert(log.to_owned(), size).unwrap_or(0) != size {
                    println!("{log}: copy of size {size}");
                }
                alarms.extend(lines(log, &sighting));
            }
            Err(fault) => troubles.push(fault.to_string()),
        }
    }
    alarms.iter().chain(&troubles).for_each(|line| eprintln!("{line}"));
    let alarmed = !alarms.is_empty();
    if let Err(error) = watch.tell(alarms, now) {
        troubles.push(error.to_string());
        eprintln!("the alarm file cannot be written: {error}");
    }
    match (troubles.is_empty(), alarmed) {
        (false, _) => 2,
        (true, true) => 1,
        (true, false) => 0,
    }
}
