//! What tests of several commands share.

pub(crate) mod full;
