//! Two more sample cycles, so that every screen on the way to a ballot has life: one in which residents give ideas, one whose
//! proposals are in review. Everything is done by the same actions that people use.

use anyhow::Context;
use chrono::{DateTime, Duration, TimeZone, Utc};
use chrono_tz::America::Los_Angeles;
use serde::Deserialize;

use super::{outlines, sample};
use crate::{
    accounts::{self, Grant},
    applications::{self, ApplicationId, Fields, Save, SectionName},
    base::{CycleSlug, Duty, Env, Lang, Money, ZoneCode},
    bodies::{self, BodyId, BodyKind, NewDecision, NewMeeting, Seat},
    cycles::{self, NewContest, NewCycle, PhaseName, PhaseSpan, Rulebook},
    ideas::{self, Answering, Channel, Desk, NewConcept, PaperIdea, Target},
    outreach::{self, EventKind, EventText, NewEvent},
    platform::{State, db::CivicConn},
    proposals::NewProposal,
    review::{self, Checklist, Outcome, Ready},
};

/// Cycle in which ideas are given.
pub const IDEAS: &str = "sample-2";
/// Cycle whose proposals are in review.
pub const REVIEW: &str = "sample-3";
const REVIEW_ZONES: [&str; 2] = ["ARP", "BOY"];
const BUDGET_CENTS: i64 = 77_500_000;

#[derive(Deserialize)]
struct SampleIdea {
    zone: ZoneCode,
    lang: String,
    place: String,
    area: String,
    words: String,
    concept: Option<String>,
}

/// First and last day of each phase, counted from now.
type Calendar = [(PhaseName, i64, i64); 5];

/// Eight in the morning in the city, so many days from now.
fn morning(env: &Env, days: i64) -> DateTime<Utc> {
    let on = env.now.with_timezone(&Los_Angeles).date_naive() + Duration::days(days);
    let eight = on.and_hms_opt(8, 0, 0).and_then(|at| Los_Angeles.from_local_datetime(&at).earliest());
    eight.map_or(env.now + Duration::days(days), |at| at.with_timezone(&Utc))
}

async fn make_cycle(
    conn: &mut CivicConn,
    env: &Env,
    slug: &CycleSlug,
    titles: [&str; 2],
    (zones, calendar): (&[ZoneCode], &Calendar),
) -> anyhow::Result<()> {
    let day = |days| morning(env, days);
    let last = calendar.iter().map(|(_, _, ends)| *ends).max().unwrap_or(0);
    let [english, spanish] = titles.map(str::to_owned);
    let new = NewCycle {
        slug: slug.clone(),
        titles: vec![("en".to_owned(), english), ("es".to_owned(), spanish)],
        is_imported: false,
        is_sample: true,
        count_rule: "greedy_votes".to_owned(),
        tie_break: "all,cost,lot:00".to_owned(),
        rule_params: serde_json::json!({}),
        opens_at: day(last + 10),
        closes_at: day(last + 31),
        grace_seconds: 1800,
        published_at: Some(env.now),
    };
    cycles::create_cycle(conn, &new).await?;
    for zone in zones {
        let new = NewContest {
            cycle: slug.clone(),
            zone: zone.clone(),
            budget: Money::usd(BUDGET_CENTS),
            budget_is_sample: true,
            pick_limit: 3,
            ballot_kind: "approval".to_owned(),
        };
        cycles::create_contest(conn, &new).await?;
    }
    for (name, starts, ends) in calendar {
        let span = PhaseSpan { name: *name, starts_at: day(*starts), ends_at: day(*ends) };
        cycles::set_phase(conn, slug, &span).await?;
    }
    let rulebook = Rulebook::default();
    cycles::save_rulebook(conn, env, "system", slug, (0, &rulebook), None).await?;
    Ok(())
}

async fn seed_ideas(conn: &mut CivicConn, env: &Env, state: &State, staff: &Grant) -> anyhow::Result<()> {
    use PhaseName::{Appeals, Ideas, Proposals, Review, Translation};
    let slug = CycleSlug::parse(IDEAS)?;
    let calendar: Calendar =
        [(Ideas, -10, 28), (Proposals, 52, 100), (Review, 100, 160), (Appeals, 100, 170), (Translation, 170, 195)];
    let zones = sample::zone_codes()?;
    let titles = ["Sample ideas: what does your zone need?", "Ideas de muestra: ¿qué necesita su zona?"];
    make_cycle(conn, env, &slug, titles, (&zones, &calendar)).await?;
    let samples: Vec<SampleIdea> = serde_json::from_str(include_str!("../../data/sample/ideas.json")).context("ideas.json")?;
    let desk = Desk::of_staff(staff).context("program staff look at ideas")?;
    let answering = Answering { key: &state.keys.contact, site: &state.public_url };
    let mut concepts: Vec<(ZoneCode, String, Vec<i32>, String)> = Vec::new();
    for (index, sample) in samples.iter().enumerate() {
        let token = hex::encode(env.random.bytes::<16>());
        let paper = PaperIdea {
            cycle: &slug,
            zone: &sample.zone,
            words: &sample.words,
            place: &sample.place,
            lang: Some(&sample.lang),
            channel: if index % 3 == 0 { Channel::Event } else { Channel::Paper },
            event_name: (index % 3 == 0).then_some("Sample idea fair"),
            answer_lang: Lang::En,
            token: &token,
        };
        let number = ideas::enter(conn, env, &desk, &paper).await?;
        // The last two wait for a look.
        if index + 2 < samples.len() {
            ideas::publish(conn, env, &desk, &answering, (&slug, number), Some(&sample.area)).await?;
        }
        let Some(title) = &sample.concept else { continue };
        match concepts.iter_mut().find(|(zone, known, ..)| *zone == sample.zone && known == title) {
            Some((_, _, numbers, _)) => numbers.push(number),
            None => concepts.push((sample.zone.clone(), title.clone(), vec![number], sample.area.clone())),
        }
    }
    for (zone, title, numbers, area) in concepts {
        let new = NewConcept {
            cycle: slug.clone(),
            zone,
            summary: format!("{title}: residents asked for this in their own words."),
            title,
            issue_area: Some(area),
        };
        ideas::gather(conn, env, &desk, &answering, (&slug, &numbers), &Target::New(&new)).await?;
    }
    Ok(())
}

/// Fields of a section with their values.
type Answers = Vec<(&'static str, Vec<String>)>;

/// The sections of a finished application from a sample proposal's English words.
fn sections(sample: &NewProposal) -> anyhow::Result<Vec<(SectionName, Answers)>> {
    let text = sample.texts.iter().find(|text| text.lang == "en").context("an English text")?;
    let one = |value: &str| vec![value.to_owned()];
    let column = |value: fn(&crate::proposals::CostPart) -> String| text.cost_parts.iter().map(value).collect::<Vec<_>>();
    let summary: Vec<&str> = text.summary.split_whitespace().take(30).collect();
    Ok(vec![
        (SectionName::Name, vec![("title", one(&text.title)), ("area", one(sample.issue_area.as_deref().unwrap_or("HEALTH")))]),
        (SectionName::Summary, vec![("summary", one(&summary.join(" ")))]),
        (SectionName::What, vec![("description", one(&text.description))]),
        (
            SectionName::Who,
            vec![
                ("people", one(&sample.people_served.unwrap_or(100).to_string())),
                ("gains", one("People of the zone who ask for it.")),
            ],
        ),
        (SectionName::Where, vec![("place", one(&text.place))]),
        (
            SectionName::Cost,
            vec![
                ("item", column(|part| part.what.clone())),
                ("count", column(|_| "1".to_owned())),
                ("each", column(|part| (part.cents / 100).to_string())),
                ("yearly", column(|_| "no".to_owned())),
                ("source", column(|_| "Sample figure".to_owned())),
                ("scalable", one("no")),
                ("least", one("")),
            ],
        ),
        (SectionName::Team, vec![("runner", one("A sample group with people who know this work."))]),
        (SectionName::When, vec![("start", one("Three months after the money comes")), ("months", one("12"))]),
    ])
}

/// Writes an application up to `parts` sections.
async fn write(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    (body, contest): (BodyId, &cycles::Contest),
    (sample, parts): (&NewProposal, usize),
) -> anyhow::Result<applications::ApplicationId> {
    let id = applications::start(conn, env, grant, body, contest, "en").await?;
    for (section, values) in sections(sample)?.into_iter().take(parts) {
        let fields: Fields = values.into_iter().map(|(name, values)| (name.to_owned(), values)).collect();
        let save = Save { section, base: 0, fields, completed: true };
        applications::save_section(conn, env, grant, id, &save).await?;
    }
    Ok(id)
}

/// A reviewer decides about what is handed in now.
async fn decide(conn: &mut CivicConn, env: &Env, reviewer: &Grant, id: ApplicationId, ready: &Ready) -> anyhow::Result<()> {
    let hand_in = applications::last_hand_in(conn, id).await?.context("a hand-in")?;
    Ok(review::decide(conn, env, reviewer, (id, hand_in), (ready, None)).await?)
}

fn decision(outcome: Outcome, codes: &[&str], changes: &[&str], reason: &str) -> Ready {
    let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    Ready {
        outcome,
        checks: Checklist::all_yes(),
        codes: own(codes),
        changes: own(changes),
        reason: reason.to_owned(),
        lang: "en".to_owned(),
    }
}

/// Sample people of the review cycle.
struct Cast {
    member: Grant,
    members: Vec<uuid::Uuid>,
    reviewer: Grant,
}

async fn committee(conn: &mut CivicConn, env: &Env, zone: &ZoneCode) -> anyhow::Result<(BodyId, Cast)> {
    let body = bodies::create_body(conn, env, BodyKind::Committee, &format!("Sample Committee {zone}"), Some(zone)).await?;
    let since = (env.now - Duration::days(200)).date_naive();
    let mut grants = Vec::new();
    for n in 1..=3 {
        let grant = accounts::sample_grant(conn, env, &sample::email(&format!("Sample Committee Member {zone} {n}"))).await?;
        let seat = if n == 1 { Seat::Chair } else { Seat::Member };
        bodies::add_member(conn, body, grant.account(), seat, since).await?;
        grants.push(grant);
    }
    let reviewer = accounts::sample_grant(conn, env, &sample::email("Sample Reviewer One")).await?;
    let members = grants.iter().map(Grant::account).collect();
    let member = grants.into_iter().next().context("a committee has members")?;
    Ok((body, Cast { member, members, reviewer }))
}

/// The meeting at which a committee votes to hand its proposals in.
async fn vote(
    conn: &mut CivicConn,
    env: &Env,
    body: BodyId,
    cast: &Cast,
    ids: &[(applications::ApplicationId, String)],
) -> anyhow::Result<()> {
    let new = NewMeeting {
        starts_at: env.now - Duration::days(6),
        place: "Sample library, community room".to_owned(),
        agenda: "Which proposals we hand in".to_owned(),
    };
    let meeting = bodies::enter_meeting(conn, env, body, &new).await?;
    bodies::enter_presence(conn, meeting, &cast.members).await?;
    for (id, title) in ids {
        let new = NewDecision {
            subject: Some(id.subject()),
            motion: format!("Hand in the proposal “{title}”"),
            in_favour: 3,
            against: 0,
            abstained: 0,
        };
        bodies::enter_decision(conn, env, &cast.member.actor(Duty::CommitteeWork), meeting, &new).await?;
    }
    Ok(())
}

async fn seed_zone(conn: &mut CivicConn, env: &Env, slug: &CycleSlug, zone: &ZoneCode) -> anyhow::Result<()> {
    let (body, cast) = committee(conn, env, zone).await?;
    let contest = cycles::contest_by_zone(conn, slug, zone.as_str()).await?.context("a contest")?;
    let fits = |sample: &&NewProposal| (5_000_000..=50_000_000).contains(&sample.cost_cents);
    let samples: Vec<NewProposal> = sample::proposals_of(zone)?;
    let chosen: Vec<&NewProposal> = samples.iter().filter(fits).take(5).collect();
    let mut ids = Vec::new();
    for (index, sample) in chosen.iter().enumerate() {
        // The last one is still a draft.
        let parts = if index + 1 == chosen.len() { 4 } else { usize::MAX };
        let title = sample.texts.first().map(|text| text.title.clone()).unwrap_or_default();
        ids.push((write(conn, env, &cast.member, (body, &contest), (sample, parts)).await?, title));
    }
    ids.pop();
    vote(conn, env, body, &cast, &ids).await?;
    for (id, _) in &ids {
        applications::submit(conn, env, &cast.member, *id).await?;
    }
    let reviewer = &cast.reviewer;
    if let [(changes, _), (rejected, _), (accepted, _), ..] = ids.as_slice() {
        let asked = decision(Outcome::ChangesAsked, &[], &["Say who owns the place, and that they agree."], "");
        decide(conn, env, reviewer, *changes, &asked).await?;
        let reason = "This asks to buy land. This program pays for services and programs only.";
        let refused = decision(Outcome::Rejected, &["P-CAPITAL"], &[], reason);
        decide(conn, env, reviewer, *rejected, &refused).await?;
        let draft = applications::draft_by_id(conn, *accepted).await?.context("an application")?;
        let version = draft.sections.get(&SectionName::Cost).map_or(0, |saved| saved.version);
        review::sign_costs(conn, env, reviewer, *accepted, (version, draft.costs().total_cents())).await?;
        decide(conn, env, reviewer, *accepted, &decision(Outcome::Accepted, &[], &[], "")).await?;
    }
    Ok(())
}

async fn seed_review(conn: &mut CivicConn, env: &Env) -> anyhow::Result<()> {
    use PhaseName::{Appeals, Ideas, Proposals, Review, Translation};
    let slug = CycleSlug::parse(REVIEW)?;
    let zones: Vec<ZoneCode> = REVIEW_ZONES.iter().map(|code| ZoneCode::parse(code)).collect::<Result<_, _>>()?;
    let calendar: Calendar =
        [(Ideas, -110, -72), (Proposals, -48, 1), (Review, -2, 40), (Appeals, -2, 50), (Translation, 20, 75)];
    let titles = ["Sample review: proposals on their way", "Revisión de muestra: propuestas en camino"];
    make_cycle(conn, env, &slug, titles, (&zones, &calendar)).await?;
    let organisation = bodies::create_body(conn, env, BodyKind::Organisation, "Sample Organization", None).await?;
    let proposer = accounts::sample_grant(conn, env, &sample::email("Sample Proposer")).await?;
    bodies::add_member(conn, organisation, proposer.account(), Seat::Chair, (env.now - Duration::days(200)).date_naive()).await?;
    for zone in &zones {
        seed_zone(conn, env, &slug, zone).await?;
    }
    let ended = PhaseSpan { name: Proposals, starts_at: morning(env, -48), ends_at: morning(env, -1) };
    Ok(cycles::set_phase(conn, &slug, &ended).await?)
}

fn event(zone: &str, kind: EventKind, starts_at: DateTime<Utc>, titles: [&str; 2]) -> anyhow::Result<NewEvent> {
    let text = |title: &str| EventText { title: title.to_owned(), text: String::new(), access: String::new() };
    Ok(NewEvent {
        zone: ZoneCode::parse(zone)?,
        kind,
        starts_at,
        ends_at: starts_at + Duration::hours(2),
        place: "Sample library, community room".to_owned(),
        languages: vec!["en".to_owned(), "es".to_owned()],
        texts: vec![(Lang::En, text(titles[0])), (Lang::Es, text(titles[1]))],
    })
}

/// Makes both cycles, their people's work, and a few events, in one transaction of the civic database.
///
/// # Errors
/// The database's; a sample file that contradicts itself.
pub(super) async fn seed(conn: &mut CivicConn, env: &Env, state: &State) -> anyhow::Result<()> {
    let staff = accounts::sample_grant(conn, env, &sample::email("Sample Program Lead")).await?;
    seed_ideas(conn, env, state, &staff).await?;
    seed_review(conn, env).await?;
    outlines::seed(conn, env).await?;
    let soon = |days| morning(env, days);
    for new in [
        event("ARP", EventKind::ProposerFair, soon(5), ["Sample proposer fair", "Feria de propuestas de muestra"])?,
        event("BOY", EventKind::Workshop, soon(9), ["Sample idea workshop", "Taller de ideas de muestra"])?,
    ] {
        outreach::add_event(conn, env, "system", &new).await?;
    }
    Ok(())
}
