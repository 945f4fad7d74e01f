//! Casts alone: journeys are walked up to the filled cast form beforehand, with printed passes; then only the forms that
//! cast are sent, as fast as answers come or at a given rate.

use std::{
    collections::VecDeque,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use ballot::pass::PrintedPass;
use reparto::{base::Random, platform::keys::KeyDir};
use tokio::sync::Mutex;

use crate::{
    site::Site,
    voter::Voter,
    wire::{self, Wire},
};

/// Journeys that are walked at a time while preparing.
const WALKERS: usize = 12;

/// Requests that were answered.
pub struct Run {
    pub count: usize,
    pub seconds: f64,
    /// Milliseconds of each, ascending.
    times: Vec<f64>,
}

impl Run {
    fn new(seconds: f64, mut times: Vec<f64>) -> Self {
        times.sort_by(f64::total_cmp);
        Self { count: times.len(), seconds, times }
    }

    pub fn per_second(&self) -> f64 {
        self.count as f64 / self.seconds
    }

    /// Milliseconds within which this share of the requests was answered.
    pub fn within(&self, percent: usize) -> f64 {
        let at = (self.times.len() * percent / 100).min(self.times.len().saturating_sub(1));
        self.times.get(at).copied().unwrap_or(0.0)
    }

    pub fn mean(&self) -> f64 {
        self.times.iter().sum::<f64>() / self.times.len().max(1) as f64
    }
}

/// A request that is ready to be sent, and what its answer must begin with.
pub type Ready = Arc<Vec<u8>>;

/// Registers fresh printed passes spread over the zones.
async fn passes(site: &Site, count: usize) -> anyhow::Result<Vec<(String, String)>> {
    let key = KeyDir::open(&site.folder.join("keys"))?.read("pass")?;
    let zones: Vec<&String> = site.summary.passes.keys().collect();
    let random = Random::default();
    let mut out = Vec::with_capacity(count);
    let mut rows: Vec<String> = Vec::with_capacity(count);
    for index in 0..count {
        let zone = *zones.get(index % zones.len()).context("no zones")?;
        let pass = PrintedPass::from_random(&random.bytes());
        let tag = hex::encode(pass.tag(key.reveal(), &site.summary.cycle, zone).0);
        rows.push(format!("('\\x{tag}','{}','{zone}','printed','unused')", site.summary.cycle));
        out.push((zone.clone(), pass.to_string().replace(' ', "")));
    }
    for chunk in rows.chunks(5_000) {
        site.in_box(&[&format!("INSERT INTO pass (tag, cycle, zone, kind, state) VALUES {}", chunk.join(","))]).await?;
    }
    Ok(out)
}

/// Walks journeys up to the filled cast form.
pub async fn prepare(site: &Site, count: usize) -> anyhow::Result<Vec<Ready>> {
    let passes = Arc::new(passes(site, count).await?);
    let mut walkers = tokio::task::JoinSet::new();
    let (next, port) = (Arc::new(AtomicUsize::new(0)), site.port);
    for _ in 0..WALKERS {
        let (passes, next) = (Arc::clone(&passes), Arc::clone(&next));
        walkers.spawn(async move { walk(port, &passes, &next).await });
    }
    let mut out = Vec::with_capacity(count);
    while let Some(walked) = walkers.join_next().await {
        out.extend(walked??);
    }
    ensure!(out.len() == count, "{} of {count} journeys were prepared", out.len());
    Ok(out)
}

/// From one empty ballot the same choices are made again and again: each time the site draws another sealing seed, so that
/// each gives another sealed ballot.
async fn walk(port: u16, passes: &[(String, String)], next: &AtomicUsize) -> anyhow::Result<Vec<Ready>> {
    let mut out = Vec::new();
    let mut wire = Wire::open(port).await?;
    let mut begun: std::collections::HashMap<String, (String, String)> = std::collections::HashMap::new();
    while let Some((zone, pass)) = passes.get(next.fetch_add(1, Ordering::Relaxed)) {
        if !begun.contains_key(zone) {
            let mut voter = Voter::new(port).await?;
            voter.walk_to_ballot(zone).await?;
            begun.insert(zone.clone(), (voter.cookies(), voter.token().to_owned()));
        }
        let (cookies, token) = begun.get(zone).context("a begun journey")?;
        let form = format!("csrf={token}&pick=1&pick=2&go=on");
        let answer = wire.send(&wire::request(port, &format!("/en/vote/{zone}/ballot"), cookies, Some(&form))).await?;
        ensure!(answer.status == 303 && answer.location.ends_with("/review"), "ballot: {} {}", answer.status, answer.location);
        let journey = answer.cookies.iter().find(|c| c.starts_with("journey=")).context("no journey")?;
        let visit = cookies.split("; ").find(|c| c.starts_with("visit=")).context("no visit")?;
        let form = format!("csrf={token}&door=pass&code={pass}");
        let cookies = format!("{visit}; {journey}");
        out.push(Arc::new(wire::request(port, &format!("/en/vote/{zone}/cast"), &cookies, Some(&form))));
    }
    Ok(out)
}

/// What a request asks for.
#[derive(Clone, Copy)]
pub enum Kind {
    Cast,
    Page,
}

/// Sends a request; an error unless the cast was accepted or the page came.
async fn send(wire: &mut Wire, request: &[u8], kind: Kind) -> anyhow::Result<()> {
    let answer = wire.send(request).await?;
    let is_right = match kind {
        Kind::Cast => answer.status == 303 && answer.location.contains("/receipt/"),
        Kind::Page => answer.status == 200,
    };
    ensure!(is_right, "{} {} {}", answer.status, answer.location, answer.text().unwrap_or_default());
    Ok(())
}

/// All of them, by this many clients, each sending its next when its last was answered.
pub async fn at_full_speed(port: u16, clients: usize, requests: &[Ready], kind: Kind) -> anyhow::Result<Run> {
    let mut wires = Vec::new();
    for _ in 0..clients {
        wires.push(Wire::open(port).await?);
    }
    let requests: Arc<Vec<Ready>> = Arc::new(requests.to_vec());
    let next = Arc::new(AtomicUsize::new(0));
    let began = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for mut wire in wires {
        let (requests, next) = (Arc::clone(&requests), Arc::clone(&next));
        tasks.spawn(async move {
            let mut times = Vec::new();
            while let Some(request) = requests.get(next.fetch_add(1, Ordering::Relaxed)) {
                let sent = Instant::now();
                send(&mut wire, request, kind).await?;
                times.push(sent.elapsed().as_secs_f64() * 1000.0);
            }
            anyhow::Ok(times)
        });
    }
    let mut times = Vec::with_capacity(requests.len());
    while let Some(done) = tasks.join_next().await {
        times.extend(done??);
    }
    Ok(Run::new(began.elapsed().as_secs_f64(), times))
}

/// All of them at a steady rate, whether or not earlier ones were answered; times count from the moment a request was due.
pub async fn at_rate(port: u16, per_second: f64, requests: &[Ready], kind: Kind) -> anyhow::Result<Run> {
    // The longest idle is used first: none is idle for so long that the server closes it.
    let idle: Arc<Mutex<VecDeque<Wire>>> = Arc::default();
    let began = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for (index, request) in requests.iter().enumerate() {
        let due = began + Duration::from_secs_f64(index as f64 / per_second);
        tokio::time::sleep_until(due.into()).await;
        let (idle, request) = (Arc::clone(&idle), Arc::clone(request));
        tasks.spawn(async move {
            let kept = idle.lock().await.pop_front();
            let mut wire = match kept {
                Some(wire) => wire,
                None => Wire::open(port).await?,
            };
            send(&mut wire, &request, kind).await?;
            let time = due.elapsed().as_secs_f64() * 1000.0;
            idle.lock().await.push_back(wire);
            anyhow::Ok(time)
        });
    }
    let mut times = Vec::with_capacity(requests.len());
    while let Some(done) = tasks.join_next().await {
        times.push(done??);
    }
    Ok(Run::new(began.elapsed().as_secs_f64(), times))
}
