//! Public screens of cycles and zones.

mod landing;
mod voters;
mod zones;

pub use landing::{landing, nothing_yet, phase_notice};
pub use voters::{who_may, who_may_vote};
pub use zones::{InPersonSite, in_person, zone_choices, zones};
