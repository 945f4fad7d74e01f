//! Poznań's rule (`greedy-custom`, 102 Pabulib files): no skipping, but the first project that does
//! not fit is still funded, topped up by the city, if the money left is at least 80 % of its cost.

use crate::model::Cents;

/// Whether the money left reaches 80 % of the cost.
pub(crate) fn tops_up(cost: Cents, left: Cents) -> bool {
    i128::from(left) * 100 >= i128::from(cost) * 80
}

#[cfg(test)]
mod tests {
    #[test]
    fn eighty_percent_is_enough() {
        assert!(super::tops_up(100, 80));
        assert!(!super::tops_up(100, 79));
    }
}
