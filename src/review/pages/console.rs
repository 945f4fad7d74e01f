//! The way from the console's first page to reviews.

use maud::{Markup, html};

use super::super::links;
use crate::{accounts::Grant, base::Duty, platform::web::Ctx};

/// Links to what a person's duties open; nothing without one.
pub fn console_links(ctx: &Ctx, grant: &Grant) -> Markup {
    let rows: Vec<(String, &str)> = [
        (Duty::ReviewProposals, links::queue(), "review-queue-title"),
        (Duty::DecideAppeals, links::appeals(), "appeals-title"),
        (Duty::SetUpCycle, links::departments(), "departments-title"),
    ]
    .into_iter()
    .filter(|(duty, ..)| grant.has(*duty))
    .map(|(_, address, key)| (address, key))
    .collect();
    html! {
        @if !rows.is_empty() {
            h2 { (ctx.t("review-console")) }
            ul { @for (address, key) in &rows { li { a href=(ctx.link(address)) { (ctx.t(key)) } } } }
        }
    }
}
