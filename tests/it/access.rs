//! Every route × every role, by real requests, against a golden table. A route cannot be added without a line here.

use std::{collections::BTreeMap, fs};

use reparto::{
    app,
    base::{Access, Role},
};
use reqwest::{Method, StatusCode, header};

use crate::support::{Visitor, world::World, writers::seat_committee};

const GOLDEN: &str = "tests/it/golden/access.txt";

/// A path that fits the pattern.
fn example(pattern: &str) -> String {
    let mut path = String::new();
    for piece in pattern.split('/').skip(1) {
        path.push('/');
        path.push_str(match piece {
            p if p.starts_with("{lang") => "en",
            "{zone}" => "BOY",
            "{cycle}" => "sample-1",
            "{number}" | "{position}" => "1",
            "{application}" | "{file}" => "00000000-0000-0000-0000-000000000000",
            "{target}" => "km",
            "{section}" => "name",
            "{task}" => "dates",
            "{digits}" => "1234567890123456",
            "{token}" | "{name}" => "nothing",
            "{body}" | "{meeting}" | "{term}" | "{disclosure}" | "{event}" => "00000000-0000-0000-0000-000000000001",
            other => other,
        });
    }
    path
}

/// What a role meets: `may`, `sign in`, `no`, or `absent`.
async fn meets(visitor: &Visitor, method: &str, path: &str) -> &'static str {
    let request = match method {
        "GET" => visitor.client.request(Method::GET, format!("{}{path}", visitor.url)),
        _ => visitor
            .client
            .request(Method::POST, format!("{}{path}", visitor.url))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(""),
    };
    let reply = request.send().await.unwrap();
    let status = reply.status();
    let body = reply.text().await.unwrap();
    match status {
        StatusCode::UNAUTHORIZED => "sign in",
        // A form without its token is refused after the gate let it pass: the person may.
        StatusCode::FORBIDDEN if body.contains(&forged_heading()) => "may",
        StatusCode::FORBIDDEN => "no",
        status if status.is_server_error() => panic!("{method} {path}: {status}"),
        _ => "may",
    }
}

fn forged_heading() -> String {
    reparto::platform::i18n::text(reparto::base::Lang::En, "problem-forged-title", &[])
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_lets_in_exactly_whom_it_says() {
    let world = World::open().await;
    // Work on ideas belongs to those who sit in a committee, not to a role alone.
    seat_committee(&world, "ARP", &[0]).await;
    let mut people: BTreeMap<&str, Visitor> = BTreeMap::from([("anyone", world.app.visitor())]);
    for role in Role::ALL {
        people.insert(role.code(), world.staff(role, 0).await);
    }
    let mut table = String::from("method path | who may (others: no, or sign in first)\n");
    for entry in app::routes().entries() {
        let path = example(&entry.path);
        let mut may = Vec::new();
        for (name, visitor) in &people {
            if path.ends_with("/sign-out") {
                continue; // It would end the session that the other lines need; its access is checked below.
            }
            let verdict = meets(visitor, entry.method.as_str(), &path).await;
            assert_eq!(
                verdict == "sign in",
                *name == "anyone" && is_guarded(entry.access),
                "{} {path} for {name}: {verdict}",
                entry.method
            );
            if verdict == "may" {
                may.push(*name);
            }
        }
        let who = if may.len() == people.len() { "everyone".to_owned() } else { may.join(", ") };
        let pattern = entry.path.replace("{lang:en|es}", "{lang}");
        table.push_str(&format!(
            "{:<4} {pattern} | {}\n",
            entry.method.as_str(),
            if who.is_empty() { "signed in".to_owned() } else { who }
        ));
    }
    if std::env::var_os("REPARTO_WRITE_GOLDEN").is_some() {
        fs::create_dir_all("tests/it/golden").unwrap();
        fs::write(GOLDEN, &table).unwrap();
    }
    let golden = fs::read_to_string(GOLDEN).unwrap_or_default();
    assert_eq!(golden, table, "access changed; if it is meant, run with REPARTO_WRITE_GOLDEN=1 and review the difference");
}

fn is_guarded(access: Access) -> bool {
    matches!(access, Access::SignedIn | Access::Staff(_))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_form_is_refused_without_its_token_or_from_another_site() {
    let world = World::open().await;
    let administrator = world.staff(Role::Administrator, 0).await;
    for entry in app::routes().entries().iter().filter(|e| e.method == "POST" && !is_guarded(e.access)) {
        let path = example(&entry.path);
        let reply = administrator
            .client
            .post(format!("{}{path}", administrator.url))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body("")
            .send()
            .await
            .unwrap();
        assert_eq!(reply.status(), StatusCode::FORBIDDEN, "{path}");
    }
    let visitor = world.app.visitor();
    let form = visitor.open("/en/receipt").await.page().form("track").fill("receipt", "1");
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://elsewhere.example"), ("origin", "null")] {
        let mut stranger = visitor.clone();
        stranger.headers.insert(header::HeaderName::from_static(name), value.parse().unwrap());
        assert_eq!(stranger.send(&form).await.status, StatusCode::FORBIDDEN, "{name}: {value}");
    }
    let other = world.app.visitor();
    other.open("/en/receipt").await;
    assert_eq!(other.send(&form).await.status, StatusCode::FORBIDDEN, "another browser's token");
    assert_eq!(visitor.send(&form).await.status, StatusCode::UNPROCESSABLE_ENTITY, "the right token");
}

#[test]
fn a_planted_open_route_changes_the_table() {
    let golden = fs::read_to_string(GOLDEN).unwrap();
    let planted = app::routes().get("/staff/planted", Access::Public, || async { "open" });
    assert_eq!(golden.lines().count(), app::routes().entries().len() + 1, "one line for each route");
    assert_eq!(planted.entries().len(), golden.lines().count(), "a planted route is one the table does not have");
}
