//! Receipts: the promise at once, the proof from the log, finding a ballot without saying which, and the ballot that is
//! missing (T10, T12, T26).

use ballot::{entry::Entry, promise::Promise};
use chrono::Duration;
use ledger::{TlogProof, leaf_hash};
use reparto::{
    base::{Clock, Role},
    transparency::LogName,
};
use reqwest::StatusCode;

use super::{drain, fetched};
use crate::support::{TestApp, app::Reply, world::World};

/// A world in which ballots wait long for the log, and the clock stands still.
async fn slow_log() -> World {
    let change = |config: &mut reparto::config::Config| {
        config.log.batch = 1000;
        config.log.wait_seconds = 3600;
    };
    World::in_app(TestApp::with(change, Clock::fixed(Clock::System.now())).await).await
}

fn address(receipt: &Reply) -> String {
    format!("/en/receipt/{}", receipt.page().text(".code").unwrap().replace(' ', ""))
}

/// T12: the promise, the proof and a forged one, with nothing but the files and the public keys.
#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_is_proved_without_this_site() {
    let world = slow_log().await;
    let receipt = world.vote("BOY", "2135551301", &[1]).await;
    let page = address(&receipt);
    let visitor = world.app.visitor();
    let promise = Promise::from_text(&visitor.open(&format!("{page}/promise")).await.body).unwrap();
    let key = crate::ballotbox::frozen(&world).await.definition.receipt_key;
    promise.verify(&key).unwrap();
    assert!(!promise.is_due(world.app.clock.now().timestamp()), "never a promise that is due at once (T16)");
    assert!(promise.is_due(world.app.clock.now().timestamp() + 3 * 3600));
    let early = visitor.get(&format!("{page}/proof")).await;
    assert_eq!(early.status, StatusCode::SEE_OTHER, "there is no proof yet");
    world.vote("BOY", "2135551302", &[2]).await;
    drain(&world.app, LogName::Ballots).await;
    let text = visitor.open(&format!("{page}/proof")).await.body;
    let proof: TlogProof = text.parse().unwrap();
    let entry = proof.extra.clone().unwrap();
    assert_eq!(Entry::decode(&entry).unwrap().ciphertext_hash(), &promise.ciphertext_hash);
    let log = world.app.shared.logs.verifier(LogName::Ballots).unwrap();
    proof.verify(&leaf_hash(&entry), &log).unwrap();
    let neighbour = TlogProof { index: 1 - proof.index, ..proof };
    assert!(neighbour.verify(&leaf_hash(&entry), &log).is_err(), "a proof for the neighbour's line");
    assert!(visitor.open(&page).await.page().texts("ol.states li").iter().any(|state| state.contains("public log")));
}

/// T26: two receipts differ in their numbers alone.
#[tokio::test(flavor = "multi_thread")]
async fn receipts_of_different_votes_are_the_same_page() {
    let world = slow_log().await;
    let mut pages = Vec::new();
    for (phone, picks) in [("2135551311", &[1_u16, 2, 3][..]), ("2135551312", &[])] {
        let receipt = world.vote("BOY", phone, picks).await;
        let page = world.app.visitor().open(&address(&receipt)).await;
        let digits = page.page().text(".code").unwrap();
        let shown = page.page();
        pages.push((shown.text("main").unwrap().replace(&digits, ""), page.body.len()));
    }
    assert_eq!(pages[0].0, pages[1].0);
    // The square code and the anti-forgery token vary a little by their own content.
    assert!(pages[0].1.abs_diff(pages[1].1) < 600, "{} and {} bytes", pages[0].1, pages[1].1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ballot_is_found_among_those_that_begin_alike() {
    let world = World::open().await;
    let receipt = world.vote("BOY", "2135551321", &[1]).await;
    let digits = receipt.page().text(".code").unwrap();
    let first: String = digits.chars().take(3).collect();
    drain(&world.app, LogName::Ballots).await;
    let page = world.app.visitor().open(&format!("/es/receipt/alike?first={first}")).await.page();
    assert!(page.texts("tbody th").contains(&digits));
    for odd in ["", "ab", "12", "%00%00%00"] {
        let told = world.app.visitor().get(&format!("/en/receipt/alike?first={odd}")).await;
        assert_eq!(told.status, reqwest::StatusCode::UNPROCESSABLE_ENTITY, "{odd}");
        assert_eq!(told.page().texts(".errors li"), ["Enter the first 3 numbers of your receipt"], "{odd}");
    }
    let other = if first == "999" { "998" } else { "999" };
    let none = world.app.visitor().open(&format!("/en/receipt/alike?first={other}")).await.page();
    assert_eq!(none.count("tbody tr"), 0, "nobody has such a receipt");
}

/// T10: a sequencer that silently drops a ballot is proved to have done it.
#[tokio::test(flavor = "multi_thread")]
async fn a_broken_promise_becomes_a_public_case_with_an_outcome() {
    let world = slow_log().await;
    let receipt = world.vote("BOY", "2135551331", &[1]).await;
    let (page, visitor) = (address(&receipt), world.app.visitor());
    let digits = receipt.page().text(".code").unwrap();
    let promise = visitor.open(&format!("{page}/promise")).await.body;
    let report = async |promise: &str| {
        let form = visitor.open("/en/receipt/missing").await.page().form("missing");
        visitor.send(&form.fill("receipt", &digits).fill("promise", promise)).await
    };
    let wait = report(&promise).await;
    assert!(wait.heading().contains("on its way"), "{}", wait.heading());
    assert_eq!(report("reparto-promise-1.AAAA").await.status, StatusCode::UNPROCESSABLE_ENTITY, "not a promise of ours");
    let other = world.vote("BOY", "2135551332", &[1]).await;
    let others = visitor.open(&format!("{}/promise", address(&other))).await.body;
    assert_eq!(report(&others).await.status, StatusCode::UNPROCESSABLE_ENTITY, "a promise for another ballot");
    // The malicious act: the entries never get into the log.
    world.app.databases.ballot_box("DELETE FROM outbox").await.unwrap();
    world.app.clock.set(world.app.clock.now() + Duration::hours(4));
    drain(&world.app, LogName::Ballots).await;
    let case = report(&promise).await;
    let number = case.page().text(".code").unwrap();
    assert!(number.starts_with("M-"), "{number}");
    assert_eq!(report(&promise).await.page().text(".code").as_deref(), Some(number.as_str()), "one case for one receipt");
    let audit = world.app.visitor().open("/en/audit").await.body;
    assert!(audit.contains(&number), "a broken promise is itself an act");
    settled(&world, &number).await;
    assert!(report("").await.body.contains("The disk lost it"), "the outcome is told to whoever asks");
}

async fn settled(world: &World, number: &str) {
    let lead = world.staff(Role::ProgramStaff, 0).await;
    let page = "/en/staff/cycles/sample-1/cases";
    let form = lead.open(page).await.page().form(&format!("case-{number}"));
    assert_eq!(lead.send(&form.clone().fill("outcome", "  ")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = lead.send(&form.fill("outcome", "The disk lost it. The voter voted again.")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(lead.open(page).await.page().count(&format!("form#case-{number}")), 0, "settled once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_without_a_promise_is_answered_from_the_log() {
    let world = World::open().await;
    let receipt = world.vote("BOY", "2135551341", &[1]).await;
    drain(&world.app, LogName::Ballots).await;
    let visitor = world.app.visitor();
    let digits = receipt.page().text(".code").unwrap();
    let send = async |digits: &str| {
        let form = visitor.open("/es/receipt/missing").await.page().form("missing").fill("receipt", digits);
        visitor.send(&form).await
    };
    assert!(send(&digits).await.page().count("p a") >= 1, "it is there");
    assert_eq!(send("1234").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let unknown = ballot::receipt::Receipt::of_hash(&ballot::DefinitionHash([7; 32]), "BOY", &[7; 32]).to_string();
    assert!(send(&unknown).await.page().text(".code").is_some_and(|number| number.starts_with("M-")));
    assert_eq!(fetched(&world.app, LogName::Ballots).await.1.len(), 1);
}
