//! The Roo module format (`.roomod`): types, and the signatures of functions and operators.

mod decode;
mod encode;
pub mod model;
pub mod sizes;

pub use decode::decode;
pub use encode::encode;

#[cfg(test)]
mod tests;
