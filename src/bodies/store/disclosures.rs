//! SQL of declared ties and of recusal (civic database).

use chrono::NaiveDate;
use diesel::{prelude::*, sql_query, sql_types};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::super::model::{BodyId, Disclosure, Ground, Recusal, TieKind};
use crate::{
    platform::db::{CivicConn, Conn},
    schema::civic::{account, body, disclosure},
};

/// Why an account must keep out of what a body asks for; nothing when it need not. A tie to the body itself comes first.
/// The same law as `is_tied` in Postgres, which triggers call.
///
/// # Errors
/// The database's own error.
pub async fn recusal(conn: &mut CivicConn, account: Uuid, of: BodyId) -> QueryResult<Option<Recusal>> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = sql_types::Text)]
        ground: String,
        #[diesel(sql_type = sql_types::Uuid)]
        through: Uuid,
        #[diesel(sql_type = sql_types::Text)]
        name: String,
    }
    let row: Option<Row> = sql_query(
        "SELECT t.ground, t.through, b.name FROM ties_of($1, $2) t JOIN body b ON b.id = t.through
         ORDER BY t.through <> $2, t.ground <> 'membership', b.name LIMIT 1",
    )
    .bind::<sql_types::Uuid, _>(account)
    .bind::<sql_types::Uuid, _>(of.0)
    .get_result(conn.pg())
    .await
    .optional()?;
    let Some(row) = row else {
        return Ok(None);
    };
    // A word this version does not know still ties: nobody reviews because of an update that came half way.
    let ground = Ground::parse(&row.ground).unwrap_or(Ground::Disclosed(TieKind::Other));
    Ok(Some(Recusal { ground, through: BodyId(row.through), through_name: row.name }))
}

type Row = (Uuid, Uuid, String, Uuid, String, String, String, NaiveDate, Option<NaiveDate>, Option<String>);

fn disclosure_of((id, account, name, body, body_name, tie, words, starts_on, ends_on, end_reason): Row) -> Disclosure {
    Disclosure {
        id,
        account,
        name,
        body: BodyId(body),
        body_name,
        tie: TieKind::parse(&tie).unwrap_or(TieKind::Other),
        words,
        starts_on,
        ends_on,
        end_reason,
    }
}

/// Which ties to list.
#[derive(Clone, Copy)]
pub(in crate::bodies) enum Of {
    /// Everyone's.
    Everyone,
    /// One person's.
    Account(Uuid),
    /// Those to one body.
    Body(BodyId),
}

/// Declared ties, standing ones first, then by name and body.
pub(in crate::bodies) async fn list_disclosures(conn: &mut CivicConn, of: Of) -> QueryResult<Vec<Disclosure>> {
    let mut query = disclosure::table
        .inner_join(account::table.on(account::id.eq(disclosure::account)))
        .inner_join(body::table.on(body::id.eq(disclosure::body)))
        .order((disclosure::ends_on.is_not_null(), account::name, body::name, disclosure::starts_on, disclosure::id))
        .select((
            disclosure::id,
            disclosure::account,
            account::name,
            disclosure::body,
            body::name,
            disclosure::tie,
            disclosure::words,
            disclosure::starts_on,
            disclosure::ends_on,
            disclosure::end_reason,
        ))
        .into_boxed();
    query = match of {
        Of::Everyone => query,
        Of::Account(id) => query.filter(disclosure::account.eq(id)),
        Of::Body(id) => query.filter(disclosure::body.eq(id.0)),
    };
    let rows: Vec<Row> = query.load(conn.pg()).await?;
    Ok(rows.into_iter().map(disclosure_of).collect())
}

/// Whose tie it is, to which body, and whether it ended.
pub(in crate::bodies) async fn lock_disclosure(conn: &mut CivicConn, id: Uuid) -> QueryResult<Option<(Uuid, Uuid, bool)>> {
    let row: Option<(Uuid, Uuid, Option<NaiveDate>)> = disclosure::table
        .find(id)
        .select((disclosure::account, disclosure::body, disclosure::ends_on))
        .for_update()
        .first(conn.pg())
        .await
        .optional()?;
    Ok(row.map(|(account, body, ends_on)| (account, body, ends_on.is_some())))
}

/// False when the same tie stands already.
pub(in crate::bodies) async fn insert_disclosure(
    conn: &mut CivicConn,
    id: Uuid,
    (account, of): (Uuid, BodyId),
    (tie, words): (TieKind, &str),
    recorded_by: &str,
) -> QueryResult<bool> {
    let rows = diesel::insert_into(disclosure::table)
        .values((
            disclosure::id.eq(id),
            disclosure::account.eq(account),
            disclosure::body.eq(of.0),
            disclosure::tie.eq(tie.code()),
            disclosure::words.eq(words),
            disclosure::recorded_by.eq(recorded_by),
        ))
        .on_conflict_do_nothing()
        .execute(conn.pg())
        .await?;
    Ok(rows == 1)
}

pub(in crate::bodies) async fn mark_disclosure_ended(
    conn: &mut CivicConn,
    id: Uuid,
    (on, by): (NaiveDate, Uuid),
    reason: &str,
) -> QueryResult<()> {
    diesel::update(disclosure::table.find(id))
        .set((disclosure::ends_on.eq(on), disclosure::end_reason.eq(reason), disclosure::ended_by.eq(by)))
        .execute(conn.pg())
        .await
        .map(|_| ())
}
