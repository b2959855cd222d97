//! The Lazer format (`.lzr`): bytecode modules for a register machine, native modules, and archives of both.

mod decode;
mod encode;
pub mod model;
pub mod table;
pub mod verify;
pub mod word;

pub use decode::decode;
pub use encode::encode;
pub use verify::verify;

#[cfg(test)]
mod arbitrary;
#[cfg(test)]
mod tests;
