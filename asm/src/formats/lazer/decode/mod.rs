//! The bytes of a Lazer file → its data, complete or with the place of the first fault.
//!
//! A file decodes if its version is 0, its module types are 0 to 2, flag bits 2 to 7 are clear, bit 1 comes with an
//! atom as constant 0, tags are 0 to 21, atoms have 1 to 255 bytes of UTF-8, at most 64 constants or archives enclose
//! a constant or module, line rows strictly increase and name words and files that are there, and everything lies
//! inside the file. Bytes after the end are kept. Nothing else is refused; the rest is the verifier's.
//!
//! The shape of a file is written once, in [`shape`], [`constants`] and [`lines`]. They read from a [`source`] and hand
//! what they find to a maker ([`shape::Maker`]). There are three pairs:
//!
//! | mode | source | maker |
//! |---|---|---|
//! | the model: [`decode`], [`super::walk`] | `Reader` | [`owned`] |
//! | the names in a module: [`fast::Scanner`] | [`cursor`] | [`fast`] |
//! | where modules lie: [`fast::bounds`] | [`cursor`], inexact | [`fast`] |

mod constants;
mod cursor;
pub mod fast;
mod lines;
mod owned;
mod shape;
mod source;

use super::archive::Nest;
use super::model::{File, Module};
use super::walk::Part;
use crate::bytes::{DecodeError, Reader};

/// Reads a whole file.
pub fn decode(bytes: &[u8]) -> Result<File, DecodeError> {
    read(&mut Reader::new(bytes))
}

pub(super) fn read(r: &mut Reader<'_>) -> Result<File, DecodeError> {
    let mut nest = Nest::default();
    parts(r, &mut |_, part| match part {
        Part::Archive(count) => nest.open(count),
        Part::Module(module, _) => nest.add(module),
    })?;
    Ok(File { module: nest.finish(), trailing: r.rest().to_vec() })
}

/// Shows the parts of a file from front to back, each with its number in every archive around it.
pub(super) fn parts(
    r: &mut Reader<'_>,
    visit: &mut impl FnMut(&[usize], Part<Module>),
) -> Result<(), DecodeError> {
    shape::module(r, &mut owned::Owned, &mut Vec::new(), visit)
}
