//! One self-contained page about an outcome: readable at 320 pixels, on paper and without script.
//! Colour never carries meaning alone; every picture stands beside the numbers it shows.

mod bars;
mod sections;

use crate::model::Election;
use crate::options::RuleOptions;
use crate::outcome::Outcome;
use crate::rule::RuleId;
use crate::words::{amount, number};
use std::fmt::Write;

const STYLE: &str = "\
:root{color-scheme:light dark;--line:#bbb;--in:#1b6e3c;--out:#8a8a8a;--soft:#f3f3f0}\
@media(prefers-color-scheme:dark){:root{--line:#555;--in:#5fc68a;--out:#9a9a9a;--soft:#222}}\
*{box-sizing:border-box}body{margin:0 auto;padding:1rem;max-width:60rem;font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}\
h1{font-size:1.5rem;line-height:1.2}h2{font-size:1.2rem;margin-top:2rem}h3{font-size:1rem;margin:1.2rem 0 .2rem}\
ol,ul{padding-left:1.2rem}li{margin:.5rem 0}p{margin:.3rem 0}\
.bar{display:block;width:100%;height:.8rem;background:var(--soft);border:1px solid var(--line)}\
.in{fill:var(--in)}.out{fill:var(--out)}.facts{background:var(--soft);padding:.6rem .8rem;border-left:.3rem solid var(--in)}\
table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:600}td:first-child{min-width:5rem}table.stack td{min-width:7rem}\
th,td{text-align:left;vertical-align:top;overflow-wrap:break-word;padding:.3rem .4rem;border-bottom:1px solid var(--line)}.n{text-align:right;white-space:nowrap}\
@media(max-width:45rem){table.stack thead{display:none}table.stack tr,table.stack td{display:block;border:0;padding:.1rem 0}\
table.stack tr{border-bottom:1px solid var(--line);padding:.5rem 0}.n{text-align:left}\
table.stack td[data-label]::before{content:attr(data-label) \": \"}}";

/// Text for HTML.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

/// The page for an outcome of `rule` with `options`.
#[must_use]
pub fn page(e: &Election, rule: &RuleId, options: &RuleOptions, o: &Outcome) -> String {
    let title = if e.title.is_empty() { "Result of the vote" } else { e.title.as_str() };
    let mut t = String::from("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    let _ = writeln!(t, "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
    let _ = writeln!(t, "<title>Result: {}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>", escaped(title));
    let _ = writeln!(t, "<h1 dir=\"auto\">{}</h1>", escaped(title));
    facts(e, o, &mut t);
    sections::results(e, *rule, o, &mut t);
    sections::funded(e, *rule, o, &mut t);
    sections::not_funded(e, *rule, options, o, &mut t);
    sections::money_went(e, o, &mut t);
    sections::per_voter(e, o, &mut t);
    sections::ties(e, o, &mut t);
    sections::other(e, *rule, options, o, &mut t);
    sections::how_counted(e, *rule, options, o, &mut t);
    t.push_str("</main>\n</body>\n</html>\n");
    t
}

fn facts(e: &Election, o: &Outcome, t: &mut String) {
    let _ = writeln!(
        t,
        "<p class=\"facts\">{} of {} projects are funded for {} of {}. {} ballots were counted.</p>",
        o.winners.len(),
        e.projects.len(),
        escaped(&amount(e, o.total_cost)),
        escaped(&amount(e, e.budget)),
        number(e.votes())
    );
}
