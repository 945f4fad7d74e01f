//! What a story starts from: the sample cycle with voting open, residents who vote, staff who are signed in.

use std::collections::BTreeMap;

use reparto::{
    accounts::code_at,
    base::Role,
    demo::{SampleFacts, ensure_box, seed_sample},
};
use reqwest::StatusCode;

use super::{
    app::{Reply, TestApp, Visitor},
    html::Form,
};

/// The sample cycle in a running application.
pub struct World {
    pub app: TestApp,
    pub facts: SampleFacts,
}

#[derive(Debug, thiserror::Error)]
enum Seeding {
    #[error(transparent)]
    Db(#[from] diesel::result::Error),
    #[error("{0:#}")]
    Other(anyhow::Error),
}

impl World {
    pub async fn open() -> Self {
        Self::in_app(TestApp::start().await).await
    }

    pub async fn in_app(app: TestApp) -> Self {
        let state = app.state();
        let env = state.env();
        let facts =
            state.civic.write("seed", async |conn| seed_sample(conn, &env, &state).await.map_err(Seeding::Other)).await.unwrap();
        ensure_box(&state, &facts.passes).await.unwrap();
        Self { app, facts }
    }

    /// An unused printed pass.
    pub fn pass(&self, zone: &str, index: usize) -> String {
        self.facts.passes[zone][index].clone()
    }

    fn token(&self, role: Role, index: usize) -> (&str, &str) {
        let found = self.facts.staff.iter().filter(|(_, r, _, _)| *r == role).nth(index).expect("someone in that role");
        (&found.0, &found.3)
    }

    /// Someone of this role, signed in with a fresh second factor.
    pub async fn staff(&self, role: Role, index: usize) -> Visitor {
        let (_, token) = self.token(role, index);
        let visitor = self.app.visitor();
        accept(&visitor, &format!("/en/staff/invitation/{token}"), self.app.clock.now().timestamp()).await;
        visitor
    }

    /// A name as it stands on the invitation.
    pub fn name(&self, role: Role, index: usize) -> String {
        self.token(role, index).0.to_owned()
    }

    /// A resident at the review page with these choices.
    pub async fn at_review(&self, zone: &str, lang: &str, picks: &[u16]) -> (Visitor, Reply) {
        let visitor = self.app.visitor();
        let reply = to_review(&visitor, zone, lang, picks).await;
        (visitor, reply)
    }

    /// Casts by text code; returns the receipt page.
    pub async fn vote(&self, zone: &str, phone: &str, picks: &[u16]) -> Reply {
        let (visitor, _) = self.at_review(zone, "en", picks).await;
        let form = self.to_cast_form(&visitor, zone, phone).await;
        visitor.go(&form).await
    }

    /// Opens the ballots a second time, as trustees do on another machine, and brings the lines to the console.
    pub async fn second_opening(&self, lead: &Visitor, trustee: &Visitor) -> Reply {
        let cycle = "/en/staff/cycles/sample-1";
        let sealed = trustee.open(&format!("{cycle}/sealed")).await.body;
        let definition = trustee.open("/data/sample-1/definition.json").await.body;
        let lines = open_again(&sealed, &definition, &self.facts.shares[2..]);
        let form = lead.open(&format!("{cycle}/second")).await.page().form("second-form").fill("hashes", &lines);
        lead.send(&form).await
    }

    /// From the review to the filled cast form.
    pub async fn to_cast_form(&self, visitor: &Visitor, zone: &str, phone: &str) -> Form {
        let page = visitor.open(&format!("/en/vote/{zone}/verify")).await.page();
        let code_page = visitor.go(&page.form("phone-form").fill("phone", phone)).await;
        let code = self.app.code_for(&format!("+1{phone}")).await;
        code_page.page().form("cast-form").fill("code", &code)
    }
}

/// The lines that an opening with these shares gives.
pub fn open_again(sealed: &str, definition: &str, shares: &[String]) -> String {
    let file = ballot::sealed_file::SealedFile::from_text(sealed).unwrap();
    let definition = ballot::definition::Definition::from_bytes(definition.as_bytes()).unwrap();
    let shares: Vec<_> = shares.iter().map(|share| ballot::shares::Share::parse(share).unwrap()).collect();
    let public = ballot::seal::OpeningPublicKey(definition.opening_key);
    let key = ballot::shares::combine(&shares, definition.trustees.threshold, &public).unwrap();
    let opener = ballot::opening::Opener::new(&key, &definition).unwrap();
    let line = |(zone, ballots): &(String, Vec<_>)| format!("{zone} {}\n", hex::encode(opener.open_zone(zone, ballots).hash()));
    file.zones.iter().map(line).collect()
}

/// Walks from the start of a zone to its review.
pub async fn to_review(visitor: &Visitor, zone: &str, lang: &str, picks: &[u16]) -> Reply {
    let page = visitor.open(&format!("/{lang}/vote/{zone}")).await.page();
    let page = visitor.go(&page.form("age-form").fill("age", "yes")).await.page();
    let page = visitor.go(&page.form("tie-form").tick("tie", "live")).await.page();
    let mut form = page.form("ballot").untick("pick");
    for pick in picks {
        form = form.tick("pick", &pick.to_string());
    }
    let next = visitor.go(&form.fill("go", "on")).await;
    if picks.is_empty() { visitor.open(&format!("/{lang}/vote/{zone}/review")).await } else { next }
}

/// Sets a password and the second factor on an invitation.
pub async fn accept(visitor: &Visitor, path: &str, epoch: i64) -> (String, String) {
    let page = visitor.open(path).await.page();
    let secret = page.text("#totp-secret").expect("a secret");
    let code = code_at(&secret, u64::try_from(epoch).unwrap()).expect("a code");
    let password = "four green buses at noon".to_owned();
    let form = page.form("invitation").fill("password", &password).fill("code", &code);
    let reply = visitor.send(&form).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{:?}", reply.page().texts(".errors li"));
    (password, secret)
}

/// Votes for each proposal of a funded table, by number.
pub fn votes(page: &super::html::Document) -> BTreeMap<u16, u64> {
    let names = page.texts("table.bars tbody th");
    let figures = page.texts("table.bars tbody td:nth-child(2)");
    let number = |name: &str| name.split('.').next().and_then(|n| n.trim().parse().ok()).expect("a number");
    names
        .iter()
        .zip(&figures)
        .map(|(name, figure)| (number(name), figure.replace(',', "").trim().parse().expect("votes")))
        .collect()
}
