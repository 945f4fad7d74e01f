//! The whole road in Chromium, at 320 pixels, each person on a device of their own: an idea on paper and on the web, a concept,
//! a draft on two phones, a conflict, the committee's vote, a change asked for, a rejection, an appeal, a translation, proofs,
//! the freeze, and a vote on what came of the idea.

use std::time::Duration;

use reparto::{base::Role, cycles::PhaseName};

use super::{
    committee::sign_in,
    rig::{Browser, to_ballot, wait_for},
};
use crate::support::writers::{FINISHED, Writers, ZONE};

const CYCLE: &str = "staff/cycles/next-1";

/// Everyone who has a part in it.
struct Story {
    season: Writers,
    url: String,
    resident: Browser,
    ana: Browser,
    ben: Browser,
    lead: Browser,
    faults: Vec<String>,
}

impl Story {
    /// The City's settings for a ballot of one zone; four people at their devices.
    async fn begin() -> Self {
        let season = Writers::open().await;
        season.world.app.databases.civic("DELETE FROM contest WHERE cycle = 'next-1' AND zone <> 'ARP'").await.unwrap();
        let url = format!("{}/en", season.world.app.url);
        let resident = Browser::start("story-resident", false).await;
        let ana = Browser::start("story-ana", true).await;
        let ben = Browser::start("story-ben", false).await;
        let lead = Browser::start("story-lead", true).await;
        sign_in(&ana, &season, Role::CommitteeMember, 0).await;
        sign_in(&ben, &season, Role::CommitteeMember, 1).await;
        sign_in(&lead, &season, Role::ProgramStaff, 0).await;
        Self { season, url, resident, ana, ben, lead, faults: Vec::new() }
    }

    fn at(&self, path: &str) -> String {
        format!("{}/{path}", self.url)
    }

    /// Two ideas become one concept.
    async fn ideas(&mut self) {
        let page = self.at("ideas/new");
        self.resident.send(&page, "idea-words", &[("words", "Trees and shade at the bus stops on Main Street")], "").await;
        self.resident.complete("idea-where", &[("zone", ZONE), ("place", "Main Street")], "").await;
        self.resident.complete("idea-age", &[("age", "adult")], "").await;
        self.resident.look("check", &mut self.faults).await;
        self.resident.complete("idea-check", &[], "").await;
        self.resident.look("given", &mut self.faults).await;
        let paper = [("channel", "paper"), ("words", "Benches and shade where we wait for the bus")];
        self.ana.send(&self.at("committee/ideas/enter"), "enter", &paper, "").await;
        for number in 1..=2 {
            self.lead.send(&self.at(&format!("staff/ideas/{number}")), "publish", &[], "").await;
        }
        self.ana.open(&self.at("committee/ideas")).await;
        self.ana.look("ideas", &mut self.faults).await;
        let concept = [("idea", "1"), ("idea", "2"), ("into", "new"), ("title", "Shade at stops")];
        let more = [("summary", "Shade where people wait"), ("area", "HEALTH")];
        self.ana.complete("gather", &[concept.as_slice(), more.as_slice()].concat(), "").await;
        self.ana.look("concept", &mut self.faults).await;
    }

    /// Ana writes, Ben saves over her, and nothing is lost. Returns the address of the proposal in the workspace.
    async fn draft(&mut self) -> String {
        let contest = self.season.contest.0.to_string();
        self.ana.send(&self.at("committee/proposals/new"), "new-application", &[("contest", &contest)], "").await;
        let base = self.ana.driver.current_url().await.unwrap().as_str().split('#').next().unwrap().to_owned();
        for (section, values) in FINISHED {
            let fields = [*values, [("completed", "yes")].as_slice()].concat();
            self.ana.send(&format!("{base}/sections/{section}"), "section", &fields, "save").await;
        }
        let name = format!("{base}/sections/name");
        self.ben.open(&name).await;
        self.ana.send(&name, "section", &[("title", "Shade at ten stops")], "save").await;
        self.ben.complete("section", &[("title", "Shade and benches")], "save").await;
        self.ben.look("conflict", &mut self.faults).await;
        assert!(self.ben.text("main").await.contains("Shade at ten stops"), "both texts stand side by side");
        self.ben.complete("section", &[("title", "Shade and benches at ten stops")], "save").await;
        self.ana.open(&format!("{name}/history")).await;
        self.ana.look("history", &mut self.faults).await;
        self.ana.open(&format!("{base}/concepts")).await;
        let concept = self.ana.attributes("input[name=concept]", "value").await.remove(0);
        self.ana.complete("concepts", &[("concept", &concept)], "").await;
        base
    }

    /// The committee meets and votes to hand the proposal in.
    async fn committee_vote(&mut self, base: &str) {
        self.ana.send(&format!("{base}/check"), "submit", &[], "").await;
        self.ana.look("vote-missing", &mut self.faults).await;
        assert_eq!(self.count("application WHERE state = 'submitted'").await, 0);
        self.ana.open(base).await;
        let vote = self.ana.attributes("ol.tasks a", "href").await.pop().expect("the vote is the last task");
        let meetings = self.at(&format!("committee/bodies/{}/meetings", self.season.committee.0));
        let day = (self.season.world.app.clock.now() - chrono::Duration::days(7)).format("%Y-%m-%d").to_string();
        let plan = [("day", day.as_str()), ("time", "18:30"), ("place", "Sample Library"), ("agenda", "Shade")];
        self.ana.send(&meetings, "plan-form", &plan, "").await;
        let present = self.ana.attributes("form#present-form [name=present]", "value").await;
        let present: Vec<(&str, &str)> = present.iter().map(|account| ("present", account.as_str())).collect();
        self.ana.complete("present-form", &present, "").await;
        self.ana.look("meeting", &mut self.faults).await;
        let votes = [("motion", "Hand in the proposal"), ("in_favour", "3"), ("against", "0"), ("abstained", "0")];
        let vote = format!("{}{vote}", self.season.world.app.url);
        self.ana.send(&vote, "vote-form", &votes, "").await;
        self.hand_in(base).await;
    }

    async fn hand_in(&mut self, base: &str) {
        self.ana.send(&format!("{base}/check"), "submit", &[], "").await;
        self.ana.look("handed-in", &mut self.faults).await;
        assert!(self.ana.text("main").await.contains("In review"));
    }

    /// A change asked for and made, a rejection, an appeal that someone else decides.
    async fn review(&mut self, base: &str) {
        let id = base.rsplit('/').next().unwrap();
        let desk = self.at(&format!("staff/reviews/{id}"));
        let reviewer = Browser::start("story-reviewer", true).await;
        sign_in(&reviewer, &self.season, Role::Reviewer, 0).await;
        let changes = [("outcome", "changes_asked"), ("changes", "Name the stops")];
        reviewer.send(&desk, "review", &changes, "decide").await;
        self.ana.open(&format!("{base}/review")).await;
        self.ana.look("changes-asked", &mut self.faults).await;
        let stops = [("place", "Ten stops on Laurel Canyon Boulevard"), ("completed", "yes")];
        self.ana.send(&format!("{base}/sections/where"), "section", &stops, "save").await;
        self.hand_in(base).await;
        let reason = "The stops are outside of the zone and stand on land of the county.";
        let rejection = [("outcome", "rejected"), ("code", "P-ZONE"), ("reason", reason)];
        reviewer.send(&desk, "review", &rejection, "decide").await;
        reviewer.look("rejected", &mut self.faults).await;
        reviewer.quit().await;
        self.ana.open(&format!("{base}/review")).await;
        self.ana.look("rejected", &mut self.faults).await;
        self.ana.complete("appeal-form", &[("appeal-text", "All ten stops are in our zone.")], "").await;
        let second = Browser::start("story-second-reviewer", true).await;
        sign_in(&second, &self.season, Role::Reviewer, 1).await;
        second.send(&desk, "costs-form", &[], "").await;
        second.quit().await;
        let verdict = [("outcome", "accepted"), ("reason", "The map shows that all ten stops are in the zone.")];
        let appeal = self.at(&format!("staff/reviews/appeals/{id}"));
        self.lead.open(&appeal).await;
        self.lead.look("appeal", &mut self.faults).await;
        self.lead.complete("verdict", &verdict, "").await;
        self.resident.open(&self.at("proposals/ledger")).await;
        self.resident.look("ledger", &mut self.faults).await;
        assert!(self.resident.text("main").await.contains("Shade and benches at ten stops"));
        self.resident.open(&self.at("ideas/concepts/1?cycle=next-1")).await;
        self.resident.look("concept", &mut self.faults).await;
        assert!(self.resident.text("main").await.contains("Shade and benches at ten stops"), "what became of the idea");
    }

    async fn translate(&mut self, base: &str) {
        let text = self.at(&format!("staff/translations/texts/{}/es", base.rsplit('/').next().unwrap()));
        let translator = Browser::start("story-translator", true).await;
        sign_in(&translator, &self.season, Role::Translator, 0).await;
        translator.open(&text).await;
        translator.fill_every("translation", "text", "Sombra en las paradas").await;
        translator.complete("translation", &[], "send").await;
        translator.look("sent", &mut self.faults).await;
        translator.quit().await;
        self.lead.send(&text, "review", &[], "approve").await;
    }

    /// Approves every proof of the zone with one person's account; returns how many.
    async fn approve_all(&self, browser: &Browser) -> usize {
        let page = self.at(&format!("{CYCLE}/proofs/{ZONE}"));
        browser.open(&page).await;
        let forms = browser.attributes("form[id^=approve-]", "id").await;
        for form in &forms {
            browser.send(&page, form, &[], "").await;
        }
        forms.len()
    }

    /// Two people read the proofs and enter the key; then the ballot is frozen and, soon after, the vote opens.
    async fn freeze(&mut self) {
        let freeze = self.at(&format!("{CYCLE}/freeze"));
        self.lead.open(&freeze).await;
        self.lead.look("not-yet", &mut self.faults).await;
        for name in [PhaseName::Proposals, PhaseName::Review, PhaseName::Appeals] {
            self.season.end_phase(name).await;
        }
        let certifier = Browser::start("story-certifier", true).await;
        sign_in(&certifier, &self.season, Role::Certifier, 0).await;
        self.lead.open(&self.at(&format!("{CYCLE}/proofs/{ZONE}"))).await;
        self.lead.look("proofs", &mut self.faults).await;
        let key = hex::encode(ballot::seal::keypair(&[7; 32]).1.0);
        let fields = [("key", key.as_str()), ("threshold", "3"), ("count", "5")];
        for person in [&self.lead, &certifier] {
            person.send(&freeze, "key-form", &fields, "").await;
        }
        // The vote opens soon after; an approval is of the dates too, so a slow machine approves again with more time.
        for seconds in [30, 120, 300] {
            let soon = format!("UPDATE cycle SET opens_at = now() + interval '{seconds} seconds' WHERE slug = 'next-1'");
            self.season.world.app.databases.civic(&soon).await.unwrap();
            assert_eq!((self.approve_all(&self.lead).await, self.approve_all(&certifier).await), (4, 4));
            self.lead.open(&freeze).await;
            if !self.lead.attributes("form#freeze", "id").await.is_empty() {
                break;
            }
        }
        certifier.quit().await;
        self.lead.picture("ready").await;
        self.lead.complete("freeze", &[], "").await;
        self.lead.look("frozen", &mut self.faults).await;
        assert!(self.lead.text("main").await.contains("The ballot is frozen"));
        let left = "SELECT greatest(0, ceil(extract(epoch FROM opens_at - now())))::bigint AS n FROM cycle WHERE slug = 'next-1'";
        let seconds = u64::try_from(self.season.world.app.databases.civic_count(left).await).unwrap();
        tokio::time::sleep(Duration::from_secs(seconds)).await;
    }

    /// The resident who had the idea votes on what came of it.
    async fn vote(&mut self) {
        let browser = &self.resident;
        browser.open(&format!("{}/es/zones/{ZONE}/proposals/1", self.season.world.app.url)).await;
        assert!(browser.text("main").await.contains("Sombra en las paradas"), "the approved translation is on the ballot");
        to_ballot(browser, &format!("{}/vote/{ZONE}", self.url)).await;
        browser.look("ballot", &mut self.faults).await;
        browser.tick("#p1").await;
        browser.click(".bar-row button.primary").await;
        assert!(browser.text("dl.summary").await.contains("Shade and benches at ten stops"));
        browser.click("main a.primary").await;
        browser.fill("#phone", "2135550840").await;
        browser.click("#phone-form button.primary").await;
        let code = self.season.world.app.code_for("+12135550840").await;
        browser.fill("#code", &code).await;
        browser.press("#cast-form button.primary").await;
        wait_for(browser, ".panel .code").await;
        browser.look("receipt", &mut self.faults).await;
    }

    async fn count(&self, rows: &str) -> i64 {
        self.season.world.app.databases.civic_count(&format!("SELECT count(*) AS n FROM {rows}")).await
    }

    async fn end(self) {
        for browser in [self.resident, self.ana, self.ben, self.lead] {
            browser.quit().await;
        }
        assert!(self.faults.is_empty(), "\n{}", self.faults.join("\n"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn from_an_idea_on_paper_and_on_the_web_to_a_vote_on_it() {
    let mut story = Story::begin().await;
    story.ideas().await;
    let base = story.draft().await;
    story.committee_vote(&base).await;
    story.review(&base).await;
    story.translate(&base).await;
    story.freeze().await;
    story.vote().await;
    story.end().await;
}
