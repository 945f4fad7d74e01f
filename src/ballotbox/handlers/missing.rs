//! "My ballot is not where my receipt says." The answer comes from the box and the log; what they can't settle becomes a
//! case with a public number.

use actix_web::web::Data;
use ballot::{promise::Promise, receipt::Receipt};
use chrono::{DateTime, Utc};

use super::{
    super::{
        pages::{self, MissingView},
        store,
    },
    receipt::fault_key,
};
use crate::{
    cycles,
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, ok},
    },
    transparency::{self, Case, LogName, Sequencer},
};

pub struct ReportForm {
    receipt: String,
    promise: String,
}

impl FromFields for ReportForm {
    const NAMES: &'static [&'static str] = &["receipt", "promise"];
    fn from_fields(fields: &Fields) -> Self {
        let short = |name: &str| fields.one(name).chars().take(600).collect::<String>().trim().to_owned();
        Self { receipt: short("receipt"), promise: short("promise") }
    }
}

pub async fn show(ctx: Ctx) -> Answer {
    ok(pages::missing_form(&ctx, &Faults::none(), "", ""))
}

/// The promise when it is one that we signed for this receipt.
fn held(promise: &str, receipt: &Receipt, key: &[u8; 32]) -> Option<Promise> {
    let promise = Promise::from_text(promise).ok().filter(|promise| promise.verify(key).is_ok())?;
    let of = Receipt::of_hash(&promise.definition, &promise.zone, &promise.ciphertext_hash);
    (of == *receipt).then_some(promise)
}

/// The case that was opened for this receipt before.
async fn case_of(ctx: &Ctx, digits: &str) -> Result<Option<Case>, Problem> {
    ctx.state
        .civic
        .read(async |conn| {
            let cycle = cycles::current_cycle(conn, ctx.lang).await?.ok_or_else(Problem::not_found)?;
            transparency::find_case(conn, cycle.slug.as_str(), digits).await.map_err(Problem::from)
        })
        .await
}

pub async fn report(ctx: Ctx, logs: Data<Sequencer>, Posted(form): Posted<ReportForm>) -> Answer {
    let refuse = |field, key| again(pages::missing_form(&ctx, &Faults::one(field, key), &form.receipt, &form.promise));
    let receipt = match Receipt::parse(&form.receipt) {
        Ok(receipt) => receipt,
        Err(fault) => return refuse("receipt", fault_key(&fault)),
    };
    let key = ballot::receipt::ReceiptKey::from_seed(ctx.state.keys.receipt.reveal()).public();
    let promise = match form.promise.as_str() {
        "" => None,
        text => match held(text, &receipt, &key) {
            Some(promise) => Some(promise),
            None => return refuse("promise", "missing-promise-wrong"),
        },
    };
    let digits = receipt.to_string().replace(' ', "");
    let recorded =
        ctx.state.ballot_box.read(async |conn| store::find_recorded(conn, &digits).await.map_err(Problem::from)).await?;
    let published = logs.published(LogName::Ballots).map_err(|fault| Problem::internal(&fault))?;
    let size = published.map_or(0, |signed| signed.checkpoint().size);
    if let Some((position, _)) = recorded.as_ref().and_then(|recorded| recorded.logged.as_ref())
        && *position < size
    {
        return ok(pages::missing_answer(&ctx, &MissingView::Logged { receipt: &receipt, position: *position }));
    }
    let now = ctx.state.clock.now();
    let due = promise.as_ref().is_some_and(|promise| promise.is_due(now.timestamp()));
    // A case that is known is shown; a broken promise is always looked at anew, because it is proof.
    if let Some(case) = case_of(&ctx, &digits).await?.filter(|_| !due) {
        return ok(pages::missing_answer(&ctx, &MissingView::Case(&case)));
    }
    if let Some(promise) = promise.as_ref().filter(|_| !due) {
        let when = DateTime::<Utc>::from_timestamp(promise.by_hour.saturating_mul(3600), 0).unwrap_or_default();
        return ok(pages::missing_answer(&ctx, &MissingView::Wait { receipt: &receipt, when }));
    }
    if recorded.is_some() && !due {
        return ok(pages::missing_answer(&ctx, &MissingView::InBox { receipt: &receipt }));
    }
    let env = ctx.state.env();
    let broken = promise.filter(|_| due).map(|promise| promise.to_text());
    let case = ctx
        .state
        .civic
        .write("open_case", async |conn| {
            let cycle = cycles::current_cycle(conn, ctx.lang).await?.ok_or(diesel::result::Error::NotFound)?;
            transparency::open_case(conn, &env, cycle.slug.as_str(), &digits, broken.as_deref()).await
        })
        .await
        .map_err(|error| Problem::database(&error))?;
    ok(pages::missing_answer(&ctx, &MissingView::Case(&case)))
}
