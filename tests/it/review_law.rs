//! Recusal and the other laws of a review: by page, and by SQL with every right there is.

use reparto::{base::Role, bodies, bodies::BodyKind};
use reqwest::StatusCode;

use crate::{
    review::{accept, desk, hand_in, insert_review, reject, season, sign},
    support::writers::{Writers, write_all},
};

async fn refused(season: &Writers, statement: &str, words: &str) {
    let error = season.world.app.databases.civic(statement).await.expect_err(statement);
    let error = format!("{error:#}");
    assert!(error.contains(words), "{statement}: {error}");
}

/// Every way to have a part in a review is refused to the second reviewer, by page and by SQL.
async fn keeps_out(season: &Writers, id: &str) {
    let who = season.account(&season.world.name(Role::Reviewer, 1)).await;
    let insert = insert_review(season, id, "rejected").await;
    refused(season, &insert, "tied").await;
    let cost = format!(
        "INSERT INTO cost_signature (application, cost_version, signed_by, signed_name, cents) VALUES ('{id}', 1, '{who}', 'x', 1)"
    );
    refused(season, &cost, "tied").await;
    refused(season, &format!("INSERT INTO review_assignment (application, reviewer) VALUES ('{id}', '{who}')"), "tied").await;
    refused(season, &format!("INSERT INTO review_draft VALUES ('{id}', '{who}', '{{}}')"), "tied").await;
    let talk = format!(
        "WITH t AS (INSERT INTO review_thread (id, application) VALUES (gen_random_uuid(), '{id}') RETURNING id)
         SELECT id FROM t; INSERT INTO review_comment (id, thread, side, author, author_name, words)
         SELECT gen_random_uuid(), id, 'city', '{who}', 'x', 'words' FROM review_thread LIMIT 1"
    );
    refused(season, &talk, "tied").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_of_the_body_has_no_part_in_its_review_and_learns_why_and_who_else_can() {
    let season = season().await;
    let ana = season.member(0).await;
    let (one, two) = (season.world.staff(Role::Reviewer, 0).await, season.world.staff(Role::Reviewer, 1).await);
    let (_, id) = hand_in(&season, &ana).await;
    let form = two.open(&desk(&id)).await.page().form("review");
    let take = two.open(&desk(&id)).await.page().form("take");
    season.seat(season.committee, &season.world.name(Role::Reviewer, 1)).await;
    let page = two.get(&desk(&id)).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("Sample Committee") && page.body.contains("Sample Reviewer One"), "{}", page.body);
    assert_eq!(page.page().count("form#review") + page.page().count("form#costs-form"), 0);
    assert_eq!(two.send(&form.fill("outcome", "rejected")).await.status, StatusCode::FORBIDDEN, "a form from before");
    assert_eq!(two.send(&take).await.status, StatusCode::FORBIDDEN);
    let queue = two.open("/en/staff/reviews").await;
    assert!(queue.body.contains("you keep out") && queue.page().count("form[id^=take-]") == 0);
    let someone = season.account(&season.world.name(Role::Reviewer, 1)).await.to_string();
    let give = one.open(&desk(&id)).await.page().form("give").fill("reviewer", &someone);
    assert_eq!(one.send(&give).await.status, StatusCode::UNPROCESSABLE_ENTITY, "nor is it given to them");
    keeps_out(&season, &id).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disclosed_tie_and_a_fiscal_sponsor_count_as_well() {
    let season = season().await;
    let (proposer, two) = (season.proposer().await, season.world.staff(Role::Reviewer, 1).await);
    let (_, id) = hand_in(&season, &proposer).await;
    two.open(&desk(&id)).await;
    let who = season.account(&season.world.name(Role::Reviewer, 1)).await;
    let organisation = season.organisation.0;
    let tie = format!(
        "INSERT INTO disclosure (id, account, body, tie, words, recorded_by) VALUES (gen_random_uuid(), '{who}', '{organisation}', 'family', '', 'x')"
    );
    season.world.app.databases.civic(&tie).await.unwrap();
    let page = two.get(&desk(&id)).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("You told us of a tie"), "{}", page.body);
    keeps_out(&season, &id).await;
    season.world.app.databases.civic("UPDATE disclosure SET ends_on = city_day(), end_reason = 'over', ended_by = (SELECT id FROM account WHERE name = 'Sample Program Lead')").await.unwrap();
    two.open(&desk(&id)).await;

    let state = season.world.app.state();
    let env = state.env();
    let sponsor = state
        .civic
        .write("sponsor", async |conn| bodies::create_body(conn, &env, BodyKind::Organisation, "Sample Sponsor", None).await)
        .await
        .unwrap();
    season.seat(sponsor, &season.world.name(Role::Reviewer, 1)).await;
    let link = format!("UPDATE body SET sponsor = '{}' WHERE id = '{organisation}'", sponsor.0);
    season.world.app.databases.civic(&link).await.unwrap();
    let page = two.get(&desk(&id)).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("Sample Sponsor") && page.body.contains("handle money"), "{}", page.body);
    keeps_out(&season, &id).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_appeal_is_never_decided_by_a_reviewer_of_it_or_someone_tied() {
    let season = season().await;
    let (ana, reviewer) = (season.member(0).await, season.world.staff(Role::Reviewer, 0).await);
    let lead = season.world.staff(Role::ProgramStaff, 0).await;
    let (base, id) = hand_in(&season, &ana).await;
    sign(&reviewer, &id).await;
    reject(&reviewer, &id).await;
    let form = ana.open(&format!("{base}/review")).await.page().form("appeal-form").fill("appeal-text", "Look again.");
    ana.go(&form).await;
    assert_eq!(ana.send(&form).await.status, StatusCode::CONFLICT, "one appeal");
    let one = season.account(&season.world.name(Role::Reviewer, 0)).await;
    season
        .world
        .app
        .databases
        .civic(&format!("INSERT INTO account_role (account, role) VALUES ('{one}', 'program_staff')"))
        .await
        .unwrap();
    let page = reviewer.open(&format!("/en/staff/reviews/appeals/{id}")).await;
    assert!(page.page().count("form#verdict") == 0 && page.body.contains("someone else decides"));
    let insert = |who| {
        format!(
            "INSERT INTO appeal_decision (application, outcome, reason, lang, decided_by, decided_name) VALUES ('{id}', 'accepted', 'It was looked at again.', 'en', '{who}', 'x')"
        )
    };
    refused(&season, &insert(one), "did not review").await;
    let verdict = lead.open(&format!("/en/staff/reviews/appeals/{id}")).await.page().form("verdict");
    season.seat(season.committee, &season.world.name(Role::ProgramStaff, 0)).await;
    let two = season.account(&season.world.name(Role::ProgramStaff, 0)).await;
    refused(&season, &insert(two), "tied").await;
    let tied = lead.send(&verdict.fill("outcome", "accepted").fill("reason", "It was looked at again.")).await;
    assert_eq!(tied.status, StatusCode::FORBIDDEN);
    assert!(tied.body.contains("You keep out"));
    let again = format!(
        "INSERT INTO appeal (application, words, lang, filed_by, filed_name, due_on) VALUES ('{id}', 'x', 'en', '{one}', 'x', city_day())"
    );
    refused(&season, &again, "appeal").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_keeps_one_round_of_changes_signed_costs_and_everything_that_was_decided() {
    let season = season().await;
    let (ana, reviewer) = (season.member(0).await, season.world.staff(Role::Reviewer, 0).await);
    let (_, id) = hand_in(&season, &ana).await;
    refused(&season, &insert_review(&season, &id, "accepted").await, "costs are not signed").await;
    refused(&season, &insert_review(&season, &id, "reopened").await, "can't be decided").await;
    let silent = insert_review(&season, &id, "rejected").await.replace(crate::review::REASON, "no");
    refused(&season, &silent, "review_reason_is_plain").await;
    let made_up = insert_review(&season, &id, "rejected").await.replace("P-ZONE", "P-MINE");
    refused(&season, &made_up, "review_codes_are_known").await;
    for state in ["accepted", "rejected", "changes_asked"] {
        let alone = format!("UPDATE application SET state = '{state}'");
        refused(&season, &alone, "no decision stands behind").await;
    }
    let asked = format!("{}; UPDATE application SET state = 'changes_asked'", insert_review(&season, &id, "changes_asked").await);
    season.world.app.databases.civic(&asked).await.unwrap();
    let two = season.account(&season.world.name(Role::Reviewer, 1)).await;
    let written = format!(
        "INSERT INTO section VALUES ('{id}', 'aloud', 1, '{{}}', true, '{two}', 'x', now());
         UPDATE application SET state = 'submitted'"
    );
    season.world.app.databases.civic(&written).await.unwrap();
    let one = season.account(&season.world.name(Role::Reviewer, 0)).await;
    let again = insert_review(&season, &id, "changes_asked").await.replace(&two.to_string(), &one.to_string());
    refused(&season, &again, "review_one_fix_round").await;
    refused(&season, &insert_review(&season, &id, "rejected").await, "nobody reviews what they wrote").await;
    for statement in [
        "UPDATE review SET reason = 'other'",
        "DELETE FROM review",
        "TRUNCATE review CASCADE",
        "DELETE FROM application_move",
        "UPDATE handed_in_section SET version = 1",
    ] {
        refused(&season, statement, "only grows").await;
    }
    sign(&reviewer, &id).await;
    refused(&season, "UPDATE cost_signature SET cents = 1", "only grows").await;
    let bare = insert_review(&season, &id, "accepted").await.replace(&two.to_string(), &one.to_string()).replace("yes", "no");
    refused(&season, &bare, "review_acceptance_is_checked").await;
    assert_eq!(accept(&reviewer, &id).await.status, StatusCode::SEE_OTHER);
    let own = insert_review(&season, &id, "reopened").await;
    let member = season.account(&season.world.name(Role::CommitteeMember, 2)).await;
    refused(&season, &own.replace(&two.to_string(), &member.to_string()), "tied").await;
    let other = write_all(&season.proposer().await, season.contest).await;
    let draft = other.rsplit('/').next().unwrap();
    refused(&season, &insert_review(&season, draft, "rejected").await, "can't be decided").await;
}
