//! Who looks at an application and until when, and the list of departments.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    super::{
        model::{Department, Person},
        store,
    },
    ReviewError, demand_apart, lawful, lock,
};
use crate::{
    accounts::Grant,
    applications::ApplicationId,
    base::{Duty, Role},
    bodies::BodyId,
    platform::db::CivicConn,
};

/// People who may review what a body asks for.
pub(in super::super) async fn reviewers(conn: &mut CivicConn, body: BodyId) -> Result<Vec<Person>, ReviewError> {
    let roles: Vec<Role> = Role::ALL.into_iter().filter(|role| role.duties().contains(&Duty::ReviewProposals)).collect();
    Ok(store::list_city_people(conn, &roles, body).await?)
}

/// Takes an application on one's own desk when nobody has it.
///
/// # Errors
/// [`ReviewError::TakenBy`], [`ReviewError::Tied`], [`ReviewError::OwnWork`].
pub(in super::super) async fn take(conn: &mut CivicConn, grant: &Grant, id: ApplicationId) -> Result<(), ReviewError> {
    let (application, ..) = lock(conn, id).await?;
    demand_apart(conn, grant, &application).await?;
    let matter = store::find_matter(conn, grant.account(), id).await?.ok_or(ReviewError::NotFound)?;
    match store::lock_assignment(conn, id).await? {
        Some(who) if who == grant.account() => return Ok(()),
        Some(_) => return Err(ReviewError::TakenBy(matter.reviewer.map(|person| person.name).unwrap_or_default())),
        None => {}
    }
    let department = matter.department.as_ref().map(|department| department.code.as_str());
    store::put_assignment(conn, id, (department, Some(grant.account()), matter.due_on)).await.map_err(lawful)
}

/// Where an application is put.
pub(in super::super) struct Placing {
    /// Department's code.
    pub department: Option<String>,
    /// Account of the reviewer.
    pub reviewer: Option<Uuid>,
    /// Last day; nothing: the end of the phase.
    pub due_on: Option<NaiveDate>,
}

/// Gives an application to a department and a person.
///
/// # Errors
/// [`ReviewError::NotForThem`] for someone who is no reviewer or tied to the body; [`ReviewError::NotFound`] for a department
/// that does not exist; [`ReviewError::Tied`].
pub(in super::super) async fn give(
    conn: &mut CivicConn,
    grant: &Grant,
    id: ApplicationId,
    placing: &Placing,
) -> Result<(), ReviewError> {
    let (application, ..) = lock(conn, id).await?;
    demand_apart(conn, grant, &application).await?;
    if let Some(who) = placing.reviewer
        && !reviewers(conn, application.body).await?.iter().any(|person| person.id == who)
    {
        return Err(ReviewError::NotForThem);
    }
    if let Some(code) = &placing.department
        && !store::list_departments(conn).await?.iter().any(|department| department.code == *code)
    {
        return Err(ReviewError::NotFound);
    }
    store::put_assignment(conn, id, (placing.department.as_deref(), placing.reviewer, placing.due_on)).await.map_err(lawful)
}

/// Adds a department, or gives the one with this code another name.
///
/// # Errors
/// [`ReviewError::NameTaken`].
pub(in super::super) async fn add_department(conn: &mut CivicConn, new: &Department) -> Result<(), ReviewError> {
    if store::rename_department(conn, new).await.map_err(lawful)? {
        return Ok(());
    }
    store::insert_department(conn, new).await.map_err(lawful)
}
