//! After the close: canvass, cutting the links, opening with shares, counting, two signatures, corrections.

use reparto::base::Role;
use reqwest::StatusCode;

use crate::support::{
    Visitor,
    app::Reply,
    html::Document,
    world::{World, votes},
};

const CYCLE: &str = "/en/staff/cycles/sample-1";

/// Presses the button of a form on a console page.
pub async fn press(visitor: &Visitor, page: &str, form: &str, fields: &[(&str, &str)]) -> Reply {
    let mut filled = visitor.open(page).await.page().form(form);
    for (name, value) in fields {
        filled = filled.fill(name, value);
    }
    visitor.send(&filled).await
}

fn zones(world: &World) -> Vec<String> {
    world.facts.passes.keys().cloned().collect()
}

async fn close(world: &World, lead: &Visitor) {
    let reply = press(lead, &format!("{CYCLE}/close"), "close-form", &[("reason", "rehearsal ends early")]).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.heading());
    canvass(world, lead).await;
}

async fn open_ballots(world: &World) -> Vec<Visitor> {
    let mut trustees = Vec::new();
    for index in 0..3 {
        let trustee = world.staff(Role::Trustee, index).await;
        let reply = press(&trustee, &format!("{CYCLE}/open"), "open-form", &[("share", &world.facts.shares[index])]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{:?}", reply.page().texts(".errors li"));
        trustees.push(trustee);
    }
    trustees
}

/// Confirms the sheet of every zone.
pub async fn canvass(world: &World, lead: &Visitor) {
    for zone in zones(world) {
        let page = format!("{CYCLE}/canvass/{zone}");
        assert_eq!(press(lead, &page, "canvass-form", &[]).await.status, StatusCode::SEE_OTHER, "{zone}");
    }
}

/// From confirmed sheets to the public page of a zone's count.
pub async fn count(world: &World, lead: &Visitor, zone: &str) -> Document {
    press(lead, &format!("{CYCLE}/cut"), "cut-form", &[]).await;
    let trustees = open_ballots(world).await;
    assert_eq!(world.second_opening(lead, &trustees[2]).await.status, StatusCode::SEE_OTHER);
    press(lead, &format!("{CYCLE}/result/{zone}"), "count-form", &[]).await;
    world.app.visitor().open(&format!("/en/results/sample-1/{zone}")).await.page()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vote_goes_from_phone_to_certified_result() {
    let world = World::open().await;
    for (index, picks) in [&[1, 2][..], &[2], &[2, 5], &[5, 1, 12], &[]].iter().enumerate() {
        world.vote("BOY", &format!("21355502{index:02}"), picks).await;
    }
    world.vote("BOY", "2135550200", &[9]).await; // The first voter changes the vote.
    let lead = world.staff(Role::ProgramStaff, 0).await;
    close(&world, &lead).await;
    assert_eq!(press(&lead, &format!("{CYCLE}/cut"), "cut-form", &[]).await.status, StatusCode::SEE_OTHER);
    let trustees = open_ballots(&world).await;
    let result = format!("{CYCLE}/result/BOY");
    let early = press(&lead, &result, "count-form", &[]).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "not before the second opening");
    let wrong = lead.open(&format!("{CYCLE}/second")).await.page().form("second-form").fill("hashes", "BOY 00");
    assert_eq!(lead.send(&wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(world.second_opening(&lead, &trustees[0]).await.status, StatusCode::SEE_OTHER);
    let public = "/en/results/sample-1/BOY";
    let waiting = world.app.visitor().open(public).await;
    assert_eq!(waiting.page().count("table.bars"), 0, "nothing is shown before the count");
    assert_eq!(press(&lead, &result, "count-form", &[]).await.status, StatusCode::SEE_OTHER);
    let unofficial = world.app.visitor().open(public).await;
    assert!(unofficial.heading().to_lowercase().contains("unofficial"), "{}", unofficial.heading());
    let counted = votes(&unofficial.page());
    let expected = [(2, 2), (5, 2), (1, 1), (9, 1), (12, 1), (3, 0)];
    for (number, wanted) in expected {
        assert_eq!(counted.get(&number), Some(&wanted), "proposal {number}: {counted:?}");
    }
    assert_eq!(counted.len(), 12, "every proposal is listed, won or lost");
    let one = world.staff(Role::Certifier, 0).await;
    let name = world.name(Role::Certifier, 0);
    assert_eq!(press(&one, &result, "certify-form", &[("name", "Somebody Else")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mine = one.open(&result).await.page().form("certify-form").fill("name", &name);
    assert_eq!(one.send(&mine).await.status, StatusCode::SEE_OTHER);
    assert_eq!(one.send(&mine).await.status, StatusCode::UNPROCESSABLE_ENTITY, "two different people");
    assert!(world.app.visitor().open(public).await.heading().to_lowercase().contains("unofficial"));
    let two = world.staff(Role::Certifier, 1).await;
    assert_eq!(
        press(&two, &result, "certify-form", &[("name", &world.name(Role::Certifier, 1))]).await.status,
        StatusCode::SEE_OTHER
    );
    let official = world.app.visitor().open(public).await;
    let heading = official.heading().to_lowercase();
    assert!(heading.contains("official") && !heading.contains("unofficial"), "{heading}");
    let spanish = world.app.visitor().open("/es/results/sample-1/BOY").await;
    assert_eq!(votes(&spanish.page()), counted);
    recounted(&world, &official, public).await;
    let seen = two.open(&result).await.page();
    assert_eq!(seen.count("form#certify-form"), 0, "nothing is left to sign");
    corrected(&lead, &result, public).await;
    let first = one.open(&result).await.page().form("certify-form").fill("name", &name);
    assert_eq!(press(&lead, &result, "correct-form", &[("reason", "and once more")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(one.send(&first).await.status, StatusCode::CONFLICT, "the same figures, with a reason that was not read");
    assert_eq!(press(&one, &result, "certify-form", &[("name", &name)]).await.status, StatusCode::SEE_OTHER);
    let signed = one.open(&result).await.page();
    assert_eq!(signed.count("form#certify-form"), 0, "who signed is not asked again");
}

async fn recounted(world: &World, official: &Reply, public: &str) {
    // Anyone recounts: the file's ballots by the file's rule give the same funded proposals.
    let file = world.app.visitor().open(&format!("{public}/ballots.pb")).await.body;
    let parsed = tally::pb::read(file.as_bytes()).unwrap();
    let outcome = tally::count(
        &parsed.election,
        tally::RuleId::GreedyVotes,
        &tally::RuleOptions { skip_unvoted: true, ..Default::default() },
    )
    .unwrap();
    let recounted: std::collections::BTreeSet<String> =
        outcome.winners.iter().map(|&i| parsed.election.projects[i].id.clone()).collect();
    let published: std::collections::BTreeSet<String> =
        parsed.election.projects.iter().filter(|p| p.selected == Some(1)).map(|p| p.id.clone()).collect();
    assert_eq!(recounted, published);
    let record = world.app.visitor().open(&format!("{public}/count.json")).await.body;
    let hash = hex::encode(ballot::canonical::sha256(&[record.as_bytes()]));
    assert!(official.body.contains(&hash), "the signed hash is that of the published record");
    let checks = verify::result::check(record.as_bytes(), file.as_bytes(), Some(&hash)).unwrap();
    assert!(checks.iter().all(|check| check.holds) && checks.len() >= 9, "the outsider's program agrees");
}

async fn corrected(lead: &Visitor, result: &str, public: &str) {
    assert_eq!(press(lead, result, "correct-form", &[("reason", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(press(lead, result, "correct-form", &[("reason", "a recount was asked for")]).await.status, StatusCode::SEE_OTHER);
    let page = lead.open(public).await;
    assert!(page.heading().to_lowercase().contains("unofficial"), "a new version starts unsigned");
    assert!(page.body.contains("a recount was asked for"), "the reason is public");
}

#[tokio::test(flavor = "multi_thread")]
async fn steps_cannot_be_taken_out_of_order() {
    let world = World::open().await;
    let lead = world.staff(Role::ProgramStaff, 0).await;
    let trustee = world.staff(Role::Trustee, 0).await;
    let csrf = |page: &crate::support::html::Document| page.attribute("input[name=csrf]", "value").unwrap();
    let token = csrf(&lead.open(CYCLE).await.page());
    let direct = |path: &str, fields: &[(&str, &str)]| crate::support::html::Form {
        action: format!("{CYCLE}/{path}"),
        fields: fields
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .chain([("csrf".to_owned(), token.clone())])
            .collect(),
    };
    for path in ["canvass/BOY", "cut", "count/BOY"] {
        assert_eq!(lead.send(&direct(path, &[])).await.status, StatusCode::CONFLICT, "{path} before the close");
    }
    assert_eq!(
        lead.send(&direct("close", &[("reason", " ")])).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "early closing needs a reason"
    );
    let early = crate::support::html::Form {
        action: format!("{CYCLE}/open"),
        fields: vec![
            ("share".to_owned(), world.facts.shares[0].clone()),
            ("csrf".to_owned(), csrf(&trustee.open(CYCLE).await.page())),
        ],
    };
    assert_eq!(trustee.send(&early).await.status, StatusCode::CONFLICT, "no share before the links are cut");
    close(&world, &lead).await;
    assert_eq!(lead.send(&direct("close", &[("reason", "again")])).await.status, StatusCode::CONFLICT);
    assert_eq!(lead.send(&direct("canvass/BOY", &[])).await.status, StatusCode::CONFLICT, "confirmed once");
    assert_eq!(trustee.send(&early).await.status, StatusCode::CONFLICT, "still not cut");
    assert_eq!(lead.send(&direct("count/BOY", &[])).await.status, StatusCode::CONFLICT, "nothing is opened");
    assert_eq!(lead.send(&direct("certify/BOY", &[])).await.status, StatusCode::FORBIDDEN, "not a certifier");
}

#[tokio::test(flavor = "multi_thread")]
async fn shares_are_checked_one_by_one_and_one_person_gives_one() {
    let world = World::open().await;
    world.vote("SKR", "2135550230", &[1]).await;
    let lead = world.staff(Role::ProgramStaff, 0).await;
    close(&world, &lead).await;
    press(&lead, &format!("{CYCLE}/cut"), "cut-form", &[]).await;
    let link = world.app.folder.path().join("keys/link-sample-1.key");
    assert!(!link.exists(), "the link key is gone before any share is taken");
    let page = format!("{CYCLE}/open");
    let one = world.staff(Role::Trustee, 0).await;
    let mut mistyped = world.facts.shares[0].clone();
    let last = if mistyped.pop() == Some('a') { 'b' } else { 'a' };
    mistyped.push(last);
    for bad in ["", "hello", "reparto-share-1", mistyped.as_str(), &"x".repeat(390)] {
        let reply = press(&one, &page, "open-form", &[("share", bad)]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
    }
    assert_eq!(press(&one, &page, "open-form", &[("share", &world.facts.shares[0])]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        press(&one, &page, "open-form", &[("share", &world.facts.shares[1])]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "one person, one share"
    );
    let two = world.staff(Role::Trustee, 1).await;
    assert_eq!(
        press(&two, &page, "open-form", &[("share", &world.facts.shares[0])]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "the same share again"
    );
    assert_eq!(press(&two, &page, "open-form", &[("share", &world.facts.shares[3])]).await.status, StatusCode::SEE_OTHER);
    let three = world.staff(Role::Trustee, 2).await;
    assert_eq!(press(&three, &page, "open-form", &[("share", &world.facts.shares[4])]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(three.open(&page).await.page().count("form#open-form"), 0, "opened once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_canvass_with_a_gap_is_not_confirmed() {
    let world = World::open().await;
    world.vote("BOY", "2135550240", &[1]).await;
    let lead = world.staff(Role::ProgramStaff, 0).await;
    press(&lead, &format!("{CYCLE}/close"), "close-form", &[("reason", "rehearsal")]).await;
    // One issuance disappears: the box then holds more than was issued.
    world
        .app
        .databases
        .civic("ALTER TABLE issuance DISABLE TRIGGER issuance_only_grows; DELETE FROM issuance_key; DELETE FROM issuance")
        .await
        .unwrap();
    let page = lead.open(&format!("{CYCLE}/canvass/BOY")).await.page();
    assert!(page.count(".errors li") >= 1 && page.count("form#canvass-form") == 0);
}

/// A vote changed in the database after the count is noticed when the next person signs.
#[tokio::test(flavor = "multi_thread")]
async fn a_count_that_no_longer_fits_its_ballots_cannot_be_signed() {
    let world = World::open().await;
    world.vote("BOY", "2135550250", &[1]).await;
    let lead = world.staff(Role::ProgramStaff, 0).await;
    close(&world, &lead).await;
    press(&lead, &format!("{CYCLE}/cut"), "cut-form", &[]).await;
    let trustees = open_ballots(&world).await;
    world.second_opening(&lead, &trustees[0]).await;
    let result = format!("{CYCLE}/result/BOY");
    press(&lead, &result, "count-form", &[]).await;
    world
        .app
        .databases
        .civic("ALTER TABLE cast_vote_record DISABLE TRIGGER ALL; UPDATE cast_vote_record SET ballots = ballots + 40")
        .await
        .unwrap();
    let one = world.staff(Role::Certifier, 0).await;
    let reply = press(&one, &result, "certify-form", &[("name", &world.name(Role::Certifier, 0))]).await;
    assert_eq!(reply.status, StatusCode::CONFLICT);
}

#[tokio::test(flavor = "multi_thread")]
async fn acts_are_told_as_sentences_in_both_languages() {
    let world = World::open().await;
    let lead = world.staff(Role::ProgramStaff, 0).await;
    close(&world, &lead).await;
    for lang in ["en", "es"] {
        let page = world.app.visitor().open(&format!("/{lang}/audit")).await;
        assert!(!page.body.contains("[act-"), "every act has a sentence");
        assert!(page.body.contains("rehearsal ends early"), "the public reason");
        assert!(page.page().count("ol.acts li") > 15);
    }
}

/// T01: somebody with every right on the box puts another ballot in the place of one. Counts still add up; the log knows.
#[tokio::test(flavor = "multi_thread")]
async fn a_ballot_that_is_not_in_the_log_is_never_opened() {
    let world = World::open().await;
    for (phone, pick) in [("2135550261", 1), ("2135550262", 2)] {
        world.vote("BOY", phone, &[pick]).await;
    }
    let lead = world.staff(Role::ProgramStaff, 0).await;
    close(&world, &lead).await;
    press(&lead, &format!("{CYCLE}/cut"), "cut-form", &[]).await;
    let swap = "ALTER TABLE sealed_ballot DISABLE TRIGGER ALL; UPDATE sealed_ballot SET ciphertext = set_byte(ciphertext, 0, 255 - get_byte(ciphertext, 0)), ciphertext_hash = sha256(set_byte(ciphertext, 0, 255 - get_byte(ciphertext, 0))) WHERE ciphertext_hash = (SELECT min(ciphertext_hash::text)::bytea FROM sealed_ballot)";
    for statement in swap.split("; ") {
        world.app.databases.ballot_box(statement).await.unwrap();
    }
    let mut last = None;
    for index in 0..3 {
        let trustee = world.staff(Role::Trustee, index).await;
        last = Some(press(&trustee, &format!("{CYCLE}/open"), "open-form", &[("share", &world.facts.shares[index])]).await);
    }
    let refused = last.unwrap();
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.heading().contains("do not agree with the log"), "{}", refused.heading());
    assert_eq!(world.app.databases.civic_count("SELECT count(*) AS n FROM opening").await, 0, "nothing was opened");
    let plain = "UPDATE sealed_ballot SET ciphertext = set_byte(ciphertext, 0, 1 # get_byte(ciphertext, 0))";
    let refused = format!("{:#}", world.app.databases.ballot_box(plain).await.unwrap_err());
    assert!(refused.contains("sealed_ballot_hash_is_its_own"), "{refused}");
}
