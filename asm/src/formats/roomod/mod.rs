//! The Roo module format (`.roomod`): types, and the signatures of functions and operators.

mod decode;
mod encode;
mod endless;
pub mod model;
pub mod sizes;
pub mod verify;

pub use decode::decode;
pub use encode::encode;
pub use verify::verify;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod verify_tests;
