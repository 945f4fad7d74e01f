//! Translating a proposal: a second person approves, a changed original is named text by text, two who write at once lose
//! nothing, and a language that can't be had needs a signed waiver.

use reparto::{
    base::Lang,
    platform::i18n,
    translations::{Why, languages},
};
use reqwest::StatusCode;

use crate::support::desk::{Desk, fill_all, send, typed};

#[tokio::test(flavor = "multi_thread")]
async fn a_translation_goes_from_nothing_to_approved_and_both_people_are_named() {
    let desk = Desk::open().await;
    assert_eq!(desk.standing("es").await, "Not started");
    assert_eq!(desk.readiness(&["en", "es"]).await.len(), 1, "the original itself is never missing");
    let form = typed(desk.form(&desk.translator, "es").await, "title", "Sombra en las paradas");
    assert_eq!(send(&desk.translator, &form.clone().tick("go", "save")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.standing("es").await, "In translation");
    let form = typed(desk.form(&desk.translator, "es").await, "summary", &"palabra ".repeat(43));
    let reply = send(&desk.translator, &form.tick("go", "send")).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let faults = reply.page().texts(".errors li");
    assert!(faults.iter().any(|f| f.contains("use 42 words or fewer. It has 43")), "{faults:?}");
    assert!(faults.iter().any(|f| f.contains("What will happen: enter the words")), "{faults:?}");
    for target in reply.page().attributes(".errors a", "href") {
        assert_eq!(reply.page().count(&format!("[id='{}']", &target[1..])), 1, "{target} leads to its field");
    }
    let kept = desk.form(&desk.translator, "es").await;
    assert!(kept.fields.iter().any(|(_, value)| value.contains("palabra palabra")), "words with faults are kept");
    let form = typed(fill_all(kept, "palabras"), "title", "Sombra en las paradas");
    assert_eq!(send(&desk.translator, &form.tick("go", "send")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.standing("es").await, "In review");
    assert_eq!(desk.readiness(&["es"]).await[0].why, Why::NotApproved);
    let own = desk.translator.open(&desk.text("es")).await;
    assert_eq!(own.page().count("form#review"), 0, "nobody approves their own words");
    let review = desk.lead.open(&desk.text("es")).await.page().form("review");
    assert_eq!(desk.lead.send(&review.clone().fill("go", "return")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    desk.lead.go(&review.clone().fill("go", "return").fill("note", "Use the name of the street")).await;
    let back = desk.translator.open(&desk.text("es")).await;
    assert!(back.body.contains("Use the name of the street") && back.body.contains("sent back with this note"));
    let form = typed(desk.form(&desk.translator, "es").await, "place", "Diez paradas de la calle");
    send(&desk.translator, &form.tick("go", "save")).await;
    assert!(desk.translator.open(&desk.text("es")).await.body.contains("Use the name of the street"), "while it is worked on");
    let again = desk.form(&desk.translator, "es").await;
    send(&desk.translator, &again.tick("go", "send")).await;
    assert_eq!(desk.lead.send(&review.fill("go", "approve")).await.status, StatusCode::CONFLICT, "an older version was read");
    desk.lead.go(&desk.lead.open(&desk.text("es")).await.page().form("review").fill("go", "approve")).await;
    assert_eq!(desk.standing("es").await, "Approved");
    assert!(desk.readiness(&["en", "es"]).await.is_empty());
    assert_eq!(desk.approved("es").await.unwrap()["title"], "Sombra en las paradas");
    assert_eq!(desk.approved("en").await.unwrap()["title"], "Shade for the bus stops");
    assert_eq!(desk.approved("km").await, None);
    let history = desk.lead.open(&desk.text("es")).await.page().texts("details li");
    assert!(history[0].contains("Approved") && history[0].contains("Sample Program Lead"), "{history:?}");
    assert!(history.last().unwrap().contains("Sample Translator"), "{history:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_s_own_words_are_refused_by_the_page_and_by_postgres() {
    let desk = Desk::open().await;
    let form = fill_all(desk.form(&desk.translator, "es").await, "palabras");
    send(&desk.translator, &form.tick("go", "send")).await;
    let theirs = desk.lead.open(&desk.text("es")).await.page().form("review").fill("go", "approve");
    let token = desk.form(&desk.translator, "es").await.fields.into_iter().find(|(name, _)| name == "csrf").unwrap().1;
    let refused = desk.translator.send(&theirs.clone().fill("csrf", &token)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.body.contains("Another person"), "{}", refused.heading());
    let databases = &desk.season.world.app.databases;
    let copy = |state: &str, machine: &str, by: &str, note: &str, more: i32| {
        format!(
            "INSERT INTO translation SELECT application, lang, version + {more}, units, source, '{state}', {machine}, translated_by,
             translated_name, {by}, {by}::text, {note}, saved_at FROM translation"
        )
    };
    let other = "(SELECT id FROM account WHERE name = 'Sample Program Lead')";
    for (statement, words) in [
        (copy("approved", "false", "translated_by", "NULL", 1), "nobody approves their own words"),
        (copy("approved", "false", "NULL", "NULL", 1), "approved_has_reviewer"),
        (copy("approved", "true", other, "NULL", 1), "approved_has_reviewer"),
        (copy("in_translation", "false", other, "NULL", 1), "sent_back_says_why"),
        (copy("in_translation", "false", "NULL", "NULL", 2), "leave no gap"),
        (copy("approved", "false", other, "NULL", 1).replace("units,", "'{}'::jsonb,"), "what was sent to review"),
        ("UPDATE translation SET units = '{}'".to_owned(), "only grows"),
        ("DELETE FROM translation".to_owned(), "only grows"),
        ("INSERT INTO translation SELECT application, 'en', 1, units, source, 'draft', false, translated_by, translated_name,
          NULL, NULL, NULL, saved_at FROM translation".to_owned(), "the original is not a translation"),
        ("INSERT INTO translation SELECT application, 'km', 1, units, source, 'approved', false, translated_by, translated_name,
          (SELECT id FROM account WHERE name = 'Sample Program Lead'), 'x', NULL, saved_at FROM translation".to_owned(), "does not move"),
    ] {
        let refused = format!("{:#}", databases.civic(&statement).await.expect_err(&statement));
        assert!(refused.contains(words), "{statement}: {refused}");
    }
    // A comma that someone else adds does not make the words theirs alone.
    let touched = typed(desk.form(&desk.lead, "es").await, "title", "Palabras, otras");
    send(&desk.lead, &touched.tick("go", "send")).await;
    let page = desk.translator.open(&desk.text("es")).await.page();
    assert_eq!(page.count("form#review"), 0, "the page says so before");
    let forged = theirs.fill("version", "2");
    assert_eq!(desk.translator.send(&forged.fill("csrf", &token)).await.status, StatusCode::FORBIDDEN);
    let first = "(SELECT id FROM account WHERE name = 'Sample Translator')";
    let last = " WHERE version = (SELECT max(version) FROM translation)";
    let statement = format!("{}{last}", copy("approved", "false", first, "NULL", 1));
    let refused = format!("{:#}", databases.civic(&statement).await.expect_err(&statement));
    assert!(refused.contains("nobody approves their own words"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_original_names_the_text_that_changed_and_keeps_the_others() {
    let desk = Desk::open().await;
    desk.approve("es").await;
    desk.change("name", &[("title", "Shade and water at the bus stops"), ("area", "HEALTH")]).await;
    assert_eq!(desk.standing("es").await, "Original changed");
    let missing = desk.readiness(&["es"]).await;
    assert_eq!((missing.len(), missing[0].why, missing[0].number), (1, Why::Stale, 1));
    assert_eq!(desk.approved("es").await, None, "the ballot falls back to the original");
    let page = desk.translator.open(&desk.text("es")).await.page();
    let warning = page.text(".warning").unwrap();
    assert!(warning.contains("Look at these again: Name."), "{warning}");
    assert_eq!(page.texts("ins").len(), 1, "{:?}", page.texts("ins"));
    assert!(page.text("ins").unwrap().contains("added: and water at"), "{:?}", page.texts("ins"));
    assert_eq!(page.count("input[name=fits]"), 1);
    // Saving another text does not make the changed one fresh.
    let form = typed(desk.form(&desk.translator, "es").await, "place", "Otras diez paradas");
    let reply = send(&desk.translator, &form.tick("go", "send")).await;
    let faults = reply.page().texts(".errors li");
    assert!(faults.len() == 1 && faults[0].contains("Name: the original changed"), "{faults:?}");
    assert_eq!(desk.standing("es").await, "Original changed");
    let form = desk.form(&desk.translator, "es").await;
    assert_eq!(send(&desk.translator, &form.tick("fits", "title").tick("go", "send")).await.status, StatusCode::SEE_OTHER);
    desk.lead.go(&desk.lead.open(&desk.text("es")).await.page().form("review").fill("go", "approve")).await;
    let words = desk.approved("es").await.unwrap();
    assert_eq!((words["place"].as_str(), words["gains"].as_str()), ("Otras diez paradas", "words in another language"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_waits_when_the_original_changed_meanwhile_and_words_beside_an_old_original_stay_marked() {
    let desk = Desk::open().await;
    let form = fill_all(desk.form(&desk.translator, "es").await, "palabras");
    send(&desk.translator, &form.tick("go", "send")).await;
    let review = desk.lead.open(&desk.text("es")).await.page().form("review").fill("go", "approve");
    let old_page = typed(desk.form(&desk.translator, "km").await, "title", "ម្លប់");
    desk.change("name", &[("title", "More shade"), ("area", "HEALTH")]).await;
    let refused = desk.lead.send(&review).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.heading().contains("The original changed"));
    assert_eq!(desk.readiness(&["es"]).await.len(), 1);
    assert_eq!(send(&desk.translator, &old_page.tick("go", "save")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.standing("km").await, "Original changed", "the page showed the words of before");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_translators_who_save_at_once_see_both_texts_and_neither_is_lost() {
    let desk = Desk::open().await;
    let (from_ana, from_ben) = (desk.form(&desk.translator, "ar").await, desk.form(&desk.lead, "ar").await);
    send(&desk.translator, &typed(from_ana, "title", "ظل ومقاعد").tick("go", "save")).await;
    let reply = send(&desk.lead, &typed(from_ben, "title", "ظل وماء").tick("go", "save")).await;
    assert_eq!(reply.status, StatusCode::CONFLICT);
    for words in ["ظل ومقاعد", "ظل وماء", "Sample Translator changed this"] {
        assert!(reply.body.contains(words), "{words}");
    }
    assert_eq!(reply.page().attribute("textarea", "dir").as_deref(), Some("rtl"));
    assert_eq!(reply.page().attribute("textarea", "lang").as_deref(), Some("ar"));
    let together = typed(reply.page().form("translation"), "title", "ظل ومقاعد وماء");
    assert_eq!(send(&desk.lead, &together.tick("go", "save")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.count("translation").await, 2);
    let form = desk.form(&desk.lead, "ar").await;
    let saves = (0..6).map(|n| {
        let (lead, form) = (desk.lead.clone(), typed(form.clone(), "title", &format!("ظل {n}")).tick("go", "save"));
        tokio::spawn(async move { send(&lead, &form).await.status })
    });
    let mut kept = 0;
    for save in saves.collect::<Vec<_>>() {
        kept += i32::from(save.await.unwrap() == StatusCode::SEE_OTHER);
    }
    assert_eq!((kept, desk.count("translation").await), (1, 3), "of many saves from one version exactly one wins");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_language_that_can_not_be_had_is_waived_with_a_public_reason_and_taken_back() {
    let desk = Desk::open().await;
    let missing = desk.readiness(&["km"]).await;
    let page = desk.lead.open(&desk.page("waivers")).await;
    assert!(page.body.contains("Khmer, proposal 1: not started. Translate it or sign a waiver."), "{missing:?}");
    let seen = desk.translator.open(&desk.page("waivers")).await.page();
    assert_eq!(seen.count("form#waiver"), 0, "program staff sign");
    let form = page.page().form("waiver").fill("target", "km");
    let refused = desk.lead.send(&form).await;
    assert_eq!(refused.page().texts(".errors li").len(), 2, "{:?}", refused.page().texts(".errors li"));
    let form = form.fill("what", &format!("zone:{}", desk.season.zone)).fill("reason", "No translator could be found in time.");
    let databases = &desk.season.world.app.databases;
    databases.civic("UPDATE session SET stepped_up_at = now() - interval '1 hour'").await.unwrap();
    assert_ne!(desk.lead.send(&form).await.status, StatusCode::SEE_OTHER, "the second factor must be fresh");
    assert_eq!(desk.count("translation_waiver").await, 0);
    assert_eq!(desk.lead.open(&desk.page("waivers")).await.page().count("form#waiver"), 0);
    databases.civic("UPDATE session SET stepped_up_at = now()").await.unwrap();
    desk.lead.go(&form).await;
    assert_eq!(desk.standing("km").await, "Waived");
    assert!(desk.readiness(&["km"]).await.is_empty());
    assert_eq!(desk.approved("km").await, None);
    let audit = desk.lead.open("/en/audit").await;
    assert!(audit.body.contains("goes on the ballot without ខ្មែរ") && audit.body.contains("No translator could be found"));
    let again = desk.lead.send(&form).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "there is nothing more to waive");
    let page = desk.lead.open(&desk.page("waivers")).await.page();
    let id = page.attribute("form[id^=end-]", "id").unwrap();
    assert_eq!(desk.lead.send(&page.form(&id)).await.status, StatusCode::UNPROCESSABLE_ENTITY, "it needs a reason");
    desk.lead.go(&page.form(&id).fill("reason", "A translator was found.")).await;
    assert_eq!(desk.readiness(&["km"]).await[0].why, Why::NotStarted);
    assert!(desk.lead.open("/en/audit").await.body.contains("was taken back"));
    for statement in ["UPDATE translation_waiver SET in_force = true", "DELETE FROM translation_waiver"] {
        assert!(format!("{:#}", databases.civic(statement).await.expect_err(statement)).contains("only grows"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_freeze_nothing_about_languages_changes() {
    let desk = Desk::open().await;
    desk.approve("es").await;
    let (late, waiver) =
        (desk.form(&desk.translator, "km").await, desk.lead.open(&desk.page("waivers")).await.page().form("waiver"));
    let databases = &desk.season.world.app.databases;
    let freeze = "ALTER TABLE cycle DISABLE TRIGGER cycle_freeze_is_approved;
        UPDATE cycle SET definition = 'x', definition_hash = sha256('x') WHERE slug = 'next-1'";
    databases.civic(freeze).await.unwrap();
    let copy = "INSERT INTO translation SELECT application, lang, version + 1, units, source, 'in_translation', is_machine,
                translated_by, translated_name, NULL, NULL, NULL, saved_at FROM translation WHERE state = 'approved'";
    assert!(format!("{:#}", databases.civic(copy).await.expect_err("frozen")).contains("are frozen"));
    let reply = send(&desk.translator, &typed(late, "title", "ម្លប់").tick("go", "save")).await;
    assert_eq!(reply.status, StatusCode::CONFLICT);
    let form = waiver.fill("target", "km").fill("what", &desk.application.to_string()).fill("reason", "Too late");
    assert_eq!(desk.lead.send(&form).await.status, StatusCode::CONFLICT);
    let page = desk.translator.open(&desk.text("es")).await.page();
    assert_eq!(page.count("form#translation"), 0, "what is frozen can only be read");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_grid_counts_each_language_and_shows_one_at_a_time() {
    let desk = Desk::open().await;
    desk.approve("es").await;
    let page = desk.translator.open(&desk.grid()).await.page();
    assert_eq!(page.texts("table.bars tbody td"), ["1 of 1", "0 of 1", "0 of 1"]);
    assert_eq!(page.texts("table.by-language thead th"), ["Proposal", "Spanish", "Khmer", "Arabic", "English"]);
    assert_eq!(page.count("table.by-language th[scope=row]"), 1);
    let one = desk.translator.open(&format!("{}&lang=ar", desk.grid())).await.page();
    assert_eq!(one.texts("table.by-language thead th"), ["Proposal", "Arabic"]);
    let spanish = desk.translator.open(&desk.grid().replace("/en/", "/es/")).await;
    assert!(spanish.body.contains("Aprobada") && spanish.body.contains("Jemer"), "{}", spanish.heading());
    let editor = desk.translator.open(&desk.text("ar").replace("/en/", "/es/")).await;
    assert!(editor.heading().contains("Árabe, propuesta 1"));
    desk.withdraw().await;
    let gone = desk.translator.get(&desk.text("es")).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND, "what was taken back is not translated");
    assert!(desk.readiness(&["es"]).await.is_empty());
    for nothing in ["fr", "en", "nothing"] {
        assert_eq!(desk.translator.get(&desk.text(nothing)).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}

#[test]
fn every_language_of_the_table_has_a_name_in_each_catalog() {
    for language in languages::LANGUAGES {
        let key = format!("language-{}", language.tag.to_ascii_lowercase());
        for lang in Lang::ALL {
            assert!(!i18n::text(lang, &key, &[]).starts_with('['), "{key}");
        }
    }
}
