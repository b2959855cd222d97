//! Which modules or entries of the inputs are in the output, and why the others are not.

use crate::error::Origin;

/// A module of an input that is in the output, or an entry of a format whose modules are merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The index of its input.
    pub input: u32,
    /// Its index among the modules or entries of all inputs.
    pub index: u32,
}

/// A module or entry of an input that is not in the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// The index of its input.
    pub input: u32,
    /// Its name.
    pub name: String,
    /// The reason.
    pub reason: Reason,
}

/// The reason why a module or entry is not in the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// An equal one is in the output.
    Same(Origin),
    /// Another of its name is in the output, as the options ask for.
    Replaced(Origin),
    /// It is unreachable from the entry.
    Unreached,
    /// The edit removes it.
    Removed,
}
