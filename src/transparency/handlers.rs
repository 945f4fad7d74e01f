//! HTTP of the audit pages and of the logs' files.

use actix_web::{
    HttpResponse,
    http::header,
    web::{Data, Path},
};
use ledger::tile::Tile;

use super::{
    log::{LogName, Sequencer},
    pages::{self, LogRow},
    store,
};
use crate::platform::web::{Answer, Ctx, Problem, ok};

/// The served checkpoint of a log; never kept by caches, because it moves.
pub async fn checkpoint(path: Path<String>, logs: Data<Sequencer>) -> Answer {
    let log = LogName::parse(&path).ok_or_else(Problem::not_found)?;
    let note = logs.files(log).published().map_err(|error| Problem::internal(&error))?.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").insert_header((header::CACHE_CONTROL, "no-cache")).body(note))
}

/// A tile or bundle, by its C2SP path. It never changes, so caches may keep it for ever. A partial one is gone when the full
/// one is there; clients then ask for that, as C2SP tlog-tiles says.
pub async fn tile(path: Path<(String, String)>, logs: Data<Sequencer>) -> Answer {
    let (log, tile) = path.into_inner();
    let log = LogName::parse(&log).ok_or_else(Problem::not_found)?;
    let tile: Tile = tile.parse().map_err(|_| Problem::not_found())?;
    let bytes = logs.files(log).served(&tile).map_err(|error| Problem::internal(&error))?.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok()
        .content_type("application/octet-stream")
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(bytes))
}

/// What is served of each log, with the names that signed it.
fn rows(logs: &Sequencer) -> Result<Vec<LogRow>, Problem> {
    let row = |log| {
        let published = logs.published(log).map_err(|fault| Problem::internal(&fault))?.map(|signed| {
            let own = signed.checkpoint().origin.clone();
            let names = signed.note().signatures.iter().map(|line| line.name.clone()).filter(|name| *name != own).collect();
            (signed.checkpoint().size, names)
        });
        Ok(LogRow { log, published })
    };
    LogName::ALL.into_iter().map(row).collect()
}

pub async fn audit(ctx: Ctx, logs: Data<Sequencer>) -> Answer {
    let rows = rows(&logs)?;
    let acts = ctx.state.civic.read(async |conn| store::list_acts(conn, None, 200).await.map_err(Problem::from)).await?;
    ok(pages::audit(&ctx, &acts, &rows))
}

pub async fn protect(ctx: Ctx) -> Answer {
    ok(pages::protect(&ctx))
}
