//! Signing waivers and taking them back.

use super::{
    super::{
        actions::{self, Signing, TranslationError},
        links,
        pages::{self, WaiverForm, WaiversView},
    },
    cycle_of, sheets_of,
};
use crate::{
    accounts::Grant,
    applications::ApplicationId,
    base::{Duty, ZoneCode},
    cycles,
    platform::{
        ui::Faults,
        web::{Answer, AsProblem, Ctx, Fields, FromFields, Posted, Problem, again, ok, see},
    },
};

async fn view(ctx: &Ctx) -> Result<WaiversView, Problem> {
    let cycle = cycle_of(ctx).await?;
    let contests =
        ctx.state.civic.read(async |conn| Ok::<_, TranslationError>(cycles::list_contests(conn, &cycle.slug).await?)).await?;
    let (languages, sheets) = sheets_of(ctx, &cycle).await?;
    Ok(WaiversView { cycle, contests, languages, sheets })
}

pub async fn show(ctx: Ctx, grant: Grant) -> Answer {
    ok(pages::waivers(&ctx, &grant, &view(&ctx).await?, &Faults::none(), &WaiverForm::default()))
}

impl FromFields for WaiverForm {
    const NAMES: &'static [&'static str] = &["target", "what", "reason"];
    fn from_fields(fields: &Fields) -> Self {
        let text = |name: &str, most: usize| fields.one(name).trim().chars().take(most).collect::<String>();
        Self { target: text("target", 35), what: text("what", 60), reason: text("reason", 500) }
    }
}

/// An application's id, or `zone:` and a code.
fn signing(what: &str) -> Option<Signing> {
    match what.strip_prefix("zone:") {
        Some(code) => ZoneCode::parse(code).ok().map(Signing::Zone),
        None => ApplicationId::parse(what).map(Signing::One),
    }
}

pub async fn sign(ctx: Ctx, grant: Grant, Posted(form): Posted<WaiverForm>) -> Answer {
    let view = view(&ctx).await?;
    let env = ctx.state.env();
    grant.demand_fresh(Duty::SetUpCycle, env.now)?;
    let mut faults = Faults::none();
    if !view.languages.contains(&form.target) {
        faults = faults.with("target", "import-language-empty", Vec::new());
    }
    let what = signing(&form.what);
    if what.is_none() {
        faults = faults.with("what", "waiver-what-empty", Vec::new());
    }
    if form.reason.is_empty() {
        faults = faults.with("reason", "waiver-reason-empty", Vec::new());
    }
    let Some(what) = what.filter(|_| faults.is_empty()) else {
        return again(pages::waivers(&ctx, &grant, &view, &faults, &form));
    };
    let words = (&what, form.reason.as_str());
    let work = async |conn: &mut _| actions::sign(conn, &env, &grant, (&view.cycle.slug, &form.target), words).await;
    match ctx.state.civic.write("sign_waiver", work).await {
        Ok(_) => see(&ctx.link(&links::waivers(&view.cycle.slug))),
        Err(TranslationError::NothingToWaive) => {
            again(pages::waivers(&ctx, &grant, &view, &Faults::one("what", "waiver-nothing-text"), &form))
        }
        Err(error) => Err(error.problem()),
    }
}

pub struct EndForm {
    application: Option<ApplicationId>,
    target: String,
    reason: String,
}

impl FromFields for EndForm {
    const NAMES: &'static [&'static str] = &["application", "target", "reason"];
    fn from_fields(fields: &Fields) -> Self {
        let reason = fields.one("reason").trim().chars().take(500).collect();
        let application = ApplicationId::parse(fields.one("application"));
        Self { application, target: fields.one("target").to_owned(), reason }
    }
}

pub async fn end(ctx: Ctx, grant: Grant, Posted(form): Posted<EndForm>) -> Answer {
    let cycle = cycle_of(&ctx).await?;
    let env = ctx.state.env();
    grant.demand_fresh(Duty::SetUpCycle, env.now)?;
    let id = form.application.ok_or_else(Problem::not_found)?;
    let work = async |conn: &mut _| actions::take_back(conn, &env, &grant, (id, &form.target), &form.reason).await;
    match ctx.state.civic.write("end_waiver", work).await {
        Ok(()) => see(&ctx.link(&links::waivers(&cycle.slug))),
        Err(TranslationError::ReasonMissing) => {
            let view = view(&ctx).await?;
            let faults = Faults::none().with(format!("reason-{id}-{}", form.target), "waiver-reason-empty", Vec::new());
            again(pages::waivers(&ctx, &grant, &view, &faults, &WaiverForm::default()))
        }
        Err(error) => Err(error.problem()),
    }
}
