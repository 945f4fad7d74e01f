//! The form of each task.

use maud::{Markup, html};

use super::{
    super::model::{Draft, Task, hours_field, lists, title_field},
    parts::Parts,
    words,
};
use crate::{
    base::Lang,
    cycles::Tie,
    platform::{ui, web::Ctx},
};

/// The fields of a task's page.
pub fn fields(task: Task, parts: &Parts<'_>, draft: &Draft) -> Markup {
    match task {
        Task::Dates => dates(parts),
        Task::Zones => zones(parts, draft),
        Task::Eligibility => eligibility(parts),
        Task::Proposals => proposals(parts),
        Task::Ballot => ballot(parts),
        Task::Counting => counting(parts),
        Task::Doors => parts.ticks("door", &options(parts.ctx, "setup-door-", &["text", "email", "pass"])),
        Task::Languages => {
            let all: Vec<(&str, String)> = Lang::ALL.into_iter().map(|lang| (lang.code(), lang.own_name().to_owned())).collect();
            parts.ticks("language", &all)
        }
        Task::Texts => html! { @for lang in Lang::ALL { (parts.text(title_field(lang), None)) } },
        Task::Places => places(parts, draft),
    }
}

fn options(ctx: &Ctx, prefix: &str, values: &[&'static str]) -> Vec<(&'static str, String)> {
    values.iter().map(|value| (*value, ctx.t(&format!("{prefix}{}", value.replace('_', "-"))))).collect()
}

fn dates(parts: &Parts<'_>) -> Markup {
    let ctx = parts.ctx;
    html! {
        p.hint { (ctx.t("setup-dates-hint")) }
        @for (name, start, end) in lists::PHASES {
            h2 { (words::phase_name(ctx, name)) }
            (parts.moment(start))
            (parts.moment(end))
        }
        h2 { (ctx.t("setup-dates-vote")) }
        (parts.moment("freeze"))
        (parts.moment("vote_start"))
        (parts.moment("vote_end"))
        (parts.number("grace", Some("setup-grace-hint")))
    }
}

fn zones(parts: &Parts<'_>, draft: &Draft) -> Markup {
    let ctx = parts.ctx;
    let codes = parts.answers.all("zone_code");
    let named: Vec<(&str, String)> = codes.iter().map(|code| (code.as_str(), draft.zone_name(code).to_owned())).collect();
    html! {
        p.hint { (ctx.t("setup-zones-hint")) }
        @if codes.is_empty() { p { (ctx.t("setup-zones-none")) } }
        p { a href=(ctx.link("/staff/zones")) { (ctx.t("setup-zones-list")) } }
        @for (index, (code, name)) in named.iter().enumerate() {
            input type="hidden" name="zone_code" value=(code);
            (parts.row("money", index, &ctx.tf("setup-zone-money", &[("zone", name.as_str().into())]), false))
        }
        (parts.ticks("sample", &named))
    }
}

fn eligibility(parts: &Parts<'_>) -> Markup {
    let ctx = parts.ctx;
    let ties = options(ctx, "setup-tie-", &Tie::ALL.map(Tie::code));
    html! {
        h2 { (ctx.t("setup-eligibility-ideas")) }
        (parts.number("idea_age", None))
        (parts.number("idea_contact_age", Some("setup-contact-age-hint")))
        (parts.ticks("idea_tie", &ties))
        h2 { (ctx.t("setup-eligibility-vote")) }
        (parts.number("vote_age", None))
        (parts.ticks("vote_tie", &ties))
        (parts.one_of("per", &options(ctx, "setup-per-", &["zone", "cycle"])))
        h2 { (ctx.t("setup-eligibility-propose")) }
        p { (ctx.t("setup-eligibility-propose-text")) }
    }
}

fn proposals(parts: &Parts<'_>) -> Markup {
    let ctx = parts.ctx;
    html! {
        (parts.ticks("author", &options(ctx, "setup-author-", &["committee", "organisation", "staff"])))
        (parts.tick("committee_vote"))
        (parts.number("floor", None))
        (parts.text("floor_share", Some("setup-share-hint")))
        (parts.number("cap", None))
        (parts.text("cap_share", Some("setup-share-hint")))
        (parts.number("months", None))
        (parts.number("fix_days", None))
        (parts.number("appeal_days", None))
    }
}

fn ballot(parts: &Parts<'_>) -> Markup {
    let kinds = options(parts.ctx, "setup-kind-", &["approval", "choose-1"]);
    html! {
        (parts.one_of("kind", &kinds))
        (parts.number("limit", None))
        (parts.tick("blank"))
        (parts.tick("change"))
    }
}

fn counting(parts: &Parts<'_>) -> Markup {
    let ctx = parts.ctx;
    let ids: Vec<String> = tally::RuleId::all().iter().map(tally::RuleId::id).collect();
    let rules: Vec<(&str, String)> =
        ids.iter().map(|id| (id.as_str(), format!("{} ({id})", words::rule_name(ctx, id)))).collect();
    html! {
        (parts.pick("rule", &rules))
        (parts.text("min_votes", Some("setup-min-votes-hint")))
        (parts.ticks("flag", &options(ctx, "setup-flag-", &lists::FLAGS)))
        h2 { (ctx.t("setup-equal-title")) }
        p.hint { (ctx.t("setup-equal-hint")) }
        (parts.ticks("tie_step", &options(ctx, "setup-equal-", &lists::STEPS)))
        (parts.one_of("tie_last", &options(ctx, "setup-equal-", &["lot", "order", "lexico"])))
        (parts.text("seed", Some("setup-seed-hint")))
    }
}

/// Places as they stand and room for one more.
fn places(parts: &Parts<'_>, draft: &Draft) -> Markup {
    let ctx = parts.ctx;
    let rows = parts.answers.all("place_name").len();
    html! {
        p.hint { (ctx.t("setup-places-hint")) }
        @for index in 0..=rows {
            fieldset.field {
                legend { @if index == rows { (ctx.t("setup-place-more")) } @else { (ctx.tf("setup-place-number", &[("number", (index + 1).into())])) } }
                (place_zone(parts, draft, index))
                (parts.row("place_name", index, &words::field_name(ctx, "place_name"), true))
                (parts.row("place_address", index, &words::field_name(ctx, "place_address"), true))
                @for lang in Lang::ALL {
                    (parts.row(hours_field(lang), index, &words::field_name(ctx, hours_field(lang)), true))
                }
            }
        }
    }
}

fn place_zone(parts: &Parts<'_>, draft: &Draft, index: usize) -> Markup {
    let id = format!("place_zone-{index}");
    let chosen = parts.answers.at("place_zone", index);
    html! {
        div.field {
            label for=(id) { (words::field_name(parts.ctx, "place_zone")) }
            select id=(id) name="place_zone" {
                @for money in &draft.frame.zones {
                    option value=(money.zone) selected[money.zone.as_str() == chosen] { (draft.zone_name(money.zone.as_str())) }
                }
            }
        }
    }
}

/// The public reason, which a change needs once residents have seen the cycle.
pub fn reason(ctx: &Ctx, faults: &ui::Faults, typed: &str) -> Markup {
    ui::long_text(ctx, faults, "reason", (&ctx.t("setup-reason"), Some(&ctx.t("setup-reason-hint"))), typed)
}
