//! Talk between authors and reviewers, and one mail a day.

use reparto::{base::Role, platform::senders};
use reqwest::StatusCode;

use crate::{
    review::{desk, hand_in, reject, season},
    support::{Visitor, writers::Writers},
};

async fn say(person: &Visitor, page: &str, about: &str, words: &str, tell: &str) -> StatusCode {
    let form = person.open(page).await.page().form("say").fill("about", about).fill("words", words).fill("tell", tell);
    person.send(&form).await.status
}

/// The evening comes for every mail that waits, and each job is there twice.
async fn evening(season: &Writers) {
    season
        .world
        .app
        .databases
        .civic(
            "INSERT INTO job (kind, payload, run_at) SELECT kind, payload, run_at FROM job WHERE kind = 'review_digest';
             UPDATE job SET run_at = now() - interval '1 minute' WHERE kind = 'review_digest'",
        )
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn authors_and_reviewers_talk_about_a_section_and_strangers_see_nothing() {
    let season = season().await;
    let (ana, reviewer) = (season.member(0).await, season.world.staff(Role::Reviewer, 0).await);
    let (base, id) = hand_in(&season, &ana).await;
    let page = format!("{base}/review");
    assert_eq!(say(&reviewer, &desk(&id), "cost", "Where is the <b>price</b> from?", "").await, StatusCode::SEE_OTHER);
    let seen = ana.open(&page).await;
    assert!(seen.body.contains("Where is the &lt;b&gt;price&lt;/b&gt; from?"), "what people type is never markup");
    assert!(
        seen.page().texts("h4").iter().any(|heading| heading.contains("Sample Reviewer One") && heading.contains("for the City"))
    );
    let thread = seen.page().attribute("input[name=thread]", "value").unwrap();
    assert_eq!(say(&ana, &page, &thread, "From the builder's list.", "").await, StatusCode::SEE_OTHER);
    assert_eq!(say(&ana, &page, "whole", "", "").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(say(&ana, &page, "whole", &"x".repeat(2001), "").await, StatusCode::UNPROCESSABLE_ENTITY);
    reviewer.go(&reviewer.open(&desk(&id)).await.page().form(&format!("settle-{thread}"))).await;
    assert!(ana.open(&page).await.body.contains("Settled by Sample Reviewer One"));
    assert_eq!(say(&ana, &page, &thread, "One more word.", "").await, StatusCode::SEE_OTHER);
    assert!(!ana.open(&page).await.body.contains("Settled by"), "an answer opens it again");
    let stranger = season.proposer().await;
    assert_eq!(stranger.get(&page).await.status, StatusCode::NOT_FOUND);
    let public = season.world.app.visitor().open("/en/proposals/next-1/ARP/1").await;
    assert!(!public.body.contains("builder's list") && !public.body.contains("builder&#39;s list"), "talk is not public");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_after_the_decision_is_refused_and_its_words_stay_to_be_copied() {
    let season = season().await;
    let (ana, reviewer) = (season.member(0).await, season.world.staff(Role::Reviewer, 0).await);
    let (base, id) = hand_in(&season, &ana).await;
    let form = ana.open(&format!("{base}/review")).await.page().form("say").fill("about", "cost").fill("words", "Wait for us.");
    reject(&reviewer, &id).await;
    let late = ana.send(&form).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.body.contains("was not sent") && late.body.contains("Wait for us."));
    assert_eq!(season.world.app.databases.civic_count("SELECT count(*) AS n FROM review_comment").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_mail_a_day_tells_what_is_new_however_often_its_job_runs() {
    let season = season().await;
    let (ana, reviewer) = (season.member(0).await, season.world.staff(Role::Reviewer, 0).await);
    season.world.staff(Role::Reviewer, 1).await;
    let two = season.account(&season.world.name(Role::Reviewer, 1)).await.to_string();
    let (_, id) = hand_in(&season, &ana).await;
    say(&reviewer, &desk(&id), "cost", "Where is the price from?", &two).await;
    say(&reviewer, &desk(&id), "cost", "And who builds?", "").await;
    assert_eq!(season.world.app.messages().await, 0, "nothing leaves before the evening");
    evening(&season).await;
    assert_eq!(season.world.app.messages().await, 4, "three members and the reviewer who was named");
    let mails = senders::read_latest(&season.world.app.outbox, 100);
    let to_ana = mails.iter().find(|mail| mail.to.contains("committee.member")).unwrap();
    assert!(to_ana.text.contains("Shade for the bus stops") && to_ana.text.contains("2 comments"), "{}", to_ana.text);
    assert!(to_ana.text.contains("2 comentarios") && to_ana.text.contains("/en/committee/proposals/"), "{}", to_ana.text);
    assert!(!to_ana.text.contains("who builds"), "the words stay on the site");
    let to_two = mails.iter().find(|mail| mail.to.contains("reviewer.two")).unwrap();
    assert!(to_two.text.contains("1 comment by") && to_two.text.contains("/en/staff/reviews/"), "{}", to_two.text);
    say(&reviewer, &desk(&id), "cost", "One thing more.", "").await;
    evening(&season).await;
    assert_eq!(season.world.app.messages().await, 4, "the mail of the day was written");
    let waiting = "SELECT count(*) AS n FROM job WHERE kind = 'review_digest' AND run_at > now()";
    assert!(season.world.app.databases.civic_count(waiting).await > 0, "what came after it waits for the next evening");
}
