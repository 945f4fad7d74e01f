//! Making and changing a body, and what it does in a cycle.

use super::{
    super::{
        model::{Body, BodyId, BodyKind, CyclePart, Details, OrganisationKind, web_address},
        store,
    },
    BodyError,
};
use crate::{
    base::{Env, ZoneCode, text},
    platform::db::CivicConn,
    transparency::{self, Act},
};

/// Longest name of a body, in characters.
const NAME_MAX: usize = 120;

/// What is typed about a body.
#[derive(Default)]
pub struct Profile {
    /// Name.
    pub name: String,
    /// A committee's zone.
    pub zone: Option<ZoneCode>,
    /// Zones that an organisation serves.
    pub zones_served: Vec<ZoneCode>,
    /// The rest; `web` as typed.
    pub details: Details,
}

/// Checks what Postgres would refuse with less friendly words.
fn checked(kind: BodyKind, profile: &Profile) -> Result<(String, Details), BodyError> {
    let name = text::one_line(&profile.name, NAME_MAX).map_err(|_| BodyError::BadName)?;
    let mut details = profile.details.clone();
    details.web = match details.web.as_deref().map(str::trim).filter(|typed| !typed.is_empty()) {
        Some(typed) => Some(web_address(typed).ok_or(BodyError::BadWeb)?),
        None => None,
    };
    match kind {
        BodyKind::Committee => {
            if profile.zone.is_none() {
                return Err(BodyError::ZoneMissing);
            }
            details.organisation_kind = None;
            details.own_tax_status = true;
            details.sponsor = None;
        }
        BodyKind::Organisation => {
            let sort = details.organisation_kind.ok_or(BodyError::KindMissing)?;
            if sort == OrganisationKind::ResidentGroup && !details.own_tax_status && details.sponsor.is_none() {
                return Err(BodyError::SponsorMissing);
            }
        }
    }
    Ok((name, details))
}

/// Makes a body: a committee, or a nonprofit with a tax status of its own. For seeds; people use the staff page.
///
/// # Errors
/// [`BodyError`].
pub async fn create_body(
    conn: &mut CivicConn,
    env: &Env,
    kind: BodyKind,
    name: &str,
    zone: Option<&ZoneCode>,
) -> Result<BodyId, BodyError> {
    let organisation_kind = (kind == BodyKind::Organisation).then_some(OrganisationKind::Nonprofit);
    let details = Details { organisation_kind, own_tax_status: true, ..Details::default() };
    let profile =
        Profile { name: name.to_owned(), zone: zone.cloned(), zones_served: zone.cloned().into_iter().collect(), details };
    insert(conn, env, kind, &profile).await.map(|body| body.id)
}

async fn insert(conn: &mut CivicConn, env: &Env, kind: BodyKind, profile: &Profile) -> Result<Body, BodyError> {
    let (name, details) = checked(kind, profile)?;
    let body = Body { id: BodyId(env.random.uuid()), kind, name, zone: profile.zone.clone(), details };
    store::insert_body(conn, &body).await?;
    if kind == BodyKind::Organisation {
        store::replace_zones_served(conn, body.id, &profile.zones_served).await?;
    }
    Ok(body)
}

/// Makes a body and records it.
///
/// # Errors
/// [`BodyError`].
pub async fn make_body(
    conn: &mut CivicConn,
    env: &Env,
    actor: &str,
    kind: BodyKind,
    profile: &Profile,
) -> Result<BodyId, BodyError> {
    let body = insert(conn, env, kind, profile).await?;
    let act = Act::general("body.made", actor).fact("name", body.name).fact("kind", kind.code());
    transparency::record(conn, env.now, &act).await?;
    Ok(body.id)
}

/// Changes a body's name and details and records it.
///
/// # Errors
/// [`BodyError`].
pub async fn change_body(conn: &mut CivicConn, env: &Env, actor: &str, body: &Body, profile: &Profile) -> Result<(), BodyError> {
    store::lock_body(conn, body.id).await?;
    let profile_of_old_zone = Profile {
        zone: body.zone.clone(),
        name: profile.name.clone(),
        details: profile.details.clone(),
        zones_served: Vec::new(),
    };
    let (name, details) = checked(body.kind, &profile_of_old_zone)?;
    store::mark_body(conn, body.id, &name, &details).await?;
    if body.kind == BodyKind::Organisation {
        store::replace_zones_served(conn, body.id, &profile.zones_served).await?;
    }
    let act = Act::general("body.changed", actor).fact("name", name);
    Ok(transparency::record(conn, env.now, &act).await?)
}

/// Gives a body a part in a cycle.
///
/// # Errors
/// [`BodyError::PartHeld`], [`BodyError::TextMissing`] for a note that is too long.
pub async fn give_part(conn: &mut CivicConn, env: &Env, actor: &str, body: &Body, part: &CyclePart) -> Result<(), BodyError> {
    let note = match part.note.trim() {
        "" => String::new(),
        typed => text::one_line(typed, 300).map_err(|_| BodyError::TextMissing)?,
    };
    if !store::insert_part(conn, body.id, &CyclePart { note, ..part.clone() }).await? {
        return Err(BodyError::PartHeld);
    }
    let act = Act::new(part.cycle.as_str(), "part.given", actor).fact("name", body.name.as_str()).fact("part", part.role.code());
    Ok(transparency::record(conn, env.now, &act).await?)
}

/// Takes a part away again; the act stays.
///
/// # Errors
/// [`BodyError::NotFound`].
pub async fn take_part(conn: &mut CivicConn, env: &Env, actor: &str, body: &Body, part: &CyclePart) -> Result<(), BodyError> {
    if !store::delete_part(conn, body.id, &part.cycle, part.role).await? {
        return Err(BodyError::NotFound);
    }
    let act = Act::new(part.cycle.as_str(), "part.taken", actor).fact("name", body.name.as_str()).fact("part", part.role.code());
    Ok(transparency::record(conn, env.now, &act).await?)
}
