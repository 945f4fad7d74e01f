//! Screens of set-up.

mod boundary;
mod calendar;
mod check;
mod forms;
mod history;
mod map;
mod new_cycle;
mod parts;
mod phases;
mod sentences;
mod task;
mod words;
mod zones;

pub use boundary::{BoundaryForm, Preview, boundary};
pub use calendar::{CalendarEntry, calendar};
pub use check::{check, task_list};
pub use history::{VersionRow, history};
pub use map::{Asked, map};
pub use new_cycle::{NewCycleForm, new_cycle};
pub use phases::{MoveForm, phases};
pub use task::{TaskPage, conflict, task};
pub use words::{faults, phase_name};
pub use zones::{ZoneForm, zone, zones};
