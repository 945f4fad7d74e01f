//! Screens of the console after the close.

mod canvass;
mod cases;
mod console;
mod opening;
mod result;
mod second;
mod voids;

pub use canvass::canvass;
pub use cases::cases;
pub use console::{ConsoleView, close, cycle, home, log};
pub use opening::{cut, open};
pub use result::result;
pub use second::second;
pub use voids::{VoidForm, voids};

use maud::{Markup, html};

use crate::{
    accounts::Grant,
    base::Duty,
    platform::{ui, web::Ctx},
};

/// A high-value act's button, or what has to come first: the duty, then a fresh second factor.
pub(super) fn act_form(ctx: &Ctx, grant: &Grant, duty: Duty, id: &str, action: &str, body: &Markup) -> Markup {
    let here = ctx.link(&ctx.path);
    html! {
        @if !grant.has(duty) {
            (ui::inset(html! { (ctx.t("console-not-yours")) }))
        } @else if grant.demand_fresh(duty, ctx.state.clock.now()).is_err() {
            p { (ctx.t("console-step-up")) }
            p.buttons { a.primary href={ (ctx.link("/staff/step-up")) "?next=" (here) } { (ctx.t("console-step-up-link")) } }
        } @else {
            (ui::form(ctx, id, action, body))
        }
    }
}
