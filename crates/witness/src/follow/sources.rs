//! Which log is served at which address.

use ledger::VerifierKey;
use ledger::policy::Policy;

/// Why an address cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceFault {
    /// It does not say which log it serves.
    #[error("{0}: which log is this? Put the address at the end of the log's line in the policy")]
    WhichLog(String),
    /// No address was given and the policy has none.
    #[error("nothing to follow: give --url, or put addresses at the end of the log lines in the policy")]
    Nothing,
}

/// The logs to follow with their addresses. Without `urls`, all that the policy has. An address belongs to the log
/// whose line in the policy names it, else to the log whose origin it is without `https://`, else to the only log.
pub fn assign(policy: &Policy, urls: &[String]) -> Result<Vec<(VerifierKey, Vec<String>)>, SourceFault> {
    let mut out: Vec<(VerifierKey, Vec<String>)> = Vec::new();
    let all: Vec<String> = policy.log_urls().filter_map(|(_, url)| url.map(str::to_owned)).collect();
    for url in if urls.is_empty() { &all } else { urls } {
        let log = log_of(policy, url).ok_or_else(|| SourceFault::WhichLog(url.clone()))?;
        match out.iter_mut().find(|(known, _)| known == log) {
            Some((_, addresses)) => addresses.push(url.clone()),
            None => out.push((log.clone(), vec![url.clone()])),
        }
    }
    if out.is_empty() { Err(SourceFault::Nothing) } else { Ok(out) }
}

fn log_of<'a>(policy: &'a Policy, url: &str) -> Option<&'a VerifierKey> {
    let plain = url.trim_end_matches('/');
    let named = policy.log_urls().find(|(_, known)| known.is_some_and(|known| known.trim_end_matches('/') == plain));
    if let Some((log, _)) = named {
        return Some(log);
    }
    let bare = plain.split_once("://").map_or(plain, |(_, bare)| bare);
    let by_origin = policy.logs().iter().find(|log| log.name() == bare);
    by_origin.or(match policy.logs() {
        [only] => Some(only),
        _ => None,
    })
}
