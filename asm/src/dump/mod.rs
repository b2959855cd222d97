//! Views of binary files as text, JSON or a page. One file for
//! each view; all of them read the file through its format's decoder and know no format themselves.

pub mod bytes;
pub mod diff;
pub mod disassembly;
pub mod graph;
pub mod hex;
pub mod html;
pub mod json;
mod locate;
mod messages;
pub mod sizes;
pub mod summary;
pub mod symbols;
mod text;
pub mod verify;

pub use locate::Locator;

use crate::bytes::FieldTree;
use crate::formats::inspect::Entry;
use crate::formats::{self, Format, Info, Model};
use lzasm_grammar::diag::Diagnostic;
use std::sync::Arc;

/// A file that was read.
pub struct File {
    /// Its name, as the user gave it.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its format.
    pub format: &'static dyn Format,
    /// Its data.
    pub model: Arc<dyn Model>,
}

impl File {
    /// Reads a file of any format; the diagnostic says why not.
    pub fn open(name: &str, bytes: Vec<u8>) -> Result<Self, Box<Diagnostic>> {
        let Some(format) = formats::detect(&bytes) else {
            return Err(Box::new(messages::unknown_magic(name, &bytes)));
        };
        match format.decode(&bytes) {
            Ok(_) if !crate::memory::is_enough_for(bytes.len() as u64) => {
                Err(Box::new(messages::no_memory(name)))
            }
            Ok(model) => Ok(Self { name: name.to_owned(), bytes, format, model: model.into() }),
            Err(error) => Err(Box::new(messages::does_not_decode(name, &bytes, &error))),
        }
    }

    /// The description of its format.
    pub fn info(&self) -> &'static Info {
        self.format.info()
    }

    /// The fields of the file. A file that was read can be written.
    pub fn fields(&self) -> FieldTree {
        self.model.fields().map(|(_, tree)| tree).unwrap_or_default()
    }

    /// The places of the fields of the file, without their values.
    pub fn outline(&self) -> FieldTree {
        self.model.record(FieldTree::outline()).map(|(_, tree)| tree).unwrap_or_default()
    }

    /// The bytes after the end of what the format knows.
    pub fn trailing(&self) -> &[u8] {
        self.model.trailing()
    }

    /// The contents of the file.
    pub fn entries(&self) -> Vec<Entry> {
        self.model.entries()
    }
}
