//! Two witnesses of the demo, each with a key and a memory of its own, on loopback. In a real vote they are run by others:
//! a university, a newspaper, a neighbouring city (docs/witness.md).

use std::{
    fs,
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
};

use witness::{Config, Running};

use crate::{base::Random, platform::keys::Keys, transparency::LogName};

const NAMES: [&str; 2] = ["witness-one.example", "witness-two.example"];
/// The site's name in the demo's checkpoints; the same whatever the port.
pub const SITE: &str = "localhost";

/// Running witnesses.
pub struct Witnesses(Vec<Running>);

/// The C2SP tlog-policy file of a demo: both must sign.
pub fn policy(folder: &Path) -> PathBuf {
    folder.join("policy")
}

/// Starts both and writes the policy with today's addresses.
///
/// # Errors
/// A port or folder that can't be used.
pub fn start(folder: &Path, keys: &Keys) -> anyhow::Result<Witnesses> {
    let home = folder.join("witnesses");
    fs::create_dir_all(&home)?;
    let mut logs = Vec::new();
    for log in LogName::ALL {
        logs.push(log.key(SITE, keys.log.reveal())?.verifier());
    }
    let mut text: String = logs.iter().map(|log| format!("log {log}\n")).collect();
    let mut running = Vec::new();
    for (number, name) in (1..).zip(NAMES) {
        let path = home.join(format!("{number}.key"));
        if !path.exists() {
            witness::keys::create(&path, name, &Random::System.bytes())?;
        }
        let key = witness::keys::load(&path, name)?;
        let vkey = key.verifier()?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let one = witness::spawn(listener, Config::new(key, logs.clone(), home.join(number.to_string())))?;
        text.push_str(&format!("witness W{number} {vkey} {}\n", one.url()));
        running.push(one);
    }
    text.push_str("group both all W1 W2\nquorum both\n");
    fs::write(policy(folder), text)?;
    Ok(Witnesses(running))
}

impl Witnesses {
    /// Stops both.
    pub fn stop(self) {
        for one in self.0 {
            if let Err(error) = one.stop() {
                tracing::warn!(%error, "a witness did not stop cleanly");
            }
        }
    }
}
