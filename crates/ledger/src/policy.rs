//! C2SP tlog-policy: which logs and witnesses are known and how many witnesses must have cosigned.

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::checkpoint::{CheckpointFault, SignedCheckpoint};
use crate::cosignature;
use crate::note::{KeyKind, NoteFault, VerifierKey};

const MAX_LINES: usize = 1000;

/// A trust policy. Reads the file format with `FromStr`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    logs: Vec<VerifierKey>,
    /// Address of each log, in the order of `logs`.
    log_urls: Vec<Option<String>>,
    rules: BTreeMap<String, Rule>,
    /// Name of the rule that must hold; `None` for `quorum none`.
    quorum: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Rule {
    Witness { key: VerifierKey, url: Option<String> },
    Group { needed: usize, members: Vec<String> },
}

/// Why a policy file or a checkpoint under it is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyFault {
    /// The line (from 1) breaks the format.
    #[error("line {0} of the policy is not valid")]
    Line(usize),
    /// There must be exactly one quorum line.
    #[error("the policy has no quorum line")]
    NoQuorum,
    /// No known log signed the checkpoint.
    #[error("no log of the policy signed this checkpoint")]
    UnknownLog,
    /// Too few witnesses cosigned.
    #[error("too few witnesses of the policy cosigned this checkpoint")]
    Quorum,
    /// The checkpoint itself is refused.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointFault),
}

impl Policy {
    /// The known logs.
    pub fn logs(&self) -> &[VerifierKey] {
        &self.logs
    }

    /// The known logs with the addresses below which their `checkpoint` and tiles are served.
    pub fn log_urls(&self) -> impl Iterator<Item = (&VerifierKey, Option<&str>)> {
        self.logs.iter().zip(self.log_urls.iter().map(Option::as_deref))
    }

    /// The known witnesses by their names in the policy.
    pub fn witnesses(&self) -> impl Iterator<Item = (&str, &VerifierKey)> {
        self.witness_urls().map(|(name, key, _)| (name, key))
    }

    /// The known witnesses with their submission prefixes: `add-checkpoint` is asked below it.
    pub fn witness_urls(&self) -> impl Iterator<Item = (&str, &VerifierKey, Option<&str>)> {
        self.rules.iter().filter_map(|(name, rule)| match rule {
            Rule::Witness { key, url } => Some((name.as_str(), key, url.as_deref())),
            Rule::Group { .. } => None,
        })
    }

    /// Opens a checkpoint note that one of the known logs signed and enough witnesses cosigned.
    pub fn open(&self, note: &str) -> Result<SignedCheckpoint, PolicyFault> {
        let mut fault = PolicyFault::UnknownLog;
        for log in &self.logs {
            match SignedCheckpoint::open(note, log) {
                Ok(signed) => return self.check(&signed).map(|()| signed),
                Err(CheckpointFault::Note(NoteFault::Unsigned)) => {}
                Err(other) => fault = other.into(),
            }
        }
        Err(fault)
    }

    /// Whether enough witnesses cosigned. Errors: [`PolicyFault::Quorum`].
    pub fn check(&self, checkpoint: &SignedCheckpoint) -> Result<(), PolicyFault> {
        let met = self.quorum.as_ref().is_none_or(|name| self.holds(name, checkpoint));
        if met { Ok(()) } else { Err(PolicyFault::Quorum) }
    }

    /// Groups name earlier rules only, so the descent ends.
    fn holds(&self, name: &str, checkpoint: &SignedCheckpoint) -> bool {
        match self.rules.get(name) {
            Some(Rule::Witness { key, .. }) => cosignature::verify(checkpoint, key).is_ok(),
            Some(Rule::Group { needed, members }) => {
                members.iter().filter(|member| self.holds(member, checkpoint)).count() >= *needed
            }
            None => false,
        }
    }
}

impl FromStr for Policy {
    type Err = PolicyFault;

    fn from_str(text: &str) -> Result<Self, PolicyFault> {
        let mut reader = Reading::default();
        for (place, line) in text.split('\n').enumerate() {
            let bad = place >= MAX_LINES || line.contains(|c: char| c < ' ' && c != '\t');
            if bad || reader.line(line).is_none() {
                return Err(PolicyFault::Line(place + 1));
            }
        }
        let quorum = reader.quorum.ok_or(PolicyFault::NoQuorum)?;
        Ok(Self { logs: reader.logs, log_urls: reader.log_urls, rules: reader.rules, quorum })
    }
}

/// What has been read so far.
#[derive(Default)]
struct Reading {
    logs: Vec<VerifierKey>,
    log_urls: Vec<Option<String>>,
    rules: BTreeMap<String, Rule>,
    /// Names that are already a member of a group.
    used: Vec<String>,
    quorum: Option<Option<String>>,
}

impl Reading {
    /// Reads one line; `None` if it is not valid.
    fn line(&mut self, line: &str) -> Option<()> {
        let words: Vec<&str> = line.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            [] => Some(()),
            [first, ..] if first.starts_with('#') => Some(()),
            ["log", key, url @ ..] => {
                let key = self.new_key(key, KeyKind::Ed25519)?;
                self.log_urls.push(optional_url(url)?);
                self.logs.push(key);
                Some(())
            }
            ["witness", name, key, url @ ..] => {
                let key = self.new_key(key, KeyKind::Cosignature)?;
                self.define(name, Rule::Witness { key, url: optional_url(url)? })
            }
            ["group", name, needed, members @ ..] => self.group(name, needed, members),
            ["quorum", name] if self.quorum.is_none() => {
                let known = *name == "none" || self.rules.contains_key(*name);
                self.quorum = Some((*name != "none").then(|| (*name).to_owned()));
                known.then_some(())
            }
            _ => None,
        }
    }

    fn group(&mut self, name: &str, needed: &str, members: &[&str]) -> Option<()> {
        let needed = match needed {
            "any" => 1,
            "all" => members.len(),
            number => number.parse().ok()?,
        };
        if needed == 0 || needed > members.len() {
            return None;
        }
        for member in members {
            let free = self.rules.contains_key(*member) && !self.used.iter().any(|used| used == member);
            free.then(|| self.used.push((*member).to_owned()))?;
        }
        let members = members.iter().map(|member| (*member).to_owned()).collect();
        self.define(name, Rule::Group { needed, members })
    }

    /// A key of the right kind that is new: a witness must not count twice under two names, so its public half is new;
    /// one key may sign several logs, so of a log the whole key is new.
    fn new_key(&self, text: &str, kind: KeyKind) -> Option<VerifierKey> {
        let key: VerifierKey = text.parse().ok().filter(|key: &VerifierKey| key.kind() == kind)?;
        let known = match kind {
            KeyKind::Ed25519 => self.logs.contains(&key),
            KeyKind::Cosignature => self.rules.values().any(|rule| match rule {
                Rule::Witness { key: old, .. } => old.public() == key.public(),
                Rule::Group { .. } => false,
            }),
        };
        (!known).then_some(key)
    }

    fn define(&mut self, name: &str, rule: Rule) -> Option<()> {
        let new = name != "none" && self.rules.insert(name.to_owned(), rule).is_none();
        new.then_some(())
    }
}

/// No word or one address; the outer `None` refuses the line.
fn optional_url(words: &[&str]) -> Option<Option<String>> {
    match words {
        [] => Some(None),
        [url] if is_prefix(url) => Some(Some((*url).to_owned())),
        _ => None,
    }
}

/// Whether paths can be put after this address: `http` or `https`, a host, no user name, query or fragment.
fn is_prefix(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split('/').next());
    host.is_some_and(|host| !host.is_empty() && !host.starts_with(':')) && !url.contains(['?', '#', '@', '\\', '"', '<', '>'])
}
