//! How fast 2,000 ideas are listed, searched and compared, all of them in one zone (the worst case). Prints milliseconds.
//!
//!     cargo bench --bench ideas
//!
//! The application runs in this process on a private Postgres; requests go one after the other over the loopback.

use std::{
    net::TcpListener,
    path::Path,
    time::{Duration, Instant},
};

use anyhow::ensure;
use reparto::{
    app::{self, Listeners, Shared},
    base::{Clock, Random, text},
    config::{Config, LogConfig, SenderConfig},
    platform::{
        keys,
        migrations::{self, Which},
        private_postgres::{PrivatePostgres, Settings},
    },
};

const IDEAS: usize = 2_000;
const ROUNDS: usize = 200;
const CODE: &str = "BENCHBENCHBENCHB";
/// What residents write about; sentences are drawn from these words.
const WORDS: &str = "trees shade bus stops night library hours homework help for teens food pantry older people rides clinic \
    doctor visits street vendors permits training jobs youth summer music classes park benches water fountains lights safe walk \
    school crossing rent legal tenants clean alley garden vegetables cooking nutrition mental health counselors spanish khmer \
    korean translation computers internet repair bikes tools small business loans co-op child care mothers fathers veterans \
    housing shelter showers laundry art murals theater dance soccer basketball swimming pool heat cooling center earthquake kits";

fn config(folder: &Path, postgres: &PrivatePostgres, url: &str) -> Config {
    Config {
        civic_url: postgres.url("server", "civic"),
        box_url: postgres.url("server", "box"),
        one_instance: true,
        listen: ([127, 0, 0, 1], 0).into(),
        metrics_listen: ([127, 0, 0, 1], 0).into(),
        public_url: url.to_owned(),
        keys_dir: folder.join("keys"),
        sender: SenderConfig::File(folder.join("outbox")),
        posts_per_minute: 100_000,
        help_phone: "311".to_owned(),
        client_address_header: None,
        gazetteer: None,
        pool_size: 8,
        log: LogConfig { folder: folder.join("logs"), site: "bench.example".to_owned(), batch: 1, wait_seconds: 1, policy: None },
    }
}

async fn databases(postgres: &PrivatePostgres) -> anyhow::Result<String> {
    let admin = postgres.url("postgres", "postgres");
    for (name, which) in [("civic", Which::Civic), ("box", Which::Box)] {
        migrations::execute(&admin, &[&format!("CREATE DATABASE {name}")]).await?;
        migrations::run(which, &postgres.url("postgres", name)).await?;
    }
    migrations::execute(&admin, &["CREATE ROLE server LOGIN; GRANT reparto_civic, reparto_box TO server"]).await?;
    Ok(postgres.url("postgres", "civic"))
}

/// A sentence of 60 to 480 characters.
fn sentence(random: &Random) -> String {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let wanted = 60 + usize::try_from(random.below(420)).unwrap_or(0);
    let mut out = String::new();
    while out.len() < wanted {
        let at = usize::try_from(random.below(u64::try_from(words.len()).unwrap_or(1))).unwrap_or(0);
        out.push_str(words.get(at).copied().unwrap_or("trees"));
        out.push(' ');
    }
    out.trim().to_owned()
}

async fn fill(owner: &str, shared: &Shared) -> anyhow::Result<()> {
    let random = Random::seeded(7);
    let season = "INSERT INTO cycle (slug, kind, is_sample, count_rule, tie_break, rule_params, opens_at, closes_at, grace_seconds, published_at)
            VALUES ('bench', 'vote', true, 'greedy_votes', 'all,cost,lot:00', '{}', now() + '200 days', now() + '220 days', 0, now());
        INSERT INTO cycle_text VALUES ('bench', 'en', 'Bench');
        INSERT INTO zone (code, name, neighbourhoods) VALUES ('BOY', 'Boyle Heights', '{}'), ('WLK', 'Westlake', '{}');
        INSERT INTO contest (cycle, zone, budget_cents, currency, budget_is_sample, pick_limit, ballot_kind)
            SELECT 'bench', code, 77500000, 'USD', true, 3, 'approval' FROM zone;
        INSERT INTO phase VALUES ('bench', 'ideas', now() - interval '1 day', now() + interval '30 days')";
    migrations::execute(owner, &[season]).await?;
    for number in 1..=IDEAS {
        let words = sentence(&random);
        let area = ["'HEALTH'", "'EDU'", "NULL"].get(number % 3).copied().unwrap_or("NULL");
        let row = format!(
            "INSERT INTO idea (id, cycle, zone, number, state, words, folded, place, issue_area, channel, given_on, answer_lang, form_hash)
             VALUES (gen_random_uuid(), 'bench', 'BOY', {number}, 'published', '{words}', '{}', '', {area}, 'web', now(), 'en', sha256('{number}'))",
            text::folded(&words)
        );
        migrations::execute(owner, &[&row]).await?;
    }
    let hash = hex::encode(keys::keyed_hash(&shared.state.keys.contact, &[b"idea-code", CODE.as_bytes()]));
    let mark = format!("UPDATE idea SET follow_hash = '\\x{hash}' WHERE number = {IDEAS}; ANALYZE idea");
    migrations::execute(owner, &[&mark]).await
}

/// Answers each path in turn and prints the middle and the slow end.
async fn measure(client: &reqwest::Client, what: &str, paths: &[String]) -> anyhow::Result<()> {
    let mut times = Vec::with_capacity(ROUNDS);
    for path in paths.iter().cycle().take(ROUNDS) {
        let began = Instant::now();
        let answer = client.get(path).send().await?;
        ensure!(answer.status().is_success(), "{path}: {}", answer.status());
        answer.bytes().await?;
        times.push(began.elapsed());
    }
    times.sort();
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default().as_secs_f64() * 1000.0;
    println!("{what:<34} p50 {:>7.1} ms   p95 {:>7.1} ms", at(50), at(95));
    Ok(())
}

async fn run(folder: &Path) -> anyhow::Result<()> {
    let settings = Settings { folder: folder.join("pg"), durable: false, detached: false };
    let postgres = tokio::task::block_in_place(|| PrivatePostgres::start(&settings))?;
    let owner = databases(&postgres).await?;
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let url = format!("http://127.0.0.1:{}", listener.local_addr()?.port());
    let shared = Shared::new(&config(folder, &postgres, &url), true, Clock::System)?;
    fill(&owner, &shared).await?;
    let metrics = TcpListener::bind(("127.0.0.1", 0))?;
    let (site, figures) = app::serve(&shared, Listeners { site: vec![listener], metrics })?;
    let (site_handle, figures_handle) = (site.handle(), figures.handle());
    let running = tokio::spawn(async move { tokio::join!(site, figures) });
    tokio::time::sleep(Duration::from_millis(500)).await;

    let client = reqwest::Client::new();
    let paths = |all: &[&str]| -> Vec<String> { all.iter().map(|path| format!("{url}/en{path}")).collect() };
    println!("{IDEAS} ideas in one zone, {ROUNDS} requests each, one after the other");
    measure(&client, "list", &paths(&["/ideas", "/ideas?page=2", "/ideas?page=40", "/ideas?page=80"])).await?;
    let searches = ["/ideas?words=shade", "/ideas?words=soccer+night", "/ideas?words=zebra", "/ideas?words=a"];
    measure(&client, "search", &paths(&searches)).await?;
    let filters =
        ["/ideas?words=shade&zone=BOY&area=HEALTH", "/ideas?words=water&zone=BOY&standing=listed", "/ideas?zone=WLK&words=art"];
    measure(&client, "search and filters", &paths(&filters)).await?;
    measure(&client, "one idea", &paths(&["/ideas/7", "/ideas/1999"])).await?;
    measure(&client, "ideas alike (giver's page)", &paths(&[&format!("/ideas/follow/{CODE}")])).await?;
    site_handle.stop(false).await;
    figures_handle.stop(false).await;
    let _ = running.await?;
    Ok(())
}

fn main() -> anyhow::Result<()> {
    let folder = std::env::temp_dir().join(format!("reparto-ideas-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let outcome = runtime.block_on(run(&folder));
    drop(runtime);
    let _ = std::fs::remove_dir_all(&folder);
    outcome
}
