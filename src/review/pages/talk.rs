//! Talk about sections: comments as a list with their author in the heading, and one form to write.

use maud::{Markup, html};

use super::super::model::{Person, Side, Thread};
use crate::{
    applications::{SectionName, section_words},
    platform::{
        ui::{self, Choice, Faults},
        web::Ctx,
    },
};

/// What someone typed into the form of comments.
#[derive(Clone, Debug, Default)]
pub struct Saying {
    /// `whole`, a section's name, or the thread that is answered.
    pub about: String,
    /// The words.
    pub words: String,
    /// Account to tell.
    pub tell: String,
}

/// Talk as one side sees it.
pub struct Talk<'a> {
    /// The threads.
    pub threads: &'a [Thread],
    /// Who can be named.
    pub people: &'a [Person],
    /// Address below which comments are posted.
    pub base: String,
    /// False once it is decided.
    pub is_open: bool,
    /// What was typed.
    pub typed: &'a Saying,
}

fn about(ctx: &Ctx, section: Option<SectionName>) -> String {
    section.map_or_else(|| ctx.t("talk-whole"), |section| section_words(ctx, section))
}

fn thread(ctx: &Ctx, talk: &Talk<'_>, thread: &Thread) -> Markup {
    let (key, value) = if thread.resolved_name.is_some() { ("talk-open-again", "no") } else { ("talk-settle", "yes") };
    let name = about(ctx, thread.section);
    html! {
        section.card {
            h3 { (name) " " (ui::status_tag(&ctx.t(if thread.resolved_name.is_some() { "talk-settled" } else { "talk-open" }), thread.resolved_name.is_some())) }
            @if let Some(by) = &thread.resolved_name { p.hint { (ctx.tf("talk-settled-by", &[("name", by.clone().into())])) } }
            ol.inside {
                @for comment in &thread.comments {
                    li {
                        h4 {
                            bdi { (comment.author_name) } " "
                            span.hint { (ctx.t(match comment.side { Side::Authors => "talk-side-authors", Side::City => "talk-side-city" })) ", " (ui::moment(ctx, comment.at)) }
                        }
                        @for line in comment.words.lines().filter(|line| !line.trim().is_empty()) { p dir="auto" { (line) } }
                        @if let Some(told) = &comment.told { p.hint { (ctx.tf("talk-told", &[("name", told.clone().into())])) } }
                    }
                }
            }
            (ui::form(ctx, &format!("settle-{}", thread.id), &format!("{}/threads", talk.base), html! {
                input type="hidden" name="thread" value=(thread.id);
                input type="hidden" name="settled" value=(value);
                p.buttons { button.secondary { (ctx.t(key)) span.unseen { " " (name) } } }
            }))
        }
    }
}

fn choices(ctx: &Ctx, talk: &Talk<'_>) -> (Vec<Choice>, Vec<Choice>) {
    let choice = |value: String, label: String, typed: &str| Choice { chosen: typed == value, value, label, hint: None };
    let mut places = vec![choice("whole".to_owned(), ctx.t("talk-whole"), &talk.typed.about)];
    places.extend(
        SectionName::ALL
            .into_iter()
            .map(|section| choice(section.code().to_owned(), section_words(ctx, section), &talk.typed.about)),
    );
    places.extend(talk.threads.iter().filter_map(|thread| {
        let first = thread.comments.first()?;
        let args = [
            ("section", about(ctx, thread.section).into()),
            ("name", first.author_name.clone().into()),
            ("day", ui::short_day(ctx, first.at).into()),
        ];
        Some(choice(thread.id.to_string(), ctx.tf("talk-answer-to", &args), &talk.typed.about))
    }));
    let mut people = vec![choice(String::new(), ctx.t("talk-tell-nobody"), &talk.typed.tell)];
    people.extend(talk.people.iter().map(|person| choice(person.id.to_string(), person.name.clone(), &talk.typed.tell)));
    (places, people)
}

/// The threads, and the form while talk is open. What was typed too late stays on the page to be copied.
pub fn talk(ctx: &Ctx, faults: &Faults, talk: &Talk<'_>) -> Markup {
    let (places, people) = choices(ctx, talk);
    html! {
        section #talk {
            h2 { (ctx.t("talk-title")) }
            p.hint { (ctx.t("talk-lead")) }
            @if talk.threads.is_empty() { p { (ctx.t("talk-none")) } }
            @for one in talk.threads { (thread(ctx, talk, one)) }
            @if talk.is_open || !talk.typed.words.is_empty() {
                (ui::form(ctx, "say", &format!("{}/comments", talk.base), html! {
                    (ui::select(ctx, faults, "about", &ctx.t("talk-about"), &places))
                    (ui::long_text(ctx, faults, "words", (&ctx.t("talk-words"), Some(&ctx.t("talk-words-hint"))), &talk.typed.words))
                    (ui::select(ctx, faults, "tell", &ctx.t("talk-tell"), &people))
                    @if talk.is_open { p.buttons { button.secondary { (ctx.t("talk-send")) } } }
                }))
            }
            @if !talk.is_open { p { (ctx.t("talk-over-text")) } }
        }
    }
}
