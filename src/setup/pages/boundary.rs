//! A zone's boundary for staff: the file, the preview with its neighbours, the versions.

use geo::Map;
use maud::{Markup, html};

use super::{
    super::{links, store::StoredBoundary},
    map::drawing,
};
use crate::{
    cycles::Zone,
    platform::{
        ui::{self, Faults, Field, Page},
        web::Ctx,
    },
};

/// What was filled in beside the file.
#[derive(Default)]
pub struct BoundaryForm {
    /// First day, as typed.
    pub valid_from: String,
    /// What changed and why.
    pub note: String,
}

/// A checked boundary that is not a version yet.
pub struct Preview {
    /// It, with its neighbours.
    pub map: Map,
    /// Names of zones it overlaps.
    pub overlaps: Vec<String>,
    /// Fingerprint of what is looked at.
    pub hash: String,
    /// First day.
    pub valid_from: String,
    /// What changed and why.
    pub note: String,
}

fn look(ctx: &Ctx, zone: &Zone, preview: &Preview) -> Markup {
    let action = format!("{}/confirm", links::boundary(zone.code.as_str()));
    html! {
        section.card {
            h2 { (ctx.t("boundary-preview")) }
            p { (ctx.tf("boundary-from", &[("day", preview.valid_from.as_str().into())])) " " bdi { (preview.note) } }
            @if !preview.overlaps.is_empty() {
                (ui::warning(&ctx.t("boundary-overlap"), html! {
                    (ctx.tf("boundary-overlap-with", &[("zones", preview.overlaps.join(", ").into())]))
                }))
            }
            (drawing(&preview.map, &ctx.tf("boundary-words", &[("zone", zone.name.as_str().into())])))
            (ui::form(ctx, "confirm-form", &ctx.link(&action), html! {
                input type="hidden" name="hash" value=(preview.hash);
                (ui::buttons(&ctx.t("boundary-confirm")))
            }))
        }
    }
}

/// The page.
pub fn boundary(
    ctx: &Ctx,
    zone: &Zone,
    (versions, preview): (&[StoredBoundary], Option<&Preview>),
    faults: &Faults,
    form: &BoundaryForm,
) -> Markup {
    let heading = ctx.tf("boundary-title", &[("zone", zone.name.as_str().into())]);
    let line = |name: &'static str, label: &str, hint: &str, value: &str, kind: &'static str| {
        let (label, hint) = (ctx.t(label), Some(ctx.t(hint)));
        let field = Field { name, label, heading: false, hint, value, kind: (kind, "", "off"), wide: kind == "text" };
        ui::text_field(ctx, faults, &field)
    };
    let words = (ctx.t("boundary-file"), ctx.t("boundary-file-hint"));
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        @if let Some(preview) = preview { (look(ctx, zone, preview)) }
        h2 { (ctx.t("boundary-new")) }
        (ui::upload_form(ctx, "boundary-form", &ctx.link(&links::boundary(zone.code.as_str())), html! {
            (ui::file_field(ctx, faults, "file", (&words.0, &words.1), ".geojson,.json,application/geo+json"))
            (line("valid_from", "boundary-day", "boundary-day-hint", &form.valid_from, "date"))
            (line("note", "boundary-note", "boundary-note-hint", &form.note, "text"))
            (ui::buttons(&ctx.t("boundary-send")))
        }))
        h2 { (ctx.t("boundary-versions")) }
        @if versions.is_empty() { p { (ctx.t("zone-list-no-boundary")) } }
        ol { @for version in versions.iter().rev() {
            li {
                (ctx.tf("zone-list-boundary", &[("version", i64::from(version.version).into()), ("day", version.valid_from.to_string().into())]))
                " " bdi { (version.note) } " " bdi.hint { (version.made_by.split('/').next().unwrap_or("")) }
            }
        } }
    };
    Page::new(ctx, heading).staff().error(!faults.is_empty()).back(ctx.link(&links::zones())).render(&body)
}
