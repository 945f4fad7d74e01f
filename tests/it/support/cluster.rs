//! One Postgres cluster for all tests, on memory, with a migrated template of each database; each test gets copies.
//! Tests may run as threads or as processes: a file lock makes the first one in start the cluster.

use std::{
    fs::File,
    path::PathBuf,
    sync::atomic::{AtomicU64, Ordering},
};

use reparto::platform::{
    migrations::{self, Which},
    private_postgres::{PrivatePostgres, Settings},
};

static NEXT: AtomicU64 = AtomicU64::new(0);

/// Two fresh databases of one test; dropped with it.
pub struct TestDatabases {
    pub civic_url: String,
    pub box_url: String,
    /// The same with all rights, for tests that look behind the curtain.
    pub civic_owner: String,
    pub box_owner: String,
    admin: String,
    names: [String; 2],
}

fn folder() -> PathBuf {
    // The cluster must be reachable by the user Postgres runs as; memory is fast and forgotten at the next boot.
    // Two checkouts tested side by side each name a folder of their own.
    if let Some(own) = std::env::var_os("REPARTO_TEST_FOLDER") {
        return PathBuf::from(own);
    }
    let base = if std::path::Path::new("/dev/shm").is_dir() { "/dev/shm" } else { "/tmp" };
    PathBuf::from(base).join("reparto-tests")
}

/// A hash of all migrations: another set of files gets another template.
fn fingerprint() -> String {
    let mut parts: Vec<Vec<u8>> = Vec::new();
    for folder in ["migrations/civic", "migrations/box"] {
        let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().flatten().map(|e| e.path().join("up.sql")).collect();
        files.sort();
        parts.extend(files.iter().map(|f| std::fs::read(f).unwrap()));
    }
    let slices: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
    hex::encode(&ballot::canonical::sha256(&slices)[..6])
}

struct Running {
    cluster: PrivatePostgres,
    templates: [String; 2],
}

async fn running() -> Running {
    let root = folder();
    std::fs::create_dir_all(&root).unwrap();
    let gate = File::options().create(true).truncate(false).write(true).open(root.join("gate")).unwrap();
    tokio::task::block_in_place(|| gate.lock()).unwrap();
    let settings = Settings { folder: root.join("pg"), durable: false, detached: true };
    let cluster = tokio::task::block_in_place(|| PrivatePostgres::attach_or_start(&settings)).unwrap();
    let admin = cluster.url("postgres", "postgres");
    let print = fingerprint();
    let mut templates = [String::new(), String::new()];
    for (slot, which, kind) in [(0, Which::Civic, "civic"), (1, Which::Box, "box")] {
        let name = format!("t_{kind}_{print}");
        let url = cluster.url("postgres", &name);
        if migrations::execute(&admin, &[&format!("CREATE DATABASE {name}")]).await.is_ok() {
            migrations::run(which, &url).await.unwrap();
            let seal = format!("ALTER DATABASE {name} IS_TEMPLATE true ALLOW_CONNECTIONS false");
            migrations::execute(&admin, &[&seal]).await.unwrap();
        }
        templates[slot] = name;
    }
    let login = "DO $$ BEGIN CREATE ROLE server LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$; GRANT reparto_civic, reparto_box TO server";
    migrations::execute(&admin, &[login]).await.unwrap();
    Running { cluster, templates }
}

impl TestDatabases {
    /// Copies of both templates.
    pub async fn new() -> Self {
        let running = running().await;
        let admin = running.cluster.url("postgres", "postgres");
        let stamp = format!("{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let names = [format!("x_civic_{stamp}"), format!("x_box_{stamp}")];
        for (name, template) in names.iter().zip(&running.templates) {
            let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            let copy = format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy");
            migrations::execute(&admin, &[&drop, &copy]).await.unwrap();
        }
        Self {
            civic_url: running.cluster.url("server", &names[0]),
            box_url: running.cluster.url("server", &names[1]),
            civic_owner: running.cluster.url("postgres", &names[0]),
            box_owner: running.cluster.url("postgres", &names[1]),
            admin,
            names,
        }
    }

    /// An empty database that no migration has touched.
    pub async fn bare() -> (String, String) {
        let running = running().await;
        let admin = running.cluster.url("postgres", "postgres");
        let name = format!("x_bare_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        migrations::execute(&admin, &[&drop, &format!("CREATE DATABASE {name}")]).await.unwrap();
        (running.cluster.url("postgres", &name), name)
    }

    /// Runs statements as the owner.
    pub async fn civic(&self, statement: &str) -> anyhow::Result<()> {
        migrations::execute(&self.civic_owner, &[statement]).await
    }

    /// A text from the civic database, by all rights; the query names it `t`.
    pub async fn civic_text(&self, query: &str) -> String {
        use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
        #[derive(diesel::QueryableByName)]
        struct Row {
            #[diesel(sql_type = diesel::sql_types::Text)]
            t: String,
        }
        let mut conn = AsyncPgConnection::establish(&self.civic_owner).await.unwrap();
        let row: Row = diesel::sql_query(query).get_result(&mut conn).await.unwrap();
        row.t
    }

    /// A number from the civic database, by all rights; the query names it `n`.
    pub async fn civic_count(&self, query: &str) -> i64 {
        use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
        #[derive(diesel::QueryableByName)]
        struct Row {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            n: i64,
        }
        let mut conn = AsyncPgConnection::establish(&self.civic_owner).await.unwrap();
        let row: Row = diesel::sql_query(query).get_result(&mut conn).await.unwrap();
        row.n
    }

    /// Runs statements as the owner of the box.
    pub async fn ballot_box(&self, statement: &str) -> anyhow::Result<()> {
        migrations::execute(&self.box_owner, &[statement]).await
    }
}

impl Drop for TestDatabases {
    fn drop(&mut self) {
        let (admin, names) = (self.admin.clone(), self.names.clone());
        let cleaner = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
            runtime.block_on(async {
                for name in names {
                    let _ = migrations::execute(&admin, &[&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")]).await;
                }
            });
        });
        let _ = cleaner.join();
    }
}
