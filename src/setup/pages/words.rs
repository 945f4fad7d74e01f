//! Contradictions and settings in words of the reader's language.

use maud::{Markup, html};

use super::super::model::{Contradiction, Said, Task};
use crate::{
    base::Money,
    cycles::PhaseName,
    platform::{
        i18n::Arg,
        ui::{self, Faults},
        web::Ctx,
    },
};

/// The name of a task.
pub fn task_name(ctx: &Ctx, task: Task) -> String {
    ctx.t(&format!("setup-task-{}", task.code()))
}

/// The name of a setting.
pub fn field_name(ctx: &Ctx, field: &str) -> String {
    ctx.t(&format!("setup-field-{}", field.replace('_', "-")))
}

/// The name of a phase.
pub fn phase_name(ctx: &Ctx, name: PhaseName) -> String {
    ctx.t(&format!("phase-name-{}", name.code()))
}

/// The name of a count rule: its measure, and how it goes on where money is left.
pub fn rule_name(ctx: &Ctx, id: &str) -> String {
    const ENDS: [&str; 6] = ["_esnet_add1u", "_esnet_add1", "_add1pct", "_add1u", "_add1", "_u"];
    let key = |part: &str| part.replace('_', "-");
    match ENDS.into_iter().find_map(|end| id.strip_suffix(end).filter(|_| id.starts_with("mes_")).map(|base| (base, end))) {
        Some((base, end)) => ctx.tf(
            "count-rule-with",
            &[
                ("rule", ctx.t(&format!("count-rule-{}", key(base))).into()),
                ("then", ctx.t(&format!("count-then{}", key(end))).into()),
            ],
        ),
        None => ctx.t(&format!("count-rule-{}", key(id))),
    }
}

fn arg(ctx: &Ctx, said: &Said) -> Arg {
    match said {
        Said::Count(count) => Arg::Count(*count),
        Said::Money(cents, currency) => ui::shown(&Money::new(*cents, currency)).into(),
        Said::Phase(name) => phase_name(ctx, *name).into(),
        Said::Rule(id) => rule_name(ctx, id).into(),
        Said::Name(name) => name.as_str().into(),
    }
}

fn args(ctx: &Ctx, one: &Contradiction) -> Vec<(&'static str, Arg)> {
    one.values.iter().map(|(name, said)| (*name, arg(ctx, said))).collect()
}

/// A contradiction as a sentence that says what to do.
pub fn sentence(ctx: &Ctx, one: &Contradiction) -> String {
    ctx.tf(one.kind.key(), &args(ctx, one))
}

/// Contradictions as faults of a form.
pub fn faults(ctx: &Ctx, found: &[Contradiction]) -> Faults {
    found.iter().fold(Faults::none(), |faults, one| faults.with(one.field, one.kind.key(), args(ctx, one)))
}

/// Contradictions as a list.
pub fn clash_list(ctx: &Ctx, found: &[&Contradiction]) -> Markup {
    html! { ul.clashes { @for one in found { li { (sentence(ctx, one)) } } } }
}
