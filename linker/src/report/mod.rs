//! What can be asked about a link: a map of the output, a plan, and where a name is defined.

mod map;
mod plan;
mod trace;

pub use map::Map;
pub use trace::{Mention, trace};
