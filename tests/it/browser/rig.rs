//! Chromium behind its driver, and what a person does with it: press, tick, type, look.

use std::{
    fs,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use serde_json::{Value, json};
use thirtyfour::{By, ChromiumLikeCapabilities, DesiredCapabilities, WebDriver, extensions::cdp::ChromeDevTools};

const AXE: &str = include_str!("../../assets/axe.min.js");

/// Chromium behind its driver, with a profile of its own.
pub(super) struct Browser {
    pub(super) driver: WebDriver,
    process: Child,
    _profile: tempfile::TempDir,
    pub(super) name: String,
    with_script: bool,
}

fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).flat_map(|dir| names.iter().map(move |n| dir.join(n))).find(|p| p.exists())
}

impl Browser {
    pub(super) async fn start(name: &str, with_script: bool) -> Self {
        let program = find(&["chromedriver"]).expect("chromedriver is missing: run make needs");
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let process =
            Command::new(program).arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let profile = tempfile::tempdir().unwrap();
        let mut wanted = DesiredCapabilities::chrome();
        for flag in [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--force-prefers-reduced-motion",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ] {
            wanted.add_arg(flag).unwrap();
        }
        wanted.add_arg(&format!("--user-data-dir={}", profile.path().display())).unwrap();
        if !with_script {
            wanted.add_experimental_option("prefs", json!({ "profile.managed_default_content_settings.javascript": 2 })).unwrap();
        }
        let mut driver = None;
        for _ in 0..100 {
            match WebDriver::new(format!("http://127.0.0.1:{port}"), wanted.clone()).await {
                Ok(found) => {
                    driver = Some(found);
                    break;
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
        let browser = Self { driver: driver.expect("a browser"), process, _profile: profile, name: name.to_owned(), with_script };
        browser.size(320, 640).await;
        browser
    }

    pub(super) async fn size(&self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 2, "mobile": true });
        self.tools().execute_cdp_with_params("Emulation.setDeviceMetricsOverride", metrics).await.unwrap();
    }

    pub(super) fn tools(&self) -> ChromeDevTools {
        ChromeDevTools::new(self.driver.handle.clone())
    }

    pub(super) async fn run(&self, script: &str) -> Value {
        self.driver.execute(script, vec![]).await.unwrap().json().clone()
    }

    pub(super) async fn open(&self, address: &str) {
        self.driver.goto(address).await.unwrap();
    }

    /// Presses something that leads to another page, and waits until that page is there.
    pub(super) async fn click(&self, selector: &str) {
        let found = self.driver.find(By::Css(selector)).await.unwrap_or_else(|e| panic!("{selector}: {e}"));
        self.run("window.seenBefore = true; return 1").await;
        self.driver.execute("arguments[0].scrollIntoView({block: 'center'})", vec![found.to_json().unwrap()]).await.unwrap();
        found.click().await.unwrap_or_else(|e| panic!("{selector}: {e}"));
        for _ in 0..200 {
            let there = "return document.readyState === 'complete' && !window.seenBefore";
            if self.driver.execute(there, vec![]).await.is_ok_and(|answer| answer.json() == &json!(true)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        self.picture("stuck").await;
        panic!("{}: pressing {selector} led nowhere", self.name);
    }

    /// Presses something that stays on this page.
    pub(super) async fn press(&self, selector: &str) {
        self.driver.find(By::Css(selector)).await.unwrap_or_else(|e| panic!("{selector}: {e}")).click().await.unwrap();
    }

    pub(super) async fn tick(&self, selector: &str) {
        let found = self.driver.find(By::Css(selector)).await.unwrap_or_else(|e| panic!("{selector}: {e}"));
        self.driver.execute("arguments[0].scrollIntoView({block: 'center'})", vec![found.to_json().unwrap()]).await.unwrap();
        found.click().await.unwrap_or_else(|e| panic!("{selector}: {e}"));
    }

    pub(super) async fn fill(&self, selector: &str, text: &str) {
        let field = self.driver.find(By::Css(selector)).await.unwrap_or_else(|e| panic!("{selector}: {e}"));
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    pub(super) async fn text(&self, selector: &str) -> String {
        self.driver.find(By::Css(selector)).await.unwrap_or_else(|e| panic!("{selector}: {e}")).text().await.unwrap()
    }

    /// The whole page as a picture.
    pub(super) async fn picture(&self, page: &str) {
        let folder = PathBuf::from("artefacts").join(&self.name);
        fs::create_dir_all(&folder).unwrap();
        let answer = self
            .tools()
            .execute_cdp_with_params("Page.captureScreenshot", json!({ "captureBeyondViewport": true, "format": "png" }))
            .await
            .unwrap();
        let bytes = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, answer["data"].as_str().unwrap()).unwrap();
        fs::write(folder.join(format!("{page}.png")), bytes).unwrap();
    }

    /// Looks at the page as it is: axe, sideways scrolling, a picture.
    pub(super) async fn look(&self, page: &str, faults: &mut Vec<String>) {
        self.picture(page).await;
        let wide = self.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth").await;
        if wide.as_i64().unwrap_or(1) > 0 {
            faults.push(format!("{} {page}: {wide} pixels too wide at 320", self.name));
        }
        if !self.with_script {
            return; // axe waits for promises, which do not run where script is off; the same markup is looked at with it on.
        }
        // A window as tall as the page: what lies under the sticky bar for a moment is not lost to anyone who scrolls.
        self.size(320, 16_000).await;
        self.run(&format!("{AXE}; return 1")).await;
        let script = "const done = arguments[arguments.length - 1];
            axe.run(document, {
                runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']},
                rules: {'target-size': {enabled: true}},
            }).then(r => done(r.violations.map(v => v.id + ' ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(' | '))),
                    e => done(['axe failed: ' + e]))";
        let found = self.driver.execute_async(script, vec![]).await.unwrap().json().clone();
        self.size(320, 640).await;
        for violation in found.as_array().unwrap() {
            faults.push(format!("{} {page}: {}", self.name, violation.as_str().unwrap_or("?")));
        }
    }

    /// Bytes and requests of the page as it was loaded with an empty cache.
    pub(super) async fn weigh(&self, address: &str) -> (i64, i64, Vec<String>) {
        self.tools().execute_cdp("Network.clearBrowserCache").await.unwrap();
        self.open(address).await;
        let script = "const all = performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'));
            return [all.reduce((sum, e) => sum + e.transferSize, 0), all.length, all.map(e => new URL(e.name).host)]";
        let answer = self.run(script).await;
        let hosts = answer[2].as_array().unwrap().iter().map(|h| h.as_str().unwrap().to_owned()).collect();
        (answer[0].as_i64().unwrap(), answer[1].as_i64().unwrap(), hosts)
    }

    pub(super) async fn quit(mut self) {
        let _ = self.driver.clone().quit().await;
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// From the start of a zone to its ballot.
pub(super) async fn to_ballot(browser: &Browser, start: &str) {
    browser.open(start).await;
    browser.tick("#age").await;
    browser.click("#age-form button.primary").await;
    browser.tick("#tie").await;
    browser.click("#tie-form button.primary").await;
}

pub(super) async fn wait_for(browser: &Browser, selector: &str) {
    for _ in 0..100 {
        if browser.driver.find(By::Css(selector)).await.is_ok() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    browser.picture("stuck").await;
    panic!("{}: {selector} did not appear on {}", browser.name, browser.text("h1").await);
}
