//! A real Chromium: the resident's journey in both languages, with and without JavaScript, at 320 pixels; every page under
//! axe; weights and requests; a screenshot of each page in `artefacts/`.

use std::{
    fs,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use reparto::base::{Clock, Role};
use serde_json::{Value, json};
use thirtyfour::{By, ChromiumLikeCapabilities, DesiredCapabilities, Key, WebDriver, extensions::cdp::ChromeDevTools};

use crate::support::world::{World, accept};

const AXE: &str = include_str!("../assets/axe.min.js");

/// Chromium behind its driver, with a profile of its own.
struct Browser {
    driver: WebDriver,
    process: Child,
    _profile: tempfile::TempDir,
    name: String,
    with_script: bool,
}

fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).flat_map(|dir| names.iter().map(move |n| dir.join(n))).find(|p| p.exists())
}

impl Browser {
    async fn start(name: &str, with_script: bool) -> Self {
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

    async fn size(&self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 2, "mobile": true });
        self.tools().execute_cdp_with_params("Emulation.setDeviceMetricsOverride", metrics).await.unwrap();
    }

    fn tools(&self) -> ChromeDevTools {
        ChromeDevTools::new(self.driver.handle.clone())
    }

    async fn run(&self, script: &str) -> Value {
        self.driver.execute(script, vec![]).await.unwrap().json().clone()
    }

    async fn open(&self, address: &str) {
        self.driver.goto(address).await.unwrap();
    }

    /// Presses something that leads to another page, and waits until that page is there.
    async fn click(&self, selector: &str) {
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
    async fn press(&self, selector: &str) {
        self.driver.find(By::Css(selector)).await.unwrap_or_else(|e| panic!("{selector}: {e}")).click().await.unwrap();
    }

    async fn tick(&self, selector: &str) {
        let found = self.driver.find(By::Css(selector)).await.unwrap_or_else(|e| panic!("{selector}: {e}"));
        self.driver.execute("arguments[0].scrollIntoView({block: 'center'})", vec![found.to_json().unwrap()]).await.unwrap();
        found.click().await.unwrap_or_else(|e| panic!("{selector}: {e}"));
    }

    async fn fill(&self, selector: &str, text: &str) {
        let field = self.driver.find(By::Css(selector)).await.unwrap_or_else(|e| panic!("{selector}: {e}"));
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    async fn text(&self, selector: &str) -> String {
        self.driver.find(By::Css(selector)).await.unwrap_or_else(|e| panic!("{selector}: {e}")).text().await.unwrap()
    }

    /// The whole page as a picture.
    async fn picture(&self, page: &str) {
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
    async fn look(&self, page: &str, faults: &mut Vec<String>) {
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
    async fn weigh(&self, address: &str) -> (i64, i64, Vec<String>) {
        self.tools().execute_cdp("Network.clearBrowserCache").await.unwrap();
        self.open(address).await;
        let script = "const all = performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'));
            return [all.reduce((sum, e) => sum + e.transferSize, 0), all.length, all.map(e => new URL(e.name).host)]";
        let answer = self.run(script).await;
        let hosts = answer[2].as_array().unwrap().iter().map(|h| h.as_str().unwrap().to_owned()).collect();
        (answer[0].as_i64().unwrap(), answer[1].as_i64().unwrap(), hosts)
    }

    async fn quit(mut self) {
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

/// Landing to receipt to track, by pressing what is on the pages. Returns the receipt.
async fn journey(world: &World, browser: &Browser, lang: &str, phone: &str, faults: &mut Vec<String>) -> String {
    let url = &world.app.url;
    browser.open(&format!("{url}/{lang}")).await;
    browser.look("r1-landing", faults).await;
    browser.click("a.primary").await;
    browser.look("r2-zone", faults).await;
    browser.fill("#address", "1st and Soto").await;
    browser.click("#zone-form button.primary").await;
    browser.look("r3-age", faults).await;
    browser.click("#age-form button.primary").await;
    browser.look("r3-age-error", faults).await;
    browser.tick("#age").await;
    browser.click("#age-form button.primary").await;
    browser.look("r3-tie", faults).await;
    browser.tick("#tie").await;
    browser.click("#tie-form button.primary").await;
    browser.look("r6-ballot", faults).await;
    for number in [2, 5, 7, 9] {
        browser.tick(&format!("#p{number}")).await;
    }
    browser.click(".bar-row button.primary").await;
    browser.look("r6-ballot-over", faults).await;
    browser.tick("#p9").await;
    browser.click(".bar-row button.primary").await;
    browser.look("r8-review", faults).await;
    assert_eq!(browser.driver.find_all(By::Css("dl.summary dt")).await.unwrap().len(), 3);
    browser.click("main a.primary").await;
    browser.look("r4-phone", faults).await;
    browser.fill("#phone", phone).await;
    browser.click("#phone-form button.primary").await;
    browser.fill("#code", "000000").await;
    browser.press("#cast-form button.primary").await;
    wait_for(browser, ".errors").await;
    let tries = world
        .app
        .databases
        .civic_count("SELECT (5 - tries_left)::bigint AS n FROM verification ORDER BY asked_at DESC LIMIT 1")
        .await;
    assert_eq!(tries, 1, "one press is one guess");
    tokio::time::sleep(Duration::from_millis(1100)).await; // The double-press guard waits a second.
    browser.look("r5-code-error", faults).await;
    let code = world.app.code_for(&format!("+1{phone}")).await;
    browser.fill("#code", &code).await;
    browser.press("#cast-form button.primary").await;
    wait_for(browser, ".panel .code").await;
    browser.look("r9-receipt", faults).await;
    let receipt = browser.text(".code").await;
    browser.open(&format!("{url}/{lang}/receipt")).await;
    browser.look("r11-track", faults).await;
    browser.fill("#receipt", &receipt).await;
    browser.click("#track button.primary").await;
    wait_for(browser, ".panel .code").await;
    assert_eq!(browser.text(".code").await, receipt);
    receipt
}

/// From the start of a zone to its ballot.
async fn to_ballot(browser: &Browser, start: &str) {
    browser.open(start).await;
    browser.tick("#age").await;
    browser.click("#age-form button.primary").await;
    browser.tick("#tie").await;
    browser.click("#tie-form button.primary").await;
}

async fn wait_for(browser: &Browser, selector: &str) {
    for _ in 0..100 {
        if browser.driver.find(By::Css(selector)).await.is_ok() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    browser.picture("stuck").await;
    panic!("{}: {selector} did not appear on {}", browser.name, browser.text("h1").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_journey_works_in_both_languages_with_and_without_script() {
    let world = World::open().await;
    let mut faults = Vec::new();
    for (index, (lang, script)) in [("en", true), ("es", true), ("en", false), ("es", false)].into_iter().enumerate() {
        let name = format!("{lang}-{}", if script { "script" } else { "plain" });
        let browser = Browser::start(&name, script).await;
        let receipt = journey(&world, &browser, lang, &format!("213555080{index}"), &mut faults).await;
        assert_eq!(receipt.chars().filter(char::is_ascii_digit).count(), 16);
        browser.quit().await;
    }
    assert_eq!(super::ballotbox::live(&world.app, "BOY").await, 4);
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_other_page_is_clean_under_axe_in_both_languages() {
    let world = World::open().await;
    world.vote("BOY", "2135550811", &[1, 2]).await;
    let browser = Browser::start("pages", true).await;
    let mut faults = Vec::new();
    for lang in ["en", "es"] {
        for (name, path) in [
            ("zones", "/zones"),
            ("zone", "/zones/BOY"),
            ("proposal", "/zones/BOY/proposals/1"),
            ("in-person", "/in-person"),
            ("protect", "/protect"),
            ("audit", "/audit"),
            ("results", "/results"),
            ("result-waiting", "/results/sample-1/BOY"),
            ("not-eligible", "/vote/BOY/not-eligible?why=age"),
            ("not-found", "/nothing"),
            ("receipt-wrong", "/receipt/1234567890123456"),
            ("sign-in", "/staff/sign-in"),
            ("sign-in-first", "/staff"),
        ] {
            browser.open(&format!("{}/{lang}{path}", world.app.url)).await;
            browser.look(&format!("{lang}-{name}"), &mut faults).await;
        }
    }
    // The other doors and views, in the middle of a journey.
    let base = format!("{}/es/vote/BOY", world.app.url);
    to_ballot(&browser, &base).await;
    browser.tick("#p3").await;
    browser.click("button[value=both]").await;
    browser.look("es-ballot-both", &mut faults).await;
    browser.click("button[value=single]").await;
    browser.look("es-single", &mut faults).await;
    for (name, path) in [("blank", "/blank"), ("email", "/verify/email"), ("pass", "/verify/pass"), ("help", "/verify/help")] {
        browser.open(&format!("{base}{path}")).await;
        browser.look(&format!("es-{name}"), &mut faults).await;
    }
    browser.open(&format!("{}/dev/outbox", world.app.url)).await;
    browser.look("outbox", &mut faults).await;
    browser.quit().await;
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_console_is_clean_under_axe() {
    let world = World::open().await;
    let browser = Browser::start("console", true).await;
    let mut faults = Vec::new();
    let token = |role| world.facts.staff.iter().find(|(_, r, _, _)| *r == role).map(|(_, _, _, token)| token.clone()).unwrap();
    browser.open(&format!("{}/en/staff/invitation/{}", world.app.url, token(Role::ProgramStaff))).await;
    browser.look("invitation", &mut faults).await;
    let lead = world.app.visitor();
    accept(&lead, &format!("/en/staff/invitation/{}", token(Role::ProgramStaff)), Clock::System.now().timestamp()).await;
    let administrator = world.app.visitor();
    accept(&administrator, &format!("/en/staff/invitation/{}", token(Role::Administrator)), Clock::System.now().timestamp())
        .await;
    for (visitor, pages) in [
        (
            &lead,
            &[
                ("home", ""),
                ("cycle", "/cycles/sample-1"),
                ("close", "/cycles/sample-1/close"),
                ("canvass", "/cycles/sample-1/canvass/BOY"),
                ("cut", "/cycles/sample-1/cut"),
                ("open", "/cycles/sample-1/open"),
                ("result", "/cycles/sample-1/result/BOY"),
                ("step-up", "/step-up"),
            ][..],
        ),
        (&administrator, &[("people", "/people")][..]),
    ] {
        // The browser takes over the session that was opened by hand.
        let reply = visitor.open("/en/staff").await;
        assert_eq!(reply.status, reqwest::StatusCode::OK);
        let cookies = session_of(&world, visitor).await;
        browser.driver.delete_all_cookies().await.unwrap();
        for (name, value) in cookies {
            browser.driver.add_cookie(thirtyfour::Cookie::new(name, value)).await.unwrap();
        }
        for (name, path) in pages {
            browser.open(&format!("{}/en/staff{path}", world.app.url)).await;
            browser.look(name, &mut faults).await;
        }
    }
    browser.quit().await;
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Cookies that a visitor sends: read from a request to a listener of our own.
async fn session_of(world: &World, visitor: &crate::support::Visitor) -> Vec<(String, String)> {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let _ = world;
    let client = visitor.client.clone();
    // Cookies are kept by host, not by port: the same jar answers here.
    let asking = tokio::spawn(async move { client.get(format!("http://127.0.0.1:{port}/")).send().await });
    let (mut socket, _) = listener.accept().await.unwrap();
    let mut bytes = vec![0; 8192];
    let read = socket.read(&mut bytes).await.unwrap();
    socket.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await.unwrap();
    drop(socket);
    let _ = asking.await;
    let text = String::from_utf8_lossy(&bytes[..read]).into_owned();
    let line = text.lines().find(|l| l.to_lowercase().starts_with("cookie:")).unwrap_or("cookie: ").to_owned();
    line[7..].split(';').filter_map(|c| c.trim().split_once('=')).map(|(k, v)| (k.to_owned(), v.to_owned())).collect()
}

/// ux.md C2, items 31-38: bytes, requests, hosts.
#[tokio::test(flavor = "multi_thread")]
async fn pages_are_light_and_come_from_one_host() {
    let world = World::open().await;
    let browser = Browser::start("weights", true).await;
    let url = world.app.url.clone();
    to_ballot(&browser, &format!("{url}/en/vote/BOY")).await;
    let host = url.split("//").nth(1).unwrap().to_owned();
    println!("page weights, cold cache (bytes transferred, requests):");
    for (path, bytes, requests) in [
        ("/en", 40_000, 5),
        ("/es", 40_000, 5),
        ("/en/zones/BOY", 40_000, 5),
        ("/en/vote", 40_000, 5),
        ("/en/vote/BOY/ballot", 60_000, 8),
        ("/es/vote/BOY/ballot", 60_000, 8),
        ("/en/vote/BOY/review", 40_000, 5),
        ("/en/results", 40_000, 5),
    ] {
        let (weight, count, hosts) = browser.weigh(&format!("{url}{path}")).await;
        println!("  {path:<24} {weight:>7} {count}");
        assert!(weight > 500 && weight <= bytes, "{path}: {weight} bytes, at most {bytes}");
        assert!(count <= requests, "{path}: {count} requests, at most {requests}");
        assert!(hosts.iter().all(|h| *h == host), "{path}: {hosts:?}");
    }
    let nodes = browser.run("return document.querySelectorAll('*').length").await.as_i64().unwrap();
    assert!(nodes > 10);
    browser.open(&format!("{url}/en/vote/BOY/ballot")).await;
    let nodes = browser.run("return document.querySelectorAll('*').length").await.as_i64().unwrap();
    println!("  ballot: {nodes} nodes");
    assert!(nodes <= 1200, "{nodes} nodes on the ballot");
    browser.quit().await;
}

/// The script keeps the count, never disables anything, and tells the truth when the signal is gone.
#[tokio::test(flavor = "multi_thread")]
async fn the_count_is_live_and_a_lost_signal_is_told() {
    let world = World::open().await;
    let browser = Browser::start("offline", true).await;
    let url = world.app.url.clone();
    to_ballot(&browser, &format!("{url}/en/vote/BOY")).await;
    browser.tick("#p1").await;
    browser.tick("#p4").await;
    tokio::time::sleep(Duration::from_millis(900)).await;
    assert!(browser.text(".count").await.contains('2'), "{}", browser.text(".count").await);
    browser.click(".bar-row button.primary").await;
    browser.click("main a.primary").await;
    browser.fill("#phone", "2135550820").await;
    browser.click("#phone-form button.primary").await;
    let code = world.app.code_for("+12135550820").await;
    browser.fill("#code", &code).await;
    let offline = |off: bool| json!({ "offline": off, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    browser.tools().execute_cdp("Network.enable").await.unwrap();
    browser.tools().execute_cdp_with_params("Network.emulateNetworkConditions", offline(true)).await.unwrap();
    browser.press("#cast-form button.primary").await;
    wait_for(&browser, "[role=alert]").await;
    browser.picture("offline").await;
    assert_eq!(super::ballotbox::live(&world.app, "BOY").await, 0);
    browser.tools().execute_cdp_with_params("Network.emulateNetworkConditions", offline(false)).await.unwrap();
    wait_for(&browser, ".panel .code").await;
    assert_eq!(super::ballotbox::live(&world.app, "BOY").await, 1);
    browser.quit().await;
}

/// A vote with Tab, Space and Enter alone.
#[tokio::test(flavor = "multi_thread")]
async fn a_vote_can_be_cast_with_the_keyboard_alone() {
    let world = World::open().await;
    let browser = Browser::start("keyboard", true).await;
    browser.open(&format!("{}/en/vote/BOY", world.app.url)).await;
    // Tab until the element with this id has focus.
    let reach = async |wanted: &str| {
        for _ in 0..120 {
            let at = browser.run("return document.activeElement.id + ' ' + document.activeElement.className").await;
            if at.as_str().unwrap_or("").split(' ').any(|word| word == wanted) {
                return;
            }
            browser.driver.active_element().await.unwrap().send_keys(Key::Tab + "").await.unwrap();
        }
        panic!("{wanted} can't be reached by Tab on {}", browser.text("h1").await);
    };
    let press = async |key: Key| browser.driver.active_element().await.unwrap().send_keys(key + "").await.unwrap();
    reach("age").await;
    press(Key::Space).await;
    reach("primary").await;
    press(Key::Enter).await;
    wait_for(&browser, "#tie-form").await;
    reach("tie").await;
    press(Key::Space).await;
    reach("primary").await;
    press(Key::Enter).await;
    wait_for(&browser, "#ballot").await;
    reach("p6").await;
    press(Key::Space).await;
    reach("primary").await;
    press(Key::Enter).await;
    wait_for(&browser, "dl.summary").await;
    reach("primary").await;
    press(Key::Enter).await;
    wait_for(&browser, "#phone-form").await;
    reach("phone").await;
    browser.driver.active_element().await.unwrap().send_keys("2135550830").await.unwrap();
    press(Key::Enter).await;
    wait_for(&browser, "#cast-form").await;
    let code = world.app.code_for("+12135550830").await;
    reach("code").await;
    browser.driver.active_element().await.unwrap().send_keys(code.as_str()).await.unwrap();
    press(Key::Enter).await;
    wait_for(&browser, ".panel .code").await;
    browser.quit().await;
}
