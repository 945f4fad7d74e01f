//! SQL of meetings, those present, votes and minutes (civic database).

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::super::model::{
    BodyId, Decision, DecisionId, DecisionRecord, Held, Meeting, MeetingId, Minutes, NewDecision, NewMeeting,
};
use crate::{
    base::local,
    platform::db::{CivicConn, Conn},
    schema::civic::{account, decision, meeting, meeting_presence, minutes},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = meeting)]
struct Row {
    id: Uuid,
    body: Uuid,
    starts_at: DateTime<Utc>,
    place: String,
    agenda: String,
    draft: String,
    members: Option<i32>,
    quorum: Option<i32>,
    present: Option<i32>,
    cancelled_because: Option<String>,
}

fn meeting_of(row: Row) -> Meeting {
    let held = match (row.members, row.quorum, row.present) {
        (Some(members), Some(quorum), Some(present)) => Some(Held { members, quorum, present }),
        _ => None,
    };
    Meeting {
        id: MeetingId(row.id),
        body: BodyId(row.body),
        starts_at: row.starts_at,
        place: row.place,
        agenda: row.agenda,
        draft: row.draft,
        held,
        cancelled_because: row.cancelled_because,
    }
}

pub(in crate::bodies) async fn find_meeting(conn: &mut CivicConn, id: Uuid) -> QueryResult<Option<Meeting>> {
    let row: Option<Row> = meeting::table.find(id).select(Row::as_select()).first(conn.pg()).await.optional()?;
    Ok(row.map(meeting_of))
}

pub(in crate::bodies) async fn lock_meeting(conn: &mut CivicConn, id: MeetingId) -> QueryResult<Meeting> {
    let row: Row = meeting::table.find(id.0).select(Row::as_select()).for_update().first(conn.pg()).await?;
    Ok(meeting_of(row))
}

/// Meetings of a body, the newest first.
pub(in crate::bodies) async fn list_meetings(conn: &mut CivicConn, of: BodyId) -> QueryResult<Vec<Meeting>> {
    let rows: Vec<Row> = meeting::table
        .filter(meeting::body.eq(of.0))
        .order((meeting::starts_at.desc(), meeting::id))
        .select(Row::as_select())
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().map(meeting_of).collect())
}

pub(in crate::bodies) async fn insert_meeting(
    conn: &mut CivicConn,
    id: MeetingId,
    of: BodyId,
    new: &NewMeeting,
) -> QueryResult<()> {
    diesel::insert_into(meeting::table)
        .values((
            meeting::id.eq(id.0),
            meeting::body.eq(of.0),
            meeting::starts_at.eq(new.starts_at),
            meeting::place.eq(&new.place),
            meeting::agenda.eq(&new.agenda),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

pub(in crate::bodies) async fn mark_cancelled(conn: &mut CivicConn, id: MeetingId, reason: &str) -> QueryResult<()> {
    diesel::update(meeting::table.find(id.0)).set(meeting::cancelled_because.eq(reason)).execute(conn.pg()).await.map(|_| ())
}

pub(in crate::bodies) async fn mark_draft(conn: &mut CivicConn, id: MeetingId, text: &str) -> QueryResult<()> {
    diesel::update(meeting::table.find(id.0)).set(meeting::draft.eq(text)).execute(conn.pg()).await.map(|_| ())
}

pub(in crate::bodies) async fn mark_held(conn: &mut CivicConn, id: MeetingId, held: &Held) -> QueryResult<()> {
    diesel::update(meeting::table.find(id.0))
        .set((meeting::members.eq(held.members), meeting::quorum.eq(held.quorum), meeting::present.eq(held.present)))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

pub(in crate::bodies) async fn replace_presence(conn: &mut CivicConn, id: MeetingId, people: &[Uuid]) -> QueryResult<()> {
    diesel::delete(meeting_presence::table.filter(meeting_presence::meeting.eq(id.0))).execute(conn.pg()).await?;
    let rows: Vec<_> =
        people.iter().map(|who| (meeting_presence::meeting.eq(id.0), meeting_presence::account.eq(*who))).collect();
    diesel::insert_into(meeting_presence::table).values(rows).execute(conn.pg()).await.map(|_| ())
}

/// Those who were there, by name.
pub(in crate::bodies) async fn list_present(conn: &mut CivicConn, id: MeetingId) -> QueryResult<Vec<(Uuid, String)>> {
    meeting_presence::table
        .inner_join(account::table)
        .filter(meeting_presence::meeting.eq(id.0))
        .order(account::name)
        .select((account::id, account::name))
        .load(conn.pg())
        .await
}

type DecisionRow = (String, i32, i32, i32, bool);

/// Votes of a meeting in their order.
pub(in crate::bodies) async fn list_decisions(conn: &mut CivicConn, of: MeetingId) -> QueryResult<Vec<Decision>> {
    let rows: Vec<DecisionRow> = decision::table
        .filter(decision::meeting.eq(of.0))
        .order(decision::number)
        .select((decision::motion, decision::in_favour, decision::against, decision::abstained, decision::carried))
        .load(conn.pg())
        .await?;
    let decision = |(motion, in_favour, against, abstained, carried): DecisionRow| Decision {
        motion,
        in_favour,
        against,
        abstained,
        carried,
    };
    Ok(rows.into_iter().map(decision).collect())
}

/// Inserts a vote and tells whether it carried, as Postgres worked it out.
pub(in crate::bodies) async fn insert_decision(
    conn: &mut CivicConn,
    id: DecisionId,
    (of, number): (MeetingId, i32),
    new: &NewDecision,
    held: &Held,
) -> QueryResult<bool> {
    diesel::insert_into(decision::table)
        .values((
            decision::id.eq(id.0),
            decision::meeting.eq(of.0),
            decision::number.eq(number),
            decision::subject.eq(new.subject.as_deref()),
            decision::motion.eq(&new.motion),
            decision::in_favour.eq(i32::from(new.in_favour)),
            decision::against.eq(i32::from(new.against)),
            decision::abstained.eq(i32::from(new.abstained)),
            decision::present.eq(held.present),
            decision::quorum.eq(held.quorum),
        ))
        .returning(decision::carried)
        .get_result(conn.pg())
        .await
}

/// The last vote of a body about a subject, if it carried. A later vote takes the place of an earlier one.
///
/// # Errors
/// The database's own error.
pub async fn carried(conn: &mut CivicConn, of: BodyId, subject: &str) -> QueryResult<Option<DecisionRecord>> {
    let row: Option<(Uuid, DateTime<Utc>, i32, i32, i32, bool)> = decision::table
        .inner_join(meeting::table)
        .filter(meeting::body.eq(of.0).and(decision::subject.eq(subject)))
        .order((meeting::starts_at.desc(), meeting::id.desc(), decision::number.desc()))
        .select((
            decision::id,
            meeting::starts_at,
            decision::in_favour,
            decision::against,
            decision::abstained,
            decision::carried,
        ))
        .first(conn.pg())
        .await
        .optional()?;
    Ok(row.filter(|row| row.5).map(|(id, at, in_favour, against, abstained, _)| DecisionRecord {
        id: DecisionId(id),
        on: local::day_of(at),
        in_favour,
        against,
        abstained,
    }))
}

/// Published minutes of a meeting, the newest version first.
pub(in crate::bodies) async fn list_minutes(conn: &mut CivicConn, of: MeetingId) -> QueryResult<Vec<Minutes>> {
    let rows: Vec<(i32, String, Option<String>, String, NaiveDate)> = minutes::table
        .filter(minutes::meeting.eq(of.0))
        .order(minutes::version.desc())
        .select((minutes::version, minutes::text, minutes::reason, minutes::made_by, minutes::published_on))
        .load(conn.pg())
        .await?;
    let version = |(version, text, reason, made_by, published_on)| Minutes { version, text, reason, made_by, published_on };
    Ok(rows.into_iter().map(version).collect())
}

pub(in crate::bodies) async fn insert_minutes(conn: &mut CivicConn, of: MeetingId, new: &Minutes) -> QueryResult<()> {
    diesel::insert_into(minutes::table)
        .values((
            minutes::meeting.eq(of.0),
            minutes::version.eq(new.version),
            minutes::text.eq(&new.text),
            minutes::reason.eq(new.reason.as_deref()),
            minutes::made_by.eq(&new.made_by),
            minutes::published_on.eq(new.published_on),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}
