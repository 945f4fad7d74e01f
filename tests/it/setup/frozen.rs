//! After the freeze nothing of the set-up changes: not on the pages, not by the server's role in Postgres.

use reparto::{base::Role, platform::migrations};
use reqwest::StatusCode;

use crate::support::{html::Form, world::World};

#[tokio::test(flavor = "multi_thread")]
async fn a_frozen_cycle_is_read_only_on_every_page() {
    let world = World::open().await;
    let lead = world.staff(Role::ProgramStaff, 0).await;
    let home = "/en/staff/cycles/sample-1/set-up";
    let list = lead.open(home).await.page();
    assert!(list.text(".inset").unwrap().contains("Nobody can change them"));
    let token = world_token(&lead).await;
    for task in list.attributes("ol.tasks a", "href").iter().filter(|href| href.contains("/set-up/")) {
        let page = lead.open(task).await.page();
        assert_eq!(page.count("form#task-form"), 0, "{task}");
        assert!(page.text(".inset").unwrap().contains("Nobody can change them"), "{task}");
        let form = Form { action: task.clone(), fields: vec![token.clone(), ("version".to_owned(), "0".to_owned())] };
        assert_eq!(lead.send(&form).await.status, StatusCode::CONFLICT, "{task}");
    }
    let phases = lead.open("/en/staff/cycles/sample-1/phases?phase=ideas").await.page();
    assert_eq!(phases.count("form#move-form"), 0);
    assert_eq!(lead.open("/en/staff/cycles/sample-1/check").await.page().count("form#publish-form"), 0);
    let other = world.staff(Role::Certifier, 0).await;
    assert_eq!(other.get(home).await.status, StatusCode::FORBIDDEN);
    assert_eq!(other.open("/en/staff/cycles/sample-1").await.page().count("a[href$='set-up']"), 0);
    assert_eq!(lead.open("/en/staff/cycles/sample-1").await.page().count("a[href$='set-up']"), 1);
}

async fn world_token(lead: &crate::support::Visitor) -> (String, String) {
    let form = lead.open("/en/staff/cycles/new").await.page().form("new-cycle");
    form.fields.iter().find(|(name, _)| name == "csrf").unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_itself_refuses_changes_after_the_freeze_and_unpublishing() {
    let world = World::open().await;
    let url = &world.app.databases.civic_owner;
    for statement in [
        "UPDATE contest SET budget_cents = 1",
        "DELETE FROM contest",
        "INSERT INTO contest (cycle, zone, budget_cents, currency, budget_is_sample, pick_limit, ballot_kind) VALUES ('sample-1', 'BOY', 1, 'USD', false, 3, 'approval')",
        "UPDATE cycle_text SET title = 'x'",
        "INSERT INTO phase VALUES ('sample-1', 'ideas', now(), now() + interval '1 day')",
        "INSERT INTO rulebook_version (cycle, version, settings, made_by, made_at) VALUES ('sample-1', 1, '{}', 'x', now())",
        "UPDATE cycle SET closes_at = closes_at + interval '1 day'",
        "UPDATE cycle SET published_at = NULL",
        "UPDATE cycle SET published_at = now() - interval '1 year'",
    ] {
        let as_server = format!("SET ROLE reparto_civic; {statement}");
        let refused = migrations::execute(url, &[&as_server]).await.unwrap_err().to_string();
        let fitting = ["frozen", "public already"].iter().any(|words| refused.contains(words));
        assert!(fitting, "{statement}: {refused}");
    }
    for statement in
        ["UPDATE rulebook_version SET made_by = 'x'", "UPDATE zone_boundary SET note = 'x'", "DELETE FROM zone_boundary"]
    {
        let as_server = format!("SET ROLE reparto_civic; {statement}");
        assert!(migrations::execute(url, &[&as_server]).await.is_err(), "{statement}");
    }
}

/// T31: not even who owns the tables changes a word or a price on the ballot without taking a trigger away first.
#[tokio::test(flavor = "multi_thread")]
async fn the_owner_too_is_stopped_from_changing_what_stands_on_the_ballot() {
    let world = World::open().await;
    for statement in [
        "UPDATE proposal SET cost_cents = cost_cents + 1",
        "UPDATE proposal SET number = number + 100",
        "DELETE FROM proposal",
        "INSERT INTO proposal (contest, number, public_id, issue_area, author_kind, cost_cents)
            SELECT contest, 99, 'X-99', issue_area, author_kind, 1 FROM proposal LIMIT 1",
        "UPDATE proposal_text SET title = 'x'",
        "DELETE FROM proposal_text",
        "UPDATE cycle SET definition = '\\x00'",
        "UPDATE cycle SET count_rule = 'greedy/cost'",
    ] {
        let refused = world.app.databases.civic(statement).await.unwrap_err().to_string();
        assert!(refused.contains("frozen"), "{statement}: {refused}");
    }
}
