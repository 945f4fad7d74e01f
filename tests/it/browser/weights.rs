//! Bytes, requests and hosts of the pages a resident meets.

use super::rig::{Browser, to_ballot};
use crate::support::world::World;

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
