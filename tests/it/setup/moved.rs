//! Phases move with a public reason, never past a hard date, and the calendar says so.

use reqwest::StatusCode;

use super::{day, lead, publish, refused, saved, whole_cycle};
use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn an_extension_with_its_reason_is_on_the_calendar_and_in_the_audit() {
    let app = TestApp::start().await;
    let lead = lead(&app, "Sample Program Lead").await;
    // The ideas are open for ten days already: 38 days in all, proposals end on day 110.
    whole_cycle(&lead, "next-1", &day(&app, -10)).await;
    publish(&lead, "next-1").await;
    let page = "/en/staff/cycles/next-1/phases?phase=ideas";
    let at = |days: i64| format!("{}T20:00", day(&app, days));
    for (end, reason, words) in [
        (at(40), "", "Enter a public reason"),
        ("soon".to_owned(), "x", "Enter a day and a time"),
        (at(-2), "x", "This is in the past"),
        (at(101), "x", "Proposals ends on"),
        (at(28), "x", "This is the end it has now"),
    ] {
        let reply = refused(&lead, page, "move-form", &[("end", &end), ("reason", reason)], words).await;
        assert!(reply.page().form("move-form").fields.contains(&("end".to_owned(), end.clone())), "kept");
    }
    let translation = "/en/staff/cycles/next-1/phases?phase=translation";
    refused(&lead, translation, "move-form", &[("end", &at(206)), ("reason", "x")], "The ballot is frozen on").await;
    let before = app.visitor().open("/en/calendar").await.body;
    assert!(!before.contains("The end was changed"));

    saved(&lead, page, "move-form", &[("end", &at(40)), ("reason", "Rain closed two of the meetings")]).await;
    let calendar = app.visitor().open("/en/calendar").await.page();
    let ideas = calendar.texts("ol.calendar li").into_iter().find(|li| li.starts_with("Ideas Now")).unwrap();
    assert!(ideas.contains("The end was changed on") && ideas.contains("Rain closed two of the meetings"), "{ideas}");
    let spanish = app.visitor().open("/es/calendar").await.body;
    assert!(spanish.contains("Rain closed two of the meetings") && spanish.contains("El final se cambió"));
    let audit = app.visitor().open("/en/audit").await.body;
    let sentence = format!("The end of a phase was moved, ideas: from {} 20:00 to {} 20:00.", day(&app, 28), day(&app, 40));
    assert!(audit.contains(&sentence) && audit.contains("Rain closed"), "{sentence}");
    let history = lead.open("/en/staff/cycles/next-1/history").await.page().texts("table.plain tbody tr");
    assert!(history.iter().any(|row| row.starts_with("Dates: Ideas end")), "{history:?}");
    // Shortening needs a reason too, and goes no further back than now.
    saved(&lead, page, "move-form", &[("end", &at(30)), ("reason", "The meetings were held")]).await;
    assert_eq!(lead.get("/en/staff/cycles/nothing/phases").await.status, StatusCode::NOT_FOUND);
}
