//! What happens beside the requests: one round of the sequencer, and the opening of sealed ballots.

use std::{path::Path, time::Instant};

use anyhow::{Context, ensure};
use ballot::{
    choices::Choices,
    definition::Definition,
    opening::Opener,
    seal::{OpeningPublicKey, SealedBallot, Seed, seal},
    shares::{self, Share},
};
use reparto::{
    app::Shared,
    base::{Clock, Random},
    config::{Config, LogConfig, SenderConfig},
    platform::{
        migrations,
        private_postgres::{PrivatePostgres, Settings},
    },
    transparency::{Haste, LogName},
};

use crate::{
    site::Site,
    wire::{self, Wire},
};

fn config(folder: &Path, civic: &PrivatePostgres, ballot_box: &PrivatePostgres) -> Config {
    Config {
        civic_url: civic.url("server", "reparto"),
        box_url: ballot_box.url("server", "reparto"),
        one_instance: false,
        listen: ([127, 0, 0, 1], 0).into(),
        metrics_listen: ([127, 0, 0, 1], 0).into(),
        public_url: "http://localhost".to_owned(),
        keys_dir: folder.join("keys"),
        sender: SenderConfig::File(folder.join("outbox")),
        posts_per_minute: 1,
        help_phone: "311".to_owned(),
        client_address_header: None,
        gazetteer: None,
        pool_size: 4,
        log: LogConfig { folder: folder.join("logs"), site: "localhost".to_owned(), batch: 1, wait_seconds: 1, policy: None },
    }
}

/// Seconds of one round of the sequencer that takes this many entries: read, shuffled, moved, hashed into tiles, signed and
/// published. The server is stopped by now and its data is used further; witnesses are not asked.
pub async fn sequencer(folder: &Path, entries: usize, rounds: usize) -> anyhow::Result<Vec<f64>> {
    let start = |name: &str| PrivatePostgres::start(&Settings { folder: folder.join(name), durable: true, detached: false });
    let (mut civic, mut ballot_box) = (start("civic")?, start("box")?);
    let shared = Shared::new(&config(folder, &civic, &ballot_box), true, Clock::System)?;
    let state = shared.state.clone().into_inner();
    while shared.logs.round(&state, LogName::Ballots, Haste::Now).await? > 0 {}
    let fill = format!(
        "INSERT INTO outbox (entry, subject)
         SELECT substring(decode(repeat(encode(id, 'hex'), 8), 'hex') FOR 140), id
         FROM (SELECT sha256(uuid_send(gen_random_uuid())) AS id FROM generate_series(1, {entries})) AS drawn"
    );
    let mut out = Vec::new();
    for _ in 0..rounds {
        migrations::execute(&ballot_box.url("postgres", "reparto"), &[&fill, "ANALYZE outbox"]).await?;
        let began = Instant::now();
        let left = shared.logs.round(&state, LogName::Ballots, Haste::Now).await?;
        out.push(began.elapsed().as_secs_f64());
        ensure!(left == 0, "{left} entries were left");
    }
    drop(shared);
    civic.stop();
    ballot_box.stop();
    Ok(out)
}

/// The site's frozen definition.
pub async fn definition(site: &Site) -> anyhow::Result<Definition> {
    let path = format!("/data/{}/definition.json", site.summary.cycle);
    let answer = Wire::open(site.port).await?.send(&wire::request(site.port, &path, "", None)).await?;
    Definition::from_bytes(answer.text()?.as_bytes()).map_err(|fault| anyhow::anyhow!("the definition: {fault}"))
}

/// Microseconds of sealing and of opening one ballot, and seconds of opening all of them, on one processor.
pub fn opening(definition: &Definition, told: &[String], count: usize) -> anyhow::Result<(f64, f64, f64)> {
    let public = OpeningPublicKey(definition.opening_key);
    let shares = told.iter().map(|text| Share::parse(text)).collect::<Result<Vec<_>, _>>()?;
    let enough = shares.get(..usize::from(definition.trustees.threshold)).context("too few shares")?;
    let key = shares::combine(enough, definition.trustees.threshold, &public)?;
    let contest = definition.contests.first().context("no contest")?;
    let (hash, random, choices) = (definition.hash()?, Random::seeded(1), Choices::parse(contest, &[1, 2], true)?);
    let began = Instant::now();
    let mut sealed: Vec<SealedBallot> = Vec::with_capacity(count);
    for _ in 0..count {
        sealed.push(seal(&public, &hash, &contest.zone, contest.style, &choices, contest, &Seed::from_bytes(random.bytes()))?);
    }
    let sealing = began.elapsed().as_secs_f64();
    let began = Instant::now();
    let opened = Opener::new(&key, definition)?.open_zone(&contest.zone, &sealed);
    let opening = began.elapsed().as_secs_f64();
    ensure!(opened.ballots.len() == count && opened.invalid.is_empty(), "ballots did not open");
    let each = |seconds: f64| seconds * 1e6 / count.max(1) as f64;
    Ok((each(sealing), each(opening), opening))
}
