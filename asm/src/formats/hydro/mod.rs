//! The Hydro format (`.hydro`): modules of usings, layouts and stack code, several in a file.

pub mod encode;
pub mod instr;
pub mod model;
pub mod table;
pub mod types;
