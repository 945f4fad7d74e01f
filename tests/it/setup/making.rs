//! A cycle from nothing, and as a copy of another, until residents see it.

use reparto::{
    base::{Lang, Role},
    cycles, setup,
};
use reqwest::StatusCode;

use super::{day, lead, make_zone, publish, refused, saved, slug, whole_cycle};
use crate::support::{TestApp, world::World};

fn states(page: &crate::support::html::Document) -> Vec<String> {
    page.texts("ol.tasks .state")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cycle_is_started_only_with_titles_a_day_and_a_name_of_its_own() {
    let app = TestApp::start().await;
    let lead = lead(&app, "Sample Program Lead").await;
    let new = "/en/staff/cycles/new";
    let fine = [("title_en", "Spring vote"), ("title_es", "Voto de primavera"), ("first_day", "2027-03-01"), ("template", "")];
    let but = |name: &'static str, value: &'static str| {
        let mut fields = fine.to_vec();
        fields.retain(|(key, _)| *key != name);
        fields.push((name, value));
        fields
    };
    for (fields, words) in [
        (but("title_es", ""), "Enter a title"),
        (but("first_day", "soon"), "Enter a day"),
        (but("first_day", ""), "Enter a day"),
        (but("slug", "Spring 2027"), "small letters"),
        (but("slug", "new"), "Another cycle has this name"),
        (but("template", "nothing-like-it"), "Choose one"),
    ] {
        let reply = refused(&lead, new, "new-cycle", &fields, words).await;
        let kept = reply.page().form("new-cycle");
        assert!(kept.fields.contains(&("title_en".to_owned(), "Spring vote".to_owned())), "the answers are kept");
    }
    saved(&lead, new, "new-cycle", &fine).await;
    refused(&lead, new, "new-cycle", &fine, "Another cycle has this name").await;
    let page = lead.open("/es/staff/cycles/spring-vote/set-up").await.page();
    assert_eq!(states(&page)[..9], vec!["Sin empezar"; 9]);
    assert_eq!(page.text(".inset").as_deref(), Some("Solo el personal ve este ciclo. Usted puede cambiar todo."));
    let dates = lead.open("/en/staff/cycles/spring-vote/set-up/dates").await.page().form("task-form");
    let has = |name: &str, value: &str| dates.fields.contains(&(name.to_owned(), value.to_owned()));
    assert!(has("ideas_start", "2027-03-01T09:00") && has("vote_start", "2027-10-04T09:00"), "{:?}", dates.fields);
}

#[tokio::test(flavor = "multi_thread")]
async fn from_nothing_to_the_public_through_every_page() {
    let app = TestApp::start().await;
    let lead = lead(&app, "Sample Program Lead").await;
    let home = whole_cycle(&lead, "next-1", &day(&app, 30)).await;
    let anyone = app.visitor();
    for page in ["/en", "/en/zones", "/en/calendar", "/en/results"] {
        assert!(!anyone.open(page).await.body.contains("What should your zone pay for?"), "{page} shows a hidden cycle");
    }
    let list = lead.open(&home).await.page();
    assert_eq!(states(&list)[..9], vec!["Completed"; 9]);
    assert_eq!(lead.open("/en/staff/cycles/next-1/check").await.page().count("form#publish-form"), 1);
    publish(&lead, "next-1").await;
    for (page, words) in [
        ("/en", "What should your zone pay for?"),
        ("/es", "¿Qué debe pagar su zona?"),
        ("/en/zones", "Westlake"),
        ("/en/calendar", "Translation"),
        ("/es/calendar", "Traducción"),
        ("/en/audit", "The cycle was shown to the public"),
    ] {
        assert!(anyone.open(page).await.body.contains(words), "{page}: {words}");
    }
    let page = format!("{home}/ballot");
    refused(&lead, &page, "task-form", &[("limit", "5")], "Enter a public reason").await;
    saved(&lead, &page, "task-form", &[("limit", "5"), ("reason", "The committees asked for it")]).await;
    let audit = anyone.open("/en/audit").await;
    assert!(audit.body.contains("The committees asked for it"), "the reason is public");
    let history = lead.open("/en/staff/cycles/next-1/history").await.page();
    let cells = history.texts("table.plain").join(" ");
    assert!(cells.contains("The ballot: Most choices on a ballot35"), "{cells}");
    // Once residents see it, nothing may come to contradict anything, on whatever page.
    let wide = [("floor", "600,000"), ("cap", "700,000"), ("reason", "x")];
    refused(&lead, &format!("{home}/proposals"), "task-form", &wide, "Boyle Heights: the least ask is $600,000").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn publishing_waits_for_every_page_and_for_the_version_that_was_read() {
    let app = TestApp::start().await;
    let lead = lead(&app, "Sample Program Lead").await;
    make_zone(&lead, "BOY", "Boyle Heights").await;
    let fields = [("title_en", "A"), ("title_es", "B"), ("slug", "a"), ("first_day", "2027-03-01"), ("template", "")];
    saved(&lead, "/en/staff/cycles/new", "new-cycle", &fields).await;
    let check = "/en/staff/cycles/a/check";
    let page = lead.open(check).await.page();
    assert_eq!((page.count("form#publish-form"), page.count("ul.clashes li")), (0, 10), "{:?}", page.texts("ul.clashes li"));
    let forged = lead.open("/en/staff/cycles/new").await.page().form("new-cycle");
    let token = forged.fields.iter().find(|(name, _)| name == "csrf").unwrap().clone();
    let form =
        crate::support::html::Form { action: check.to_owned(), fields: vec![token, ("version".to_owned(), "1".to_owned())] };
    assert_eq!(lead.send(&form).await.status, StatusCode::UNPROCESSABLE_ENTITY, "a button that is not there does not publish");

    whole_cycle_after(&app, &lead).await;
}

/// The page was made before someone else saved: what goes public is what was looked at.
async fn whole_cycle_after(app: &TestApp, lead: &crate::support::Visitor) {
    make_zone(lead, "WLK", "Westlake").await;
    let page = "/en/staff/cycles/a/set-up";
    let form = lead.open(&format!("{page}/zones")).await.page().form("task-form").fill_nth("money", 0, "775000");
    assert_eq!(lead.send(&form).await.status, StatusCode::SEE_OTHER);
    for task in ["dates", "eligibility", "proposals", "ballot", "counting", "doors", "languages", "texts"] {
        saved(lead, &format!("{page}/{task}"), "task-form", &[]).await;
    }
    let stale = lead.open("/en/staff/cycles/a/check").await.page().form("publish-form");
    saved(lead, &format!("{page}/ballot"), "task-form", &[("limit", "9")]).await;
    let reply = lead.send(&stale).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.body.contains("Someone saved after you opened this page"));
    assert_eq!(app.databases.civic_count("SELECT count(published_at)::bigint AS n FROM cycle").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_takes_rules_zones_and_money_and_its_own_dates_and_lot() {
    let world = World::open().await;
    let lead = world.staff(Role::ProgramStaff, 0).await;
    let fields = [
        ("title_en", "Second"),
        ("title_es", "Segundo"),
        ("slug", "second"),
        ("first_day", "2027-03-01"),
        ("template", "sample-1"),
    ];
    saved(&lead, "/en/staff/cycles/new", "new-cycle", &fields).await;
    let state = world.app.state();
    let (old, new) = state
        .civic
        .read(async |conn| {
            let old = setup::find_draft(conn, "sample-1", Lang::En).await?.unwrap().1;
            Ok::<_, diesel::result::Error>((old, setup::find_draft(conn, "second", Lang::En).await?.unwrap().1))
        })
        .await
        .unwrap();
    assert_eq!(old.frame.zones, new.frame.zones);
    assert_eq!(old.rulebook.proposal, new.rulebook.proposal);
    assert_ne!(old.rulebook.count.tie_break, new.rulebook.count.tie_break, "a lot is drawn anew");
    assert_eq!(new.frame.opens_at.to_rfc3339(), "2027-10-04T16:00:00+00:00");
    let list = lead.open("/en/staff/cycles/second/set-up").await.page();
    assert_eq!(states(&list)[..10], vec!["In progress"; 10]);
    let cycle = state.civic.read(async |conn| cycles::cycle_by_slug(conn, &slug("second"), Lang::En).await).await.unwrap();
    assert!(cycle.published_at.is_none() && cycle.definition_hash.is_none());
    assert!(world.app.visitor().open("/en").await.body.contains("Sample vote"), "the front page stays with the open vote");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_page_says_what_to_do_and_keeps_the_answers() {
    let app = TestApp::start().await;
    let lead = lead(&app, "Sample Program Lead").await;
    let home = whole_cycle(&lead, "next-1", &day(&app, 30)).await;
    for (task, fields, words) in [
        ("dates", vec![("vote_end", "2020-01-01T09:00")], "Voting ends before it starts"),
        ("dates", vec![("ideas_end", "whenever")], "Enter a day and a time"),
        ("dates", vec![("grace", "1441")], "The grace is longer than a day"),
        ("dates", vec![("ideas_end", "")], "Enter a day and a time"),
        ("zones", vec![("money", "lots")], "enter an amount above 0"),
        ("eligibility", vec![("vote_age", "0")], "The least age to vote is 0"),
        ("eligibility", vec![("vote_age", "-1")], "Enter a whole number"),
        ("eligibility", vec![("per", "street")], "Choose one"),
        ("proposals", vec![("floor", "900,000")], "The least ask is above the greatest ask"),
        ("proposals", vec![("cap", "a lot")], "Enter an amount in dollars"),
        ("proposals", vec![("cap_share", "5/4")], "A part must be above 0"),
        ("proposals", vec![("author", "staff")], "committees can’t propose"),
        ("ballot", vec![("limit", "0")], "can choose 0 proposals"),
        ("ballot", vec![("kind", "choose-1")], "the limit is 3"),
        ("ballot", vec![("kind", "ordinal")], "can’t show that kind"),
        ("counting", vec![("rule", "coin")], "no such way of counting"),
        ("counting", vec![("rule", "greedy_votes_threshold")], "needs a least number of votes"),
        ("counting", vec![("rule", "mes_cost"), ("flag", "poznan_80")], "does not use this setting"),
        ("counting", vec![("min_votes", "many")], "Enter a number like 50"),
        ("counting", vec![("seed", "")], "Enter the public seed"),
        ("doors", vec![("door", "")], "Nobody can get a code"),
        ("languages", vec![("language", "ko")], "does not have the language “ko”"),
        ("languages", vec![("language", "")], "Choose at least one language"),
        ("texts", vec![("title_es", "")], "Enter a title"),
    ] {
        let page = format!("{home}/{task}");
        let reply = refused(&lead, &page, "task-form", &fields, words).await;
        if !matches!(fields[0].0, "author" | "flag" | "door" | "language" | "kind" | "per" | "rule") {
            let kept = reply.page().form("task-form").fields;
            assert!(kept.contains(&(fields[0].0.to_owned(), fields[0].1.to_owned())), "{task} {fields:?}: {kept:?}");
        }
    }
    let untied = lead.open(&format!("{home}/counting")).await.page().form("task-form").fill("rule", "mes_cost");
    let reply = lead.send(&untied.untick("tie_step").untick("tie_last")).await;
    assert!(reply.body.contains("“Equal shares by cost” needs a rule for ties"), "{:?}", reply.page().texts(".errors li"));
    // What does not fit between two pages can be saved on either, and both say so until it fits.
    saved(&lead, &format!("{home}/counting"), "task-form", &[("rule", "greedy_points")]).await;
    let list = lead.open(&home).await.page();
    assert_eq!(states(&list)[5], "There is a problem");
    assert_eq!(lead.get(&format!("{home}/nothing")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn voters_words_are_made_from_the_rule_in_every_language() {
    let app = TestApp::start().await;
    let lead = lead(&app, "Sample Program Lead").await;
    let home = whole_cycle(&lead, "next-1", &day(&app, 30)).await;
    let page = lead.open(&format!("{home}/ballot")).await.page();
    let said = page.text(".voters[role=status]").unwrap();
    assert!(said.contains("Choose up to 3 proposals.") && said.contains("Elija hasta 3 propuestas."), "{said}");
    saved(&lead, &format!("{home}/ballot"), "task-form", &[("kind", "choose-1"), ("limit", "1")]).await;
    let said = lead.open(&format!("{home}/ballot")).await.page().text(".voters[role=status]").unwrap();
    assert!(said.contains("Choose one proposal.") && said.contains("Elija una propuesta."), "{said}");
    for task in ["dates", "zones", "eligibility", "proposals", "counting", "doors", "languages", "texts", "places"] {
        for lang in ["en", "es"] {
            let body = lead.open(&format!("/{lang}{}/{task}", home.trim_start_matches("/en"))).await.body;
            assert!(!body.contains("[setup-") && !body.contains("[voters-") && !body.contains("[count-"), "{lang} {task}");
        }
    }
    let places = format!("{home}/places");
    let form = lead.open(&places).await.page().form("task-form");
    let form =
        form.fill("place_name", "Sample Library").fill("place_address", "100 Sample St").fill("place_hours_en", "Daily 9 to 5");
    assert_eq!(lead.send(&form).await.status, StatusCode::SEE_OTHER);
    publish(&lead, "next-1").await;
    assert!(app.visitor().open("/en/in-person").await.body.contains("100 Sample St"));
}
