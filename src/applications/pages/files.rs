//! Pictures and attachments with their words, and the ideas that a proposal answers (ux.md C8).

use maud::{Markup, html};

use super::{
    super::{links, model::Draft},
    Workshop,
};
use crate::{
    ideas::Concept,
    platform::{
        files,
        ui::{self, Choice, Faults, Page},
        web::Ctx,
    },
};

/// The pictures and files there are, each with its button, and the form for one more.
pub fn photo_page(ctx: &Ctx, workshop: &Workshop, open: bool, faults: &Faults, words: &str) -> Markup {
    let draft = &workshop.draft;
    let id = draft.application.id;
    let lang = draft.application.source_lang.as_str();
    let remove = |kind: &str, item: &uuid::Uuid, about: &str| {
        let action = ctx.link(&links::page(id, "files/remove"));
        html! {
            @if open {
                (ui::form(ctx, &format!("remove-{item}"), &action, html! {
                    input type="hidden" name=(kind) value=(item);
                    p.buttons { button.secondary { (ctx.t("files-remove")) span.unseen { " " (about) } } }
                }))
            }
        }
    };
    html! {
        p { (ctx.t("files-lead")) }
        @for photo in &draft.photos {
            figure {
                img src=(files::address(&photo.small, "image/jpeg")) alt=(photo.alt) lang=(lang) loading="lazy";
                figcaption dir="auto" lang=(lang) { (photo.alt) }
            }
            (remove("photo", &photo.id, &photo.alt))
        }
        @for attachment in &draft.attachments {
            p {
                a href=(files::address(&attachment.file, "application/pdf")) { bdi { (attachment.name) } " (PDF)" }
                " " span dir="auto" lang=(lang) { (attachment.summary) }
            }
            (remove("attachment", &attachment.id, &attachment.name))
        }
        @if open { (add_form(ctx, workshop, faults, words)) }
    }
}

fn add_form(ctx: &Ctx, workshop: &Workshop, faults: &Faults, typed: &str) -> Markup {
    let action = ctx.link(&links::page(workshop.draft.application.id, "files"));
    let words = (&*ctx.t("files-file"), &*ctx.t("files-file-hint"));
    ui::upload_form(
        ctx,
        "add-file",
        &action,
        html! {
            (ui::file_field(ctx, faults, "file", words, "image/jpeg,image/png,image/webp,application/pdf"))
            (ui::long_text(ctx, faults, "words", (&ctx.t("files-words"), Some(&ctx.t("files-words-hint"))), typed))
            p.buttons { button.secondary { (ctx.t("files-add")) } }
        },
    )
}

/// The proposals that answer a concept and were handed in, each with its public page.
pub fn answers(ctx: &Ctx, concept: &Concept, answers: &[Draft]) -> Markup {
    html! {
        h2 { (ctx.t("concept-answers")) }
        @if answers.is_empty() { p { (ctx.t("concept-answers-none")) } }
        ul {
            @for draft in answers {
                @let address = format!("/proposals/{}/{}/{}", concept.cycle, concept.zone, draft.application.number);
                li {
                    a href=(ctx.link(&address)) { span dir="auto" lang=(draft.application.source_lang) { (draft.title()) } }
                    " · " (super::state_words(ctx, draft.application.state))
                }
            }
        }
    }
}

/// The concepts of the zone, those that are answered ticked.
pub fn concepts(ctx: &Ctx, workshop: &Workshop, all: &[Concept], linked: &[crate::ideas::ConceptId]) -> Markup {
    let heading = ctx.t("application-concepts");
    let id = workshop.draft.application.id;
    let choices: Vec<Choice> = all
        .iter()
        .map(|concept| Choice {
            value: concept.id.0.to_string(),
            label: concept.title.clone(),
            hint: Some(concept.summary.clone()),
            chosen: linked.contains(&concept.id),
        })
        .collect();
    let body = html! {
        h1 { (heading) }
        p { (ctx.t("application-concepts-lead")) }
        @if all.is_empty() { p { (ctx.t("application-concepts-none")) } }
        @else {
            (ui::form(ctx, "concepts", &ctx.link(&links::page(id, "concepts")), html! {
                (ui::checkboxes(ctx, &Faults::none(), "concept", &html! { (ctx.t("application-concepts-which")) }, &choices))
                (ui::buttons(&ctx.t("section-save")))
            }))
        }
    };
    Page::new(ctx, heading).staff().back(ctx.link(&links::tasks(id))).render(&body)
}
