//! Giving an idea without an account, finding ideas, and following one's own.

use reparto::cycles::PhaseName;
use reqwest::StatusCode;

use crate::support::{
    Season, TestApp, Visitor,
    app::Reply,
    html::{Document, Form},
};

/// An idea on its way: what a test wants to say differently.
#[derive(Clone, Copy)]
pub struct Said<'a> {
    pub words: &'a str,
    pub zone: &'a str,
    pub place: &'a str,
    pub age: &'a str,
    pub contact: &'a str,
}

pub const TREES: Said<'static> =
    Said { words: "Plant trees that give shade at the bus stops", zone: "BOY", place: "1st and Soto", age: "adult", contact: "" };

/// A start of sound that players know; the rest does not matter here.
pub const OGG: &[u8] = b"OggS\0\x02\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\x01\x13OpusHead\x01\x01";

async fn start() -> (TestApp, Season) {
    let app = TestApp::start().await;
    let season = Season::start(&app).await;
    (app, season)
}

/// Follows a 303 that must come.
async fn follow(visitor: &Visitor, reply: Reply) -> Reply {
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{} {:?}", reply.heading(), reply.page().texts(".errors li"));
    visitor.open(&reply.location.unwrap()).await
}

async fn first_form(visitor: &Visitor) -> Form {
    visitor.open("/en/ideas/new").await.page().form("idea-words")
}

/// Walks to the last page; returns it.
pub async fn to_check(visitor: &Visitor, said: &Said<'_>) -> Reply {
    let form = first_form(visitor).await.fill("words", said.words);
    let page = follow(visitor, visitor.send_with_file(&form, None).await).await.page();
    let page = visitor.go(&page.form("idea-where").fill("zone", said.zone).fill("place", said.place)).await.page();
    visitor.go(&page.form("idea-age").fill("age", said.age)).await
}

fn last_form(page: &Document, said: &Said<'_>) -> Form {
    let form = page.form("idea-check");
    if said.contact.is_empty() { form } else { form.fill("contact", said.contact) }
}

/// Gives an idea; returns the giver's page.
pub async fn give(app: &TestApp, said: &Said<'_>) -> Reply {
    let visitor = app.visitor();
    let page = to_check(&visitor, said).await.page();
    visitor.go(&last_form(&page, said)).await
}

async fn count(app: &TestApp, condition: &str) -> i64 {
    app.databases.civic_count(&format!("SELECT count(*)::bigint AS n FROM idea WHERE {condition}")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idea_is_given_in_small_steps_and_its_giver_can_follow_it() {
    let (app, _season) = start().await;
    let visitor = app.visitor();
    let check = to_check(&visitor, &TREES).await;
    assert_eq!(count(&app, "true").await, 0, "nothing is stored before the last button");
    let answers = check.page().text("dl.summary").unwrap();
    for part in [TREES.words, "Boyle Heights", "1st and Soto"] {
        assert!(answers.contains(part), "{answers}");
    }
    let page = visitor.open("/en/ideas/new/where").await.page();
    assert_eq!(page.attribute("input[name=zone][checked]", "value").as_deref(), Some("BOY"), "going back finds the answers");
    let changed = visitor.go(&page.form("idea-where").fill("zone", "WLK")).await;
    assert!(changed.page().text("dl.summary").unwrap().contains("Westlake"), "a change leads back to the check");

    let done = visitor.go(&changed.page().form("idea-check")).await;
    assert_eq!(done.page().text("h1").as_deref(), Some("Idea 1"));
    assert!(done.body.contains(TREES.words));
    let code = done.page().text("p.code bdi").unwrap();
    assert_eq!(count(&app, "state = 'new' AND channel = 'web' AND zone = 'WLK' AND age_group = 'adult'").await, 1);

    let other = app.visitor();
    let form = other.open("/es/ideas/follow").await.page().form("follow");
    let wrong = other.send(&form.clone().fill("code", "ABCD-2345")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let typed = code.to_lowercase().replace('-', " ");
    let found = other.go(&form.fill("code", &typed)).await;
    assert!(found.body.contains(TREES.words), "a code written down leads back");

    let public = other.open("/en/ideas/1").await;
    assert!(!public.body.contains(TREES.words), "the words wait for a look");
    assert!(!public.body.contains(&code) && !other.open("/en/ideas").await.body.contains(&code));
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_are_too_long_or_missing_come_back_as_they_were() {
    let (app, _season) = start().await;
    let visitor = app.visitor();
    let long = "shade ".repeat(100);
    let reply = visitor.send_with_file(&first_form(&visitor).await.fill("words", &long), None).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = reply.page();
    assert_eq!(page.text("textarea#words").unwrap(), long.trim(), "nothing is lost");
    assert!(page.texts(".errors li")[0].contains("599"), "it says how many: {:?}", page.texts(".errors li"));
    let empty = visitor.send_with_file(&first_form(&visitor).await, None).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);

    let form = first_form(&visitor).await.fill("words", TREES.words);
    let page = follow(&visitor, visitor.send_with_file(&form, None).await).await.page();
    let far = "x".repeat(101);
    let reply = visitor.send(&page.form("idea-where").fill("zone", "BOY").fill("place", &far)).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(reply.page().attribute("input#place", "value"), Some(far));
    assert_eq!(reply.page().attribute("input[name=zone][checked]", "value").as_deref(), Some("BOY"));
    let reply = visitor.send(&page.form("idea-where").fill("zone", "SEL")).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "a zone that is not in the cycle");
    assert_eq!(count(&app, "true").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_children_no_contact_is_asked_for_or_kept_and_the_youngest_are_told_kindly() {
    let (app, _season) = start().await;
    let child = app.visitor();
    let page = to_check(&child, &Said { age: "child", ..TREES }).await.page();
    assert_eq!(page.count("input[name=contact]"), 0, "not asked for");
    child.go(&page.form("idea-check").fill("contact", "2135550123")).await;
    assert_eq!(count(&app, "age_group = 'child' AND contact_sealed IS NULL").await, 1, "not kept even when it is sent");

    let young = app.visitor();
    let form = first_form(&young).await.fill("words", "a slide");
    let page = follow(&young, young.send_with_file(&form, None).await).await.page();
    let page = young.go(&page.form("idea-where").fill("zone", "BOY")).await.page();
    let reply = young.send(&page.form("idea-age").fill("age", "under")).await;
    assert_eq!((reply.status, reply.heading().contains('5')), (StatusCode::OK, true), "{}", reply.heading());
    assert_eq!(count(&app, "true").await, 1);

    let sql = "UPDATE idea SET contact_sealed = '\\x01' WHERE age_group = 'child'";
    let refused = format!("{:#}", app.databases.civic(sql).await.expect_err("the table refuses it too"));
    assert!(refused.contains("idea_no_contact_of_children"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_is_sealed_never_shown_and_forgotten_on_request() {
    let (app, _season) = start().await;
    let visitor = app.visitor();
    let said = Said { contact: "Sample@Example.org", age: "teen", ..TREES };
    let page = to_check(&visitor, &said).await.page();
    let wrong = visitor.send(&page.form("idea-check").fill("contact", "call me maybe")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.page().attribute("input#contact", "value").as_deref(), Some("call me maybe"));
    let done = visitor.go(&wrong.page().form("idea-check").fill("contact", said.contact)).await;
    assert!(!done.body.to_lowercase().contains("sample@example.org"));
    assert_eq!(
        count(&app, "contact_sealed IS NOT NULL AND position('example' in encode(contact_sealed, 'escape')) = 0").await,
        1
    );
    let after = visitor.go(&done.page().form("forget")).await;
    assert_eq!(after.page().count("form#forget"), 0);
    assert_eq!(count(&app, "contact_sealed IS NULL").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn pressing_twice_gives_one_idea() {
    let (app, _season) = start().await;
    let visitor = app.visitor();
    let form = to_check(&visitor, &TREES).await.page().form("idea-check");
    let (first, second) = tokio::join!(visitor.send(&form), visitor.send(&form));
    assert_eq!((first.status, second.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    assert_eq!(first.location, second.location, "both lead to the same page");
    let late = visitor.send(&form).await;
    assert_eq!(late.location, first.location, "also when the answer was lost and the button is pressed later");
    assert_eq!(count(&app, "true").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idea_that_comes_too_late_is_shown_to_its_giver_and_not_stored() {
    let (app, season) = start().await;
    let visitor = app.visitor();
    let form = to_check(&visitor, &TREES).await.page().form("idea-check");
    season.set(&app, PhaseName::Ideas, (-48, -1)).await;
    let reply = visitor.send(&form).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.body.contains(TREES.words) && reply.page().text("main").unwrap().contains("ended on"), "{}", reply.body);
    assert_eq!(count(&app, "true").await, 0);
    season.set(&app, PhaseName::Ideas, (24, 48)).await;
    let before = app.visitor().open("/en/ideas/new").await.page();
    assert_eq!(before.count("form#idea-words"), 0);
    assert!(before.text("main").unwrap().contains("from"), "says when");
    season.set(&app, PhaseName::Ideas, (-24, 48)).await;
    let given = visitor.go(&visitor.open("/en/ideas/new/check").await.page().form("idea-check")).await;
    assert_eq!(given.heading(), "Idea 1", "the draft was not lost");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_script_comes_back_as_it_was_written() {
    let (app, _season) = start().await;
    for words in [
        "نريد ظلًا عند مواقف الحافلات",
        "យើងចង់បានដើមឈើ\u{200b}បន្ថែម",
        "👩‍👩‍👧‍👦 a park for 🏳️‍🌈 all",
        "سایه می‌خواهیم",
        "two lines:\nÑandú & <b>bold</b> \"quotes\"",
    ] {
        let page = give(&app, &Said { words, ..TREES }).await;
        let lines: Vec<String> = words.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(page.page().texts("div.inset p"), lines, "{words}");
        let stored = format!("words = '{}'", words.replace('\'', "''"));
        assert_eq!(count(&app, &stored).await, 1, "{words}");
        assert_eq!(page.page().attribute("div.inset p", "dir").as_deref(), Some("auto"));
        assert!(!page.body.contains("<b>bold"), "escaped");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_lies_about_what_it_is_is_refused_and_the_words_stay() {
    let (app, _season) = start().await;
    let visitor = app.visitor();
    let form = first_form(&visitor).await.fill("words", TREES.words);
    let large = [OGG, &[0; 2_000_000]].concat();
    for bytes in [&b"<html><script>alert(1)</script>"[..], b"\x89PNG\r\n\x1a\n", &large] {
        let reply = visitor.send_with_file(&form, Some(("sound", "idea.mp3", "audio/mpeg", bytes))).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(reply.page().text("textarea#words").as_deref(), Some(TREES.words));
        assert_eq!(reply.page().count("#sound-error"), 1);
    }
    let reply = visitor.send_with_file(&form, Some(("sound", "idea.mp3", "audio/mpeg", OGG))).await;
    let page = follow(&visitor, reply).await.page();
    let page = visitor.go(&page.form("idea-where").fill("zone", "BOY")).await.page();
    let page = visitor.go(&page.form("idea-age").fill("age", "adult")).await.page();
    visitor.go(&page.form("idea-check")).await;
    let stored = "EXISTS (SELECT FROM idea_sound WHERE idea = idea.id AND media_type = 'audio/ogg')";
    assert_eq!(count(&app, stored).await, 1, "its content decides what it is");
    assert_eq!(app.databases.civic_count("SELECT count(*)::bigint AS n FROM stored_file").await, 0);
    let heard = app.visitor().get("/en/ideas/1/sound").await;
    assert_eq!(heard.status, StatusCode::NOT_FOUND, "nobody hears it before a look");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_searched_filtered_and_paged() {
    let (app, _season) = start().await;
    let fill = "INSERT INTO idea (id, cycle, zone, number, state, words, folded, place, channel, given_on, answer_lang, form_hash, issue_area)
        SELECT gen_random_uuid(), 'next-1', CASE n % 2 WHEN 0 THEN 'BOY' ELSE 'WLK' END, n,
               CASE WHEN n = 60 THEN 'hidden' WHEN n = 59 THEN 'new' ELSE 'published' END,
               'Idea about Jardín ' || n, 'idea about jardin ' || n, '', 'web', '2026-11-22', 'en', sha256(n::text::bytea),
               CASE WHEN n % 3 = 0 THEN 'HEALTH' END
        FROM generate_series(1, 60) n";
    app.databases.civic(fill).await.unwrap();
    let visitor = app.visitor();
    let page = visitor.open("/en/ideas").await.page();
    let names = page.texts("li.card h3 a");
    assert_eq!((names.len(), names[0].as_str(), names[24].as_str()), (25, "Idea 58", "Idea 34"), "newest first, 25 a page");
    let next = page.attributes(".pager a", "href");
    assert_eq!(visitor.open(&next[0]).await.page().texts("li.card h3 a")[0], "Idea 33");
    assert!(page.text("ul.zones").unwrap().contains("29 ideas"), "{:?}", page.text("ul.zones"));
    for (query, expected) in [
        ("words=JARDIN+58", 1),
        ("words=jard%C3%ADn&zone=BOY&page=2", 4),
        ("words=60", 0),
        ("words=%25", 25),
        ("standing=hidden", 1),
        ("standing=waiting", 1),
        ("area=HEALTH&zone=WLK", 10),
        ("zone=nowhere&area=x&standing=y&page=z", 25),
    ] {
        let found = visitor.open(&format!("/en/ideas?{query}")).await;
        assert_eq!(found.page().count("li.card"), expected, "{query}");
    }
    let hidden = visitor.open("/es/ideas?standing=hidden").await;
    assert!(!hidden.body.contains("Jardín 60"), "what is not shown has no words");
    assert_eq!(visitor.get("/en/ideas?cycle=no-such").await.status, StatusCode::NOT_FOUND);
    assert_eq!(visitor.get("/en/ideas/999").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_without_a_cycle_says_so() {
    let app = TestApp::start().await;
    for path in ["/en/ideas", "/es/ideas/new"] {
        let page = app.visitor().open(path).await.page();
        assert_eq!(page.count("form"), 0, "{path}");
    }
    assert_eq!(app.visitor().get("/en/ideas/1").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_cannot_delete_ideas_or_rewrite_their_past() {
    let (app, _season) = start().await;
    give(&app, &TREES).await;
    for statement in [
        "DELETE FROM idea",
        "TRUNCATE idea CASCADE",
        "UPDATE idea SET number = 9",
        "UPDATE idea SET given_on = '2020-01-01'",
        "UPDATE idea_event SET actor = 'x'",
        "DELETE FROM idea_event",
        "DELETE FROM concept",
        "UPDATE idea_sound SET bytes = '\\x01'",
    ] {
        let as_server = format!("SET ROLE reparto_civic; {statement}");
        let refused = reparto::platform::migrations::execute(&app.databases.civic_url, &[&as_server]).await;
        let text = format!("{:#}", refused.expect_err(statement));
        assert!(text.contains("permission denied"), "{statement}: {text}");
    }
    let owner = app.databases.civic("DELETE FROM idea_event").await;
    assert!(format!("{:#}", owner.expect_err("a trigger stops the owner too")).contains("only grows"));
    let bare = app.databases.civic("UPDATE idea SET state = 'published', words = ''").await;
    assert!(format!("{:#}", bare.expect_err("a published idea has words")).contains("idea_published_has_words"));
}
