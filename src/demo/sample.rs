//! The fictional sample cycle: nine real zone names, invented proposals in two languages, sample budgets, voting open,
//! staff, committees, poll workers, trustees and printed passes. Nothing secret is fixed: keys and links are random.

use std::collections::BTreeMap;

use anyhow::Context;
use ballot::{
    definition::{Definition, OneBallotPer, TrusteeRule},
    pass::PrintedPass,
    receipt::ReceiptKey,
    seal::keypair,
    shares,
    ticket::TicketKey,
};
use chrono::{DateTime, Duration, TimeZone, Utc};
use chrono_tz::America::Los_Angeles;
use serde::Deserialize;

use crate::{
    accounts::{self, NewPerson},
    ballotbox,
    base::{CycleSlug, Env, Lang, Money, Role, ZoneCode},
    cycles::{self, FrozenDefinition, NewContest, NewCycle, Zone},
    eligibility::{self, LinkKeys},
    platform::{State, db::CivicConn},
    proposals::{self, CostPart, NewProposal, ProposalText},
};

/// Name of the sample cycle in addresses.
pub const SLUG: &str = "sample-1";
const TRUSTEES: TrusteeRule = TrusteeRule { threshold: 3, count: 5 };
const PASSES_PER_ZONE: usize = 12;
const STYLE: u16 = 1;

/// What is told once and never stored: links, shares, passes.
pub struct SampleFacts {
    /// Name, role, zone, token of the one-time link.
    pub staff: Vec<(String, Role, Option<ZoneCode>, String)>,
    /// Shares of the opening key, one for each trustee.
    pub shares: Vec<String>,
    /// Unused printed passes by zone.
    pub passes: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Maybe<T> {
    value: Option<T>,
}

#[derive(Deserialize)]
struct ZoneFacts {
    code: ZoneCode,
    name: String,
    budget_cents: Maybe<i64>,
    sample_budget_cents: Maybe<i64>,
    neighbourhoods: Maybe<Vec<String>>,
}

#[derive(Deserialize)]
struct ZonesFile {
    zones: Vec<ZoneFacts>,
}

#[derive(Deserialize)]
struct Texts {
    title: String,
    summary: String,
    description: String,
    cost_parts: Vec<(String, i64)>,
}

#[derive(Deserialize)]
struct SampleProposal {
    number: u16,
    issue_area: String,
    author_kind: String,
    cost_dollars: i64,
    people_served: i32,
    place: BTreeMap<String, String>,
    texts: BTreeMap<String, Texts>,
}

#[derive(rust_embed::RustEmbed)]
#[folder = "data/sample/proposals"]
struct ProposalFiles;

fn zones() -> anyhow::Result<Vec<ZoneFacts>> {
    let file: ZonesFile = serde_json::from_str(include_str!("../../data/sample/zones.json")).context("zones.json")?;
    Ok(file.zones)
}

/// Address of a sample person; nobody reads it.
pub(super) fn email(name: &str) -> String {
    format!("{}@example.org", name.to_lowercase().replace(' ', "."))
}

/// The codes of the sample zones.
pub(super) fn zone_codes() -> anyhow::Result<Vec<ZoneCode>> {
    Ok(zones()?.into_iter().map(|zone| zone.code).collect())
}

pub(super) fn proposals_of(zone: &ZoneCode) -> anyhow::Result<Vec<NewProposal>> {
    let name = format!("{zone}.json");
    let file = ProposalFiles::get(&name).with_context(|| format!("no sample proposals for {zone}"))?;
    let samples: Vec<SampleProposal> = serde_json::from_slice(&file.data).context(name)?;
    Ok(samples.into_iter().map(|sample| new_proposal(zone, sample)).collect())
}

fn new_proposal(zone: &ZoneCode, sample: SampleProposal) -> NewProposal {
    let place = sample.place;
    let texts = sample
        .texts
        .into_iter()
        .map(|(lang, text)| ProposalText {
            place: place.get(&lang).cloned().unwrap_or_default(),
            cost_parts: text.cost_parts.into_iter().map(|(what, dollars)| CostPart { what, cents: dollars * 100 }).collect(),
            title: text.title,
            summary: text.summary,
            description: text.description,
            lang,
            fallback: None,
        })
        .collect();
    NewProposal {
        number: sample.number,
        public_id: format!("{zone}-{:02}", sample.number),
        issue_area: Some(sample.issue_area),
        author_kind: sample.author_kind,
        cost_cents: sample.cost_dollars * 100,
        people_served: Some(sample.people_served),
        application: None,
        texts,
    }
}

/// Voting opened three days ago at 9 in the morning and ends in three weeks at 8 in the evening, Los Angeles time.
fn voting_times(now: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
    let at = |days: i64, hour: u32| {
        let day = (now + Duration::days(days)).with_timezone(&Los_Angeles).date_naive();
        let local = day.and_hms_opt(hour, 0, 0).and_then(|naive| Los_Angeles.from_local_datetime(&naive).earliest());
        local.map_or(now + Duration::days(days), |moment| moment.with_timezone(&Utc))
    };
    (at(-3, 9), at(21, 20))
}

fn titles() -> Vec<(String, String)> {
    vec![
        ("en".to_owned(), "Sample vote: what should your zone pay for?".to_owned()),
        ("es".to_owned(), "Votación de muestra: ¿qué debe pagar su zona?".to_owned()),
    ]
}

async fn add_zone(conn: &mut CivicConn, slug: &CycleSlug, facts: ZoneFacts) -> anyhow::Result<()> {
    let zone =
        Zone { code: facts.code.clone(), name: facts.name, neighbourhoods: facts.neighbourhoods.value.unwrap_or_default() };
    cycles::create_zone(conn, &zone).await?;
    let is_sample = facts.budget_cents.value.is_none();
    let cents = facts.budget_cents.value.or(facts.sample_budget_cents.value).context("a zone without a budget")?;
    let new = NewContest {
        cycle: slug.clone(),
        zone: facts.code.clone(),
        budget: Money::usd(cents),
        budget_is_sample: is_sample,
        pick_limit: 3,
        ballot_kind: "approval".to_owned(),
    };
    let contest = cycles::create_contest(conn, &new).await?;
    for proposal in proposals_of(&facts.code)? {
        proposals::add_proposal(conn, contest, &proposal).await?;
    }
    Ok(())
}

/// Everything a ballot depends on, from the slates as they stand.
async fn definition(conn: &mut CivicConn, state: &State, slug: &CycleSlug, opening_key: [u8; 32]) -> anyhow::Result<Definition> {
    let cycle = cycles::cycle_by_slug(conn, slug, Lang::En).await?;
    let mut contests = Vec::new();
    for contest in cycles::list_contests(conn, slug).await? {
        contests.push(proposals::build_slate(conn, &contest, STYLE).await?);
    }
    contests.sort_by(|a, b| a.zone.cmp(&b.zone));
    Ok(Definition {
        schema: ballot::definition::SCHEMA.to_owned(),
        cycle: slug.to_string(),
        title: titles().into_iter().collect(),
        opens_at: cycle.opens_at.timestamp(),
        closes_at: cycle.closes_at.timestamp(),
        grace_seconds: 1800,
        change_allowed: true,
        blank_allowed: true,
        opening_key,
        ticket_key: TicketKey::from_seed(state.keys.ticket.reveal()).public(),
        receipt_key: ReceiptKey::from_seed(state.keys.receipt.reveal()).public(),
        log_key: ReceiptKey::from_seed(state.keys.log.reveal()).public(),
        trustees: TRUSTEES,
        one_ballot_per: OneBallotPer::Zone,
        count_rule: cycle.count_rule,
        tie_break: cycle.tie_break,
        rule_params: BTreeMap::new(),
        languages: vec!["en".to_owned(), "es".to_owned()],
        contests,
    })
}

fn people(zones: &[ZoneCode]) -> Vec<(String, Role, Option<ZoneCode>)> {
    let mut people = vec![
        ("Sample Administrator".to_owned(), Role::Administrator, None),
        ("Sample Program Lead".to_owned(), Role::ProgramStaff, None),
        ("Sample Certifier One".to_owned(), Role::Certifier, None),
        ("Sample Certifier Two".to_owned(), Role::Certifier, None),
        ("Sample Reviewer One".to_owned(), Role::Reviewer, None),
        ("Sample Reviewer Two".to_owned(), Role::Reviewer, None),
        ("Sample Translator".to_owned(), Role::Translator, None),
        ("Sample Proposer".to_owned(), Role::Proposer, None),
    ];
    people.extend((1..=TRUSTEES.count).map(|n| (format!("Sample Trustee {n}"), Role::Trustee, None)));
    people.extend(zones.iter().map(|zone| (format!("Sample Poll Worker {zone}"), Role::PollWorker, Some(zone.clone()))));
    for zone in zones.iter().take(2) {
        people
            .extend((1..=3).map(|n| (format!("Sample Committee Member {zone} {n}"), Role::CommitteeMember, Some(zone.clone()))));
    }
    people
}

/// Makes the sample cycle in one transaction of the civic database. Returns what is told once.
///
/// # Errors
/// The database's; a sample file that contradicts itself.
pub async fn seed(conn: &mut CivicConn, env: &Env, state: &State) -> anyhow::Result<SampleFacts> {
    let slug = CycleSlug::parse(SLUG)?;
    let facts = zones()?;
    let codes: Vec<ZoneCode> = facts.iter().map(|zone| zone.code.clone()).collect();
    let (opens_at, closes_at) = voting_times(env.now);
    let new = NewCycle {
        slug: slug.clone(),
        titles: titles(),
        is_imported: false,
        is_sample: true,
        count_rule: "greedy_votes".to_owned(),
        tie_break: format!("all,cost,lot:{}", hex::encode(env.random.bytes::<8>())),
        rule_params: serde_json::json!({}),
        opens_at,
        closes_at,
        grace_seconds: 1800,
        published_at: Some(env.now),
    };
    cycles::create_cycle(conn, &new).await?;
    for zone in facts {
        add_zone(conn, &slug, zone).await?;
    }
    let (secret, public) = keypair(&env.random.bytes());
    let shares = shares::split(&secret.to_bytes(), TRUSTEES.threshold, TRUSTEES.count, &env.random.bytes())?;
    let definition = definition(conn, state, &slug, public.0).await?;
    LinkKeys::new(state.keys.dir.clone()).make(&slug, &env.random)?;
    cycles::freeze(conn, env, "system", &slug, &definition).await?;
    let mut staff = Vec::new();
    for (name, role, zone) in people(&codes) {
        let person = NewPerson { email: email(&name), name: name.clone(), role, zone: zone.clone() };
        let token = accounts::invite(conn, env, "system", &person).await?;
        let token = token.context("a new person always gets a link")?;
        staff.push((name, role, zone, token));
    }
    let mut passes = BTreeMap::new();
    for zone in &codes {
        let printed: Vec<String> =
            (0..PASSES_PER_ZONE).map(|_| PrintedPass::from_random(&env.random.bytes()).to_string()).collect();
        eligibility::record_pass_batch(conn, env, "system", &slug, zone, u16::try_from(printed.len())?).await?;
        passes.insert(zone.to_string(), printed);
    }
    Ok(SampleFacts { staff, shares: shares.iter().map(|share| share.to_text().to_string()).collect(), passes })
}

/// The sample cycle's frozen definition.
///
/// # Errors
/// The database's; when nothing is frozen.
pub(super) async fn frozen(state: &State) -> anyhow::Result<FrozenDefinition> {
    let slug = CycleSlug::parse(SLUG)?;
    let read = state.civic.read(async |conn| cycles::cycle_by_slug(conn, &slug, Lang::En).await?.frozen(conn).await);
    Ok(read.await?)
}

/// Opens the polls and registers the printed passes in the box; run at every start, because it changes nothing the second time.
///
/// # Errors
/// The databases'.
pub async fn ensure_box(state: &State, passes: &BTreeMap<String, Vec<String>>) -> anyhow::Result<()> {
    let slug = CycleSlug::parse(SLUG)?;
    let frozen = frozen(state).await?;
    state.ballot_box.write("open_polls", async |conn| ballotbox::open_polls(conn, &frozen).await).await?;
    for (zone, printed) in passes {
        let zone = ZoneCode::parse(zone)?;
        let mut tags = Vec::with_capacity(printed.len());
        for text in printed {
            tags.push(PrintedPass::parse(text)?.tag(state.keys.pass.reveal(), slug.as_str(), zone.as_str()));
        }
        state
            .ballot_box
            .write("register_passes", async |conn| ballotbox::register_passes(conn, &slug, &zone, &tags).await)
            .await?;
    }
    Ok(())
}
