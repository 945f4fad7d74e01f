//! Checks of the three logs as logs, and of their witnesses.

use pack::{LogName, paths};

use super::Named;
use super::evidence::Evidence;
use crate::check::{Faults, Told, of};

pub(super) const CHECKS: &[Named] = &[
    ("log.acts.checkpoint", |e| checkpoint(e, LogName::Acts)),
    ("log.acts.tiles", |e| tiles(e, LogName::Acts)),
    ("log.acts.root", |e| root(e, LogName::Acts)),
    ("log.ballots.checkpoint", |e| checkpoint(e, LogName::Ballots)),
    ("log.ballots.tiles", |e| tiles(e, LogName::Ballots)),
    ("log.ballots.root", |e| root(e, LogName::Ballots)),
    ("log.issuance.checkpoint", |e| checkpoint(e, LogName::Issuance)),
    ("log.issuance.tiles", |e| tiles(e, LogName::Issuance)),
    ("log.issuance.root", |e| root(e, LogName::Issuance)),
    ("policy.acts", |e| witnesses(e, LogName::Acts)),
    ("policy.ballots", |e| witnesses(e, LogName::Ballots)),
    ("policy.issuance", |e| witnesses(e, LogName::Issuance)),
];

/// The checkpoint is signed with the log key.
fn checkpoint(e: &Evidence<'_>, name: LogName) -> Told {
    let body = of(&e.log(name).checkpoint)?.checkpoint();
    Ok(format!("{} entries, signed by {}", body.size, body.origin))
}

/// Every tile is the one that the entries make.
fn tiles(e: &Evidence<'_>, name: LogName) -> Told {
    let (pack, tiled, mut faults) = (of(&e.pack)?, of(&e.log(name).tiled)?, Faults::default());
    for (tile, bytes) in &tiled.tiles {
        let path = paths::tile(name, tile);
        faults.demand(pack.get(&path) == Some(bytes), || format!("{path} is not what the entries make"));
    }
    faults.told(format!("{} tiles", tiled.tiles.len()))
}

/// The tree of the entries has the root that was signed.
fn root(e: &Evidence<'_>, name: LogName) -> Told {
    let (log, mut faults) = (e.log(name), Faults::default());
    let (signed, found) = (of(&log.checkpoint)?.checkpoint().root, of(&log.tiled)?.root);
    let other = || format!("the entries give root {}, signed is {}", found.to_base64(), signed.to_base64());
    faults.demand(signed == found, other);
    faults.told(format!("root {}", found.to_base64()))
}

/// The policy knows the log, and enough of its witnesses cosigned the checkpoint.
fn witnesses(e: &Evidence<'_>, name: LogName) -> Told {
    let (key, mut faults) = (of(&e.log(name).key)?, Faults::default());
    faults.demand(e.policy.logs().contains(key), || format!("the policy does not know the log {key}"));
    let cosigned = e.policy.check(of(&e.log(name).checkpoint)?);
    faults.demand(cosigned.is_ok(), || "too few witnesses of the policy cosigned the checkpoint".to_owned());
    faults.told("known log, enough witnesses")
}
