//! Growth: what a command takes for a source ten times as large. `tests/growth/*.txt` holds the shapes of sources, and
//! here is what they become, which commands read them, and how the cost of a command is counted and judged.

mod commands;
mod form;
mod judge;
mod measure;
mod table;

pub use commands::{Call, calls, folder_of_commands};
pub use form::{Form, form};
pub use judge::{FACTOR, Growth, growths};
pub use measure::{Cost, Counter, cost, peak};
pub use table::{Row, rows};
