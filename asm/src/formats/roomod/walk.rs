//! A Roo module entry by entry: what `decode` reads, without ever holding more than one type or thing. The linker
//! merges files with it.

use super::decode::{head, read_thing, read_type};
use super::model::{Thing, Type};
use crate::bytes::{DecodeError, Reader};
use std::ops::Range;

/// A type or a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A type.
    Type(Type),
    /// A function or an operator.
    Thing(Thing),
}

/// Shows the entries of a file from front to back, each with its bytes, and returns the end of the last one.
pub fn walk(bytes: &[u8], mut visit: impl FnMut(Entry, Range<usize>)) -> Result<usize, DecodeError> {
    let mut r = Reader::new(bytes);
    let (types, things) = head(&mut r)?;
    let mut each = |r: &mut Reader<'_>, read: fn(&mut Reader<'_>) -> Result<Entry, DecodeError>| {
        let start = r.offset();
        let entry = read(r)?;
        visit(entry, start..r.offset());
        Ok(())
    };
    r.list("types", types, |r| each(r, |r| read_type(r).map(Entry::Type)))?;
    r.list("things", things, |r| each(r, |r| read_thing(r).map(Entry::Thing)))?;
    Ok(r.offset())
}

/// Reads a type from its bytes, whose range [`walk`] has shown.
pub fn type_of(bytes: &[u8]) -> Result<Type, DecodeError> {
    read_type(&mut Reader::new(bytes))
}

/// Reads a thing from its bytes, whose range [`walk`] has shown.
pub fn thing_of(bytes: &[u8]) -> Result<Thing, DecodeError> {
    read_thing(&mut Reader::new(bytes))
}

#[cfg(test)]
mod tests {
    use super::super::decode;
    use super::*;
    use crate::formats::testing::conformance;

    #[test]
    fn the_entries_are_the_file() {
        let bytes = conformance("shapes.roomod");
        let file = decode(&bytes).unwrap();
        let (mut types, mut things) = (Vec::new(), Vec::new());
        let mut at = 13;
        let end = walk(&bytes, |entry, range| {
            assert_eq!(range.start, at);
            at = range.end;
            match entry {
                Entry::Type(kind) => {
                    assert_eq!(type_of(&bytes[range]).as_ref(), Ok(&kind));
                    types.push(kind);
                }
                Entry::Thing(thing) => {
                    assert_eq!(thing_of(&bytes[range]).as_ref(), Ok(&thing));
                    things.push(thing);
                }
            }
        });
        assert_eq!((end, types, things), (Ok(bytes.len()), file.types, file.things));
        for end in 0..bytes.len() {
            assert_eq!(walk(&bytes[..end], |_, _| {}).unwrap_err(), decode(&bytes[..end]).unwrap_err());
        }
    }
}
