//! Zones, their other names, and finding them.

use reparto::base::Role;
use reqwest::StatusCode;

use super::{refused, saved};
use crate::support::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn a_zone_is_found_by_its_other_names_and_nearly_by_its_own() {
    let world = World::open().await;
    let lead = world.staff(Role::ProgramStaff, 0).await;
    saved(&lead, "/en/staff/zones/WLK", "zone-form", &[("aliases", "Pico Union\nMacArthur Park\n")]).await;
    assert!(lead.open("/es/staff/zones").await.body.contains("Otros nombres: MacArthur Park, Pico Union"));
    let find = async |typed: &str| {
        let anyone = world.app.visitor();
        let form = anyone.open("/en/vote").await.page().form("zone-form").fill("address", typed);
        anyone.send(&form).await
    };
    assert_eq!(find("macarthur  park").await.location.as_deref(), Some("/en/vote/WLK"));
    let near = find("Boyle Hts").await;
    assert_eq!(near.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(near.page().texts(".errors li"), ["Did you mean Boyle Heights? Choose it from the list"]);
    assert!(near.page().form("zone-form").fields.contains(&("zone".to_owned(), "BOY".to_owned())), "chosen already");
    assert!(find("Nowhere at all").await.page().texts(".errors li")[0].contains("could not find"));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_two_zones_go_by_one_name() {
    let world = World::open().await;
    let lead = world.staff(Role::ProgramStaff, 0).await;
    let new = "/en/staff/zones/new";
    for (fields, words) in [
        ([("code", "b y"), ("name", "X"), ("aliases", "")], "Enter a code"),
        ([("code", "BOY"), ("name", "X"), ("aliases", "")], "Another zone has this code"),
        ([("code", "NEW"), ("name", ""), ("aliases", "")], "Enter a name"),
        ([("code", "NEW"), ("name", "westlake"), ("aliases", "")], "leads to zone WLK already"),
        ([("code", "NEW"), ("name", "Newtown"), ("aliases", "Boyle  Heights")], "leads to zone BOY already"),
    ] {
        refused(&lead, new, "zone-form", &fields, words).await;
    }
    saved(&lead, new, "zone-form", &[("code", "new"), ("name", "Newtown"), ("neighbourhoods", "North\nSouth")]).await;
    let page = lead.open("/en/staff/zones/NEW").await.page().form("zone-form");
    assert!(page.fields.contains(&("neighbourhoods".to_owned(), "North\nSouth".to_owned())), "{:?}", page.fields);
    assert!(world.app.visitor().open("/en/audit").await.body.contains("Zone NEW, Newtown, was saved."));
    assert!(!world.app.visitor().open("/en/zones").await.body.contains("Newtown"), "in no public cycle yet");
    assert_eq!(lead.get("/en/staff/zones/XYZ").await.status, StatusCode::NOT_FOUND);
}
