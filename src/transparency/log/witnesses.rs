//! Asking the witnesses (C2SP tlog-witness): each gets the new checkpoint with a proof that it continues the one it knows,
//! and answers with its signature. Which ones, and how many must sign, the policy file says.

use std::{
    collections::HashMap,
    path::Path,
    sync::Mutex,
    time::{Duration, Instant},
};

use anyhow::Context;
use ledger::{
    SignedCheckpoint, VerifierKey,
    policy::Policy,
    proof,
    tile_tree::TileNodes,
    witness::{self, ADD_CHECKPOINT, AddCheckpoint, Answer},
};

use super::{LogFiles, LogName};

/// A witness that does not answer is asked again after this time.
const PAUSE: Duration = Duration::from_secs(10);
const TIMEOUT: Duration = Duration::from_secs(5);

/// The policy and what each witness is known to have signed.
pub(super) struct Witnesses {
    policy: Policy,
    /// Size that a witness last signed, by log and witness.
    known: Mutex<HashMap<(LogName, String), u64>>,
    asked: Mutex<HashMap<LogName, Instant>>,
    agent: ureq::Agent,
}

/// One witness to be asked.
struct Asked {
    name: String,
    key: VerifierKey,
    url: String,
    known: u64,
}

impl Witnesses {
    /// Reads the policy file.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| format!("the witness policy {}", path.display()))?;
        let policy = text.parse::<Policy>().with_context(|| format!("the witness policy {}", path.display()))?;
        let agent = ureq::Agent::config_builder().timeout_global(Some(TIMEOUT)).http_status_as_error(false).build().into();
        Ok(Self { policy, known: Mutex::default(), asked: Mutex::default(), agent })
    }

    /// True when the policy knows the log's key.
    pub fn know(&self, log: &VerifierKey) -> bool {
        self.policy.logs().contains(log)
    }

    /// True when enough witnesses have signed.
    pub fn content(&self, signed: &SignedCheckpoint) -> bool {
        self.policy.check(signed).is_ok()
    }

    /// False while witnesses that did not answer are left in peace.
    pub fn may_ask(&self, log: LogName) -> bool {
        let asked = self.asked.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        asked.get(&log).is_none_or(|at| at.elapsed() >= PAUSE)
    }

    /// Asks every witness that has an address and adds what they sign. Blocks; call it off the async threads.
    pub fn ask(&self, log: LogName, files: &LogFiles, signed: &mut SignedCheckpoint) {
        self.asked.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(log, Instant::now());
        let asked = self.with_addresses(log);
        let shared = &*signed;
        let answers: Vec<_> = std::thread::scope(|scope| {
            let started: Vec<_> = asked.iter().map(|witness| scope.spawn(|| self.ask_one(witness, files, shared))).collect();
            started.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err(anyhow::anyhow!("the thread ended")))).collect()
        });
        let size = signed.checkpoint().size;
        for (witness, answer) in asked.iter().zip(answers) {
            match answer {
                Ok(Answer::Cosigned(lines)) => match witness::add_cosignature(signed, &lines, &witness.key) {
                    Ok(_) => self.remember(log, &witness.name, size),
                    Err(fault) => {
                        tracing::warn!(log = log.word(), witness = %witness.name, error = %fault, "a witness sent no valid signature")
                    }
                },
                // An unsigned word of one witness stops nothing; without its signature there may be no quorum, and people look.
                Ok(Answer::Known(known)) => {
                    tracing::error!(log = log.word(), witness = %witness.name, size, known, "ALARM: a witness knows another size of the log");
                }
                Ok(Answer::Refused(status)) => {
                    tracing::error!(log = log.word(), witness = %witness.name, status, "ALARM: a witness refuses the checkpoint");
                }
                Err(error) => {
                    tracing::warn!(log = log.word(), witness = %witness.name, error = %error, "a witness did not answer")
                }
            }
        }
        if self.content(signed) {
            self.asked.lock().unwrap_or_else(std::sync::PoisonError::into_inner).remove(&log);
        }
    }

    fn with_addresses(&self, log: LogName) -> Vec<Asked> {
        let known = self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let all = self.policy.witness_urls().filter_map(|(name, key, url)| {
            let size = known.get(&(log, name.to_owned())).copied().unwrap_or(0);
            url.map(|url| Asked { name: name.to_owned(), key: key.clone(), url: url.to_owned(), known: size })
        });
        all.collect()
    }

    fn remember(&self, log: LogName, name: &str, size: u64) {
        self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert((log, name.to_owned()), size);
    }

    /// A witness that knows another size than we think says so; then it is asked again with the right proof.
    fn ask_one(&self, witness: &Asked, files: &LogFiles, signed: &SignedCheckpoint) -> anyhow::Result<Answer> {
        let size = signed.checkpoint().size;
        let nodes = TileNodes::new(size, |tile| files.tile(tile).ok().flatten());
        let mut old = witness.known.min(size);
        let mut answer = Answer::Known(old);
        for _ in 0..3 {
            let proof = proof::consistency(&nodes, old, size)?;
            let body = AddCheckpoint { old, proof, note: signed.note().to_string() }.encode()?;
            let address = format!("{}/{ADD_CHECKPOINT}", witness.url.trim_end_matches('/'));
            let mut reply = self.agent.post(&address).content_type("text/plain").send(body)?;
            let (status, kind) = (reply.status().as_u16(), reply.body().mime_type().unwrap_or("").to_owned());
            let text = reply.body_mut().with_config().limit(u64::try_from(witness::MAX_BODY)?).read_to_string()?;
            answer = witness::read_answer(status, &kind, &text)?;
            match answer {
                Answer::Known(known) if known <= size && known != old => old = known,
                _ => break,
            }
        }
        Ok(answer)
    }
}
