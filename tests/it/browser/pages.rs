//! Every page under axe at 320 pixels, in both languages.

use reparto::base::{Clock, Role};

use super::rig::{Browser, to_ballot};
use crate::support::world::{World, accept};

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
            ("receipt-alike", "/receipt/alike?first=123"),
            ("receipt-missing", "/receipt/missing"),
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
    browser.open(&format!("{base}/review")).await;
    browser.press("main summary").await;
    browser.click("#test button").await;
    browser.look("es-tested", &mut faults).await;
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
                ("log", "/cycles/sample-1/log"),
                ("voids", "/cycles/sample-1/voids"),
                ("cases", "/cycles/sample-1/cases"),
                ("second", "/cycles/sample-1/second"),
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
