//! What residents and committees upload (pictures, recordings, papers), checked and made harmless, and the picture
//! that stands with a shared link. Pure functions over bytes: no input or output, no clock, no randomness.
#![forbid(unsafe_code)]

mod boxes;
mod canvas;
mod card;
mod colour;
mod encode;
mod envelope;
mod fault;
mod kind;
mod paper;
mod picture;
mod search;
mod sound;

pub use card::{Card, CardFault, share_card};
pub use encode::Rendition;
pub use fault::MediaFault;
pub use kind::{Kind, sniff};
pub use paper::paper;
pub use picture::{Limits, Picture, picture};
pub use sound::{Sound, sound};
