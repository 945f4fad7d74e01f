//! Recording a vote of a body.

use super::{
    super::{
        actions, links,
        model::{Body, Meeting, MeetingId, NewDecision},
        pages::{self, VoteForm},
        store,
    },
    faults, load_own_body, typed,
};
use crate::{
    accounts::Grant,
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, ok, see},
    },
};

impl FromFields for VoteForm {
    const NAMES: &'static [&'static str] = &["meeting", "subject", "next", "motion", "in_favour", "against", "abstained"];
    fn from_fields(fields: &Fields) -> Self {
        let one = |name| typed(fields.one(name));
        Self {
            meeting: one("meeting"),
            subject: one("subject"),
            next: one("next"),
            motion: one("motion"),
            in_favour: one("in_favour"),
            against: one("against"),
            abstained: one("abstained"),
        }
    }
}

/// Only addresses of the committee's own pages.
fn safe_next(next: &str) -> Option<&str> {
    let is_plain = next.chars().all(|c| c.is_ascii_alphanumeric() || "/-_".contains(c)) && !next.contains("//");
    (next.starts_with("/committee/") && is_plain).then_some(next)
}

/// Meetings at which a vote can still be recorded.
async fn open_meetings(ctx: &Ctx, body: &Body) -> Result<Vec<Meeting>, Problem> {
    ctx.state
        .civic
        .read(async |conn| {
            let mut open = Vec::new();
            for meeting in store::list_meetings(conn, body.id).await? {
                if meeting.held.is_some() && store::list_minutes(conn, meeting.id).await?.is_empty() {
                    open.push(meeting);
                }
            }
            Ok(open)
        })
        .await
}

pub async fn show(ctx: Ctx, grant: Grant) -> Answer {
    let body = load_own_body(&ctx, &grant).await?;
    let asked = |name| typed(&ctx.query_value(name).unwrap_or_default());
    let form = VoteForm {
        meeting: asked("meeting"),
        subject: asked("subject"),
        next: asked("next"),
        motion: asked("motion"),
        ..VoteForm::default()
    };
    let open = open_meetings(&ctx, &body).await?;
    ok(pages::vote(&ctx, &Faults::none(), &body, &open, &form))
}

/// The vote from the form, or what to correct.
fn decision(form: &VoteForm) -> Result<NewDecision, Faults> {
    let number = |field, typed: &str| match typed.trim() {
        "" => Ok(0),
        figure => figure.parse::<u16>().map_err(|_| Faults::one(field, "vote-number-wrong")),
    };
    if form.in_favour.trim().is_empty() {
        return Err(Faults::one("in_favour", "vote-number-wrong"));
    }
    Ok(NewDecision {
        subject: Some(form.subject.clone()),
        motion: form.motion.clone(),
        in_favour: number("in_favour", &form.in_favour)?,
        against: number("against", &form.against)?,
        abstained: number("abstained", &form.abstained)?,
    })
}

pub async fn record(ctx: Ctx, grant: Grant, Posted(form): Posted<VoteForm>) -> Answer {
    let body = load_own_body(&ctx, &grant).await?;
    let open = open_meetings(&ctx, &body).await?;
    let meeting = open.iter().find(|one| one.id.0.to_string() == form.meeting).map(|one| one.id);
    let refused = match (meeting, decision(&form)) {
        (None, _) => Faults::one("meeting", "vote-presence-empty"),
        (_, Err(refused)) => refused,
        (Some(id), Ok(new)) => match write(&ctx, &grant, id, &new).await {
            Ok(()) => {
                let next = safe_next(&form.next).map_or_else(|| links::meeting(body.id, id), str::to_owned);
                return see(&ctx.link(&next));
            }
            Err(error) => faults(error, "motion")?,
        },
    };
    again(pages::vote(&ctx, &refused, &body, &open, &form))
}

async fn write(ctx: &Ctx, grant: &Grant, id: MeetingId, new: &NewDecision) -> Result<(), actions::BodyError> {
    let env = ctx.state.env();
    let done = ctx.state.civic.write("record_decision", async |conn| actions::record_decision(conn, &env, grant, id, new).await);
    done.await.map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vote_leads_back_only_to_committee_pages() {
        assert!(safe_next("/committee/proposals/7").is_some());
        for next in ["", "/staff", "//evil.example", "/committee//evil.example", "/committee/../staff", "https://evil.example"] {
            assert_eq!(safe_next(next), None, "{next}");
        }
    }
}
