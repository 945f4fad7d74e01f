//! Screens of events: the public list by zone, the staff list, the form.

use maud::{Markup, html};

use super::{
    links,
    model::{Event, EventKind, EventText},
};
use crate::{
    base::local,
    bodies::SPOKEN,
    cycles::Zone,
    platform::{
        ui::{self, Choice, Faults, Field, Page},
        web::Ctx,
    },
};

/// What was filled in about an event.
#[derive(Default)]
pub struct EventForm {
    /// Zone code.
    pub zone: String,
    /// Kind's code.
    pub kind: String,
    /// Day.
    pub day: String,
    /// Start.
    pub from: String,
    /// End.
    pub until: String,
    /// Place.
    pub place: String,
    /// Languages spoken there.
    pub languages: Vec<String>,
    /// English words.
    pub en: EventText,
    /// Spanish words.
    pub es: EventText,
}

impl EventForm {
    /// The form as an event stands.
    pub fn of(event: &Event) -> Self {
        let (day, from) = local::fields_of(event.what.starts_at);
        let text = |lang| event.what.texts.iter().find(|(one, _)| *one == lang).map(|(_, text)| text.clone()).unwrap_or_default();
        Self {
            zone: event.what.zone.to_string(),
            kind: event.what.kind.code().to_owned(),
            day,
            from,
            until: local::fields_of(event.what.ends_at).1,
            place: event.what.place.clone(),
            languages: event.what.languages.clone(),
            en: text(crate::base::Lang::En),
            es: text(crate::base::Lang::Es),
        }
    }
}

fn kind_words(ctx: &Ctx, kind: EventKind) -> String {
    ctx.t(&format!("event-kind-{}", kind.code().replace('_', "-")))
}

fn card(ctx: &Ctx, event: &Event) -> Markup {
    let what = &event.what;
    let (lang, words) = event.text(ctx.lang);
    let spoken: Vec<String> = what.languages.iter().map(|code| ctx.t(&format!("bodies-spoken-{code}"))).collect();
    html! {
        section.card {
            h3 lang=(lang.code()) dir="auto" { (words.title) }
            @if let Some(reason) = &event.cancelled_because {
                p { (ui::status_tag(&ctx.t("event-cancelled"), false)) " " bdi { (reason) } }
            }
            p {
                (kind_words(ctx, what.kind)) br;
                strong { (ui::moment(ctx, what.starts_at)) } br;
                (ctx.tf("event-until-line", &[("time", ui::clock_time(ctx, what.ends_at).into())])) br;
                bdi { (what.place) }
            }
            p { (ctx.t("event-languages")) ": " (spoken.join(", ")) }
            @for line in words.text.lines() { p lang=(lang.code()) dir="auto" { (line) } }
            @if !words.access.is_empty() { p { (ctx.t("event-access")) ": " bdi lang=(lang.code()) { (words.access) } } }
        }
    }
}

/// Events to come by zone, and past ones folded.
pub fn list(ctx: &Ctx, zones: &[Zone], events: &[Event]) -> Markup {
    let heading = ctx.t("event-title");
    let (past, coming): (Vec<&Event>, Vec<&Event>) = events.iter().partition(|event| event.is_over);
    let body = html! {
        h1 { (heading) }
        p.lead { (ctx.t("event-lead")) }
        @if coming.is_empty() { p { (ctx.t("event-none")) } }
        @for zone in zones {
            @let here: Vec<&&Event> = coming.iter().filter(|event| event.what.zone == zone.code).collect();
            @if !here.is_empty() {
                h2 { (zone.name) }
                @for event in here { (card(ctx, event)) }
            }
        }
        @if !past.is_empty() {
            (ui::details(&ctx.t("event-past"), html! { @for event in past.iter().rev() { (card(ctx, event)) } }))
        }
    };
    Page::new(ctx, heading).back(ctx.link("")).render(&body)
}

/// Every event with its page, the latest first.
pub fn staff_list(ctx: &Ctx, zones: &[Zone], events: &[Event]) -> Markup {
    let heading = ctx.t("event-staff-title");
    let zone =
        |event: &Event| zones.iter().find(|zone| zone.code == event.what.zone).map_or("", |zone| zone.name.as_str()).to_owned();
    let body = html! {
        h1 { (heading) }
        p { a href={ (ctx.link(&links::staff())) "/new" } { (ctx.t("event-add")) } }
        p { a href=(ctx.link(&links::all())) { (ctx.t("event-public-page")) } }
        @if events.is_empty() { p { (ctx.t("event-none")) } }
        ul.plain { @for event in events.iter().rev() {
            li {
                a href=(ctx.link(&links::edit(event.id))) { bdi { (event.text(ctx.lang).1.title) } }
                @if event.cancelled_because.is_some() { " " (ui::status_tag(&ctx.t("event-cancelled"), false)) }
                p.hint { (zone(event)) " · " (ui::moment(ctx, event.what.starts_at)) }
            }
        } }
    };
    Page::new(ctx, heading).staff().back(ctx.link("/staff")).render(&body)
}

fn field<'a>(ctx: &Ctx, name: &'static str, key: &str, value: &'a str, kind: &'static str) -> Field<'a> {
    let wide = kind == "text";
    Field { name, label: ctx.t(key), heading: false, hint: None, value, kind: (kind, "", "off"), wide }
}

fn choices<'a>(list: impl Iterator<Item = (&'a str, String)>, chosen: &[String]) -> Vec<Choice> {
    list.map(|(value, label)| Choice {
        value: value.to_owned(),
        label,
        hint: None,
        chosen: chosen.iter().any(|one| one == value),
    })
    .collect()
}

fn fields(ctx: &Ctx, faults: &Faults, zones: &[Zone], form: &EventForm) -> Markup {
    let of_zone = std::slice::from_ref(&form.zone);
    let of_kind = std::slice::from_ref(&form.kind);
    let none = std::iter::once(("", ctx.t("bodies-choose")));
    let place = Field { hint: Some(ctx.t("event-place-hint")), ..field(ctx, "place", "event-place", &form.place, "text") };
    let access = ctx.t("event-access-hint");
    let access = Some(access.as_str());
    html! {
        (ui::select(ctx, faults, "zone", &ctx.t("event-zone"),
            &choices(none.chain(zones.iter().map(|zone| (zone.code.as_str(), zone.name.clone()))), of_zone)))
        (ui::radios(ctx, faults, "kind", &html! { (ctx.t("event-kind")) },
            &choices(EventKind::ALL.into_iter().map(|kind| (kind.code(), kind_words(ctx, kind))), of_kind)))
        (ui::text_field(ctx, faults, &field(ctx, "day", "event-day", &form.day, "date")))
        (ui::text_field(ctx, faults, &field(ctx, "from", "event-from", &form.from, "time")))
        (ui::text_field(ctx, faults, &field(ctx, "until", "event-until", &form.until, "time")))
        (ui::text_field(ctx, faults, &place))
        (ui::checkboxes(ctx, faults, "languages", &html! { (ctx.t("event-languages")) },
            &choices(SPOKEN.into_iter().map(|code| (code, ctx.t(&format!("bodies-spoken-{code}")))), &form.languages)))
        (ui::text_field(ctx, faults, &field(ctx, "title-en", "event-title-en", &form.en.title, "text")))
        (ui::text_area(ctx, faults, "text-en", &ctx.t("event-text-en"), &form.en.text))
        (ui::long_text(ctx, faults, "access-en", (&ctx.t("event-access-en"), access), &form.en.access))
        (ui::text_field(ctx, faults, &field(ctx, "title-es", "event-title-es", &form.es.title, "text")))
        (ui::text_area(ctx, faults, "text-es", &ctx.t("event-text-es"), &form.es.text))
        (ui::long_text(ctx, faults, "access-es", (&ctx.t("event-access-es"), access), &form.es.access))
        (ui::buttons(&ctx.t("event-save")))
    }
}

/// The form's page; for an event that exists also cancelling it. `reason` is what was typed there.
pub fn form(ctx: &Ctx, faults: &Faults, zones: &[Zone], event: Option<&Event>, (form, reason): (&EventForm, &str)) -> Markup {
    let heading = ctx.t(if event.is_some() { "event-change-title" } else { "event-add" });
    let action = ctx.link(&event.map_or_else(|| format!("{}/new", links::staff()), |event| links::edit(event.id)));
    let why = Field { hint: Some(ctx.t("event-reason-hint")), ..field(ctx, "reason", "event-reason", reason, "text") };
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        @match event {
            Some(event) if event.cancelled_because.is_some() => {
                p { (ctx.t("event-over-text")) }
                (card(ctx, event))
            }
            _ => (ui::form(ctx, "event-form", &action, fields(ctx, faults, zones, form))),
        }
        @if event.is_some_and(|event| event.cancelled_because.is_none()) {
            h2 { (ctx.t("event-cancel-title")) }
            (ui::form(ctx, "cancel-form", &format!("{action}/cancel"), html! {
                (ui::text_field(ctx, faults, &why))
                (ui::buttons(&ctx.t("event-cancel")))
            }))
        }
    };
    Page::new(ctx, heading).staff().error(!faults.is_empty()).back(ctx.link(&links::staff())).render(&body)
}
