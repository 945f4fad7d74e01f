//! The contract's JSON, written by hand: keys in a fixed order, amounts and fractions as strings,
//! the same bytes on every machine and run (the caller adds file, hash and seconds).

use crate::model::Election;
use crate::money;
use crate::options::RuleOptions;
use crate::outcome::{Loser, Outcome, Round, Tie, Value};
use crate::ratio::Ratio;
use crate::rule::RuleId;
use std::fmt::Write;

/// What only the caller knows. Seconds come as numbers already written ("0.0123").
#[derive(Clone, Copy, Debug, Default)]
pub struct FileFacts<'a> {
    /// The file's name.
    pub file: &'a str,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: &'a str,
    /// Seconds for reading.
    pub parse_seconds: &'a str,
    /// Seconds for counting.
    pub count_seconds: &'a str,
}

/// A JSON string with its quotes.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for ch in text.chars() {
        match ch {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if u32::from(c) < 0x20 || c == '\u{7f}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

fn id(e: &Election, p: usize) -> String {
    quoted(e.projects.get(p).map_or("", |p| p.id.as_str()))
}

/// An amount of minor units as an exact fraction of major units.
fn money_ratio(r: &Ratio, digits: u8) -> String {
    r.times(1, i128::from(money::unit(digits))).to_string()
}

impl Outcome {
    /// One JSON object by contract `reparto.tally/1`, on one line without a line end.
    #[must_use]
    pub fn to_json(&self, e: &Election, rule: RuleId, options: &RuleOptions, facts: &FileFacts<'_>) -> String {
        let (parse, count) = (number(facts.parse_seconds), number(facts.count_seconds));
        let seconds = format!(",\"seconds\":{{\"parse\":{parse},\"count\":{count}}}}}");
        self.members(e, rule, options, facts) + &seconds
    }

    /// As [`Outcome::to_json`] without the member `seconds`: the same bytes on every machine and run.
    #[must_use]
    pub fn to_trace(&self, e: &Election, rule: RuleId, options: &RuleOptions, file: &str, sha256: &str) -> String {
        self.members(e, rule, options, &FileFacts { file, sha256, ..FileFacts::default() }) + "}"
    }

    /// The object up to its last member, still open.
    fn members(&self, e: &Election, rule: RuleId, options: &RuleOptions, facts: &FileFacts<'_>) -> String {
        let digits = e.minor_digits;
        let mut out = String::from("{\"schema\":\"reparto.tally/1\"");
        let mut put = |key: &str, value: String| {
            let _ = write!(out, ",\"{key}\":{value}");
        };
        put("file", quoted(facts.file));
        put("sha256", quoted(facts.sha256));
        put("votes", e.votes().to_string());
        put("projects", e.projects.len().to_string());
        put("budget", quoted(&e.amount(e.budget)));
        let params = options.named(digits).into_iter().map(|(k, v)| format!("\"{k}\":{}", quoted(&v)));
        let params: Vec<String> = params.collect();
        put("rule", format!("{{\"id\":{},\"params\":{{{}}}}}", quoted(&rule.id()), params.join(",")));
        put("tie_break", quoted(&options.tie.to_string()));
        put("winners", list(self.winners.iter().map(|&w| id(e, w))));
        put("sorted", self.sorted(e));
        put("total_cost", quoted(&e.amount(self.total_cost)));
        if let Some(b) = &self.final_voter_budget {
            put("final_voter_budget", quoted(&money_ratio(b, digits)));
        }
        if let Some(n) = self.budgets_tried {
            put("budgets_tried", n.to_string());
        }
        if let Some(s) = self.stopped_by {
            put("stopped_by", quoted(s.code()));
        }
        if let Some(v) = self.value {
            put(
                "value",
                quoted(&match v {
                    Value::Count(n) => n.to_string(),
                    Value::Money(n) => money::plain(n, digits),
                }),
            );
        }
        put("ties", list(self.ties.iter().map(|t| tie(e, t))));
        put("rounds", list(self.rounds.iter().map(|r| round(e, r))));
        put("losers", list(self.losers.iter().map(|l| loser(e, l))));
        out
    }

    fn sorted(&self, e: &Election) -> String {
        let ids = self.winners.iter().filter_map(|&w| e.projects.get(w)).map(|p| p.id.as_str());
        let mut ids: Vec<&str> = ids.collect();
        ids.sort_unstable();
        list(ids.into_iter().map(quoted))
    }
}

fn number(text: &str) -> &str {
    if text.is_empty() { "0" } else { text }
}

fn tie(e: &Election, t: &Tie) -> String {
    let among = list(t.among.iter().map(|&p| id(e, p)));
    let by = quoted(&t.by.to_string());
    format!("{{\"at\":{},\"among\":{among},\"chosen\":{},\"by\":{by}}}", t.at, id(e, t.chosen))
}

fn loser(e: &Election, l: &Loser) -> String {
    let needs = match l.reason.missing() {
        Ok(money) => e.amount(money),
        Err(votes) => votes.to_string(),
    };
    let reason = quoted(l.reason.code());
    format!("{{\"project\":{},\"reason\":{reason},\"needs\":{}}}", id(e, l.project), quoted(&needs))
}

fn round(e: &Election, r: &Round) -> String {
    let price = r.price.as_ref().map_or("null".to_owned(), |p| quoted(&money_ratio(p, e.minor_digits)));
    let votes = r.effective_votes.as_ref().map_or("null".to_owned(), |v| quoted(&v.to_string()));
    format!(
        "{{\"project\":{},\"cost\":{},\"price\":{price},\"effective_votes\":{votes},\"paid_by\":{},\"left\":{}}}",
        id(e, r.project),
        quoted(&e.amount(r.cost)),
        r.paid_by,
        quoted(&e.amount(r.left)),
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn strings_are_escaped() {
        assert_eq!(super::quoted("a\"b\\c\n\u{1}ł"), "\"a\\\"b\\\\c\\n\\u0001ł\"");
    }
}
