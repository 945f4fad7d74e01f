//! The web platform: headers on every answer, static files, problems, limits, and pages that say the truth when a
//! database is away.

use std::time::Duration;

use reqwest::{StatusCode, header};

use crate::support::{TestApp, world::World};

#[tokio::test(flavor = "multi_thread")]
async fn security_headers_stand_on_every_answer() {
    let world = World::open().await;
    let visitor = world.app.visitor();
    let css = visitor.open("/en").await.page().attribute("link[rel=stylesheet]", "href").unwrap();
    for path in [
        "/en",
        "/",
        "/healthz",
        "/readyz",
        "/nope",
        "/en/staff",
        "/en/receipt/1",
        css.as_str(),
        "/en/vote/BOY/review",
        "/api/nothing",
    ] {
        let reply = visitor.get(path).await;
        let policy =
            reply.headers.get("content-security-policy").unwrap_or_else(|| panic!("{path}: no policy")).to_str().unwrap();
        assert!(policy.contains("default-src 'self'") && !policy.contains("unsafe"), "{path}: {policy}");
        for name in
            ["x-content-type-options", "referrer-policy", "cross-origin-opener-policy", "permissions-policy", "cache-control"]
        {
            assert!(reply.headers.contains_key(name), "{path}: {name}");
        }
        assert!(!reply.headers.contains_key("server"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn static_files_are_hashed_compressed_small_and_kept() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    let page = visitor.open("/en").await.page();
    for (selector, attribute) in [("link[rel=stylesheet]", "href"), ("script", "src"), ("link[rel=icon]", "href")] {
        let address = page.attribute(selector, attribute).unwrap();
        let mut with_brotli = visitor.clone();
        with_brotli.headers.insert(header::ACCEPT_ENCODING, "br".parse().unwrap());
        let reply = with_brotli.open(&address).await;
        assert_eq!(reply.headers[header::CONTENT_ENCODING], "br", "{address}");
        assert!(reply.headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        assert_eq!(visitor.get("/static/app.0000000000.css").await.status, StatusCode::NOT_FOUND);
    }
    let size = |name| reparto::platform::web::assets::compressed_size(name).unwrap();
    println!("app.css {} bytes, app.js {} bytes, compressed", size("app.css"), size("app.js"));
    assert!(size("app.css") <= 12 * 1024 && size("app.js") <= 10 * 1024);
    let css = std::fs::read_to_string("static/app.css").unwrap();
    for physical in [
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        " left:",
        " right:",
        "text-align: left",
        "text-align: right",
        "float:",
    ] {
        assert!(!css.contains(physical), "{physical} does not turn around for right-to-left pages");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn problems_are_pages_for_people_and_json_for_programs() {
    let app = TestApp::start().await;
    let page = app.visitor().get("/es/nothing").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert_eq!(page.page().attribute("html", "lang").as_deref(), Some("es"));
    let json = app.visitor().get("/api/v1/nothing").await;
    assert_eq!(json.headers[header::CONTENT_TYPE], "application/problem+json");
    let body: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!((body["status"].as_u64(), body["code"].as_str()), (Some(404), Some("web.not_found")));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_page_follows_the_browser_and_never_a_guess_of_place() {
    let app = TestApp::start().await;
    let mut visitor = app.visitor();
    assert_eq!(visitor.get("/").await.location.as_deref(), Some("/en"));
    visitor.headers.insert(header::ACCEPT_LANGUAGE, "es-MX,es;q=0.9,en;q=0.1".parse().unwrap());
    assert_eq!(visitor.get("/").await.location.as_deref(), Some("/es"));
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_forms_from_one_address_are_held_back_with_a_time_to_wait() {
    let app = TestApp::with(|config| config.posts_per_minute = 5, reparto::base::Clock::System).await;
    let visitor = app.visitor();
    let form = visitor.open("/en/receipt").await.page().form("track").fill("receipt", "1");
    for _ in 0..5 {
        assert_eq!(visitor.send(&form).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let reply = visitor.send(&form).await;
    assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(reply.headers[header::RETRY_AFTER].to_str().unwrap().parse::<u64>().unwrap() > 0);
    assert_eq!(visitor.get("/en/receipt").await.status, StatusCode::OK, "reading goes on");
}

#[tokio::test(flavor = "multi_thread")]
async fn huge_and_broken_bodies_are_refused() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    let form = visitor.open("/en/receipt").await.page().form("track");
    assert_eq!(visitor.send(&form.clone().fill("receipt", &"1".repeat(100_000))).await.status, StatusCode::BAD_REQUEST);
    for body in [&b"%ZZ=%%"[..], b"\xff\xfe", b"receipt", &[0; 10]] {
        let reply = visitor
            .client
            .post(format!("{}/en/receipt", app.url))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body.to_vec())
            .send()
            .await
            .unwrap();
        assert!(reply.status().is_client_error(), "{body:?}: {}", reply.status());
    }
    let text = visitor
        .client
        .post(format!("{}/en/receipt", app.url))
        .header(header::CONTENT_TYPE, "text/plain")
        .body("receipt=1")
        .send()
        .await
        .unwrap();
    assert!(text.status().is_client_error());
}

/// Both databases away: `/readyz` says so, pages say what happened to the vote, and the server recovers by itself.
#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_away_is_told_and_comes_back() {
    let world = World::open().await;
    let (visitor, _) = world.at_review("BOY", "en", &[1]).await;
    let form = world.to_cast_form(&visitor, "BOY", "2135550190").await;
    let refuse = |allow: bool| {
        let names: Vec<String> = [&world.app.databases.civic_owner, &world.app.databases.box_owner]
            .iter()
            .map(|url| url.split("@/").nth(1).unwrap().split('?').next().unwrap().to_owned())
            .collect();
        let host = world.app.databases.civic_owner.split("host=").nth(1).unwrap().to_owned();
        let admin = format!("postgres://postgres@/postgres?host={host}");
        async move {
            for name in names {
                let statements = [
                    format!("ALTER DATABASE {name} ALLOW_CONNECTIONS {allow}"),
                    format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"),
                ];
                let slices: Vec<&str> = statements.iter().map(String::as_str).take(if allow { 1 } else { 2 }).collect();
                reparto::platform::migrations::execute(&admin, &slices).await.unwrap();
            }
        }
    };
    refuse(false).await;
    let ready = visitor.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE, "{}", ready.body);
    assert_eq!(visitor.get("/healthz").await.status, StatusCode::OK, "the process itself is well");
    let reply = visitor.send(&form).await;
    assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(reply.headers.contains_key(header::RETRY_AFTER) && reply.page().text("h1").is_some());
    refuse(true).await;
    let mut last = reply;
    for _ in 0..100 {
        last = visitor.send(&form).await;
        if last.status == StatusCode::SEE_OTHER {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(last.location.unwrap_or_default().starts_with("/en/receipt/"), "the same press works once the databases are back");
    assert_eq!(super::ballotbox::live(&world.app, "BOY").await, 1);
}
