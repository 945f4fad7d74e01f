//! `demo.json`: what a script needs to act as every role; and the same in words on the terminal.

use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use anyhow::Context;
use serde::{Deserialize, Serialize};

use super::{
    instances::Instances,
    sample::{self, SampleFacts},
    seasons, witnesses,
};
use crate::{
    accounts,
    app::Shared,
    base::{Lang, Random},
    cycles,
};

/// One person's one-time sign-in.
#[derive(Serialize, Deserialize)]
pub struct SummaryStaff {
    /// Name; certifiers type it when they sign.
    pub name: String,
    /// Role's stable name.
    pub role: String,
    /// Zone of a zone-bound role.
    pub zone: Option<String>,
    /// One-time link.
    pub link: String,
}

/// The file's content (contract.md section 2, and a few fields more).
#[derive(Serialize, Deserialize)]
pub struct Summary {
    /// Address of the site.
    pub url: String,
    /// Folder that receives codes, one JSON line each.
    pub outbox: PathBuf,
    /// The cycle's name in addresses.
    pub cycle: String,
    /// One-time sign-ins.
    pub staff: Vec<SummaryStaff>,
    /// Shares of the opening key; in a real vote each trustee holds one and nobody all.
    pub shares: Vec<String>,
    /// Unused printed passes by zone.
    pub passes: BTreeMap<String, Vec<String>>,
    /// Address of the civic database for the operator's commands.
    pub database_url: String,
    /// Folder of the public logs, for `reparto export pack --logs`.
    #[serde(default)]
    pub logs: PathBuf,
    /// Witness policy, for `reparto-verify … --policy`.
    #[serde(default)]
    pub policy: PathBuf,
}

fn file(folder: &Path) -> PathBuf {
    folder.join("demo.json")
}

fn write(path: &Path, summary: &Summary) -> anyhow::Result<()> {
    let text = serde_json::to_string_pretty(summary)?;
    let _ = fs::remove_file(path);
    let mut out = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    std::io::Write::write_all(&mut out, text.as_bytes())?;
    Ok(out.sync_all()?)
}

fn from_facts(facts: SampleFacts, url: &str, outbox: PathBuf, database_url: &str) -> Summary {
    let staff = facts.staff.into_iter().map(|(name, role, zone, token)| SummaryStaff {
        name,
        role: role.code().to_owned(),
        zone: zone.map(|z| z.to_string()),
        link: format!("{url}/en{}", accounts::links::invitation(&token)),
    });
    Summary {
        url: url.to_owned(),
        outbox,
        cycle: sample::SLUG.to_owned(),
        staff: staff.collect(),
        shares: facts.shares,
        passes: facts.passes,
        database_url: database_url.to_owned(),
        logs: PathBuf::new(),
        policy: PathBuf::new(),
    }
}

/// Makes the sample cycle when there is none, and brings `demo.json` up to date. The file is written before the
/// transaction commits, under another name: after a crash in between, whichever of both is left can be told apart.
///
/// # Errors
/// The databases'; a folder that can't be written.
pub(super) async fn prepare(shared: &Shared, folder: &Path, instances: &Instances, _random: &Random) -> anyhow::Result<Summary> {
    let state = &shared.state;
    let (path, early) = (file(folder), folder.join("demo.json.new"));
    let exists = state.civic.read(async |conn| cycles::find_cycle(conn, sample::SLUG, Lang::En).await).await?.is_some();
    if !exists {
        let env = state.env();
        let outcome = state
            .civic
            .write("seed_sample", async |conn| {
                let facts = sample::seed(conn, &env, state).await.map_err(SeedError::Other)?;
                seasons::seed(conn, &env, state).await.map_err(SeedError::Other)?;
                let summary = from_facts(facts, &state.public_url, folder.join("outbox"), &instances.civic_owner_url);
                write(&early, &summary).map_err(SeedError::Other)
            })
            .await;
        outcome.context("seeding the sample cycle")?;
    }
    if early.exists() {
        fs::rename(&early, &path)?;
    }
    let text = fs::read_to_string(&path).with_context(|| format!("{} is gone; start anew with --fresh", path.display()))?;
    let mut summary: Summary = serde_json::from_str(&text)?;
    move_to_port(&mut summary, &state.public_url);
    instances.civic_owner_url.clone_into(&mut summary.database_url);
    summary.logs = shared.logs.folder().to_owned();
    summary.policy = witnesses::policy(folder);
    write(&path, &summary)?;
    sample::ensure_box(state, &summary.passes).await?;
    Ok(summary)
}

/// A second run may listen on another port; links follow it.
fn move_to_port(summary: &mut Summary, url: &str) {
    let old = std::mem::replace(&mut summary.url, url.to_owned());
    for person in &mut summary.staff {
        if let Some(rest) = person.link.strip_prefix(&old) {
            person.link = format!("{url}{rest}");
        }
    }
}

/// Lets an `anyhow` error travel through a transaction.
#[derive(Debug, thiserror::Error)]
enum SeedError {
    #[error("the database: {0}")]
    Db(#[from] diesel::result::Error),
    #[error("{0:#}")]
    Other(anyhow::Error),
}

impl Summary {
    /// Tells the person at the terminal where everything is.
    pub(super) fn print(&self, folder: &Path) {
        println!("\nReparto is ready: {}", self.url);
        println!("  Vote:          {}/en/vote", self.url);
        println!("  Codes \"sent\":  {}/dev/outbox", self.url);
        println!("  For scripts:   {}", file(folder).display());
        println!("\nOne-time staff sign-ins (each sets a password and a second factor):");
        for person in self.staff.iter().filter(|p| p.zone.is_none()) {
            println!("  {:<22} {}", person.name, person.link);
        }
        println!("\nShares of the opening key, for the trustees (a real vote never keeps them together):");
        for share in &self.shares {
            println!("  {share}");
        }
        println!("\nCtrl-C stops the site and both databases; the data stays.");
    }
}
