//! Working on ideas: typing them in, looking at them, making concepts and taking them apart again; who may and who may not.

use reparto::{base::Role, cycles::PhaseName};
use reqwest::StatusCode;

use crate::{
    console::press,
    ideas::{OGG, Said, TREES, give},
    support::{Season, TestApp, Visitor, app::Reply, html::Form, world::World, writers::seat_committee},
};

/// Committee members of the sample: three of another zone, then three of Boyle Heights.
const BOY_MEMBER: usize = 3;

async fn start() -> (World, Season) {
    let world = World::open().await;
    let season = Season::start(&world.app).await;
    seat_committee(&world, "ARP", &[0, 1, 2]).await;
    seat_committee(&world, "BOY", &[BOY_MEMBER, BOY_MEMBER + 1]).await;
    (world, season)
}

async fn look(staff: &Visitor, number: i32, step: &str, fields: &[(&str, &str)]) -> Reply {
    press(staff, &format!("/en/staff/ideas/{number}"), step, fields).await
}

async fn publish(staff: &Visitor, numbers: std::ops::RangeInclusive<i32>) {
    for number in numbers {
        let reply = look(staff, number, "publish", &[]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{number}: {:?}", reply.page().texts(".errors li"));
    }
}

async fn give_all(app: &TestApp, words: &[&str]) {
    for words in words {
        give(app, &Said { words, ..TREES }).await;
    }
}

/// The form of the inbox with these ideas ticked.
async fn ticked(member: &Visitor, ideas: &[i32]) -> Form {
    let mut form = member.open("/en/committee/ideas").await.page().form("gather").untick("idea");
    for number in ideas {
        form = form.tick("idea", &number.to_string());
    }
    form
}

async fn new_concept(member: &Visitor, ideas: &[i32], title: &str) -> Reply {
    let form = ticked(member, ideas).await.fill("into", "new").fill("title", title);
    member.send(&form.fill("summary", "Shade where people wait").fill("area", "HEALTH")).await
}

async fn count(app: &TestApp, query: &str) -> i64 {
    app.databases.civic_count(&format!("SELECT count(*)::bigint AS n FROM {query}")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stack_of_paper_is_typed_in_sheet_by_sheet() {
    let (world, season) = start().await;
    let member = world.staff(Role::CommitteeMember, BOY_MEMBER).await;
    let page = member.open("/en/committee/ideas/enter").await.page();
    assert_eq!(page.attributes("input[name=zone]", "value"), ["BOY"], "only the zone that is theirs");
    let bad = member.send(&page.form("enter").fill("channel", "event").fill("words", "Night buses")).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(bad.page().text("textarea#words").as_deref(), Some("Night buses"), "kept");
    let form = bad.page().form("enter").fill("event", "Sample fair").fill("lang", "es");
    let next = member.go(&form).await;
    assert!(next.page().text("section.notice").unwrap().contains("Idea 1 saved"));
    let again = member.go(&form).await;
    assert!(again.page().text("section.notice").unwrap().contains("Idea 1 saved"), "sent twice, saved once");
    let second = next.page().form("enter");
    assert!(second.fields.contains(&("event".to_owned(), "Sample fair".to_owned())), "what the stack has in common stays");
    let next = member.go(&second.fill("words", "Later library hours")).await;
    assert!(next.page().text("section.notice").unwrap().contains("Idea 2 saved"));
    assert_eq!(count(&world.app, "idea WHERE channel = 'event' AND event_name = 'Sample fair' AND lang = 'es'").await, 2);
    let events = "idea_event WHERE kind = 'entered' AND actor LIKE 'Sample Committee Member BOY%'";
    assert_eq!(count(&world.app, events).await, 2);

    season.set(&world.app, PhaseName::Ideas, (-48, -1)).await;
    let late = member.open("/en/committee/ideas/enter").await.page().form("enter").fill("channel", "paper").fill("words", "Late");
    assert_eq!(member.send(&late).await.status, StatusCode::SEE_OTHER, "paper of the phase may be typed after it");
    season.set(&world.app, PhaseName::Ideas, (1, 48)).await;
    let early =
        member.open("/en/committee/ideas/enter").await.page().form("enter").fill("channel", "paper").fill("words", "Early");
    assert_eq!(member.send(&early).await.status, StatusCode::UNPROCESSABLE_ENTITY, "never before it");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idea_is_public_after_a_look_and_its_giver_hears_of_it() {
    let (world, _season) = start().await;
    give(&world.app, &Said { contact: "213 555 0177", ..TREES }).await;
    let staff = world.staff(Role::ProgramStaff, 0).await;
    let queue = staff.open("/en/staff/ideas").await.page();
    let back = staff.go(&queue.form("publish-1")).await;
    assert!(back.page().text("section.notice").unwrap().contains("Idea 1"), "back in the queue for the next");
    assert_eq!(back.page().count("form"), 1, "only signing out is left");
    let public = world.app.visitor().open("/en/ideas/1").await;
    assert!(public.body.contains(TREES.words) && public.body.contains("1st and Soto"));
    assert!(!public.body.contains("5550177"));
    world.app.messages().await;
    let told = reparto::platform::senders::read_latest(&world.app.outbox, 10);
    let message = told.iter().find(|message| message.to == "+12135550177").expect("a message");
    assert!(message.text.contains("/en/ideas/1?cycle=next-1") && !message.text.contains("shade"), "{}", message.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hidden_idea_says_why_in_plain_words_and_the_step_can_be_taken_back() {
    let (world, _season) = start().await;
    give_all(&world.app, &["Bring back the old mayor", "Free rides to the clinic"]).await;
    let staff = world.staff(Role::ProgramStaff, 0).await;
    publish(&staff, 1..=2).await;
    let none = look(&staff, 1, "hide", &[("note", "It is about elections")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(none.page().attribute("input#note", "value").as_deref(), Some("It is about elections"), "kept");
    assert_eq!(
        look(&staff, 1, "hide", &[("reason", "I-PROGRAM"), ("note", "It is about elections")]).await.status,
        StatusCode::SEE_OTHER
    );
    let public = world.app.visitor().open("/en/ideas/1").await;
    assert!(!public.body.contains("old mayor"), "its words are gone");
    assert!(public.body.contains("not a program or a service") && public.body.contains("It is about elections"));
    assert!(public.body.contains("Sample Program Lead"), "who did it");
    assert!(world.app.visitor().open("/en/audit").await.body.contains("was taken off the list"));
    assert_eq!(look(&staff, 1, "undo", &[]).await.status, StatusCode::SEE_OTHER);
    assert!(world.app.visitor().open("/en/ideas/1").await.body.contains("old mayor"));
    assert_eq!(count(&world.app, "idea_event e JOIN idea i ON i.id = e.idea WHERE i.number = 1").await, 4, "every step stays");

    assert_eq!(look(&staff, 2, "move", &[("zone", "WLK")]).await.status, StatusCode::SEE_OTHER);
    let list = world.app.visitor().open("/en/ideas?zone=WLK").await;
    assert!(list.body.contains("Free rides"));
    assert!(world.app.visitor().open("/es/ideas/2").await.body.contains("Westlake"));
}

#[tokio::test(flavor = "multi_thread")]
async fn words_about_a_person_are_gone_for_good_and_that_is_public() {
    let (world, _season) = start().await;
    give_all(&world.app, &["Help Sample Person of 12 Sample Street with the stairs"]).await;
    let staff = world.staff(Role::ProgramStaff, 0).await;
    let reply = look(&staff, 1, "redact", &[("words", "Help older people with their stairs"), ("place", "")]).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    publish(&staff, 1..=1).await;
    assert_eq!(count(&world.app, "idea WHERE words LIKE '%Sample Person%' OR folded LIKE '%sample person%'").await, 0);
    assert_eq!(count(&world.app, "idea WHERE place <> ''").await, 0);
    let public = world.app.visitor().open("/en/ideas/1").await;
    assert!(public.body.contains("older people") && public.body.contains("Words about a person were taken out"));
    assert_eq!(count(&world.app, "act WHERE kind = 'idea.redacted' AND body::text NOT LIKE '%Sample Person%'").await, 1);
    let page = staff.open("/en/staff/ideas/1").await.page();
    staff.send(&page.form("undo")).await;
    assert_eq!(staff.open("/en/staff/ideas/1").await.page().count("form#undo"), 1);
    let twice = staff.send(&page.form("undo").fill("step", "transcribe").fill("words", "x")).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "there is no recording to type");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recording_is_heard_typed_and_only_then_public() {
    let (world, _season) = start().await;
    let visitor = world.app.visitor();
    let form = visitor.open("/en/ideas/new").await.page().form("idea-words");
    let reply = visitor.send_with_file(&form, Some(("sound", "voice.ogg", "application/octet-stream", OGG))).await;
    let page = visitor.open(&reply.location.expect("a recording is enough")).await.page();
    let page = visitor.go(&page.form("idea-where").fill("zone", "BOY")).await.page();
    let page = visitor.go(&page.form("idea-age").fill("age", "adult")).await.page();
    visitor.go(&page.form("idea-check")).await;

    let staff = world.staff(Role::ProgramStaff, 0).await;
    let page = staff.open("/en/staff/ideas/1").await.page();
    let source = page.attribute("audio", "src").expect("a player");
    let heard = staff.get(&source).await;
    assert_eq!((heard.status, heard.headers["content-type"].to_str().unwrap()), (StatusCode::OK, "audio/ogg"));
    let mut phone = staff.clone();
    phone.headers.insert("range", "bytes=0-3".parse().unwrap());
    let part = phone.get(&source).await;
    assert_eq!((part.status, part.body.as_str()), (StatusCode::PARTIAL_CONTENT, "OggS"), "some phones ask for parts");
    assert_eq!(visitor.get(&source).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(page.count("form#publish"), 0, "words come first");
    let forced = staff.send(&page.form("transcribe").fill("step", "publish").untick("words")).await;
    assert_eq!(forced.status, StatusCode::UNPROCESSABLE_ENTITY);
    staff.go(&page.form("transcribe").fill("words", "More buses at night")).await;
    publish(&staff, 1..=1).await;
    let public = visitor.open("/en/ideas/1").await.page();
    let source = public.attribute("audio", "src").expect("a player");
    assert_eq!(visitor.get(&source).await.status, StatusCode::OK);
    look(&staff, 1, "hide", &[("reason", "I-HARM")]).await;
    assert_eq!(visitor.get(&source).await.status, StatusCode::NOT_FOUND, "off the list at once");
}

#[tokio::test(flavor = "multi_thread")]
async fn ideas_that_ask_for_the_same_become_a_concept_and_can_be_taken_out_again() {
    let (world, _season) = start().await;
    let words = ["Trees for shade at bus stops", "Shade trees near the bus stops please", "A night shelter for families"];
    give_all(&world.app, &words).await;
    let staff = world.staff(Role::ProgramStaff, 0).await;
    publish(&staff, 1..=3).await;
    let giver = give(&world.app, &Said { words: "We need shade trees at bus stops", ..TREES }).await;
    let alike = giver.page().texts("ul.proposals h3 a");
    assert_eq!(alike.iter().filter(|name| ["Idea 1", "Idea 2"].contains(&name.as_str())).count(), 2, "{alike:?}");
    assert!(!alike.contains(&"Idea 3".to_owned()), "{alike:?}");

    let member = world.staff(Role::CommitteeMember, BOY_MEMBER).await;
    let beside = member.open("/en/committee/ideas?like=1").await.page();
    assert_eq!(beside.attributes("input[name=idea]", "value"), ["1", "2"], "what is like it");
    let faulty = member.send(&ticked(&member, &[1, 2]).await.fill("into", "new").fill("summary", "Shade")).await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(faulty.page().count("input[name=idea][checked]"), 2, "ticks stay");
    assert_eq!(faulty.page().text("textarea#summary").as_deref(), Some("Shade"));
    assert_eq!(new_concept(&member, &[1, 2], "Shade at bus stops").await.status, StatusCode::SEE_OTHER);
    let left = member.open("/en/committee/ideas").await.page();
    assert_eq!(left.attributes("input[name=idea]", "value"), ["3"]);
    member.go(&ticked(&member, &[3]).await.fill("into", "1")).await;

    let visitor = world.app.visitor();
    let concept = visitor.open("/en/ideas/concepts/1").await.page();
    assert_eq!(concept.texts("li.card h3 a"), ["Idea 1", "Idea 2", "Idea 3"]);
    assert!(visitor.open("/en/ideas/2").await.body.contains("Shade at bus stops"));
    assert_eq!(visitor.open("/en/ideas?standing=joined&area=HEALTH").await.page().count("li.card"), 3);

    let desk = member.open("/en/committee/ideas/concepts/1").await.page();
    assert_eq!(member.send(&desk.form("split")).await.status, StatusCode::UNPROCESSABLE_ENTITY, "tick one first");
    member.go(&desk.form("split").tick("idea", "3")).await;
    assert_eq!(visitor.open("/en/ideas/concepts/1").await.page().texts("li.card h3 a"), ["Idea 1", "Idea 2"]);
    let trace = visitor.open("/en/ideas/3").await.page().text("ol.acts").unwrap();
    assert!(trace.contains("became part of a concept") && trace.contains("taken out of the concept"), "{trace}");
    assert_eq!(count(&world.app, "idea_event WHERE kind IN ('joined', 'split')").await, 4);
    let stale = member.send(&desk.form("split").tick("idea", "3")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "it is out already");
    let hide = staff.open("/en/staff/ideas/1").await.page();
    assert_eq!(hide.count("form#hide"), 0, "what is in a concept is taken out first");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_members_who_want_one_idea_exactly_one_gets_it() {
    let (world, _season) = start().await;
    give_all(&world.app, &["Trees", "Benches", "Water"]).await;
    let staff = world.staff(Role::ProgramStaff, 0).await;
    publish(&staff, 1..=3).await;
    let first = world.staff(Role::CommitteeMember, BOY_MEMBER).await;
    let second = world.staff(Role::CommitteeMember, BOY_MEMBER + 1).await;
    let (one, two) = tokio::join!(new_concept(&first, &[1, 2], "Sample one"), new_concept(&second, &[2, 3], "Sample two"));
    let won = [&one, &two].iter().filter(|reply| reply.status == StatusCode::SEE_OTHER).count();
    assert_eq!(won, 1, "{} {}", one.status, two.status);
    let lost = if one.status == StatusCode::SEE_OTHER { two } else { one };
    assert_eq!(lost.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(lost.page().texts(".errors li")[0].contains("Idea 2"), "it says which: {:?}", lost.page().texts(".errors li"));
    assert_eq!(lost.page().count("input[name=idea][checked]"), 2, "and keeps what was ticked");
    assert_eq!(count(&world.app, "concept").await, 1, "a concept without its ideas is not left behind");
    assert_eq!(count(&world.app, "idea_event WHERE kind = 'joined'").await, 2);

    let other = "INSERT INTO concept VALUES (gen_random_uuid(), 'next-1', 'BOY', 9, 'x', 'y', NULL)";
    world.app.databases.civic(other).await.unwrap();
    let steal = "UPDATE idea SET concept = (SELECT id FROM concept WHERE number = 9) WHERE number = 2";
    let refused = format!("{:#}", world.app.databases.civic(steal).await.expect_err("the table refuses it too"));
    assert!(refused.contains("in a concept already"), "{refused}");
    let elsewhere = "UPDATE idea SET concept = NULL WHERE number = 2; UPDATE idea SET zone = 'WLK' WHERE number = 2;
        UPDATE idea SET concept = (SELECT id FROM concept WHERE number = 9) WHERE number = 2";
    let refused = format!("{:#}", world.app.databases.civic(elsewhere).await.expect_err("another zone's concept"));
    assert!(refused.contains("idea_concept_fkey"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_committees_member_works_in_their_own_zone_only() {
    let (world, _season) = start().await;
    give_all(&world.app, &["Trees"]).await;
    let staff = world.staff(Role::ProgramStaff, 0).await;
    publish(&staff, 1..=1).await;
    let own = world.staff(Role::CommitteeMember, BOY_MEMBER).await;
    assert_eq!(new_concept(&own, &[1], "Sample shade").await.status, StatusCode::SEE_OTHER);
    let stranger = world.staff(Role::CommitteeMember, 0).await;
    assert_eq!(stranger.get("/en/committee/ideas?zone=BOY").await.status, StatusCode::FORBIDDEN);
    assert_eq!(stranger.get("/en/committee/ideas/concepts/1").await.status, StatusCode::FORBIDDEN);
    let token = stranger.open("/en/committee/ideas/enter").await.page().form("enter");
    let enter = token.clone().fill("channel", "paper").fill("zone", "BOY").fill("words", "Not mine");
    assert_eq!(stranger.send(&enter).await.status, StatusCode::FORBIDDEN);
    let csrf = token.fields.iter().find(|(name, _)| name == "csrf").cloned().unwrap();
    let split =
        Form { action: "/en/committee/ideas/concepts/1".to_owned(), fields: vec![csrf.clone(), ("idea".into(), "1".into())] };
    assert_eq!(stranger.send(&split).await.status, StatusCode::FORBIDDEN);
    let gather = Form {
        action: "/en/committee/ideas?zone=BOY".to_owned(),
        fields: vec![csrf.clone(), ("zone".into(), "BOY".into()), ("idea".into(), "1".into()), ("into".into(), "1".into())],
    };
    assert_eq!(stranger.send(&gather).await.status, StatusCode::FORBIDDEN);
    let hide = Form {
        action: "/en/staff/ideas/1".to_owned(),
        fields: vec![csrf, ("step".into(), "hide".into()), ("reason".into(), "I-HARM".into())],
    };
    assert_eq!(own.send(&hide).await.status, StatusCode::FORBIDDEN, "members do not moderate");
    let proposer = world.staff(Role::Proposer, 0).await;
    assert_eq!(proposer.get("/en/committee/ideas").await.status, StatusCode::FORBIDDEN, "organisations do not merge ideas");
    assert_eq!(count(&world.app, "idea WHERE concept IS NOT NULL AND state = 'published'").await, 1, "nothing changed");
}
