//! Cutting the links and giving shares.

use actix_web::web::Data;
use ballot::shares::ShareFault;

use super::{
    super::{
        actions::{self, CountingError, Opened},
        links,
        opening::{self, Given, OpeningRoom, ShareRefusal},
        pages, store,
    },
    load_cycle,
};
use crate::{
    accounts::Grant,
    ballotbox,
    base::{Duty, Secret},
    cycles::{self, Contest, Cycle, FrozenDefinition},
    eligibility::{self, LinkKeys},
    platform::{
        ui::Faults,
        web::{Answer, AsProblem, Ctx, Fields, FromFields, Posted, Problem, again, form::Nothing, ok, see},
    },
    transparency::{self, Act, LogName, Sequencer},
};

pub struct ShareForm(Secret<String>);

impl FromFields for ShareForm {
    const NAMES: &'static [&'static str] = &["share"];
    fn from_fields(fields: &Fields) -> Self {
        Self(Secret::new(fields.one("share").chars().take(400).collect()))
    }
}

/// True when every zone's sheet is confirmed.
async fn is_canvassed(ctx: &Ctx, cycle: &Cycle, contests: &[Contest]) -> Result<bool, Problem> {
    let confirmed =
        ctx.state.civic.read(async |conn| store::canvassed(conn, cycle.slug.as_str()).await.map_err(Problem::from)).await?;
    Ok(cycle.closed_at.is_some() && contests.iter().all(|contest| confirmed.contains(&contest.id.0)))
}

pub async fn cut(ctx: Ctx, grant: Grant) -> Answer {
    let (cycle, contests) = load_cycle(&ctx).await?;
    let ready = is_canvassed(&ctx, &cycle, &contests).await?;
    ok(pages::cut(&ctx, &grant, &cycle, ready))
}

/// The key is destroyed first and recorded after: a record of a key that still exists would be a lie, a destroyed key
/// without a record is found when the step is tried again.
pub async fn post_cut(ctx: Ctx, grant: Grant, _: Posted<Nothing>) -> Answer {
    let (cycle, contests) = load_cycle(&ctx).await?;
    let env = ctx.state.env();
    grant.demand_fresh(Duty::RunCycle, env.now)?;
    if !is_canvassed(&ctx, &cycle, &contests).await? {
        return Err(CountingError::NotYet.into());
    }
    eligibility::cut_links(&env, &LinkKeys::new(ctx.state.keys.dir.clone()), &cycle.slug)?;
    let actor = grant.actor(Duty::RunCycle);
    ctx.state
        .civic
        .write("cut_links", async |conn| {
            cycles::record_links_cut(conn, &env, &actor, &cycle.slug).await.map_err(CountingError::from)
        })
        .await?;
    see(&ctx.link(&links::cycle(&cycle.slug)))
}

async fn frozen(ctx: &Ctx, cycle: &Cycle) -> Result<FrozenDefinition, Problem> {
    ctx.state.civic.read(async |conn| cycle.frozen(conn).await.map_err(Problem::from)).await
}

pub async fn open(ctx: Ctx, grant: Grant, room: Data<OpeningRoom>) -> Answer {
    let (cycle, _) = load_cycle(&ctx).await?;
    let need = frozen(&ctx, &cycle).await?.definition.trustees.threshold;
    ok(pages::open(&ctx, &grant, &Faults::none(), &cycle, room.count(&cycle.slug), need))
}

fn share_fault(refusal: &ShareRefusal) -> &'static str {
    match refusal {
        ShareRefusal::GivenBefore => "share-given-before",
        ShareRefusal::Fault(ShareFault::Duplicate(_)) => "share-twice",
        ShareRefusal::Fault(ShareFault::Checksum | ShareFault::Characters) => "share-mistyped",
        ShareRefusal::Fault(ShareFault::OtherKey(_) | ShareFault::OtherThreshold(_)) => "share-other-key",
        ShareRefusal::Fault(ShareFault::DoesNotMatch | ShareFault::Wrong(_)) => "share-wrong",
        ShareRefusal::Fault(_) => "share-not-a-share",
    }
}

/// Takes a trustee's share; with enough of them opens every zone, sorts, stores, and forgets the key.
pub async fn give_share(
    ctx: Ctx,
    grant: Grant,
    room: Data<OpeningRoom>,
    logs: Data<Sequencer>,
    Posted(form): Posted<ShareForm>,
) -> Answer {
    let (cycle, contests) = load_cycle(&ctx).await?;
    let env = ctx.state.env();
    grant.demand_fresh(Duty::GiveShare, env.now)?;
    if cycle.links_cut_at.is_none() || cycle.opened_at.is_some() {
        return Err(CountingError::NotYet.into());
    }
    let frozen = frozen(&ctx, &cycle).await?;
    let need = frozen.definition.trustees.threshold;
    let given = match room.give(&frozen, &cycle.slug, grant.account(), form.0.reveal()) {
        Ok(given) => given,
        Err(refusal) => {
            let faults = Faults::one("share", share_fault(&refusal));
            return again(pages::open(&ctx, &grant, &faults, &cycle, room.count(&cycle.slug), need));
        }
    };
    let act = Act::new(cycle.slug.as_str(), "share.given", &grant.actor(Duty::GiveShare));
    ctx.state
        .civic
        .write("record_share", async |conn| transparency::record(conn, env.now, &act).await)
        .await
        .map_err(|error: diesel::result::Error| error.problem())?;
    if let Given::Key(key, used) = given {
        let zones = open_all(&ctx, &logs, &frozen, contests, *key).await?;
        ctx.state
            .civic
            .write("store_opening", async |conn| actions::store_opening(conn, &env, &cycle, used, &zones).await)
            .await?;
        return see(&ctx.link(&links::cycle(&cycle.slug)));
    }
    see(&ctx.link(&links::step(&cycle.slug, "open")))
}

/// Opens every zone off the async threads; the key is wiped when this returns.
async fn open_all(
    ctx: &Ctx,
    logs: &Sequencer,
    frozen: &FrozenDefinition,
    contests: Vec<Contest>,
    key: ballot::seal::OpeningSecretKey,
) -> Result<Vec<Opened>, Problem> {
    let log = transparency::read_published(&logs.files(LogName::Ballots), LogName::Ballots, frozen.definition.log_key);
    let log = log.map_err(CountingError::Log)?;
    let mut sealed = Vec::with_capacity(contests.len());
    for contest in contests {
        let ballots = ctx
            .state
            .ballot_box
            .read(async |conn| {
                ballotbox::list_live_ballots(conn, contest.cycle.as_str(), contest.zone.code.as_str())
                    .await
                    .map_err(Problem::from)
            })
            .await?;
        // A ballot that is not in the published log is never opened, and none that is in it is left out.
        opening::check_against_log(&log.entries, frozen, contest.zone.code.as_str(), &ballots)
            .map_err(CountingError::NotInLog)?;
        sealed.push((contest, ballots));
    }
    let frozen = frozen.clone();
    let work = actix_web::web::block(move || {
        let mut zones = Vec::with_capacity(sealed.len());
        for (contest, ballots) in sealed {
            let opened = opening::open_zone(&key, &frozen, contest.zone.code.as_str(), &ballots)?;
            zones.push(Opened {
                records: opening::merged(&opened),
                ballots: opened.ballots.len(),
                invalid: opened.invalid.iter().map(|(hash, fault)| (*hash, fault.code())).collect(),
                hash: opened.hash(),
                contest,
            });
        }
        Ok::<_, CountingError>(zones)
    });
    Ok(work.await.map_err(|error| Problem::internal(&error))??)
}
