//! Accepting an invitation: a password and a second factor, on one page.

use maud::{Markup, html};

use crate::platform::{
    ui::{self, Faults, Field, Page},
    web::Ctx,
};

/// What the page shows.
pub struct InvitationView<'a> {
    /// Token of the link.
    pub token: &'a str,
    /// Invited person's name.
    pub name: &'a str,
    /// Their e-mail, which is their user name.
    pub email: &'a str,
    /// Second-factor secret in base32.
    pub secret: &'a str,
    /// The same as an address for authenticator apps.
    pub address: &'a str,
}

/// The page.
pub fn invitation(ctx: &Ctx, faults: &Faults, view: &InvitationView<'_>) -> Markup {
    let heading = ctx.tf("accounts-welcome-title", &[("name", view.name.into())]);
    let action = ctx.link(&super::super::links::invitation(view.token));
    let password = Field {
        name: "password",
        label: ctx.t("accounts-new-password"),
        heading: false,
        hint: Some(ctx.t("accounts-new-password-hint")),
        value: "",
        kind: ("password", "", "new-password"),
        wide: true,
    };
    let code = Field {
        name: "code",
        label: ctx.t("accounts-first-code"),
        heading: false,
        hint: None,
        value: "",
        kind: ("text", "numeric", "one-time-code"),
        wide: false,
    };
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        p { (ctx.tf("accounts-welcome-text", &[("email", view.email.into())])) }
        (ui::form(ctx, "invitation", &action, html! {
            input type="hidden" name="username" value=(view.email) autocomplete="username";
            (ui::text_field(ctx, faults, &password))
            h2 { (ctx.t("accounts-totp-title")) }
            p { (ctx.t("accounts-totp-text")) }
            @if let Some(picture) = ui::qr(view.address, &ctx.t("accounts-totp-picture")) { (picture) }
            p { (ctx.t("accounts-totp-by-hand")) " " code.code-box #totp-secret { (view.secret) } }
            (ui::text_field(ctx, faults, &code))
            (ui::buttons(&ctx.t("accounts-start")))
        }))
    };
    Page::new(ctx, heading).error(!faults.is_empty()).staff().render(&body)
}
