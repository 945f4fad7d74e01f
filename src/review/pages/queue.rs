//! The reviewers' queue: by department, late ones first.

use maud::{Markup, html};

use super::{
    super::{
        links,
        model::{Department, Matter, Queue},
    },
    due_line, place_line, title,
};
use crate::{
    applications::{self, State},
    platform::{
        ui::{self, Choice, Faults, Page},
        web::Ctx,
    },
};

fn choice(value: &str, label: String, chosen: bool) -> Choice {
    Choice { value: value.to_owned(), label, hint: None, chosen }
}

fn filters(ctx: &Ctx, queue: &Queue, zones: &[(String, String)], departments: &[Department]) -> Markup {
    let none = Faults::none();
    let mut in_zones = vec![choice("", ctx.t("review-filter-all-zones"), queue.zone.is_empty())];
    in_zones.extend(zones.iter().map(|(code, name)| choice(code, name.clone(), queue.zone == *code)));
    let mut in_states = vec![choice("", ctx.t("review-filter-waiting"), queue.state.is_empty())];
    in_states.extend(
        State::ALL
            .into_iter()
            .filter(|state| *state != State::Draft)
            .map(|state| choice(state.code(), applications::state_words(ctx, state), queue.state == state.code())),
    );
    let mut of = vec![choice("", ctx.t("review-filter-all-departments"), queue.department.is_empty())];
    of.extend(departments.iter().map(|one| choice(&one.code, one.name.clone(), queue.department == one.code)));
    let whose =
        [choice("", ctx.t("review-filter-everyone"), !queue.mine), choice("yes", ctx.t("review-filter-mine"), queue.mine)];
    ui::details(
        &ctx.t("review-filter"),
        html! {
            form #filter method="get" action=(ctx.link(&links::queue())) {
                (ui::select(ctx, &none, "zone", &ctx.t("review-filter-zone"), &in_zones))
                (ui::select(ctx, &none, "state", &ctx.t("review-filter-state"), &in_states))
                (ui::select(ctx, &none, "department", &ctx.t("review-department"), &of))
                (ui::select(ctx, &none, "mine", &ctx.t("review-filter-whose"), &whose))
                p.buttons { button.secondary { (ctx.t("review-filter-show")) } }
            }
        },
    )
}

fn matter_row(ctx: &Ctx, matter: &Matter) -> Markup {
    html! {
        section.card {
            h3 {
                a href=(ctx.link(&links::matter(matter.application))) {
                    span dir="auto" lang=(matter.source_lang) { (title(ctx, matter)) }
                }
            }
            (place_line(ctx, matter))
            p {
                @match &matter.reviewer {
                    Some(person) => { (ctx.tf("review-on-desk", &[("name", person.name.clone().into())])) }
                    None => { (ctx.t("review-on-no-desk")) }
                }
                " " (due_line(ctx, matter))
            }
            @if matter.is_tied { p.hint { (ctx.t("review-you-keep-out")) } }
            @else if matter.reviewer.is_none() && matter.state == State::Submitted {
                (ui::form(ctx, &format!("take-{}", matter.application), &ctx.link(&links::below(matter.application, "take")), html! {
                    p.buttons { button.secondary { (ctx.t("review-take")) span.unseen { " " (title(ctx, matter)) } } }
                }))
            }
        }
    }
}

/// What waits, or what the filter asks for.
pub fn queue(ctx: &Ctx, queue: &Queue, matters: &[Matter], zones: &[(String, String)], departments: &[Department]) -> Markup {
    let heading = ctx.t("review-queue-title");
    let none = ctx.t("review-no-department");
    let mut groups: Vec<(&str, Vec<&Matter>)> = Vec::new();
    for matter in matters {
        let name = matter.department.as_ref().map_or(none.as_str(), |department| department.name.as_str());
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, rows)) => rows.push(matter),
            None => groups.push((name, vec![matter])),
        }
    }
    groups.sort_by_key(|(name, _)| (*name != none, *name));
    let late = matters.iter().filter(|matter| matter.is_overdue).count();
    let body = html! {
        h1 { (heading) }
        p { (ctx.tf("review-queue-count", &[("count", matters.len().into()), ("late", late.into())])) }
        (filters(ctx, queue, zones, departments))
        @if matters.is_empty() { p { (ctx.t("review-queue-empty")) } }
        @for (name, rows) in &groups {
            h2 { bdi dir="auto" { (name) } }
            @for matter in rows { (matter_row(ctx, matter)) }
        }
        p { a href=(ctx.link(&links::ledger())) { (ctx.t("ledger-title")) } }
    };
    Page::new(ctx, heading).staff().back(ctx.link("/staff")).render(&body)
}
