//! Public screens of cycles and zones.

mod landing;
mod zones;

pub use landing::{landing, nothing_yet, phase_notice};
pub use zones::{InPersonSite, in_person, zone_choices, zones};
