//! The committee home, and the links that a signed-in person's duties open.

use maud::{Markup, html};

use super::super::{links, model::Body};
use crate::{
    accounts::Grant,
    base::Duty,
    platform::{
        ui::{self, Page},
        web::Ctx,
    },
};

/// What a committee member or proposer finds after signing in. `was_member`: there were terms, and all are over.
pub fn home(ctx: &Ctx, bodies: &[Body], was_member: bool) -> Markup {
    let heading = ctx.t("committee-title");
    let body = html! {
        h1 { (heading) }
        @if bodies.is_empty() {
            (ui::notice(&ctx.t(if was_member { "committee-over-title" } else { "committee-none-title" }), html! {
                p { (ctx.t(if was_member { "committee-over-text" } else { "committee-none-text" })) }
            }))
        } @else {
            ul {
                li { a href=(ctx.link("/committee/proposals")) { (ctx.t("committee-proposals")) } }
                li { a href=(ctx.link("/committee/ideas")) { (ctx.t("committee-ideas")) } }
            }
        }
        @for body in bodies {
            section.card {
                h2 { bdi { (body.name) } }
                p.hint { (super::kind(ctx, body)) @if let Some(zone) = &body.zone { " · " bdi { (zone) } } }
                ul {
                    li { a href=(ctx.link(&links::meetings(body.id))) { (ctx.t("committee-meetings")) span.unseen { " " (body.name) } } }
                    li { a href=(ctx.link(&links::members(body.id))) { (ctx.t("bodies-members")) span.unseen { " " (body.name) } } }
                    li { a href=(ctx.link(&links::public(body.id))) { (ctx.t("bodies-public-page")) span.unseen { " " (body.name) } } }
                }
            }
        }
        p { a href=(ctx.link(&links::disclosures())) { (ctx.t("disclosure-link")) } }
    };
    Page::new(ctx, heading).staff().back(ctx.link("/staff")).render(&body)
}

/// Links of the console's first page that go with a person's duties.
pub fn console_links(ctx: &Ctx, grant: &Grant) -> Markup {
    let declares = [Duty::CommitteeWork, Duty::ReviewProposals, Duty::DecideAppeals, Duty::ApproveProofs];
    let rows = [
        (grant.has(Duty::CommitteeWork), links::home(), "committee-link"),
        (grant.has(Duty::SetUpCycle), links::staff(), "bodies-link"),
        (grant.has(Duty::SetUpCycle), "/staff/events".to_owned(), "bodies-events-link"),
        (declares.into_iter().any(|duty| grant.has(duty)), links::disclosures(), "disclosure-link"),
    ];
    html! {
        @if rows.iter().any(|(shown, _, _)| *shown) {
            h2 { (ctx.t("committee-work-title")) }
            ul { @for (_, address, key) in rows.iter().filter(|(shown, _, _)| *shown) {
                li { a href=(ctx.link(address)) { (ctx.t(key)) } }
            } }
        }
    }
}
