//! Meetings: quorum, votes, minutes.

use reparto::bodies::{self, links};
use reqwest::StatusCode;

use super::Committee;
use crate::{
    console::press,
    support::{Visitor, app::Reply},
};

/// Plans a meeting on a day that is past and returns its page.
async fn past_meeting(committee: &Committee, who: &Visitor, day: &str) -> String {
    let fields = [("day", day), ("time", "18:30"), ("place", "Sample Library, room 2"), ("agenda", "Ideas\nBudget")];
    let reply = press(who, &committee.work("meetings"), "plan-form", &fields).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{:?}", reply.page().texts(".errors li"));
    reply.location.unwrap()
}

async fn present(who: &Visitor, page: &str, people: &[uuid::Uuid]) -> Reply {
    let mut form = who.open(page).await.page().form("present-form");
    for person in people {
        form = form.tick("present", &person.to_string());
    }
    who.send(&form).await
}

async fn vote(who: &Visitor, page: &str, votes: [&str; 3]) -> Reply {
    let fields = [("motion", "Hand in “Shade & trees”"), ("in_favour", votes[0]), ("against", votes[1]), ("abstained", votes[2])];
    press(who, page, "vote-form", &fields).await
}

/// A day of the city's calendar, whose evening is past even while it is already tomorrow in UTC.
fn days_ago(days: i64) -> String {
    let today = reparto::base::Clock::System.now().with_timezone(&chrono_tz::America::Los_Angeles).date_naive();
    (today - chrono::Duration::days(days)).to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_committee_decides_with_its_quorum_and_the_last_vote_counts() {
    let committee = Committee::open().await;
    let member = committee.member(1).await;
    let subject = "application:00000000-0000-0000-0000-000000000007";
    let asked = format!("/en{}", links::record_vote_about(committee.body, subject, "Hand it in", "/committee/proposals"));
    assert_eq!(member.open(&asked).await.page().count("form#vote-form"), 0, "a vote needs a meeting");
    let future = [("day", "2190-01-05"), ("time", "18:30"), ("place", "Sample Library"), ("agenda", "")];
    let planned = press(&member, &committee.work("meetings"), "plan-form", &future).await.location.unwrap();
    assert_eq!(member.open(&planned).await.page().count("form#present-form"), 0, "nobody was at a meeting to come");
    let page = past_meeting(&committee, &member, &days_ago(7)).await;
    assert_eq!(present(&member, &page, &committee.people[..1]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(present(&member, &page, &committee.people[..2]).await.status, StatusCode::SEE_OTHER, "it can be corrected");
    let stranger = super::account(&committee.world, reparto::base::Role::Reviewer, 0).await;
    assert_eq!(present(&member, &page, &[stranger]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "only members");

    let shown = member.open(&asked).await.page();
    assert_eq!(shown.text("#motion").as_deref(), Some("Hand it in"), "filled in by whoever asked");
    for votes in [["2", "1", "0"], ["", "", ""], ["two", "", ""], ["70000", "", ""]] {
        let reply = vote(&member, &asked, votes).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{votes:?}");
        assert_eq!(reply.page().text("#motion").as_deref(), Some("Hand in “Shade & trees”"), "nothing typed is lost");
    }
    let recorded = vote(&member, &asked, ["2", "0", "0"]).await;
    assert_eq!(recorded.location.as_deref(), Some("/en/committee/proposals"), "back to whoever asked");
    let found = committee.reads(async |conn| bodies::carried(conn, committee.body, subject).await).await.expect("it carried");
    assert_eq!((found.in_favour, found.against, found.abstained), (2, 0, 0));
    assert_eq!(member.open(&page).await.page().count("form#present-form"), 0, "who was there is fixed now");

    vote(&member, &asked, ["1", "1", ""]).await;
    assert!(
        committee.reads(async |conn| bodies::carried(conn, committee.body, subject).await).await.is_none(),
        "the last vote counts"
    );
    let small = past_meeting(&committee, &member, &days_ago(3)).await;
    present(&member, &small, &committee.people[..1]).await;
    let meeting = small.rsplit('/').next().unwrap();
    let form = member
        .open(&asked)
        .await
        .page()
        .form("vote-form")
        .fill("meeting", meeting)
        .fill("motion", "Alone")
        .fill("in_favour", "1");
    assert_eq!(member.send(&form).await.status, StatusCode::SEE_OTHER);
    assert!(
        committee.reads(async |conn| bodies::carried(conn, committee.body, subject).await).await.is_none(),
        "one of three decides nothing"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn published_minutes_stay_and_a_correction_says_why() {
    let committee = Committee::open().await;
    let (world, member) = (&committee.world, committee.member(1).await);
    let page = past_meeting(&committee, &member, &days_ago(7)).await;
    present(&member, &page, &committee.people).await;
    vote(&member, &committee.work("vote"), ["2", "1", "0"]).await;
    let public = format!("/en/committees/{}", committee.body);
    press(&member, &page, "minutes-form", &[("text", "We met.\nWe voted."), ("go", "save")]).await;
    assert!(!world.app.visitor().open(&public).await.body.contains("We met."), "a draft is the committee's own");
    assert_eq!(
        press(&member, &page, "minutes-form", &[("text", " "), ("go", "publish")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let done = press(&member, &page, "minutes-form", &[("text", "We met.\nWe voted."), ("go", "publish")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{:?}", done.page().texts(".errors li"));
    assert_eq!(member.open(&committee.work("vote")).await.page().count("form#vote-form"), 0, "no more votes");
    let correct =
        async |text: &str, reason: &str| press(&member, &page, "correct-form", &[("text", text), ("reason", reason)]).await;
    let refused = correct("We met at noon.", "").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.page().text("#text").as_deref(), Some("We met at noon."));
    let stale = member.open(&page).await.page().form("correct-form").fill("text", "Other").fill("reason", "Late");
    assert_eq!(correct("We met at noon.", "The time was missing").await.status, StatusCode::SEE_OTHER);
    assert_eq!(member.send(&stale).await.status, StatusCode::UNPROCESSABLE_ENTITY, "someone else corrected it in between");
    for lang in ["en", "es"] {
        let shown = world.app.visitor().open(&format!("/{lang}/committees/{}", committee.body)).await.body;
        for words in ["We met at noon.", "The time was missing", "We voted.", "Shade &amp; trees"] {
            assert!(shown.contains(words), "{lang}: {words}");
        }
        assert!(!shown.contains("Sample Committee Member"), "volunteers are counted, not named");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_called_off_says_why_and_is_not_held() {
    let committee = Committee::open().await;
    let member = committee.member(2).await;
    let page = past_meeting(&committee, &member, &days_ago(1)).await;
    assert_eq!(press(&member, &page, "cancel-form", &[("reason", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let open = member.open(&page).await.page().form("present-form");
    assert_eq!(press(&member, &page, "cancel-form", &[("reason", "Rain")]).await.status, StatusCode::SEE_OTHER);
    assert!(member.open(&page).await.body.contains("Rain"));
    assert_eq!(member.send(&open).await.status, StatusCode::CONFLICT);
    for (field, value) in [("day", "soon"), ("time", "late"), ("place", " ")] {
        let mut fields = vec![("day", "2190-01-05"), ("time", "18:30"), ("place", "Sample Library"), ("agenda", "Kept words")];
        fields.retain(|(name, _)| *name != field);
        fields.push((field, value));
        let reply = press(&member, &committee.work("meetings"), "plan-form", &fields).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert_eq!(reply.page().text("#agenda").as_deref(), Some("Kept words"));
    }
}
