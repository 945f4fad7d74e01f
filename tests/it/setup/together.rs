//! Two people save at once: nothing is lost without a word.

use reparto::cycles::{self, CycleError};
use reqwest::StatusCode;

use super::{day, lead, saved, slug, whole_cycle};
use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn the_second_of_two_people_sees_both_answers_and_chooses() {
    let app = TestApp::start().await;
    let one = lead(&app, "Sample Lead One").await;
    let two = lead(&app, "Sample Lead Two").await;
    let home = whole_cycle(&one, "next-1", &day(&app, 30)).await;
    let page = format!("{home}/ballot");
    let mine = two.open(&page).await.page().form("task-form").fill("limit", "7").untick("blank");
    saved(&one, &page, "task-form", &[("limit", "5")]).await;

    let reply = two.send(&mine).await;
    assert_eq!(reply.status, StatusCode::CONFLICT);
    let shown = reply.page();
    assert!(shown.text(".errors").unwrap().contains("Sample Lead One saved after you opened the page"));
    let rows = shown.texts("table.conflict tbody tr");
    assert_eq!(rows, ["Most choices on a ballot57", "A blank ballot can be castyes(nothing)"]);
    assert_eq!(two.open(&page).await.page().form("task-form").fields[2].1, "approval", "nothing was saved");
    assert_eq!(two.send(&shown.form("keep-mine")).await.status, StatusCode::SEE_OTHER, "mine on top of theirs");
    let now = one.open(&page).await.page().form("task-form").fields;
    assert!(now.contains(&("limit".to_owned(), "7".to_owned())) && !now.iter().any(|(name, _)| name == "blank"));
    // The history tells both, one after the other.
    let history = one.open("/en/staff/cycles/next-1/history").await.page();
    let cells = history.texts("table.plain tbody tr");
    assert!(cells.contains(&"The ballot: Most choices on a ballot35".to_owned()), "{cells:?}");
    assert!(cells.contains(&"The ballot: Most choices on a ballot57".to_owned()), "{cells:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_saves_of_one_version_exactly_one_lands() {
    let app = TestApp::start().await;
    let one = lead(&app, "Sample Lead One").await;
    whole_cycle(&one, "next-1", &day(&app, 30)).await;
    let state = app.state();
    let (base, rulebook) = state.civic.read(async |conn| cycles::rulebook(conn, &slug("next-1")).await).await.unwrap();
    let saves = (0..6_u16).map(|limit| {
        let (state, env, mut mine) = (state.clone(), state.env(), rulebook.clone());
        mine.ballot.pick_limit = 10 + limit;
        async move {
            let save =
                async |conn: &mut _| cycles::save_rulebook(conn, &env, "system", &slug("next-1"), (base, &mine), None).await;
            state.civic.write("save", save).await
        }
    });
    let mut landed = 0;
    for saved in futures_util::future::join_all(saves).await {
        match saved {
            Ok(version) => {
                assert_eq!(version, base + 1);
                landed += 1;
            }
            Err(CycleError::RulebookChanged) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(landed, 1);
    let limits = "SELECT count(DISTINCT pick_limit)::bigint AS n FROM contest WHERE pick_limit >= 10";
    assert_eq!(app.databases.civic_count(limits).await, 1, "the ballots follow the rulebook");
}
