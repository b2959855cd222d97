//! A Hydro file module by module: what `decode` reads, without ever holding more than one module. The linker moves
//! modules with it.

use super::decode::{form_by_offset, module, whole};
use super::model::{HeaderForm, MAGIC, Module};
use crate::bytes::{DecodeError, Reader};
use std::ops::Range;

/// A module and where it lies.
#[derive(Debug)]
pub struct Part {
    /// The module.
    pub module: Module,
    /// Its bytes, from its header to the greatest end of its sections.
    pub range: Range<usize>,
    /// The end of its header.
    pub header_end: usize,
}

/// What a file states besides its modules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The form of all headers.
    pub form: HeaderForm,
    /// The end of the last module.
    pub end: usize,
}

/// Shows the modules of a file from front to back.
pub fn walk(bytes: &[u8], mut visit: impl FnMut(usize, Part)) -> Result<Frame, DecodeError> {
    let form = match form_by_offset(bytes) {
        Some(form) => form,
        // Only the whole file shows it.
        None => whole(bytes)?.header,
    };
    let mut r = Reader::new(bytes);
    r.magic(&MAGIC)?;
    let count = r.be16("count")?;
    let mut index = 0;
    r.list("module", count.into(), |r| {
        let start = r.offset();
        let module = module(r, form)?;
        let header_end = start + form.size(module.name.len());
        visit(index, Part { module, range: start..r.offset(), header_end });
        index += 1;
        Ok(())
    })?;
    Ok(Frame { form, end: r.offset() })
}

#[cfg(test)]
mod tests {
    use super::super::decode;
    use super::*;
    use crate::formats::testing::conformance;

    #[test]
    fn the_modules_are_the_file() {
        for name in ["fact.hydro", "usings.hydro"] {
            let bytes = conformance(name);
            let file = decode(&bytes).unwrap();
            let mut modules = Vec::new();
            let mut at = 7;
            let frame = walk(&bytes, |index, part| {
                assert_eq!(index, modules.len());
                assert_eq!(part.range.start, at);
                assert!(part.range.contains(&(part.header_end - 1)));
                at = part.range.end;
                modules.push(part.module);
            })
            .unwrap();
            assert_eq!((frame.form, frame.end, at), (file.header, bytes.len(), bytes.len()));
            assert_eq!(modules, file.modules);
        }
    }

    #[test]
    fn faults_are_those_of_the_decoder() {
        let bytes = conformance("usings.hydro");
        for end in 0..bytes.len() {
            assert_eq!(walk(&bytes[..end], |_, _| {}).unwrap_err(), decode(&bytes[..end]).unwrap_err());
        }
    }
}
