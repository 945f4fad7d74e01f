//! Load on one machine: casts, whole journeys, pages, growth of the box, the log, the opening. Writes `docs/load.md`.
//!
//!     cargo bench --bench load [-- --quick] [--only casts,journeys,pages,growth,log] [--server PROGRAM]
//!
//! `--only` measures some parts; `--server` measures another build of `reparto`, for comparison. Nothing is written to
//! `docs` with either.
//!
//! The site is `reparto demo`, a process of its own with two durable Postgres instances; this process only sends requests.
//! All of them, and pgbench when it runs, share the machine's processors.

mod casts;
mod offline;
mod peers;
mod report;
mod site;
mod steps;
mod voter;
mod wire;

use report::Report;
use site::Site;

/// How much is measured.
pub struct Extent {
    /// Casts at 1, 8 and from 32 clients on.
    pub casts: [usize; 3],
    /// How often the 32 clients and pgbench take turns.
    pub rounds: usize,
    /// Whole journeys.
    pub journeys: usize,
    /// Seconds of steady rates.
    pub seconds: usize,
    /// Ballots in the box.
    pub growth: &'static [i64],
    /// Casts by 1 and by 32 clients at each size.
    pub growth_casts: [usize; 2],
    /// Ballots that are opened.
    pub opened: usize,
}

const FULL: Extent = Extent {
    casts: [2_000, 8_000, 16_000],
    rounds: 3,
    journeys: 6_000,
    seconds: 15,
    growth: &[1_000, 10_000, 100_000, 1_000_000],
    growth_casts: [1_200, 9_600],
    opened: 100_000,
};

const QUICK: Extent = Extent {
    casts: [400, 1_600, 6_000],
    rounds: 1,
    journeys: 1_500,
    seconds: 5,
    growth: &[1_000, 10_000, 100_000],
    growth_casts: [300, 4_800],
    opened: 10_000,
};

const PORT: u16 = 18_080;

fn free_port() -> u16 {
    let free = std::net::TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
    free.map_or(PORT, |address| address.port())
}

fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().collect();
    let extent = if words.iter().any(|word| word == "--quick") { QUICK } else { FULL };
    let after = |name: &str| words.iter().position(|word| word == name).and_then(|at| words.get(at + 1));
    let (other, only) = (after("--server"), after("--only"));
    let program = other.map_or(env!("CARGO_BIN_EXE_reparto"), String::as_str);
    let folder = std::env::temp_dir().join(format!("reparto-load-{}", std::process::id()));
    // One thread: the generator must not take both processors from what it measures.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::fs::create_dir_all(&folder)?;
    let start = |name: &str| Site::start(program, &folder.join(name), free_port());
    let outcome = runtime.block_on(measure(&extent, only.map(String::as_str), start));
    let _ = std::fs::remove_dir_all(&folder);
    let report = outcome?;
    if other.is_none() && only.is_none() {
        std::fs::write("docs/load.md", report.text())?;
    }
    println!("{}", report.text());
    Ok(())
}

async fn measure(extent: &Extent, only: Option<&str>, start: impl Fn(&str) -> anyhow::Result<Site>) -> anyhow::Result<Report> {
    let mut site = start("site")?;
    let wanted = |part: &str| only.is_none_or(|only| only.split(',').any(|name| name == part));
    let mut report = Report::default();
    let mut targets = Vec::new();
    report.line("# Load on one machine\n");
    report.line("Command: `cargo bench --bench load` (`-- --quick` measures less and leaves 10^6 ballots out).");
    let cores = std::thread::available_parallelism()?;
    let version = site.box_number("SELECT current_setting('server_version_num')::bigint / 10000 AS n").await?;
    report.line(&format!(
        "{cores} processors for everything: server, both Postgres {version} instances (durable, default settings), load generator, pgbench."
    ));
    report.line("Every cast is written to disk before it is answered. Times are milliseconds.");
    if wanted("casts") {
        steps::casts(extent, &site, &mut report, &mut targets).await?;
    }
    if wanted("journeys") {
        steps::journeys(extent, &site, &mut report, &mut targets).await?;
    }
    if wanted("pages") {
        steps::steady(extent, &site, &mut report, &mut targets).await?;
    }
    if wanted("growth") {
        let mut small = start("small")?;
        steps::growth(extent, (&site, &small), &mut report, &mut targets).await?;
        small.stop()?;
    }
    let definition = offline::definition(&site).await?;
    let shares = site.summary.shares.clone();
    site.settle().await?;
    site.stop()?;
    if wanted("log") {
        steps::beside(extent, &site, (&definition, &shares), &mut report, &mut targets).await?;
    }
    report.heading("Figures to reach");
    let rows: Vec<Vec<String>> = targets.iter().map(report::Target::row).collect();
    report.table(&["figure", "measured", "reached"], &rows);
    Ok(report)
}
