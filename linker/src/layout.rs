//! What the output consists of: bytes of inputs and bytes made anew, in order. In go pieces, out comes a list that
//! [`crate::emit`] turns into the file.

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
    /// How many bytes there are so far.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Adds bytes of an input. What follows on the piece before becomes one with it.
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

    /// The bytes of each piece.
    pub(crate) fn slices<'l>(
        &'l self,
        input: impl Fn(usize) -> &'l [u8] + 'l,
    ) -> impl Iterator<Item = &'l [u8]> + 'l {
        self.pieces.iter().map(move |piece| {
            let bytes = match piece.source {
                Source::Input(index) => input(index as usize),
                Source::Made => &self.made,
            };
            &bytes[piece.start as usize..][..piece.len as usize]
        })
    }
}
