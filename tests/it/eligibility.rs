//! Codes: guessing, replaying, expiry, flooding, and what the databases keep of a person.

use chrono::Duration;
use reqwest::StatusCode;

use crate::support::{TestApp, world::World};

async fn errors(reply: &crate::support::app::Reply) -> String {
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", reply.heading());
    reply.page().text(".errors li").unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn five_wrong_guesses_end_a_code_even_in_parallel() {
    let world = World::open().await;
    let (visitor, _) = world.at_review("BOY", "en", &[1]).await;
    let right = world.to_cast_form(&visitor, "BOY", "2135550120").await;
    let code = right.fields.iter().find(|(k, _)| k == "code").unwrap().1.clone();
    let wrong = right.clone().fill("code", if code == "111111" { "222222" } else { "111111" });
    let guesses = (0..30).map(|_| {
        let (visitor, form) = (visitor.clone(), wrong.clone());
        tokio::spawn(async move { visitor.send(&form).await.status })
    });
    for guess in guesses {
        assert_eq!(guess.await.unwrap(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    errors(&visitor.send(&right).await).await;
    assert_eq!(super::ballotbox::live(&world.app, "BOY").await, 0, "the right code came too late");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_works_only_in_the_journey_that_asked_for_it() {
    let world = World::open().await;
    let (first, _) = world.at_review("BOY", "en", &[1]).await;
    let form = world.to_cast_form(&first, "BOY", "2135550121").await;
    let code = form.fields.iter().find(|(k, _)| k == "code").unwrap().1.clone();
    let (second, _) = world.at_review("BOY", "en", &[2]).await;
    let other = world.to_cast_form(&second, "BOY", "2135550122").await;
    let own = other.fields.iter().find(|(k, _)| k == "code").unwrap().1.clone();
    if own != code {
        errors(&second.send(&other.fill("code", &code)).await).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_code_brings_a_new_one_and_the_choices_stay() {
    let world = World::in_app(TestApp::with_fixed_clock().await).await;
    let (visitor, _) = world.at_review("BOY", "es", &[1, 2]).await;
    let old = world.to_cast_form(&visitor, "BOY", "2135550123").await;
    world.app.clock.set(world.app.clock.now() + Duration::minutes(11));
    let before = world.app.messages().await;
    errors(&visitor.send(&old).await).await;
    assert_eq!(world.app.messages().await, before + 1, "the new code is on its way");
    let fresh = visitor.open("/es/vote/BOY/code").await.page().form("cast-form");
    let code = world.app.code_for("+12135550123").await;
    assert_eq!(visitor.open("/es/vote/BOY/review").await.page().count("dl.summary dt"), 2);
    visitor.go(&fresh.fill("code", &code)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn older_codes_work_until_their_own_end() {
    let world = World::in_app(TestApp::with_fixed_clock().await).await;
    let (visitor, _) = world.at_review("BOY", "en", &[1]).await;
    let first = world.to_cast_form(&visitor, "BOY", "2135550124").await;
    world.app.clock.set(world.app.clock.now() + Duration::seconds(40));
    let help = visitor.open("/en/vote/BOY/code/help").await.page();
    visitor.go(&help.form("again-form")).await;
    visitor.go(&first).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_are_not_sent_faster_than_every_thirty_seconds_nor_without_end() {
    let world = World::in_app(TestApp::with_fixed_clock().await).await;
    let (visitor, _) = world.at_review("BOY", "en", &[1]).await;
    world.to_cast_form(&visitor, "BOY", "2135550125").await;
    let before = world.app.messages().await;
    let help = visitor.open("/en/vote/BOY/code/help").await.page();
    let told = visitor.go(&help.form("again-form")).await;
    assert!(told.page().count(".inset") >= 1, "told to wait");
    assert_eq!(world.app.messages().await, before);
    let other = visitor.open("/en/vote/BOY/verify/email").await.page().form("email-form").fill("email", "ana@example.org");
    let told = visitor.go(&other).await;
    assert!(told.body.contains("We did not send a new code"), "{}", told.heading());
    assert!(told.body.contains("0125") && !told.body.contains("example.org"), "a code went to the phone alone");
    assert_eq!(world.app.messages().await, before);
    let (stranger, _) = world.at_review("BOY", "en", &[1]).await;
    assert_eq!(stranger.get("/en/vote/BOY/code/help").await.status, StatusCode::SEE_OTHER, "no code, no page");
    for _ in 0..10 {
        world.app.clock.set(world.app.clock.now() + Duration::seconds(31));
        visitor.go(&help.form("again-form")).await;
    }
    assert!(world.app.messages().await <= before + 5, "a journey has an end of codes");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_cannot_lock_a_person_out() {
    let world = World::in_app(TestApp::with_fixed_clock().await).await;
    for _ in 0..12 {
        let (stranger, _) = world.at_review("BOY", "en", &[1]).await;
        let page = stranger.open("/en/vote/BOY/verify").await.page();
        stranger.go(&page.form("phone-form").fill("phone", "2135550126")).await;
        world.app.clock.set(world.app.clock.now() + Duration::seconds(31));
    }
    assert_eq!(world.app.messages().await, 10, "one phone is not flooded");
    let (person, _) = world.at_review("BOY", "en", &[3]).await;
    let page = person.open("/en/vote/BOY/verify/email").await.page();
    let code_page = person.go(&page.form("email-form").fill("email", "person@example.org")).await;
    let code = world.app.code_for("person@example.org").await;
    person.go(&code_page.page().form("cast-form").fill("code", &code)).await;
}

/// EL-6: a phone that has voted gets the same answer as one that has not.
#[tokio::test(flavor = "multi_thread")]
async fn a_known_phone_is_answered_like_an_unknown_one() {
    let world = World::in_app(TestApp::with_fixed_clock().await).await;
    world.vote("BOY", "2135550127", &[1]).await;
    world.app.clock.set(world.app.clock.now() + Duration::minutes(1));
    let mut answers = Vec::new();
    for phone in ["2135550127", "2135550128"] {
        let (visitor, _) = world.at_review("BOY", "en", &[1]).await;
        let page = visitor.open("/en/vote/BOY/verify").await.page();
        let reply = visitor.send(&page.form("phone-form").fill("phone", phone)).await;
        answers.push((reply.status, reply.location));
    }
    assert_eq!(answers[0], answers[1]);
}

/// T37: nothing in the civic database leads back to a phone without the key outside it.
#[tokio::test(flavor = "multi_thread")]
async fn the_databases_keep_no_phone_no_address_and_no_code() {
    let world = World::open().await;
    world.vote("BOY", "2135550129", &[4]).await;
    let (visitor, _) = world.at_review("BOY", "en", &[1]).await;
    let page = visitor.open("/en/vote/BOY/verify/email").await.page();
    visitor.send(&page.form("email-form").fill("email", "hidden.person@example.org")).await;
    for url in [&world.app.databases.civic_owner, &world.app.databases.box_owner] {
        let binaries = reparto::platform::private_postgres::find_binaries().unwrap();
        let dump = std::process::Command::new(binaries.join("pg_dump")).arg(url).output().unwrap();
        assert!(dump.status.success(), "{}", String::from_utf8_lossy(&dump.stderr));
        let text = String::from_utf8_lossy(&dump.stdout);
        for secret in ["2135550129", "555-0129", "hidden.person", "hidden.p"] {
            assert!(!text.contains(secret), "{secret} stands in a dump");
        }
        let plain = hex::encode(ballot::canonical::sha256(&[b"+12135550129"]));
        assert!(!text.contains(&plain), "a plain hash of a phone can be reversed in minutes");
    }
}
