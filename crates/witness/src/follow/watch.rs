//! Following all logs of a policy over one state folder, and telling people.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use ledger::policy::Policy;

use super::copy::{CopyFault, LocalCopy};
use super::fetch::Source;
use super::round::{Follower, Sighting};
use super::sources::assign;
use crate::durable;

/// How to follow.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Addresses of logs; empty for those of the policy.
    pub urls: Vec<String>,
    /// Seconds without anything new before that is an alarm.
    pub stale_after: Option<u64>,
    /// Whether to read everything again each round.
    pub reread: bool,
    /// Where alarms are also written.
    pub alarm_file: Option<PathBuf>,
}

/// All followed logs.
pub struct Watch {
    followers: Vec<Follower>,
    alarm_file: Option<PathBuf>,
    /// Lines of the last round, so that the file gets each trouble once and not once a round.
    told: Vec<String>,
    _lock: File,
}

impl Watch {
    /// Takes the state folder for this process and reads which logs to follow. The error is a sentence.
    pub fn open(policy: &Policy, state: &Path, options: Options) -> Result<Self, String> {
        let lock = durable::claim(state).map_err(|error| format!("{}: {error}", state.display()))?;
        let mut followers = Vec::new();
        for (log, urls) in assign(policy, &options.urls).map_err(|fault| fault.to_string())? {
            followers.push(Follower {
                policy: policy.clone(),
                sources: urls.iter().map(|url| Source::new(url)).collect(),
                copy: LocalCopy::open(state, &log).map_err(|fault| fault.to_string())?,
                log,
                stale_after: options.stale_after,
                reread: options.reread,
            });
        }
        Ok(Self { followers, alarm_file: options.alarm_file, told: Vec::new(), _lock: lock })
    }

    /// One round over all logs: name of each log with what was found or why our own files cannot be used.
    pub fn round(&self, now: u64) -> Vec<(&str, Result<Sighting, CopyFault>)> {
        self.followers.iter().map(|follower| (follower.log.name(), follower.round(now))).collect()
    }

    /// Adds alarm lines to the alarm file, each after the time, unless the last round had the same.
    pub fn tell(&mut self, lines: Vec<String>, now: u64) -> io::Result<()> {
        let new: String = lines.iter().filter(|line| !self.told.contains(line)).map(|line| format!("{now} {line}\n")).collect();
        self.told = lines;
        match &self.alarm_file {
            Some(path) if !new.is_empty() => {
                let mut file = OpenOptions::new().create(true).append(true).open(path)?;
                file.write_all(new.as_bytes())?;
                file.sync_all()
            }
            _ => Ok(()),
        }
    }
}

/// The lines that people read: `ALARM <log> (<address>): <what>`.
pub fn lines(log: &str, sighting: &Sighting) -> Vec<String> {
    let line = |(url, alarm): &(Option<String>, _)| match url {
        Some(url) => format!("ALARM {log} ({url}): {alarm}"),
        None => format!("ALARM {log}: {alarm}"),
    };
    sighting.alarms.iter().map(line).collect()
}
