//! The SAILAR format (`.sail`): a module's identity and its structs.

mod decode;
mod encode;
pub mod model;

pub use decode::decode;
pub use encode::encode;

#[cfg(test)]
mod tests;
