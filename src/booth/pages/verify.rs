//! The doors: text, e-mail, printed pass, in person; and giving the code (R4, R5). The last button casts.

use maud::{Markup, html};

use super::super::links;
use crate::{
    cycles::Contest,
    eligibility::CODE_DIGITS,
    platform::{
        ui::{self, Faults, Field, Page},
        web::Ctx,
    },
};

/// What a door page needs.
pub struct DoorView<'a> {
    /// The contest.
    pub contest: &'a Contest,
    /// The ballot that a form casts, as [`Journey::mark`](super::super::model::Journey::mark) names it.
    pub mark: String,
    /// What was typed before.
    pub typed: &'a str,
    /// Doors that are open.
    pub offers: Offers,
    /// Text messages wait for a gateway that does not take them.
    pub text_late: bool,
    /// E-mails wait for a relay that does not take them.
    pub email_late: bool,
}

/// The message with the code, as its page speaks of it.
pub struct CodeSent {
    /// By text message; else by e-mail.
    pub by_text: bool,
    /// Where to, mostly hidden.
    pub shown: String,
    /// It waits for a relay or gateway that does not take it.
    pub is_late: bool,
}

/// Doors that the rulebook allows and this site can serve.
#[derive(Clone, Copy)]
pub struct Offers {
    /// A code by text message.
    pub text: bool,
    /// A code by e-mail.
    pub email: bool,
    /// A code on paper.
    pub pass: bool,
}

fn other_doors(ctx: &Ctx, view: &DoorView<'_>, except: &str) -> Markup {
    let zone = &view.contest.zone.code;
    let doors = [
        (view.offers.text, "verify", "door-text"),
        (view.offers.email, "verify/email", "door-email"),
        (view.offers.pass, "verify/pass", "door-pass"),
        (true, "verify/help", "door-none"),
    ];
    html! {
        h2 { (ctx.t("door-other")) }
        ul.plain {
            @for (offered, path, key) in doors {
                @if offered && path != except { li { a href=(ctx.link(&links::step(zone, path))) { (ctx.t(key)) } } }
            }
        }
    }
}

/// Says when messages of a kind are late, and that nobody has to wait for them.
fn late_words(ctx: &Ctx, by_text: bool, is_late: bool) -> Markup {
    let lead = if by_text { "door-late-text" } else { "door-late-email" };
    html! { @if is_late { (ui::warning(&ctx.t(lead), ctx.t("door-late-choose"))) } }
}

/// Forms after the review keep saying that nothing is cast, and a lost signal keeps the choices.
fn door_page(ctx: &Ctx, faults: &Faults, view: &DoorView<'_>, path: &str, form: &Markup, back: &str) -> Markup {
    let late = match path {
        "verify/email" => late_words(ctx, false, view.email_late),
        "verify/pass" => html! {},
        _ => late_words(ctx, true, view.text_late),
    };
    let body = html! { (faults.summary(ctx)) (late) (form) (other_doors(ctx, view, path)) };
    let heading = ctx.t(match path {
        "verify/email" => "email-title",
        "verify/pass" => "pass-title",
        _ => "phone-title",
    });
    Page::new(ctx, heading)
        .place(view.contest.zone.name.clone())
        .error(!faults.is_empty())
        .back(ctx.link(&links::step(&view.contest.zone.code, back)))
        .render(&body)
}

/// What phone number should we text?
pub fn phone(ctx: &Ctx, faults: &Faults, view: &DoorView<'_>) -> Markup {
    let field = Field {
        name: "phone",
        label: ctx.t("phone-title"),
        heading: true,
        hint: Some(ctx.t("phone-hint")),
        value: view.typed,
        kind: ("tel", "tel", "tel"),
        wide: true,
    };
    let action = ctx.link(&links::step(&view.contest.zone.code, "verify"));
    let form = ui::form(
        ctx,
        "phone-form",
        &action,
        html! {
            (ui::text_field(ctx, faults, &field))
            (ui::buttons(&ctx.t("phone-send")))
            p.hint { (ctx.t("contact-use")) }
        },
    );
    door_page(ctx, faults, view, "verify", &form, "review")
}

/// What e-mail address?
pub fn email(ctx: &Ctx, faults: &Faults, view: &DoorView<'_>) -> Markup {
    let field = Field {
        name: "email",
        label: ctx.t("email-title"),
        heading: true,
        hint: Some(ctx.t("email-hint")),
        value: view.typed,
        kind: ("email", "email", "email"),
        wide: true,
    };
    let action = ctx.link(&links::step(&view.contest.zone.code, "verify/email"));
    let form = ui::form(
        ctx,
        "email-form",
        &action,
        html! {
            (ui::text_field(ctx, faults, &field))
            (ui::buttons(&ctx.t("email-send")))
            p.hint { (ctx.t("contact-use")) }
        },
    );
    door_page(ctx, faults, view, "verify/email", &form, "verify")
}

/// The form whose button casts: the code or pass, and what to say while it is sent.
fn cast_form(ctx: &Ctx, (contest, mark): (&Contest, &str), door: &str, field: &Markup) -> Markup {
    let action = ctx.link(&links::step(&contest.zone.code, "cast"));
    html! {
        form #cast-form method="post" action={ (action) "#errors" } novalidate data-cast="yes"
            data-sending=(ctx.t("cast-sending")) data-offline=(ctx.t("cast-offline")) data-retry=(ctx.t("cast-retry")) {
            input type="hidden" name="csrf" value=(ctx.csrf_token());
            input type="hidden" name="door" value=(door);
            input type="hidden" name="reviewed" value=(mark);
            (field)
            (ui::buttons(&ctx.t("cast-button")))
            p.hint { (ctx.t("cast-once")) }
            p role="status" {}
        }
    }
}

/// I have a code on paper.
pub fn pass(ctx: &Ctx, faults: &Faults, view: &DoorView<'_>) -> Markup {
    let field = Field {
        name: "code",
        label: ctx.t("pass-title"),
        heading: true,
        hint: Some(ctx.t("pass-hint")),
        value: view.typed,
        kind: ("text", "numeric", "off"),
        wide: true,
    };
    let form = cast_form(ctx, (view.contest, &view.mark), "pass", &ui::text_field(ctx, faults, &field));
    door_page(ctx, faults, view, "verify/pass", &form, "verify")
}

/// None of the doors fits: places and people.
pub fn help(ctx: &Ctx, view: &DoorView<'_>) -> Markup {
    let heading = ctx.t("door-help-title");
    let body = html! {
        h1 { (heading) }
        p { (ctx.t("door-help-text")) }
        p { a.primary href=(ctx.link("/in-person")) { (ctx.t("help-in-person")) } }
        (other_doors(ctx, view, "verify/help"))
    };
    Page::new(ctx, heading)
        .place(view.contest.zone.name.clone())
        .back(ctx.link(&links::step(&view.contest.zone.code, "verify")))
        .render(&body)
}

/// Enter the code.
pub fn code(ctx: &Ctx, faults: &Faults, (contest, mark): (&Contest, &str), sent: &CodeSent) -> Markup {
    let CodeSent { by_text, ref shown, is_late } = *sent;
    let heading = ctx.t(if by_text { "code-title-text" } else { "code-title-email" });
    let sent = ctx.tf(
        if by_text { "code-sent-text" } else { "code-sent-email" },
        &[("n", CODE_DIGITS.into()), ("shown", shown.as_str().into())],
    );
    let field = Field {
        name: "code",
        label: ctx.tf("code-label", &[("n", CODE_DIGITS.into())]),
        heading: false,
        hint: None,
        value: "",
        kind: ("text", "numeric", "one-time-code"),
        wide: false,
    };
    let zone = &contest.zone.code;
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        p { (sent) }
        (late_words(ctx, by_text, is_late))
        (cast_form(ctx, (contest, mark), "code", &ui::text_field(ctx, faults, &field)))
        p { a href=(ctx.link(&links::step(zone, "code/help"))) { (ctx.t("code-none")) } }
    };
    Page::new(ctx, heading)
        .place(contest.zone.name.clone())
        .error(!faults.is_empty())
        .back(ctx.link(&links::step(zone, "verify")))
        .render(&body)
}

/// I did not get a code. `sent` is where the last one went, `wait` the words when another was refused for now.
pub fn no_code(ctx: &Ctx, view: &DoorView<'_>, sent: Option<&CodeSent>, wait: Option<&str>) -> Markup {
    let heading = ctx.t("no-code-title");
    let zone = &view.contest.zone.code;
    let body = html! {
        h1 { (heading) }
        @if let Some(key) = wait { (ui::inset(html! { (ctx.t(key)) })) }
        @if let Some(sent) = sent {
            (late_words(ctx, sent.by_text, sent.is_late))
            p { (ctx.tf("no-code-where", &[("shown", sent.shown.as_str().into())])) " " a href=(ctx.link(&links::step(zone, "verify"))) { (ctx.t("review-change")) } }
            p { a href=(ctx.link(&links::step(zone, "code"))) { (ctx.t("no-code-have")) } }
            (ui::form(ctx, "again-form", &ctx.link(&links::step(zone, "code/again")), ui::buttons(&ctx.t("no-code-again"))))
        }
        (other_doors(ctx, view, ""))
    };
    Page::new(ctx, heading)
        .place(view.contest.zone.name.clone())
        .back(ctx.link(&links::step(zone, if sent.is_some() { "code" } else { "verify" })))
        .render(&body)
}

/// One ballot for the whole cycle, and it was cast in another zone.
pub fn zone_used(ctx: &Ctx, contest: &Contest, other: &str) -> Markup {
    let heading = ctx.t("zone-used-title");
    let body = html! {
        h1 { (heading) }
        p { (ctx.tf("zone-used-text", &[("zone", other.into())])) }
        p { a href=(ctx.link("/receipt")) { (ctx.t("footer-track")) } }
    };
    Page::new(ctx, heading).place(contest.zone.name.clone()).render(&body)
}
