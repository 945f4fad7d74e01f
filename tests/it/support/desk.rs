//! The translation desk of a season: one accepted proposal, ballots in English, Spanish, Khmer and Arabic, a translator and
//! a second person.

use reparto::{
    applications::{self, ApplicationError, ApplicationId, State},
    base::Role,
    translations::{self, Missing},
};
use reqwest::multipart;

use crate::review;

use super::{
    app::{Reply, Visitor},
    html::Form,
    writers::{Writers, finish, write_all},
};

pub const LANGUAGES: [&str; 4] = ["en", "es", "km", "ar"];

pub struct Desk {
    pub season: Writers,
    pub author: Visitor,
    /// Address of the proposal in the committee workspace.
    pub base: String,
    pub application: ApplicationId,
    /// Sample Translator.
    pub translator: Visitor,
    /// Sample Program Lead, who may translate too.
    pub lead: Visitor,
    reviewer: Visitor,
}

impl Desk {
    pub async fn open() -> Self {
        let season = Writers::open().await;
        season
            .rules(|rules| {
                rules.proposal.committee_vote = false;
                rules.languages = LANGUAGES.map(str::to_owned).to_vec();
            })
            .await;
        let author = season.member(0).await;
        let base = write_all(&author, season.contest).await;
        let application = ApplicationId::parse(base.rsplit('/').next().unwrap()).unwrap();
        author.go(&author.open(&format!("{base}/check")).await.page().form("submit")).await;
        let translator = season.world.staff(Role::Translator, 0).await;
        let lead = season.world.staff(Role::ProgramStaff, 0).await;
        let reviewer = season.world.staff(Role::Reviewer, 0).await;
        let desk = Self { season, author, base, application, translator, lead, reviewer };
        desk.accept().await;
        desk
    }

    async fn accept(&self) {
        let id = self.application.0.to_string();
        // A signature stands as long as the costs do.
        if self.reviewer.open(&review::desk(&id)).await.page().count("form#costs-form") == 1 {
            review::sign(&self.reviewer, &id).await;
        }
        assert_eq!(review::accept(&self.reviewer, &id).await.status, 303);
    }

    /// The authors take it back.
    pub async fn withdraw(&self) {
        let id = self.application;
        let work = async |conn: &mut _| applications::move_to(conn, id, State::Withdrawn).await;
        self.season.world.app.state().civic.write("withdraw", work).await.unwrap();
    }

    /// A reviewer asks for a change of what was accepted.
    pub async fn reopen(&self) {
        assert_eq!(review::reopen(&self.reviewer, &self.application.0.to_string()).await.status, 303);
    }

    /// The authors change a section of the accepted proposal, and it is accepted again.
    pub async fn change(&self, section: &str, values: &[(&str, &str)]) {
        self.reopen().await;
        finish(&self.author, &self.base, section, values).await;
        self.author.go(&self.author.open(&format!("{}/check", self.base)).await.page().form("submit")).await;
        self.accept().await;
    }

    pub fn text(&self, lang: &str) -> String {
        format!("/en/staff/translations/texts/{}/{lang}", self.application)
    }

    pub fn page(&self, page: &str) -> String {
        format!("/en/staff/translations/cycles/{}/{page}", self.season.slug)
    }

    pub fn grid(&self) -> String {
        format!("/en/staff/translations?cycle={}", self.season.slug)
    }

    /// The words of a language's cell in the grid.
    pub async fn standing(&self, lang: &str) -> String {
        let page = self.translator.open(&format!("{}&lang={lang}", self.grid())).await.page();
        page.text("table.by-language td .tag").unwrap_or_default()
    }

    /// The editor's form.
    pub async fn form(&self, visitor: &Visitor, lang: &str) -> Form {
        visitor.open(&self.text(lang)).await.page().form("translation")
    }

    /// Fills every text, sends it, and lets the second person approve it.
    pub async fn approve(&self, lang: &str) {
        let form = fill_all(self.form(&self.translator, lang).await, "words in another language");
        let reply = send(&self.translator, &form.tick("go", "send")).await;
        assert_eq!(reply.status, 303, "{:?}", reply.page().texts(".errors li"));
        let review = self.lead.open(&self.text(lang)).await.page().form("review").fill("go", "approve");
        self.lead.go(&review).await;
    }

    pub async fn readiness(&self, languages: &[&str]) -> Vec<Missing> {
        let languages: Vec<String> = languages.iter().map(|lang| (*lang).to_owned()).collect();
        let contest = self.season.contest;
        let work = async |conn: &mut _| Ok::<_, ApplicationError>(translations::readiness(conn, contest, &languages).await?);
        self.season.world.app.state().civic.read(work).await.unwrap()
    }

    pub async fn approved(&self, lang: &str) -> Option<std::collections::BTreeMap<String, String>> {
        let id = self.application;
        let work = async |conn: &mut _| Ok::<_, ApplicationError>(translations::approved(conn, id, lang).await?);
        self.season.world.app.state().civic.read(work).await.unwrap()
    }

    pub async fn count(&self, table: &str) -> i64 {
        self.season.world.app.databases.civic_count(&format!("SELECT count(*)::bigint AS n FROM {table}")).await
    }

    /// Sends a file; the reply leads to its check, or is the page with what is wrong.
    pub async fn upload(&self, lang: &str, machine: &str, bytes: &[u8]) -> Reply {
        let page = self.translator.open(&self.page("files")).await.page();
        let form = page.form("import").fill("target", lang).fill("machine", machine);
        send_with(&self.translator, &form, Some(bytes)).await
    }
}

/// Types into the text of a unit.
pub fn typed(mut form: Form, key: &str, text: &str) -> Form {
    let unit = format!("{key}:");
    let at = form.fields.iter().position(|(name, value)| name == "unit" && value.starts_with(&unit)).expect("the unit");
    form.fields[at + 1].1 = text.to_owned();
    form
}

pub fn fill_all(mut form: Form, text: &str) -> Form {
    for (name, value) in &mut form.fields {
        if name == "text" {
            text.clone_into(value);
        }
    }
    form
}

/// Sends a form with parts.
pub async fn send(visitor: &Visitor, form: &Form) -> Reply {
    send_with(visitor, form, None).await
}

pub async fn send_with(visitor: &Visitor, form: &Form, file: Option<&[u8]>) -> Reply {
    let mut body = multipart::Form::new();
    for (name, value) in &form.fields {
        body = body.text(name.clone(), value.clone());
    }
    if let Some(bytes) = file {
        body = body.part("file", multipart::Part::bytes(bytes.to_vec()).file_name("from a translator.xlf"));
    }
    let reply = visitor.client.post(format!("{}{}", visitor.url, form.action)).multipart(body).send().await.unwrap();
    let (status, headers) = (reply.status(), reply.headers().clone());
    let location = headers.get("location").and_then(|v| v.to_str().ok()).map(str::to_owned);
    Reply { status, location, headers, body: reply.text().await.unwrap() }
}
