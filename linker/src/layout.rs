//! What the output consists of: bytes of inputs and new bytes, in order.

use crate::input::Input;
use std::ops::Range;

/// Where a run of bytes comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Input(u32),
    Made,
}

/// A run of bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    source: Source,
    start: u32,
    len: u32,
}

/// The pieces of an output.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    pieces: Vec<Piece>,
    made: Vec<u8>,
    size: u64,
}

impl Layout {
    /// The number of bytes so far.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Adds bytes of an input. Bytes that follow those of the piece before extend that piece.
    pub(crate) fn copy(&mut self, input: usize, range: Range<usize>) {
        // Inputs have less than 4 GiB together.
        self.add(Source::Input(input as u32), range);
    }

    /// Adds new bytes.
    pub(crate) fn make(&mut self, bytes: &[u8]) {
        let start = self.made.len();
        self.made.extend_from_slice(bytes);
        self.add(Source::Made, start..self.made.len());
    }

    fn add(&mut self, source: Source, range: Range<usize>) {
        let len = range.len() as u32;
        self.size += u64::from(len);
        match self.pieces.last_mut() {
            Some(last) if last.source == source && (last.start + last.len) as usize == range.start => {
                last.len += len;
            }
            _ => self.pieces.push(Piece { source, start: range.start as u32, len }),
        }
    }

    /// The bytes of the output in pieces, none of them copied.
    pub(crate) fn pieces<'l>(&'l self, inputs: &'l [Input]) -> impl Iterator<Item = &'l [u8]> + 'l {
        self.pieces.iter().map(move |piece| {
            let bytes = match piece.source {
                Source::Input(index) => &inputs[index as usize].bytes,
                Source::Made => &self.made,
            };
            &bytes[piece.start as usize..][..piece.len as usize]
        })
    }

    /// The bytes of the output.
    pub(crate) fn bytes(&self, inputs: &[Input]) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.size as usize);
        self.pieces(inputs).for_each(|piece| bytes.extend_from_slice(piece));
        bytes
    }
}
