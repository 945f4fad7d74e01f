//! Boundaries: what is wrong with a file and where, the preview with its neighbours, the versions, the map.

use reparto::base::Role;
use reqwest::{StatusCode, header};

use crate::support::{Visitor, app::Reply, world::World};

const PAGE: &str = "/en/staff/zones/BOY/boundary";

/// Sends the form with a file, as a browser does.
async fn send(visitor: &Visitor, page: &str, file: &[u8], day: &str, note: &str) -> Reply {
    let form = visitor.open(page).await.page().form("boundary-form").fill("valid_from", day).fill("note", note);
    let mut body = Vec::new();
    for (name, value) in &form.fields {
        body.extend(format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    body.extend(b"--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"zone.geojson\"\r\nContent-Type: application/geo+json\r\n\r\n");
    body.extend(file);
    body.extend(b"\r\n--cut--\r\n");
    let request = visitor
        .client
        .post(format!("{}{}", visitor.url, form.action))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut")
        .body(body);
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let location = headers.get(header::LOCATION).and_then(|v| v.to_str().ok()).map(str::to_owned);
    Reply { status, location, headers, body: response.text().await.unwrap() }
}

/// A square of a tenth of a degree from its south-west corner in hundredths of degrees.
fn square(west: i32, south: i32) -> String {
    let at = |x: i32, y: i32| {
        format!("[{}.{:02},{}.{:02}]", (west + x) / 100, (west + x).abs() % 100, (south + y) / 100, (south + y) % 100)
    };
    let ring = [at(0, 0), at(10, 0), at(10, 10), at(0, 10), at(0, 0)].join(",");
    format!(r#"{{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[[{ring}]]}}}}"#)
}

#[tokio::test(flavor = "multi_thread")]
async fn each_fault_of_a_file_says_what_and_where_and_keeps_the_form() {
    let world = World::open().await;
    let lead = world.staff(Role::ProgramStaff, 0).await;
    let polygon = |ring: &str| format!(r#"{{"type":"Polygon","coordinates":[[{ring}]]}}"#).into_bytes();
    let big = vec![b' '; 3_000_000];
    for (file, words) in [
        (b"".to_vec(), "Choose a file"),
        (b"<svg/>".to_vec(), "Line 1, column 1: the file is not JSON"),
        (b"{\n  \"type\": }".to_vec(), "Line 2, column 11"),
        ("{\"type\":\"Polygon\"}".encode_utf16().flat_map(u16::to_le_bytes).chain([0xff]).collect(), "not UTF-8 text"),
        (big, "larger than 2 MB"),
        (br#"{"type":"Point","coordinates":[-118.2,34.0]}"#.to_vec(), "no polygon"),
        (polygon("[-118.2,34.0],[-118.1,34.0],[-118.2,34.0]"), "Polygon 1, ring 1: it needs 4 positions or more"),
        (polygon("[-118.2,34.0],[-118.1,34.0],[-118.1,34.1],[-118.2,34.1]"), "Polygon 1, ring 1: end it where it starts"),
        (
            polygon("[-118.2,34.0],[-118.1,34.1],[-118.1,34.0],[-118.2,34.1],[-118.2,34.0]"),
            "ring 1, position 3: the line crosses itself",
        ),
        (
            polygon("[34.0,-118.2],[34.0,-118.1],[34.1,-118.1],[34.0,-118.2]"),
            "position 1: enter the longitude, then the latitude",
        ),
        (polygon("[-73.9,40.7],[-73.8,40.7],[-73.8,40.8],[-73.9,40.7]"), "this is far from the city"),
    ] {
        let reply = send(&lead, PAGE, &file, "2026-01-01", "First drawing").await;
        let faults = reply.page().texts(".errors li");
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}: {faults:?}");
        assert!(faults[0].contains(words), "{words}: {faults:?}");
        let kept = reply.page().form("boundary-form").fields;
        assert!(kept.contains(&("note".to_owned(), "First drawing".to_owned())), "{kept:?}");
    }
    let bare = send(&lead, PAGE, square(-11820, 3400).as_bytes(), "", "").await;
    assert_eq!(bare.page().texts(".errors li"), ["Enter a day, like 2027-03-01", "Enter what changed and why"]);
    let crossed = send(&lead, "/es/staff/zones/BOY/boundary", b"nonsense", "2026-01-01", "x").await;
    assert!(crossed.page().texts(".errors li")[0].starts_with("Línea 1, columna"), "{:?}", crossed.page().texts(".errors li"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_boundary_is_looked_at_then_confirmed_and_found_on_the_map() {
    let world = World::open().await;
    let lead = world.staff(Role::ProgramStaff, 0).await;
    let anyone = world.app.visitor();
    let bare = anyone.open("/en/map").await.page();
    assert!(bare.text(".inset").unwrap().contains("No map is stored yet") && bare.count("ul.zones li") == 9);

    assert_eq!(
        send(&lead, PAGE, square(-11820, 3400).as_bytes(), "2026-01-01", "First drawing").await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(anyone.open("/en/map").await.page().count("svg.map"), 0, "not before it is confirmed");
    let stale = lead.open(PAGE).await.page().form("confirm-form");
    send(&lead, PAGE, square(-11821, 3400).as_bytes(), "2026-01-01", "Second drawing").await;
    assert_eq!(lead.send(&stale).await.status, StatusCode::CONFLICT, "another file came in between");
    let page = lead.open(PAGE).await.page();
    assert_eq!((page.count("svg.map path"), page.count(".warning")), (1, 0));
    assert_eq!(lead.send(&page.form("confirm-form")).await.status, StatusCode::SEE_OTHER);

    // The neighbour shares a border, then ground.
    let other = "/en/staff/zones/WLK/boundary";
    send(&lead, other, square(-11811, 3400).as_bytes(), "2026-01-01", "Next to it").await;
    assert_eq!(lead.open(other).await.page().count(".warning"), 0, "a border is no overlap");
    send(&lead, other, square(-11815, 3405).as_bytes(), "2026-01-01", "Over it").await;
    let page = lead.open(other).await.page();
    assert!(page.text(".warning").unwrap().contains("Boyle Heights"), "{:?}", page.text(".warning"));
    assert_eq!(lead.send(&page.form("confirm-form")).await.status, StatusCode::SEE_OTHER, "a warning, not a refusal");

    for (query, words) in [
        ("lat=34.02&lon=-118.20", "That place is in: Boyle Heights"),
        ("lat=34.07&lon=-118.13", "That place is in: Boyle Heights Westlake"),
        ("lat=34,12&lon=-118,10", "That place is in: Westlake"),
        ("lat=34.5&lon=-118.2", "That place is not in a zone."),
        ("lat=north&lon=1", "Enter two numbers"),
        ("lat=91&lon=0", "Enter two numbers"),
        ("lat=nan&lon=inf", "Enter two numbers"),
    ] {
        let page = anyone.open(&format!("/en/map?{query}")).await.page();
        assert_eq!(
            page.text("[role=status]").map(|said| said.contains(words)),
            Some(true),
            "{query}: {:?}",
            page.text("[role=status]")
        );
    }
    let map = anyone.open("/es/map").await.page();
    assert_eq!((map.count("svg.map path"), map.count("ul.zones a")), (2, 9));
    let audit = anyone.open("/en/audit").await.body;
    assert!(audit.contains("The boundary of zone BOY was saved as version 1") && audit.contains("Second drawing"));
    // A later version that does not hold yet leaves the map as it is.
    send(&lead, PAGE, square(-11880, 3400).as_bytes(), "2100-01-01", "Some day").await;
    lead.send(&lead.open(PAGE).await.page().form("confirm-form")).await;
    assert!(anyone.open("/en/map?lat=34.02&lon=-118.20").await.body.contains("That place is in:"));
    assert!(lead.open(PAGE).await.body.contains("version 2, from 2100-01-01"));
}
