//! Reports that a ballot is not where its receipt says: opened by anyone, each with a public number and an outcome.

use crate::{base::Env, platform::db::CivicConn};

use super::{
    model::{Act, Case},
    record, store,
};

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
    loop {
        if let Some(there) = store::find_case(conn, cycle, receipt).await? {
            return Ok(there);
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
                let act = Act::new(cycle, "ballot.missing", "system").fact("case", case.number.clone());
                record(conn, env.now, &act.fact("receipt", receipt)).await?;
            }
            return Ok(case);
        }
    }
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
