//! What voters will read, made from the rules, in every language of the site. Nobody types these sentences, so that they
//! cannot say something else than the rules (ux.md S1).

use maud::{Markup, html};

use super::super::model::{Draft, Task};
use crate::{
    base::{Lang, Money},
    cycles::{self, VotingPlace},
    platform::{
        i18n::Arg,
        ui::{self, shown},
        web::Ctx,
    },
};

/// The sentences of a task in the language of `ctx`.
fn sentences(ctx: &Ctx, task: Task, draft: &Draft) -> Vec<String> {
    let rules = &draft.rulebook;
    match task {
        Task::Dates => vec![ctx.tf(
            "voters-dates",
            &[("start", ui::moment(ctx, draft.frame.opens_at).into()), ("end", ui::moment(ctx, draft.frame.closes_at).into())],
        )],
        Task::Zones => zones(ctx, draft),
        Task::Eligibility => {
            vec![
                cycles::who_may(ctx, "voters-ideas", rules.idea.min_age, &rules.idea.ties),
                cycles::who_may_vote(ctx, &rules.vote),
                ctx.t(if rules.vote.one_per_zone { "voters-per-zone" } else { "voters-per-cycle" }),
            ]
        }
        Task::Proposals => proposals(ctx, draft),
        Task::Ballot => {
            let limit = if rules.ballot.kind == "choose-1" { 1 } else { i64::from(rules.ballot.pick_limit) };
            vec![
                ctx.tf("voters-choose", &[("count", limit.into())]),
                ctx.t(if rules.ballot.blank_allowed { "voters-blank" } else { "voters-no-blank" }),
                ctx.t(if rules.ballot.change_allowed { "voters-change" } else { "voters-no-change" }),
            ]
        }
        Task::Counting => counting(ctx, draft),
        Task::Doors => {
            let known = rules.vote.doors.iter().filter(|door| matches!(door.as_str(), "text" | "email" | "pass"));
            let all: Vec<String> = known.map(|door| ctx.t(&format!("voters-door-{door}"))).collect();
            vec![ctx.tf("voters-doors", &[("doors", all.join("; ").into())])]
        }
        Task::Languages => {
            let names = rules.languages.iter().filter_map(|code| Lang::parse(code)).map(Lang::own_name);
            vec![ctx.tf("voters-languages", &[("names", names.collect::<Vec<_>>().join(", ").into())])]
        }
        Task::Texts => draft.frame.titles.get(ctx.lang.code()).cloned().into_iter().collect(),
        Task::Places => {
            let said = |place: &VotingPlace| {
                let hours = place.hours.get(ctx.lang.code()).map_or("", String::as_str);
                format!("{}, {}. {hours}", place.name, place.address)
            };
            draft.frame.places.iter().map(said).collect()
        }
    }
}

fn zones(ctx: &Ctx, draft: &Draft) -> Vec<String> {
    let zones = &draft.frame.zones;
    let total: i64 = zones.iter().map(|money| money.cents).sum();
    let currency = zones.first().map_or("USD", |money| money.currency.as_str());
    vec![ctx.tf("voters-zones", &[("count", zones.len().into()), ("amount", shown(&Money::new(total, currency)).into())])]
}

fn proposals(ctx: &Ctx, draft: &Draft) -> Vec<String> {
    let rule = &draft.rulebook.proposal;
    let money = |cents: i64| -> Arg { shown(&Money::usd(cents)).into() };
    let mut all = vec![ctx.tf("voters-ask", &[("least", money(rule.min_cents)), ("most", money(rule.max_cents))])];
    for (key, share) in [("voters-ask-least-share", rule.min_share), ("voters-ask-share", rule.max_share)] {
        if let Some((part, whole)) = share {
            all.push(ctx.tf(key, &[("share", format!("{part}/{whole}").into())]));
        }
    }
    all.push(ctx.tf("voters-months", &[("count", rule.term_months.into())]));
    if rule.committee_vote {
        all.push(ctx.t("voters-committee-vote"));
    }
    all.push(ctx.tf("voters-fix", &[("count", rule.fix_days.into())]));
    all.push(ctx.tf("voters-appeal", &[("count", rule.appeal_days.into())]));
    all
}

fn counting(ctx: &Ctx, draft: &Draft) -> Vec<String> {
    let rule = &draft.rulebook.count;
    let family = match rule.rule.as_str() {
        "greedy_votes" | "greedy_votes_threshold" if rule.params.contains_key("no_skip") => "voters-count-stop",
        "greedy_votes" | "greedy_votes_threshold" => "voters-count-votes",
        "greedy_votes_no_skip" => "voters-count-stop",
        "greedy_votes_per_cost" | "greedy_points_per_cost" => "voters-count-per-cost",
        "greedy_points" => "voters-count-points",
        id if id.starts_with("max_") => "voters-count-set",
        id if id.starts_with("mes_") => "voters-count-shares",
        id if id.starts_with("phragmen") => "voters-count-phragmen",
        _ => "voters-count-none",
    };
    let mut all = vec![ctx.t(family)];
    if let Some(least) = rule.params.get("min_votes") {
        all.push(ctx.tf("voters-min-votes", &[("least", least.as_str().into())]));
    }
    for (flag, key) in [("poznan_80", "voters-poznan"), ("fund_unvoted", "voters-unvoted")] {
        if rule.params.contains_key(flag) {
            all.push(ctx.t(key));
        }
    }
    let steps = tally::TieBreak::parse(&rule.tie_break).map(|tie| tie.0).unwrap_or_default();
    let name = |step: &tally::TieStep| {
        ctx.t(match step {
            tally::TieStep::FundAllIfFit => "voters-equal-all",
            tally::TieStep::LowerCost => "voters-equal-cost",
            tally::TieStep::MoreVotes => "voters-equal-votes",
            tally::TieStep::Lot(_) => "voters-equal-lot",
            tally::TieStep::List(_) => "voters-equal-list",
            tally::TieStep::FileOrder => "voters-equal-order",
            tally::TieStep::Lexico => "voters-equal-lexico",
        })
    };
    if !rule.tie_break.is_empty() {
        all.push(ctx.tf("voters-equal", &[("steps", steps.iter().map(name).collect::<Vec<_>>().join("; ").into())]));
    }
    all
}

/// What voters will read, in every language, as a status: it changes with each save.
pub fn voters_read(ctx: &Ctx, task: Task, draft: &Draft) -> Markup {
    html! {
        div.inset.voters role="status" {
            p { strong { (ctx.t("setup-voters-read")) } }
            @for lang in Lang::ALL {
                @let there = { let mut there = ctx.clone(); there.lang = lang; there };
                p lang=(lang.code()) dir=(lang.direction()) { (sentences(&there, task, draft).join(" ")) }
            }
        }
    }
}

/// The rules of a cycle as its check page says them, task by task.
pub fn all(ctx: &Ctx, draft: &Draft) -> Vec<(Task, String)> {
    Task::ALL.into_iter().map(|task| (task, sentences(ctx, task, draft).join(" "))).collect()
}
