//! Cycles, zones and contests: the rulebook, the phases, the freeze, and finding one's zone.
//! The definition that a freeze makes is what every ballot carries the hash of.

mod actions;
mod gazetteer;
mod handlers;
mod model;
mod pages;
mod set_up;
pub mod standing;
mod store;

pub use actions::{
    CycleError, NewContest, NewCycle, check_closing, close_voting, create_contest, create_cycle, create_zone, freeze,
    record_imported, record_links_cut, record_opened, set_phase,
};
pub use gazetteer::{Found, Gazetteer};
pub use model::{
    BallotRule, Contest, CountRule, Cycle, Frame, FrozenDefinition, IdeaRule, MoveRefusal, Phase, PhaseName, PhaseOpen,
    PhaseSpan, PhaseState, ProposalRule, Rulebook, Tie, VoteRule, VotingOpen, VotingPlace, Zone, ZoneMoney,
};
pub use pages::{phase_notice, who_may, who_may_vote, zone_choices};
pub use set_up::{Change, move_phase, publish_cycle, save_rulebook, save_set_up};
pub use store::{
    RulebookVersion, contest_by_id, contest_by_zone, contests_of, current_cycle, cycle_by_slug, find_cycle, frame, list_contests,
    list_cycles, list_phases, list_places, list_versions, list_zones, lock_cycle, phase_state, rulebook,
};

use crate::{base::Access, platform::web::Routes};

/// Public addresses around a zone; without the language.
pub mod links {
    use crate::base::{CycleSlug, ZoneCode};

    /// The frozen definition, as the bytes whose hash every ballot carries; outside the language prefix.
    pub fn definition(cycle: &CycleSlug) -> String {
        format!("/data/{cycle}/definition.json")
    }

    /// A zone's page.
    pub fn zone(zone: &ZoneCode) -> String {
        format!("/zones/{zone}")
    }

    /// Start of voting in a zone.
    pub fn vote(zone: &ZoneCode) -> String {
        format!("/vote/{zone}")
    }

    /// Finding one's zone.
    pub fn find_zone() -> String {
        "/vote".to_owned()
    }
}

/// Pages of this feature.
pub fn routes() -> Routes {
    Routes::default()
        .get_plain("/", Access::Public, handlers::redirect_to_language)
        .get("", Access::Public, handlers::landing)
        .get("/", Access::Public, handlers::landing)
        .get("/zones", Access::Public, handlers::zones)
        .get("/in-person", Access::Public, handlers::in_person)
        .get_plain("/data/{cycle}/definition.json", Access::Public, handlers::definition)
}
