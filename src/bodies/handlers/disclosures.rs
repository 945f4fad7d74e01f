//! Declaring ties, and ending one.

use uuid::Uuid;

use super::{
    super::{
        actions::{self, BodyError, NewDisclosure},
        links,
        model::{Disclosure, TieKind},
        pages::{self, DisclosuresView, TieForm},
        store,
    },
    faults, segment, typed,
};
use crate::{
    accounts::Grant,
    base::{Duty, Role},
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, ok, see},
    },
};

impl FromFields for TieForm {
    const NAMES: &'static [&'static str] = &["account", "body", "tie", "words"];
    fn from_fields(fields: &Fields) -> Self {
        let one = |name| typed(fields.one(name));
        Self { account: one("account"), body: one("body"), tie: one("tie"), words: one("words") }
    }
}

pub struct EndForm(String);

impl FromFields for EndForm {
    const NAMES: &'static [&'static str] = &["reason"];
    fn from_fields(fields: &Fields) -> Self {
        Self(typed(fields.one("reason")))
    }
}

/// Roles whose people decide or sign something about bodies.
fn deciding_roles() -> Vec<Role> {
    let duties = [Duty::CommitteeWork, Duty::ReviewProposals, Duty::DecideAppeals, Duty::ApproveProofs];
    Role::ALL.into_iter().filter(|role| duties.iter().any(|duty| role.duties().contains(duty))).collect()
}

async fn page(ctx: &Ctx, grant: &Grant, faults: &Faults, form: &TieForm) -> Result<maud::Markup, Problem> {
    let is_staff = grant.has(Duty::SetUpCycle);
    let (ties, bodies, people) = ctx
        .state
        .civic
        .read(async |conn| {
            let of = if is_staff { store::Of::Everyone } else { store::Of::Account(grant.account()) };
            let ties = store::list_disclosures(conn, of).await?;
            let bodies = store::list_bodies(conn).await?;
            let people = if is_staff { store::people_with(conn, &deciding_roles()).await? } else { Vec::new() };
            Ok::<_, Problem>((ties, bodies, people))
        })
        .await?;
    let view = DisclosuresView { ties: &ties, bodies: &bodies, people: &people, account: grant.account() };
    Ok(pages::disclosures(ctx, faults, &view, form))
}

pub async fn list(ctx: Ctx, grant: Grant) -> Answer {
    ok(page(&ctx, &grant, &Faults::none(), &TieForm::default()).await?)
}

pub async fn declare(ctx: Ctx, grant: Grant, Posted(form): Posted<TieForm>) -> Answer {
    let account = match form.account.as_str() {
        "" => grant.account(),
        id => id.parse().map_err(|_| Problem::bad_form())?,
    };
    let Ok(body) = form.body.parse::<Uuid>() else {
        return again(page(&ctx, &grant, &Faults::one("body", "disclosure-body-empty"), &form).await?);
    };
    let Some(tie) = TieKind::parse(&form.tie) else {
        return again(page(&ctx, &grant, &Faults::one("tie", "disclosure-tie-empty"), &form).await?);
    };
    let env = ctx.state.env();
    let done = ctx
        .state
        .civic
        .write("declare_tie", async |conn| {
            let body = store::find_body(conn, body).await?.ok_or(BodyError::NotFound)?;
            let new = NewDisclosure { account, body: &body, tie, words: &form.words };
            actions::declare(conn, &env, &grant, &new).await
        })
        .await;
    match done {
        Ok(()) => see(&ctx.link(&links::disclosures())),
        Err(error) => again(page(&ctx, &grant, &faults(error, "words")?, &form).await?),
    }
}

/// One tie of one's own, or any for staff.
async fn load(ctx: &Ctx, grant: &Grant) -> Result<Disclosure, Problem> {
    let id = segment(ctx, "disclosure")?;
    let of = if grant.has(Duty::SetUpCycle) { store::Of::Everyone } else { store::Of::Account(grant.account()) };
    let ties = ctx.state.civic.read(async |conn| store::list_disclosures(conn, of).await).await?;
    ties.into_iter().find(|one| one.id == id).ok_or_else(Problem::not_found)
}

pub async fn show(ctx: Ctx, grant: Grant) -> Answer {
    let one = load(&ctx, &grant).await?;
    ok(pages::disclosure(&ctx, &Faults::none(), &one, ""))
}

pub async fn end(ctx: Ctx, grant: Grant, Posted(form): Posted<EndForm>) -> Answer {
    let one = load(&ctx, &grant).await?;
    let env = ctx.state.env();
    let done =
        ctx.state.civic.write("end_tie", async |conn| actions::end_disclosure(conn, &env, &grant, one.id, &form.0).await).await;
    match done {
        Ok(()) => see(&ctx.link(&links::disclosures())),
        Err(error) => again(pages::disclosure(&ctx, &faults(error, "reason")?, &one, &form.0)),
    }
}
