//! HTTP of receipts. What is shown comes from a row read back from the box; the words around it from the civic side.

use actix_web::http::StatusCode;
use ballot::receipt::{Receipt, ReceiptFault};

use super::{
    links,
    pages::{self, ReceiptView},
    store,
};
use crate::{
    cycles,
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, html, ok, see},
    },
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

fn fault_key(fault: &ReceiptFault) -> &'static str {
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

pub async fn show(ctx: Ctx) -> Answer {
    let typed = ctx.segment("digits").to_owned();
    let receipt = match Receipt::parse(&typed) {
        Ok(receipt) => receipt,
        Err(fault) => return again(pages::look_up(&ctx, &Faults::one("receipt", fault_key(&fault)), &typed)),
    };
    let digits = receipt.to_string().replace(' ', "");
    let recorded =
        ctx.state.ballot_box.read(async |conn| store::find_recorded(conn, &digits).await.map_err(Problem::from)).await?;
    let Some(recorded) = recorded else {
        let page = pages::look_up(&ctx, &Faults::one("receipt", "track-none"), &typed);
        return Ok(html(StatusCode::NOT_FOUND, page));
    };
    let (cycle, contest, frozen) = ctx
        .state
        .civic
        .read(async |conn| {
            let cycle = cycles::find_cycle(conn, &recorded.cycle, ctx.lang).await?.ok_or_else(Problem::not_found)?;
            let contest = cycles::contest_by_zone(conn, &cycle.slug, &recorded.zone).await?.ok_or_else(Problem::not_found)?;
            let frozen = cycle.frozen(conn).await?;
            Ok::<_, Problem>((cycle, contest, frozen))
        })
        .await?;
    let change_allowed = frozen.definition.change_allowed;
    ok(pages::receipt(&ctx, &ReceiptView { receipt, recorded: &recorded, cycle: &cycle, contest: &contest, change_allowed }))
}
