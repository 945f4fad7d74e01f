//! Casting: the code or pass is checked on the civic side, the ballot is sealed, the box takes it, and the browser is
//! sent to the receipt, which is read back from the box. No page says "cast" before that row exists.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use ballot::{
    pass::{PassFault, PrintedPass},
    receipt::Receipt,
};

use super::{
    super::{
        cookie, links,
        model::{Journey, Step},
        pages,
    },
    Scene, enter, journey_at, on, open_scene, sealing, to,
    verify::{Asked, changed, code_sent, contact_of, door_view, offers, send, to_open_door},
};
use crate::{
    ballotbox::{self, CastCommand, CastError, CastQueue, PassProof},
    booth::handlers::Entry,
    cycles,
    eligibility::{self, CodeFault, EligibilityError, Given, IssueKeys, LinkKeys},
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, form::Nothing, html},
    },
};

pub struct CastForm {
    door: String,
    code: String,
    /// The ballot that stood when the form was shown; empty from a form that does not say.
    reviewed: String,
}

impl FromFields for CastForm {
    const NAMES: &'static [&'static str] = &["door", "code", "reviewed"];
    fn from_fields(fields: &Fields) -> Self {
        let own = |name| fields.one(name).chars().take(100).collect();
        Self { door: own("door"), code: own("code"), reviewed: own("reviewed") }
    }
}

/// Someone who reloads the address of the cast form goes on from where they stand.
pub async fn resume(ctx: Ctx) -> Answer {
    let scene = open_scene!(ctx);
    let _journey = journey_at!(scene, ctx, Step::Review);
    Ok(to(&ctx.link(&links::step(&scene.contest.zone.code, "review"))))
}

/// What stands between the form and the box.
enum Proof {
    Pass(PassProof),
    Page(HttpResponse),
}

pub async fn post(ctx: Ctx, queue: Data<CastQueue>, Posted(form): Posted<CastForm>) -> Answer {
    let scene = match enter(&ctx).await? {
        Entry::Open(scene) => scene,
        Entry::Shut(_) => return too_late(&ctx).await,
    };
    let mut journey = journey_at!(scene, ctx, Step::Review);
    // Another window of this browser chose something else since: nothing is cast that was not looked at.
    if !form.reviewed.is_empty() && form.reviewed != journey.mark() {
        return Ok(to(&changed(&ctx, &journey)));
    }
    let proof = match form.door.as_str() {
        "pass" if !offers(&ctx, &scene).pass => Proof::Page(to_open_door(&ctx, &scene)),
        "pass" => by_pass(&ctx, &scene, &journey, &form.code)?,
        _ => by_code(&ctx, &scene, &journey, &form.code).await?,
    };
    let pass = match proof {
        Proof::Pass(pass) => pass,
        Proof::Page(page) => return Ok(page),
    };
    let is_printed = matches!(pass, PassProof::Printed(_));
    let style = scene.frozen.contest(&journey.zone).map_or(0, |contest| contest.style);
    let command = CastCommand {
        cycle: scene.cycle.slug.clone(),
        zone: journey.zone.clone(),
        style,
        definition: scene.frozen.hash,
        pass,
        sealed: sealing::seal(&scene, &journey.picks, journey.seed)?.ballot,
        begun: journey.begun,
    };
    match put_into_box(&ctx, &queue, command).await {
        Ok(receipt) => {
            journey.receipt = Some(receipt.to_string().replace(' ', ""));
            journey.contact = None;
            Ok(cookie::carry(&ctx.state, to(&ctx.link(&ballotbox::links::receipt(&receipt))), &journey))
        }
        Err(CastError::Closed) => too_late(&ctx).await,
        // The answer to a test was lost on its way: this browser did not learn that its seed is public.
        Err(CastError::Tested) => {
            journey.mark_tested(&ctx.state.random);
            on(&ctx, &journey, &format!("{}?again=tested", ctx.link(&links::step(&journey.zone, "review"))))
        }
        Err(CastError::PassUnknown) if is_printed => pass_page(&ctx, &scene, &journey, (&form.code, "pass-unknown")),
        Err(error) => Err(error.into()),
    }
}

async fn put_into_box(ctx: &Ctx, queue: &CastQueue, command: CastCommand) -> Result<Receipt, CastError> {
    let outcome = queue.cast(command).await;
    let label = match &outcome {
        Ok(_) => "taken",
        Err(CastError::PassUnknown) => "unknown_pass",
        Err(CastError::Db(_)) => "database",
        Err(_) => "refused",
    };
    ctx.state.metrics.casts.with_label_values(&[label]).inc();
    outcome
}

/// 409: said plainly, with the time of the close.
async fn too_late(ctx: &Ctx) -> Answer {
    let cycle = ctx
        .state
        .civic
        .read(async |conn| cycles::current_cycle(conn, ctx.lang).await.map_err(Problem::from))
        .await?
        .ok_or_else(Problem::not_found)?;
    // A vote that was cast in time and is sent again leads to its receipt, even after the close.
    let zone = crate::base::ZoneCode::parse(ctx.segment("zone")).ok();
    if let Some(receipt) = zone.and_then(|zone| cookie::read(ctx, &zone)).and_then(|journey| journey.receipt) {
        return Ok(to(&ctx.link(&format!("/receipt/{receipt}"))));
    }
    Ok(html(StatusCode::CONFLICT, pages::not_counted(ctx, cycle.ends_at())))
}

fn pass_page(ctx: &Ctx, scene: &Scene, journey: &Journey, (typed, key): (&str, &'static str)) -> Answer {
    again(pages::pass(ctx, &Faults::one("code", key), &door_view(ctx, scene, journey, typed)))
}

fn by_pass(ctx: &Ctx, scene: &Scene, journey: &Journey, typed: &str) -> Result<Proof, Problem> {
    let key = match PrintedPass::parse(typed) {
        Ok(pass) => {
            let tag = pass.tag(ctx.state.keys.pass.reveal(), scene.cycle.slug.as_str(), scene.contest.zone.code.as_str());
            return Ok(Proof::Pass(PassProof::Printed(tag)));
        }
        Err(_) if typed.trim().is_empty() => "pass-empty",
        Err(PassFault::IsAReceipt) => "pass-is-a-receipt",
        Err(PassFault::CheckDigit) => "pass-check-digit",
        Err(PassFault::WrongLength(_) | PassFault::NotDigits) => "pass-length",
    };
    pass_page(ctx, scene, journey, (typed, key)).map(Proof::Page)
}

async fn by_code(ctx: &Ctx, scene: &Scene, journey: &Journey, typed: &str) -> Result<Proof, Problem> {
    let Some(contact) = contact_of(journey) else {
        return Ok(Proof::Page(to(&ctx.link(&links::step(&journey.zone, "verify")))));
    };
    let env = ctx.state.env();
    let link = LinkKeys::new(ctx.state.keys.dir.clone());
    let keys = IssueKeys { contact: &ctx.state.keys.contact, ticket: &ctx.state.keys.ticket, link: &link };
    let tag = cookie::tag(&ctx.state, journey);
    let given = ctx
        .state
        .civic
        .write("issue_ticket", async |conn| {
            eligibility::issue_ticket(conn, &env, &keys, (&scene.cycle, &scene.frozen), (&journey.zone, tag, typed)).await
        })
        .await?;
    let again_with = |key: &'static str| {
        let faults = Faults::none().with("code", key, vec![("n", eligibility::CODE_DIGITS.into())]);
        again(pages::code(ctx, &faults, (&scene.contest, &journey.mark()), &code_sent(ctx, &contact))).map(Proof::Page)
    };
    match given {
        Given::Ticket(ticket) => {
            let held = ticket
                .verify(&scene.frozen.definition.ticket_key, env.now.timestamp())
                .map_err(|fault| Problem::internal(&fault))?;
            Ok(Proof::Pass(PassProof::Ticket(Box::new(held))))
        }
        Given::No(EligibilityError::NotACode(CodeFault::Empty)) => again_with("code-empty"),
        Given::No(EligibilityError::NotACode(CodeFault::Length)) => again_with("code-length"),
        Given::No(EligibilityError::WrongCode) => again_with("code-wrong"),
        Given::No(EligibilityError::Locked(_)) => again_with("code-locked"),
        Given::No(EligibilityError::CodeExpired) => {
            // The page promises a new code only when one is on its way.
            let sent = send(ctx, scene, journey, &contact).await?;
            again_with(if sent == Asked::Sent { "code-expired" } else { "code-expired-wait" })
        }
        Given::No(EligibilityError::VotedInZone(zone)) => {
            Ok(Proof::Page(html(StatusCode::CONFLICT, pages::zone_used(ctx, &scene.contest, &zone))))
        }
        Given::No(EligibilityError::Closed) => too_late(ctx).await.map(Proof::Page),
        Given::No(error) => Err(error.into()),
    }
}

/// "Someone else wants to vote on this phone": the browser forgets the journey.
pub async fn finish(ctx: Ctx, _: Posted<Nothing>) -> Answer {
    Ok(cookie::forget(&ctx.state, to(&ctx.link(""))))
}
