//! The Hydro format (`.hydro`): modules of usings, layouts and stack code, several in a file.

mod decode;
mod encode;
pub mod instr;
pub mod model;
pub mod table;
pub mod types;
pub mod verify;

pub use decode::decode;
pub use encode::encode;
pub use verify::verify;

#[cfg(test)]
mod arbitrary;
#[cfg(test)]
mod tests;
