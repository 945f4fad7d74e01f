//! T57: taking a pass out before the opening, by two people, each from the evidence; and never with one, or too late.

use ballot::entry::{Event, VoidReason};
use reparto::{base::Role, transparency::LogName};
use reqwest::StatusCode;

use crate::{
    console::{canvass, count, press},
    support::{Visitor, app::Reply, world::World},
};

const CYCLE: &str = "/en/staff/cycles/sample-1";

async fn propose(person: &Visitor, contact: &str, ground: &str) -> Reply {
    let fields = [("zone", "BOY"), ("contact", contact), ("ground", ground), ("reason", "Lives in another city")];
    press(person, &format!("{CYCLE}/voids"), "void-form", &fields).await
}

async fn agree(person: &Visitor, contact: &str) -> Reply {
    let page = person.open(&format!("{CYCLE}/voids")).await.page();
    let id = page.attribute("input[name=id]", "value").expect("something to agree to");
    person.send(&page.form(&format!("agree-{id}")).fill("contact", contact)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_take_a_fraudulent_ballot_out_without_seeing_it() {
    let world = World::open().await;
    for (phone, pick) in [("2135551401", 1), ("2135551402", 2), ("2135551403", 2)] {
        world.vote("BOY", phone, &[pick]).await;
    }
    let lead = world.staff(Role::ProgramStaff, 0).await;
    let certifier = world.staff(Role::Certifier, 0).await;
    let early = lead.open(&format!("{CYCLE}/voids")).await.page();
    assert_eq!(early.count("form#void-form"), 0, "not while people vote");
    press(&lead, &format!("{CYCLE}/close"), "close-form", &[("reason", "rehearsal")]).await;

    for (contact, ground) in
        [("2135559999", "fraud"), ("nonsense", "fraud"), (&world.pass("SKR", 0), "fraud"), ("2135551401", "whim")]
    {
        assert_eq!(propose(&lead, contact, ground).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{contact} {ground}");
    }
    assert_eq!(propose(&lead, "(213) 555-1401", "fraud").await.status, StatusCode::SEE_OTHER);
    assert_eq!(propose(&certifier, "2135551401", "fraud").await.status, StatusCode::UNPROCESSABLE_ENTITY, "decided once");
    assert_eq!(lead.open(&format!("{CYCLE}/voids")).await.page().count("input[name=id]"), 0, "nobody agrees with themselves");
    assert_eq!(agree(&certifier, "2135551402").await.status, StatusCode::UNPROCESSABLE_ENTITY, "another pass than proposed");
    assert_eq!(agree(&certifier, "2135551401").await.status, StatusCode::SEE_OTHER);

    world.app.shared.logs.drain(&world.app.state(), LogName::Ballots).await.unwrap();
    let mut entries = Vec::new();
    for entry in logged(&world).await {
        entries.push(ballot::entry::Entry::decode(&entry).unwrap().event);
    }
    let void = entries.iter().find_map(|event| match event {
        Event::Void { reason, act, .. } => Some((*reason, *act)),
        _ => None,
    });
    let (reason, act) = void.expect("an entry that says so");
    assert_eq!(reason, VoidReason::Fraud);
    world.app.shared.logs.drain(&world.app.state(), LogName::Acts).await.unwrap();
    let acts = reparto::transparency::read_published(
        &world.app.shared.logs.files(LogName::Acts),
        LogName::Acts,
        crate::ballotbox::frozen(&world).await.definition.log_key,
    )
    .unwrap();
    assert!(acts.entries.iter().any(|entry| ledger::leaf_hash(entry).0 == act), "it names the decision in the log of acts");

    let sheet = lead.open(&format!("{CYCLE}/canvass/BOY")).await.page();
    assert_eq!(sheet.count(".errors li"), 0, "the sheet adds up: {:?}", sheet.texts(".errors li"));
    let audit = world.app.visitor().open("/es/audit").await;
    assert!(
        audit.body.contains("Lives in another city") && !audit.body.contains("5551401"),
        "the reason is public, the person is not"
    );
    counted_without_it(&world, &lead).await;
    assert_eq!(lead.open(&format!("{CYCLE}/voids")).await.page().count("form#void-form"), 0, "too late after the cut");
}

async fn logged(world: &World) -> Vec<Vec<u8>> {
    let key = crate::ballotbox::frozen(world).await.definition.log_key;
    reparto::transparency::read_published(&world.app.shared.logs.files(LogName::Ballots), LogName::Ballots, key).unwrap().entries
}

async fn counted_without_it(world: &World, lead: &Visitor) {
    canvass(world, lead).await;
    let counted = crate::support::world::votes(&count(world, lead, "BOY").await);
    assert_eq!((counted.get(&1), counted.get(&2)), (Some(&0), Some(&2)), "the ballot that was taken out is not counted");
}
