//! The sections of the page, in the order in which residents ask: what won, why, why not, where our
//! money went, what voters got, who decided ties, what other rules would do, how to count again.

use super::bars::{bar, stacked};
use super::escaped;
use crate::explain::{close_sentence, funded_per_voter, nearest, searched_sentence};
use crate::model::Election;
use crate::options::RuleOptions;
use crate::others::{OTHERS_LIMIT, other_rules};
use crate::outcome::Outcome;
use crate::rule::RuleId;
use crate::words::{FEW, amount, name, number, points_or_votes, tie, why_lost, why_won};
use std::fmt::Write;

/// A project by name and id; names may run from right to left.
fn named(e: &Election, p: usize) -> String {
    format!("<bdi>{}</bdi>", escaped(&name(e, p)))
}

/// Every project with bars of its votes and its cost.
pub(super) fn results(e: &Election, rule: RuleId, o: &Outcome, t: &mut String) {
    let most = i128::from(o.scores.iter().copied().max().unwrap_or(0));
    let dearest = i128::from(e.projects.iter().map(|p| p.cost).filter(|&c| c <= e.budget).max().unwrap_or(1));
    let what = if rule.uses_points() { "Points" } else { "Votes" };
    let _ = writeln!(t, "<h2>All projects</h2>\n<table class=\"stack\"><caption>Funded projects first</caption>");
    let _ = writeln!(
        t,
        "<thead><tr><th scope=\"col\">Project</th><th scope=\"col\">Result</th><th scope=\"col\">{what}</th><th scope=\"col\">Cost</th></tr></thead><tbody>"
    );
    let order = o.winners.iter().copied().chain(o.losers.iter().map(|l| l.project));
    for (k, p) in order.enumerate() {
        let Some(project) = e.projects.get(p) else {
            continue;
        };
        let won = k < o.winners.len();
        let class = if won { "in" } else { "out" };
        let score = o.scores.get(p).copied().unwrap_or(0);
        let (votes, cost) = (points_or_votes(rule, score), amount(e, project.cost));
        let _ = writeln!(
            t,
            "<tr><td>{}</td><td data-label=\"Result\">{}</td><td data-label=\"{what}\">{}{}</td><td data-label=\"Cost\">{}{}</td></tr>",
            named(e, p),
            if won { "<strong>Funded</strong>" } else { "Not funded" },
            number(score),
            bar(i128::from(score), most, class, &votes),
            escaped(&cost),
            bar(i128::from(project.cost.min(e.budget)), dearest, class, &cost),
        );
    }
    t.push_str("</tbody></table>\n");
}

/// Winners in order, with the money left after each.
pub(super) fn funded(e: &Election, rule: RuleId, o: &Outcome, t: &mut String) {
    t.push_str("<h2>Why these projects were funded</h2>\n<p>The bar shows the money left after each step.</p>\n<ol>\n");
    for r in &o.rounds {
        let left = amount(e, r.left.max(0));
        let _ = writeln!(
            t,
            "<li><strong>{}</strong>, {}. {}{}</li>",
            named(e, r.project),
            escaped(&amount(e, r.cost)),
            escaped(&why_won(e, rule, o, r)),
            bar(i128::from(r.left), i128::from(e.budget), "in", &format!("{left} left"))
        );
    }
    t.push_str("</ol>\n");
}

/// Losers with their reason and what would have changed it.
pub(super) fn not_funded(e: &Election, rule: RuleId, options: &RuleOptions, o: &Outcome, t: &mut String) {
    if o.losers.is_empty() {
        return;
    }
    let near = nearest(e, rule, options, o);
    t.push_str("<h2>Why the others were not</h2>\n<ul>\n");
    for l in &o.losers {
        let close = near.iter().find(|n| n.0 == l.project).and_then(|n| close_sentence(e, &n.1)).unwrap_or_default();
        let why = why_lost(e, rule, &l.reason);
        let _ = writeln!(t, "<li><strong>{}</strong>. {} {}</li>", named(e, l.project), escaped(&why), escaped(&close));
    }
    t.push_str("</ul>\n");
    if let Some(text) = searched_sentence(near.len(), o.losers.len()) {
        let _ = writeln!(t, "<p>{text}</p>");
    }
}

/// Where the money of losers' supporters went (Equal Shares).
pub(super) fn money_went(e: &Election, o: &Outcome, t: &mut String) {
    let shown: Vec<usize> = o.losers.iter().map(|l| l.project).filter(|p| o.flows.iter().any(|f| f.loser == *p)).collect();
    if shown.is_empty() {
        return;
    }
    t.push_str("<h2>Where the supporters' money went</h2>\n<p>Each voter has an equal share. What supporters of a project that was not funded paid went to these projects, which they also chose.</p>\n");
    for p in shown {
        let flows: Vec<_> = o.flows.iter().filter(|f| f.loser == p).collect();
        let total: i128 = flows.iter().map(|f| i128::from(f.money)).sum();
        let open: Vec<_> = flows.iter().filter(|f| f.voters >= FEW).take(6).collect();
        let listed: i128 = open.iter().map(|f| i128::from(f.money)).sum();
        let _ = writeln!(t, "<h3>{}</h3>", named(e, p));
        let mut parts: Vec<(i128, &str)> = open.iter().map(|f| (i128::from(f.money), "in")).collect();
        parts.push((total - listed, "out"));
        let sum = amount(e, i64::try_from(total).unwrap_or(i64::MAX));
        t.push_str(&stacked(&parts, total, &format!("{sum} in all")));
        t.push_str("<ul>\n");
        for f in &open {
            let _ = writeln!(t, "<li>{} to {}</li>", escaped(&amount(e, f.money)), named(e, f.winner));
        }
        if total > listed {
            let rest = i64::try_from(total - listed).unwrap_or(0);
            let _ = writeln!(t, "<li>{} to others</li>", escaped(&amount(e, rest)));
        }
        t.push_str("</ul>\n");
    }
}

/// How many of their choices voters got.
pub(super) fn per_voter(e: &Election, o: &Outcome, t: &mut String) {
    let by_number = funded_per_voter(e, o);
    let most = by_number.iter().copied().max().unwrap_or(0);
    t.push_str("<h2>What voters got</h2>\n<table><caption>Voters by how many of their choices are funded</caption>\n");
    t.push_str("<thead><tr><th scope=\"col\">Funded choices</th><th scope=\"col\">Voters</th></tr></thead><tbody>\n");
    for (n, &voters) in by_number.iter().enumerate() {
        let text = if voters > 0 && voters < FEW { format!("fewer than {FEW}") } else { number(voters) };
        // a number that is not told is not drawn either: all of them have a bar of one length
        let drawn = if voters > 0 { voters.max(FEW - 1) } else { 0 };
        let picture = bar(i128::from(drawn), i128::from(most.max(FEW - 1)), "in", &format!("{text} voters"));
        let _ = writeln!(t, "<tr><td>{n}</td><td>{text}{picture}</td></tr>");
    }
    t.push_str("</tbody></table>\n");
}

/// Ties and how they were broken.
pub(super) fn ties(e: &Election, o: &Outcome, t: &mut String) {
    if o.ties.is_empty() {
        return;
    }
    t.push_str("<h2>Ties</h2>\n<ul>\n");
    for x in &o.ties {
        let _ = writeln!(t, "<li>{}</li>", escaped(&tie(e, x)));
    }
    t.push_str("</ul>\n");
}

/// What other rules would have funded.
pub(super) fn other(e: &Election, rule: RuleId, options: &RuleOptions, o: &Outcome, t: &mut String) {
    let others = other_rules(e, rule, options, o, OTHERS_LIMIT);
    if others.is_empty() {
        return;
    }
    t.push_str("<h2>Under other rules</h2>\n<p>The same ballots, counted in other ways. This does not change the result.</p>\n");
    t.push_str("<table class=\"stack\"><thead><tr><th scope=\"col\">Rule</th><th scope=\"col\">Also funded</th><th scope=\"col\">Not funded</th></tr></thead><tbody>\n");
    for x in others {
        let list = |ps: &[usize]| {
            let ids: Vec<String> = ps.iter().filter_map(|&p| e.projects.get(p)).map(|p| escaped(&p.id)).collect();
            if ids.is_empty() { "none".to_owned() } else { ids.join(", ") }
        };
        let _ = writeln!(
            t,
            "<tr><td>{}: {}</td><td data-label=\"Also funded\">{}</td><td data-label=\"Not funded\">{}</td></tr>",
            x.rule,
            escaped(x.rule.definition()),
            list(&x.gains),
            list(&x.losses)
        );
    }
    t.push_str("</tbody></table>\n");
}

/// What one needs to count again.
pub(super) fn how_counted(e: &Election, rule: RuleId, options: &RuleOptions, o: &Outcome, t: &mut String) {
    let _ = writeln!(t, "<h2>How this was counted</h2>\n<p>Rule <code>{rule}</code>: {}.</p>\n<ul>", escaped(rule.definition()));
    for (key, value) in options.named(e.minor_digits) {
        let _ = writeln!(t, "<li>{key}: {}</li>", escaped(&value));
    }
    let _ = writeln!(t, "<li>Ties: {}</li>", escaped(&options.tie.to_string()));
    if let (RuleId::Mes(..), Some(share)) = (rule, &o.final_voter_budget) {
        let cents = i64::try_from(share.rounded()).unwrap_or(i64::MAX);
        let _ = writeln!(t, "<li>Each voter's share in the final count: {}</li>", escaped(&amount(e, cents)));
    }
    if let Some(n) = o.budgets_tried.filter(|&n| n > 1) {
        let _ = writeln!(t, "<li>Shares tried: {}</li>", number(n));
    }
    t.push_str("</ul>\n<p>Anyone can count again from the published file: money is exact to the last fraction, and the same file gives the same result every time.</p>\n");
}
