//! Moving the end of a phase, with a public reason.

use maud::{Markup, html};

use super::{
    super::{
        links,
        model::{Draft, local_time},
    },
    check::standing,
    words,
};
use crate::{
    cycles::{Cycle, PhaseName},
    platform::{
        ui::{self, Faults, Field, Page},
        web::Ctx,
    },
};

/// What was filled in.
#[derive(Default)]
pub struct MoveForm {
    /// Phase, by its stable name.
    pub phase: String,
    /// New end as typed.
    pub end: String,
    /// Public reason.
    pub reason: String,
}

/// Each phase with its dates and a form of its own. Only the form that was sent carries its answers and faults.
pub fn phases(ctx: &Ctx, cycle: &Cycle, draft: &Draft, faults: &Faults, form: &MoveForm) -> Markup {
    let heading = ctx.t("phases-title");
    let frozen = cycle.definition_hash.is_some();
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        p.lead { bdi { (cycle.title) } }
        @if frozen { (standing(ctx, cycle)) } @else { p { (ctx.t("phases-lead")) } }
        @if draft.frame.phases.is_empty() { p { (ctx.t("phases-none")) } }
        @for span in &draft.frame.phases {
            section.card {
                h2 { (words::phase_name(ctx, span.name)) }
                p { (ctx.tf("phases-span", &[("start", ui::moment(ctx, span.starts_at).into()), ("end", ui::moment(ctx, span.ends_at).into())])) }
                @if !frozen {
                    @let sent = form.phase == span.name.code();
                    // Ids are unique on a page, and faults belong to one form: the others stand behind a click.
                    @if sent { (move_form(ctx, cycle, span.name, faults, form)) }
                    @else { p { a href={ (ctx.link(&links::phases(&cycle.slug))) "?phase=" (span.name.code()) } {
                        (ctx.tf("phases-move-link", &[("phase", words::phase_name(ctx, span.name).into())]))
                    } } }
                }
            }
        }
        @if let Some(freeze) = draft.frame.freeze_at { p { (ctx.tf("phases-freeze", &[("when", ui::moment(ctx, freeze).into())])) } }
        p { (ctx.tf("phases-vote", &[("when", ui::moment(ctx, draft.frame.opens_at).into())])) }
        p { a href=(ctx.link(&links::calendar())) { (ctx.t("calendar-title")) } }
    };
    Page::new(ctx, heading)
        .place(cycle.title.clone())
        .staff()
        .error(!faults.is_empty())
        .back(ctx.link(&links::set_up(&cycle.slug)))
        .render(&body)
}

fn move_form(ctx: &Ctx, cycle: &Cycle, name: PhaseName, faults: &Faults, form: &MoveForm) -> Markup {
    let end = Field {
        name: "end",
        label: ctx.t("phases-end"),
        heading: false,
        hint: Some(ctx.t("setup-dates-hint")),
        value: &form.end,
        kind: ("datetime-local", "", "off"),
        wide: false,
    };
    let reason = Field {
        name: "reason",
        label: ctx.t("setup-reason"),
        heading: false,
        hint: Some(ctx.t("setup-reason-hint")),
        value: &form.reason,
        kind: ("text", "", "off"),
        wide: true,
    };
    ui::form(
        ctx,
        "move-form",
        &ctx.link(&links::phases(&cycle.slug)),
        html! {
            input type="hidden" name="phase" value=(name.code());
            (ui::text_field(ctx, faults, &end))
            (ui::text_field(ctx, faults, &reason))
            (ui::buttons(&ctx.t("phases-button")))
        },
    )
}

impl MoveForm {
    /// The form of a phase as it stands.
    pub fn of(draft: &Draft, name: PhaseName) -> Self {
        let end = draft.frame.phase(name).map(|span| local_time::written(span.ends_at)).unwrap_or_default();
        Self { phase: name.code().to_owned(), end, reason: String::new() }
    }
}
