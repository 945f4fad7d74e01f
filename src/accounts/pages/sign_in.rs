//! Signing in, and showing the second factor again before a high-value act.

use maud::{Markup, html};

use crate::platform::{
    ui::{self, Faults, Field, Page},
    web::Ctx,
};

/// The sign-in page; the e-mail stays as typed, the password never comes back.
pub fn sign_in(ctx: &Ctx, faults: &Faults, email: &str) -> Markup {
    let heading = ctx.t("accounts-sign-in-title");
    let field =
        |name, label: &str, value, kind, wide| Field { name, label: ctx.t(label), heading: false, hint: None, value, kind, wide };
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        (ui::form(ctx, "sign-in", &ctx.link("/staff/sign-in"), html! {
            (ui::text_field(ctx, faults, &field("email", "accounts-email", email, ("email", "email", "username"), true)))
            (ui::text_field(ctx, faults, &field("password", "accounts-password", "", ("password", "", "current-password"), true)))
            (ui::text_field(ctx, faults, &field("code", "accounts-code", "", ("text", "numeric", "one-time-code"), false)))
            (ui::buttons(&ctx.t("accounts-sign-in")))
        }))
        p.hint { (ctx.t("accounts-no-account")) }
    };
    Page::new(ctx, heading).error(!faults.is_empty()).staff().render(&body)
}

/// Asks for the second factor again.
pub fn step_up(ctx: &Ctx, faults: &Faults, next: &str) -> Markup {
    let heading = ctx.t("accounts-step-up-title");
    let field = Field {
        name: "code",
        label: heading.clone(),
        heading: true,
        hint: Some(ctx.t("accounts-step-up-hint")),
        value: "",
        kind: ("text", "numeric", "one-time-code"),
        wide: false,
    };
    let body = html! {
        (faults.summary(ctx))
        (ui::form(ctx, "step-up", &ctx.link("/staff/step-up"), html! {
            input type="hidden" name="next" value=(next);
            (ui::text_field(ctx, faults, &field))
            (ui::buttons(&ctx.t("button-continue")))
        }))
    };
    Page::new(ctx, heading).error(!faults.is_empty()).staff().render(&body)
}
