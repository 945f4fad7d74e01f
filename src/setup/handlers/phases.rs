//! Moving the end of a phase.

use super::{
    super::{
        links,
        model::{Draft, local_time},
        pages::{self, MoveForm},
    },
    load,
};
use crate::{
    accounts::Grant,
    base::Duty,
    cycles::{self, Cycle, CycleError, MoveRefusal, PhaseName},
    platform::{
        ui::{self, Faults},
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, ok, see},
    },
};

impl FromFields for MoveForm {
    const NAMES: &'static [&'static str] = &["phase", "end", "reason"];
    fn from_fields(fields: &Fields) -> Self {
        let text = |name: &str, most: usize| fields.one(name).trim().chars().take(most).collect::<String>();
        Self { phase: text("phase", 20), end: text("end", 40), reason: text("reason", 500) }
    }
}

/// `?phase=` opens the form of one phase.
pub async fn show(ctx: Ctx) -> Answer {
    let (cycle, draft) = load(&ctx).await?;
    let asked = ctx.query_value("phase").and_then(|code| PhaseName::parse(&code));
    let form = asked.map(|name| MoveForm::of(&draft, name)).unwrap_or_default();
    ok(pages::phases(&ctx, &cycle, &draft, &Faults::none(), &form))
}

/// Why the end stays, as a fault of the form.
fn refused(ctx: &Ctx, refusal: MoveRefusal) -> Faults {
    let fault = |key, args| Faults::none().with("end", key, args);
    let when = |at| ("when", ui::moment(ctx, at).into());
    match refusal {
        MoveRefusal::Absent => fault("phases-wrong-absent", vec![]),
        MoveRefusal::Same => fault("phases-wrong-same", vec![]),
        MoveRefusal::Past => fault("phases-wrong-past", vec![]),
        MoveRefusal::BeforeStart => fault("phases-wrong-start", vec![]),
        MoveRefusal::BeforePhase(name, at) => {
            fault("phases-wrong-before", vec![("phase", pages::phase_name(ctx, name).into()), when(at)])
        }
        MoveRefusal::PastPhase(name, at) => {
            fault("phases-wrong-next", vec![("phase", pages::phase_name(ctx, name).into()), when(at)])
        }
        MoveRefusal::PastFreeze(at) => fault("phases-wrong-freeze", vec![when(at)]),
        MoveRefusal::PastVote(at) => fault("phases-wrong-vote", vec![when(at)]),
    }
}

fn page_again(ctx: &Ctx, (cycle, draft): (&Cycle, &Draft), faults: &Faults, form: &MoveForm) -> Answer {
    again(pages::phases(ctx, cycle, draft, faults, form))
}

pub async fn save(ctx: Ctx, grant: Grant, Posted(form): Posted<MoveForm>) -> Answer {
    let (cycle, draft) = load(&ctx).await?;
    let name = PhaseName::parse(&form.phase).ok_or_else(Problem::bad_form)?;
    let standing = (&cycle, &draft);
    let mut faults = Faults::none();
    let end = local_time::read(&form.end);
    if end.is_none() {
        faults = faults.with("end", "setup-wrong-date", vec![]);
    }
    if form.reason.is_empty() {
        faults = faults.with("reason", "setup-wrong-reason", vec![]);
    }
    let Some(to) = end.filter(|_| faults.is_empty()) else { return page_again(&ctx, standing, &faults, &form) };
    let (env, actor) = (ctx.state.env(), grant.actor(Duty::SetUpCycle));
    let done = ctx
        .state
        .civic
        .write("move_phase", async |conn| cycles::move_phase(conn, &env, &actor, &cycle.slug, (name, to), &form.reason).await)
        .await;
    match done {
        Ok(()) => see(&ctx.link(&links::phases(&cycle.slug))),
        Err(CycleError::PhaseStays(refusal)) => page_again(&ctx, standing, &refused(&ctx, refusal), &form),
        Err(error) => Err(error.into()),
    }
}
