//! What the tests share.

pub mod doc_blocks;
pub mod doc_tables;
