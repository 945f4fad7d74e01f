//! Results (ux.md O1): one sentence, the funded, the not funded with a reason each, how it was counted, downloads.
//! "Unofficial" and "Official" are said in words, in the heading.

use maud::{Markup, html};

use crate::{
    base::Money,
    counting::{CountRecord, Funded, NotFunded, ResultVersion, Why},
    cycles::{Contest, Cycle, Phase},
    platform::{
        i18n::{Arg, grouped},
        ui::{self, BarRow, Page},
        web::Ctx,
    },
    proposals::{self, Notice, Proposal},
};

/// A cycle with its contests and where each result stands.
pub(super) type Listed = (Cycle, Vec<(Contest, Option<bool>)>);

/// Every result there is.
pub(super) fn list(ctx: &Ctx, cycles: &[Listed]) -> Markup {
    let heading = ctx.t("results-title");
    let counted = cycles.iter().any(|(_, contests)| contests.iter().any(|(_, standing)| standing.is_some()));
    let body = html! {
        h1 { (heading) }
        @if !counted { p { (ctx.t("results-none")) } }
        @for (cycle, contests) in cycles {
            @if contests.iter().any(|(_, standing)| standing.is_some()) || cycle.phase() != Phase::Before {
                h2 { (cycle.title) }
                (crate::cycles::phase_notice(ctx, cycle))
                ul.zones { @for (contest, standing) in contests {
                    li {
                        @match standing {
                            Some(official) => {
                                a href=(ctx.link(&format!("/results/{}/{}", cycle.slug, contest.zone.code))) { (contest.zone.name) }
                                " " span { (ctx.t(if *official { "standing-official" } else { "standing-unofficial" })) }
                            }
                            None => { (contest.zone.name) " " span { (ctx.t("results-not-yet")) } }
                        }
                    }
                } }
            }
        }
    };
    Page::new(ctx, heading).back(ctx.link("")).render(&body)
}

/// What a result page shows.
pub(super) struct ResultView<'a> {
    pub cycle: &'a Cycle,
    pub contest: &'a Contest,
    pub proposals: &'a [Proposal],
    pub versions: &'a [ResultVersion],
    /// What was said about the ballot after its freeze.
    pub notices: &'a [Notice],
    /// The whole vote is offered as one file.
    pub has_pack: bool,
}

impl ResultView<'_> {
    fn proposal(&self, number: u16) -> Option<&Proposal> {
        self.proposals.iter().find(|p| p.number == number)
    }

    fn name(&self, ctx: &Ctx, number: u16) -> Markup {
        match self.proposal(number) {
            Some(proposal) => {
                html! { (number) ". " span dir="auto" lang=[(proposal.text.words_lang() != ctx.lang.code()).then_some(proposal.text.words_lang())] { (proposal.text.title) }
                (proposals::notice_lines(ctx, self.notices, number)) }
            }
            None => html! { (number) },
        }
    }
}

fn count(n: u64) -> Arg {
    Arg::Count(i64::try_from(n).unwrap_or(i64::MAX))
}

/// Why a proposal was not funded, in one sentence.
fn reason(ctx: &Ctx, view: &ResultView<'_>, currency: &str, lost: &NotFunded) -> String {
    let money = |cents| Arg::Text(ui::shown(&Money::new(cents, currency)));
    let title = |number: u16| Arg::Text(format!("{number}. {}", view.proposal(number).map_or("", |p| p.text.title.as_str())));
    match &lost.why {
        Why::Threshold { needed } => ctx.tf("why-threshold", &[("needed", count(*needed))]),
        Why::DidNotFit { left_cents } => {
            ctx.tf("why-did-not-fit", &[("cost", money(lost.cost_cents)), ("left", money(*left_cents))])
        }
        Why::StoppedBefore { at, left_cents } => {
            ctx.tf("why-stopped-before", &[("other", title(*at)), ("left", money(*left_cents))])
        }
        Why::Tie { with, left_cents } => ctx.tf("why-tie", &[("other", title(*with)), ("left", money(*left_cents))]),
        Why::Excluded { by } => ctx.tf("why-excluded", &[("other", title(*by))]),
        Why::Withdrawn => ctx.t("why-withdrawn"),
        Why::NoVotes => ctx.t("why-no-votes"),
        Why::DearerThanBudget => ctx.t("why-dearer"),
        Why::NotReached => ctx.t("why-not-reached"),
    }
}

/// Longest bar first: percent of the most votes.
fn share(votes: u64, most: u64) -> i64 {
    Money::percent(i64::try_from(votes).unwrap_or(0), i64::try_from(most).unwrap_or(1))
}

fn funded_table(ctx: &Ctx, view: &ResultView<'_>, record: &CountRecord, most: u64) -> Markup {
    let row = |won: &Funded| BarRow {
        name: view.name(ctx, won.number),
        figure: grouped(&won.votes.to_string()),
        percent: share(won.votes, most),
        strong: true,
        more: vec![
            ui::money(&Money::new(won.cost_cents, &record.currency)),
            ui::money(&Money::new(won.left_cents, &record.currency)),
        ],
    };
    let heads = ["results-proposal", "results-votes", "results-cost", "results-left"].map(|key| ctx.t(key));
    let rows: Vec<BarRow> = record.funded.iter().map(row).collect();
    ui::bar_table(&ctx.t("results-funded-caption"), &heads, &rows)
}

fn lost_table(ctx: &Ctx, view: &ResultView<'_>, record: &CountRecord, most: u64) -> Markup {
    let row = |lost: &NotFunded| BarRow {
        name: view.name(ctx, lost.number),
        figure: grouped(&lost.votes.to_string()),
        percent: share(lost.votes, most),
        strong: false,
        more: vec![
            ui::money(&Money::new(lost.cost_cents, &record.currency)),
            html! { (reason(ctx, view, &record.currency, lost)) },
        ],
    };
    let heads = ["results-proposal", "results-votes", "results-cost", "results-why"].map(|key| ctx.t(key));
    let rows: Vec<BarRow> = record.not_funded.iter().map(row).collect();
    ui::bar_table(&ctx.t("results-lost-caption"), &heads, &rows)
}

/// The money as a picture beside the figures: one square is one percent of the budget.
fn money_picture(ctx: &Ctx, record: &CountRecord) -> Markup {
    let shares: Vec<i64> = record.funded.iter().map(|won| Money::percent(won.cost_cents, record.budget_cents)).collect();
    let spent = Money::percent(record.total_cents, record.budget_cents);
    let sentence = ctx.tf("results-waffle", &[("percent", spent.to_string().into()), ("count", record.funded.len().into())]);
    html! {
        h2 { (ctx.t("results-money-title")) }
        p { (sentence) }
        (ui::waffle(&sentence, &shares))
    }
}

/// The outcome of a contest.
pub(super) fn result(ctx: &Ctx, view: &ResultView<'_>) -> Markup {
    let Some(latest) = view.versions.first() else {
        return waiting(ctx, view);
    };
    let record = &latest.record;
    let heading_key = if latest.is_official() { "result-heading-official" } else { "result-heading-unofficial" };
    let heading = ctx.tf(heading_key, &[("zone", view.contest.zone.name.clone().into())]);
    let most = record.funded.iter().map(|f| f.votes).chain(record.not_funded.iter().map(|n| n.votes)).max().unwrap_or(0);
    let money = |cents| Arg::Text(ui::shown(&Money::new(cents, &record.currency)));
    let body = html! {
        h1 { (heading) }
        (ui::inset(html! { (ctx.t(if latest.is_official() { "result-official-text" } else { "result-unofficial-text" })) }))
        p.lead { (ctx.tf("results-sentence", &[
            ("ballots", count(record.ballots)), ("funded", record.funded.len().into()),
            ("total", money(record.total_cents)), ("budget", money(record.budget_cents)),
        ])) }
        @if view.cycle.is_imported { p.hint { (ctx.t("results-imported")) } }
        h2 { (ctx.t("results-funded")) }
        @if record.funded.is_empty() { p { (ctx.t("results-funded-none")) } } @else { (funded_table(ctx, view, record, most)) }
        h2 { (ctx.t("results-lost")) }
        @if record.not_funded.is_empty() { p { (ctx.t("results-lost-none")) } } @else { (lost_table(ctx, view, record, most)) }
        (money_picture(ctx, record))
        (how_counted(ctx, view, latest))
        (downloads(ctx, view, latest))
    };
    Page::new(ctx, heading).place(view.cycle.title.clone()).back(ctx.link("/results")).render(&body)
}

fn how_counted(ctx: &Ctx, view: &ResultView<'_>, latest: &ResultVersion) -> Markup {
    let record = &latest.record;
    html! {
        h2 { (ctx.t("results-how")) }
        p { (ctx.t(rule_key(&record.rule))) }
        p { (ctx.tf("results-ballots", &[("ballots", count(record.ballots)), ("blank", count(record.blank)), ("invalid", count(record.invalid))])) }
        p { (ctx.t("results-tie-rule")) " " bdi.code-box { (record.tie_break) } }
        @if record.ties.is_empty() { p { (ctx.t("results-no-ties")) } }
        @for tie in &record.ties {
            p { (ctx.tf("results-tie", &[
                ("among", tie.among.iter().map(u16::to_string).collect::<Vec<_>>().join(", ").into()),
                ("chosen", tie.chosen.to_string().into()), ("by", tie.by.clone().into()),
            ])) }
        }
        @for (_, name, at) in &latest.signatures { p { (ctx.tf("result-signed-by", &[("name", name.clone().into()), ("when", ui::moment(ctx, *at).into())])) } }
        @if view.versions.len() > 1 {
            h2 { (ctx.t("result-earlier")) }
            @for version in view.versions {
                p { (ctx.tf("result-version", &[("version", i64::from(version.version).into()), ("when", ui::moment(ctx, version.run_at).into())])) " "
                    @if let Some(reason) = &version.reason { (ctx.t("audit-reason")) " " bdi { (reason) } } }
            }
        }
    }
}

/// The rule in a sentence; rules without one of their own share a general sentence.
fn rule_key(rule: &str) -> &'static str {
    match rule {
        "greedy_votes" => "rule-greedy-votes",
        "greedy_votes_no_skip" => "rule-greedy-no-skip",
        "greedy_votes_threshold" => "rule-greedy-threshold",
        "greedy_points" => "rule-greedy-points",
        _ => "rule-other",
    }
}

fn downloads(ctx: &Ctx, view: &ResultView<'_>, latest: &ResultVersion) -> Markup {
    let at = |file: &str| ctx.link(&format!("/results/{}/{}/{file}", view.cycle.slug, view.contest.zone.code));
    html! {
        h2 { (ctx.t("results-check")) }
        p { (ctx.t("results-check-text")) }
        ul {
            li { a href=(at("ballots.pb")) { (ctx.t("results-file-pb")) } }
            li { a href=(at("count.json")) { (ctx.t("results-file-json")) } }
            @if view.has_pack {
                li { a href=(super::links::pack(&view.cycle.slug)) { (ctx.t("results-file-pack")) } }
            }
        }
        p.hint { (ctx.t("result-hash")) " " bdi.code-box { (hex::encode(&latest.hash)) } }
    }
}

/// Voting is over and nothing is counted yet: the proposals stay readable.
fn waiting(ctx: &Ctx, view: &ResultView<'_>) -> Markup {
    let heading = ctx.tf("result-heading-waiting", &[("zone", view.contest.zone.name.clone().into())]);
    let body = html! {
        h1 { (heading) }
        (crate::cycles::phase_notice(ctx, view.cycle))
        p { (ctx.t("results-waiting")) }
        ul.plain { @for proposal in view.proposals { li {
            (proposals::card_label(proposal, ctx.lang))
            (proposals::notice_lines(ctx, view.notices, proposal.number))
        } } }
    };
    Page::new(ctx, heading).place(view.cycle.title.clone()).back(ctx.link("/results")).render(&body)
}
