//! What a file consists of: its modules or entries with their parts, and the bytes of each.

use std::ops::Range;

/// A module, or an entry of a format whose modules are merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapModule {
    /// Its kind: `module`, `native`, `type`, `function`, `operator` or `struct`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// The name of the input that it is from.
    pub file: String,
    /// Its bytes.
    pub range: Range<usize>,
    /// Its functions and layouts.
    pub parts: Vec<MapPart>,
}

/// A part of a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapPart {
    /// Its kind: `function` or `layout`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub range: Range<usize>,
}

impl MapModule {
    /// A module or an entry of a file that is not known yet.
    pub(crate) fn new(kind: &'static str, name: String, range: Range<usize>) -> Self {
        Self { kind, name, file: String::new(), range, parts: Vec::new() }
    }
}

impl MapPart {
    /// A part of a module.
    pub(crate) fn new(kind: &'static str, name: String, range: Range<usize>) -> Self {
        Self { kind, name, range }
    }
}
