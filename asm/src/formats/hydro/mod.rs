//! The Hydro format (`.hydro`): modules of usings, layouts and stack code, several in a file.

pub mod table;
