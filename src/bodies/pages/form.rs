//! The form of a body: new, or as it stands.

use maud::{Markup, html};

use super::super::{
    links,
    model::{Body, BodyKind, ISSUE_AREAS, OrganisationKind, SPOKEN},
};
use crate::{
    base::ZoneCode,
    cycles::Zone,
    platform::{
        ui::{self, Choice, Faults, Page},
        web::Ctx,
    },
};

/// What was filled in about a body.
#[derive(Default)]
pub struct BodyForm {
    /// `committee` or `organisation`.
    pub kind: String,
    /// Name.
    pub name: String,
    /// A committee's zone.
    pub zone: String,
    /// An organisation's kind.
    pub sort: String,
    /// `yes` or `no`: can take money itself.
    pub tax: String,
    /// Identity of the fiscal sponsor.
    pub sponsor: String,
    /// Zones served.
    pub zones: Vec<String>,
    /// Languages.
    pub languages: Vec<String>,
    /// Issue areas.
    pub areas: Vec<String>,
    /// Web address.
    pub web: String,
}

impl BodyForm {
    /// The form as a body stands.
    pub fn of(body: &Body, served: &[ZoneCode]) -> Self {
        let details = &body.details;
        Self {
            kind: body.kind.code().to_owned(),
            name: body.name.clone(),
            zone: body.zone.as_ref().map(ToString::to_string).unwrap_or_default(),
            sort: details.organisation_kind.map_or("", OrganisationKind::code).to_owned(),
            tax: if details.own_tax_status { "yes" } else { "no" }.to_owned(),
            sponsor: details.sponsor.map(|sponsor| sponsor.to_string()).unwrap_or_default(),
            zones: served.iter().map(ToString::to_string).collect(),
            languages: details.languages.clone(),
            areas: details.issue_areas.clone(),
            web: details.web.clone().unwrap_or_default(),
        }
    }
}

/// What the form's page shows.
pub struct FormView<'a> {
    /// The body as it stands; nothing for a new one.
    pub body: Option<&'a Body>,
    /// What is filled in.
    pub form: &'a BodyForm,
    /// Zones to choose from.
    pub zones: &'a [Zone],
    /// Organisations that could be a fiscal sponsor.
    pub sponsors: &'a [Body],
    /// What stands under the form.
    pub under: Markup,
}

fn boxes<'a>(list: impl Iterator<Item = (&'a str, String)>, chosen: &[String]) -> Vec<Choice> {
    list.map(|(value, label)| super::choice(value, label, chosen.iter().any(|one| one == value))).collect()
}

fn organisation_fields(ctx: &Ctx, faults: &Faults, view: &FormView<'_>) -> Markup {
    let form = view.form;
    let sorts: Vec<Choice> = OrganisationKind::ALL
        .into_iter()
        .map(|sort| {
            let key = format!("bodies-org-{}", sort.code().replace('_', "-"));
            super::choice(sort.code(), ctx.t(&key), form.sort == sort.code())
        })
        .collect();
    let tax: Vec<Choice> = [("yes", "bodies-tax-yes"), ("no", "bodies-tax-no")]
        .into_iter()
        .map(|(value, key)| super::choice(value, ctx.t(key), form.tax == value))
        .collect();
    let sponsors: Vec<Choice> = std::iter::once(super::choice("", ctx.t("bodies-sponsor-none"), form.sponsor.is_empty()))
        .chain(view.sponsors.iter().map(|one| {
            let id = one.id.to_string();
            super::choice(&id, one.name.clone(), form.sponsor == id)
        }))
        .collect();
    let zones = boxes(view.zones.iter().map(|zone| (zone.code.as_str(), zone.name.clone())), &form.zones);
    html! {
        (ui::radios(ctx, faults, "sort", &html! { (ctx.t("bodies-sort")) }, &sorts))
        (ui::radios(ctx, faults, "tax", &html! { (ctx.t("bodies-tax")) }, &tax))
        (ui::select(ctx, faults, "sponsor", &ctx.t("bodies-sponsor"), &sponsors))
        (ui::checkboxes(ctx, faults, "zones", &html! { (ctx.t("bodies-zones-served")) }, &zones))
    }
}

fn committee_fields(ctx: &Ctx, faults: &Faults, view: &FormView<'_>) -> Markup {
    // A committee's zone is what it is; it is chosen once.
    if view.body.is_some() {
        return html! { p { (ctx.t("bodies-zone")) ": " bdi { (view.form.zone) } } };
    }
    let zones: Vec<Choice> = std::iter::once(super::nothing_chosen(ctx))
        .chain(
            view.zones
                .iter()
                .map(|zone| super::choice(zone.code.as_str(), zone.name.clone(), view.form.zone == zone.code.as_str())),
        )
        .collect();
    ui::select(ctx, faults, "zone", &ctx.t("bodies-zone"), &zones)
}

/// The page of a body's form.
pub fn body_form(ctx: &Ctx, faults: &Faults, view: &FormView<'_>) -> Markup {
    let form = view.form;
    let is_committee = form.kind == BodyKind::Committee.code();
    let heading = match (view.body, is_committee) {
        (Some(body), _) => body.name.clone(),
        (None, true) => ctx.t("bodies-add-committee"),
        (None, false) => ctx.t("bodies-add-organisation"),
    };
    let action = ctx.link(&view.body.map_or_else(|| format!("{}/new", links::staff()), |body| links::edit(body.id)));
    let body = html! {
        (faults.summary(ctx))
        h1 { bdi { (heading) } }
        @if let Some(body) = view.body {
            ul {
                li { a href=(ctx.link(&links::members(body.id))) { (ctx.t("bodies-members")) } }
                li { a href=(ctx.link(&links::meetings(body.id))) { (ctx.t("bodies-meetings")) } }
                li { a href=(ctx.link(&links::public(body.id))) { (ctx.t("bodies-public-page")) } }
            }
        }
        (ui::form(ctx, "body-form", &action, html! {
            input type="hidden" name="kind" value=(form.kind);
            (ui::text_field(ctx, faults, &super::line(ctx, "name", "bodies-name", None, &form.name)))
            @if is_committee { (committee_fields(ctx, faults, view)) } @else { (organisation_fields(ctx, faults, view)) }
            (ui::checkboxes(ctx, faults, "languages", &html! { (ctx.t("bodies-languages")) },
                &boxes(SPOKEN.into_iter().map(|code| (code, super::spoken(ctx, code))), &form.languages)))
            (ui::checkboxes(ctx, faults, "areas", &html! { (ctx.t("bodies-areas")) },
                &boxes(ISSUE_AREAS.into_iter().map(|code| (code, super::issue(ctx, code))), &form.areas)))
            (ui::text_field(ctx, faults, &super::line(ctx, "web", "bodies-web", Some("bodies-web-hint"), &form.web)))
            (ui::buttons(&ctx.t("bodies-save")))
        }))
        (view.under)
    };
    Page::new(ctx, heading).staff().error(!faults.is_empty()).back(ctx.link(&links::staff())).render(&body)
}
