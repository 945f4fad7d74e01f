//! Typing in an idea from paper, a call or an event; the page stays for the next one.

use maud::{Markup, html};

use super::super::{
    handlers::Scene,
    links,
    model::{Channel, PLACE_MAX, WORDS_MAX},
};
use crate::{
    cycles::Contest,
    platform::{
        ui::{self, Choice, Faults, Field, Page},
        web::Ctx,
    },
};

/// Languages spoken in the zones (`la_repair.md` 2.2), by their own names.
pub const LANGS: [(&str, &str); 9] = [
    ("en", "English"),
    ("es", "Español"),
    ("ar", "العربية"),
    ("hy", "Հայերեն"),
    ("km", "ខ្មែរ"),
    ("ko", "한국어"),
    ("tl", "Tagalog"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
];

/// What was typed; kept when it is refused.
#[derive(Default)]
pub struct EnterForm {
    /// One-time token of the form.
    pub token: String,
    /// Code of the way it came in.
    pub channel: String,
    /// Name of the event.
    pub event: String,
    /// Zone code.
    pub zone: String,
    /// Corner or place.
    pub place: String,
    /// The words.
    pub words: String,
    /// Language code.
    pub lang: String,
}

fn text<'a>(ctx: &Ctx, name: &'static str, key: &str, hint: Option<String>, value: &'a str) -> Field<'a> {
    Field { name, label: ctx.t(key), heading: false, hint, value, kind: ("text", "", "off"), wide: true }
}

/// The page; `saved` is the number of the idea before.
pub fn enter(
    ctx: &Ctx,
    faults: &Faults,
    (scene, area): (&Scene, &str),
    zones: &[&Contest],
    form: &EnterForm,
    saved: Option<i32>,
) -> Markup {
    let heading = ctx.t("idea-enter-title");
    let cycle = &scene.cycle.slug;
    let body = html! {
        (faults.summary(ctx))
        @if let Some(number) = saved {
            (ui::notice(&ctx.tf("idea-saved", &[("number", number.to_string().into())]), html! { p { (ctx.t("idea-saved-next")) } }))
        }
        h1 { (heading) }
        p { (ctx.t("idea-enter-lead")) }
        (ui::form(ctx, "enter", &ctx.link(&links::desk(area, "enter", cycle)), fields(ctx, faults, zones, form)))
    };
    let back = links::desk(area, "", cycle);
    Page::new(ctx, heading).place(scene.cycle.title.clone()).staff().error(!faults.is_empty()).back(ctx.link(&back)).render(&body)
}

fn fields(ctx: &Ctx, faults: &Faults, zones: &[&Contest], form: &EnterForm) -> Markup {
    let choice = |value: &str, label: String, chosen: bool| Choice { value: value.to_owned(), label, hint: None, chosen };
    let channels: Vec<Choice> = Channel::TYPED_IN
        .into_iter()
        .map(|channel| {
            let words = ctx.t(&format!("idea-channel-{}", channel.code()));
            choice(channel.code(), words, form.channel == channel.code())
        })
        .collect();
    let zones: Vec<Choice> = zones
        .iter()
        .map(|contest| choice(contest.zone.code.as_str(), contest.zone.name.clone(), form.zone == contest.zone.code.as_str()))
        .collect();
    let mut langs = vec![choice("", ctx.t("idea-lang-other"), form.lang.is_empty())];
    langs.extend(LANGS.into_iter().map(|(code, name)| choice(code, name.to_owned(), form.lang == code)));
    let hint = ctx.tf("idea-words-hint", &[("max", WORDS_MAX.into())]);
    let place_hint = ctx.tf("idea-place-hint", &[("max", PLACE_MAX.into())]);
    html! {
        input type="hidden" name="token" value=(form.token);
        (ui::radios(ctx, faults, "channel", &html! { (ctx.t("idea-channel")) }, &channels))
        (ui::text_field(ctx, faults, &text(ctx, "event", "idea-event-name", Some(ctx.t("idea-event-name-hint")), &form.event)))
        (ui::radios(ctx, faults, "zone", &html! { (ctx.t("idea-zone")) }, &zones))
        (ui::long_text(ctx, faults, "words", (&ctx.t("idea-enter-words"), Some(&hint)), &form.words))
        (ui::text_field(ctx, faults, &text(ctx, "place", "idea-place-label", Some(place_hint), &form.place)))
        (ui::select(ctx, faults, "lang", &ctx.t("idea-lang"), &langs))
        (ui::buttons(&ctx.t("idea-save")))
    }
}
