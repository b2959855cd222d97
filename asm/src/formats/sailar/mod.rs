//! The SAILAR format (`.sail`): a module's identity and its structs.

mod decode;
mod encode;
pub mod model;
pub mod types;
pub mod verify;

pub use decode::decode;
pub use encode::encode;
pub use verify::verify;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod verify_tests;
