//! A resident with a browser of their own: cookies, forms, and the code that arrives on the phone.

use std::{
    collections::HashMap,
    fs::File,
    io::{BufRead, BufReader},
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context, ensure};
use tokio::sync::oneshot;

use crate::wire::{self, Answer, Wire};

/// A browser.
pub struct Voter {
    port: u16,
    wire: Wire,
    jar: Vec<(String, String)>,
    token: String,
}

impl Voter {
    /// A browser without cookies.
    pub async fn new(port: u16) -> anyhow::Result<Self> {
        Ok(Self { port, wire: Wire::open(port).await?, jar: Vec::new(), token: String::new() })
    }

    /// Forgets everything but the connection.
    pub fn forget(&mut self) {
        self.jar.clear();
        self.token.clear();
    }

    /// The cookies as a browser sends them.
    pub fn cookies(&self) -> String {
        let pairs: Vec<String> = self.jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }

    /// The anti-forgery token; it belongs to the browser's cookie and fits every form.
    pub fn token(&self) -> &str {
        &self.token
    }

    async fn send(&mut self, path: &str, form: Option<&str>) -> anyhow::Result<Answer> {
        let request = wire::request(self.port, path, &self.cookies(), form);
        let answer = self.wire.send(&request).await?;
        for cookie in &answer.cookies {
            if let Some((name, value)) = cookie.split_once('=') {
                self.jar.retain(|(known, _)| known != name);
                self.jar.push((name.to_owned(), value.to_owned()));
            }
        }
        Ok(answer)
    }

    /// GET that must answer 200. The first page with a form gives the token.
    pub async fn open(&mut self, path: &str) -> anyhow::Result<()> {
        let answer = self.send(path, None).await?;
        ensure!(answer.status == 200, "GET {path}: {} {}", answer.status, answer.location);
        if self.token.is_empty() {
            let text = answer.text()?;
            let after = text.split_once("name=\"csrf\" value=\"").map(|(_, after)| after);
            self.token = after.and_then(|after| after.split('"').next()).context("no token on the page")?.to_owned();
        }
        Ok(())
    }

    /// Sends a form that must answer 303; tells where it leads.
    pub async fn post(&mut self, path: &str, fields: &str) -> anyhow::Result<String> {
        let form = format!("csrf={}{fields}", self.token);
        let answer = self.send(path, Some(&form)).await?;
        ensure!(answer.status == 303, "POST {path}: {} {}", answer.status, answer.text().unwrap_or_default());
        Ok(answer.location)
    }

    /// To the ballot with nothing chosen, without looking at pages on the way.
    pub async fn walk_to_ballot(&mut self, zone: &str) -> anyhow::Result<()> {
        self.open(&format!("/en/vote/{zone}")).await?;
        self.post(&format!("/en/vote/{zone}/age"), "&age=yes").await?;
        self.post(&format!("/en/vote/{zone}/tie"), "&tie=live").await?;
        Ok(())
    }

    /// The whole journey as a person clicks it: every page is loaded, every form sent.
    pub async fn vote(&mut self, zone: &str, national: &str, codes: &Codes) -> anyhow::Result<()> {
        let step = |step: &str| format!("/en/vote/{zone}/{step}");
        self.open("/en/vote").await?;
        let age = self.post("/en/vote", &format!("&address=&zone={zone}")).await?;
        self.open(&age).await?;
        let tie = self.post(&step("age"), "&age=yes").await?;
        self.open(&tie).await?;
        let ballot = self.post(&step("tie"), "&tie=live").await?;
        self.open(&ballot).await?;
        let review = self.post(&step("ballot"), "&pick=1&pick=2&go=on").await?;
        self.open(&review).await?;
        self.open(&step("verify")).await?;
        let arrives = codes.expect(&format!("+1{national}"));
        let code_page = self.post(&step("verify"), &format!("&phone={national}")).await?;
        self.open(&code_page).await?;
        let code = tokio::time::timeout(Duration::from_secs(30), arrives).await.context("no code came")??;
        let receipt = self.post(&step("cast"), &format!("&door=text&code={code}")).await?;
        ensure!(receipt.contains("/receipt/"), "no receipt but {receipt}");
        self.open(&receipt).await
    }
}

type Waiting = Arc<Mutex<HashMap<String, oneshot::Sender<String>>>>;

/// The phones: whoever waits for a code gets it as soon as it stands in the outbox.
#[derive(Clone)]
pub struct Codes(Waiting);

impl Codes {
    /// Follows the outbox of the `file` sender from its present end.
    pub fn follow(outbox: PathBuf) -> Self {
        let waiting = Waiting::default();
        let theirs = Arc::clone(&waiting);
        std::thread::spawn(move || {
            let Some(mut lines) = open_when_there(&outbox.join("messages.jsonl")) else { return };
            let mut line = String::new();
            loop {
                match lines.read_line(&mut line) {
                    Ok(0) | Err(_) => std::thread::sleep(Duration::from_millis(2)),
                    Ok(_) if line.ends_with('\n') => {
                        hand_over(&theirs, &line);
                        line.clear();
                    }
                    Ok(_) => {}
                }
            }
        });
        Self(waiting)
    }

    fn expect(&self, phone: &str) -> oneshot::Receiver<String> {
        let (give, take) = oneshot::channel();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(phone.to_owned(), give);
        take
    }
}

fn open_when_there(path: &std::path::Path) -> Option<BufReader<File>> {
    for _ in 0..60_000 {
        if let Ok(file) = File::open(path) {
            return Some(BufReader::new(file));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    None
}

fn hand_over(waiting: &Waiting, line: &str) {
    let Ok(message) = serde_json::from_str::<serde_json::Value>(line) else { return };
    let (to, text) = (message["to"].as_str().unwrap_or(""), message["text"].as_str().unwrap_or(""));
    let code = text.split(|c: char| !c.is_ascii_digit()).find(|word| word.len() == 6).unwrap_or("");
    if let Some(give) = waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(to) {
        // Whoever gave up waiting has reported it.
        let _ = give.send(code.to_owned());
    }
}
