//! Taking a pass out, by two people who each enter the evidence. Nothing of it but the pass's public number is stored.

use actix_web::web::Data;
use ballot::{
    entry::{Place, VoidReason},
    nonce::PassTag,
    pass::PrintedPass,
};
use uuid::Uuid;

use super::{
    super::{
        actions::{self, CountingError, Evidence, VoidRefusal},
        pages::{self, VoidForm},
        store,
    },
    load_cycle,
};
use crate::{
    accounts::Grant,
    ballotbox::{self, VoidCommand},
    base::Duty,
    cycles::{Contest, Cycle, FrozenDefinition},
    eligibility::{self, Contact, LinkKeys},
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, ok, see},
    },
    transparency::{LogName, Sequencer},
};

/// Grounds, by their words in the log.
const GROUNDS: [(&str, VoidReason); 4] = [
    ("not_eligible", VoidReason::NotEligible),
    ("duplicate", VoidReason::Duplicate),
    ("fraud", VoidReason::Fraud),
    ("order", VoidReason::Order),
];

fn ground_of(word: &str) -> Option<VoidReason> {
    GROUNDS.into_iter().find(|(known, _)| *known == word).map(|(_, reason)| reason)
}

impl FromFields for VoidForm {
    const NAMES: &'static [&'static str] = &["zone", "contact", "ground", "reason"];
    fn from_fields(fields: &Fields) -> Self {
        let text = |name: &str, most: usize| fields.one(name).trim().chars().take(most).collect::<String>();
        Self { zone: text("zone", 12), contact: text("contact", 300), ground: text("ground", 20), reason: text("reason", 500) }
    }
}

pub struct AgreeForm {
    id: String,
    contact: String,
}

impl FromFields for AgreeForm {
    const NAMES: &'static [&'static str] = &["id", "contact"];
    fn from_fields(fields: &Fields) -> Self {
        Self { id: fields.one("id").to_owned(), contact: fields.one("contact").trim().chars().take(300).collect() }
    }
}

async fn page(
    ctx: &Ctx,
    grant: &Grant,
    (cycle, contests): (&Cycle, &[Contest]),
    faults: &Faults,
    form: &VoidForm,
) -> Result<maud::Markup, Problem> {
    let slug = cycle.slug.as_str();
    let requests = ctx.state.civic.read(async |conn| store::list_voids(conn, slug).await.map_err(Problem::from)).await?;
    Ok(pages::voids(ctx, grant, cycle, contests, &requests, faults, form))
}

pub async fn show(ctx: Ctx, grant: Grant) -> Answer {
    let (cycle, contests) = load_cycle(&ctx).await?;
    ok(page(&ctx, &grant, (&cycle, &contests), &Faults::none(), &VoidForm::default()).await?)
}

/// The pass that a phone, an e-mail address or a printed code leads to in a zone.
async fn pass_of(ctx: &Ctx, contest: &Contest, frozen: &FrozenDefinition, typed: &str) -> Result<Option<PassTag>, Problem> {
    let (cycle, zone) = (contest.cycle.as_str(), &contest.zone.code);
    if let Ok(printed) = PrintedPass::parse(typed) {
        let tag = printed.tag(ctx.state.keys.pass.reveal(), cycle, zone.as_str());
        let known = ctx.state.ballot_box.read(async |conn| ballotbox::is_printed_pass(conn, &tag).await.map_err(Problem::from));
        return Ok(known.await?.then_some(tag));
    }
    let contact = if typed.contains('@') { Contact::email(typed) } else { Contact::phone(typed) };
    let Ok(contact) = contact else {
        return Ok(None);
    };
    let link = LinkKeys::new(ctx.state.keys.dir.clone());
    let keys = (&ctx.state.keys.contact, &link);
    let found = ctx.state.civic.read(async |conn| eligibility::pass_of(conn, keys, (frozen, zone), &contact).await).await?;
    Ok(found)
}

/// What the evidence leads to: first the civic database, then the box.
async fn evidence(
    ctx: &Ctx,
    contest: &Contest,
    cycle: &Cycle,
    typed: &str,
) -> Result<Option<(PassTag, Evidence, Place)>, Problem> {
    let frozen = ctx.state.civic.read(async |conn| cycle.frozen(conn).await.map_err(Problem::from)).await?;
    let Some(tag) = pass_of(ctx, contest, &frozen, typed).await? else {
        return Ok(None);
    };
    let ballot =
        ctx.state.ballot_box.read(async |conn| ballotbox::ballot_of_pass(conn, &tag).await.map_err(Problem::from)).await?;
    let style = frozen.contest(&contest.zone.code).map_or(0, |contest| contest.style);
    let place = Place { definition: frozen.hash, zone: contest.zone.code.to_string(), style };
    Ok(Some((tag, Evidence { pass: tag.mark(&frozen.hash), ballot }, place)))
}

fn refusal_key(refusal: VoidRefusal) -> &'static str {
    match refusal {
        VoidRefusal::NoSuchPass => "void-no-pass",
        VoidRefusal::DecidedBefore => "void-decided",
        VoidRefusal::SamePerson => "void-same-person",
        VoidRefusal::OtherPass => "void-other-pass",
    }
}

pub async fn propose(ctx: Ctx, grant: Grant, Posted(form): Posted<VoidForm>) -> Answer {
    let (cycle, contests) = load_cycle(&ctx).await?;
    let env = ctx.state.env();
    grant.demand_fresh(Duty::VoidPasses, env.now)?;
    let refuse = async |field, key| again(page(&ctx, &grant, (&cycle, &contests), &Faults::one(field, key), &form).await?);
    let Some(contest) = contests.iter().find(|contest| contest.zone.code.as_str() == form.zone) else {
        return refuse("zone", "void-zone-missing").await;
    };
    if ground_of(&form.ground).is_none() {
        return refuse("ground", "void-ground-missing").await;
    }
    if form.reason.is_empty() {
        return refuse("reason", "void-reason-missing").await;
    }
    let Some((_, evidence, _)) = evidence(&ctx, contest, &cycle, &form.contact).await? else {
        return refuse("contact", "void-no-pass").await;
    };
    let words = (form.ground.as_str(), form.reason.as_str());
    let done = ctx
        .state
        .civic
        .write("propose_void", async |conn| actions::propose_void(conn, &env, &grant, contest, &evidence, words).await)
        .await;
    match done {
        Ok(()) => see(&ctx.link(&ctx.path)),
        Err(CountingError::Void(refusal)) => refuse("contact", refusal_key(refusal)).await,
        Err(error) => Err(error.into()),
    }
}

/// The second person agrees: the decision is recorded first, then the box takes the pass out. When that breaks off in
/// between, agreeing again finishes it.
pub async fn agree(ctx: Ctx, grant: Grant, logs: Data<Sequencer>, Posted(form): Posted<AgreeForm>) -> Answer {
    let (cycle, contests) = load_cycle(&ctx).await?;
    let env = ctx.state.env();
    grant.demand_fresh(Duty::VoidPasses, env.now)?;
    let id: Uuid = form.id.parse().map_err(|_| Problem::bad_form())?;
    let slug = cycle.slug.as_str();
    let request = ctx.state.civic.read(async |conn| store::find_void(conn, slug, id).await.map_err(Problem::from)).await?;
    let request = request.ok_or_else(Problem::not_found)?;
    let contest = contests.iter().find(|c| c.zone.code.as_str() == request.zone).ok_or_else(Problem::not_found)?;
    let refuse = async |refusal| {
        let faults = Faults::one("agree", refusal_key(refusal));
        again(page(&ctx, &grant, (&cycle, &contests), &faults, &VoidForm::default()).await?)
    };
    let Some((tag, evidence, place)) = evidence(&ctx, contest, &cycle, &form.contact).await? else {
        return refuse(VoidRefusal::NoSuchPass).await;
    };
    let agreed = ctx
        .state
        .civic
        .write("confirm_void", async |conn| actions::confirm_void(conn, &env, &grant, contest, id, &evidence).await)
        .await;
    let leaf = match agreed {
        Ok(leaf) => leaf,
        Err(CountingError::Void(refusal)) => return refuse(refusal).await,
        Err(error) => return Err(error.into()),
    };
    let reason = ground_of(&request.ground).ok_or_else(Problem::not_found)?;
    let command = VoidCommand { place: &place, cycle: &cycle.slug, tag, ballot: evidence.ballot, reason, act: leaf };
    ctx.state.ballot_box.write("void_pass", async |conn| ballotbox::void_pass(conn, &command).await).await?;
    ctx.state
        .civic
        .write("void_done", async |conn| store::mark_done(conn, id).await)
        .await
        .map_err(|error: diesel::result::Error| Problem::database(&error))?;
    // The zone's sheet adds up only once the entry is in the log.
    if let Err(fault) = logs.drain(&ctx.state, LogName::Ballots).await {
        tracing::warn!(error = %fault, "the entry of a voided ballot waits for the log");
    }
    see(&ctx.link(&ctx.path))
}
