//! Reports that a ballot is not where its receipt says: opened by anyone, each with a public number and an outcome.

use crate::{base::Env, platform::db::CivicConn};

use super::{
    model::{Act, Case},
    record, store,
};

/// Case numbers that are drawn before giving up.
const NUMBERS_TRIED: u32 = 100;

/// Opens a case for a receipt, or answers the one there is. With a signed promise that was broken the report is itself an
/// act: it proves that the ballot box did not keep its word.
///
/// # Errors
/// The database's own error.
pub async fn open_case(
    conn: &mut CivicConn,
    env: &Env,
    cycle: &str,
    receipt: &str,
    promise: Option<&str>,
) -> diesel::QueryResult<Case> {
    for _ in 0..NUMBERS_TRIED {
        if let Some(there) = store::find_case(conn, cycle, receipt).await? {
            // Somebody may have reported the receipt before without proof; the proof is never lost for that.
            let Some(promise) = promise.filter(|_| !there.has_promise) else {
                return Ok(there);
            };
            store::add_promise(conn, cycle, receipt, promise).await?;
            record_broken(conn, env, cycle, receipt, &there.number).await?;
            return Ok(Case { has_promise: true, ..there });
        }
        let number = format!("M-{:06}", env.random.below(1_000_000));
        let case = Case {
            number,
            receipt: receipt.to_owned(),
            has_promise: promise.is_some(),
            opened_on: env.now.date_naive(),
            outcome: None,
        };
        if store::insert_case(conn, cycle, &case, promise).await? {
            if promise.is_some() {
                record_broken(conn, env, cycle, receipt, &case.number).await?;
            }
            return Ok(case);
        }
    }
    // Nearly every number is taken: a flood of reports, which people have to look at.
    Err(diesel::result::Error::RollbackTransaction)
}

async fn record_broken(conn: &mut CivicConn, env: &Env, cycle: &str, receipt: &str, number: &str) -> diesel::QueryResult<()> {
    let act = Act::new(cycle, "ballot.missing", "system").fact("case", number).fact("receipt", receipt);
    record(conn, env.now, &act).await
}

/// Settles a case with a public outcome. `Ok(false)` when there is no such open case.
///
/// # Errors
/// The database's own error.
pub async fn settle_case(
    conn: &mut CivicConn,
    env: &Env,
    actor: &str,
    cycle: &str,
    number: &str,
    outcome: &str,
) -> diesel::QueryResult<bool> {
    if !store::mark_settled(conn, cycle, number, outcome).await? {
        return Ok(false);
    }
    let act = Act::new(cycle, "ballot.settled", actor).fact("case", number).because(outcome);
    record(conn, env.now, &act).await?;
    Ok(true)
}

/// The case of a receipt, if there is one.
///
/// # Errors
/// The database's own error.
pub async fn find_case(conn: &mut CivicConn, cycle: &str, receipt: &str) -> diesel::QueryResult<Option<Case>> {
    store::find_case(conn, cycle, receipt).await
}

/// Every case of a cycle, oldest first.
///
/// # Errors
/// The database's own error.
pub async fn list_cases(conn: &mut CivicConn, cycle: &str) -> diesel::QueryResult<Vec<Case>> {
    store::list_cases(conn, cycle).await
}
