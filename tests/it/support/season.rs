//! A cycle before its vote: zones BOY and WLK, every phase open, nothing frozen.

use chrono::{DateTime, Duration, Utc};
use reparto::{
    base::{CycleSlug, Money, ZoneCode},
    cycles::{self, CycleError, NewContest, NewCycle, PhaseName, PhaseSpan, Rulebook, Zone},
};

use super::TestApp;

/// The cycle.
pub struct Season {
    pub slug: CycleSlug,
}

const ZONES: [(&str, &str); 2] = [("BOY", "Boyle Heights"), ("WLK", "Westlake")];

fn new_cycle(slug: &CycleSlug, now: DateTime<Utc>) -> NewCycle {
    NewCycle {
        slug: slug.clone(),
        titles: vec![("en".to_owned(), "Sample next cycle".to_owned()), ("es".to_owned(), "Próximo ciclo de muestra".to_owned())],
        is_imported: false,
        is_sample: true,
        count_rule: "greedy_votes".to_owned(),
        tie_break: "all,cost,lot:00".to_owned(),
        rule_params: serde_json::json!({}),
        opens_at: now + Duration::days(200),
        closes_at: now + Duration::days(224),
        grace_seconds: 1800,
        published_at: Some(now),
    }
}

impl Season {
    /// The cycle `next-1`, each zone with 775,000 dollars.
    pub async fn start(app: &TestApp) -> Self {
        let (state, slug) = (app.state(), CycleSlug::parse("next-1").unwrap());
        let env = state.env();
        let made = state.civic.write("season", async |conn| {
            cycles::create_cycle(conn, &new_cycle(&slug, env.now)).await?;
            for (code, name) in ZONES {
                let code = ZoneCode::parse(code).unwrap();
                cycles::create_zone(conn, &Zone { code: code.clone(), name: name.to_owned(), neighbourhoods: vec![] }).await?;
                let new = NewContest {
                    cycle: slug.clone(),
                    zone: code,
                    budget: Money::usd(77_500_000),
                    budget_is_sample: true,
                    pick_limit: 3,
                    ballot_kind: "approval".to_owned(),
                };
                cycles::create_contest(conn, &new).await?;
            }
            cycles::save_rulebook(conn, &env, "system", &slug, (0, &Rulebook::default()), None).await?;
            for name in PhaseName::ALL {
                let span = PhaseSpan { name, starts_at: env.now - Duration::days(1), ends_at: env.now + Duration::days(30) };
                cycles::set_phase(conn, &slug, &span).await?;
            }
            Ok::<_, CycleError>(())
        });
        made.await.unwrap();
        Self { slug }
    }

    /// Moves a phase: hours from now to its start and end.
    pub async fn set(&self, app: &TestApp, name: PhaseName, (starts, ends): (i64, i64)) {
        let state = app.state();
        let now = state.clock.now();
        let span = PhaseSpan { name, starts_at: now + Duration::hours(starts), ends_at: now + Duration::hours(ends) };
        state.civic.write("phase", async |conn| cycles::set_phase(conn, &self.slug, &span).await).await.unwrap();
    }
}
