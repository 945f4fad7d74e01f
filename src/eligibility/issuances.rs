//! Issuances: that a person was given a pass, with its public commitment; and the way back from a person to a pass, for
//! a decision that takes the pass out. Only this feature holds the link key that makes it possible.

use std::collections::HashSet;

use ballot::{
    issuance::{self, Issuance},
    nonce::{PassTag, pass_tag, person_nonce},
};

use super::{
    actions::EligibilityError,
    contact::Contact,
    link_key::LinkKeys,
    model::Door,
    store::{self, NewIssuance, NewIssuanceKey, NewPass, Verification},
};
use crate::{
    base::{CycleSlug, Env, ZoneCode},
    cycles::FrozenDefinition,
    platform::{db::CivicConn, keys::Key},
    transparency,
};

fn entry(frozen: &FrozenDefinition, zone: &ZoneCode, door: &str, commitment: [u8; 32]) -> Result<Vec<u8>, EligibilityError> {
    let door = if door == Door::Email.code() { issuance::Door::Email } else { issuance::Door::Text };
    let entry = Issuance { definition: frozen.hash, zone: zone.to_string(), door, commitment };
    entry.encode().map_err(|_| EligibilityError::Ticket)
}

/// Uses a code up: records the issuance that it brings and puts it on its way into the public log. False when the person
/// had one before, which then stays as it is.
pub(super) async fn record_for_code(
    conn: &mut CivicConn,
    env: &Env,
    frozen: &FrozenDefinition,
    (zone, scope): (&ZoneCode, &str),
    code: &Verification,
) -> Result<bool, EligibilityError> {
    let cycle = frozen.definition.cycle.as_str();
    let row_key: [u8; 32] = env.random.bytes();
    let commitment = issuance::commitment(&row_key, cycle, scope, &code.person);
    let issuance = NewIssuance {
        cycle,
        scope,
        person: &code.person,
        zone: zone.as_str(),
        door: &code.door,
        issued_on: env.now.date_naive(),
        commitment: commitment.to_vec(),
    };
    let new = NewPass { verification: code.id, issuance, row_key: &row_key };
    let is_new = store::insert_pass(conn, &new, env.now).await?;
    if is_new {
        transparency::record_issuances(conn, &[entry(frozen, zone, &code.door, commitment)?]).await?;
    }
    Ok(is_new)
}

/// Records issuances and puts the new ones on their way into the public log, where each is a commitment keyed with a key of
/// its own: deleting that key later makes the public entry meaningless.
async fn record(
    conn: &mut CivicConn,
    env: &Env,
    frozen: &FrozenDefinition,
    (zone, scope): (&ZoneCode, &str),
    door: &str,
    people: &[&[u8]],
) -> Result<(), EligibilityError> {
    let cycle = frozen.definition.cycle.as_str();
    let row_keys: Vec<[u8; 32]> = people.iter().map(|_| env.random.bytes()).collect();
    let commitments: Vec<[u8; 32]> =
        people.iter().zip(&row_keys).map(|(person, key)| issuance::commitment(key, cycle, scope, person)).collect();
    let rows: Vec<NewIssuance<'_>> = people
        .iter()
        .zip(&commitments)
        .map(|(person, commitment)| NewIssuance {
            cycle,
            scope,
            person,
            zone: zone.as_str(),
            door,
            issued_on: env.now.date_naive(),
            commitment: commitment.to_vec(),
        })
        .collect();
    let added: HashSet<Vec<u8>> = store::insert_issuances(conn, &rows).await?.into_iter().collect();
    let (mut keys, mut entries) = (Vec::new(), Vec::new());
    for ((person, key), commitment) in people.iter().zip(&row_keys).zip(commitments).filter(|((p, _), _)| added.contains(**p)) {
        keys.push(NewIssuanceKey { cycle, scope, person, row_key: key.to_vec() });
        entries.push(entry(frozen, zone, door, commitment)?);
    }
    if entries.is_empty() {
        return Ok(());
    }
    store::insert_issuance_keys(conn, &keys).await?;
    Ok(transparency::record_issuances(conn, &entries).await?)
}

/// Issues passes to invented people, for load rehearsals: returns the nonce of each.
///
/// # Errors
/// The database's and the key directory's.
pub async fn seed_issuances(
    conn: &mut CivicConn,
    env: &Env,
    (contact_key, link): (&Key, &LinkKeys),
    (frozen, zone): (&FrozenDefinition, &ZoneCode),
    contacts: &[Contact],
) -> Result<Vec<ballot::nonce::Nonce>, EligibilityError> {
    let cycle = CycleSlug::parse(&frozen.definition.cycle).map_err(|_| EligibilityError::Ticket)?;
    let link = link.read(&cycle)?;
    let people: Vec<[u8; 32]> = contacts.iter().map(|contact| contact.person(contact_key)).collect();
    let persons: Vec<&[u8]> = people.iter().map(|person| &person[..]).collect();
    record(conn, env, frozen, (zone, zone.as_str()), Door::Text.code(), &persons).await?;
    Ok(people.iter().map(|person| person_nonce(link.reveal(), cycle.as_str(), zone.as_str(), person)).collect())
}

/// The pass of a person in a zone, from a phone or an e-mail address; `None` when no pass was given out for it there.
///
/// # Errors
/// The database's; the key directory's, which has no link key any more once the links are cut.
pub async fn pass_of(
    conn: &mut CivicConn,
    (contact_key, link): (&Key, &LinkKeys),
    (frozen, zone): (&FrozenDefinition, &ZoneCode),
    contact: &Contact,
) -> Result<Option<PassTag>, EligibilityError> {
    let cycle = CycleSlug::parse(&frozen.definition.cycle).map_err(|_| EligibilityError::Ticket)?;
    let scope = frozen.definition.scope(zone.as_str());
    let person = contact.person(contact_key);
    if !store::has_issuance(conn, cycle.as_str(), scope, &person, zone.as_str()).await? {
        return Ok(None);
    }
    let link = link.read(&cycle)?;
    Ok(Some(pass_tag(&person_nonce(link.reveal(), cycle.as_str(), scope, &person))))
}
