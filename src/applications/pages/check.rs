//! Checking everything before handing in (ux.md C9).

use maud::{Markup, html};

use super::{
    super::{actions::Hurdle, links, model::SectionName},
    Workshop, section_words, whole,
};
use crate::platform::{
    ui::{self, Page},
    web::Ctx,
};

fn hurdle_line(ctx: &Ctx, workshop: &Workshop, hurdle: &Hurdle) -> Markup {
    let id = workshop.draft.application.id;
    let (section, words) = match hurdle {
        Hurdle::Unfinished(section) => {
            (Some(*section), ctx.tf("hurdle-unfinished", &[("section", section_words(ctx, *section).into())]))
        }
        Hurdle::TooLittle(least) => (Some(SectionName::Cost), ctx.tf("hurdle-too-little", &[("least", ui::shown(least).into())])),
        Hurdle::TooMuch(most) => (Some(SectionName::Cost), ctx.tf("hurdle-too-much", &[("most", ui::shown(most).into())])),
        Hurdle::TooLong(months) => (Some(SectionName::When), ctx.tf("hurdle-too-long", &[("months", i64::from(*months).into())])),
        Hurdle::NoVote => (None, ctx.t("hurdle-no-vote")),
    };
    let address = match section {
        Some(section) => links::section(id, section),
        None => super::home::vote_address(ctx, workshop),
    };
    html! { li { a href=(ctx.link(&address)) { (words) } } }
}

/// Everything once more, what is still missing, and the button.
pub fn check(ctx: &Ctx, workshop: &Workshop, refused: bool) -> Markup {
    let heading = ctx.t("check-title");
    let id = workshop.draft.application.id;
    let change = |section| ctx.link(&links::section(id, section));
    let body = html! {
        @if !workshop.hurdles.is_empty() {
            div.errors #errors tabindex="-1" { div role=[refused.then_some("alert")] {
                h2 { (ctx.t("check-missing")) }
                ul { @for hurdle in &workshop.hurdles { (hurdle_line(ctx, workshop, hurdle)) } }
            } }
        }
        h1 { (heading) }
        p { (ctx.t("check-lead")) }
        (whole::whole(ctx, &workshop.draft, &workshop.contest.budget.currency, Some(&change)))
        (ui::form(ctx, "submit", &ctx.link(&links::page(id, "submit")), html! {
            p { (ctx.t("check-after")) }
            (ui::buttons(&ctx.t("check-send")))
        }))
    };
    Page::new(ctx, heading).error(refused).staff().back(ctx.link(&links::tasks(id))).render(&body)
}
