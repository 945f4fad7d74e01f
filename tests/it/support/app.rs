//! The application on its own databases, listening on a free port of this machine, and visitors with their own cookies.

use std::{net::TcpListener, path::PathBuf, sync::Arc, time::Duration};

use reparto::{
    app::{self, Listeners, Shared},
    base::Clock,
    config::{Config, SenderConfig},
    platform::{State, jobs, senders},
};
use reqwest::{Client, StatusCode, header, redirect::Policy};

use super::{
    cluster::TestDatabases,
    html::{Document, Form},
};

/// A running application.
pub struct TestApp {
    pub databases: TestDatabases,
    pub shared: Shared,
    pub url: String,
    pub clock: Clock,
    pub outbox: PathBuf,
    pub folder: tempfile::TempDir,
    handle: actix_web::dev::ServerHandle,
}

/// What came back.
pub struct Reply {
    pub status: StatusCode,
    pub location: Option<String>,
    pub body: String,
    pub headers: header::HeaderMap,
}

impl Reply {
    pub fn page(&self) -> Document {
        Document::parse(&self.body)
    }

    pub fn heading(&self) -> String {
        self.page().text("h1").unwrap_or_default()
    }
}

impl TestApp {
    /// An application with real time.
    pub async fn start() -> Self {
        Self::with(|_| {}, Clock::System).await
    }

    /// An application whose clock stands still until it is moved.
    pub async fn with_fixed_clock() -> Self {
        let now = Clock::System.now();
        Self::with(|_| {}, Clock::fixed(now)).await
    }

    /// An application with changed settings.
    pub async fn with(change: impl FnOnce(&mut Config), clock: Clock) -> Self {
        let databases = TestDatabases::new().await;
        let folder = tempfile::tempdir().unwrap();
        let outbox = folder.path().join("outbox");
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port());
        let mut config = Config {
            civic_url: databases.civic_url.clone(),
            box_url: databases.box_url.clone(),
            one_instance: true,
            listen: ([127, 0, 0, 1], 0).into(),
            metrics_listen: ([127, 0, 0, 1], 0).into(),
            public_url: url.clone(),
            keys_dir: folder.path().join("keys"),
            sender: SenderConfig::File(outbox.clone()),
            posts_per_minute: 100_000,
            help_phone: "311".to_owned(),
            client_address_header: None,
            gazetteer: Some("data/sample/gazetteer.json".into()),
            pool_size: 8,
            log: reparto::config::LogConfig {
                folder: folder.path().join("logs"),
                site: "test.example".to_owned(),
                batch: 1,
                wait_seconds: 1,
                policy: None,
            },
        };
        change(&mut config);
        let shared = Shared::new(&config, true, clock.clone()).unwrap();
        let metrics = TcpListener::bind("127.0.0.1:0").unwrap();
        let (site, figures) = app::serve(&shared, Listeners { site: vec![listener], metrics }).unwrap();
        let handle = site.handle();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
            runtime.block_on(async {
                let _ = tokio::join!(site, figures);
            });
        });
        let app = Self { databases, shared, url, clock, outbox, folder, handle };
        app.wait_until_up().await;
        app
    }

    async fn wait_until_up(&self) {
        for _ in 0..200 {
            if reqwest::get(format!("{}/healthz", self.url)).await.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the application did not come up");
    }

    pub fn state(&self) -> Arc<State> {
        self.shared.state.clone().into_inner()
    }

    /// A browser of its own.
    pub fn visitor(&self) -> Visitor {
        // A connection for each request: one that idled while the machine was busy may be closed just as it is used again.
        let client = Client::builder().redirect(Policy::none()).cookie_store(true).pool_max_idle_per_host(0).build().unwrap();
        Visitor { url: self.url.clone(), client, headers: header::HeaderMap::new() }
    }

    /// The last code sent to an address, once none is on its way: an earlier one may stand in the outbox already.
    pub async fn code_for(&self, to: &str) -> String {
        self.settle().await;
        for _ in 0..100 {
            let found = senders::read_latest(&self.outbox, 200).into_iter().find(|m| m.to == to);
            if let Some(message) = found {
                return message.text.split(|c: char| !c.is_ascii_digit()).find(|w| w.len() == 6).unwrap().to_owned();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("no message for {to}");
    }

    /// How many messages were sent.
    pub async fn messages(&self) -> usize {
        self.settle().await;
        senders::read_latest(&self.outbox, 10_000).len()
    }

    /// Waits until no job is due: the server's own worker may hold one that `drain` does not see.
    async fn settle(&self) {
        let state = self.state();
        for _ in 0..500 {
            jobs::drain(&state, &app::job_registry()).await.unwrap();
            let due = format!(
                "SELECT count(*)::bigint AS n FROM job WHERE NOT set_aside AND run_at <= '{}'",
                state.clock.now().to_rfc3339()
            );
            if self.databases.civic_count(&due).await == 0 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("jobs are due for ever");
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        let handle = self.handle.clone();
        // The server must be gone before its databases are dropped; a slow test machine gets a second to say goodbye.
        let stopper = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let _ = runtime.block_on(async { tokio::time::timeout(Duration::from_secs(1), handle.stop(false)).await });
        });
        let _ = stopper.join();
    }
}

/// Someone with a browser: cookies, no JavaScript.
#[derive(Clone)]
pub struct Visitor {
    pub url: String,
    pub client: Client,
    pub headers: header::HeaderMap,
}

impl Visitor {
    pub(super) async fn reply(response: reqwest::Response) -> Reply {
        let status = response.status();
        let headers = response.headers().clone();
        let location = headers.get(header::LOCATION).and_then(|v| v.to_str().ok()).map(str::to_owned);
        Reply { status, location, headers, body: response.text().await.unwrap_or_default() }
    }

    /// GET without following.
    pub async fn get(&self, path: &str) -> Reply {
        let response = self.client.get(format!("{}{path}", self.url)).headers(self.headers.clone()).send().await.unwrap();
        Self::reply(response).await
    }

    /// GET that must answer 200.
    pub async fn open(&self, path: &str) -> Reply {
        let reply = self.get(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.heading());
        reply
    }

    /// Sends a form as it is.
    pub async fn send(&self, form: &Form) -> Reply {
        self.try_send(form).await.unwrap()
    }

    /// Sends a form; the connection may fail.
    pub async fn try_send(&self, form: &Form) -> reqwest::Result<Reply> {
        let body = serde_urlencoded::to_string(&form.fields).unwrap();
        let request = self
            .client
            .post(format!("{}{}", self.url, form.action))
            .headers(self.headers.clone())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body);
        Ok(Self::reply(request.send().await?).await)
    }

    /// Sends a form that must answer 303, and opens where it leads.
    pub async fn go(&self, form: &Form) -> Reply {
        let reply = self.send(form).await;
        assert_eq!(
            reply.status,
            StatusCode::SEE_OTHER,
            "{}: {} {:?}",
            form.action,
            reply.heading(),
            reply.page().texts(".errors li")
        );
        let location = reply.location.unwrap();
        let mut next = self.get(&location).await;
        if let Some(further) = next.location.take() {
            next = self.get(&further).await;
        }
        assert_eq!(next.status, StatusCode::OK, "{location}: {}", next.heading());
        next
    }
}
