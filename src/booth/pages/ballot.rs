//! The ballot as a list and one by one, the blank vote, and the review (R6-R8). One form serves the Continue button, the
//! view switch and the languages, so that ticks not yet saved always come along.

use ballot::receipt::Receipt;
use maud::{Markup, html};

use super::super::{
    links,
    model::{Journey, View},
};
use crate::{
    cycles::Contest,
    platform::{
        ui::{self, Choice, Faults, LanguageRow, Page, SummaryRow},
        web::Ctx,
    },
    proposals::{self, Notice, Proposal},
};

/// What the list shows.
pub struct BallotView<'a> {
    /// The contest.
    pub contest: &'a Contest,
    /// Proposals in this voter's order.
    pub proposals: &'a [&'a Proposal],
    /// The same with the other language's words, when both are shown.
    pub second: Option<&'a [Proposal]>,
    /// The journey.
    pub journey: &'a Journey,
    /// What became known after the freeze.
    pub notices: &'a [Notice],
}

/// "2 of 3 chosen", or what to undo.
fn count_words(ctx: &Ctx, chosen: usize, limit: u16) -> String {
    let limit_count = usize::from(limit);
    if chosen > limit_count {
        let args = [("n", chosen.into()), ("k", limit.into()), ("over", (chosen - limit_count).into())];
        ctx.tf("pick-over-status", &args)
    } else {
        ctx.tf("pick-status", &[("n", chosen.into()), ("k", limit.into())])
    }
}

fn count_bar(ctx: &Ctx, chosen: usize, limit: u16) -> Markup {
    // The script fills in these patterns; without it the line tells what the server last knew.
    let some = ctx.tf("pick-status", &[("n", "{n}".into()), ("k", limit.into())]);
    let over = ctx.tf("pick-over-pattern", &[("n", "{n}".into()), ("k", limit.into()), ("over", "{x}".into())]);
    html! {
        div.bar-row {
            div.count role="status" data-limit=(limit) data-none=(ctx.tf("pick-status", &[("n", "0".into()), ("k", limit.into())])) data-some=(some) data-over=(over) { (count_words(ctx, chosen, limit)) }
            button.primary name="go" value="on" { (ctx.t("ballot-review")) }
        }
    }
}

fn card(ctx: &Ctx, view: &BallotView<'_>, proposal: &Proposal) -> Markup {
    let id = format!("p{}", proposal.number);
    let second = view.second.and_then(|all| all.iter().find(|p| p.number == proposal.number));
    html! {
        li.card {
            div.pick {
                input type="checkbox" id=(id) name="pick" value=(proposal.number) checked[view.journey.picks.contains(&proposal.number)];
                label for=(id) { (proposals::card_label(proposal, ctx.lang)) }
            }
            (proposals::notice_lines(ctx, view.notices, proposal.number))
            p.gist dir="auto" { (proposal.text.summary) }
            @if let Some(other) = second {
                p.gist.second dir="auto" lang=(other.text.words_lang()) { strong { (other.text.title) } ". " (other.text.summary) }
            }
            (ui::details(&ctx.tf("ballot-more", &[("number", proposal.number.to_string().into())]), proposals::about(ctx, proposal)))
        }
    }
}

/// All proposals on one page.
pub fn list(ctx: &Ctx, faults: &Faults, view: &BallotView<'_>) -> Markup {
    let limit = view.contest.pick_limit;
    let heading = ctx.tf("ballot-title", &[("k", limit.into())]);
    let zone = &view.contest.zone;
    let action = ctx.link(&links::step(&zone.code, "ballot"));
    let body = html! {
        (faults.summary(ctx))
        (ui::form(ctx, "ballot", &action, html! {
            fieldset.slate {
                legend { h1 { (heading) } }
                p.lead { (zone.name) " · " (ui::money(&view.contest.budget)) }
                @if let Some(error) = faults.at(ctx, "ballot") { p.error { (error) } }
                p { (ctx.tf("ballot-limit", &[("k", limit.into())])) " " (ctx.t("ballot-order")) }
                p.views {
                    button.link name="go" value="single" { (ctx.t("ballot-one-by-one")) } " "
                    button.link name="go" value=(if view.second.is_some() { "mono" } else { "both" }) {
                        (ctx.t(if view.second.is_some() { "ballot-one-language" } else { "ballot-both-languages" }))
                    }
                }
                @if view.second.is_some() { input type="hidden" name="both" value="yes"; }
                ul.cards { @for proposal in view.proposals { (card(ctx, view, proposal)) } }
            }
            (count_bar(ctx, view.journey.picks.len(), limit))
        }))
    };
    Page::new(ctx, heading)
        .place(zone.name.clone())
        .error(!faults.is_empty())
        .languages(LanguageRow::Buttons("ballot"))
        .back(ctx.link(&links::step(&zone.code, "tie")))
        .render(&body)
}

/// What a single page shows.
pub struct SingleView<'a> {
    /// The contest.
    pub contest: &'a Contest,
    /// The proposal.
    pub proposal: &'a Proposal,
    /// Its place in this voter's order, from 1.
    pub position: usize,
    /// How many there are.
    pub count: usize,
    /// The journey.
    pub journey: &'a Journey,
    /// What became known after the freeze.
    pub notices: &'a [Notice],
}

/// One proposal a page.
pub fn single(ctx: &Ctx, view: &SingleView<'_>) -> Markup {
    let zone = &view.contest.zone;
    let heading = ctx.tf("single-title", &[("position", view.position.into()), ("count", view.count.into())]);
    let chosen = view.journey.picks.contains(&view.proposal.number);
    let choice = |value: &str, key: &str, chosen| Choice { value: value.to_owned(), label: ctx.t(key), hint: None, chosen };
    let action = ctx.link(&links::single(&zone.code, view.position));
    let legend = html! {
        span.hint { (heading) }
        h1 { (proposals::card_label(view.proposal, ctx.lang)) }
    };
    let body = html! {
        (ui::form(ctx, "ballot", &action, html! {
            div.card.single {
                (proposals::notice_lines(ctx, view.notices, view.proposal.number))
                (ui::radios(ctx, &Faults::none(), "answer", &legend, &[choice("yes", "single-yes", chosen), choice("no", "single-no", false)]))
                p.gist dir="auto" { (view.proposal.text.summary) }
                (ui::details(&ctx.tf("ballot-more", &[("number", view.proposal.number.to_string().into())]), proposals::about(ctx, view.proposal)))
            }
            p role="status" { (count_words(ctx, view.journey.picks.len(), view.contest.pick_limit)) }
            p.buttons {
                button.primary name="go" value="on" { (ctx.t("button-continue")) } " "
                @if view.position > 1 { button.secondary name="go" value="back" { (ctx.t("single-previous")) } " " }
                button.link name="go" value="list" { (ctx.t("single-see-all")) }
            }
        }))
    };
    Page::new(ctx, heading).place(zone.name.clone()).languages(LanguageRow::Buttons("ballot")).render(&body)
}

/// Nothing was chosen: a choice, not an error.
pub fn blank(ctx: &Ctx, contest: &Contest, allowed: bool) -> Markup {
    let heading = ctx.t("blank-title");
    let zone = &contest.zone.code;
    let body = html! {
        h1 { (heading) }
        p { (ctx.t(if allowed { "blank-text" } else { "blank-not-allowed" })) }
        p.buttons { a.primary href=(ctx.link(&links::step(zone, "ballot"))) { (ctx.t("blank-choose")) } }
        @if allowed { p { a href=(ctx.link(&links::step(zone, "review"))) { (ctx.t("blank-go-on")) } } }
    };
    Page::new(ctx, heading).place(contest.zone.name.clone()).back(ctx.link(&links::step(zone, "ballot"))).render(&body)
}

/// What the review shows.
pub struct ReviewView<'a> {
    /// The contest.
    pub contest: &'a Contest,
    /// Proposals chosen, by number.
    pub chosen: &'a [&'a Proposal],
    /// The journey.
    pub journey: &'a Journey,
    /// Whether the vote can be changed later, and until when.
    pub change_until: Option<chrono::DateTime<chrono::Utc>>,
    /// Number of the ballot as it is locked now: its receipt, if it is cast.
    pub receipt: Receipt,
    /// What became known after the freeze.
    pub notices: &'a [Notice],
    /// Why the person is here again, as a catalog key.
    pub because: Option<&'static str>,
}

/// Checking choices: nothing is cast yet, and the first line says so.
pub fn review(ctx: &Ctx, view: &ReviewView<'_>) -> Markup {
    let heading = ctx.t("review-title");
    let zone = &view.contest.zone;
    let back = match view.journey.view {
        View::List => ctx.link(&links::step(&zone.code, "ballot")),
        View::Single => ctx.link(&links::single(&zone.code, 1)),
    };
    let rows: Vec<SummaryRow> = view
        .chosen
        .iter()
        .map(|proposal| SummaryRow {
            name: html! { (proposal.number) ". " span dir="auto" { (proposal.text.title) } },
            value: html! { (ui::money(&proposal.cost)) (proposals::notice_lines(ctx, view.notices, proposal.number)) },
            change: Some((
                format!("{}#p{}", ctx.link(&links::step(&zone.code, "ballot")), proposal.number),
                ctx.t("review-change"),
                ctx.tf("review-change-what", &[("number", proposal.number.to_string().into())]),
            )),
        })
        .collect();
    let free = usize::from(view.contest.pick_limit).saturating_sub(view.chosen.len());
    let body = html! {
        h1 { (heading) }
        @if let Some(key) = view.because { (ui::inset(html! { (ctx.t(key)) })) }
        (ui::warning(&ctx.t("review-not-yet"), html! {}))
        @if rows.is_empty() { p { (ctx.t("review-blank")) } } @else { (ui::summary_list(&rows)) }
        @if free > 0 {
            p { (ctx.tf("pick-more", &[("n", view.chosen.len().into()), ("m", free.into())])) " " a href=(back) { (ctx.t("review-choose-more")) } }
        }
        p { (match view.change_until {
            Some(until) => ctx.tf("review-can-change", &[("when", ui::moment(ctx, until).into())]),
            None => ctx.t("review-final"),
        }) }
        p.buttons { a.primary href={ (ctx.link(&links::step(&zone.code, "verify"))) "?reviewed=" (view.journey.mark()) } { (ctx.t("review-cast")) } }
        p.hint { (ctx.t("review-next")) }
        (ui::details(&ctx.t("review-test"), html! {
            p { (ctx.t("review-test-number")) }
            p { bdi { (view.receipt) } }
            p { (ctx.t("review-test-text")) }
            (ui::form(ctx, "test", &ctx.link(&links::step(&zone.code, "test")), html! {
                p.buttons { button.secondary { (ctx.t("review-test-button")) } }
            }))
        }))
    };
    Page::new(ctx, heading).place(zone.name.clone()).back(back).render(&body)
}
