//! From handing in to the public ledger: checklist, signed costs, one round of changes, a rejection with codes, an appeal
//! that someone else decides.

use reparto::{base::Role, cycles::PhaseName};
use reqwest::StatusCode;

use crate::support::{
    Visitor,
    app::Reply,
    writers::{Writers, ZONE, finish, write_all},
};

/// The questions of the checklist.
const CHECKS: [&str; 9] = ["legal", "powers", "zone", "open", "capital", "months", "costs", "site", "conflict"];
pub const REASON: &str = "The stops are all in the next zone.";

/// A season whose committees need no vote.
pub async fn season() -> Writers {
    let season = Writers::open().await;
    season.rules(|rules| rules.proposal.committee_vote = false).await;
    season
}

/// Writes a whole proposal and hands it in; its address in the workspace and its id.
pub async fn hand_in(season: &Writers, author: &Visitor) -> (String, String) {
    let base = write_all(author, season.contest).await;
    author.go(&author.open(&format!("{base}/check")).await.page().form("submit")).await;
    let id = base.rsplit('/').next().unwrap().to_owned();
    (base, id)
}

pub fn desk(id: &str) -> String {
    format!("/en/staff/reviews/{id}")
}

/// Sends the form of a decision with these fields on top of what stands in it.
pub async fn decide(reviewer: &Visitor, id: &str, fields: &[(&str, &str)]) -> Reply {
    let mut form = reviewer.open(&desk(id)).await.page().form("review").fill("go", "decide");
    for (name, value) in fields {
        form = form.fill(name, value);
    }
    reviewer.send(&form).await
}

/// Accepts with every question answered.
pub async fn accept(reviewer: &Visitor, id: &str) -> Reply {
    let checks: Vec<(String, &str)> = CHECKS.iter().map(|check| (format!("check-{check}"), "yes")).collect();
    let mut fields: Vec<(&str, &str)> = checks.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    fields.push(("outcome", "accepted"));
    decide(reviewer, id, &fields).await
}

pub async fn reject(reviewer: &Visitor, id: &str) -> Reply {
    decide(reviewer, id, &[("outcome", "rejected"), ("code", "P-ZONE"), ("reason", REASON)]).await
}

/// Asks for a change of what was accepted.
pub async fn reopen(reviewer: &Visitor, id: &str) -> Reply {
    let fields =
        [("outcome", "reopened"), ("changes", "Give it a shorter name"), ("reason", "The name does not fit on the ballot.")];
    decide(reviewer, id, &fields).await
}

pub async fn sign(reviewer: &Visitor, id: &str) {
    reviewer.go(&reviewer.open(&desk(id)).await.page().form("costs-form")).await;
}

async fn appeal(author: &Visitor, base: &str, words: &str) -> Reply {
    let form = author.open(&format!("{base}/review")).await.page().form("appeal-form").fill("appeal-text", words);
    author.send(&form).await
}

async fn verdict(lead: &Visitor, id: &str, outcome: &str, reason: &str) -> Reply {
    let form = lead.open(&format!("/en/staff/reviews/appeals/{id}")).await.page().form("verdict");
    lead.send(&form.fill("outcome", outcome).fill("reason", reason)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_is_changed_rejected_appealed_and_accepted_by_someone_else() {
    let season = season().await;
    let (ana, reviewer) = (season.member(0).await, season.world.staff(Role::Reviewer, 0).await);
    let (other, lead) = (season.world.staff(Role::Reviewer, 1).await, season.world.staff(Role::ProgramStaff, 0).await);
    let (base, id) = hand_in(&season, &ana).await;
    let queue = reviewer.open("/en/staff/reviews").await;
    assert!(queue.body.contains("Shade for the bus stops") && queue.body.contains("Due by"), "{}", queue.body);
    let taken = reviewer.go(&queue.page().form(&format!("take-{id}"))).await;
    assert!(taken.body.contains("Sample Reviewer One looks at it"));

    let asked = decide(&reviewer, &id, &[("outcome", "changes_asked"), ("changes", "Name the builder\nSay who paints")]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{:?}", asked.page().texts(".errors li"));
    let seen = ana.open(&format!("{base}/review")).await;
    assert!(seen.body.contains("Say who paints") && seen.body.contains("Hand them in by"), "{}", seen.body);
    let early = reviewer.open(&desk(&id)).await.page();
    assert_eq!(early.count("form#review"), 0, "the authors have it now");
    finish(&ana, &base, "name", &[("title", "Shade that young people paint")]).await;
    let public = season.world.app.visitor().open(&format!("/en/proposals/next-1/{ZONE}/1")).await;
    assert!(!public.body.contains("Shade that young people paint"), "what is not handed in again is the authors' own");
    ana.go(&ana.open(&format!("{base}/check")).await.page().form("submit")).await;

    let back = reviewer.open(&desk(&id)).await;
    assert!(back.page().count("ins") > 0, "the reviewer sees what changed");
    let twice = decide(&reviewer, &id, &[("outcome", "changes_asked"), ("changes", "One more thing")]).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "one round of changes");
    assert!(twice.body.contains("Changes were asked for once") && twice.body.contains("One more thing"));
    let rejected = reject(&reviewer, &id).await;
    assert_eq!(rejected.status, StatusCode::SEE_OTHER, "{:?}", rejected.page().texts(".errors li"));

    assert_eq!(appeal(&ana, &base, " ").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(appeal(&ana, &base, "Nine of ten stops are on our side.").await.status, StatusCode::SEE_OTHER);
    assert!(lead.open("/en/staff/reviews/appeals").await.body.contains("Shade that young people paint"));
    let unsigned = verdict(&lead, &id, "accepted", "The map shows nine stops in the zone.").await;
    assert_eq!(unsigned.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody signed the costs");
    assert!(unsigned.body.contains("The map shows nine stops"), "the words stay");
    sign(&other, &id).await;
    let short = verdict(&lead, &id, "accepted", "Fine.").await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(verdict(&lead, &id, "accepted", "The map shows nine stops in the zone.").await.status, StatusCode::SEE_OTHER);
    assert!(ana.open(&base).await.body.contains("Accepted"));
    assert_eq!(lead.open(&format!("/en/staff/reviews/appeals/{id}")).await.page().count("form#verdict"), 0, "decided once");

    let page = season.world.app.visitor().open(&format!("/en/proposals/next-1/{ZONE}/1")).await;
    for words in [REASON, "P-ZONE", "The map shows nine stops", "Shade that young people paint", "Say who paints", "Changed"] {
        assert!(page.body.contains(words), "{words}");
    }
    assert!(!page.body.contains("Nine of ten stops"), "the words of an appeal are for the group and the City");
    told_in_both_languages(&season).await;
    // Three members, one mail for each decision.
    assert_eq!(season.world.app.messages().await, 9);
}

async fn told_in_both_languages(season: &Writers) {
    let visitor = season.world.app.visitor();
    for (lang, sentences) in [
        (
            "en",
            [
                "Changes were asked for in proposal 1",
                "was not accepted. Codes: P-ZONE",
                "After a second look, proposal 1",
                "asked for a second look",
            ],
        ),
        (
            "es",
            [
                "Se pidieron cambios en la propuesta 1",
                "No se aceptó la propuesta 1",
                "Después de otra revisión se aceptó",
                "pidieron otra revisión",
            ],
        ),
    ] {
        let audit = visitor.open(&format!("/{lang}/audit")).await;
        for sentence in sentences.into_iter().chain([REASON]) {
            assert!(audit.body.contains(sentence), "{lang}: {sentence}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn accepting_needs_every_question_answered_and_the_costs_that_stand_signed() {
    let season = season().await;
    let (ana, reviewer) = (season.member(0).await, season.world.staff(Role::Reviewer, 0).await);
    let (base, id) = hand_in(&season, &ana).await;
    let open = decide(
        &reviewer,
        &id,
        &[("outcome", "accepted"), ("check-legal", "yes"), ("check-site", "no"), ("note-site", "no lease")],
    )
    .await;
    assert_eq!(open.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(open.page().count(".errors li"), 8, "seven are open, one is no");
    for target in open.page().attributes(".errors a", "href") {
        assert_eq!(open.page().count(&format!("[id='{}']", &target[1..])), 1, "{target} leads to its field");
    }
    assert!(reviewer.open(&desk(&id)).await.body.contains("no lease"), "a draft of a review is kept");
    let unsigned = accept(&reviewer, &id).await;
    assert_eq!(unsigned.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsigned.body.contains("Sign the costs first"));
    sign(&reviewer, &id).await;
    assert!(reviewer.open(&desk(&id)).await.body.contains("signed $200,000"));
    let asked = decide(&reviewer, &id, &[("outcome", "changes_asked"), ("changes", "Lower the price")]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    let costs = [("item", "Roofs"), ("count", "10"), ("each", "18,000"), ("scalable", "no"), ("least", "")];
    finish(&ana, &base, "cost", &costs).await;
    ana.go(&ana.open(&format!("{base}/check")).await.page().form("submit")).await;
    assert!(reviewer.open(&desk(&id)).await.body.contains("must be signed anew"), "the signature is under another sum");
    assert_eq!(accept(&reviewer, &id).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let old = reviewer.open(&desk(&id)).await.page().form("costs-form").fill("cents", "20000000");
    assert_eq!(reviewer.send(&old).await.status, StatusCode::CONFLICT, "only the sum that stands can be signed");
    sign(&reviewer, &id).await;
    assert_eq!(accept(&reviewer, &id).await.status, StatusCode::SEE_OTHER);
    let public = season.world.app.visitor().open(&format!("/en/proposals/next-1/{ZONE}/1")).await;
    assert!(public.body.contains("$200,000") && public.body.contains("$180,000"), "the change of the price is public");
    let again = decide(&reviewer, &id, &[("outcome", "reopened"), ("changes", "Add a bench"), ("reason", "short")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "after acceptance a change says why");
    let reason = "The street will be closed that summer.";
    let again = decide(&reviewer, &id, &[("outcome", "reopened"), ("changes", "Move the start"), ("reason", reason)]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert!(season.world.app.visitor().open("/en/audit").await.body.contains(reason));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_decide_at_once_one_wins_and_the_other_is_told_who() {
    let season = season().await;
    let ana = season.member(0).await;
    let (one, two) = (season.world.staff(Role::Reviewer, 0).await, season.world.staff(Role::Reviewer, 1).await);
    let (_, id) = hand_in(&season, &ana).await;
    let fields = [("outcome", "rejected"), ("code", "P-TIME"), ("reason", "It can't be built within a year."), ("go", "decide")];
    let fill = |page: crate::support::html::Document| fields.iter().fold(page.form("review"), |form, (k, v)| form.fill(k, v));
    let first = fill(one.open(&desk(&id)).await.page());
    let second = fill(two.open(&desk(&id)).await.page());
    let (a, b) = tokio::join!(one.send(&first), two.send(&second));
    let mut statuses = [a.status, b.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
    let (lost, winner) = if a.status == StatusCode::CONFLICT { (a, "Sample Reviewer Two") } else { (b, "Sample Reviewer One") };
    assert!(lost.body.contains(winner) && lost.body.contains("What you wrote is kept"), "{}", lost.body);
    assert_eq!(season.world.app.databases.civic_count("SELECT count(*) AS n FROM review").await, 1);
    assert_eq!(season.world.app.messages().await, 3, "one decision, one mail for each member");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_dates_for_changes_and_appeals_are_kept_by_the_database_and_the_words_stay() {
    let season = season().await;
    let (ana, reviewer) = (season.member(0).await, season.world.staff(Role::Reviewer, 0).await);
    let (base, id) = hand_in(&season, &ana).await;
    decide(&reviewer, &id, &[("outcome", "changes_asked"), ("changes", "Name the builder")]).await;
    let early = season.world.app.databases.civic(&insert_review(&season, &id, "rejected").await).await;
    assert!(format!("{:#}", early.unwrap_err()).contains("can't be decided"), "the authors still have time");
    let submit = ana.open(&format!("{base}/check")).await.page().form("submit");
    season.world.app.databases.civic("UPDATE application SET fix_due = now() - interval '1 minute'").await.unwrap();
    assert_eq!(ana.send(&submit).await.status, StatusCode::CONFLICT, "too late to hand in");
    assert!(reviewer.open("/en/staff/reviews").await.body.contains("The time for changes ended"));
    let late =
        decide(&reviewer, &id, &[("outcome", "rejected"), ("code", "P-NORESP"), ("reason", "No changes came in time.")]).await;
    assert_eq!(late.status, StatusCode::SEE_OTHER, "{:?}", late.page().texts(".errors li"));
    let form =
        ana.open(&format!("{base}/review")).await.page().form("appeal-form").fill("appeal-text", "We had no light for a week.");
    season.end_phase(PhaseName::Appeals).await;
    let refused = ana.send(&form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Los Angeles time") && refused.body.contains("We had no light for a week."));
    assert_eq!(season.world.app.databases.civic_count("SELECT count(*) AS n FROM appeal").await, 0);
}

/// Who is rejected long before the appeals begin has the same days to appeal, from their beginning.
#[tokio::test(flavor = "multi_thread")]
async fn a_rejection_before_the_appeals_begin_can_be_appealed_when_they_do() {
    let season = season().await;
    let (ana, reviewer) = (season.member(0).await, season.world.staff(Role::Reviewer, 0).await);
    let (base, id) = hand_in(&season, &ana).await;
    let days = season.appeal_days().await;
    season.move_phase(PhaseName::Appeals, (days + 5, days + 30)).await;
    decide(&reviewer, &id, &[("outcome", "rejected"), ("code", "P-NORESP"), ("reason", "Nobody would run it.")]).await;
    let early = ana.open(&format!("{base}/review")).await.page();
    assert_eq!(early.count("form#appeal-form"), 0, "not yet");
    assert!(early.text("main").unwrap().contains("You can ask from"), "{:?}", early.text("main"));
    // The days pass. The law keeps the past: only its owner can make it longer ago.
    let back = format!("UPDATE application_move SET moved_at = moved_at - interval '{} days'", days + 5);
    let table = "ALTER TABLE application_move";
    for sql in [format!("{table} DISABLE TRIGGER USER"), back, format!("{table} ENABLE TRIGGER USER")] {
        season.world.app.databases.civic(&sql).await.unwrap();
    }
    season.move_phase(PhaseName::Appeals, (-1, days + 30)).await;
    assert_eq!(appeal(&ana, &base, "We would run it.").await.status, StatusCode::SEE_OTHER);
}

/// A decision as SQL, by the second reviewer.
pub async fn insert_review(season: &Writers, id: &str, outcome: &str) -> String {
    let who = season.account(&season.world.name(Role::Reviewer, 1)).await;
    let checks: Vec<String> = CHECKS.iter().map(|check| format!("\"{check}\": {{\"answer\": \"yes\"}}")).collect();
    let (codes, changes, due) = match outcome {
        "rejected" => ("{P-ZONE}", "{}", "NULL"),
        "accepted" => ("{}", "{}", "NULL"),
        _ => ("{}", "{x}", "now()"),
    };
    format!(
        "INSERT INTO review (application, number, outcome, answers, codes, changes, reason, lang, fix_due, decided_by, decided_name)
         SELECT '{id}', (SELECT count(*) + 1 FROM review WHERE application = '{id}'), '{outcome}', '{{{}}}', '{codes}', '{changes}', '{REASON}', 'en', {due}, '{who}', 'x'",
        checks.join(", ")
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ledger_lists_what_was_handed_in_with_codes_and_no_draft_ever() {
    let season = season().await;
    let (ana, reviewer) = (season.member(0).await, season.world.staff(Role::Reviewer, 0).await);
    let (_, rejected) = hand_in(&season, &ana).await;
    let draft = write_all(&ana, season.contest).await;
    finish(&ana, &draft, "name", &[("title", "A secret plan")]).await;
    let dropped = write_all(&ana, season.contest).await;
    finish(&ana, &dropped, "name", &[("title", "A dropped plan")]).await;
    ana.go(&ana.open(&dropped).await.page().form("withdraw").fill("reason", "No time")).await;
    let (taken_back, _) = hand_in(&season, &ana).await;
    ana.go(&ana.open(&taken_back).await.page().form("withdraw").fill("reason", "The school does it")).await;
    reject(&reviewer, &rejected).await;
    let visitor = season.world.app.visitor();
    let ledger = visitor.open("/en/proposals/ledger?cycle=next-1").await;
    assert_eq!(ledger.page().count("main section.card"), 2);
    for words in [REASON, "P-ZONE", "It does not serve the zone.", "P-WITHDRAWN", "Sample Committee", "0 of 2"] {
        assert!(ledger.body.contains(words), "{words}");
    }
    assert!(!ledger.body.contains("secret plan") && !ledger.body.contains("dropped plan"), "drafts are never public");
    for number in [2, 3, 99] {
        assert_eq!(visitor.get(&format!("/en/proposals/next-1/{ZONE}/{number}")).await.status, StatusCode::NOT_FOUND);
    }
    let only = visitor.open("/es/proposals/ledger?cycle=next-1&outcome=withdrawn").await.page();
    assert_eq!(only.count("main section.card"), 1);
    assert_eq!(only.count("table.bars tbody tr"), 1, "the counts are of the whole cycle");
    let hide = "ALTER TABLE cycle DISABLE TRIGGER USER; UPDATE cycle SET published_at = NULL WHERE slug = 'next-1'";
    season.world.app.databases.civic(hide).await.unwrap();
    assert!(!visitor.open("/en/proposals/ledger?cycle=next-1").await.body.contains(REASON), "a cycle in the making is not shown");
    assert_eq!(visitor.get(&format!("/en/proposals/next-1/{ZONE}/1")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_goes_by_department_and_day_and_an_application_is_given_to_someone() {
    let season = season().await;
    let (ana, reviewer) = (season.member(0).await, season.world.staff(Role::Reviewer, 0).await);
    let other = season.world.staff(Role::Reviewer, 1).await;
    let lead = season.world.staff(Role::ProgramStaff, 0).await;
    let (_, id) = hand_in(&season, &ana).await;
    let form = lead.open("/en/staff/reviews/departments").await.page().form("department-form");
    assert_eq!(lead.send(&form.clone().fill("code", "d t").fill("name", "")).await.page().count(".errors li"), 2);
    lead.go(&form.fill("code", "dot").fill("name", "Streets")).await;
    let two = season.account(&season.world.name(Role::Reviewer, 1)).await.to_string();
    let give = reviewer.open(&desk(&id)).await.page().form("give").fill("department", "DOT").fill("reviewer", &two);
    let wrong = reviewer.send(&give.clone().fill("due", "soon")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let given = reviewer.go(&give.fill("due", "2020-01-31")).await;
    assert!(given.body.contains("Sample Reviewer Two looks at it") && given.body.contains("Late."));
    let queue = other.open("/en/staff/reviews?mine=yes&department=DOT").await;
    assert!(queue.page().texts("h2").contains(&"Streets".to_owned()) && queue.body.contains("Late: 1"), "{}", queue.body);
    assert!(reviewer.open("/en/staff/reviews?mine=yes").await.body.contains("No proposal waits here"));
    let stranger = season.account(&season.world.name(Role::Certifier, 0)).await.to_string();
    let refused = reviewer.send(&reviewer.open(&desk(&id)).await.page().form("give").fill("reviewer", &stranger)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "only reviewers review");
}
