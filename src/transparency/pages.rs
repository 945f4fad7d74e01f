//! The audit page: acts as sentences; and how a vote is protected, in plain words.

use maud::{Markup, html};
use serde_json::Value;

use super::{log::LogName, model::ActRecord};
use crate::platform::{
    i18n::Arg,
    ui::{self, Page},
    web::Ctx,
};

/// An act as a sentence in the reader's language.
fn sentence(ctx: &Ctx, act: &ActRecord) -> String {
    let facts: Vec<(&str, Arg)> = act
        .facts
        .iter()
        .map(|(name, value)| {
            let arg = match value {
                Value::Number(number) => number.as_i64().map_or_else(|| Arg::Text(number.to_string()), Arg::Count),
                Value::String(text) => Arg::Text(text.clone()),
                other => Arg::Text(other.to_string()),
            };
            (name.as_str(), arg)
        })
        .collect();
    ctx.tf(&act.key(), &facts)
}

/// Who did it, in words: the system, the operator, or a name with its role.
fn actor(ctx: &Ctx, actor: &str) -> String {
    match actor.rsplit_once('/') {
        Some((name, role)) => format!("{name} ({})", ctx.t(&format!("role-{}", role.replace('_', "-")))),
        None if actor == "system" => ctx.t("audit-actor-system"),
        None if actor == "operator" => ctx.t("audit-actor-operator"),
        None => actor.to_owned(),
    }
}

/// A log as the audit page shows it.
pub struct LogRow {
    /// Which.
    pub log: LogName,
    /// Entries and the names of those who signed, once something is published.
    pub published: Option<(u64, Vec<String>)>,
}

fn logs_table(ctx: &Ctx, logs: &[LogRow]) -> Markup {
    let caption = ctx.t("audit-logs-caption");
    html! {
        // Names of witnesses may be longer than a phone is wide.
        div.scroll role="region" aria-label=(caption) tabindex="0" { table.plain {
            caption { (caption) }
            thead { tr {
                th scope="col" { (ctx.t("audit-logs-head")) }
                th scope="col" { (ctx.t("audit-logs-entries")) }
                th scope="col" { (ctx.t("audit-logs-witnesses")) }
            } }
            tbody {
                @for row in logs {
                    tr {
                        th scope="row" { a href={ "/log/" (row.log.word()) "/checkpoint" } { (ctx.t(match row.log {
                            LogName::Ballots => "audit-log-ballots",
                            LogName::Issuance => "audit-log-issuance",
                            LogName::Acts => "audit-log-acts",
                        })) } }
                        @match &row.published {
                            Some((entries, names)) => {
                                td { (crate::platform::i18n::grouped(&entries.to_string())) }
                                td { @for name in names { bdi { (name) } " " } }
                            }
                            None => { td colspan="2" { (ctx.t("audit-logs-empty")) } }
                        }
                    }
                }
            }
        } }
    }
}

/// How to check, the logs, and what was done, newest first.
pub fn audit(ctx: &Ctx, acts: &[ActRecord], logs: &[LogRow]) -> Markup {
    let heading = ctx.t("audit-title");
    let body = html! {
        h1 { (heading) }
        p.lead { (ctx.t("audit-lead")) }
        h2 { (ctx.t("audit-check-title")) }
        ul {
            li { (ctx.t("audit-check-receipt")) " " a href=(ctx.link("/receipt")) { (ctx.t("footer-track")) } }
            li { (ctx.t("audit-check-challenge")) }
            li { (ctx.t("audit-check-recount")) " " a href=(ctx.link("/results")) { (ctx.t("footer-results")) } }
            li { (ctx.t("audit-check-pack")) }
        }
        h2 { (ctx.t("audit-logs-title")) }
        p { (ctx.t("audit-logs-text")) }
        (logs_table(ctx, logs))
        h2 { (ctx.t("audit-acts-title")) }
        @if acts.is_empty() { p { (ctx.t("audit-empty")) } }
        ol.acts {
            @for act in acts {
                li {
                    p.hint { (ui::moment(ctx, act.at)) }
                    p { (sentence(ctx, act)) " " span.hint { (ctx.tf("audit-by", &[("actor", actor(ctx, &act.actor).into())])) } }
                    @if let Some(reason) = &act.reason { p { (ctx.t("audit-reason")) " " bdi { (reason) } } }
                }
            }
        }
    };
    Page::new(ctx, heading).render(&body)
}

/// What holds and what does not, without jargon (trust.md section 8).
pub fn protect(ctx: &Ctx) -> Markup {
    let heading = ctx.t("protect-title");
    let body = html! {
        h1 { (heading) }
        p.lead { (ctx.t("protect-lead")) }
        h2 { (ctx.t("protect-holds-title")) }
        ul {
            @for key in [
                "protect-holds-sealed",
                "protect-holds-split",
                "protect-holds-once",
                "protect-holds-totals",
                "protect-holds-receipt",
                "protect-holds-log",
                "protect-holds-test",
                "protect-holds-opened-twice",
                "protect-holds-two",
            ] {
                li { (ctx.t(key)) }
            }
        }
        h2 { (ctx.t("protect-not-title")) }
        ul {
            @for key in ["protect-not-phone", "protect-not-watch", "protect-not-server", "protect-not-opening", "protect-not-all"] {
                li { (ctx.t(key)) }
            }
        }
        h2 { (ctx.t("protect-data-title")) }
        p { (ctx.t("protect-data-text")) }
    };
    Page::new(ctx, heading).render(&body)
}
