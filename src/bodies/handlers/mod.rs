//! HTTP of bodies. This file: what the pages share, and which field a refusal belongs to.

pub mod disclosures;
pub mod home;
pub mod meetings;
pub mod members;
pub mod minutes;
pub mod public;
pub mod staff;
pub mod term;
pub mod votes;

use uuid::Uuid;

use super::{
    actions::{self, BodyError},
    model::Body,
    store,
};
use crate::{
    accounts::Grant,
    platform::{
        ui::Faults,
        web::{Ctx, Problem},
    },
};

/// A part of the path that is an identity.
fn segment(ctx: &Ctx, name: &str) -> Result<Uuid, Problem> {
    ctx.segment(name).parse().map_err(|_| Problem::not_found())
}

async fn load_body(ctx: &Ctx) -> Result<Body, Problem> {
    let id = segment(ctx, "body")?;
    let found = ctx.state.civic.read(async |conn| store::find_body(conn, id).await).await?;
    found.ok_or_else(Problem::not_found)
}

/// The body, for those who belong to it today and for staff; others learn only that it is not theirs.
async fn load_own_body(ctx: &Ctx, grant: &Grant) -> Result<Body, Problem> {
    let body = load_body(ctx).await?;
    ctx.state
        .civic
        .read(async |conn| {
            let day = store::today(conn).await?;
            actions::demand_work(conn, grant, body.id, day).await
        })
        .await?;
    Ok(body)
}

/// Cuts what was typed to a length that no field of ours needs.
fn typed(text: &str) -> String {
    text.chars().take(20_000).collect()
}

/// The field and the words of a refusal that the form's page shows again; other refusals are pages of their own.
/// `text` is the field whose words may be too long.
fn fault(error: &BodyError, text: &'static str) -> Option<(&'static str, &'static str)> {
    Some(match error {
        BodyError::BadName => ("name", "bodies-name-empty"),
        BodyError::NameTaken => ("name", "bodies-name-taken"),
        BodyError::ZoneMissing => ("zone", "bodies-zone-empty"),
        BodyError::KindMissing => ("sort", "bodies-sort-empty"),
        BodyError::BadWeb => ("web", "bodies-web-wrong"),
        BodyError::SponsorMissing => ("sponsor", "bodies-sponsor-empty"),
        BodyError::SponsorTakesNoMoney => ("sponsor", "bodies-sponsor-wrong"),
        BodyError::SponsorCircle => ("sponsor", "bodies-sponsor-circle-wrong"),
        BodyError::PartHeld => ("part", "bodies-part-held"),
        BodyError::BadEmail => ("email", "accounts-email-wrong"),
        BodyError::SeatHeld => ("email", "term-seat-held"),
        BodyError::EndsTooEarly => ("until", "term-until-wrong"),
        BodyError::TermsOverlap => ("until", "term-overlap-wrong"),
        BodyError::TermOver => ("reason", "term-over-wrong"),
        BodyError::LastChair => ("reason", "term-last-chair-wrong"),
        BodyError::ReasonMissing => ("reason", "bodies-reason-empty"),
        BodyError::PlaceMissing => ("place", "meeting-place-empty"),
        BodyError::TextMissing => (text, "bodies-text-wrong"),
        BodyError::MotionMissing => ("motion", "vote-motion-empty"),
        BodyError::NotBegun => ("present", "meeting-not-begun-wrong"),
        BodyError::NotMembers => ("present", "meeting-members-wrong"),
        BodyError::PresenceFixed => ("present", "meeting-fixed-wrong"),
        BodyError::PresenceMissing => ("meeting", "vote-presence-empty"),
        BodyError::TooManyVotes => ("in_favour", "vote-too-many-wrong"),
        BodyError::Published => ("text", "minutes-changed-wrong"),
        BodyError::TieStands => ("body", "disclosure-stands-wrong"),
        BodyError::TieWordsMissing => ("words", "disclosure-words-empty"),
        BodyError::TieEnded => ("reason", "disclosure-over"),
        BodyError::CalledOff | BodyError::NotFound | BodyError::NotYours | BodyError::Account(_) | BodyError::Db(_) => {
            return None;
        }
    })
}

/// A refusal as the faults of its form, or as a problem.
fn faults(error: BodyError, text: &'static str) -> Result<Faults, Problem> {
    match fault(&error, text) {
        Some((field, key)) => Ok(Faults::one(field, key)),
        None => Err(error.into()),
    }
}
