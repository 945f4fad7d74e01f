//! Measures reading and every rule over the shared elections, and growth on synthetic ones, in
//! processor seconds of this process (Linux `schedstat`). Prints one JSON object a line; the script
//! `benches/pabutools.py` puts pabutools beside it and writes the table.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a benchmark stops at the first surprise")]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;
use tally::{Ballot, BallotKind, Effort, Election, Project, RuleId, RuleOptions};

/// Processor seconds of all threads of this process.
fn cpu() -> f64 {
    let tasks = std::fs::read_dir("/proc/self/task").expect("Linux");
    let nanos = |t: std::fs::DirEntry| {
        let text = std::fs::read_to_string(t.path().join("schedstat")).unwrap_or_default();
        text.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0)
    };
    tasks.filter_map(Result::ok).map(nanos).sum::<f64>() / 1e9
}

fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// Mean processor seconds of `work`, repeated until 20 ms are spent.
fn measure<T>(mut work: impl FnMut() -> T) -> f64 {
    let (start, mut runs) = (cpu(), 0u32);
    loop {
        std::hint::black_box(work());
        runs += 1;
        let spent = cpu() - start;
        if spent > 0.02 || runs >= 1000 {
            return spent / f64::from(runs);
        }
    }
}

fn folder() -> Option<PathBuf> {
    let given = std::env::var_os("PABULIB_DIR").map(PathBuf::from);
    let near = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/pabulib");
    given.or(Some(near)).filter(|f| f.join("reference").is_dir())
}

/// The `.pb` files of a folder, by name.
fn elections(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|x| x == "pb"));
    paths.sort();
    paths
}

fn files(only: &str) {
    let Some(folder) = folder() else {
        return println!("skipped: set PABULIB_DIR");
    };
    for path in elections(&folder) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if !name.contains(only) {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let parse = measure(|| tally::pb::read(bytes.as_slice()).unwrap());
        let e = tally::pb::read(bytes.as_slice()).unwrap().election;
        let mut line = format!(
            "{{\"file\":{},\"votes\":{},\"distinct\":{},\"projects\":{},\"parse\":{parse:.6},\"rules\":{{",
            tally::quoted(&name),
            e.votes(),
            e.ballots.len(),
            e.projects.len()
        );
        let mut first = true;
        for rule in RuleId::fitting(e.kind) {
            let options = RuleOptions::customary(rule);
            if tally::count(&e, rule, &options).is_err() {
                continue;
            }
            let seconds = measure(|| tally::count(&e, rule, &options).unwrap());
            write!(line, "{}\"{rule}\":{seconds:.7}", if first { "" } else { "," }).unwrap();
            first = false;
        }
        println!("{line}}},\"peak_mb\":{}}}", peak_mb());
    }
}

/// Reading alone, the least of nine: large files, and synthetic ones with short ballots.
fn reading() {
    let least = |bytes: &[u8]| (0..9).map(|_| measure(|| tally::pb::read(bytes).unwrap())).fold(f64::MAX, f64::min);
    for (n, m) in [(100_000, 30), (100_000, 100), (1_000_000, 30)] {
        let mut text = Vec::new();
        tally::pb::write(&synthetic(n, m, n), &mut text).unwrap();
        let seconds = least(&text);
        println!("{{\"reading\":\"synthetic, up to 5 of {m}\",\"votes\":{n},\"bytes\":{},\"parse\":{seconds:.6}}}", text.len());
    }
    let Some(folder) = folder() else { return };
    for path in elections(&folder) {
        let bytes = std::fs::read(&path).unwrap();
        let votes = tally::pb::read(bytes.as_slice()).unwrap().election.votes();
        if votes < 20_000 {
            continue;
        }
        let (name, seconds) = (path.file_stem().unwrap().to_string_lossy(), least(&bytes));
        println!("{{\"reading\":\"{name}\",\"votes\":{votes},\"bytes\":{},\"parse\":{seconds:.6}}}", bytes.len());
    }
}

/// Add1 on one thread and on two: clock seconds, the best of three, and the processor seconds of the main thread and of
/// each helper on average (work goes to whoever is free). The clock tells little on a shared machine.
fn threads() {
    let Some(folder) = folder() else { return };
    for name in ["Poland_Warszawa_2026", "Poland_Krakow_2024", "Poland_Lodz_2022", "France_Toulouse_2024"] {
        let bytes = std::fs::read(folder.join(format!("{name}.pb"))).unwrap();
        let e = tally::pb::read(bytes.as_slice()).unwrap().election;
        let rule = if e.kind.has_points() { "mes_points_cost_add1" } else { "mes_cost_add1" };
        let rule: RuleId = rule.parse().unwrap();
        let once = |threads| {
            let effort = Effort { threads, progress: None };
            watched(threads, || {
                drop(std::hint::black_box(tally::count_with(&e, rule, &RuleOptions::default(), &effort).unwrap()))
            })
        };
        let least = |threads| (0..3).map(|_| once(threads)).fold((f64::MAX, f64::MAX), |a, b| (a.0.min(b.0), a.1.min(b.1)));
        let (one, two) = (least(1), least(2));
        println!(
            "{{\"threads\":\"{name}\",\"rule\":\"{rule}\",\"one\":{:.4},\"two\":{:.4},\"one_cpu\":{:.4},\"two_cpu\":{:.4}}}",
            one.0, two.0, one.1, two.1
        );
    }
}

/// Clock seconds of `work`, and processor seconds of this thread plus the mean of the threads it starts. These are read
/// every millisecond, as nothing tells them once a thread has ended.
fn watched(threads: usize, work: impl FnOnce()) -> (f64, f64) {
    let spent = |task: &Path| {
        let text = std::fs::read_to_string(task.join("schedstat")).unwrap_or_default();
        text.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
    };
    let own = std::fs::canonicalize("/proc/thread-self").unwrap();
    let done = std::sync::atomic::AtomicBool::new(false);
    let watch = || {
        let this = std::fs::canonicalize("/proc/thread-self").unwrap();
        let mut helpers = std::collections::HashMap::new();
        while !done.load(std::sync::atomic::Ordering::Relaxed) {
            let tasks = std::fs::read_dir("/proc/self/task").unwrap().filter_map(|t| std::fs::canonicalize(t.ok()?.path()).ok());
            for task in tasks.filter(|t| *t != own && *t != this) {
                let most: &mut f64 = helpers.entry(task.clone()).or_default();
                *most = most.max(spent(&task));
            }
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        helpers.values().sum::<f64>() / threads as f64
    };
    std::thread::scope(|s| {
        let watcher = s.spawn(watch);
        let (start, before) = (Instant::now(), spent(&own));
        work();
        let (clock, own) = (start.elapsed().as_secs_f64(), spent(&own) - before);
        done.store(true, std::sync::atomic::Ordering::Relaxed);
        (clock, own + watcher.join().unwrap())
    })
}

/// A synthetic approval election: n ballots of up to 5 of m projects, popular ones more often.
fn synthetic(n: u32, m: u32, distinct: u32) -> Election {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move |below: u32| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((state >> 33) % u64::from(below)).unwrap()
    };
    let cost = |k: u32| i64::from(20_000 + (k * 7919) % 180_000) * 100;
    let projects = (0..m).map(|k| Project::new(&format!("{}", k + 1), "", cost(k))).collect();
    let mut e = Election::new("synthetic", "EUR", i64::from(m) * 3_000_000, BallotKind::Approval, projects);
    let mut kinds: Vec<Vec<u32>> = Vec::new();
    for _ in 0..distinct.min(n) {
        let mut choices: Vec<u32> = (0..5).map(|_| random(m).min(random(m))).collect();
        choices.sort_unstable();
        choices.dedup();
        kinds.push(choices);
    }
    for k in 0..n {
        let choices = kinds[k as usize % kinds.len()].clone();
        e.ballots.push(Ballot { choices, points: Vec::new(), count: 1 });
    }
    e.merge();
    e
}

fn growth() {
    let rules = ["greedy_votes", "mes_cost", "mes_cost_add1pct", "phragmen", "max_votes"];
    let sizes = [1_000, 10_000, 100_000, 1_000_000].map(|n| (n, 100)).into_iter();
    for (n, m) in sizes.chain([10, 30, 100, 300].map(|m| (50_000, m))) {
        let e = synthetic(n, m, n);
        let mut text = Vec::new();
        tally::pb::write(&e, &mut text).unwrap();
        let parse = measure(|| tally::pb::read(text.as_slice()).unwrap());
        let mut line =
            format!("{{\"growth\":true,\"votes\":{n},\"distinct\":{},\"projects\":{m},\"parse\":{parse:.6}", e.ballots.len());
        for id in rules {
            let rule: RuleId = id.parse().unwrap();
            let seconds = measure(|| tally::count(&e, rule, &RuleOptions::default()).unwrap());
            write!(line, ",\"{id}\":{seconds:.6}").unwrap();
        }
        println!("{line},\"peak_mb\":{}}}", peak_mb());
    }
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let has = |a: &str| args.is_empty() || args.iter().any(|x| x == a);
    let only = args.iter().find_map(|a| a.strip_prefix("only=")).unwrap_or_default();
    if has("files") || !only.is_empty() {
        files(only);
    }
    if has("reading") {
        reading();
    }
    if has("threads") {
        threads();
    }
    if has("growth") {
        growth();
    }
}
