//! The staff pages and the public ones: who opens what, sponsors, parts in cycles, long names, empty states.

use reparto::base::Role;
use reqwest::StatusCode;

use super::Committee;
use crate::{
    console::press,
    support::{Visitor, app::Reply, world::World},
};

const NEW: &str = "/en/staff/bodies/new?kind=organisation";

async fn organisation(lead: &Visitor, name: &str, sort: &str, tax: &str, sponsor: &str) -> Reply {
    let fields =
        [("name", name), ("sort", sort), ("tax", tax), ("sponsor", sponsor), ("web", "example.org"), ("languages", "es")];
    press(lead, NEW, "body-form", &fields).await
}

fn id(reply: &Reply) -> String {
    reply.location.as_deref().expect("a new page").rsplit('/').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn sponsors_are_asked_for_and_never_go_in_a_circle() {
    let world = World::open().await;
    let lead = world.staff(Role::ProgramStaff, 0).await;
    let refused = organisation(&lead, "Sample Neighbors", "resident_group", "no", "").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.page().attribute("#name", "value").as_deref(), Some("Sample Neighbors"));
    assert!(refused.page().texts(".errors li")[0].contains("sponsor"));
    let first = id(&organisation(&lead, "Sample First", "nonprofit", "yes", "").await);
    let second = id(&organisation(&lead, "Sample Second", "nonprofit", "yes", &first).await);
    let group = id(&organisation(&lead, "Sample Neighbors", "resident_group", "no", &second).await);
    for (sponsor, words) in [(&second, "through this one"), (&group, "able to take money")] {
        let reply = press(&lead, &format!("/en/staff/bodies/{first}"), "body-form", &[("sponsor", sponsor)]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reply.page().texts(".errors li")[0].contains(words), "{:?}", reply.page().texts(".errors li"));
    }
    let text = format!(
        "{:#}",
        world.app.databases.civic(&format!("UPDATE body SET sponsor = '{second}' WHERE id = '{first}'")).await.unwrap_err()
    );
    assert!(text.contains("circle"), "whoever asks: {text}");
    let shown = world.app.visitor().open(&format!("/es/committees/{group}")).await.body;
    assert!(shown.contains("Sample Second") && shown.contains("Grupo de residentes") && shown.contains("https://example.org"));
    assert!(
        world.app.visitor().open("/en/committees/Sample%20First").await.body.contains("Sample Second"),
        "by name, with whom it sponsors"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_a_group_does_in_a_cycle_stands_in_one_place() {
    let world = World::open().await;
    let lead = world.staff(Role::ProgramStaff, 0).await;
    let id = id(&organisation(&lead, "Sample First", "nonprofit", "yes", "").await);
    let page = format!("/en/staff/bodies/{id}");
    let give = async |part: &str| {
        press(&lead, &page, "part-form", &[("cycle", "sample-1"), ("part", part), ("note", "Two sites")]).await
    };
    assert_eq!(
        press(&lead, &page, "part-form", &[("cycle", ""), ("part", ""), ("note", "Kept")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    for part in ["proposer", "host_site"] {
        assert_eq!(give(part).await.status, StatusCode::SEE_OTHER, "{part}");
    }
    let twice = give("proposer").await;
    assert_eq!(
        (twice.status, twice.page().attribute("#note", "value").as_deref()),
        (StatusCode::UNPROCESSABLE_ENTITY, Some("Two sites"))
    );
    let public = format!("/en/committees/{id}");
    let shown = world.app.visitor().open(&public).await.body;
    assert!(shown.contains("Writes proposals") && shown.contains("Lends a place") && shown.contains("Two sites"));
    press(&lead, &page, "drop-sample-1-host_site", &[]).await;
    assert!(!world.app.visitor().open(&public).await.body.contains("Lends a place"));
    assert!(world.app.visitor().open("/en/committees/disclosures").await.body.contains("Groups with a part"));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_person_opens_what_is_theirs() {
    let committee = Committee::open().await;
    let world = &committee.world;
    let (lead, trustee) = (world.staff(Role::ProgramStaff, 0).await, world.staff(Role::Trustee, 0).await);
    let (stranger, proposer) = (world.staff(Role::CommitteeMember, 3).await, world.staff(Role::Proposer, 0).await);
    let anyone = world.app.visitor();
    let (members, edit) = (committee.work("members"), format!("/en/staff/bodies/{}", committee.body));
    for page in ["members", "meetings", "vote"].map(|page| committee.work(page)) {
        lead.open(&page).await;
        for (who, expected) in [
            (&stranger, StatusCode::FORBIDDEN),
            (&proposer, StatusCode::FORBIDDEN),
            (&trustee, StatusCode::FORBIDDEN),
            (&anyone, StatusCode::UNAUTHORIZED),
        ] {
            assert_eq!(who.get(&page).await.status, expected, "{page}");
        }
    }
    for (who, expected) in [(&lead, StatusCode::OK), (&stranger, StatusCode::FORBIDDEN), (&trustee, StatusCode::FORBIDDEN)] {
        assert_eq!(who.get(&edit).await.status, expected);
    }
    assert!(stranger.open("/en/committee").await.body.contains("You do not belong to a group yet"));
    assert_eq!(trustee.get("/en/committee").await.status, StatusCode::FORBIDDEN);
    let links = |reply: &Reply| reply.page().attributes("main a", "href");
    assert!(links(&lead.open("/en/staff").await).contains(&"/en/staff/bodies".to_owned()));
    assert!(!links(&trustee.open("/en/staff").await).contains(&"/en/staff/bodies".to_owned()));
    assert!(lead.open(&members).await.page().count("form#invite-form") == 1, "staff may invite too");
}

#[tokio::test(flavor = "multi_thread")]
async fn empty_pages_say_so_and_long_names_fit_or_are_kept() {
    let world = World::open().await;
    for (page, words) in [
        ("/en/committees", "none yet"),
        ("/es/committees", "Todavía no hay"),
        ("/es/committees/disclosures", "No hay lazos"),
        ("/en/events", "No events"),
    ] {
        assert!(world.app.visitor().open(page).await.body.contains(words), "{page}");
    }
    assert_eq!(world.app.visitor().get("/en/committees/nobody").await.status, StatusCode::NOT_FOUND);
    let lead = world.staff(Role::ProgramStaff, 0).await;
    let longest = "Ñandú ".repeat(20);
    let too_long = format!("{}x", longest.trim_end().to_owned() + " y");
    assert_eq!(longest.trim().chars().count(), 119);
    assert_eq!(organisation(&lead, &longest, "school", "yes", "").await.status, StatusCode::SEE_OTHER);
    let reply = organisation(&lead, &too_long, "school", "yes", "").await;
    assert_eq!(
        (reply.status, reply.page().attribute("#name", "value")),
        (StatusCode::UNPROCESSABLE_ENTITY, Some(too_long.clone()))
    );
    assert!(world.app.visitor().open("/es/committees").await.body.contains(longest.trim()));
    let taken = organisation(&lead, &longest, "school", "yes", "").await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (kind, field, value) in
        [("organisation", "sort", "club"), ("organisation", "web", "javascript:alert(1)"), ("committee", "zone", "")]
    {
        let page = format!("/en/staff/bodies/new?kind={kind}");
        let fields = [("name", "Sample Fourth"), ("sort", "school"), ("tax", "yes"), (field, value)];
        let sent: Vec<_> = fields.into_iter().filter(|(name, _)| kind == "organisation" || *name != "sort").collect();
        assert_eq!(press(&lead, &page, "body-form", &sent).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
    }
}
