//! Sealing choices to the opening key, the same way for the review, the cast and the test.

use ballot::{
    choices::Choices,
    seal::{self, OpeningPublicKey, SealedBallot, Seed},
};

use super::Scene;
use crate::platform::web::Problem;

/// A sealed ballot, and the padded choices in it, which only a test makes public.
pub struct Sealed {
    pub ballot: SealedBallot,
    pub plain: Vec<u8>,
}

/// Seals choices for the scene's contest.
///
/// # Errors
/// [`Problem::bad_form`] for choices that the contest does not allow.
pub fn seal(scene: &Scene, picks: &[u16], seed: [u8; 32]) -> Result<Sealed, Problem> {
    let definition = &scene.frozen.definition;
    let contest = scene.frozen.contest(&scene.contest.zone.code).ok_or_else(Problem::not_found)?;
    let choices = Choices::parse(contest, picks, definition.blank_allowed).map_err(|_| Problem::bad_form())?;
    let plain = choices.encode(contest).map_err(|fault| Problem::internal(&fault))?.to_vec();
    let key = OpeningPublicKey(definition.opening_key);
    let seed = Seed::from_bytes(seed);
    let sealed = seal::seal(&key, &scene.frozen.hash, &contest.zone, contest.style, &choices, contest, &seed);
    Ok(Sealed { ballot: sealed.map_err(|fault| Problem::internal(&fault))?, plain })
}
