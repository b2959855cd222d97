//! Reads and writes bytes: a bounded reader whose every error has an offset and a field path, and a writer that can
//! record which field made which bytes. Both speak of the same fields, so a path in an error, a line of annotated hex
//! and a line of a listing name the same thing.

mod fields;
mod reader;
mod writer;

pub use fields::{Field, FieldTree, Fields, Recorder, Run};
pub use reader::{DecodeError, Fault, Reader};
pub use writer::{TooLarge, Writer, bytes_shown};

use std::fmt::Display;

/// A number with its noun: `1 byte`, `3 bytes`. The plural of the noun ends in an s.
pub fn counted<N: Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    let plural = if count == N::from(1) { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// The source position an element of a model came from; 0 if it came from no text.
///
/// A place does not affect what a model means, so any two are equal.
#[derive(Clone, Copy, Debug, Default)]
pub struct At(pub u32);

impl PartialEq for At {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for At {}

impl std::hash::Hash for At {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

/// The source positions of the elements of a list, by index. It may be shorter than the list: the rest came from no
/// text. Like [`At`], it does not affect what a model means.
#[derive(Clone, Debug, Default)]
pub struct Origins(pub Vec<At>);

impl Origins {
    /// The position of an element.
    pub fn get(&self, index: usize) -> At {
        self.0.get(index).copied().unwrap_or_default()
    }
}

impl PartialEq for Origins {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Origins {}

impl std::hash::Hash for Origins {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}
