//! The Lazer format (`.lzr`): bytecode modules for a register machine, native modules, and archives of both.

pub mod encode;
pub mod model;
pub mod table;
pub mod word;
