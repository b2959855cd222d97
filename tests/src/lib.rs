//! What the tests share.

pub mod doc_tables;
