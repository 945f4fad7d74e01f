//! What the public sees of a count: results with a reason for every proposal that lost, and past elections brought in
//! from Pabulib files so that they can be recounted and published.

mod cvr;
mod export;
mod handlers;
mod import;
mod pack;
mod pages;

pub use self::pack::{PackError, build_pack, pack_file, zone_csv, zone_cvr, zone_pabulib};
pub use import::{ImportError, Imported, import_pb};

use crate::{base::Access, platform::web::Routes};

/// Public addresses; outside the language prefix.
pub mod links {
    use crate::base::CycleSlug;

    /// A cycle's published pack.
    pub fn pack(cycle: &CycleSlug) -> String {
        format!("/data/{cycle}/pack.tar.zst")
    }
}

/// Pages of this feature.
pub fn routes() -> Routes {
    Routes::default()
        .get("/results", Access::Public, handlers::list)
        .get("/results/{cycle}/{zone}", Access::Public, handlers::result)
        .get("/results/{cycle}/{zone}/ballots.pb", Access::Public, handlers::ballots)
        .get_plain("/data/{cycle}/pack.tar.zst", Access::Public, handlers::pack)
        .get("/results/{cycle}/{zone}/count.json", Access::Public, handlers::count)
}
