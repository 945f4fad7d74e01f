//! The public steps of an application, in words.

use maud::{Markup, html};

use super::{
    super::model::{PublicStep, StepKind, WITHDRAWN},
    codes, said,
};
use crate::platform::{ui, web::Ctx};

/// The steps, oldest first, each with its day, codes and published words.
pub fn history(ctx: &Ctx, steps: &[PublicStep]) -> Markup {
    html! {
        @if !steps.is_empty() {
            section {
                h2 { (ctx.t("review-steps-title")) }
                ol {
                    @for step in steps {
                        li.card {
                            p {
                                strong { (ctx.t(step.kind.key())) } " "
                                span.hint {
                                    (ui::short_day(ctx, step.at))
                                    @if let Some(by) = &step.by { " · " (ctx.tf("review-step-by", &[("name", by.clone().into())])) }
                                }
                            }
                            (codes(ctx, &step.codes))
                            @if step.kind == StepKind::Withdrawn { (codes(ctx, &[WITHDRAWN.to_owned()])) }
                            @if let Some(reason) = &step.reason { (said(reason)) }
                            @if !step.changes.is_empty() {
                                p { (ctx.t("review-changes-listed")) }
                                ul.plain lang=(step.lang) { @for change in &step.changes { li dir="auto" { (change) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}
