//! Declared ties and recusal.

use reparto::{
    base::Role,
    bodies::{self, BodyError, BodyId, BodyKind, Ground, TieKind},
};
use reqwest::StatusCode;
use uuid::Uuid;

use super::Committee;
use crate::console::press;

async fn organisation(committee: &Committee, name: &str) -> BodyId {
    let state = committee.world.app.state();
    let env = state.env();
    let made = state.civic.write("body", async |conn| {
        bodies::create_body(conn, &env, BodyKind::Organisation, name, None).await.map_err(|error: BodyError| error)
    });
    made.await.unwrap()
}

/// Whether Postgres and the code say the same, and what.
async fn ground(committee: &Committee, who: Uuid, body: BodyId) -> Option<(Ground, BodyId)> {
    let found = committee.reads(async |conn| bodies::recusal(conn, who, body).await).await;
    let law = format!("SELECT is_tied('{who}', '{body}')::int::bigint AS n");
    assert_eq!(committee.world.app.databases.civic_count(&law).await == 1, found.is_some(), "page and law agree");
    found.map(|found| (found.ground, found.through))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reviewer_keeps_out_through_a_declared_tie_and_through_the_sponsor() {
    let committee = Committee::open().await;
    let world = &committee.world;
    let (sponsor, group, other) = (
        organisation(&committee, "Sample Sponsor").await,
        organisation(&committee, "Sample Group").await,
        organisation(&committee, "Sample Other").await,
    );
    world.app.databases.civic(&format!("UPDATE body SET sponsor = '{sponsor}' WHERE id = '{group}'")).await.unwrap();
    let (who, reviewer) = (super::account(world, Role::Reviewer, 0).await, world.staff(Role::Reviewer, 0).await);
    assert_eq!(ground(&committee, who, sponsor).await, None);
    let id = sponsor.to_string();
    for (body, tie, words) in [("", "employed", ""), (id.as_str(), "", ""), (id.as_str(), "other", " ")] {
        let reply =
            press(&reviewer, "/en/staff/disclosures", "tie-form", &[("body", body), ("tie", tie), ("words", words)]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{tie}");
    }
    let fields = [("body", id.as_str()), ("tie", "family"), ("words", "A cousin")];
    assert_eq!(press(&reviewer, "/en/staff/disclosures", "tie-form", &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        press(&reviewer, "/en/staff/disclosures", "tie-form", &fields).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "once"
    );
    let tied = Some((Ground::Disclosed(TieKind::Family), sponsor));
    assert_eq!(ground(&committee, who, sponsor).await, tied);
    assert_eq!(ground(&committee, who, group).await, tied, "through its sponsor");
    assert_eq!(ground(&committee, who, other).await, None);
    for lang in ["en", "es"] {
        let register = world.app.visitor().open(&format!("/{lang}/committees/disclosures")).await.body;
        assert!(register.contains("Sample Reviewer One") && register.contains("Sample Sponsor"));
        assert!(!register.contains("cousin"), "more words are for staff");
    }
    let certifier = world.staff(Role::Certifier, 0).await;
    assert!(!certifier.open("/en/staff/disclosures").await.body.contains("cousin"), "nor for other people");
    let page = reviewer.open("/en/staff/disclosures").await.page().attributes("tbody td a", "href")[0].clone();
    assert_eq!(certifier.get(&page).await.status, StatusCode::NOT_FOUND);
    assert_eq!(press(&reviewer, &page, "end-form", &[("reason", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(press(&reviewer, &page, "end-form", &[("reason", "My cousin left")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(ground(&committee, who, group).await, tied, "nobody frees themselves from one day to the next");
    let register = world.app.visitor().open("/en/committees/disclosures").await.body;
    assert!(register.contains("My cousin left"), "an ended tie is kept with its reason");
    for (days, expected) in [(400, None), (300, Some((Ground::Disclosed(TieKind::Board), other)))] {
        let old = format!(
            "INSERT INTO disclosure (id, account, body, tie, words, recorded_by, starts_on, ends_on, end_reason, ended_by)
             VALUES (gen_random_uuid(), '{who}', '{other}', 'board', '', 'x', city_day() - 700, city_day() - {days}, 'x', '{who}')"
        );
        world.app.databases.civic(&old).await.unwrap();
        assert_eq!(ground(&committee, who, other).await, expected, "ended {days} days ago");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seat_ties_for_twelve_months_and_to_those_the_body_sponsors() {
    let committee = Committee::open().await;
    let databases = &committee.world.app.databases;
    let (sponsor, group) = (organisation(&committee, "Sample Sponsor").await, organisation(&committee, "Sample Group").await);
    databases.civic(&format!("UPDATE body SET sponsor = '{sponsor}' WHERE id = '{group}'")).await.unwrap();
    for (index, (start, end, expected)) in [
        ("city_day() - 700", "city_day() - 400", None),
        ("city_day() - 700", "city_day() - 300", Some(group)),
        ("city_day()", "NULL", Some(group)),
    ]
    .into_iter()
    .enumerate()
    {
        let who = committee.people[index];
        let term = format!(
            "INSERT INTO membership (body, account, seat, starts_on, ends_on) VALUES ('{group}', '{who}', 'member', {start}, {end})"
        );
        databases.civic(&term).await.unwrap();
        assert_eq!(ground(&committee, who, group).await, expected.map(|body| (Ground::Membership, body)), "{start} {end}");
        assert_eq!(ground(&committee, who, sponsor).await, expected.map(|body| (Ground::Membership, body)), "the sponsor too");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_record_a_tie_for_someone_and_nobody_else_does() {
    let committee = Committee::open().await;
    let (world, body) = (&committee.world, committee.body.to_string());
    let lead = world.staff(Role::ProgramStaff, 0).await;
    let trustee = world.staff(Role::Trustee, 0).await;
    let reviewer = super::account(world, Role::Reviewer, 1).await.to_string();
    let form = trustee.open("/en/staff/disclosures").await.page().form("tie-form");
    let form = form.fill("account", &reviewer).fill("body", &body).fill("tie", "board");
    assert_eq!(trustee.send(&form).await.status, StatusCode::FORBIDDEN);
    let fields = [("account", reviewer.as_str()), ("body", body.as_str()), ("tie", "board"), ("words", "")];
    assert_eq!(press(&lead, "/en/staff/disclosures", "tie-form", &fields).await.status, StatusCode::SEE_OTHER);
    let listed = lead.open("/en/staff/disclosures").await;
    assert!(listed.body.contains("Sample Reviewer Two"));
    let who = super::account(world, Role::Reviewer, 1).await;
    assert!(ground(&committee, who, committee.body).await.is_some());
    let page = listed.page().attributes("tbody td a", "href")[0].clone();
    assert_eq!(press(&lead, &page, "end-form", &[("reason", "It was another person")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(ground(&committee, who, committee.body).await, None, "a mistake that someone else takes back ends at once");
}
