//! A private Postgres instance, started and stopped by this program: for the demo and the tests.
//! It listens on a Unix socket only, never as root, and ends when this program ends, even by `kill -9`.

use std::{
    fs::{self, File},
    io::Read,
    os::unix::{
        fs::{PermissionsExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};

/// How an instance should live.
#[derive(Clone)]
pub struct Settings {
    /// Folder for the cluster, its socket and its log.
    pub folder: PathBuf,
    /// False only for throw-away test clusters, which trade safety on power loss for speed.
    pub durable: bool,
    /// True for test clusters that several test processes share: it then outlives its starter.
    pub detached: bool,
}

/// A running instance.
pub struct PrivatePostgres {
    folder: PathBuf,
    socket_folder: PathBuf,
    stopper: Option<Stopper>,
}

/// The thread that started Postgres and lives as long as it: the death signal is tied to the thread that forked.
struct Stopper {
    ask: mpsc::Sender<()>,
    thread: std::thread::JoinHandle<()>,
}

/// The user that Postgres runs as.
#[derive(Clone, Copy)]
struct Owner {
    uid: u32,
    gid: u32,
}

/// Folder with `initdb` and `postgres`: `REPARTO_PG_BIN`, the search path, or the newest Debian package.
///
/// # Errors
/// When none is found, with what to install.
pub fn find_binaries() -> anyhow::Result<PathBuf> {
    let has_both = |dir: &Path| dir.join("initdb").exists() && dir.join("postgres").exists();
    if let Some(dir) = crate::config::postgres_folder() {
        if has_both(&dir) {
            return Ok(dir);
        }
        bail!("REPARTO_PG_BIN is {}, which has no initdb and postgres", dir.display());
    }
    let mut packaged: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .map(|entries| {
            entries
                .flatten()
                .filter_map(|e| Some((e.file_name().to_str()?.parse().ok()?, e.path().join("bin"))))
                .filter(|(_, dir)| has_both(dir))
                .collect()
        })
        .unwrap_or_default();
    packaged.sort();
    if let Some((_, dir)) = packaged.pop() {
        return Ok(dir);
    }
    crate::config::search_path()
        .into_iter()
        .find(|dir| has_both(dir))
        .context("no Postgres server found. Install one (apt-get install postgresql) or set REPARTO_PG_BIN to its bin folder")
}

fn major_version(binaries: &Path) -> anyhow::Result<String> {
    let out = Command::new(binaries.join("postgres")).arg("--version").output().context("asking Postgres for its version")?;
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    text.split_whitespace()
        .find_map(|word| word.split('.').next().filter(|major| major.parse::<u32>().is_ok()).map(str::to_owned))
        .with_context(|| format!("Postgres told no version: {text}"))
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|m| std::os::unix::fs::MetadataExt::uid(&m) == 0)
}

/// Postgres refuses to run as root: take the `postgres` user, else `nobody`.
fn unprivileged_owner() -> anyhow::Result<Option<Owner>> {
    if !is_root() {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd")?;
    for wanted in ["postgres", "nobody"] {
        for line in users.lines() {
            let fields: Vec<&str> = line.split(':').collect();
            if let [name, _, uid, gid, ..] = fields.as_slice()
                && *name == wanted
            {
                return Ok(Some(Owner { uid: uid.parse()?, gid: gid.parse()? }));
            }
        }
    }
    bail!("this machine has neither a user postgres nor nobody to run Postgres as")
}

/// A folder that Postgres' user can reach: the wanted one, or one under `/var/lib` when a parent folder is closed to others
/// (root's home is).
pub fn reachable_folder(wanted: &Path) -> PathBuf {
    if !is_root() {
        return wanted.to_owned();
    }
    let absolute = std::path::absolute(wanted).unwrap_or_else(|_| wanted.to_owned());
    let open = absolute
        .ancestors()
        .skip(1)
        .filter(|dir| dir.exists())
        .all(|dir| fs::metadata(dir).is_ok_and(|m| m.permissions().mode() & 0o001 != 0));
    if open {
        return absolute;
    }
    let digest = ballot::canonical::sha256(&[absolute.as_os_str().as_encoded_bytes()]);
    Path::new("/var/lib/reparto").join(hex::encode(digest.get(..6).unwrap_or(&digest)))
}

fn give(path: &Path, owner: Option<Owner>) -> anyhow::Result<()> {
    if let Some(owner) = owner {
        chown(path, Some(owner.uid), Some(owner.gid)).with_context(|| format!("giving {} to Postgres' user", path.display()))?;
    }
    Ok(())
}

/// A command that starts from nothing but a fixed locale and time zone, as the unprivileged user, in a group of its own
/// so that Ctrl-C reaches this program first.
fn command(program: &Path, owner: Option<Owner>) -> Command {
    let mut command = Command::new(program);
    command.env_clear().env("LC_ALL", "C.UTF-8").env("TZ", "UTC").env("PATH", "/usr/bin:/bin");
    command.current_dir("/").stdin(Stdio::null()).process_group(0);
    if let Some(owner) = owner {
        command.uid(owner.uid).gid(owner.gid);
    }
    command
}

/// Asks the kernel to stop Postgres (SIGINT: fast shutdown) when the thread that started it ends.
#[expect(unsafe_code, reason = "pre_exec has no safe form; the closure only calls prctl, which is async-signal-safe")]
fn end_with_parent(command: &mut Command) {
    unsafe {
        command.pre_exec(|| {
            if libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGINT) == 0 { Ok(()) } else { Err(std::io::Error::last_os_error()) }
        });
    }
}

fn initdb(binaries: &Path, data: &Path, settings: &Settings, owner: Option<Owner>) -> anyhow::Result<()> {
    let mut command = command(&binaries.join("initdb"), owner);
    command.args(["-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions"]);
    if !settings.durable {
        command.arg("--no-sync");
    }
    let out = command.arg("-D").arg(data).output().context("running initdb")?;
    if !out.status.success() {
        bail!("initdb failed: {}", String::from_utf8_lossy(&out.stderr));
    }
    Ok(())
}

fn spawn(binaries: &Path, data: &Path, settings: &Settings, owner: Option<Owner>, socket: &Path) -> anyhow::Result<Child> {
    let log = File::options().create(true).append(true).open(settings.folder.join("postgres.log"))?;
    let mut command = command(&binaries.join("postgres"), owner);
    command.arg("-D").arg(data).arg("-k").arg(socket);
    command.args(["-c", "listen_addresses=", "-c", "unix_socket_permissions=0700", "-c", "max_connections=120"]);
    // Statements carry nothing secret, but a box that writes down when each one ran would tell the order of casting.
    command.args(["-c", "log_statement=none", "-c", "log_min_duration_statement=-1", "-c", "log_connections=off"]);
    command.args(["-c", "log_min_error_statement=panic", "-c", "log_checkpoints=off", "-c", "log_autovacuum_min_duration=-1"]);
    if !settings.durable {
        for fast in ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_connections=400"] {
            command.args(["-c", fast]);
        }
    }
    command.stdout(log.try_clone()?).stderr(log);
    if !settings.detached {
        end_with_parent(&mut command);
    }
    command.spawn().context("starting Postgres")
}

/// Socket paths end at 107 bytes; a deep folder gets a short one under `/tmp`.
fn socket_folder(folder: &Path) -> PathBuf {
    let near = folder.join("run");
    if near.as_os_str().len() < 85 {
        return near;
    }
    let digest = ballot::canonical::sha256(&[folder.as_os_str().as_encoded_bytes()]);
    Path::new("/tmp").join(format!("reparto-{}", hex::encode(digest.get(..8).unwrap_or(&digest))))
}

impl PrivatePostgres {
    /// Finds the server binaries, makes the cluster when there is none, starts it and waits until it answers.
    ///
    /// # Errors
    /// With what to do: install Postgres, free the folder, read the log.
    pub fn start(settings: &Settings) -> anyhow::Result<Self> {
        let binaries = find_binaries()?;
        let owner = unprivileged_owner()?;
        let socket = socket_folder(&settings.folder);
        for dir in [&settings.folder, &socket] {
            fs::create_dir_all(dir).with_context(|| format!("making {}", dir.display()))?;
            give(dir, owner)?;
        }
        let data = settings.folder.join(format!("pg{}", major_version(&binaries)?));
        if !data.join("PG_VERSION").exists() {
            if data.exists() {
                fs::remove_dir_all(&data)?; // An initdb that was cut short left it half made.
            }
            initdb(&binaries, &data, settings, owner)?;
        }
        let log = settings.folder.join("postgres.log");
        File::options().create(true).append(true).open(&log)?;
        give(&log, owner)?;
        let mut this = Self { folder: settings.folder.clone(), socket_folder: socket, stopper: None };
        this.launch(binaries, data, settings.clone(), owner)?;
        this.wait_until_ready()?;
        Ok(this)
    }

    /// The instance of a shared test cluster: the running one, else started as by [`PrivatePostgres::start`].
    ///
    /// # Errors
    /// As [`PrivatePostgres::start`].
    pub fn attach_or_start(settings: &Settings) -> anyhow::Result<Self> {
        let socket = socket_folder(&settings.folder);
        if std::os::unix::net::UnixStream::connect(socket.join(".s.PGSQL.5432")).is_ok() {
            let this = Self { folder: settings.folder.clone(), socket_folder: socket, stopper: None };
            this.wait_until_ready()?;
            return Ok(this);
        }
        Self::start(settings)
    }

    fn launch(&mut self, binaries: PathBuf, data: PathBuf, settings: Settings, owner: Option<Owner>) -> anyhow::Result<()> {
        if settings.detached {
            return spawn(&binaries, &data, &settings, owner, &self.socket_folder).map(|_| ());
        }
        let (ask, asked) = mpsc::channel();
        let (tell, told) = mpsc::channel();
        let socket = self.socket_folder.clone();
        let thread = std::thread::spawn(move || supervise(&binaries, &data, &settings, owner, &socket, &asked, &tell));
        told.recv().context("the thread that runs Postgres ended")??;
        self.stopper = Some(Stopper { ask, thread });
        Ok(())
    }

    fn wait_until_ready(&self) -> anyhow::Result<()> {
        let socket = self.socket_folder.join(".s.PGSQL.5432");
        let pid_file = fs::read_dir(&self.folder)?.flatten().map(|e| e.path().join("postmaster.pid")).find(|p| p.exists());
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(60) {
            let ready = pid_file.as_ref().and_then(|p| fs::read_to_string(p).ok()).is_some_and(|t| t.contains("ready"));
            if ready && std::os::unix::net::UnixStream::connect(&socket).is_ok() {
                return Ok(());
            }
            if !socket.exists() && began.elapsed() > Duration::from_secs(20) {
                break;
            }
            if pid_file.is_none() {
                let found = fs::read_dir(&self.folder)?.flatten().map(|e| e.path().join("postmaster.pid")).any(|p| p.exists());
                if found {
                    return self.wait_until_ready();
                }
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let mut text = String::new();
        File::open(self.folder.join("postgres.log"))?.read_to_string(&mut text)?;
        let tail: Vec<&str> = text.lines().rev().take(5).collect();
        bail!("Postgres in {} did not get ready: {}", self.folder.display(), tail.join(" | "))
    }

    /// Address of a database in this instance.
    pub fn url(&self, user: &str, database: &str) -> String {
        let path = self.socket_folder.to_string_lossy().replace('%', "%25").replace(' ', "%20").replace('?', "%3F");
        format!("postgres://{user}@/{database}?host={path}")
    }

    /// Stops it cleanly and waits. Dropping does the same.
    pub fn stop(&mut self) {
        if let Some(stopper) = self.stopper.take() {
            let _ = stopper.ask.send(());
            let _ = stopper.thread.join();
        }
    }
}

impl Drop for PrivatePostgres {
    fn drop(&mut self) {
        self.stop();
    }
}

type Told = mpsc::Sender<anyhow::Result<()>>;

/// Starts Postgres, and starts it again when it dies unasked: an instance killed under load comes back by itself.
fn supervise(
    binaries: &Path,
    data: &Path,
    settings: &Settings,
    owner: Option<Owner>,
    socket: &Path,
    asked: &mpsc::Receiver<()>,
    tell: &Told,
) {
    let mut child = match spawn(binaries, data, settings, owner, socket) {
        Ok(child) => {
            let _ = tell.send(Ok(()));
            child
        }
        Err(error) => {
            let _ = tell.send(Err(error));
            return;
        }
    };
    while let Err(mpsc::RecvTimeoutError::Timeout) = asked.recv_timeout(Duration::from_millis(100)) {
        if let Ok(Some(status)) = child.try_wait() {
            tracing::error!(%status, folder = %settings.folder.display(), "private Postgres ended unasked; starting it again");
            std::thread::sleep(Duration::from_millis(200));
            match spawn(binaries, data, settings, owner, socket) {
                Ok(again) => child = again,
                Err(error) => tracing::error!(%error, "private Postgres can't be started again"),
            }
        }
    }
    fast_shutdown(&child);
    let _ = child.wait();
}

/// SIGINT is Postgres' "fast" shutdown: open transactions are rolled back and everything is written.
#[expect(
    unsafe_code,
    reason = "std has no way to send a signal; the pid is our own unreaped child, so it cannot be another process"
)]
fn fast_shutdown(child: &Child) {
    if let Ok(pid) = i32::try_from(child.id()) {
        unsafe { libc::kill(pid, libc::SIGINT) };
    }
}
