//! Who has an account, what they may do, and inviting someone.

use maud::{Markup, html};

use super::super::model::{HeldRole, Person};
use crate::{
    base::Role,
    platform::{
        ui::{self, Choice, Faults, Field, Page},
        web::Ctx,
    },
};

/// What was typed into the invitation form, and the link made last.
#[derive(Default)]
pub struct Invited {
    /// Typed name.
    pub name: String,
    /// Typed e-mail.
    pub email: String,
    /// Chosen role's code.
    pub role: String,
    /// Typed zone code.
    pub zone: String,
    /// One-time link to hand over; shown once.
    pub link: Option<String>,
}

fn role_words(ctx: &Ctx, held: &HeldRole) -> String {
    let role = ctx.t(&format!("role-{}", held.role.code().replace('_', "-")));
    match &held.zone {
        Some(zone) => format!("{role} ({zone})"),
        None => role,
    }
}

/// The page.
pub fn people(ctx: &Ctx, faults: &Faults, people: &[Person], form: &Invited) -> Markup {
    let heading = ctx.t("people-title");
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        @if let Some(link) = &form.link {
            (ui::notice(&ctx.t("people-link-title"), html! {
                p { (ctx.t("people-link-text")) }
                p.code-box { bdi { (link) } }
            }))
        }
        div.scroll role="region" aria-label=(heading) tabindex="0" {
            table.plain {
                caption { (ctx.tf("people-count", &[("count", people.len().into())])) }
                thead { tr { @for key in ["people-name", "people-email", "people-roles", "people-state"] { th scope="col" { (ctx.t(key)) } } } }
                tbody { @for person in people {
                    tr {
                        th scope="row" { bdi { (person.name) } }
                        td { bdi { (person.email) } }
                        td { (person.roles.iter().map(|held| role_words(ctx, held)).collect::<Vec<_>>().join(", ")) }
                        td { (ctx.t(if person.is_active { "people-active" } else { "people-invited" })) }
                    }
                } }
            }
        }
        h2 { (ctx.t("people-invite-title")) }
        (invite_form(ctx, faults, form))
    };
    Page::new(ctx, heading).error(!faults.is_empty()).staff().back(ctx.link("/staff")).render(&body)
}

fn invite_form(ctx: &Ctx, faults: &Faults, form: &Invited) -> Markup {
    let field = |name, key: &str, hint: Option<&str>, value, kind| Field {
        name,
        label: ctx.t(key),
        heading: false,
        hint: hint.map(|h| ctx.t(h)),
        value,
        kind,
        wide: true,
    };
    let roles: Vec<Choice> = Role::ALL
        .into_iter()
        .map(|role| {
            let key = role.code().replace('_', "-");
            Choice {
                value: role.code().to_owned(),
                label: ctx.t(&format!("role-{key}")),
                hint: Some(ctx.t(&format!("role-{key}-does"))),
                chosen: form.role == role.code(),
            }
        })
        .collect();
    ui::form(
        ctx,
        "invite",
        &ctx.link("/staff/people"),
        html! {
            (ui::text_field(ctx, faults, &field("name", "people-name", None, &form.name, ("text", "", "off"))))
            (ui::text_field(ctx, faults, &field("email", "people-email", None, &form.email, ("email", "email", "off"))))
            (ui::radios(ctx, faults, "role", &html! { (ctx.t("people-role")) }, &roles))
            (ui::text_field(ctx, faults, &field("zone", "people-zone", Some("people-zone-hint"), &form.zone, ("text", "", "off"))))
            (ui::buttons(&ctx.t("people-invite")))
        },
    )
}
