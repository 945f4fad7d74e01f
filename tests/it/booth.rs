//! A resident's vote without JavaScript: every field, code, pass, cookie and path, right and wrong, in both languages.

use reqwest::StatusCode;

use crate::support::{
    TestApp,
    app::Reply,
    world::{World, to_review},
};

/// The words of a refused form; the same stand at the field.
fn error(reply: &Reply) -> String {
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", reply.heading());
    let page = reply.page();
    let (top, field) = (page.text(".errors li").unwrap(), page.text("p.error"));
    assert!(field.is_none_or(|words| words == top), "the same words at the top and at the field");
    assert!(page.text("title").unwrap().contains(':'), "the title says that there is an error");
    top
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resident_votes_in_each_language_and_finds_the_receipt_again() {
    let world = World::open().await;
    for (lang, phone) in [("en", "2135550101"), ("es", "2135550102")] {
        let (visitor, review) = world.at_review("BOY", lang, &[2, 7]).await;
        assert_eq!(review.page().count("dl.summary dt"), 2);
        assert!(review.page().text(".warning").is_some(), "says that nothing is cast yet");
        let page = visitor.open(&format!("/{lang}/vote/BOY/verify")).await.page();
        let code_page = visitor.go(&page.form("phone-form").fill("phone", phone)).await;
        let code = world.app.code_for(&format!("+1{phone}")).await;
        let typed = format!(" {} {} ", &code[..3], &code[3..]);
        let receipt = visitor.go(&code_page.page().form("cast-form").fill("code", &typed)).await;
        let digits = receipt.page().text(".code").unwrap();
        assert_eq!(digits.replace(' ', "").len(), 16);
        let stranger = world.app.visitor();
        let track = stranger.open(&format!("/{lang}/receipt")).await.page().form("track").fill("receipt", &digits);
        let found = stranger.go(&track).await;
        assert_eq!(found.page().text(".code").as_deref(), Some(digits.as_str()));
        for choice in ["name=\"pick\"", "tenant desk", "checkbox"] {
            assert!(!found.body.contains(choice), "a receipt shows no choices");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_printed_pass_and_the_email_door_work_too() {
    let world = World::open().await;
    let (visitor, _) = world.at_review("WLK", "en", &[1]).await;
    let page = visitor.open("/en/vote/WLK/verify/pass").await.page();
    let receipt = visitor.go(&page.form("cast-form").fill("code", &world.pass("WLK", 0))).await;
    assert!(receipt.page().text(".code").is_some());

    let (visitor, _) = world.at_review("WLK", "es", &[3]).await;
    let page = visitor.open("/es/vote/WLK/verify/email").await.page();
    let code_page = visitor.go(&page.form("email-form").fill("email", "Some.One@Example.org")).await;
    let code = world.app.code_for("some.one@example.org").await;
    let receipt = visitor.go(&code_page.page().form("cast-form").fill("code", &code)).await;
    assert!(receipt.page().text(".code").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_post_twice_gives_the_same_receipt_and_back_leads_to_it() {
    let world = World::open().await;
    let (visitor, _) = world.at_review("BOY", "en", &[5]).await;
    let form = world.to_cast_form(&visitor, "BOY", "2135550103").await;
    let first = visitor.send(&form).await;
    let second = visitor.send(&form).await;
    assert_eq!(first.location, second.location);
    assert!(first.location.unwrap().starts_with("/en/receipt/"));
    for step in ["ballot", "review", "verify", "code", "cast"] {
        assert_eq!(visitor.get(&format!("/en/vote/BOY/{step}")).await.location, second.location, "{step}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn parallel_presses_of_one_form_leave_one_ballot() {
    let world = World::open().await;
    let (visitor, _) = world.at_review("BOY", "en", &[5, 6]).await;
    let form = world.to_cast_form(&visitor, "BOY", "2135550104").await;
    let presses: Vec<_> = (0..20)
        .map(|_| {
            let (visitor, form) = (visitor.clone(), form.clone());
            tokio::spawn(async move { visitor.send(&form).await.location })
        })
        .collect();
    let mut locations = std::collections::BTreeSet::new();
    for press in presses {
        locations.insert(press.await.unwrap());
    }
    assert_eq!(locations.len(), 1, "{locations:?}");
    assert_eq!(super::ballotbox::live(&world.app, "BOY").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vote_is_changed_by_verifying_again_and_the_old_receipt_says_so() {
    let world = World::open().await;
    let first = world.vote("BOY", "2135550105", &[1]).await.page().text(".code").unwrap();
    let second = world.vote("BOY", "2135550105", &[2, 3]).await.page().text(".code").unwrap();
    assert_ne!(first, second);
    assert_eq!(super::ballotbox::live(&world.app, "BOY").await, 1);
    let old = world.app.visitor().open(&format!("/en/receipt/{}", first.replace(' ', ""))).await;
    assert!(old.page().text(".panel").is_none(), "no green panel for a replaced vote");
}

#[tokio::test(flavor = "multi_thread")]
async fn picks_survive_language_switch_views_and_the_back_button() {
    let world = World::open().await;
    let visitor = world.app.visitor();
    let page = visitor.open("/en/vote/BOY").await.page();
    let page = visitor.go(&page.form("age-form").fill("age", "yes")).await.page();
    let english = visitor.go(&page.form("tie-form").tick("tie", "work").tick("tie", "study")).await.page();
    let order = english.attributes("input[name=pick]", "value");
    let spanish = visitor.go(&english.form("ballot").tick("pick", "4").tick("pick", "9").fill("go", "lang-es")).await.page();
    assert_eq!(spanish.attribute("html", "lang").as_deref(), Some("es"));
    let mut ticked = spanish.attributes("input[checked]", "value");
    ticked.sort();
    assert_eq!(ticked, ["4", "9"]);
    assert_eq!(spanish.attributes("input[name=pick]", "value"), order, "the order stays this voter's");
    let single = visitor.go(&spanish.form("ballot").fill("go", "single")).await.page();
    assert_eq!(single.count("input[name=answer]"), 2);
    let next = visitor.go(&single.form("ballot").untick("answer").tick("answer", "yes").fill("go", "on")).await.page();
    let list = visitor.go(&next.form("ballot").fill("go", "list")).await.page();
    let expected = if order[0] == "4" || order[0] == "9" { 2 } else { 3 };
    assert_eq!(list.count("input[checked]"), expected);
    let both = visitor.go(&list.form("ballot").fill("go", "both")).await.page();
    assert_eq!(both.count("p.second[lang=en]"), 12);
    assert_eq!(visitor.open("/es/vote/BOY/ballot").await.page().count("input[checked]"), expected, "the back button");
}

#[tokio::test(flavor = "multi_thread")]
async fn over_the_limit_is_told_on_continue_and_nothing_is_unticked() {
    let world = World::open().await;
    let visitor = world.app.visitor();
    let page = visitor.open("/en/vote/BOY").await.page();
    let page = visitor.go(&page.form("age-form").fill("age", "yes")).await.page();
    let page = visitor.go(&page.form("tie-form").tick("tie", "live")).await.page();
    let mut form = page.form("ballot");
    for pick in ["1", "2", "3", "4", "5"] {
        form = form.tick("pick", pick);
    }
    let reply = visitor.send(&form.fill("go", "on")).await;
    let words = error(&reply);
    assert!(words.contains('5') && words.contains('3') && words.contains('2'), "{words}");
    assert_eq!(reply.page().count("input[checked]"), 5);
    assert_eq!(visitor.get("/en/vote/BOY/review").await.location.as_deref(), Some("/en/vote/BOY/ballot"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blank_vote_is_a_choice_and_is_cast() {
    let world = World::open().await;
    let (visitor, review) = world.at_review("BOY", "en", &[]).await;
    assert_eq!(review.page().count("dl.summary dt"), 0);
    let form = world.to_cast_form(&visitor, "BOY", "2135550106").await;
    assert!(visitor.go(&form).await.page().text(".code").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_wrong_answer_gets_a_clear_error_and_loses_nothing() {
    let world = World::open().await;
    let visitor = world.app.visitor();
    let page = visitor.open("/en/vote/BOY").await.page();
    error(&visitor.send(&page.form("age-form")).await);
    let page = visitor.go(&page.form("age-form").fill("age", "yes")).await.page();
    error(&visitor.send(&page.form("tie-form")).await);
    error(&visitor.send(&page.form("tie-form").tick("tie", "none").tick("tie", "live")).await);
    error(&visitor.send(&page.form("tie-form").tick("tie", "king")).await);
    let page = visitor.go(&page.form("tie-form").tick("tie", "live")).await.page();
    for bad in ["0", "99", "-1", "seven", "70000"] {
        assert_eq!(visitor.send(&page.form("ballot").tick("pick", bad)).await.status, StatusCode::BAD_REQUEST, "{bad}");
    }
    visitor.go(&page.form("ballot").tick("pick", "8").fill("go", "on")).await;
    let page = visitor.open("/en/vote/BOY/verify").await.page();
    for bad in ["", "123", "213 555", "hello", &"9".repeat(250), "213 555 0123; DROP TABLE act"] {
        let reply = visitor.send(&page.form("phone-form").fill("phone", bad)).await;
        error(&reply);
        assert_eq!(reply.page().attribute("#phone", "value").as_deref(), Some(bad), "what was typed stays");
    }
    let page = visitor.open("/en/vote/BOY/verify/email").await.page();
    for bad in ["", "me", "me@here", "<script>alert(1)</script>@x.y"] {
        let reply = visitor.send(&page.form("email-form").fill("email", bad)).await;
        error(&reply);
        assert!(!reply.body.contains("<script>alert"), "typed markup stays text");
    }
    let page = visitor.open("/en/vote/BOY/verify/pass").await.page();
    let other_zone = world.pass("WLK", 1);
    for bad in ["", "9", "9123 4567 8901 2345", "1234 5678 9012 3456", other_zone.as_str(), "abc", &"9".repeat(90)] {
        error(&visitor.send(&page.form("cast-form").fill("code", bad)).await);
    }
    let review = visitor.open("/en/vote/BOY/review").await.page();
    assert_eq!(review.count("dl.summary dt"), 1, "the choice is still there");
    assert_eq!(super::ballotbox::live(&world.app, "BOY").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_fields_tampered_cookies_and_skipped_steps_are_refused() {
    let world = World::open().await;
    let (visitor, _) = world.at_review("BOY", "en", &[1]).await;
    let page = visitor.open("/en/vote/BOY/verify").await.page();
    let reply = visitor.send(&page.form("phone-form").fill("phone", "2135550107").fill("admin", "yes")).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    let newcomer = world.app.visitor();
    for step in
        ["tie", "ballot", "blank", "review", "verify", "verify/email", "verify/pass", "code", "code/help", "ballot/1", "cast"]
    {
        let reply = newcomer.get(&format!("/en/vote/BOY/{step}")).await;
        assert_eq!(reply.location.as_deref(), Some("/en/vote/BOY"), "{step}");
    }
    let mut forger = world.app.visitor();
    for cookie in ["journey=AAAA", "journey=", "journey=%00", &format!("journey={}", "A".repeat(3000))] {
        forger.headers.insert("cookie", cookie.parse().unwrap());
        assert_eq!(forger.get("/en/vote/BOY/review").await.location.as_deref(), Some("/en/vote/BOY"), "{cookie}");
    }
    for path in [
        "/en/vote/NOPE",
        "/en/vote/boy",
        "/en/vote/BOY/nothing",
        "/en/zones/BOY/proposals/0",
        "/en/zones/BOY/proposals/99999",
        "/fr/zones",
        "/en/results/x/y",
    ] {
        assert_eq!(world.app.visitor().get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(visitor.get("/en/vote/BOY/ballot/99").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_vote_gets_the_not_counted_page_and_a_repeated_one_its_receipt() {
    let world = World::open().await;
    let (voted, _) = world.at_review("BOY", "en", &[1]).await;
    let cast_form = world.to_cast_form(&voted, "BOY", "2135550108").await;
    let receipt = voted.send(&cast_form).await.location;
    let (late, _) = world.at_review("BOY", "es", &[2]).await;
    let late_form = world.to_cast_form(&late, "BOY", "2135550109").await;
    world.app.databases.civic("UPDATE cycle SET closed_at = now()").await.unwrap();
    world.app.databases.ballot_box("UPDATE poll SET is_open = false").await.unwrap();
    let reply = late.send(&late_form).await;
    assert_eq!(reply.status, StatusCode::CONFLICT);
    assert!(reply.page().text(".panel").is_none());
    assert_eq!(voted.send(&cast_form).await.location, receipt, "a vote cast in time keeps its receipt");
    assert_eq!(world.app.visitor().get("/en/vote/BOY").await.status, StatusCode::OK, "a page, not an error");
    assert_eq!(super::ballotbox::live(&world.app, "BOY").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_grace_period_is_for_ballots_begun_in_time() {
    let world = World::open().await;
    let (early, _) = world.at_review("BOY", "en", &[1]).await;
    let early_form = world.to_cast_form(&early, "BOY", "2135550110").await;
    let (tardy, _) = world.at_review("BOY", "en", &[2]).await;
    let tardy_form = world.to_cast_form(&tardy, "BOY", "2135550113").await;
    let close = "ALTER TABLE cycle DISABLE TRIGGER cycle_thaw; UPDATE cycle SET closes_at = now() + interval '1 second'";
    world.app.databases.civic(close).await.unwrap();
    world.app.databases.ballot_box("UPDATE poll SET closes_epoch = extract(epoch from now())::bigint + 1").await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(2500)).await;
    assert_eq!(world.app.visitor().get("/en/vote/BOY").await.page().count("form#age-form"), 0, "no new ballot is begun");
    assert_eq!(early.send(&early_form).await.status, StatusCode::SEE_OTHER, "begun in time");
    world.app.databases.ballot_box("UPDATE poll SET grace_seconds = 0").await.unwrap();
    assert_eq!(tardy.send(&tardy_form).await.status, StatusCode::CONFLICT, "the box's own clock decides");
}

#[tokio::test(flavor = "multi_thread")]
async fn zones_are_found_by_list_by_address_and_by_corner() {
    let world = World::open().await;
    let visitor = world.app.visitor();
    let page = visitor.open("/en/vote").await.page();
    let form = || page.form("zone-form");
    assert_eq!(visitor.send(&form().fill("zone", "SKR")).await.location.as_deref(), Some("/en/vote/SKR"));
    assert_eq!(visitor.send(&form().fill("address", "1st and Soto")).await.location.as_deref(), Some("/en/vote/BOY"));
    assert_eq!(
        visitor.send(&form().fill("address", "2130 Cesar E. Chavez Avenue")).await.location.as_deref(),
        Some("/en/vote/BOY")
    );
    let several = visitor.send(&form().fill("address", "Vernon and Arlington")).await;
    assert_eq!((several.status, several.page().count("input[type=radio]")), (StatusCode::OK, 2));
    let unknown = visitor.send(&form().fill("address", "12 Nowhere Lane")).await;
    error(&unknown);
    assert_eq!(unknown.page().attribute("#address", "value").as_deref(), Some("12 Nowhere Lane"));
    error(&visitor.send(&form()).await);
    error(&visitor.send(&form().fill("zone", "NOPE")).await);
    assert_eq!(
        visitor.send(&form().fill("address", "99999 Soto St")).await.status,
        StatusCode::OK,
        "outside is a page, not an error"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_vote_here_is_told_what_they_can_do() {
    let world = World::open().await;
    let visitor = world.app.visitor();
    let page = visitor.open("/es/vote/BOY").await.page();
    let young = visitor.go(&page.form("age-form").fill("age", "no")).await;
    assert_eq!((young.status, young.page().count(".errors")), (StatusCode::OK, 0));
    let page = visitor.go(&page.form("age-form").fill("age", "yes")).await.page();
    assert!(visitor.go(&page.form("tie-form").tick("tie", "none")).await.page().count("main a") >= 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn someone_else_can_vote_on_the_same_phone() {
    let world = World::open().await;
    let (visitor, _) = world.at_review("BOY", "en", &[1]).await;
    let form = world.to_cast_form(&visitor, "BOY", "2135550111").await;
    let receipt = visitor.go(&form).await;
    visitor.go(&receipt.page().form("finish")).await;
    assert_eq!(visitor.get("/en/vote/BOY/review").await.location.as_deref(), Some("/en/vote/BOY"), "nothing is left behind");
    to_review(&visitor, "BOY", "en", &[2]).await;
    let form = world.to_cast_form(&visitor, "BOY", "2135550112").await;
    visitor.go(&form).await;
    assert_eq!(super::ballotbox::live(&world.app, "BOY").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_site_says_that_there_is_no_vote_yet() {
    let app = TestApp::start().await;
    for path in ["/en", "/es/zones", "/en/results", "/en/audit", "/en/in-person", "/en/protect"] {
        assert_eq!(app.visitor().get(path).await.status, StatusCode::OK, "{path}");
    }
    assert_eq!(app.visitor().get("/en/vote").await.status, StatusCode::NOT_FOUND);
}

/// Two windows of one browser share the journey: what was reviewed in one is not replaced unseen by what another chose.
#[tokio::test(flavor = "multi_thread")]
async fn what_another_window_chose_is_looked_at_before_it_is_cast() {
    let world = World::open().await;
    let (visitor, first) = world.at_review("BOY", "en", &[1, 9]).await;
    let go_on = first.page().attribute("main a.primary", "href").expect("the way on");
    let code_on_paper = visitor.open("/en/vote/BOY/verify/pass").await.page().form("cast-form");
    let other = visitor.open("/en/vote/BOY/ballot").await.page().form("ballot").untick("pick").tick("pick", "5").fill("go", "on");
    visitor.go(&other).await;
    let told =
        |page: &crate::support::html::Document| page.texts(".inset").iter().any(|words| words.contains("in another window"));
    for reply in [visitor.get(&go_on).await, visitor.send(&code_on_paper.fill("code", &world.pass("BOY", 0))).await] {
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.heading());
        let review = visitor.open(&reply.location.unwrap()).await.page();
        assert!(told(&review), "{:?}", review.texts(".inset"));
        assert_eq!(review.texts("dl.summary dt").len(), 1, "the choices that stand now");
    }
    assert_eq!(super::ballotbox::live(&world.app, "BOY").await, 0, "nothing was cast unseen");
    let review = visitor.open("/en/vote/BOY/review").await.page();
    let next = visitor.open(&review.attribute("main a.primary", "href").unwrap()).await;
    assert!(!told(&next.page()) && next.page().count("form#phone-form") == 1, "{}", next.heading());
}
