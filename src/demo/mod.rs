//! `reparto demo`: two private Postgres instances, the fictional sample cycle with voting open, and the site.
//! A second run finds its data again.

mod city;
mod instances;
mod outlines;
mod sample;
mod seasons;
mod summary;
mod witnesses;

pub use sample::{SampleFacts, ensure_box, seed as seed_sample};
pub use summary::{Summary, SummaryStaff};

use std::{
    fs::File,
    net::{Ipv4Addr, Ipv6Addr, TcpListener},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

use crate::{
    app::{self, Listeners, Shared},
    base::{Clock, Random},
    config::{Config, LogConfig, SenderConfig},
    platform::{keys::Keys, private_postgres},
};
use instances::Instances;

/// What the command line asks for.
pub struct DemoOptions {
    /// Wanted port of the site; another free one is taken only when none was asked for.
    pub port: Option<u16>,
    /// Folder for everything the demo keeps.
    pub data_dir: PathBuf,
    /// Seed of whatever is random in the sample but no secret.
    pub seed: u64,
    /// Start anew.
    pub fresh: bool,
    /// Seed a city-sized electorate for load work.
    pub city: bool,
    /// Forms accepted from one address in a minute.
    pub posts_per_minute: u32,
}

/// One demo a folder: the lock goes when the process ends, however it ends.
fn lock(folder: &Path) -> anyhow::Result<File> {
    let path = folder.join("lock");
    let file = File::options().create(true).truncate(false).write(true).open(&path)?;
    if file.try_lock().is_err() {
        bail!("another demo is running in {}. Stop it, or choose another folder with --data-dir", folder.display());
    }
    Ok(file)
}

fn listen(wanted: Option<u16>) -> anyhow::Result<(Vec<TcpListener>, u16)> {
    let first = wanted.unwrap_or(8080);
    let last = if wanted.is_some() { first } else { first.saturating_add(50) };
    for port in first..=last {
        let Ok(four) = TcpListener::bind((Ipv4Addr::LOCALHOST, port)) else {
            continue;
        };
        // Browsers may try the IPv6 name of this machine first; a machine without IPv6 does without.
        let mut listeners = vec![four];
        match TcpListener::bind((Ipv6Addr::LOCALHOST, port)) {
            Ok(six) => listeners.push(six),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => continue,
            Err(_) => {}
        }
        return Ok((listeners, port));
    }
    bail!("port {first} is taken. Choose another with --port")
}

fn config(instances: &Instances, folder: &Path, port: u16, posts_per_minute: u32) -> Config {
    Config {
        civic_url: instances.civic_url.clone(),
        box_url: instances.box_url.clone(),
        one_instance: false,
        listen: (Ipv4Addr::LOCALHOST, port).into(),
        metrics_listen: (Ipv4Addr::LOCALHOST, 0).into(),
        public_url: format!("http://localhost:{port}"),
        keys_dir: folder.join("keys"),
        sender: SenderConfig::File(folder.join("outbox")),
        posts_per_minute,
        help_phone: "311".to_owned(),
        client_address_header: None,
        gazetteer: None,
        pool_size: 10,
        // A person trying the demo follows one ballot into the log and does not wait for thirty-one others.
        log: LogConfig {
            folder: folder.join("logs"),
            site: witnesses::SITE.to_owned(),
            batch: 1,
            wait_seconds: 1,
            policy: Some(witnesses::policy(folder)),
        },
    }
}

/// Runs the demo until it is stopped.
///
/// # Errors
/// With what to do: install Postgres, free the port, stop the other demo.
pub async fn run(options: DemoOptions) -> anyhow::Result<()> {
    let folder = private_postgres::reachable_folder(&options.data_dir);
    if options.fresh && folder.exists() {
        drop(lock(&folder)?);
        std::fs::remove_dir_all(&folder).with_context(|| format!("removing {}", folder.display()))?;
    }
    std::fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    let _lock = lock(&folder)?;
    eprintln!("Data folder: {}", folder.display());
    let mut instances = Instances::start(&folder).await?;
    let (site, port) = listen(options.port)?;
    let witnesses = witnesses::start(&folder, &Keys::load(&folder.join("keys"), &Random::default())?)?;
    let shared = Shared::new(&config(&instances, &folder, port, options.posts_per_minute), true, Clock::System)?;
    let random = Random::seeded(options.seed);
    let summary = summary::prepare(&shared, &folder, &instances, &random).await?;
    if options.city {
        city::seed(&shared, &random).await?;
    }
    let metrics = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    summary.print(&folder);
    let (site, figures) = app::serve(&shared, Listeners { site, metrics })?;
    let figures_handle = figures.handle();
    let figures_task = tokio::spawn(figures);
    site.await?;
    figures_handle.stop(false).await;
    figures_task.await??;
    witnesses.stop();
    instances.stop();
    Ok(())
}
