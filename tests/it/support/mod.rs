//! What tests stand on: throw-away databases, the application in process, a browser that fills the forms it finds.

pub mod app;
pub mod cluster;
pub mod desk;
pub mod html;
pub mod season;
pub mod upload;
pub mod world;
pub mod writers;

pub use app::{TestApp, Visitor};
pub use cluster::TestDatabases;
pub use season::Season;
