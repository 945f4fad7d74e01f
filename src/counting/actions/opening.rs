//! Storing what an opening gave, and comparing it with a second one.

use super::{
    super::store::{self, OpeningRow, Record},
    CountingError,
};
use crate::{
    accounts::Grant,
    base::{Duty, Env},
    cycles::{self, Contest, Cycle},
    platform::db::CivicConn,
    transparency::{self, Act},
};

/// One zone's opened ballots, ready to be stored.
pub(in crate::counting) struct Opened {
    pub contest: Contest,
    pub records: Vec<Record>,
    pub ballots: usize,
    pub invalid: Vec<([u8; 32], &'static str)>,
    pub hash: [u8; 32],
}

/// Stores every zone's opened ballots and marks the cycle opened, all or nothing.
///
/// # Errors
/// [`CountingError::NotYet`] before the links were cut; the database's own error.
pub(in crate::counting) async fn store_opening(
    conn: &mut CivicConn,
    env: &Env,
    cycle: &Cycle,
    trustees: usize,
    zones: &[Opened],
) -> Result<(), CountingError> {
    let locked = cycles::lock_cycle(conn, &cycle.slug).await?;
    let (mut opened, mut invalid) = (0, 0);
    for zone in zones {
        let row = OpeningRow {
            opened: i64::try_from(zone.ballots).unwrap_or(i64::MAX),
            invalid: i64::try_from(zone.invalid.len()).unwrap_or(i64::MAX),
            hash: zone.hash.to_vec(),
        };
        store::insert_opening(conn, zone.contest.id, &row, &zone.invalid).await?;
        store::insert_records(conn, zone.contest.id, "online", &zone.records).await?;
        let act = Act::new(cycle.slug.as_str(), "zone.opened", "system")
            .fact("zone", zone.contest.zone.code.as_str())
            .fact("opened", row.opened)
            .fact("invalid", row.invalid)
            .fact("hash", hex::encode(&row.hash));
        transparency::record(conn, env.now, &act).await?;
        opened += u64::try_from(row.opened).unwrap_or(0);
        invalid += u64::try_from(row.invalid).unwrap_or(0);
    }
    Ok(cycles::record_opened(conn, env, &locked, trustees, opened, invalid).await?)
}

/// The hash that a second opening gave for a zone: a line `ZONE hash`, as `reparto trustee open` prints it.
fn told(text: &str, zone: &str) -> Option<Vec<u8>> {
    let mut lines = text.lines().filter_map(|line| line.split_whitespace().collect::<Vec<_>>().try_into().ok());
    lines.find_map(|[code, hash]: [&str; 2]| (code == zone).then(|| hex::decode(hash).ok()).flatten())
}

/// Compares every zone with what a second opening on another machine gave; all or nothing.
///
/// # Errors
/// [`CountingError::OpeningLine`], [`CountingError::OpeningsDiffer`], both naming the zone; [`CountingError::NotYet`].
pub(in crate::counting) async fn confirm_opening(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    cycle: &Cycle,
    contests: &[Contest],
    text: &str,
) -> Result<(), CountingError> {
    let locked = cycles::lock_cycle(conn, &cycle.slug).await?;
    if locked.opened_at.is_none() {
        return Err(CountingError::NotYet);
    }
    for contest in contests {
        let zone = contest.zone.code.as_str();
        if store::has_second_opening(conn, contest.id).await? {
            return Err(CountingError::DoneBefore);
        }
        let first = store::find_opening(conn, contest.id).await?.ok_or(CountingError::NotYet)?;
        let second = told(text, zone).ok_or_else(|| CountingError::OpeningLine(zone.to_owned()))?;
        if first.hash != second {
            return Err(CountingError::OpeningsDiffer(zone.to_owned()));
        }
        store::insert_second_opening(conn, contest.id, &second, grant.account()).await?;
        let act = Act::new(cycle.slug.as_str(), "opening.confirmed", &grant.actor(Duty::RunCycle))
            .fact("zone", zone)
            .fact("hash", hex::encode(&second));
        transparency::record(conn, env.now, &act).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn a_zone_s_line_is_found_wherever_it_stands() {
        let text = "opened 3 zones\nBOY  0102\nSLA 03\n";
        assert_eq!(told(text, "BOY"), Some(vec![1, 2]));
        assert_eq!(told(text, "SLA"), Some(vec![3]));
        assert_eq!(told(text, "WIL"), None);
        assert_eq!(told("BOY zz", "BOY"), None);
    }
}
