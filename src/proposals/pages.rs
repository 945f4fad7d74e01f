//! Public screens of proposals (ux.md R1b), and the card that ballot and list share. No counts of any kind:
//! they would act as partial results.

use maud::{Markup, html};

use super::{links, model::Proposal};
use crate::{
    base::{Lang, Money},
    cycles::{self, Contest, Cycle, Phase},
    platform::{
        ui::{self, Page},
        web::Ctx,
    },
};

/// The label of a proposal on a ballot: number, title, price.
pub fn card_label(proposal: &Proposal, lang: Lang) -> Markup {
    html! {
        span.number { (proposal.number) "." } " "
        span.title lang=[other_language(proposal, lang)] { (proposal.text.title) } ", "
        (ui::money(&proposal.cost))
    }
}

/// The language of the words when it is not the page's.
fn other_language(proposal: &Proposal, lang: Lang) -> Option<&str> {
    (proposal.text.lang != lang.code()).then_some(proposal.text.lang.as_str())
}

/// An issue area in words.
pub fn issue_area(ctx: &Ctx, code: &str) -> String {
    match code {
        "HEALTH" => ctx.t("issue-health"),
        "HOUSING" => ctx.t("issue-housing"),
        "EDU" => ctx.t("issue-edu"),
        "ECON" => ctx.t("issue-econ"),
        "WEALTH" => ctx.t("issue-wealth"),
        "LEGAL" => ctx.t("issue-legal"),
        "CIVIC" => ctx.t("issue-civic"),
        other => other.to_owned(),
    }
}

fn author(ctx: &Ctx, kind: &str) -> String {
    match kind {
        "committee" => ctx.t("author-committee"),
        "organisation" => ctx.t("author-organisation"),
        "staff" => ctx.t("author-staff"),
        _ => ctx.t("author-imported"),
    }
}

/// Everything about a proposal but its title and summary.
pub fn about(ctx: &Ctx, proposal: &Proposal) -> Markup {
    let text = &proposal.text;
    html! {
        div lang=[other_language(proposal, ctx.lang)] {
            @for paragraph in text.description.split("\n\n").filter(|p| !p.trim().is_empty()) { p dir="auto" { (paragraph) } }
        }
        dl.facts {
            @if !text.place.is_empty() { div { dt { (ctx.t("proposal-place")) } dd { (text.place) } } }
            @if let Some(people) = proposal.people_served {
                div { dt { (ctx.t("proposal-people")) } dd { (ctx.tf("proposal-people-count", &[("count", i64::from(people).into())])) } }
            }
            @if let Some(area) = &proposal.issue_area { div { dt { (ctx.t("proposal-area")) } dd { (issue_area(ctx, area)) } } }
            div { dt { (ctx.t("proposal-author")) } dd { (author(ctx, &proposal.author_kind)) } }
        }
        @if !text.cost_parts.is_empty() {
            table.plain {
                caption { (ctx.t("proposal-costs")) }
                thead { tr { th scope="col" { (ctx.t("proposal-costs-what")) } th scope="col" { (ctx.t("proposal-costs-amount")) } } }
                tbody {
                    @for part in &text.cost_parts {
                        tr { th scope="row" { (part.what) } td { (ui::money(&Money::new(part.cents, &proposal.cost.currency))) } }
                    }
                    tr { th scope="row" { strong { (ctx.t("proposal-costs-total")) } } td { strong { (ui::money(&proposal.cost)) } } }
                }
            }
        }
    }
}

fn not_translated(ctx: &Ctx, proposal: &Proposal) -> Markup {
    html! { @if other_language(proposal, ctx.lang).is_some() { p.hint { (ctx.t("proposal-not-translated")) } } }
}

fn vote_button(ctx: &Ctx, cycle: &Cycle, contest: &Contest) -> Markup {
    html! {
        @if cycle.phase() == Phase::Open {
            p.buttons { a.primary href=(ctx.link(&cycles::links::vote(&contest.zone.code))) { (ctx.t("zone-vote-here")) } }
        }
    }
}

/// A zone with its proposals.
pub fn zone(ctx: &Ctx, cycle: &Cycle, contest: &Contest, proposals: &[Proposal]) -> Markup {
    let heading =
        ctx.tf("zone-title", &[("zone", contest.zone.name.clone().into()), ("amount", ui::shown(&contest.budget).into())]);
    let body = html! {
        h1 { (heading) }
        (cycles::phase_notice(ctx, cycle))
        @if contest.budget_is_sample { p.hint { (ctx.t("zones-sample-budgets")) } }
        (vote_button(ctx, cycle, contest))
        h2 { (ctx.tf("zone-proposals", &[("count", proposals.len().into())])) }
        @if proposals.is_empty() { p { (ctx.t("zone-no-proposals")) } }
        ul.proposals {
            @for proposal in proposals {
                li.card {
                    h3 { a href=(ctx.link(&links::proposal(&contest.zone.code, proposal.number))) { (card_label(proposal, ctx.lang)) } }
                    p.gist dir="auto" lang=[other_language(proposal, ctx.lang)] { (proposal.text.summary) }
                    (not_translated(ctx, proposal))
                }
            }
        }
    };
    Page::new(ctx, heading).back(ctx.link("/zones")).render(&body)
}

/// One proposal.
pub fn proposal(ctx: &Ctx, cycle: &Cycle, contest: &Contest, proposal: &Proposal) -> Markup {
    let heading = format!("{}. {}", proposal.number, proposal.text.title);
    let body = html! {
        h1 dir="auto" lang=[other_language(proposal, ctx.lang)] { (heading) }
        (not_translated(ctx, proposal))
        p.lead { (ui::money(&proposal.cost)) " · " (contest.zone.name) }
        p.gist dir="auto" lang=[other_language(proposal, ctx.lang)] { strong { (proposal.text.summary) } }
        (about(ctx, proposal))
        (vote_button(ctx, cycle, contest))
    };
    Page::new(ctx, heading)
        .place(contest.zone.name.clone())
        .back(ctx.link(&cycles::links::zone(&contest.zone.code)))
        .render(&body)
}
