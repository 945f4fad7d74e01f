//! One term: renewing it, changing the seat, ending it.

use chrono::NaiveDate;

use super::{
    super::{
        actions::{self, BodyError},
        links,
        model::{Body, Seat, Term},
        pages::{self, TermForm},
        store,
    },
    faults, load_body, segment, typed,
};
use crate::{
    accounts::Grant,
    base::local,
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, ok, see},
    },
};

impl FromFields for TermForm {
    const NAMES: &'static [&'static str] = &["until", "reason", "seat"];
    fn from_fields(fields: &Fields) -> Self {
        let one = |name| typed(fields.one(name));
        Self { until: one("until"), reason: one("reason"), seat: one("seat") }
    }
}

/// The body, the term, the city's day, and whether the signed-in person leads the body. Only those who lead it and the
/// person whose term it is come here.
async fn load(ctx: &Ctx, grant: &Grant) -> Result<(Body, Term, NaiveDate, bool), Problem> {
    let body = load_body(ctx).await?;
    let id = segment(ctx, "term")?;
    ctx.state
        .civic
        .read(async |conn| {
            let today = store::today(conn).await?;
            let leads = actions::demand_lead(conn, grant, body.id, today).await.is_ok();
            let term = store::list_terms(conn, body.id).await?.into_iter().find(|term| term.id == id);
            let term = term.ok_or_else(Problem::not_found)?;
            if !leads && term.account != grant.account() {
                return Err(BodyError::NotYours.into());
            }
            Ok::<_, Problem>((body, term, today, leads))
        })
        .await
}

pub async fn show(ctx: Ctx, grant: Grant) -> Answer {
    let (body, term, today, leads) = load(&ctx, &grant).await?;
    ok(pages::term(&ctx, &Faults::none(), (&body, &term), (today, leads), &TermForm::default()))
}

/// Where a change leads: back to the members, or for someone who left to what is left for them.
async fn answer(ctx: &Ctx, grant: &Grant, done: Result<(), BodyError>, form: &TermForm) -> Answer {
    let (body, term, today, leads) = load(ctx, grant).await?;
    match done {
        Ok(()) if !leads => see(&ctx.link(&links::home())),
        Ok(()) => see(&ctx.link(&links::members(body.id))),
        Err(error) => again(pages::term(ctx, &faults(error, "reason")?, (&body, &term), (today, leads), form)),
    }
}

pub async fn end(ctx: Ctx, grant: Grant, Posted(form): Posted<TermForm>) -> Answer {
    let (body, term, ..) = load(&ctx, &grant).await?;
    let env = ctx.state.env();
    let done = ctx
        .state
        .civic
        .write("end_term", async |conn| actions::end_term(conn, &env, &grant, &body, term.id, &form.reason).await)
        .await;
    answer(&ctx, &grant, done, &form).await
}

pub async fn renew(ctx: Ctx, grant: Grant, Posted(form): Posted<TermForm>) -> Answer {
    let (body, term, today, leads) = load(&ctx, &grant).await?;
    let last_day = match form.until.trim() {
        "" => None,
        until => match local::parse_day(until) {
            Some(day) => Some(day),
            None => {
                let refused = Faults::one("until", "bodies-day-wrong");
                return again(pages::term(&ctx, &refused, (&body, &term), (today, leads), &form));
            }
        },
    };
    let env = ctx.state.env();
    let done = ctx
        .state
        .civic
        .write("renew_term", async |conn| actions::renew_term(conn, &env, &grant, &body, term.id, last_day).await)
        .await;
    answer(&ctx, &grant, done, &form).await
}

pub async fn seat(ctx: Ctx, grant: Grant, Posted(form): Posted<TermForm>) -> Answer {
    let (body, term, ..) = load(&ctx, &grant).await?;
    let seat = Seat::parse(&form.seat).ok_or_else(Problem::bad_form)?;
    let env = ctx.state.env();
    let done = ctx
        .state
        .civic
        .write("change_seat", async |conn| actions::change_seat(conn, &env, &grant, &body, term.id, seat).await)
        .await;
    answer(&ctx, &grant, done, &form).await
}
