//! A real cycle before its vote: `next-1`, two zones with $775,000 each, every phase open; the committee of the first zone with
//! the sample members in it, and one organisation.

use chrono::Duration;
use reparto::{
    base::{ContestId, CycleSlug, Money, Role, ZoneCode},
    bodies::{self, BodyId, BodyKind, Seat},
    cycles::{self, NewContest, NewCycle, PhaseName, PhaseSpan, Rulebook},
};
use uuid::Uuid;

use super::{app::Visitor, world::World};

/// The sample world with a second cycle that is being made.
pub struct Writers {
    pub world: World,
    pub slug: CycleSlug,
    pub zone: ZoneCode,
    pub contest: ContestId,
    pub committee: BodyId,
    pub organisation: BodyId,
}

/// The committee's zone, which is that of the first sample committee members.
pub const ZONE: &str = "ARP";
const OTHER: &str = "BOY";

impl Writers {
    pub async fn open() -> Self {
        let world = World::open().await;
        let slug = CycleSlug::parse("next-1").unwrap();
        let state = world.app.state();
        let env = state.env();
        let new = NewCycle {
            slug: slug.clone(),
            titles: vec![("en".to_owned(), "The next vote".to_owned()), ("es".to_owned(), "La próxima votación".to_owned())],
            is_imported: false,
            is_sample: false,
            count_rule: "greedy_votes".to_owned(),
            tie_break: "all,cost,lot:00".to_owned(),
            rule_params: serde_json::json!({}),
            opens_at: env.now + Duration::days(60),
            closes_at: env.now + Duration::days(80),
            grace_seconds: 1800,
            published_at: Some(env.now),
        };
        state.civic.write("make", async |conn| cycles::create_cycle(conn, &new).await).await.unwrap();
        let mut contests = Vec::new();
        for zone in [ZONE, OTHER] {
            let new = NewContest {
                cycle: slug.clone(),
                zone: ZoneCode::parse(zone).unwrap(),
                budget: Money::usd(77_500_000),
                budget_is_sample: true,
                pick_limit: 3,
                ballot_kind: "approval".to_owned(),
            };
            contests.push(state.civic.write("make", async |conn| cycles::create_contest(conn, &new).await).await.unwrap());
        }
        for name in PhaseName::ALL {
            let span = PhaseSpan { name, starts_at: env.now - Duration::days(5), ends_at: env.now + Duration::days(30) };
            state.civic.write("phase", async |conn| cycles::set_phase(conn, &slug, &span).await).await.unwrap();
        }
        let zone = ZoneCode::parse(ZONE).unwrap();
        let committee = seat_committee(&world, ZONE, &[0, 1, 2]).await;
        let kind = BodyKind::Organisation;
        let make = async |conn: &mut _| bodies::create_body(conn, &env, kind, "Sample Organisation", None).await;
        let organisation = state.civic.write("bodies", make).await.unwrap();
        let season = Self { world, slug, zone, contest: contests[0], committee, organisation };
        season.seat(season.organisation, &season.world.name(Role::Proposer, 0)).await;
        season.rules(|_| ()).await;
        season
    }

    /// The account of a sample person.
    pub async fn account(&self, name: &str) -> Uuid {
        account(&self.world, name).await
    }

    /// Gives a sample person a place in a body since last month.
    pub async fn seat(&self, body: BodyId, name: &str) {
        seat(&self.world, body, name).await;
    }

    /// Changes the rulebook.
    pub async fn rules(&self, change: impl Fn(&mut Rulebook)) {
        let state = self.world.app.state();
        let env = state.env();
        state
            .civic
            .write("rules", async |conn| {
                let (version, mut rulebook) = cycles::rulebook(conn, &self.slug).await?;
                change(&mut rulebook);
                cycles::save_rulebook(conn, &env, "system", &self.slug, (version, &rulebook), None).await
            })
            .await
            .unwrap();
    }

    /// Ends a phase a moment ago.
    pub async fn end_phase(&self, name: PhaseName) {
        let state = self.world.app.state();
        let now = state.clock.now();
        let span = PhaseSpan { name, starts_at: now - Duration::days(5), ends_at: now - Duration::seconds(1) };
        state.civic.write("phase", async |conn| cycles::set_phase(conn, &self.slug, &span).await).await.unwrap();
    }

    /// Moves a phase: days from now to its start and end.
    pub async fn move_phase(&self, name: PhaseName, (starts, ends): (i64, i64)) {
        let state = self.world.app.state();
        let now = state.clock.now();
        let span = PhaseSpan { name, starts_at: now + Duration::days(starts), ends_at: now + Duration::days(ends) };
        state.civic.write("phase", async |conn| cycles::set_phase(conn, &self.slug, &span).await).await.unwrap();
    }

    /// Days in which a rejection can be appealed.
    pub async fn appeal_days(&self) -> i64 {
        let state = self.world.app.state();
        let (_, rulebook) = state.civic.read(async |conn| cycles::rulebook(conn, &self.slug).await).await.unwrap();
        i64::from(rulebook.proposal.appeal_days)
    }

    /// A committee member, signed in.
    pub async fn member(&self, index: usize) -> Visitor {
        self.world.staff(Role::CommitteeMember, index).await
    }

    /// Someone who writes for the organisation, signed in.
    pub async fn proposer(&self) -> Visitor {
        self.world.staff(Role::Proposer, 0).await
    }
}

async fn account(world: &World, name: &str) -> Uuid {
    let wanted = format!("SELECT id::text AS t FROM account WHERE name = '{name}'");
    Uuid::parse_str(&world.app.databases.civic_text(&wanted).await).unwrap()
}

async fn seat(world: &World, body: BodyId, name: &str) {
    let account = account(world, name).await;
    let state = world.app.state();
    let since = state.clock.now().date_naive() - Duration::days(30);
    state.civic.write("seat", async |conn| bodies::add_member(conn, body, account, Seat::Member, since).await).await.unwrap();
}

/// A zone's committee with these sample members in it.
pub async fn seat_committee(world: &World, zone: &str, members: &[usize]) -> BodyId {
    let (state, zone) = (world.app.state(), ZoneCode::parse(zone).unwrap());
    let env = state.env();
    let name = if zone.as_str() == ZONE { "Sample Committee".to_owned() } else { format!("Sample Committee {zone}") };
    let make = async |conn: &mut _| bodies::create_body(conn, &env, BodyKind::Committee, &name, Some(&zone)).await;
    let body = state.civic.write("bodies", make).await.unwrap();
    for index in members {
        seat(world, body, &world.name(Role::CommitteeMember, *index)).await;
    }
    body
}

/// What a finished proposal holds: section, and each field's value.
pub const FINISHED: &[(&str, &[(&str, &str)])] = &[
    ("name", &[("title", "Shade for the bus stops"), ("area", "HEALTH")]),
    ("summary", &[("summary", "People who wait for the bus get shade and a seat at ten stops.")]),
    ("what", &[("description", "Ten stops get a roof and a bench.\n\nYoung people paint them with a local artist.")]),
    ("who", &[("people", "1,200"), ("gains", "People who ride the bus, most of all older people.")]),
    ("where", &[("place", "Ten stops along the main street")]),
    ("cost", &[("item", "Roofs and benches"), ("count", "10"), ("each", "20,000"), ("scalable", "yes"), ("least", "120000")]),
    ("team", &[("runner", "The committee with a builder chosen in the open.")]),
    ("when", &[("start", "Three months after the money comes"), ("months", "10")]),
];

/// Fills and saves one section as finished; the page must lead on.
pub async fn finish(visitor: &Visitor, base: &str, section: &str, values: &[(&str, &str)]) {
    let page = visitor.open(&format!("{base}/sections/{section}")).await.page();
    let mut form = page.form("section").fill("completed", "yes").fill("go", "save");
    for (name, value) in values {
        form = form.fill(name, value);
    }
    visitor.go(&form).await;
}

/// Begins a proposal and fills every section; returns its address.
pub async fn write_all(visitor: &Visitor, contest: ContestId) -> String {
    let page = visitor.open("/en/committee/proposals/new").await.page();
    let reply = visitor.send(&page.form("new-application").fill("contest", &contest.0.to_string())).await;
    let base = reply.location.expect("the task list");
    for (section, values) in FINISHED {
        finish(visitor, &base, section, values).await;
    }
    base
}
