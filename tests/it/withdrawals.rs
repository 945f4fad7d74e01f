//! A proposal that two people take back between the freeze and the canvass keeps its votes and gets no money.

use reparto::{base::Role, platform::migrations};
use reqwest::StatusCode;

use crate::{
    console::{canvass, count, press},
    support::{
        Visitor,
        app::Reply,
        world::{World, votes},
    },
};

const CYCLE: &str = "/en/staff/cycles/sample-1";
const NOTICES: &str = "/en/staff/cycles/sample-1/notices";

async fn propose(person: &Visitor, number: &str) -> Reply {
    let words = [("words-en", "The host closed its doors."), ("words-es", "El anfitrión cerró sus puertas.")];
    press(person, NOTICES, "notice", &[("zone", "BOY"), ("number", number), ("kind", "withdrawal"), words[0], words[1]]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_two_people_take_back_before_the_canvass_is_not_funded() {
    let world = World::open().await;
    let (lead, certifier) = (world.staff(Role::ProgramStaff, 0).await, world.staff(Role::Certifier, 0).await);
    for (phone, pick) in [("2135551501", 1), ("2135551502", 2), ("2135551503", 2)] {
        world.vote("BOY", phone, &[pick]).await;
    }
    assert_eq!(propose(&lead, "2").await.status, StatusCode::SEE_OTHER);
    let agree = certifier.open(NOTICES).await.page().form("agree-BOY-2-1");
    assert_eq!(certifier.send(&agree).await.status, StatusCode::SEE_OTHER);
    assert_eq!(propose(&lead, "2").await.status, StatusCode::CONFLICT, "nothing is taken back twice");
    assert_eq!(propose(&lead, "1").await.status, StatusCode::SEE_OTHER);
    let late = certifier.open(NOTICES).await.page().form("agree-BOY-1-1");
    let (_, review) = world.at_review("BOY", "en", &[2]).await;
    assert!(review.body.contains("get money any more"), "a voter learns it before casting");
    let guide = world.app.visitor();
    let guide = guide.client.get(format!("{}/en/zones/BOY/guide.pdf", guide.url)).send().await.unwrap();
    let guide = lopdf::Document::load_mem(&guide.bytes().await.unwrap()).unwrap();
    let pages: Vec<u32> = guide.get_pages().into_keys().collect();
    let words: String = guide.extract_text(&pages).unwrap().split_whitespace().collect();
    assert!(words.contains("Takenback:Thehostcloseditsdoors."), "the printed guide too");

    // A withdrawal from before counts knew of them: its acts tell no verifier to leave the proposal out.
    let old = "INSERT INTO ballot_notice (contest, number, version, kind, words, proposed_by, proposed_at, confirmed_by, confirmed_at)
        SELECT contest, 1, 2, kind, words, proposed_by, proposed_at, confirmed_by, confirmed_at FROM ballot_notice WHERE number = 2";
    world.app.databases.civic(old).await.unwrap();

    press(&lead, &format!("{CYCLE}/close"), "close-form", &[("reason", "rehearsal")]).await;
    let sheet = lead.open(&format!("{CYCLE}/canvass/BOY")).await.body;
    let waiting = world.app.visitor().open("/en/results/sample-1/BOY").await.body;
    assert!(waiting.contains("The host closed its doors."), "also while nobody knows the result");
    assert!(sheet.contains("Taken back, so they can") && sheet.contains("no proposal of this zone can be taken back"));
    canvass(&world, &lead).await;
    assert_eq!(certifier.send(&late).await.status, StatusCode::CONFLICT, "after the canvass the count stands");
    assert_eq!(propose(&lead, "3").await.status, StatusCode::CONFLICT);
    let confirm = "SET ROLE reparto_civic; UPDATE ballot_notice SET confirmed_at = now(),
        confirmed_by = (SELECT id FROM account WHERE id <> proposed_by LIMIT 1) WHERE number = 1";
    let refused = migrations::execute(&world.app.databases.civic_owner, &[confirm]).await.unwrap_err();
    assert!(format!("{refused:#}").contains("canvass of this zone is confirmed"), "{refused:#}");

    let result = count(&world, &lead, "BOY").await;
    let counted = votes(&result);
    assert_eq!((counted.get(&1), counted.get(&2)), (Some(&1), Some(&2)), "its votes are listed");
    let words = result.text("main").unwrap();
    assert!(words.contains("Two people of the City took it back before the count"), "{words}");
    let record = "SELECT string_agg(f ->> 'number', ',') AS t FROM tally_run, jsonb_array_elements(outcome -> 'funded') f";
    assert_eq!(world.app.databases.civic_text(record).await, "1", "the one with fewer votes is funded");
}
