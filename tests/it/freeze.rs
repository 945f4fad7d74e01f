//! From accepted proposals to a frozen ballot, and the whole road before it: an idea on paper and on the web, a concept, a
//! proposal that two write, review, appeal, translation, proofs, freeze, and a vote on it.

use std::time::Duration;

use reparto::{base::Role, cycles::PhaseName, platform::migrations};
use reqwest::StatusCode;

use crate::{
    console::press,
    ideas::{Said, TREES, give},
    review::{accept, decide, reject, reopen, sign},
    support::{
        Visitor,
        app::Reply,
        desk::{fill_all, send},
        world::World,
        writers::{Writers, ZONE, finish, write_all},
    },
};

const CYCLE: &str = "/en/staff/cycles/next-1";

async fn ok(reply: Reply) -> Reply {
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{} {:?}", reply.heading(), reply.page().texts(".errors li"));
    reply
}

/// An idea from the web and one from paper, published and gathered in a concept.
async fn gather_ideas(season: &Writers, lead: &Visitor, ana: &Visitor) {
    give(&season.world.app, &Said { zone: ZONE, ..TREES }).await;
    let form = ana.open("/en/committee/ideas/enter").await.page().form("enter");
    ana.go(&form.fill("channel", "paper").fill("words", "Benches and shade where we wait for the bus")).await;
    for number in 1..=2 {
        ok(press(lead, &format!("/en/staff/ideas/{number}"), "publish", &[]).await).await;
    }
    let form = ana.open("/en/committee/ideas").await.page().form("gather").untick("idea").tick("idea", "1").tick("idea", "2");
    let form = form.fill("into", "new").fill("title", "Shade at stops").fill("summary", "Shade where people wait");
    ok(ana.send(&form.fill("area", "HEALTH")).await).await;
}

/// The committee votes to hand the proposal in.
async fn vote(season: &Writers, ana: &Visitor, base: &str) {
    let address = ana.open(base).await.page().attributes("ol.tasks a", "href").pop().expect("the vote is the last task");
    let members = format!("/en/committee/bodies/{}/meetings", season.committee.0);
    let day = (season.world.app.clock.now() - chrono::Duration::days(7)).format("%Y-%m-%d").to_string();
    let planned = [("day", day.as_str()), ("time", "18:30"), ("place", "Sample Library"), ("agenda", "Shade")];
    let meeting = ok(press(ana, &members, "plan-form", &planned).await).await.location.unwrap();
    let mut form = ana.open(&meeting).await.page().form("present-form");
    for index in 0..3 {
        let account = season.account(&season.world.name(Role::CommitteeMember, index)).await;
        form = form.tick("present", &account.to_string());
    }
    ok(ana.send(&form).await).await;
    let votes = [("motion", "Hand in the proposal"), ("in_favour", "3"), ("against", "0"), ("abstained", "0")];
    ok(press(ana, &address, "vote-form", &votes).await).await;
}

async fn hand_in(ana: &Visitor, base: &str) {
    ok(ana.send(&ana.open(&format!("{base}/check")).await.page().form("submit")).await).await;
}

/// Changes asked for and made, a rejection, an appeal that someone else decides.
async fn review(season: &Writers, lead: &Visitor, ana: &Visitor, base: &str) {
    let id = base.rsplit('/').next().unwrap();
    let (first, second) = (season.world.staff(Role::Reviewer, 0).await, season.world.staff(Role::Reviewer, 1).await);
    ok(decide(&first, id, &[("outcome", "changes_asked"), ("changes", "Name the stops")]).await).await;
    finish(ana, base, "where", &[("place", "Ten stops on Laurel Canyon Boulevard")]).await;
    hand_in(ana, base).await;
    ok(reject(&first, id).await).await;
    let appeal = ana.open(&format!("{base}/review")).await.page().form("appeal-form");
    ok(ana.send(&appeal.fill("appeal-text", "All ten stops are in our zone.")).await).await;
    sign(&second, id).await;
    let verdict = lead.open(&format!("/en/staff/reviews/appeals/{id}")).await.page().form("verdict");
    let verdict = verdict.fill("outcome", "accepted").fill("reason", "The map shows that all ten stops are in the zone.");
    ok(lead.send(&verdict).await).await;
}

async fn translate(season: &Writers, lead: &Visitor, id: &str) {
    let translator = season.world.staff(Role::Translator, 0).await;
    let text = format!("/en/staff/translations/texts/{id}/es");
    let form = fill_all(translator.open(&text).await.page().form("translation"), "Sombra en las paradas");
    ok(send(&translator, &form.tick("go", "send")).await).await;
    let form = lead.open(&text).await.page().form("review").fill("go", "approve");
    ok(lead.send(&form).await).await;
}

/// Approves every proof of the zone that this person has not approved.
async fn approve_all(visitor: &Visitor) -> usize {
    let page = format!("{CYCLE}/proofs/{ZONE}");
    let forms = visitor.open(&page).await.page();
    let ids = forms.attributes("form[id^=approve-]", "id");
    for id in &ids {
        ok(visitor.send(&forms.form(id)).await).await;
    }
    ids.len()
}

async fn only_one_zone(season: &Writers) {
    season.world.app.databases.civic("DELETE FROM contest WHERE cycle = 'next-1' AND zone <> 'ARP'").await.unwrap();
}

fn opening_key() -> String {
    hex::encode(ballot::seal::keypair(&[7; 32]).1.0)
}

/// The phases in which proposals can still change are over.
async fn end_phases(season: &Writers) {
    for name in [PhaseName::Proposals, PhaseName::Review, PhaseName::Appeals] {
        season.end_phase(name).await;
    }
}

async fn freeze(lead: &Visitor) -> Reply {
    press(lead, &format!("{CYCLE}/freeze"), "freeze", &[]).await
}

/// Two people copy the key from the ceremony.
async fn enter_key(people: [&Visitor; 2]) {
    let key = opening_key();
    for person in people {
        let fields = [("key", key.as_str()), ("threshold", "3"), ("count", "5")];
        ok(press(person, &format!("{CYCLE}/freeze"), "key-form", &fields).await).await;
    }
}

/// A proposal of the organisation, accepted and translated.
async fn accepted(season: &Writers, lead: &Visitor) -> String {
    season.rules(|rules| rules.proposal.committee_vote = false).await;
    only_one_zone(season).await;
    let ana = season.member(0).await;
    let base = write_all(&ana, season.contest).await;
    hand_in(&ana, &base).await;
    let (reviewer, id) = (season.world.staff(Role::Reviewer, 0).await, base.rsplit('/').next().unwrap().to_owned());
    sign(&reviewer, &id).await;
    ok(accept(&reviewer, &id).await).await;
    translate(season, lead, &id).await;
    end_phases(season).await;
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn from_an_idea_on_paper_to_a_vote_on_the_proposal_that_came_of_it() {
    let season = Writers::open().await;
    only_one_zone(&season).await;
    let lead = season.world.staff(Role::ProgramStaff, 0).await;
    let (ana, ben) = (season.member(0).await, season.member(1).await);
    gather_ideas(&season, &lead, &ana).await;
    let base = write_all(&ana, season.contest).await;
    let (from_ana, from_ben) = (
        ana.open(&format!("{base}/sections/name")).await.page().form("section"),
        ben.open(&format!("{base}/sections/name")).await.page().form("section"),
    );
    ana.go(&from_ana.fill("title", "Shade at ten stops")).await;
    let conflict = ben.send(&from_ben.fill("title", "Shade and benches")).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    ben.go(&conflict.page().form("section").fill("title", "Shade and benches at ten stops")).await;
    let concepts = ana.open(&format!("{base}/concepts")).await.page();
    let concept = concepts.attribute("input[name=concept]", "value").unwrap();
    ok(ana.send(&concepts.form("concepts").tick("concept", &concept)).await).await;
    let early = ana.send(&ana.open(&format!("{base}/check")).await.page().form("submit")).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "the committee has not voted");
    vote(&season, &ana, &base).await;
    hand_in(&ana, &base).await;
    review(&season, &lead, &ana, &base).await;
    let visitor = season.world.app.visitor();
    let became = visitor.open("/en/ideas/concepts/1?cycle=next-1").await;
    assert!(became.body.contains("Shade and benches at ten stops"), "whoever gave the idea sees what became of it");

    let waiting = lead.open(&format!("{CYCLE}/freeze")).await;
    assert_eq!(waiting.page().count("form#freeze"), 0);
    assert!(
        waiting.body.contains("0 of 2 people approved") && waiting.body.contains("This phase is not over"),
        "{}",
        waiting.body
    );
    translate(&season, &lead, base.rsplit('/').next().unwrap()).await;
    let certifier = season.world.staff(Role::Certifier, 0).await;
    let soon = "UPDATE cycle SET opens_at = now() + interval '20 seconds' WHERE slug = 'next-1'";
    end_phases(&season).await;
    season.world.app.databases.civic(soon).await.unwrap();
    assert_eq!((approve_all(&lead).await, approve_all(&certifier).await), (4, 4), "two languages on phone and paper");
    enter_key([&lead, &certifier]).await;
    ok(freeze(&lead).await).await;
    let frozen = lead.open(&format!("{CYCLE}/freeze")).await;
    assert!(frozen.body.contains("The ballot is frozen"));
    let refused = season.world.app.databases.civic("UPDATE proposal_text SET title = 'Other words'").await;
    assert!(format!("{:#}", refused.unwrap_err()).contains("frozen"));
    tokio::time::sleep(Duration::from_secs(20)).await;

    let page = visitor.open(&format!("/es/zones/{ZONE}/proposals/1")).await;
    assert!(page.body.contains("Sombra en las paradas"), "the approved translation is on the ballot");
    let english = visitor.open(&format!("/en/zones/{ZONE}/proposals/1")).await;
    assert!(english.body.contains("What changed") && english.body.contains("Laurel Canyon"), "every change is shown");
    let receipt = season.world.vote(ZONE, "2135550444", &[1]).await;
    assert_eq!(receipt.page().count(".panel .code"), 1, "{}", receipt.heading());
    for lang in ["en", "es"] {
        let guide = visitor.client.get(format!("{}/{lang}/zones/{ZONE}/guide.pdf", visitor.url)).send().await.unwrap();
        assert_eq!(guide.headers()["content-type"], "application/pdf");
        assert!(guide.bytes().await.unwrap().starts_with(b"%PDF-"));
    }
    let card = visitor.client.get(format!("{}/en/zones/{ZONE}/proposals/1/card.png", visitor.url)).send().await.unwrap();
    assert_eq!(image::load_from_memory(&card.bytes().await.unwrap()).unwrap().width(), 1200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_that_changes_after_an_approval_is_approved_again() {
    let season = Writers::open().await;
    let lead = season.world.staff(Role::ProgramStaff, 0).await;
    let id = accepted(&season, &lead).await;
    let page = format!("{CYCLE}/proofs/{ZONE}");
    let seen = lead.open(&page).await.page();
    assert_eq!(approve_all(&lead).await, 4);
    assert_eq!(lead.open(&page).await.page().count("form[id^=approve-]"), 0, "once each");
    let reviewer = season.world.staff(Role::Reviewer, 1).await;
    ok(reopen(&reviewer, &id).await).await;
    let ana = season.member(1).await;
    finish(&ana, &format!("/en/committee/proposals/{id}"), "name", &[("title", "Another name")]).await;
    season.world.app.databases.civic("UPDATE application SET state = 'submitted'").await.unwrap();
    ok(accept(&reviewer, &id).await).await;
    let stale = lead.send(&seen.form("approve-en-phone")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "what was read is not what stands there");
    let now = lead.open(&page).await;
    assert!(now.body.contains("0 of 2 people approved"));
    let console = lead.open(&format!("{CYCLE}/freeze")).await;
    assert_eq!(console.page().count("form#freeze"), 0, "and nothing is frozen meanwhile");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_person_is_not_two_and_the_key_must_be_one() {
    let season = Writers::open().await;
    let lead = season.world.staff(Role::ProgramStaff, 0).await;
    accepted(&season, &lead).await;
    approve_all(&lead).await;
    assert_eq!(approve_all(&lead).await, 0);
    assert_eq!(lead.open(&format!("{CYCLE}/freeze")).await.page().count("form#freeze"), 0);
    let certifier = season.world.staff(Role::Certifier, 0).await;
    approve_all(&certifier).await;
    for (key, threshold, count) in [("", "3", "5"), ("abc", "3", "5"), (&*opening_key(), "1", "5"), (&*opening_key(), "6", "5")] {
        let fields = [("key", key), ("threshold", threshold), ("count", count)];
        let reply = press(&lead, &format!("{CYCLE}/freeze"), "key-form", &fields).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(reply.page().attribute("#key", "value").unwrap(), key, "what was typed stays");
    }
    enter_key([&lead, &lead]).await;
    let alone = lead.open(&format!("{CYCLE}/freeze")).await;
    assert_eq!(alone.page().count("form#freeze"), 0, "one person is not two");
    let other = [("key", &*"ab".repeat(32)), ("threshold", "3"), ("count", "5")];
    ok(press(&certifier, &format!("{CYCLE}/freeze"), "key-form", &other).await).await;
    let differ = lead.open(&format!("{CYCLE}/freeze")).await;
    assert!(differ.body.contains("The keys differ") && differ.page().count("form#freeze") == 0);
    enter_key([&lead, &certifier]).await;
    let form = lead.open(&format!("{CYCLE}/freeze")).await.page().form("freeze");
    let twice = futures_util::future::join_all([lead.send(&form), lead.send(&form)]).await;
    for reply in twice {
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "pressing twice freezes once: {}", reply.body);
    }
    let count = "SELECT count(*) AS n FROM act WHERE kind = 'cycle.frozen' AND cycle = 'next-1'";
    assert_eq!(season.world.app.databases.civic_count(count).await, 1);
}

/// A definition as far as Postgres looks at it.
struct ByHand<'a> {
    zones: &'a [&'a str],
    languages: &'a [&'a str],
    key: &'a str,
    price: i64,
    budget: i64,
    /// What the server's role does beside it.
    before: &'a str,
}

const PROOFS: &str = "INSERT INTO frozen_proof SELECT DISTINCT cycle, zone, lang, channel, hash FROM proof_approval;";
const NO_LANGUAGES: &str = "INSERT INTO rulebook_version (cycle, version, settings, made_by, made_at)
    SELECT cycle, version + 1, settings || '{\"languages\": []}', made_by, made_at FROM rulebook_version
    WHERE cycle = 'next-1' ORDER BY version DESC LIMIT 1;";

impl ByHand<'_> {
    /// The server's role writes what a freeze writes; the refusal, or nothing.
    async fn freeze(&self, season: &Writers) -> String {
        let slate = serde_json::json!([{ "number": 1, "proposal": "ARP-1", "cost_cents": self.price }]);
        let contest =
            |zone: &&str| serde_json::json!({ "zone": zone, "budget_cents": self.budget, "currency": "USD", "slate": slate });
        let definition = serde_json::json!({
            "contests": self.zones.iter().map(contest).collect::<Vec<_>>(),
            "languages": self.languages,
            "opening_key": self.key,
            "trustees": { "threshold": 3, "count": 5 },
        });
        let statement = format!(
            "SET ROLE reparto_civic; BEGIN; {}
             INSERT INTO proposal (contest, number, public_id, issue_area, author_kind, cost_cents)
                 SELECT id, 1, 'ARP-1', 'HEALTH', 'committee', 5000 FROM contest WHERE cycle = 'next-1';
             UPDATE cycle SET definition = convert_to('{definition}', 'UTF8'), order_seed = sha256('x'),
                 definition_hash = sha256(convert_to('{definition}', 'UTF8')) WHERE slug = 'next-1'; ROLLBACK",
            self.before
        );
        let tried = migrations::execute(&season.world.app.databases.civic_owner, &[&statement]).await;
        tried.map_or_else(|refused| format!("{refused:#}"), |()| String::new())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_counts_the_people_behind_a_freeze() {
    let season = Writers::open().await;
    let (lead, certifier) = (season.world.staff(Role::ProgramStaff, 0).await, season.world.staff(Role::Certifier, 0).await);
    accepted(&season, &lead).await;
    let key = opening_key();
    let right =
        || ByHand { zones: &[ZONE], languages: &["en", "es"], key: &key, price: 5000, budget: 77_500_000, before: PROOFS };
    approve_all(&lead).await;
    enter_key([&lead, &lead]).await;
    let lacking = right().freeze(&season).await;
    assert!(lacking.contains("two people have not approved") && lacking.contains("ARP es paper"), "{lacking}");
    approve_all(&certifier).await;
    let alone = right().freeze(&season).await;
    assert!(alone.contains("two people have not entered this opening key"), "{alone}");
    enter_key([&lead, &certifier]).await;
    let (other_key, no_languages) = ("ab".repeat(32), format!("{PROOFS} {NO_LANGUAGES}"));
    for (wrong, refusal) in [
        (ByHand { before: "", ..right() }, "two people have not approved"),
        (ByHand { zones: &[], ..right() }, "other zones"),
        (ByHand { zones: &[ZONE, "BOY"], ..right() }, "other zones"),
        (ByHand { languages: &["en"], ..right() }, "other languages"),
        (ByHand { languages: &[], ..right() }, "other languages"),
        (ByHand { languages: &[], before: &no_languages, ..right() }, "other languages"),
        (ByHand { price: 4999, ..right() }, "other money, proposals or prices"),
        (ByHand { budget: 1, ..right() }, "other money, proposals or prices"),
        (ByHand { key: &other_key, ..right() }, "this opening key"),
    ] {
        let refused = wrong.freeze(&season).await;
        assert!(refused.contains(refusal), "{refusal}: {refused}");
    }
    assert_eq!(right().freeze(&season).await, "", "behind two people it is frozen");
    for statement in [
        "UPDATE cycle SET is_sample = true WHERE slug = 'next-1'",
        "UPDATE cycle SET definition = 'x', definition_hash = sha256('y') WHERE slug = 'next-1'",
        "UPDATE frozen_proof SET hash = sha256('x')",
        "UPDATE cycle SET order_seed = sha256('x') WHERE slug = 'sample-1'",
        "UPDATE cycle SET order_seed = sha256('x') WHERE slug = 'next-1'",
        "INSERT INTO cycle (slug, kind, is_sample, definition, definition_hash, count_rule, tie_break, rule_params, opens_at, closes_at, grace_seconds)
            VALUES ('next-2', 'vote', true, 'x', sha256('x'), 'greedy_votes', 'all,lot:00', '{}', now(), now() + '1 day', 0)",
    ] {
        let as_server = format!("SET ROLE reparto_civic; {statement}");
        let tried = migrations::execute(&season.world.app.databases.civic_owner, &[&as_server]).await;
        assert!(tried.is_err(), "{statement}");
    }
    ok(freeze(&lead).await).await;
    let stored = "SELECT encode(order_seed, 'hex') AS t FROM cycle WHERE slug = 'next-1'";
    let seed = season.world.app.databases.civic_text(stored).await;
    assert!(season.world.app.visitor().open("/en/audit").await.body.contains(&seed), "the order on paper is public");
}

#[tokio::test(flavor = "multi_thread")]
async fn on_paper_proposals_stand_in_the_order_that_was_drawn() {
    let world = World::open().await;
    let seed = world.app.databases.civic_text("SELECT encode(order_seed, 'hex') AS t FROM cycle WHERE slug = 'sample-1'").await;
    let ids = "SELECT string_agg(p.public_id, ' ' ORDER BY encode(sha256(convert_to(encode(y.order_seed, 'hex') || E'\\n' || p.public_id, 'UTF8')), 'hex')) AS t
        FROM proposal p JOIN contest c ON c.id = p.contest JOIN cycle y ON y.slug = c.cycle WHERE y.slug = 'sample-1' AND c.zone = 'BOY'";
    let drawn = world.app.databases.civic_text(ids).await;
    let visitor = world.app.visitor();
    let guide =
        visitor.client.get(format!("{}/en/zones/BOY/guide.pdf", visitor.url)).send().await.unwrap().bytes().await.unwrap();
    let contents = lopdf::Document::load_mem(&guide).unwrap().get_toc().unwrap().toc;
    // The first is the guide's own title.
    let headings: Vec<&str> = contents.iter().skip(1).map(|entry| entry.title.as_str()).collect();
    assert_eq!(headings.len(), drawn.split(' ').count());
    for (id, heading) in drawn.split(' ').zip(headings) {
        let title = format!(
            "SELECT t.title AS t FROM proposal p JOIN contest c ON c.id = p.contest JOIN proposal_text t ON t.proposal = p.id
            WHERE c.cycle = 'sample-1' AND p.public_id = '{id}' AND t.lang = 'en'"
        );
        let title = world.app.databases.civic_text(&title).await;
        assert!(heading.contains(&title), "{seed}: {id} {title}, found {heading}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_after_the_freeze_takes_two_people_and_is_never_changed() {
    let season = Writers::open().await;
    let world = &season.world;
    let (lead, certifier) = (world.staff(Role::ProgramStaff, 0).await, world.staff(Role::Certifier, 0).await);
    let page = "/en/staff/cycles/sample-1/notices";
    let words = [("words-en", "The group closed."), ("words-es", "El grupo cerró.")];
    let fields = |number: &'static str| [("zone", "BOY"), ("number", number), ("kind", "withdrawal"), words[0], words[1]];
    let wrong = press(&lead, page, "notice", &fields("99")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("The group closed."), "the words stay");
    let lacking = press(&lead, page, "notice", &[("zone", "BOY"), ("number", "2"), ("kind", "correction"), words[0]]).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY, "in every language of the ballot");
    ok(press(&lead, page, "notice", &fields("2")).await).await;
    let public = || async { world.app.visitor().open("/en/zones/BOY/proposals/2").await };
    assert!(!public().await.body.contains("The group closed."), "not yet");
    assert_eq!(lead.open(page).await.page().count("form[id^=agree-]"), 0, "not by the same person");
    let id = certifier.open(page).await.page().attribute("form[id^=agree-]", "id").unwrap();
    ok(press(&certifier, page, &id, &[]).await).await;
    assert!(public().await.body.contains("The group closed."));
    assert!(world.app.visitor().open("/es/zones/BOY").await.body.contains("El grupo cerró."));
    let (voter, review) = world.at_review("BOY", "en", &[2]).await;
    assert!(review.body.contains("The group closed."), "whoever chose it learns before casting");
    assert!(voter.open("/en/vote/BOY/ballot").await.body.contains("The group closed."));
    for statement in [
        "UPDATE ballot_notice SET words = '{}'",
        "UPDATE ballot_notice SET confirmed_by = proposed_by",
        "DELETE FROM proof_approval",
    ] {
        let refused = world.app.databases.civic(statement).await;
        assert!(refused.is_err() || statement.starts_with("DELETE"), "{statement}");
    }
}
