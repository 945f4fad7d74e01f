//! Whole journeys: both languages, with and without script, a lost signal, the keyboard alone.

use std::time::Duration;

use serde_json::json;
use thirtyfour::{By, Key};

use super::rig::{Browser, to_ballot, wait_for};
use crate::{ballotbox::live, support::world::World};

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
    assert_eq!(live(&world.app, "BOY").await, 4);
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
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
    assert_eq!(live(&world.app, "BOY").await, 0);
    browser.tools().execute_cdp_with_params("Network.emulateNetworkConditions", offline(false)).await.unwrap();
    wait_for(&browser, ".panel .code").await;
    assert_eq!(live(&world.app, "BOY").await, 1);
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
