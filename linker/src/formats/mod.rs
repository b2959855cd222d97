//! The formats that can be linked: one room each behind the trait [`Linkable`], and the registry.
//!
//! Everything outside of this folder asks a room, and never which format it is. A new format is a room and a line in
//! [`ALL`]. Settings that only it has are plain values among the options, which its room sets and reads.

mod hydro;
mod lazer;
mod modules;
mod roomod;
mod sailar;

use crate::error::{LinkError, LinkErrors};
use crate::input::Input;
use crate::layout::Layout;
use crate::listing::MapModule;
use crate::merge::Left;
use crate::options::Options;
use crate::selection::{Dropped, Kept};
use crate::symbols::Symbols;
use lzasm::bytes::DecodeError;
use lzasm::formats::Format;
use std::ops::Range;

/// A format that can be linked.
pub(crate) trait Linkable: Sync {
    /// The format.
    fn format(&self) -> &'static dyn Format;

    /// Decides what the output consists of.
    ///
    /// # Errors
    /// Everything that prevents reading the inputs. What is wrong with them together is in [`Made::errors`].
    fn link(&self, inputs: &[Input], options: &Options) -> Result<Made, LinkErrors>;

    /// Lists the modules or entries of a file; of a damaged file, those before the fault.
    fn list(&self, bytes: &[u8]) -> Vec<MapModule>;

    /// The names that the modules of an input define and import; `None` for formats whose files have entries and no
    /// modules.
    fn symbols(&self, _index: usize, _input: &Input) -> Option<Symbols> {
        None
    }

    /// Access to modules as files of their own; `None` for formats whose files hold no modules.
    fn archive(&self) -> Option<&dyn Archived> {
        None
    }
}

/// The result of linking the inputs of one format.
#[derive(Default)]
pub(crate) struct Made {
    pub(crate) layout: Layout,
    pub(crate) kept: Vec<Kept>,
    pub(crate) dropped: Vec<Dropped>,
    pub(crate) left: Vec<Left>,
    pub(crate) reached_from: Vec<(String, Option<usize>)>,
    pub(crate) errors: LinkErrors,
}

/// A format whose files hold modules that can be files of their own.
pub(crate) trait Archived {
    /// Reads which modules a file has.
    ///
    /// # Errors
    /// The fault of a damaged file.
    fn members(&self, bytes: &[u8]) -> Result<Vec<Found>, DecodeError>;

    /// A module as a file of its own.
    fn extract(&self, bytes: &[u8], found: &Found) -> Vec<u8> {
        bytes[found.range.clone()].to_vec()
    }
}

/// A module of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its name, if it has one.
    pub(crate) name: Option<String>,
    /// Its bytes.
    pub(crate) range: Range<usize>,
    /// Where its header ends: a module that is moved may need another header.
    pub(crate) header_end: usize,
}

/// The registry.
const ALL: &[&dyn Linkable] = &[&lazer::Lazer, &hydro::Hydro, &roomod::Roomod, &sailar::Sailar];

/// Finds the room of an input by its first bytes.
pub(crate) fn detect(input: &Input) -> Result<&'static dyn Linkable, LinkErrors> {
    let file = || input.name.clone();
    let Some(format) = lzasm::formats::detect(&input.bytes) else {
        let start = input.bytes.iter().copied().take(8).collect();
        return Err(LinkError::NotAModule { file: file(), start }.into());
    };
    room(format).ok_or_else(|| LinkError::NotLinkable { file: file(), title: format.info().title }.into())
}

fn room(format: &dyn Format) -> Option<&'static dyn Linkable> {
    ALL.iter().copied().find(|room| is_one(room.format(), format))
}

/// Whether two formats are one. Files are recognized by their first bytes, so no two formats share these.
pub(crate) fn is_one(one: &dyn Format, other: &dyn Format) -> bool {
    one.info().magic == other.info().magic
}

/// The access to the modules of an input.
pub(crate) fn archive(
    room: &'static dyn Linkable,
    input: &Input,
) -> Result<&'static dyn Archived, LinkErrors> {
    room.archive().ok_or_else(|| {
        let archives = ALL.iter().filter(|room| room.archive().is_some());
        LinkError::NotAnArchive {
            file: input.name.clone(),
            title: room.format().info().title,
            archives: archives.map(|room| room.format().info().title).collect(),
        }
        .into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_has_one_room() {
        for format in lzasm::formats::ALL {
            let found = room(*format).map(|room| room.format().info().name);
            assert_eq!(found, Some(format.info().name));
        }
        assert_eq!(ALL.len(), lzasm::formats::ALL.len());
    }
}
