//! Meetings of a body: the list, planning one, who was there, calling one off.

use uuid::Uuid;

use super::{
    super::{
        actions::{self, BodyError},
        links,
        model::{Body, Meeting, NewMeeting},
        pages::{self, MeetingView, MinutesForm, PlanForm},
        store,
    },
    faults, load_own_body, segment, typed,
};
use crate::{
    accounts::Grant,
    base::local,
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, ok, see},
    },
};

impl FromFields for PlanForm {
    const NAMES: &'static [&'static str] = &["day", "time", "place", "agenda"];
    fn from_fields(fields: &Fields) -> Self {
        let one = |name| typed(fields.one(name));
        Self { day: one("day"), time: one("time"), place: one("place"), agenda: one("agenda") }
    }
}

pub struct PresentForm(Vec<Uuid>);

impl FromFields for PresentForm {
    const NAMES: &'static [&'static str] = &["present"];
    fn from_fields(fields: &Fields) -> Self {
        // What is no identity is nobody's; Postgres knows who is a member.
        Self(fields.all("present").map(|id| id.parse().unwrap_or_default()).collect())
    }
}

pub struct CancelForm(String);

impl FromFields for CancelForm {
    const NAMES: &'static [&'static str] = &["reason"];
    fn from_fields(fields: &Fields) -> Self {
        Self(typed(fields.one("reason")))
    }
}

async fn list_page(ctx: &Ctx, body: &Body, faults: &Faults, form: &PlanForm) -> Result<maud::Markup, Problem> {
    let meetings = ctx.state.civic.read(async |conn| store::list_meetings(conn, body.id).await).await?;
    Ok(pages::meetings(ctx, faults, body, &meetings, form))
}

pub async fn list(ctx: Ctx, grant: Grant) -> Answer {
    let body = load_own_body(&ctx, &grant).await?;
    ok(list_page(&ctx, &body, &Faults::none(), &PlanForm::default()).await?)
}

pub async fn plan(ctx: Ctx, grant: Grant, Posted(form): Posted<PlanForm>) -> Answer {
    let body = load_own_body(&ctx, &grant).await?;
    let refused = if local::parse_day(&form.day).is_none() {
        Faults::one("day", "bodies-day-wrong")
    } else if let Some(starts_at) = local::parse_moment(&form.day, &form.time) {
        let env = ctx.state.env();
        let new = NewMeeting { starts_at, place: form.place.clone(), agenda: form.agenda.clone() };
        let planned = ctx
            .state
            .civic
            .write("plan_meeting", async |conn| actions::plan_meeting(conn, &env, &grant, body.id, &new).await)
            .await;
        match planned {
            Ok(id) => return see(&ctx.link(&links::meeting(body.id, id))),
            Err(error) => faults(error, "agenda")?,
        }
    } else {
        Faults::one("time", "bodies-time-wrong")
    };
    again(list_page(&ctx, &body, &refused, &form).await?)
}

/// The body and one of its meetings.
pub(super) async fn load(ctx: &Ctx, grant: &Grant) -> Result<(Body, Meeting), Problem> {
    let body = load_own_body(ctx, grant).await?;
    let id = segment(ctx, "meeting")?;
    let found = ctx.state.civic.read(async |conn| store::find_meeting(conn, id).await).await?;
    let meeting = found.filter(|meeting| meeting.body == body.id).ok_or_else(Problem::not_found)?;
    Ok((body, meeting))
}

/// One meeting's page. With no form given, the minutes are as they stand.
pub(super) async fn page(
    ctx: &Ctx,
    (body, meeting): (&Body, &Meeting),
    faults: &Faults,
    form: Option<MinutesForm>,
) -> Result<maud::Markup, Problem> {
    let day = local::day_of(meeting.starts_at);
    let (members, present, decisions, minutes, now) = ctx
        .state
        .civic
        .read(async |conn| {
            let terms = store::list_terms(conn, body.id).await?;
            let ids: Vec<Uuid> = terms.iter().filter(|term| term.holds_on(day)).map(|term| term.account).collect();
            let members = store::list_names(conn, &ids).await?;
            let present = store::list_present(conn, meeting.id).await?;
            let decisions = store::list_decisions(conn, meeting.id).await?;
            let minutes = store::list_minutes(conn, meeting.id).await?;
            Ok::<_, Problem>((members, present, decisions, minutes, store::moment(conn).await?))
        })
        .await?;
    let text = minutes.first().map_or_else(|| meeting.draft.clone(), |latest| latest.text.clone());
    let form = form.unwrap_or(MinutesForm { text, reason: String::new() });
    let view = MeetingView {
        body,
        meeting,
        members: &members,
        present: &present,
        decisions: &decisions,
        minutes: &minutes,
        has_begun: meeting.starts_at <= now,
    };
    Ok(pages::meeting(ctx, faults, &view, &form))
}

pub async fn show(ctx: Ctx, grant: Grant) -> Answer {
    let (body, meeting) = load(&ctx, &grant).await?;
    ok(page(&ctx, (&body, &meeting), &Faults::none(), None).await?)
}

/// Back to the meeting's page, or the page again with what to correct.
pub(super) async fn answer(
    ctx: &Ctx,
    (body, meeting): (&Body, &Meeting),
    done: Result<(), BodyError>,
    form: Option<MinutesForm>,
) -> Answer {
    match done {
        Ok(()) => see(&ctx.link(&links::meeting(body.id, meeting.id))),
        Err(error) => again(page(ctx, (body, meeting), &faults(error, "text")?, form).await?),
    }
}

pub async fn present(ctx: Ctx, grant: Grant, Posted(form): Posted<PresentForm>) -> Answer {
    let (body, meeting) = load(&ctx, &grant).await?;
    let done = ctx
        .state
        .civic
        .write("record_presence", async |conn| actions::record_presence(conn, &grant, meeting.id, &form.0).await)
        .await;
    answer(&ctx, (&body, &meeting), done, None).await
}

pub async fn cancel(ctx: Ctx, grant: Grant, Posted(form): Posted<CancelForm>) -> Answer {
    let (body, meeting) = load(&ctx, &grant).await?;
    let done = ctx
        .state
        .civic
        .write("cancel_meeting", async |conn| actions::cancel_meeting(conn, &grant, meeting.id, &form.0).await)
        .await;
    let kept = MinutesForm { text: meeting.draft.clone(), reason: form.0 };
    answer(&ctx, (&body, &meeting), done, Some(kept)).await
}
