//! Writing a proposal: drafts are never lost, two who write at once see both texts, and the clock decides about handing in.

use reparto::{base::Role, cycles::PhaseName};
use reqwest::{StatusCode, multipart};

use crate::support::{
    Visitor,
    writers::{FINISHED, Writers, finish, write_all},
};

/// Sends the form of the files page with these bytes.
async fn upload(visitor: &Visitor, base: &str, (name, bytes): (&str, Vec<u8>), words: &str) -> (StatusCode, String) {
    let form = visitor.open(&format!("{base}/sections/photos")).await.page().form("add-file");
    let mut body = multipart::Form::new().part("file", multipart::Part::bytes(bytes).file_name(name.to_owned()));
    for (field, value) in form.fields.iter().filter(|(field, _)| field != "words") {
        body = body.text(field.clone(), value.clone());
    }
    let body = body.text("words", words.to_owned());
    let reply = visitor.client.post(format!("{}{}", visitor.url, form.action)).multipart(body).send().await.unwrap();
    (reply.status(), reply.text().await.unwrap())
}

/// A small picture.
fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(900, 600, |x, y| image::Rgb([(x % 256) as u8, (y % 256) as u8, 90]))
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .unwrap();
    bytes.into_inner()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_committee_writes_a_proposal_in_parts_and_hands_it_in() {
    let season = Writers::open().await;
    season.rules(|rules| rules.proposal.committee_vote = false).await;
    let ana = season.member(0).await;
    let base = write_all(&ana, season.contest).await;
    let page = ana.open(&base).await.page();
    assert_eq!(
        page.texts(".tasks .state").iter().filter(|state| *state == "Completed").count(),
        FINISHED.len() + 1,
        "the vote is not needed here"
    );
    let preview = ana.open(&format!("{base}/preview")).await.page();
    let paper = preview.attributes("main a", "href").into_iter().find(|href| href.ends_with(".pdf")).expect("the card on paper");
    let card = ana.client.get(format!("{}{paper}", ana.url)).send().await.unwrap();
    assert_eq!(card.status(), StatusCode::OK, "{paper}");
    assert!(card.bytes().await.unwrap().starts_with(b"%PDF-"), "a real file");
    let check = ana.open(&format!("{base}/check")).await;
    assert!(check.body.contains("$200,000"), "the total is computed by the server");
    assert_eq!(check.page().count(".errors"), 0);
    let done = ana.go(&check.page().form("submit")).await;
    assert!(done.body.contains("In review"));
    let again = ana.get(&format!("{base}/sections/name")).await.page();
    assert_eq!(again.count("form#section"), 0, "what is handed in can only be read");
    let audit = ana.open("/en/audit").await;
    assert!(audit.body.contains("was handed in"), "the public sees it");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_stands_before_the_button_with_the_way_to_it() {
    let season = Writers::open().await;
    let ana = season.member(0).await;
    let base = write_all(&ana, season.contest).await;
    finish(&ana, &base, "cost", &[("item", "Roofs"), ("count", "1"), ("each", "600000"), ("scalable", "no"), ("least", "")])
        .await;
    finish(&ana, &base, "when", &[("start", "Soon"), ("months", "24")]).await;
    let form = ana.open(&format!("{base}/check")).await.page().form("submit");
    let refused = ana.send(&form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let missing = refused.page().texts(".errors li");
    assert_eq!(missing.len(), 3, "{missing:?}");
    assert!(missing[0].contains("$500,000"), "{missing:?}");
    assert!(missing[1].contains("12 months"), "{missing:?}");
    assert!(missing[2].contains("vote"), "{missing:?}");
    let empty = season.proposer().await;
    let page = empty.open("/en/committee/proposals/new").await.page();
    let start = page.form("new-application").fill("contest", &season.contest.0.to_string());
    let base = empty.send(&start).await.location.unwrap();
    let missing = empty.open(&format!("{base}/check")).await.page().texts(".errors li");
    assert_eq!(missing.len(), FINISHED.len(), "{missing:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_name_their_field_and_the_words_are_kept_all_the_same() {
    let season = Writers::open().await;
    let ana = season.proposer().await;
    let page = ana.open("/en/committee/proposals/new").await.page();
    let start = page.form("new-application").fill("contest", &season.contest.0.to_string());
    let base = ana.send(&start).await.location.unwrap();
    let long = "a very long thought ".repeat(12);
    let form = ana.open(&format!("{base}/sections/summary")).await.page().form("section");
    let reply = ana.send(&form.fill("summary", &long).fill("completed", "yes")).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.page().text(".errors li").unwrap().contains("48 words"), "{:?}", reply.page().texts(".errors li"));
    let fresh = ana.open(&format!("{base}/sections/summary")).await.page().form("section");
    let kept = fresh.fields.iter().find(|(name, _)| name == "summary").unwrap();
    assert_eq!(kept.1.trim(), long.trim(), "a draft is never lost");
    let form = ana.open(&format!("{base}/sections/cost")).await.page().form("section");
    let mut form = form.untick("item").untick("count").untick("each").untick("source").untick("yearly");
    for (item, count, each) in [("Rent", "1", "100"), ("", "", ""), ("Paint", "many", "")] {
        form = form.tick("item", item).tick("count", count).tick("each", each).tick("yearly", "no").tick("source", "");
    }
    let reply = ana.send(&form.fill("completed", "yes").fill("go", "save")).await;
    let faults = reply.page().texts(".errors li");
    assert!(faults.iter().any(|f| f.contains("Line 2: enter how many")), "{faults:?}");
    assert!(faults.iter().any(|f| f.contains("Line 2: enter a price")), "{faults:?}");
    for target in reply.page().attributes(".errors a", "href") {
        assert_eq!(reply.page().count(&format!("[id='{}']", &target[1..])), 1, "{target} leads to its field");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn words_in_any_script_and_direction_come_back_as_they_were() {
    let season = Writers::open().await;
    let ana = season.proposer().await;
    let page = ana.open("/en/committee/proposals/new").await.page();
    let start = page.form("new-application").fill("contest", &season.contest.0.to_string());
    let base = ana.send(&start).await.location.unwrap();
    let text = "\n  مقترح للحي <b>ផ្លូវ</b> 👩‍👩‍👧 \u{200b}& \"quotes\"\r\nsecond line";
    let form = ana.open(&format!("{base}/sections/what")).await.page().form("section");
    ana.go(&form.fill("description", text).fill("completed", "later")).await;
    let reply = ana.open(&format!("{base}/sections/what")).await;
    assert!(!reply.body.contains("<b>ផ្លូវ"), "what people type is never markup");
    let back = reply.page().form("section");
    let kept = &back.fields.iter().find(|(name, _)| name == "description").unwrap().1;
    assert_eq!(kept, &text.trim().replace("\r\n", "\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_save_the_same_part_see_both_texts_and_neither_is_lost() {
    let season = Writers::open().await;
    let (ana, ben) = (season.member(0).await, season.member(1).await);
    let base = write_all(&ana, season.contest).await;
    let section = format!("{base}/sections/name");
    let from_ana = ana.open(&section).await.page().form("section");
    let seen_by_ben = ben.open(&section).await;
    assert!(seen_by_ben.body.contains("Also open now"), "a soft notice tells who else is here");
    let from_ben = seen_by_ben.page().form("section");
    ana.go(&from_ana.fill("title", "Shade and water")).await;
    let reply = ben.send(&from_ben.fill("title", "Shade and trees")).await;
    assert_eq!(reply.status, StatusCode::CONFLICT);
    for words in ["Shade and water", "Shade and trees"] {
        assert!(reply.body.contains(words), "both texts stand on the page");
    }
    assert!(reply.page().count("ins") > 0 && reply.page().count("del") > 0);
    let together = reply.page().form("section").fill("title", "Shade, water and trees");
    ben.go(&together).await;
    let history = ana.open(&format!("{section}/history")).await;
    assert_eq!(history.page().count("section.card"), 3, "every saved version is there");
    let restored = ana.go(&history.page().form("use-1")).await;
    assert!(restored.page().form("section").fields.contains(&("title".to_owned(), "Shade for the bus stops".to_owned())));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_saves_from_one_version_exactly_one_wins_and_the_others_are_shown_a_conflict() {
    let season = Writers::open().await;
    let ana = season.member(0).await;
    let base = write_all(&ana, season.contest).await;
    let form = ana.open(&format!("{base}/sections/where")).await.page().form("section");
    let saves = (0..12).map(|n| {
        let (ana, form) = (ana.clone(), form.clone().fill("place", &format!("Corner {n}")));
        tokio::spawn(async move { ana.send(&form).await.status })
    });
    let (mut kept, mut conflicts) = (0, 0);
    for save in saves.collect::<Vec<_>>() {
        match save.await.unwrap() {
            StatusCode::SEE_OTHER => kept += 1,
            StatusCode::CONFLICT => conflicts += 1,
            other => panic!("{other}"),
        }
    }
    assert_eq!((kept, conflicts), (1, 11));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_save_and_a_submission_at_once_leave_nothing_in_between() {
    let season = Writers::open().await;
    season.rules(|rules| rules.proposal.committee_vote = false).await;
    let (ana, ben) = (season.member(0).await, season.member(1).await);
    for round in 0..5 {
        let base = write_all(&ana, season.contest).await;
        let submit = ana.open(&format!("{base}/check")).await.page().form("submit");
        let save = ben.open(&format!("{base}/sections/where")).await.page().form("section").fill("place", "Late words");
        let (first, second) = tokio::join!(ana.send(&submit), ben.send(&save));
        assert_eq!(first.status, StatusCode::SEE_OTHER, "round {round}");
        assert!([StatusCode::SEE_OTHER, StatusCode::CONFLICT].contains(&second.status), "{}", second.status);
        let late = season.world.app.databases.civic_count(
            "SELECT count(*) AS n FROM section s JOIN application a ON a.id = s.application WHERE s.saved_at > a.submitted_at + interval '1 second'");
        assert_eq!(late.await, 0);
        let words = second.page().text("h1").unwrap_or_default();
        assert!(second.status == StatusCode::SEE_OTHER || words.contains("handed in"), "{words}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_deadline_the_draft_stays_and_the_refusal_tells_the_time() {
    let season = Writers::open().await;
    season.rules(|rules| rules.proposal.committee_vote = false).await;
    let ana = season.member(0).await;
    let base = write_all(&ana, season.contest).await;
    let submit = ana.open(&format!("{base}/check")).await.page().form("submit");
    let editing = ana.open(&format!("{base}/sections/where")).await.page().form("section");
    season.end_phase(PhaseName::Proposals).await;
    let refused = ana.send(&submit).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("Los Angeles time"), "{}", refused.body);
    ana.go(&editing.fill("place", "Still kept")).await;
    assert!(ana.open(&format!("{base}/sections/where")).await.body.contains("Still kept"));
    assert!(ana.open(&base).await.body.contains("The time to hand in ended"));
    let closed = ana.open("/en/committee/proposals/new").await.page();
    assert_eq!(closed.count("form#new-application"), 0, "no new one is begun");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_outside_the_body_sees_or_changes_a_draft() {
    let season = Writers::open().await;
    let ana = season.member(0).await;
    let base = write_all(&ana, season.contest).await;
    let stranger = season.proposer().await;
    for page in ["", "/check", "/preview", "/sections/name", "/sections/name/history", "/concepts"] {
        assert_eq!(stranger.get(&format!("{base}{page}")).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    let form = ana.open(&format!("{base}/sections/name")).await.page().form("section");
    let mut forged = stranger.open("/en/committee/proposals/new").await.page().form("new-application");
    let token = forged.fields.iter().find(|(name, _)| name == "csrf").unwrap().1.clone();
    forged = form.fill("csrf", &token).fill("title", "Taken over");
    assert_eq!(stranger.send(&forged).await.status, StatusCode::NOT_FOUND);
    let staff = season.world.staff(Role::ProgramStaff, 0).await;
    assert_eq!(staff.get(&base).await.status, StatusCode::FORBIDDEN, "a draft belongs to its authors");
    let ended = "ALTER TABLE membership DISABLE TRIGGER USER; UPDATE membership SET ends_on = city_day()";
    season.world.app.databases.civic(ended).await.unwrap();
    assert_eq!(ana.get(&base).await.status, StatusCode::NOT_FOUND, "a term that ended ends the rights");
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_are_made_small_and_forget_where_they_were_taken_and_other_files_are_refused() {
    let season = Writers::open().await;
    let ana = season.member(0).await;
    let base = write_all(&ana, season.contest).await;
    let (status, _) = upload(&ana, &base, ("photo.jpg", picture()), "A bus stop in the sun").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let page = ana.open(&format!("{base}/sections/photos")).await.page();
    let source = page.attribute("figure img", "src").unwrap();
    assert_eq!(page.attribute("figure img", "alt").unwrap(), "A bus stop in the sun");
    let small = ana.client.get(format!("{}{source}", ana.url)).send().await.unwrap();
    assert_eq!(small.headers()["content-type"], "image/jpeg");
    let bytes = small.bytes().await.unwrap();
    assert!(bytes.len() <= 15_000, "{} bytes", bytes.len());
    assert_eq!(image::load_from_memory(&bytes).unwrap().width(), 320);
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec();
    let pdf = b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF".to_vec();
    for (name, bytes, words, expected) in [
        ("x.jpg", svg, "words", "must be a JPG, PNG or PDF"),
        ("x.pdf", pdf, "words", "script or a lock"),
        ("x.jpg", picture(), "", "Describe the file"),
        ("x.jpg", picture()[..400].to_vec(), "words", "damaged"),
        ("x.jpg", Vec::new(), "words kept", "Choose a file"),
    ] {
        let (status, body) = upload(&ana, &base, (name, bytes), words).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{expected}");
        assert!(body.contains(expected), "{expected}");
        assert!(words.is_empty() || body.contains(words), "the words are kept");
    }
    let (status, _) = upload(&ana, &base, ("big.jpg", vec![0; 11_000_000]), "words").await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    let form = ana.open(&format!("{base}/sections/photos")).await.page();
    let remove = form.attribute("form[id^=remove-]", "id").unwrap();
    ana.go(&form.form(&remove)).await;
    assert_eq!(ana.open(&format!("{base}/sections/photos")).await.page().count("figure"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_itself_refuses_what_the_pages_would_not_do() {
    let season = Writers::open().await;
    season.rules(|rules| rules.proposal.committee_vote = false).await;
    let ana = season.member(0).await;
    let base = write_all(&ana, season.contest).await;
    let id = base.rsplit('/').next().unwrap().to_owned();
    let databases = &season.world.app.databases;
    let copy = "INSERT INTO section SELECT application, name, version + 1, fields, completed, saved_by, saved_name, saved_at FROM section";
    for (statement, words) in [
        ("UPDATE section SET fields = '{}'".to_owned(), "only grows"),
        ("DELETE FROM section".to_owned(), "only grows"),
        (format!("UPDATE application SET state = 'accepted' WHERE id = '{id}'"), "does not move"),
        (format!("UPDATE application SET number = 99 WHERE id = '{id}'"), "stay"),
    ] {
        let refused = format!("{:#}", databases.civic(&statement).await.expect_err(&statement));
        assert!(refused.contains(words), "{statement}: {refused}");
    }
    ana.go(&ana.open(&format!("{base}/check")).await.page().form("submit")).await;
    let refused = format!("{:#}", databases.civic(&format!("{copy} WHERE application = '{id}'")).await.expect_err("handed in"));
    assert!(refused.contains("handed in"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn authors_take_a_proposal_back_with_a_public_reason() {
    let season = Writers::open().await;
    season.rules(|rules| rules.proposal.committee_vote = false).await;
    let ana = season.member(0).await;
    let base = write_all(&ana, season.contest).await;
    ana.go(&ana.open(&format!("{base}/check")).await.page().form("submit")).await;
    let form = ana.open(&base).await.page().form("withdraw");
    assert_eq!(ana.send(&form).await.status, StatusCode::BAD_REQUEST, "people saw it: they learn why");
    let done = ana.go(&form.fill("reason", "The school will do it by itself.")).await;
    assert!(done.body.contains("Taken back"));
    assert!(ana.open("/en/audit").await.body.contains("The school will do it by itself."));
}

/// Two hundred edits of fifty proposals at once, as four people share each: every save is kept or shown as a conflict.
#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_edits_of_fifty_proposals_at_once_lose_nothing() {
    let season = Writers::open().await;
    let people = [season.member(0).await, season.member(1).await, season.member(2).await];
    let mut bases = Vec::new();
    for _ in 0..50 {
        let page = people[0].open("/en/committee/proposals/new").await.page();
        let start = page.form("new-application").fill("contest", &season.contest.0.to_string());
        bases.push(people[0].send(&start).await.location.unwrap());
    }
    // As many at a time as one small server answers without turning anyone away.
    let turns = std::sync::Arc::new(tokio::sync::Semaphore::new(12));
    let edits = (0..200_usize).map(|n| {
        let (person, base, turns) = (people[n % 3].clone(), bases[n % 50].clone(), turns.clone());
        tokio::spawn(async move {
            let _turn = turns.acquire_owned().await.unwrap();
            let form = person.open(&format!("{base}/sections/where")).await.page().form("section");
            let reply = person.send(&form.fill("place", &format!("Place {n}")).fill("completed", "later")).await;
            (reply.status, reply.body.contains(&format!("Place {n}")))
        })
    });
    let (mut kept, mut conflicts) = (0, 0);
    for edit in edits.collect::<Vec<_>>() {
        match edit.await.unwrap() {
            (StatusCode::SEE_OTHER, _) => kept += 1,
            (StatusCode::CONFLICT, shown) => {
                assert!(shown, "a conflict shows one's own words");
                conflicts += 1;
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(kept + conflicts, 200);
    let count = "SELECT count(*) AS n FROM section WHERE name = 'where'";
    assert_eq!(season.world.app.databases.civic_count(count).await, kept, "every kept save is a version");
    let gaps = "SELECT count(*) AS n FROM (SELECT max(version) - count(*) AS lost FROM section WHERE name = 'where' GROUP BY application) s WHERE lost <> 0";
    assert_eq!(season.world.app.databases.civic_count(gaps).await, 0, "versions follow each other");
}
