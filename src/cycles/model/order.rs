//! The order in which proposals stand on paper. On a phone each voter has an order of their own.

use ballot::canonical;

/// Drawn at the freeze, after everything else was approved, and public from then on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintOrder(pub [u8; 32]);

impl PrintOrder {
    /// What a proposal is sorted by: SHA-256 of the seed in hexadecimal digits, a line feed and the proposal's public id, as
    /// the lot of a tie rule is drawn. Anyone can draw it again from the act `order.drawn`.
    pub fn place(&self, public_id: &str) -> [u8; 32] {
        canonical::sha256(&[hex::encode(self.0).as_bytes(), b"\n", public_id.as_bytes()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_seed_has_its_own_order() {
        let ids: Vec<String> = (1..=9).map(|number| format!("BOY-{number}")).collect();
        let drawn = |seed: u8| {
            let mut ids = ids.clone();
            ids.sort_by_cached_key(|id| PrintOrder([seed; 32]).place(id));
            ids
        };
        assert_eq!(drawn(1), drawn(1));
        assert!(drawn(1) != drawn(2) && drawn(1) != ids);
    }
}
