//! What everyone can read: the bodies, one body in one place, the register of ties.

use maud::{Markup, html};

use super::super::{
    links,
    model::{Body, BodyKind, CyclePart, Decision, Disclosure, Meeting, Minutes},
};
use crate::{
    base::ZoneCode,
    cycles::{Cycle, Zone},
    platform::{
        ui::{self, Page, SummaryRow},
        web::Ctx,
    },
};

fn zone_name<'a>(zones: &'a [Zone], code: &'a ZoneCode) -> &'a str {
    zones.iter().find(|zone| zone.code == *code).map_or(code.as_str(), |zone| &zone.name)
}

/// Every committee and organisation.
pub fn index(ctx: &Ctx, bodies: &[Body], zones: &[Zone]) -> Markup {
    let heading = ctx.t("bodies-title");
    let part = |kind: BodyKind, key: &str| {
        let list: Vec<&Body> = bodies.iter().filter(|body| body.kind == kind).collect();
        html! {
            h2 { (ctx.t(key)) }
            @if list.is_empty() { p { (ctx.t("bodies-none")) } }
            ul { @for body in list {
                li {
                    a href=(ctx.link(&links::public(body.id))) { bdi { (body.name) } }
                    @if let Some(zone) = &body.zone { " " span.hint { (zone_name(zones, zone)) } }
                }
            } }
        }
    };
    let body = html! {
        h1 { (heading) }
        p.lead { (ctx.t("bodies-lead")) }
        p { a href=(ctx.link(&links::register())) { (ctx.t("disclosure-register-link")) } }
        (part(BodyKind::Committee, "bodies-committees"))
        (part(BodyKind::Organisation, "bodies-organisations"))
    };
    Page::new(ctx, heading).back(ctx.link("")).render(&body)
}

/// A meeting with published minutes.
pub struct PublicMeeting {
    /// The meeting.
    pub meeting: Meeting,
    /// Its votes.
    pub decisions: Vec<Decision>,
    /// Its minutes, the newest version first.
    pub minutes: Vec<Minutes>,
}

/// What a body's public page shows.
pub struct PublicView<'a> {
    /// The body.
    pub body: &'a Body,
    /// Zones, for their names.
    pub zones: &'a [Zone],
    /// Zones served.
    pub served: &'a [ZoneCode],
    /// Its fiscal sponsor, and those it sponsors.
    pub sponsor: Option<&'a Body>,
    /// Those it sponsors.
    pub sponsored: &'a [Body],
    /// Members today.
    pub members: usize,
    /// Cycles, for their titles, and what it does in them.
    pub parts: (&'a [Cycle], &'a [CyclePart]),
    /// Meetings, the newest first.
    pub meetings: &'a [PublicMeeting],
    /// Declared ties to it.
    pub ties: &'a [Disclosure],
}

fn facts(ctx: &Ctx, view: &PublicView<'_>) -> Vec<SummaryRow> {
    let details = &view.body.details;
    let row = |key: &str, value: Markup| SummaryRow { name: html! { (ctx.t(key)) }, value, change: None };
    let link = |body: &Body| html! { a href=(ctx.link(&links::public(body.id))) { bdi { (body.name) } } };
    let words = |list: Vec<String>| html! { (list.join(", ")) };
    let mut rows = vec![row("bodies-kind", html! { (super::kind(ctx, view.body)) })];
    if let Some(zone) = &view.body.zone {
        rows.push(row("bodies-zone", html! { (zone_name(view.zones, zone)) }));
    }
    if !view.served.is_empty() {
        rows.push(row(
            "bodies-zones-served",
            words(view.served.iter().map(|code| zone_name(view.zones, code).to_owned()).collect()),
        ));
    }
    if !details.languages.is_empty() {
        rows.push(row("bodies-languages", words(details.languages.iter().map(|code| super::spoken(ctx, code)).collect())));
    }
    if !details.issue_areas.is_empty() {
        rows.push(row("bodies-areas", words(details.issue_areas.iter().map(|code| super::issue(ctx, code)).collect())));
    }
    if let Some(web) = &details.web {
        rows.push(row("bodies-web", html! { a href=(web) rel="noopener nofollow" { bdi { (web) } } }));
    }
    if let Some(sponsor) = view.sponsor {
        rows.push(row("bodies-sponsor", link(sponsor)));
    }
    if !view.sponsored.is_empty() {
        rows.push(row("bodies-sponsors", html! { @for one in view.sponsored { (link(one)) " " } }));
    }
    rows.push(row("bodies-members", html! { (view.members) }));
    rows
}

fn meeting(ctx: &Ctx, one: &PublicMeeting) -> Markup {
    html! {
        section.card {
            h3 { (ui::moment(ctx, one.meeting.starts_at)) }
            p.hint { bdi { (one.meeting.place) } }
            @if let Some(words) = super::meeting::presence_words(ctx, &one.meeting) { p { (words) } }
            @if !one.decisions.is_empty() { h4 { (ctx.t("vote-list-title")) } (super::meeting::decisions(ctx, &one.decisions)) }
            h4 { (ctx.t("minutes-title")) }
            (super::meeting::versions(ctx, &one.minutes))
        }
    }
}

/// One body in one place: what it is, what it does in each cycle, how it decided, who is tied to it.
pub fn body(ctx: &Ctx, view: &PublicView<'_>) -> Markup {
    let heading = view.body.name.clone();
    let (cycles, parts) = view.parts;
    let page = html! {
        h1 { bdi { (heading) } }
        (ui::summary_list(&facts(ctx, view)))
        h2 { (ctx.t("bodies-parts-title")) }
        @if parts.is_empty() { p { (ctx.t("bodies-parts-none")) } }
        ul { @for part in parts {
            li {
                bdi { (super::staff::cycle_title(cycles, part)) } ": " (super::staff::part_words(ctx, part.role))
                @if !part.note.is_empty() { " (" bdi { (part.note) } ")" }
            }
        } }
        h2 { (ctx.t("bodies-meetings")) }
        @if view.meetings.is_empty() { p { (ctx.t("meeting-none-public")) } }
        @for one in view.meetings { (meeting(ctx, one)) }
        h2 { (ctx.t("disclosure-register-title")) }
        (ties_table(ctx, view.ties))
    };
    Page::new(ctx, heading).back(ctx.link(&links::all())).render(&page)
}

fn ties_table(ctx: &Ctx, ties: &[Disclosure]) -> Markup {
    let (ended, standing): (Vec<&Disclosure>, Vec<&Disclosure>) = ties.iter().partition(|one| one.ends_on.is_some());
    let caption = ctx.tf("disclosure-count", &[("count", standing.len().into())]);
    html! {
        @if standing.is_empty() { p { (ctx.t("disclosure-none-public")) } }
        @else {
            div.scroll role="region" aria-label=(caption) tabindex="0" {
                table.plain {
                    caption { (caption) }
                    thead { tr { @for key in ["people-name", "disclosure-body", "disclosure-tie", "disclosure-since"] { th scope="col" { (ctx.t(key)) } } } }
                    tbody { @for one in standing {
                        tr {
                            th scope="row" { bdi { (one.name) } }
                            td { bdi { (one.body_name) } }
                            td { (super::disclosures::tie(ctx, one.tie)) }
                            td { (super::day(ctx, one.starts_on)) }
                        }
                    } }
                }
            }
        }
        @if !ended.is_empty() {
            (ui::details(&ctx.t("disclosure-past"), html! { ul { @for one in ended {
                li {
                    bdi { (one.name) } " · " bdi { (one.body_name) } " · " (super::disclosures::tie(ctx, one.tie))
                    @if let Some(day) = one.ends_on { " · " (ctx.tf("disclosure-ended", &[("day", super::day(ctx, day).into())])) }
                    @if let Some(reason) = &one.end_reason { " " bdi { (reason) } }
                }
            } } }))
        }
    }
}

/// Ties that matter in one cycle.
pub struct CycleTies<'a> {
    /// The cycle.
    pub cycle: &'a Cycle,
    /// Bodies with a part in it.
    pub bodies: usize,
    /// Standing ties to one of them.
    pub ties: usize,
    /// People with such a tie.
    pub people: usize,
}

/// The register of ties.
pub fn register(ctx: &Ctx, cycles: &[CycleTies<'_>], ties: &[Disclosure]) -> Markup {
    let heading = ctx.t("disclosure-register-title");
    let page = html! {
        h1 { (heading) }
        p.lead { (ctx.t("disclosure-register-lead")) }
        @if !cycles.is_empty() {
            table.plain {
                caption { (ctx.t("disclosure-by-cycle")) }
                thead { tr { @for key in ["disclosure-cycle", "disclosure-cycle-bodies", "disclosure-cycle-ties", "disclosure-cycle-people"] { th scope="col" { (ctx.t(key)) } } } }
                tbody { @for one in cycles {
                    tr { th scope="row" { (one.cycle.title) } td { (one.bodies) } td { (one.ties) } td { (one.people) } }
                } }
            }
        }
        (ties_table(ctx, ties))
    };
    Page::new(ctx, heading).back(ctx.link(&links::all())).render(&page)
}
