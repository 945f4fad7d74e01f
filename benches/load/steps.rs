//! The measurements, one after the other.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use anyhow::Context;
use ballot::definition::Definition;

use crate::{
    Extent,
    casts::{self, Kind, Ready, Run},
    offline,
    peers::{self, What},
    report::{Report, Target, median, shown},
    site::{Site, Used},
    voter::{Codes, Voter},
    wire,
};

const CLIENTS: usize = 32;
/// Ballots of the box that others are compared with.
const SMALL: i64 = 1_000;

fn times(run: &Run) -> Vec<String> {
    vec![shown(run.per_second()), shown(run.within(50)), shown(run.within(95)), shown(run.within(99))]
}

fn processor(used: Used) -> Vec<String> {
    vec![shown(used.server), shown(used.civic), shown(used.ballot_box)]
}

fn say(words: &str) {
    eprintln!("load: {words}");
}

/// A number of casts by a number of clients, after the log has taken those before.
async fn cast(site: &Site, clients: usize, ready: &[Ready]) -> anyhow::Result<(Run, Used)> {
    site.settle().await?;
    let before = site.used()?;
    let run = casts::at_full_speed(site.port, clients, ready, Kind::Cast).await?;
    let used = site.used()?.since(before, run.count);
    say(&format!(
        "{clients} clients: {:.0} casts a second, p99 {:.1} ms, {:.2} ms of processors",
        run.per_second(),
        run.within(99),
        used.total()
    ));
    Ok((run, used))
}

/// (a) Casts over HTTP beside pgbench.
pub async fn casts(extent: &Extent, site: &Site, report: &mut Report, targets: &mut Vec<Target>) -> anyhow::Result<()> {
    let [single, eight, many] = extent.casts;
    let levels = [(1, single), (8, eight), (128, many)];
    peers::prepare(site, single + eight + many * (extent.rounds + 1)).await?;
    let mut base = 0;
    let mut peer = |what, clients: usize, count: usize| {
        let done = peers::pgbench(site, what, clients, count / clients, base);
        if what == What::Insert {
            base += count
        }
        done
    };
    // A warm start for everything: plans, caches, connections.
    casts::at_full_speed(site.port, CLIENTS, &casts::prepare(site, 500).await?, Kind::Cast).await?;
    let (mut rows, mut ratios, mut best) = (Vec::new(), Vec::new(), 0.0_f64);
    for round in 0..extent.rounds {
        let ready = casts::prepare(site, many).await?;
        let (run, used) = cast(site, CLIENTS, &ready).await?;
        let (called, inserted) = (peer(What::Cast, CLIENTS, many)?, peer(What::Insert, CLIENTS, many)?);
        say(&format!("pgbench: {:.0} casts, {:.0} inserts a second", called, inserted));
        ratios.push(run.per_second() / called);
        best = best.max(run.per_second());
        let name = format!("{CLIENTS} (round {})", round + 1);
        rows.push([vec![name], times(&run), processor(used), vec![shown(called), shown(inserted)]].concat());
    }
    for (clients, count) in levels {
        let ready = casts::prepare(site, count).await?;
        let (run, used) = cast(site, clients, &ready).await?;
        // An instance admits 120 connections.
        let pgbench = clients.min(96);
        let (called, inserted) = (peer(What::Cast, pgbench, count)?, peer(What::Insert, pgbench, count)?);
        let row = [vec![clients.to_string()], times(&run), processor(used), vec![shown(called), shown(inserted)]];
        rows.push(row.concat());
    }
    let (resident, most) = site.resident()?;
    report.heading("Casts");
    report.line("`POST …/cast` with a printed pass; the journeys up to it were walked beforehand. pgbench calls `cast_ballot` on the same");
    report
        .line("instance, one call in one transaction (96 clients in the row of 128), and inserts one row with a primary key. The server writes\nwhat waits together with one call of `cast_ballots`.\n");
    let names =
        ["clients", "casts/s", "p50", "p95", "p99", "server ms", "civic ms", "box ms", "pgbench casts/s", "pgbench inserts/s"];
    report.table(&names, &rows);
    report.line(&format!("\nResident set of the server after 128 clients: {} MB, at most {} MB.", shown(resident), shown(most)));
    let ratio = median(ratios);
    targets.push(Target {
        what: "casts/s over HTTP >= 1.0 x pgbench, 32 clients",
        measured: ratio,
        unit: " x",
        reached: ratio >= 1.0,
    });
    targets.push(Target { what: "resident set < 150 MB at 128 clients", measured: most, unit: " MB", reached: most < 150.0 });
    half(extent, site, best / 2.0, report, targets).await
}

/// Casts at half of the highest rate.
async fn half(extent: &Extent, site: &Site, rate: f64, report: &mut Report, targets: &mut Vec<Target>) -> anyhow::Result<()> {
    let count = (rate as usize).saturating_mul(extent.seconds.min(8));
    let ready = casts::prepare(site, count).await?;
    site.settle().await?;
    let run = casts::at_rate(site.port, rate, &ready, Kind::Cast).await?;
    let row = [vec![format!("{} casts/s, half of the highest rate of 32 clients", shown(rate))], times(&run)].concat();
    report.line("");
    report.table(&["steady", "casts/s", "p50", "p95", "p99"], &[row]);
    let p99 = run.within(99);
    targets.push(Target {
        what: "p99 < 250 ms at half of the highest rate of 32 clients",
        measured: p99,
        unit: " ms",
        reached: p99 < 250.0,
    });
    Ok(())
}

/// (b) Whole journeys.
pub async fn journeys(extent: &Extent, site: &Site, report: &mut Report, targets: &mut Vec<Target>) -> anyhow::Result<()> {
    let codes = Codes::follow(site.summary.outbox.clone());
    let zones: Arc<Vec<String>> = Arc::new(site.summary.passes.keys().cloned().collect());
    site.settle().await?;
    let (next, total, port) = (Arc::new(AtomicUsize::new(0)), extent.journeys, site.port);
    let before = site.used()?;
    let began = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..CLIENTS {
        let (codes, zones, next) = (codes.clone(), Arc::clone(&zones), Arc::clone(&next));
        tasks.spawn(async move {
            let mut voter = Voter::new(port).await?;
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index >= total {
                    return anyhow::Ok(());
                }
                voter.forget();
                let zone = zones.get(index % zones.len()).context("a zone")?;
                voter.vote(zone, &format!("213{:07}", 2_000_000 + index), &codes).await?;
            }
        });
    }
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    let rate = total as f64 / began.elapsed().as_secs_f64();
    let used = site.used()?.since(before, total);
    say(&format!("{rate:.0} journeys a second, processors {:.2} {:.2} {:.2} ms", used.server, used.civic, used.ballot_box));
    report.heading("Whole journeys");
    report.line("Fourteen requests, as a phone sends them: zone, age, tie, ballot, review, phone number, code (from the outbox), cast, receipt; every page");
    report.line("is loaded, compressed; 32 clients.\n");
    let row = [vec![shown(rate)], processor(used), vec![shown(used.total())]].concat();
    report.table(&["journeys/s", "server ms", "civic ms", "box ms", "together ms"], &[row]);
    least(site, report).await?;
    targets.push(Target { what: "journeys/s >= 800, 32 clients", measured: rate, unit: "", reached: rate >= 800.0 });
    let total = used.total();
    targets.push(Target { what: "processor time of a journey <= 1.5 ms", measured: total, unit: " ms", reached: total <= 1.5 });
    Ok(())
}

/// What is left of a journey without any of its pages: its requests with the smallest answer there is, its three rows (code,
/// issuance, ballot) each in a transaction of its own, its two sealings.
async fn least(site: &Site, report: &mut Report) -> anyhow::Result<()> {
    const REQUESTS: usize = 14;
    const ROWS: usize = 3;
    const SEALINGS: usize = 2;
    let count = 20_000;
    let smallest = Arc::new(wire::request(site.port, "/healthz", "", None));
    let smallest: Vec<Ready> = vec![smallest; count];
    let before = site.used()?;
    casts::at_full_speed(site.port, CLIENTS, &smallest, Kind::Page).await?;
    let request = site.used()?.since(before, count).server;
    peers::prepare(site, 1).await?;
    let before = site.used()?;
    peers::pgbench(site, What::Insert, CLIENTS, count / CLIENTS, 0)?;
    let row = site.used()?.since(before, count).ballot_box;
    let (sealing, ..) = offline::opening(&offline::definition(site).await?, &site.summary.shares, 1_000)?;
    let parts = [request * REQUESTS as f64, row * ROWS as f64, sealing / 1000.0 * SEALINGS as f64];
    report.line(&format!(
        "\nWithout a page, a reading or a cookie a journey would still take about {} ms: {REQUESTS} requests for the smallest answer ({} ms), \
         {ROWS} plain rows, each in a transaction of its own ({} ms), {SEALINGS} sealings ({} ms).",
        shown(parts.iter().sum()),
        shown(parts[0]),
        shown(parts[1]),
        shown(parts[2]),
    ));
    Ok(())
}

/// (c) Ballot pages while casts go in.
pub async fn steady(extent: &Extent, site: &Site, report: &mut Report, targets: &mut Vec<Target>) -> anyhow::Result<()> {
    let zone = site.summary.passes.keys().next().context("a zone")?;
    let mut voter = Voter::new(site.port).await?;
    voter.walk_to_ballot(zone).await?;
    let page = Arc::new(wire::request(site.port, &format!("/en/vote/{zone}/ballot"), &voter.cookies(), None));
    let ready = casts::prepare(site, 50 * extent.seconds).await?;
    site.settle().await?;
    let requests: Vec<Ready> = vec![page; 200 * extent.seconds];
    let pages = casts::at_rate(site.port, 200.0, &requests, Kind::Page);
    let (pages, sent) = tokio::try_join!(pages, casts::at_rate(site.port, 50.0, &ready, Kind::Cast))?;
    say(&format!("ballot page p95 {:.1} ms at 200 a second", pages.within(95)));
    report.heading("Ballot pages while casts go in");
    report.line("");
    let rows = [[vec!["ballot page".to_owned()], times(&pages)].concat(), [vec!["cast".to_owned()], times(&sent)].concat()];
    report.table(&["request", "a second", "p50", "p95", "p99"], &rows);
    let p95 = pages.within(95);
    targets.push(Target { what: "ballot page p95 < 50 ms at 200 requests/s", measured: p95, unit: " ms", reached: p95 < 50.0 });
    Ok(())
}

/// Casts into the growing box and into a small one, in turns.
#[derive(Default)]
struct Turns {
    grown: Vec<f64>,
    small: Vec<f64>,
    /// The last turn in the grown box.
    last: Option<(Run, Used)>,
}

impl Turns {
    /// So many casts by each into both, divided into turns.
    async fn take((grown, small): (&Site, &Site), clients: usize, count: usize) -> anyhow::Result<Self> {
        const TURNS: usize = 6;
        let (ours, theirs) = (casts::prepare(grown, count).await?, casts::prepare(small, count).await?);
        let mut turns = Self::default();
        for (turn, (ours, theirs)) in ours.chunks(count / TURNS).zip(theirs.chunks(count / TURNS)).enumerate() {
            // Who begins changes from turn to turn.
            for is_small in [turn % 2 == 0, turn % 2 != 0] {
                if is_small {
                    turns.small.push(cast(small, clients, theirs).await?.0.mean());
                } else {
                    let (run, used) = cast(grown, clients, ours).await?;
                    turns.grown.push(run.mean());
                    turns.last = Some((run, used));
                }
            }
        }
        Ok(turns)
    }

    /// Mean times of the two, and how many times longer a cast into the grown box takes: medians of the turns.
    fn medians(&self) -> [f64; 3] {
        let ratios = self.grown.iter().zip(&self.small).map(|(grown, small)| grown / small).collect();
        [median(self.grown.clone()), median(self.small.clone()), median(ratios)]
    }
}

/// (d) Casts while the box grows, in turns with a site whose box stays small: what disk and machine do meanwhile is in both.
pub async fn growth(
    extent: &Extent,
    (site, small): (&Site, &Site),
    report: &mut Report,
    targets: &mut Vec<Target>,
) -> anyhow::Result<()> {
    let [single, many] = extent.growth_casts;
    let (mut rows, mut alone, mut crowd) = (Vec::new(), Vec::new(), Vec::new());
    for one in [site, small] {
        one.settle().await?;
        one.in_box(&["ALTER SYSTEM SET max_wal_size = '4GB'", "SELECT pg_reload_conf()"]).await?;
    }
    for size in extent.growth {
        peers::refill(small, SMALL).await?;
        peers::refill(site, *size).await?;
        let one = Turns::take((site, small), 1, single).await?;
        let many = Turns::take((site, small), CLIENTS, many).await?;
        let ready = casts::prepare(site, extent.growth_casts[1] / 6).await?;
        site.in_box(&["CHECKPOINT"]).await?;
        let (fresh, _) = cast(site, CLIENTS, &ready).await?;
        let [grown, control, ratio] = one.medians();
        alone.push(ratio);
        let mut row = vec![shown(*size as f64), shown(grown), shown(control), shown(ratio)];
        let [grown, control, ratio] = many.medians();
        crowd.push(ratio);
        row.extend([shown(grown), shown(control), shown(ratio)]);
        let (run, used) = many.last.context("a turn")?;
        row.extend([shown(run.within(99)), shown(fresh.mean())]);
        rows.push([row, processor(used)].concat());
    }
    report.heading("Growth of the box");
    report.line("Before each row both boxes are emptied and filled by SQL, each ballot with its own pass and hash: one to the size of the row, the");
    report.line(&format!(
        "small one of a second site to {SMALL}. The casts that are measured come on top. Mean milliseconds of a cast by one client, then by 32,"
    ));
    report.line("the two sites in turns; medians of six turns, the ratio that of the six pairs. The last twentieth is put in after a checkpoint,");
    report.line(
        "as in a busy vote between two; the column *checkpoint* is a first turn of 32 clients straight after one, when Postgres",
    );
    report.line("logs each page whole that it touches first. `max_wal_size` as docs/operations.md says.\n");
    let names = [
        ["ballots", "one", "small box", "ratio", "32", "small box"],
        ["ratio", "32: p99", "32: checkpoint", "server ms", "civic ms", "box ms"],
    ];
    report.table(&names.concat(), &rows);
    let spread = |ratios: Vec<f64>| ratios.into_iter().map(|ratio| (ratio - 1.0).abs() * 100.0).fold(0.0, f64::max);
    for (what, spread) in [
        ("cast time within 20% of a small box's, one client", spread(alone)),
        ("cast time within 20% of a small box's, 32 clients", spread(crowd)),
    ] {
        targets.push(Target { what, measured: spread, unit: "%", reached: spread <= 20.0 });
    }
    Ok(())
}

/// (e, f) The log and the opening, with the server stopped.
pub async fn beside(
    extent: &Extent,
    site: &Site,
    (definition, shares): (&Definition, &[String]),
    report: &mut Report,
    targets: &mut Vec<Target>,
) -> anyhow::Result<()> {
    let rounds = offline::sequencer(&site.folder, 20_000, 3).await?;
    let (seal, open, all) = offline::opening(definition, shares, extent.opened)?;
    let slowest = rounds.iter().copied().fold(0.0, f64::max);
    say(&format!("sequencer {rounds:.2?} s, opening {all:.1} s"));
    report.heading("Log and opening");
    report.line("");
    let rounds: Vec<String> = rounds.into_iter().map(shown).collect();
    let rows = [
        vec!["20,000 entries into the log in one round, three times".to_owned(), format!("{} s", rounds.join(", "))],
        vec!["sealing one ballot".to_owned(), format!("{} µs", shown(seal))],
        vec!["opening one ballot".to_owned(), format!("{} µs", shown(open))],
        vec![format!("opening {} ballots, one processor", shown(extent.opened as f64)), format!("{} s", shown(all))],
    ];
    report.table(&["what", "time"], &rows);
    targets.push(Target { what: "20,000 entries into the log < 1 s", measured: slowest, unit: " s", reached: slowest < 1.0 });
    Ok(())
}
