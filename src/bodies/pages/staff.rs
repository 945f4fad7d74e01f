//! The staff list of bodies, and what a body does in each cycle.

use maud::{Markup, html};

use super::super::{
    links,
    model::{Body, BodyKind, CyclePart, CycleRole},
};
use crate::{
    cycles::Cycle,
    platform::{
        ui::{self, Choice, Faults, Page},
        web::Ctx,
    },
};

fn table(ctx: &Ctx, caption: &str, bodies: &[&Body]) -> Markup {
    let title = ctx.t(caption);
    html! {
        @if bodies.is_empty() { h2 { (title) } p { (ctx.t("bodies-none")) } }
        @else {
            div.scroll role="region" aria-label=(title) tabindex="0" {
                table.plain {
                    caption { (title) }
                    thead { tr { @for key in ["bodies-name", "bodies-kind", "bodies-zone", "bodies-work"] { th scope="col" { (ctx.t(key)) } } } }
                    tbody { @for body in bodies {
                        tr {
                            th scope="row" { a href=(ctx.link(&links::edit(body.id))) { bdi { (body.name) } } }
                            td { (super::kind(ctx, body)) }
                            td { @if let Some(zone) = &body.zone { bdi { (zone) } } }
                            td {
                                a href=(ctx.link(&links::members(body.id))) { (ctx.t("bodies-members")) span.unseen { " " (body.name) } } " · "
                                a href=(ctx.link(&links::meetings(body.id))) { (ctx.t("bodies-meetings")) span.unseen { " " (body.name) } }
                            }
                        }
                    } }
                }
            }
        }
    }
}

/// Every committee and organisation.
pub fn list(ctx: &Ctx, bodies: &[Body]) -> Markup {
    let heading = ctx.t("bodies-title");
    let of = |kind| bodies.iter().filter(|body| body.kind == kind).collect::<Vec<_>>();
    let new = |kind: BodyKind| format!("{}/new?kind={}", ctx.link(&links::staff()), kind.code());
    let body = html! {
        h1 { (heading) }
        p { a href=(new(BodyKind::Committee)) { (ctx.t("bodies-add-committee")) } }
        p { a href=(new(BodyKind::Organisation)) { (ctx.t("bodies-add-organisation")) } }
        (table(ctx, "bodies-committees", &of(BodyKind::Committee)))
        (table(ctx, "bodies-organisations", &of(BodyKind::Organisation)))
    };
    Page::new(ctx, heading).staff().back(ctx.link("/staff")).render(&body)
}

/// What was filled in about a part in a cycle.
#[derive(Default)]
pub struct PartForm {
    /// Cycle's slug.
    pub cycle: String,
    /// Code of the part.
    pub part: String,
    /// Note.
    pub note: String,
}

/// Words of a part in a cycle.
pub(super) fn part_words(ctx: &Ctx, role: CycleRole) -> String {
    ctx.t(&format!("bodies-part-{}", role.code().replace('_', "-")))
}

/// A cycle's title, or its name in addresses when it is not there.
pub(super) fn cycle_title<'a>(cycles: &'a [Cycle], part: &'a CyclePart) -> &'a str {
    cycles.iter().find(|cycle| cycle.slug == part.cycle).map_or(part.cycle.as_str(), |cycle| &cycle.title)
}

/// What a body does in each cycle, with the form for one more.
pub fn parts(ctx: &Ctx, faults: &Faults, body: &Body, (cycles, held): (&[Cycle], &[CyclePart]), form: &PartForm) -> Markup {
    let action = ctx.link(&format!("{}/parts", links::edit(body.id)));
    let cycle_choices: Vec<Choice> = std::iter::once(super::nothing_chosen(ctx))
        .chain(cycles.iter().map(|c| super::choice(c.slug.as_str(), c.title.clone(), form.cycle == c.slug.as_str())))
        .collect();
    let part_choices: Vec<Choice> = std::iter::once(super::nothing_chosen(ctx))
        .chain(CycleRole::ALL.into_iter().map(|role| super::choice(role.code(), part_words(ctx, role), form.part == role.code())))
        .collect();
    html! {
        h2 #parts { (ctx.t("bodies-parts-title")) }
        @if held.is_empty() { p { (ctx.t("bodies-parts-none")) } }
        ul.plain { @for part in held {
            li {
                bdi { (cycle_title(cycles, part)) } ": " (part_words(ctx, part.role))
                @if !part.note.is_empty() { " (" bdi { (part.note) } ")" }
                (ui::form(ctx, &format!("drop-{}-{}", part.cycle, part.role.code()), &format!("{action}/drop"), html! {
                    input type="hidden" name="cycle" value=(part.cycle);
                    input type="hidden" name="part" value=(part.role.code());
                    button.link { (ctx.t("bodies-part-drop")) span.unseen { " " (part_words(ctx, part.role)) } }
                }))
            }
        } }
        (ui::form(ctx, "part-form", &action, html! {
            (ui::select(ctx, faults, "cycle", &ctx.t("bodies-part-cycle"), &cycle_choices))
            (ui::select(ctx, faults, "part", &ctx.t("bodies-part-what"), &part_choices))
            (ui::text_field(ctx, faults, &super::line(ctx, "note", "bodies-part-note", Some("bodies-part-note-hint"), &form.note)))
            (ui::buttons(&ctx.t("bodies-part-add")))
        }))
    }
}
