//! A SAILAR file struct by struct: what `decode` reads, without ever holding more than one struct. The linker merges
//! files with it.

use super::decode::{length, read_head, read_struct};
use super::model::{File, LengthSize, Struct};
use crate::bytes::{DecodeError, Reader};
use std::ops::Range;

/// Shows the structs of a file from front to back, each with its bytes, and returns the file without them and the end
/// of the last one. The file's table is there, and empty, if the file has one.
pub fn walk(bytes: &[u8], mut visit: impl FnMut(Struct, Range<usize>)) -> Result<(File, usize), DecodeError> {
    let mut r = Reader::new(bytes);
    let mut file = read_head(&mut r)?;
    if !r.rest().is_empty() {
        file.structs = Some(Vec::new());
        structs(&mut r, &file, &mut visit).map_err(|error| file.explain(error))?;
    }
    Ok((file, r.offset()))
}

/// Reads the part before the structs; the file has none then.
pub fn head(bytes: &[u8]) -> Result<File, DecodeError> {
    read_head(&mut Reader::new(bytes))
}

fn structs(
    r: &mut Reader<'_>,
    file: &File,
    visit: &mut impl FnMut(Struct, Range<usize>),
) -> Result<(), DecodeError> {
    let size = file.length_size;
    let count = length(r, size, "struct_count")?;
    r.list("structs", count as usize, |r| {
        let start = r.offset();
        let item = read_struct(r, size)?;
        visit(item, start..r.offset());
        Ok(())
    })?;
    Ok(())
}

/// Reads a struct from its bytes, whose range [`walk`] has shown.
pub fn struct_of(bytes: &[u8], size: LengthSize) -> Result<Struct, DecodeError> {
    read_struct(&mut Reader::new(bytes), size)
}

#[cfg(test)]
mod tests {
    use super::super::{decode, encode};
    use super::*;
    use crate::formats::testing::conformance;

    #[test]
    fn the_structs_are_the_file() {
        for name in ["plain.sail", "wide.sail"] {
            let bytes = conformance(name);
            let file = decode(&bytes).unwrap();
            let mut structs = Vec::new();
            let (mut walked, end) = walk(&bytes, |item, range| {
                assert_eq!(struct_of(&bytes[range.clone()], file.length_size).as_ref(), Ok(&item));
                assert_eq!(encode::of_struct(&item, file.length_size).unwrap(), bytes[range]);
                structs.push(item);
            })
            .unwrap();
            assert_eq!(encode::of_head(&walked, structs.len()).unwrap(), bytes[..bytes_before(&bytes)]);
            walked.structs = walked.structs.map(|_| structs);
            assert_eq!((walked, end), (file, bytes.len()));
        }
    }

    /// The number of bytes before the first struct.
    fn bytes_before(bytes: &[u8]) -> usize {
        let mut first = None;
        let (_, end) = walk(bytes, |_, range| first = first.or(Some(range.start))).unwrap();
        first.unwrap_or(end)
    }

    #[test]
    fn faults_are_those_of_the_decoder() {
        let bytes = conformance("wide.sail");
        for end in 0..bytes.len() {
            let walked = walk(&bytes[..end], |_, _| {}).map(|_| ());
            assert_eq!(walked, decode(&bytes[..end]).map(|_| ()));
        }
    }
}
