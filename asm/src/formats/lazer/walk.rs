//! Reads a Lazer file module by module, as `decode` reads it, and never holds more than one module: archives may have
//! any size.

use super::decode;
use super::model::Module;
use crate::bytes::{DecodeError, Reader};
use std::ops::Range;

/// A part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part<M = Module> {
    /// An archive of this number of modules begins; they follow.
    Archive(usize),
    /// What is read of a module other than an archive, and where its bytes are.
    Module(M, Range<usize>),
}

/// Shows the parts of a file from front to back, each with its number in every archive around it, and returns the end
/// of the last one.
pub fn walk(bytes: &[u8], mut visit: impl FnMut(&[usize], Part)) -> Result<usize, DecodeError> {
    let mut r = Reader::new(bytes);
    decode::parts(&mut r, &mut visit)?;
    Ok(r.offset())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::lazer::model::Archive;
    use crate::formats::testing::conformance;

    #[test]
    fn the_parts_are_the_file() {
        for name in ["calc.lzr", "native.lzr", "pair.lzr"] {
            let bytes = conformance(name);
            let mut leaves = Vec::new();
            let mut archives = 0;
            let end = walk(&bytes, |place, part| match part {
                Part::Archive(count) => archives += count,
                Part::Module(module, range) => {
                    assert_eq!(decode::decode(&bytes[range]).unwrap().module, module);
                    leaves.push((place.to_vec(), module));
                }
            })
            .unwrap();
            assert_eq!(end, bytes.len());
            match decode::decode(&bytes).unwrap().module {
                Module::Archive(Archive { modules, .. }) => {
                    assert_eq!(modules.len(), archives);
                    let expected: Vec<_> =
                        modules.into_iter().enumerate().map(|(i, m)| (vec![i], m)).collect();
                    assert_eq!(leaves, expected);
                }
                module => assert_eq!(leaves, [(Vec::new(), module)]),
            }
        }
    }

    #[test]
    fn faults_are_those_of_the_decoder() {
        let bytes = conformance("pair.lzr");
        for end in 0..bytes.len() {
            let walked = walk(&bytes[..end], |_, _| {});
            assert_eq!(walked.unwrap_err(), decode::decode(&bytes[..end]).unwrap_err());
        }
        let mut deep = b"LZR\0\0\x01".repeat(66);
        deep.extend(b"LZR\0\x01\0\x01m\0");
        assert_eq!(walk(&deep, |_, _| {}).unwrap_err(), decode::decode(&deep).unwrap_err());
        assert!(walk(&deep[12..], |_, _| {}).is_ok());
    }
}
