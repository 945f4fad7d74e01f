//! A committee member on a phone: from the invitation to a proposal that is handed in, with and without script; and every
//! page on the road to the ballot under axe, at 320 pixels.

use reparto::{accounts::code_at, base::Role};

use super::rig::Browser;
use crate::{
    ideas::{Said, TREES, give},
    review::hand_in,
    support::writers::{FINISHED, Writers, ZONE},
};

/// Uses an invitation as a person does: the secret from the page, a password, a code.
pub(super) async fn sign_in(browser: &Browser, season: &Writers, role: Role, index: usize) {
    let world = &season.world;
    let token = world.facts.staff.iter().filter(|person| person.1 == role).nth(index).map(|person| person.3.clone()).unwrap();
    browser.open(&format!("{}/en/staff/invitation/{token}", world.app.url)).await;
    let secret = browser.text("#totp-secret").await;
    browser.fill("#password", "four green buses at noon").await;
    let now = u64::try_from(world.app.clock.now().timestamp()).unwrap();
    browser.fill("#code", &code_at(&secret, now).unwrap()).await;
    browser.click("#invitation button.primary").await;
}

async fn fill_section(browser: &Browser, base: &str, section: &str, values: &[(&str, &str)], faults: &mut Vec<String>) {
    browser.open(&format!("{base}/sections/{section}")).await;
    for (name, value) in values {
        match *name {
            "area" | "scalable" => browser.tick(&format!("#{name}")).await,
            "item" | "count" | "each" => browser.fill(&format!("#{name}-1"), value).await,
            _ => browser.fill(&format!("#{name}"), value).await,
        }
    }
    browser.tick("#completed").await;
    browser.look(&format!("c3-{section}"), faults).await;
    browser.click("#section button.primary").await;
}

async fn write_and_hand_in(season: &Writers, browser: &Browser, index: usize, faults: &mut Vec<String>) {
    sign_in(browser, season, Role::CommitteeMember, index).await;
    let url = &season.world.app.url;
    browser.open(&format!("{url}/en/committee")).await;
    browser.look("c1-committee", faults).await;
    browser.open(&format!("{url}/en/committee/proposals/new")).await;
    browser.look("c1-new", faults).await;
    browser.click("#new-application button.primary").await;
    browser.look("c1-tasks", faults).await;
    let base = browser.driver.current_url().await.unwrap().as_str().split('#').next().unwrap().to_owned();
    browser.open(&format!("{base}/sections/summary")).await;
    browser.click("#section button.primary").await;
    browser.look("c3-error", faults).await;
    for (section, values) in FINISHED {
        fill_section(browser, &base, section, values, faults).await;
    }
    for page in ["sections/photos", "sections/name/history", "preview", "concepts", "check"] {
        browser.open(&format!("{base}/{page}")).await;
        browser.look(&format!("c9-{}", page.replace('/', "-")), faults).await;
    }
    browser.click("#submit button.primary").await;
    browser.look("c9-handed-in", faults).await;
    assert!(browser.text("main").await.contains("In review"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_goes_from_the_invitation_to_a_proposal_handed_in() {
    let season = Writers::open().await;
    season.rules(|rules| rules.proposal.committee_vote = false).await;
    let mut faults = Vec::new();
    for (index, script) in [(0, true), (1, false)] {
        let browser = Browser::start(if script { "committee-script" } else { "committee-plain" }, script).await;
        write_and_hand_in(&season, &browser, index, &mut faults).await;
        browser.quit().await;
    }
    let count = "SELECT count(*) AS n FROM application WHERE state = 'submitted'";
    assert_eq!(season.world.app.databases.civic_count(count).await, 2);
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Everything program staff see on the way.
async fn staff_pages(season: &Writers, browser: &Browser, faults: &mut Vec<String>) {
    let url = &season.world.app.url;
    sign_in(browser, season, Role::ProgramStaff, 0).await;
    let tasks = ["dates", "zones", "proposals", "ballot", "counting", "languages"];
    let mut staff: Vec<String> = tasks.iter().map(|task| format!("cycles/next-1/set-up/{task}")).collect();
    for path in [
        "ideas",
        "ideas/1",
        "ideas/enter",
        "ideas/merge",
        "bodies",
        "bodies/new",
        "disclosures",
        "events",
        "cycles/new",
        "cycles/next-1/set-up",
        "cycles/next-1/phases",
        "cycles/next-1/freeze",
        "cycles/next-1/proofs/ARP",
        "cycles/sample-1/notices",
        "zones",
        "reviews/appeals",
        "reviews/departments",
        "translations?cycle=next-1",
    ] {
        staff.push(path.to_owned());
    }
    for path in &staff {
        browser.open(&format!("{url}/en/staff/{path}")).await;
        browser.look(&format!("staff-{}", path.replace(['/', '?', '='], "-")), faults).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_on_the_road_to_the_ballot_is_clean_under_axe() {
    let season = Writers::open().await;
    season.rules(|rules| rules.proposal.committee_vote = false).await;
    give(&season.world.app, &Said { zone: ZONE, ..TREES }).await;
    let author = season.member(0).await;
    let (_, id) = hand_in(&season, &author).await;
    let browser = Browser::start("road", true).await;
    let mut faults = Vec::new();
    let url = &season.world.app.url;
    let public = [
        "ideas",
        "ideas/new",
        "ideas/1?cycle=next-1",
        "ideas/follow",
        "committees",
        "committees/disclosures",
        "events",
        "calendar",
        "map",
        "proposals/ledger",
        "proposals/next-1/ARP/1",
        "zones/BOY?q=park",
    ];
    for (lang, path) in public.iter().map(|path| ("en", path)).chain(public.iter().map(|path| ("es", path))) {
        browser.open(&format!("{url}/{lang}/{path}")).await;
        browser.look(&format!("{lang}-{}", path.replace(['/', '?', '='], "-")), &mut faults).await;
    }
    staff_pages(&season, &browser, &mut faults).await;
    browser.quit().await;
    let reviewer = Browser::start("road-review", true).await;
    sign_in(&reviewer, &season, Role::Reviewer, 0).await;
    for path in ["reviews".to_owned(), format!("reviews/{id}")] {
        reviewer.open(&format!("{url}/en/staff/{path}")).await;
        reviewer.look(&format!("staff-{}", path.split('/').next().unwrap()), &mut faults).await;
    }
    reviewer.quit().await;
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
