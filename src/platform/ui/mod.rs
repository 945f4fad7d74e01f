//! The parts pages are built from. Content is anything maud can render; parts carry their own accessibility.

mod bars;
mod dates;
mod error_summary;
mod fields;
mod lists;
mod money;
mod notices;
mod page;
mod problem_page;

pub use bars::{BarRow, bar_table, status_tag, waffle};
pub use dates::{clock_time, day, moment, short_day};
pub use error_summary::{Fault, Faults};
pub use fields::{
    Choice, Field, buttons, checkboxes, file_field, form, long_text, radios, select, text_area, text_field, upload_form,
};
pub use lists::{SummaryRow, TaskRow, details, summary_list, task_list};
pub use money::{money, shown};
pub use notices::{inset, notice, panel, qr, warning};
pub use page::{LanguageRow, Page};
pub use problem_page::problem_page;
