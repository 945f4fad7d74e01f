//! Events: what residents see of them, and how staff add, change and cancel them.

use reparto::base::Role;
use reqwest::StatusCode;

use crate::{
    console::press,
    support::{Visitor, app::Reply, world::World},
};

const NEW: &str = "/en/staff/events/new";

fn event<'a>(title: &'a str, until: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("zone", "BOY"),
        ("kind", "proposer_fair"),
        ("day", "2190-03-15"),
        ("from", "10:00"),
        ("until", until),
        ("place", "Sample Library, 1 Sample Street"),
        ("languages", "es"),
        ("title-en", title),
        ("text-en", "Meet those who wrote the proposals."),
        ("access-en", "Ramp at the side door"),
        ("title-es", "Feria de muestra"),
        ("text-es", "Conozca a quienes escribieron las propuestas."),
        ("access-es", "Rampa en la puerta lateral"),
    ]
}

async fn add(lead: &Visitor, fields: &[(&str, &str)]) -> Reply {
    press(lead, NEW, "event-form", fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn residents_see_events_in_their_language_and_a_cancelled_one_stays() {
    let world = World::open().await;
    let lead = world.staff(Role::ProgramStaff, 0).await;
    assert_eq!(add(&lead, &event("Sample fair", "14:30")).await.status, StatusCode::SEE_OTHER);
    let shown = world.app.visitor().open("/en/events").await.body;
    for words in
        ["Sample fair", "10 a.m. (Los Angeles time)", "Until 2:30 p.m.", "Spanish", "Ramp at the side door", "Proposal fair"]
    {
        assert!(shown.contains(words), "{words}");
    }
    let spanish = world.app.visitor().open("/es/events").await.body;
    assert!(spanish.contains("Feria de muestra") && !spanish.contains("Sample fair"));

    let page = lead.open("/en/staff/events").await.page().attributes("main ul a", "href")[0].clone();
    assert_eq!(press(&lead, &page, "event-form", &event("Sample fair, moved", "14:30")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(press(&lead, &page, "cancel-form", &[("reason", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let stale = lead.open(&page).await.page().form("event-form");
    assert_eq!(press(&lead, &page, "cancel-form", &[("reason", "Heavy rain")]).await.status, StatusCode::SEE_OTHER);
    let shown = world.app.visitor().open("/en/events").await.body;
    assert!(shown.contains("Sample fair, moved") && shown.contains("Cancelled") && shown.contains("Heavy rain"));
    let stale = event("Sample fair", "14:30").into_iter().fold(stale, |form, (name, value)| form.fill(name, value));
    assert_eq!(lead.send(&stale).await.status, StatusCode::CONFLICT);
    let law = world.app.databases.civic("UPDATE event SET place = 'x'").await.expect_err("it was cancelled");
    assert!(format!("{law:#}").contains("was cancelled"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_named_and_nothing_typed_is_lost() {
    let world = World::open().await;
    let lead = world.staff(Role::ProgramStaff, 0).await;
    for (field, value) in [
        ("zone", ""),
        ("zone", "XYZ"),
        ("kind", "party"),
        ("day", "soon"),
        ("from", "25:00"),
        ("until", "09:00"),
        ("place", ""),
        ("languages", "tlh"),
        ("title-en", " "),
        ("title-es", ""),
    ] {
        let mut fields = event("Sample fair", "14:30");
        fields.retain(|(name, _)| *name != field);
        fields.push((field, value));
        let reply = add(&lead, &fields).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {value}");
        let target = reply.page().attribute(".errors li a", "href").unwrap();
        assert_eq!(target, format!("#{field}"));
        assert_eq!(reply.page().text("#text-en").as_deref(), Some("Meet those who wrote the proposals."));
    }
    assert_eq!(world.staff(Role::Trustee, 0).await.get(NEW).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn past_events_are_folded() {
    let world = World::open().await;
    let lead = world.staff(Role::ProgramStaff, 0).await;
    let mut fields = event("Sample fair of old", "14:30");
    fields.retain(|(name, _)| *name != "day");
    fields.push(("day", "2024-03-16"));
    assert_eq!(add(&lead, &fields).await.status, StatusCode::SEE_OTHER);
    let page = world.app.visitor().open("/en/events").await.page();
    assert_eq!(page.texts("details h3"), ["Sample fair of old"]);
    assert!(page.text("details h3 ~ p, details p").unwrap().contains("2024"));
}
