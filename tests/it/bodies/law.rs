//! What Postgres refuses, whoever asks.

use reparto::platform::migrations;

use super::Committee;

async fn refused(committee: &Committee, statement: &str) -> String {
    format!("{:#}", committee.world.app.databases.civic(statement).await.expect_err(statement))
}

#[tokio::test(flavor = "multi_thread")]
async fn terms_never_overlap_and_the_past_stays() {
    let committee = Committee::open().await;
    let (body, who) = (committee.body, committee.people[1]);
    let term = |from: &str, to: &str| {
        format!(
            "INSERT INTO membership (body, account, seat, starts_on, ends_on) VALUES ('{body}', '{who}', 'member', {from}, {to})"
        )
    };
    for (from, to) in [
        ("city_day()", "NULL"),
        ("city_day() - 500", "NULL"),
        ("city_day() - 500", "city_day() - 399"),
        ("city_day() + 1", "city_day() + 2"),
    ] {
        assert!(refused(&committee, &term(from, to)).await.contains("overlap"), "{from} {to}");
    }
    committee.world.app.databases.civic(&term("city_day() - 500", "city_day() - 400")).await.expect("adjoining terms");
    let past = format!("UPDATE membership SET ends_on = NULL WHERE account = '{who}' AND ends_on IS NOT NULL");
    assert!(refused(&committee, &past).await.contains("stays as it was"));
    let back = format!("UPDATE membership SET ends_on = city_day() - 1 WHERE account = '{who}' AND ends_on IS NULL");
    assert!(refused(&committee, &back).await.contains("stays as it was"), "no term is ended in the past");
    let chair = format!("UPDATE membership SET ends_on = city_day() WHERE body = '{body}' AND seat = 'chair'");
    assert!(refused(&committee, &chair).await.contains("last chair"));
}

#[tokio::test(flavor = "multi_thread")]
async fn votes_presence_and_minutes_hold_together() {
    let committee = Committee::open().await;
    let (body, people) = (committee.body, &committee.people);
    let databases = &committee.world.app.databases;
    let meeting = "00000000-0000-0000-0000-00000000000a";
    let begin = format!(
        "INSERT INTO meeting (id, body, starts_at, place, agenda) VALUES ('{meeting}', '{body}', now() - interval '2 days', 'x', '')"
    );
    databases.civic(&begin).await.unwrap();
    let held = |present: u32| format!("UPDATE meeting SET members = 3, quorum = 2, present = {present} WHERE id = '{meeting}'");
    assert!(refused(&committee, &held(2)).await.contains("number of names"), "a number without names");
    assert!(
        refused(&committee, &format!("UPDATE meeting SET members = 3, quorum = 1, present = 0 WHERE id = '{meeting}'"))
            .await
            .contains("quorum")
    );
    let there = format!("INSERT INTO meeting_presence VALUES ('{meeting}', '{}'), ('{meeting}', '{}')", people[0], people[1]);
    databases.civic(&format!("BEGIN; {there}; {}; COMMIT", held(2))).await.unwrap();
    let vote = |number: u32, votes: &str, present: u32| {
        format!(
            "INSERT INTO decision (id, meeting, number, motion, in_favour, against, abstained, present, quorum) VALUES (gen_random_uuid(), '{meeting}', {number}, 'm', {votes}, {present}, 2)"
        )
    };
    assert!(refused(&committee, &vote(1, "2, 1, 0", 2)).await.contains("decision_votes_are_of_those_present"));
    assert!(
        refused(&committee, &vote(1, "2, 1, 0", 3)).await.contains("decision_presence_fkey"),
        "nor with an invented presence"
    );
    databases.civic(&vote(1, "2, 0, 0", 2)).await.unwrap();
    assert_eq!(databases.civic_count("SELECT count(*)::bigint AS n FROM decision WHERE carried").await, 1);
    let late = format!("INSERT INTO meeting_presence VALUES ('{meeting}', '{}')", people[2]);
    assert!(refused(&committee, &late).await.contains("fixed by the first vote"));
    assert!(refused(&committee, "UPDATE decision SET in_favour = 1").await.contains("only grows"));
    databases
        .civic(&format!("INSERT INTO minutes (meeting, version, text, made_by) VALUES ('{meeting}', 1, 't', 'x')"))
        .await
        .unwrap();
    assert!(refused(&committee, "UPDATE minutes SET text = 'other'").await.contains("only grows"));
    assert!(refused(&committee, &vote(2, "1, 0, 0", 2)).await.contains("published"));
    assert!(refused(&committee, &format!("UPDATE meeting SET place = 'y' WHERE id = '{meeting}'")).await.contains("published"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_has_no_right_to_rewrite_terms_votes_minutes_or_ties() {
    let committee = Committee::open().await;
    for statement in [
        "DELETE FROM membership",
        "UPDATE membership SET starts_on = '2020-01-01'",
        "UPDATE membership SET seat = 'chair'",
        "DELETE FROM meeting",
        "UPDATE meeting SET body = NULL",
        "UPDATE decision SET in_favour = 9",
        "UPDATE minutes SET text = 'x'",
        "DELETE FROM minutes",
        "DELETE FROM disclosure",
        "UPDATE disclosure SET tie = 'member'",
        "DELETE FROM body",
        "DELETE FROM event",
    ] {
        let as_server = format!("SET ROLE reparto_civic; {statement}");
        let error = migrations::execute(&committee.world.app.databases.civic_url, &[&as_server]).await.expect_err(statement);
        assert!(format!("{error:#}").contains("permission denied"), "{statement}: {error:#}");
    }
}
