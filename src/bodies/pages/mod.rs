//! Screens of bodies, and the words they share.

mod disclosures;
mod form;
mod home;
mod meeting;
mod meetings;
mod members;
mod public;
mod staff;
mod term;
mod vote;

pub use disclosures::{DisclosuresView, TieForm, disclosure, disclosures};
pub use form::{BodyForm, FormView, body_form};
pub use home::{console_links, home};
pub use meeting::{MeetingView, MinutesForm, meeting};
pub use meetings::{PlanForm, meetings};
pub use members::{InviteForm, MembersView, Outcome, members};
pub use public::{CycleTies, PublicMeeting, PublicView, body, index, register};
pub use staff::{PartForm, list, parts};
pub use term::{TermForm, term};
pub use vote::{VoteForm, vote};

use chrono::NaiveDate;
use maud::{Markup, html};

use super::model::{Body, BodyKind};
use crate::{
    base::local,
    platform::{
        ui::{self, Choice, Field},
        web::Ctx,
    },
};

/// A wide field for one line of words.
fn line<'a>(ctx: &Ctx, name: &'static str, key: &str, hint: Option<&str>, value: &'a str) -> Field<'a> {
    let hint = hint.map(|key| ctx.t(key));
    Field { name, label: ctx.t(key), heading: false, hint, value, kind: ("text", "", "off"), wide: true }
}

/// A short field of another kind, such as `date` or a number.
fn short<'a>(
    ctx: &Ctx,
    name: &'static str,
    key: &str,
    value: &'a str,
    kind: (&'static str, &'static str, &'static str),
) -> Field<'a> {
    Field { kind, wide: false, ..line(ctx, name, key, None, value) }
}

/// A day in words.
fn day(ctx: &Ctx, day: NaiveDate) -> String {
    ui::short_day(ctx, local::noon_of(day))
}

/// What a body is, in words.
fn kind(ctx: &Ctx, body: &Body) -> String {
    match (body.kind, body.details.organisation_kind) {
        (BodyKind::Organisation, Some(sort)) => ctx.t(&format!("bodies-org-{}", sort.code().replace('_', "-"))),
        (BodyKind::Organisation, None) => ctx.t("bodies-organisation"),
        (BodyKind::Committee, _) => ctx.t("bodies-committee"),
    }
}

/// A language's name in words.
fn spoken(ctx: &Ctx, code: &str) -> String {
    ctx.t(&format!("bodies-spoken-{code}"))
}

/// An issue area in words.
fn issue(ctx: &Ctx, code: &str) -> String {
    ctx.t(&format!("bodies-issue-{}", code.to_lowercase()))
}

fn choice(value: &str, label: String, chosen: bool) -> Choice {
    Choice { value: value.to_owned(), label, hint: None, chosen }
}

/// The empty first line of a list to choose from.
fn nothing_chosen(ctx: &Ctx) -> Choice {
    choice("", ctx.t("bodies-choose"), false)
}

/// Paragraphs as they were typed.
fn paragraphs(text: &str) -> Markup {
    html! { @for line in text.lines().filter(|line| !line.trim().is_empty()) { p dir="auto" { (line) } } }
}
