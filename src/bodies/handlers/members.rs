//! Members of a body and inviting someone into it: for its people and for staff.

use super::{
    super::{
        actions::{self, BodyError, Invited, Invitee, Mail},
        model::{Body, Seat},
        pages::{self, InviteForm, MembersView, Outcome},
        store,
    },
    faults, load_own_body, typed,
};
use crate::{
    accounts::Grant,
    base::local,
    platform::{
        senders::Channel,
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, ok},
    },
};

impl FromFields for InviteForm {
    const NAMES: &'static [&'static str] = &["name", "email", "seat", "until"];
    fn from_fields(fields: &Fields) -> Self {
        let one = |name| typed(fields.one(name));
        Self { name: one("name"), email: one("email"), seat: one("seat"), until: one("until") }
    }
}

async fn page(
    ctx: &Ctx,
    grant: &Grant,
    body: &Body,
    faults: &Faults,
    (form, outcome): (&InviteForm, Option<Outcome>),
) -> Result<maud::Markup, Problem> {
    let (today, leads, terms) = ctx
        .state
        .civic
        .read(async |conn| {
            let today = store::today(conn).await?;
            let leads = actions::demand_lead(conn, grant, body.id, today).await.is_ok();
            Ok::<_, Problem>((today, leads, store::list_terms(conn, body.id).await?))
        })
        .await?;
    let view = MembersView { body, terms: &terms, today, leads, account: grant.account(), outcome };
    Ok(pages::members(ctx, faults, &view, form))
}

pub async fn show(ctx: Ctx, grant: Grant) -> Answer {
    let body = load_own_body(&ctx, &grant).await?;
    ok(page(&ctx, &grant, &body, &Faults::none(), (&InviteForm::default(), None)).await?)
}

/// The invited person from the form, or what to correct.
fn invitee(form: &InviteForm) -> Result<Invitee, Faults> {
    let seat = Seat::parse(&form.seat).ok_or_else(|| Faults::one("seat", "term-seat-empty"))?;
    let last_day = match form.until.trim() {
        "" => None,
        until => Some(local::parse_day(until).ok_or_else(|| Faults::one("until", "bodies-day-wrong"))?),
    };
    Ok(Invitee { email: form.email.clone(), name: form.name.clone(), seat, last_day })
}

pub async fn invite(ctx: Ctx, grant: Grant, Posted(form): Posted<InviteForm>) -> Answer {
    let body = load_own_body(&ctx, &grant).await?;
    let who = match invitee(&form) {
        Ok(who) => who,
        Err(refused) => return again(page(&ctx, &grant, &body, &refused, (&form, None)).await?),
    };
    let env = ctx.state.env();
    let site = format!("{}{}", ctx.state.public_url, ctx.link(""));
    let words =
        (ctx.t("term-mail-subject"), ctx.tf("term-mail-text", &[("body", body.name.as_str().into()), ("link", "{link}".into())]));
    let mail = Mail { key: &ctx.state.keys.contact, lang: ctx.lang.code(), words, site };
    let mail = ctx.state.sender.offers(Channel::Email).then_some(mail);
    let invited = ctx
        .state
        .civic
        .write("invite_member", async |conn| actions::invite_member(conn, &env, &grant, &body, &who, mail.as_ref()).await)
        .await;
    match invited {
        Ok(outcome) => {
            ctx.state.job_bell.notify_one();
            let outcome = match outcome {
                Invited::Mailed => Outcome::Mailed(form.email.trim().to_lowercase()),
                Invited::Waits => Outcome::Waits,
                Invited::SignsInAsBefore => Outcome::SignsInAsBefore,
            };
            // The address is shown this once, so this is the page itself and not a redirect.
            ok(page(&ctx, &grant, &body, &Faults::none(), (&InviteForm::default(), Some(outcome))).await?)
        }
        Err(error) => {
            let refused = match error {
                BodyError::BadName => Faults::one("name", "people-name-empty"),
                other => faults(other, "name")?,
            };
            again(page(&ctx, &grant, &body, &refused, (&form, None)).await?)
        }
    }
}
