//! Commands that write what others check: the pack, a zone's ballots, the sealed ballots for a second opening.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use ballot::sealed_file::SealedFile;
use clap::Subcommand;

use super::{exit, operator};
use crate::{
    ballotbox,
    base::{Lang, ZoneCode},
    config,
    cycles::{self, CycleError},
    platform::{BoxConn, CivicConn, Db},
    publication::{self, PackError},
};

/// What can be written.
#[derive(Subcommand)]
pub enum Export {
    /// Everything a stranger needs to check the vote, in one file; all zones must be official.
    Pack {
        /// The cycle.
        #[arg(long)]
        cycle: String,
        /// The file, such as vote.tar.zst.
        #[arg(long)]
        out: PathBuf,
        /// Folder of the public logs; REPARTO_LOGS_DIR when left out.
        #[arg(long)]
        logs: Option<PathBuf>,
        /// Offer the file for download on the site too.
        #[arg(long)]
        publish: bool,
    },
    /// A zone's opened ballots as a Pabulib file.
    Pb {
        /// The cycle.
        #[arg(long)]
        cycle: String,
        /// The zone.
        #[arg(long)]
        zone: ZoneCode,
        /// The file.
        #[arg(long)]
        out: PathBuf,
    },
    /// A zone's opened ballots as a table: how many ballots chose which proposals.
    Csv {
        /// The cycle.
        #[arg(long)]
        cycle: String,
        /// The zone.
        #[arg(long)]
        zone: ZoneCode,
        /// The file.
        #[arg(long)]
        out: PathBuf,
    },
    /// A zone's opened ballots as cast vote records for election auditors: NIST SP 1500-103, JSON.
    Cvr {
        /// The cycle.
        #[arg(long)]
        cycle: String,
        /// The zone.
        #[arg(long)]
        zone: ZoneCode,
        /// The file.
        #[arg(long)]
        out: PathBuf,
    },
    /// The sealed ballots that count, for a second opening; after the links are cut.
    Sealed {
        /// The cycle.
        #[arg(long)]
        cycle: String,
        /// The file.
        #[arg(long)]
        out: PathBuf,
    },
}

pub(super) async fn run(what: Export) -> ExitCode {
    match what {
        Export::Pack { cycle, out, logs, publish } => pack(&cycle, &out, logs, publish).await,
        Export::Pb { cycle, zone, out } => zone_file(&cycle, &zone, &out, publication::zone_pabulib).await,
        Export::Csv { cycle, zone, out } => zone_file(&cycle, &zone, &out, publication::zone_csv).await,
        Export::Cvr { cycle, zone, out } => zone_file(&cycle, &zone, &out, publication::zone_cvr).await,
        Export::Sealed { cycle, out } => sealed(&cycle, &out).await,
    }
}

/// Acts of a moment ago are on their way into the log; the server's sequencer is given this long.
const TRIES: u32 = 30;

async fn pack(cycle: &str, out: &Path, logs: Option<PathBuf>, publish: bool) -> ExitCode {
    let db = match operator::civic_db() {
        Ok(db) => db,
        Err(code) => return code,
    };
    let folder = match logs.map_or_else(config::logs_folder, Ok) {
        Ok(folder) => folder,
        Err(faults) => return operator::report(&faults),
    };
    let mut tries = 0;
    let built = loop {
        match db.read(async |conn| publication::build_pack(conn, &folder, cycle).await).await {
            Err(PackError::NotLogged) if tries < TRIES => {
                tries += 1;
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            outcome => break outcome,
        }
    };
    let write = || {
        let archive = built?.to_archive();
        std::fs::write(out, &archive)?;
        println!("{} bytes, SHA-256 {}", archive.len(), hex::encode(ballot::canonical::sha256(&[&archive])));
        if publish {
            let place = publication::pack_file(&folder, cycle);
            std::fs::create_dir_all(place.parent().unwrap_or(&folder))?;
            let beside = place.with_extension("new");
            std::fs::write(&beside, &archive)?;
            std::fs::rename(&beside, &place)?;
        }
        Ok(())
    };
    exit(write())
}

async fn zone_file<F>(cycle: &str, zone: &ZoneCode, out: &Path, make: F) -> ExitCode
where
    F: AsyncFn(&mut CivicConn, &str, &ZoneCode) -> Result<Vec<u8>, PackError>,
{
    let db = match operator::civic_db() {
        Ok(db) => db,
        Err(code) => return code,
    };
    let made = db.read(async |conn| make(conn, cycle, zone).await).await;
    exit(made.map_err(anyhow::Error::from).and_then(|bytes| Ok(std::fs::write(out, bytes)?)))
}

async fn sealed(slug: &str, out: &Path) -> ExitCode {
    let urls = match config::database_urls() {
        Ok(urls) => urls,
        Err(faults) => return operator::report(&faults),
    };
    exit(write_sealed(&urls, slug, out).await)
}

async fn write_sealed((civic, ballot_box): &(String, String), slug: &str, out: &Path) -> anyhow::Result<()> {
    let (civic, ballot_box): (Db<CivicConn>, Db<BoxConn>) = (Db::new(civic, 1)?, Db::new(ballot_box, 1)?);
    let (cycle, contests) = civic
        .read(async |conn| {
            let cycle = cycles::find_cycle(conn, slug, Lang::En).await?;
            let cycle = cycle.ok_or_else(|| CycleError::NoSuchCycle(slug.to_owned()))?;
            let contests = cycles::list_contests(conn, &cycle.slug).await?;
            Ok::<_, CycleError>((cycle, contests))
        })
        .await?;
    let Some(definition) = cycle.definition_hash.filter(|_| cycle.links_cut_at.is_some()) else {
        anyhow::bail!("the links of {slug} are not cut yet: sealed ballots leave the box only after that");
    };
    let mut zones = Vec::new();
    for contest in contests {
        let code = contest.zone.code.as_str();
        let ballots = ballot_box.read(async |conn| ballotbox::list_live_ballots(conn, slug, code).await).await?;
        zones.push((code.to_owned(), ballots));
    }
    Ok(std::fs::write(out, SealedFile { cycle: slug.to_owned(), definition, zones }.to_text())?)
}
