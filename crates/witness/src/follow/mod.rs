//! Following a log from outside: every round fetches the checkpoint, checks signature and witnesses, recomputes the
//! tree from all entries, compares it with the copy kept here, and tells what is wrong.

mod alarm;
mod compare;
mod copy;
mod entries;
mod fetch;
mod grow;
mod locate;
mod round;
mod sources;
mod watch;

pub use alarm::Alarm;
pub use compare::{Verdict, compare};
pub use copy::{CopyFault, LocalCopy};
pub use fetch::Source;
pub use round::{Follower, Sighting};
pub use sources::{SourceFault, assign};
pub use watch::{Options, Watch, lines};
