//! No voter id may stand twice. Most files number their voters upwards, so that a larger number than all
//! before is new without a search; from the first id that is not, all are kept by their hash.

use super::fault::{Fault, shown};
use super::votes::Voters;
use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// For keys that are hashes already.
#[derive(Default)]
pub(super) struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*b);
        }
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

/// A hash of its own is the hash.
pub(super) type Hashed = BuildHasherDefault<Identity>;

/// The voter ids read so far.
pub(super) struct VoterIds {
    /// The place of the id among the kept fields of a voter.
    column: usize,
    /// The last id, as long as all are numbers that rise.
    rising: Option<u64>,
    hashes: HashSet<u64, Hashed>,
    /// Ids whose hash was there before, though they are new.
    suspects: HashMap<String, u64>,
}

impl VoterIds {
    /// None yet. `column`: the place of the id among the kept fields of a voter.
    pub(super) fn new(column: usize) -> Self {
        Self { column, rising: Some(0), hashes: HashSet::default(), suspects: HashMap::new() }
    }

    /// Refuses an id that is missing or stands twice. `voters` holds the rows read before.
    pub(super) fn check(&mut self, id: &str, line: u64, voters: &Voters) -> Result<(), Fault> {
        if id.is_empty() {
            return Err(Fault::new(line, "this ballot has no voter_id", "give each ballot its own voter_id"));
        }
        if let Some(last) = self.rising {
            self.rising = counting_number(id.as_bytes()).filter(|&n| n > last);
            if self.rising.is_some() {
                return Ok(());
            }
            self.hashes.extend((0..voters.ballots.len()).filter_map(|row| voters.fields(row).nth(self.column)).map(hash));
        }
        // Hashes are kept, not texts; should two hashes meet, the rows read so far are searched for the text itself.
        if self.hashes.insert(hash(id)) {
            return Ok(());
        }
        let again = (0..voters.ballots.len()).any(|row| voters.fields(row).nth(self.column) == Some(id));
        if again || self.suspects.insert(id.to_owned(), line).is_some() {
            let what = format!("voter_id {} stands twice", shown(id));
            return Err(Fault::new(line, what, "keep one ballot for each voter"));
        }
        Ok(())
    }
}

fn hash(id: &str) -> u64 {
    let mut h = DefaultHasher::new();
    id.hash(&mut h);
    h.finish()
}

/// The value of an id that is a number of at most 18 digits without a leading zero, so that two such ids with one
/// value are the same text.
fn counting_number(id: &[u8]) -> Option<u64> {
    if id.len() > 18 || id.first() == Some(&b'0') {
        return None;
    }
    id.iter().try_fold(0u64, |n, b| b.is_ascii_digit().then(|| n * 10 + u64::from(b - b'0')))
}

#[cfg(test)]
mod tests {
    use super::VoterIds;

    fn first_fault(ids: &[&str]) -> Option<usize> {
        let rows: String = ids.iter().map(|id| format!("{id};1\n")).collect();
        let n = ids.len();
        let text = format!(
            "META\nkey;value\nvote_type;approval\nbudget;9\nnum_projects;1\nnum_votes;{n}\nPROJECTS\n\
            project_id;cost\n1;1\nVOTES\nvoter_id;vote\n{rows}"
        );
        crate::pb::read(text.as_bytes()).err().map(|f| usize::try_from(f.line).unwrap() - 12)
    }

    #[test]
    fn an_id_that_stands_twice_is_found_in_any_order() {
        assert_eq!(first_fault(&["1", "2", "30"]), None);
        assert_eq!(first_fault(&["1", "2", "2"]), Some(2));
        assert_eq!(first_fault(&["5", "7", "6", "7"]), Some(3));
        assert_eq!(first_fault(&["5", "7", "x", "5"]), Some(3));
        assert_eq!(first_fault(&["x", "7", "8", "x"]), Some(3));
        assert_eq!(first_fault(&["1", "01", "001", "0", "00"]), None);
        assert_eq!(first_fault(&["1", "999999999999999999", "1000000000000000000", "9999999999999999999999"]), None);
    }

    #[test]
    fn nothing_is_hashed_while_numbers_rise() {
        let mut ids = VoterIds::new(0);
        let nobody = super::Voters::default();
        for id in ["3", "4", "100"] {
            ids.check(id, 1, &nobody).unwrap();
        }
        assert!(ids.hashes.is_empty());
    }
}
