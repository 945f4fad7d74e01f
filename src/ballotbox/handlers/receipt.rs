//! HTTP of receipts. What is shown comes from a row read back from the box; the words around it from the civic side.

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::Data,
};
use ballot::{
    promise::Promise,
    receipt::{Receipt, ReceiptFault, ReceiptKey},
};

use super::super::{
    links,
    model::{self, Recorded},
    pages::{self, LogStanding, ReceiptView},
    store,
};
use crate::{
    cycles::{self, Contest, Cycle, FrozenDefinition},
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, html, ok, see},
    },
    transparency::{LogName, Sequencer},
};

pub struct FindForm {
    receipt: String,
}

impl FromFields for FindForm {
    const NAMES: &'static [&'static str] = &["receipt"];
    fn from_fields(fields: &Fields) -> Self {
        Self { receipt: fields.one("receipt").chars().take(100).collect() }
    }
}

pub(super) fn fault_key(fault: &ReceiptFault) -> &'static str {
    match fault {
        ReceiptFault::WrongLength(_) | ReceiptFault::NotDigits => "track-length",
        ReceiptFault::CheckDigit => "track-check-digit",
        ReceiptFault::IsAPass => "track-is-a-pass",
    }
}

pub async fn look_up(ctx: Ctx) -> Answer {
    ok(pages::look_up(&ctx, &Faults::none(), ""))
}

pub async fn find(ctx: Ctx, Posted(form): Posted<FindForm>) -> Answer {
    match Receipt::parse(&form.receipt) {
        Ok(receipt) => see(&ctx.link(&links::receipt(&receipt))),
        Err(fault) => again(pages::look_up(&ctx, &Faults::one("receipt", fault_key(&fault)), &form.receipt)),
    }
}

/// A ballot found by the receipt in the address, with the words around it.
struct Found {
    receipt: Receipt,
    recorded: Recorded,
    cycle: Cycle,
    contest: Contest,
    frozen: FrozenDefinition,
}

/// The ballot of the address, or the page that says why there is none.
async fn found(ctx: &Ctx) -> Result<Result<Found, HttpResponse>, Problem> {
    let typed = ctx.segment("digits").to_owned();
    let receipt = match Receipt::parse(&typed) {
        Ok(receipt) => receipt,
        Err(fault) => return again(pages::look_up(ctx, &Faults::one("receipt", fault_key(&fault)), &typed)).map(Err),
    };
    let digits = receipt.to_string().replace(' ', "");
    let recorded =
        ctx.state.ballot_box.read(async |conn| store::find_recorded(conn, &digits).await.map_err(Problem::from)).await?;
    let Some(recorded) = recorded else {
        let page = pages::look_up(ctx, &Faults::one("receipt", "track-none"), &typed);
        return Ok(Err(html(StatusCode::NOT_FOUND, page)));
    };
    let standing = cycles::standing::of_slug(&ctx.state.civic, &recorded.cycle, ctx.lang).await?;
    let standing = standing.as_ref().as_ref().ok_or_else(Problem::not_found)?;
    let contest = standing.contest(&recorded.zone).ok_or_else(Problem::not_found)?.clone();
    let frozen = standing.frozen.clone().ok_or_else(Problem::not_found)?;
    let cycle = standing.cycle.clone();
    Ok(Ok(Found { receipt, recorded, cycle, contest, frozen }))
}

macro_rules! found_or_page {
    ($ctx:expr) => {
        match found(&$ctx).await? {
            Ok(found) => found,
            Err(page) => return Ok(page),
        }
    };
}

/// Where the ballot stands in the public log, by the checkpoint that is served.
fn standing(logs: &Sequencer, recorded: &Recorded, cycle: &Cycle) -> Result<LogStanding, Problem> {
    let published = logs.published(LogName::Ballots).map_err(|fault| Problem::internal(&fault))?;
    let size = published.map_or(0, |signed| signed.checkpoint().size);
    Ok(match recorded.logged {
        Some((position, _)) if position < size => LogStanding::Logged(position),
        _ => LogStanding::Promised(model::promise_hour(cycle.read_at, logs.longest_wait())),
    })
}

pub async fn show(ctx: Ctx, logs: Data<Sequencer>) -> Answer {
    let found = found_or_page!(ctx);
    let change_allowed = found.frozen.definition.change_allowed;
    let log = standing(&logs, &found.recorded, &found.cycle)?;
    let Found { receipt, recorded, cycle, contest, .. } = &found;
    ok(pages::receipt(&ctx, &ReceiptView { receipt, recorded, cycle, contest, change_allowed, log }))
}

fn attachment(name: &str, text: String) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .body(text)
}

/// The signed promise that the ballot is in the log by an hour; whoever holds it can prove a broken one.
pub async fn promise(ctx: Ctx, logs: Data<Sequencer>) -> Answer {
    let found = found_or_page!(ctx);
    // By the database's clock, like every rule of the vote: a server that is slow must not promise an hour that is over.
    let hour = model::promise_hour(found.cycle.read_at, logs.longest_wait());
    let hash = found.recorded.hash.clone().try_into().map_err(|_| Problem::not_found())?;
    let key = ReceiptKey::from_seed(ctx.state.keys.receipt.reveal());
    let promise =
        Promise::sign(&key, found.frozen.hash, &found.recorded.zone, hash, hour).map_err(|fault| Problem::internal(&fault))?;
    let digits = found.receipt.to_string().replace(' ', "-");
    Ok(attachment(&format!("promise-{digits}.txt"), format!("{}\n", promise.to_text())))
}

/// The proof that the ballot is in the log: a file that can be checked without this site.
pub async fn proof(ctx: Ctx, logs: Data<Sequencer>) -> Answer {
    let found = found_or_page!(ctx);
    let Some((position, entry)) = &found.recorded.logged else {
        return see(&ctx.link(&links::receipt(&found.receipt)));
    };
    let made = logs.prove(LogName::Ballots, *position, entry).map_err(|fault| Problem::internal(&fault))?;
    let Some(proof) = made else {
        return see(&ctx.link(&links::receipt(&found.receipt)));
    };
    let digits = found.receipt.to_string().replace(' ', "-");
    Ok(attachment(&format!("receipt-{digits}.tlog-proof"), proof.to_string()))
}

/// Every receipt that begins like one's own: the server does not learn which one is meant.
pub async fn alike(ctx: Ctx, logs: Data<Sequencer>) -> Answer {
    let Some(typed) = ctx.query_value("first") else { return ok(pages::alike(&ctx, &Faults::none(), "", None)) };
    let first: String = typed.chars().filter(char::is_ascii_digit).take(3).collect();
    if first.len() < 3 {
        let shown: String = typed.chars().take(40).collect();
        return again(pages::alike(&ctx, &Faults::one("first", "alike-first-wrong"), &shown, None));
    }
    let published = logs.published(LogName::Ballots).map_err(|fault| Problem::internal(&fault))?;
    let size = published.map_or(0, |signed| i64::try_from(signed.checkpoint().size).unwrap_or(i64::MAX));
    let mut listed =
        ctx.state.ballot_box.read(async |conn| store::list_by_prefix(conn, &first).await.map_err(Problem::from)).await?;
    // Only what is published: otherwise whoever reads all lists every minute would learn when each ballot was cast.
    listed.retain(|line| line.position < size);
    ok(pages::alike(&ctx, &Faults::none(), &first, Some(&listed)))
}
