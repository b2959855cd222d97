//! The wording of diagnostics, one file for each phase. In go the data at hand, out come diagnostics.

#[allow(dead_code)] // the expander itself follows
pub(crate) mod expand;
