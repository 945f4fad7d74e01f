//! Sentences about an outcome in plain words (school grades 6 to 8): why a project won or lost, how a
//! tie was broken. Shared by the text and the page. Words of the field that residents do not use
//! (load, utility, rho) stay out; "share", "supporters" and "effective votes" are explained where used.

use crate::model::{Cents, Election};
use crate::money::grouped;
use crate::outcome::{Outcome, Reason, Round, Stage, Tie};
use crate::rule::RuleId;

/// Flows and groups below this many voters are not shown one by one: one ballot can be unique.
pub(crate) const FEW: u64 = 5;

/// An amount for people: "$1,000" for US dollars, else "1,000 PLN".
#[must_use]
pub fn amount(e: &Election, cents: Cents) -> String {
    let text = grouped(i128::from(cents), e.minor_digits);
    if e.currency == "USD" { format!("${text}") } else { format!("{text} {}", e.currency) }
}

/// A count for people: "1,234".
#[must_use]
pub fn number(n: u64) -> String {
    grouped(i128::from(n), 0)
}

/// A project by name and id: "New trees (P4)", or the id alone.
#[must_use]
pub fn name(e: &Election, p: usize) -> String {
    match e.projects.get(p) {
        Some(p) if p.name.is_empty() => p.id.clone(),
        Some(p) => format!("{} ({})", p.name, p.id),
        None => String::new(),
    }
}

pub(crate) fn points_or_votes(rule: RuleId, n: u64) -> String {
    let what = match (rule.uses_points(), n) {
        (true, 1) => "point",
        (true, _) => "points",
        (false, 1) => "vote",
        (false, _) => "votes",
    };
    format!("{} {what}", number(n))
}

fn supporters(n: u64) -> String {
    format!("{} supporter{}", number(n), if n == 1 { "" } else { "s" })
}

/// Why a project was funded.
#[must_use]
pub fn why_won(e: &Election, rule: RuleId, o: &Outcome, r: &Round) -> String {
    let score = o.scores.get(r.project).copied().unwrap_or(0);
    let votes = points_or_votes(rule, score);
    let left = amount(e, r.left.max(0));
    match (r.stage, rule) {
        (Stage::Free, _) => format!("It costs nothing and has {votes}."),
        (Stage::Completion, _) => {
            format!("It has {votes} and was the next on the list that fit into the money left over. {left} was left after it.")
        }
        (Stage::Topped, _) => format!(
            "It has {votes}. The money left covered at least 80 percent of its cost, so the city adds the rest. The count ended here."
        ),
        (Stage::Main, RuleId::Mes(..)) => shares_sentence(e, rule, r, &left),
        (Stage::Main, RuleId::Phragmen | RuleId::PhragmenSkip) => format!(
            "Its {} could carry its cost with the smallest burden for each. {left} was left after it.",
            supporters(r.paid_by)
        ),
        (Stage::Main, RuleId::MaxVotes | RuleId::MaxVotesCost | RuleId::MaxPoints | RuleId::MaxPointsCost) => {
            format!("It has {votes} and belongs to the best set of projects that the budget can pay for.")
        }
        (Stage::Main, _) => {
            format!("It has {votes} and fit into the money left. {left} was left after it.")
        }
    }
}

fn shares_sentence(e: &Election, rule: RuleId, r: &Round, left: &str) -> String {
    let price = r.price.as_ref().map_or_else(String::new, |p| {
        let cents = i64::try_from(p.rounded()).unwrap_or(Cents::MAX);
        amount(e, cents)
    });
    let unit = if rule.uses_points() { "for each point they gave it" } else { "each" };
    let effective = r.effective_votes.as_ref().map_or_else(String::new, |v| v.decimal(1));
    let mut text = format!(
        "{} paid for it, up to {price} {unit}. That counts as {effective} effective {}.",
        supporters(r.paid_by),
        if rule.uses_points() { "points" } else { "votes" },
    );
    if let Some(next) = &r.runner_up {
        text.push_str(&format!(" Next was {} with {}.", name(e, next.project), next.effective_votes.decimal(1)));
    }
    text.push_str(&format!(" {left} of the budget was left after it."));
    text
}

/// Why a project was not funded.
#[must_use]
pub fn why_lost(e: &Election, rule: RuleId, reason: &Reason) -> String {
    let votes = |n: u64| points_or_votes(rule, n);
    match reason {
        Reason::Threshold { needed, had } => {
            format!("It has {} and needed at least {} to take part.", votes(*had), number(*needed))
        }
        Reason::DidNotFit { needs, left } => {
            format!("It costs {}, but only {} was left at its turn.", amount(e, *needs), amount(e, *left))
        }
        Reason::StoppedBefore { at, left, .. } => format!(
            "The count ended at {}, which did not fit into the {} left. This project was further down.",
            name(e, *at),
            amount(e, *left)
        ),
        Reason::TooFewVotesForCost { votes: had, needed } => format!(
            "It has {}. Even with a full share from each, it would need {} to pay its cost.",
            supporters(*had),
            supporters(*needed)
        ),
        Reason::MoneyWentTo { most, had, needs } => format!(
            "Its supporters' money went to other projects they chose, most of it to {}. They had {} left; it costs {}.",
            name(e, *most),
            amount(e, *had),
            amount(e, *needs)
        ),
        Reason::Tie { with, needs, left } => format!(
            "It was tied with {}, which the tie-break put first. Then {} was left; it costs {}.",
            name(e, *with),
            amount(e, *left),
            amount(e, *needs)
        ),
        Reason::Excluded { by } => format!("It cannot be built together with {}, which was funded.", name(e, *by)),
        Reason::Withdrawn => "It was withdrawn. Its votes are listed, but it could not be funded.".to_owned(),
        Reason::NoVotes => "Nobody voted for it.".to_owned(),
        Reason::DearerThanBudget { over } => {
            format!("It costs {} more than the whole budget.", amount(e, *over))
        }
        Reason::NotInBestSet { votes: had } => {
            format!("It has {}, but the best set of projects the budget can pay for leaves it out.", votes(*had))
        }
        Reason::PartlyFunded { granted, needs } => {
            format!("It was next in line and gets the last {}. It costs {}.", amount(e, *granted), amount(e, *needs))
        }
    }
}

/// How a tie was broken.
#[must_use]
pub fn tie(e: &Election, t: &Tie) -> String {
    let names: Vec<String> = t.among.iter().map(|&p| name(e, p)).collect();
    format!("Round {}: {} were equal. {} went first: {}.", t.at, names.join(" and "), name(e, t.chosen), t.by.plain())
}
