//! Reads forward through bytes; a read past the end is `None`, without a place.

#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Cursor<'b> {
    pub(super) const fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(super) const fn at(&self) -> usize {
        self.at
    }

    pub(super) const fn is_at_end(&self) -> bool {
        self.at == self.bytes.len()
    }

    #[inline]
    pub(super) fn take(&mut self, count: u64) -> Option<&'b [u8]> {
        let count = usize::try_from(count).ok()?;
        let taken = self.bytes.get(self.at..self.at.checked_add(count)?)?;
        self.at += count;
        Some(taken)
    }

    /// The next byte, which stays the next.
    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[inline]
    pub(super) fn u8(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    #[inline]
    pub(super) fn le16(&mut self) -> Option<u16> {
        self.take(2)?.first_chunk().map(|&bytes| u16::from_le_bytes(bytes))
    }

    #[inline]
    pub(super) fn le32(&mut self) -> Option<u32> {
        self.take(4)?.first_chunk().map(|&bytes| u32::from_le_bytes(bytes))
    }

    /// A count of one byte, of two or of four.
    #[inline]
    pub(super) fn count(&mut self, class: u8) -> Option<u32> {
        match class {
            0 => self.u8().map(u32::from),
            1 => self.le16().map(u32::from),
            _ => self.le32(),
        }
    }
}
