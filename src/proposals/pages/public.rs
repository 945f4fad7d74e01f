//! Public screens of proposals (ux.md R1b), and the card that ballot and list share. No counts of any kind:
//! they would act as partial results.

use maud::{Markup, html};

use super::super::{
    links,
    model::{Notice, Proposal},
};
use crate::{
    applications::{self, Change, Draft},
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
    (proposal.text.words_lang() != lang.code()).then_some(proposal.text.words_lang())
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

pub(super) fn author(ctx: &Ctx, kind: &str) -> String {
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

/// What a reader asks of a list: words, an issue area.
#[derive(Default)]
pub struct Filter {
    /// Words that must stand in title, summary, place or description; accents and case do not matter.
    pub words: String,
    /// Code of an issue area.
    pub area: String,
}

impl Filter {
    /// True when nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.words.trim().is_empty() && self.area.is_empty()
    }

    /// True for a proposal that fits.
    pub fn fits(&self, proposal: &Proposal) -> bool {
        let text = &proposal.text;
        let all = crate::base::text::folded(&format!("{} {} {} {}", text.title, text.summary, text.place, text.description));
        let has_words = crate::base::text::folded(&self.words).split_whitespace().all(|word| all.contains(word));
        has_words && (self.area.is_empty() || proposal.issue_area.as_deref() == Some(self.area.as_str()))
    }
}

fn filter_form(ctx: &Ctx, contest: &Contest, proposals: &[Proposal], filter: &Filter) -> Markup {
    let areas: std::collections::BTreeSet<&str> = proposals.iter().filter_map(|p| p.issue_area.as_deref()).collect();
    html! {
        form.filter id="filter" method="get" action=(ctx.link(&cycles::links::zone(&contest.zone.code))) role="search" {
            div.field {
                label for="q" { (ctx.t("filter-words")) }
                input id="q" name="q" type="search" value=(filter.words) dir="auto" autocomplete="off";
            }
            @if areas.len() > 1 {
                div.field {
                    label for="area" { (ctx.t("filter-area")) }
                    select id="area" name="area" {
                        option value="" { (ctx.t("filter-all-areas")) }
                        @for area in &areas { option value=(area) selected[filter.area == **area] { (issue_area(ctx, area)) } }
                    }
                }
            }
            p.buttons { button.secondary { (ctx.t("filter-show")) } }
        }
    }
}

/// Notices about one proposal, in the reader's language.
pub fn notice_lines(ctx: &Ctx, notices: &[Notice], number: u16) -> Markup {
    html! {
        @for notice in notices.iter().filter(|notice| notice.number == number) {
            (ui::warning(&ctx.t(&format!("notice-kind-{}", notice.kind.code())), html! {
                span dir="auto" { (notice.text(ctx.lang.code())) }
                @if notice.takes_back() { " " (ctx.t("notice-no-money")) }
            }))
        }
    }
}

/// A zone with its proposals.
pub fn zone(
    ctx: &Ctx,
    (cycle, contest): (&Cycle, &Contest),
    proposals: &[Proposal],
    notices: &[Notice],
    filter: &Filter,
) -> Markup {
    let heading =
        ctx.tf("zone-title", &[("zone", contest.zone.name.clone().into()), ("amount", ui::shown(&contest.budget).into())]);
    let shown: Vec<&Proposal> = proposals.iter().filter(|proposal| filter.fits(proposal)).collect();
    let body = html! {
        h1 { (heading) }
        (cycles::phase_notice(ctx, cycle))
        @if contest.budget_is_sample { p.hint { (ctx.t("zones-sample-budgets")) } }
        (vote_button(ctx, cycle, contest))
        h2 { (ctx.tf("zone-proposals", &[("count", proposals.len().into())])) }
        @if proposals.is_empty() { p { (ctx.t("zone-no-proposals")) } }
        @else {
            p { a href=(ctx.link(&links::guide(&contest.zone.code))) { (ctx.t("guide-link")) } }
            (filter_form(ctx, contest, proposals, filter))
        }
        @if !filter.is_empty() { p role="status" { (ctx.tf("filter-found", &[("count", shown.len().into())])) } }
        ul.proposals {
            @for proposal in shown {
                li.card {
                    h3 { a href=(ctx.link(&links::proposal(&contest.zone.code, proposal.number))) { (card_label(proposal, ctx.lang)) } }
                    p.gist dir="auto" lang=[other_language(proposal, ctx.lang)] { (proposal.text.summary) }
                    (not_translated(ctx, proposal))
                    (notice_lines(ctx, notices, proposal.number))
                }
            }
        }
    };
    Page::new(ctx, heading).back(ctx.link("/zones")).render(&body)
}

/// What the page of one proposal shows.
pub struct ProposalView {
    /// The cycle.
    pub cycle: Cycle,
    /// The contest.
    pub contest: Contest,
    /// The proposal.
    pub proposal: Proposal,
    /// What its authors wrote, where it came from an application.
    pub draft: Option<Draft>,
    /// What changed after it was handed in.
    pub changes: Vec<Change>,
    /// What became known after the freeze.
    pub notices: Vec<Notice>,
}

/// One proposal.
pub fn proposal(ctx: &Ctx, view: &ProposalView) -> Markup {
    let (proposal, contest) = (&view.proposal, &view.contest);
    let heading = format!("{}. {}", proposal.number, proposal.text.title);
    let body = html! {
        h1 dir="auto" lang=[other_language(proposal, ctx.lang)] { (heading) }
        (not_translated(ctx, proposal))
        (notice_lines(ctx, &view.notices, proposal.number))
        p.lead { (ui::money(&proposal.cost)) " · " (contest.zone.name) }
        p.gist dir="auto" lang=[other_language(proposal, ctx.lang)] { strong { (proposal.text.summary) } }
        (about(ctx, proposal))
        @if let Some(draft) = &view.draft { (applications::photos(draft)) }
        (applications::changes(ctx, &view.changes, &contest.budget.currency))
        (vote_button(ctx, &view.cycle, contest))
    };
    let card = ctx.link(&links::card(&contest.zone.code, proposal.number));
    Page::new(ctx, heading)
        .place(contest.zone.name.clone())
        .share(card, proposal.text.summary.clone())
        .back(ctx.link(&cycles::links::zone(&contest.zone.code)))
        .render(&body)
}
