//! The site under load: `reparto demo` as a process of its own, its two instances, and what all three use.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use reparto::{demo::Summary, platform::migrations};

/// A running site.
pub struct Site {
    server: Child,
    pub port: u16,
    pub folder: PathBuf,
    pub summary: Summary,
}

/// Processor milliseconds used so far.
#[derive(Clone, Copy, Default)]
pub struct Used {
    pub server: f64,
    pub civic: f64,
    pub ballot_box: f64,
}

impl Used {
    /// What was used since an earlier reading, for each of `count`.
    pub fn since(self, earlier: Self, count: usize) -> Self {
        let each = |now: f64, then: f64| (now - then) / count.max(1) as f64;
        Self {
            server: each(self.server, earlier.server),
            civic: each(self.civic, earlier.civic),
            ballot_box: each(self.ballot_box, earlier.ballot_box),
        }
    }

    /// Of all three.
    pub fn total(self) -> f64 {
        self.server + self.civic + self.ballot_box
    }
}

/// Fields of `/proc/<pid>/stat` after the program's name.
fn stat(pid: u32) -> Option<Vec<String>> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    Some(text.rsplit_once(')')?.1.split_whitespace().map(str::to_owned).collect())
}

/// Own time, and that of children which have ended.
fn milliseconds(pid: u32) -> f64 {
    const PER_TICK: f64 = 10.0; // The kernel reports hundredths of a second on every platform this runs on.
    let Some(fields) = stat(pid) else { return 0.0 };
    fields.iter().skip(11).take(4).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() * PER_TICK
}

/// An instance's first process and all its children.
fn instance(pid: u32) -> f64 {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let children = pids.filter(|one| stat(*one).is_some_and(|fields| fields.get(1).is_some_and(|f| *f == pid.to_string())));
    milliseconds(pid) + children.map(milliseconds).sum::<f64>()
}

impl Site {
    /// Starts a fresh demo and waits until it serves.
    pub fn start(program: &str, folder: &Path, port: u16) -> anyhow::Result<Self> {
        let log = fs::File::create(folder.with_extension("log"))?;
        let server = Command::new(program)
            .args(["demo", "--fresh", "--posts-per-minute", "100000000", "--port", &port.to_string(), "--data-dir"])
            .arg(folder)
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()?;
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(120) {
            let summary = fs::read_to_string(folder.join("demo.json")).ok().and_then(|text| serde_json::from_str(&text).ok());
            if let (Some(summary), true) = (summary, std::net::TcpStream::connect(("127.0.0.1", port)).is_ok()) {
                std::thread::sleep(Duration::from_secs(1));
                return Ok(Self { server, port, folder: folder.to_owned(), summary });
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        bail!("the demo did not come up; see {}", folder.with_extension("log").display())
    }

    /// The running instance in this folder: first process and folder of its socket.
    fn postmaster(&self, name: &str) -> anyhow::Result<(u32, String)> {
        for entry in fs::read_dir(self.folder.join(name))?.flatten() {
            let Ok(text) = fs::read_to_string(entry.path().join("postmaster.pid")) else { continue };
            let lines: Vec<&str> = text.lines().collect();
            if let (Some(pid), Some(socket)) = (lines.first(), lines.get(4)) {
                return Ok((pid.trim().parse()?, (*socket).to_owned()));
            }
        }
        bail!("the instance {name} does not run")
    }

    /// Folder of the box's socket.
    pub fn box_socket(&self) -> anyhow::Result<String> {
        Ok(self.postmaster("box")?.1)
    }

    /// Statements with all rights on the box.
    pub async fn in_box(&self, statements: &[&str]) -> anyhow::Result<()> {
        migrations::execute(&self.box_url()?, statements).await
    }

    fn box_url(&self) -> anyhow::Result<String> {
        Ok(format!("postgres://postgres@/reparto?host={}", self.box_socket()?))
    }

    /// One number from the box.
    pub async fn box_number(&self, query: &str) -> anyhow::Result<i64> {
        use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
        #[derive(diesel::QueryableByName)]
        struct Row {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            n: i64,
        }
        let mut conn = AsyncPgConnection::establish(&self.box_url()?).await?;
        let row: Row = diesel::sql_query(query).get_result(&mut conn).await?;
        Ok(row.n)
    }

    /// Waits until the log has taken everything, so that one measurement does not pay for the one before.
    pub async fn settle(&self) -> anyhow::Result<()> {
        for _ in 0..300 {
            if self.box_number("SELECT count(*) AS n FROM outbox").await? == 0 {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        bail!("the log does not take the entries")
    }

    /// What the processes used so far.
    pub fn used(&self) -> anyhow::Result<Used> {
        Ok(Used {
            server: milliseconds(self.server.id()),
            civic: instance(self.postmaster("civic")?.0),
            ballot_box: instance(self.postmaster("box")?.0),
        })
    }

    /// Resident megabytes of the server now and at most (`VmRSS`, `VmHWM`).
    pub fn resident(&self) -> anyhow::Result<(f64, f64)> {
        let text = fs::read_to_string(format!("/proc/{}/status", self.server.id()))?;
        let megabytes = |name: &str| -> Option<f64> {
            let line = text.lines().find_map(|line| line.strip_prefix(name))?;
            Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1024.0)
        };
        megabytes("VmRSS").zip(megabytes("VmHWM")).context("the kernel tells no resident set")
    }

    /// Ends the server as Ctrl-C does; its instances end with it and the data stays.
    pub fn stop(&mut self) -> anyhow::Result<()> {
        Command::new("kill").args(["-INT", &self.server.id().to_string()]).status()?;
        self.server.wait()?;
        Ok(())
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // After a failure: without the server its instances end by themselves.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
