//! What the shape of a file is read from: a [`Reader`], which knows the place of each fault, or a
//! [`Cursor`](super::cursor::Cursor), which is fast and only knows that there is one.

use crate::bytes::{DecodeError, Fault, Reader};

/// Bytes that are read from front to back. The names of fields and lists are for the paths of faults.
pub(super) trait Source<'b>: Sized {
    /// What is known of a fault.
    type Error;
    /// What is kept of a list.
    type List<T>;

    /// The offset of the next byte.
    fn offset(&self) -> usize;

    /// The bytes not yet read.
    fn rest(&self) -> &'b [u8];

    /// Whether a damaged file has been read up to its fault; see [`Reader::salvaging`].
    fn is_over(&self) -> bool;

    fn u8(&mut self, field: &'static str) -> Result<u8, Self::Error>;
    fn le16(&mut self, field: &'static str) -> Result<u16, Self::Error>;
    fn le32(&mut self, field: &'static str) -> Result<u32, Self::Error>;
    fn le64(&mut self, field: &'static str) -> Result<u64, Self::Error>;
    fn take(&mut self, field: &'static str, count: u64) -> Result<&'b [u8], Self::Error>;
    fn text(&mut self, field: &'static str, length: u64) -> Result<&'b str, Self::Error>;
    fn magic(&mut self, magic: &'static [u8]) -> Result<(), Self::Error>;

    /// Reads a field with parts.
    fn group<T>(
        &mut self,
        name: &'static str,
        index: Option<usize>,
        parts: impl FnOnce(&mut Self) -> Result<T, Self::Error>,
    ) -> Result<T, Self::Error>;

    /// Reads as many elements as a count says.
    fn list<T>(
        &mut self,
        name: &'static str,
        count: usize,
        read: impl FnMut(&mut Self) -> Result<T, Self::Error>,
    ) -> Result<Self::List<T>, Self::Error>;

    /// Reads as many elements of `SIZE` bytes as a count says. Elements that have no bearing on where the list ends
    /// may be skipped.
    fn rows<const SIZE: usize, T>(
        &mut self,
        name: &'static str,
        count: usize,
        read: impl FnMut(&mut Self) -> Result<T, Self::Error>,
    ) -> Result<Self::List<T>, Self::Error>;

    /// The error "expected X, found Y", at an offset.
    fn unexpected<T>(
        &self,
        offset: usize,
        field: &'static str,
        expected: impl Into<String>,
        found: impl ToString,
    ) -> Result<T, Self::Error>;

    /// The error "nested too deep", at the current offset.
    fn too_deep<T>(&self, limit: usize) -> Result<T, Self::Error>;
}

impl<'b> Source<'b> for Reader<'b> {
    type Error = DecodeError;
    type List<T> = Vec<T>;

    #[inline]
    fn offset(&self) -> usize {
        Reader::offset(self)
    }

    #[inline]
    fn rest(&self) -> &'b [u8] {
        Reader::rest(self)
    }

    #[inline]
    fn is_over(&self) -> bool {
        Reader::is_over(self)
    }

    #[inline]
    fn u8(&mut self, field: &'static str) -> Result<u8, DecodeError> {
        Reader::u8(self, field)
    }

    #[inline]
    fn le16(&mut self, field: &'static str) -> Result<u16, DecodeError> {
        Reader::le16(self, field)
    }

    #[inline]
    fn le32(&mut self, field: &'static str) -> Result<u32, DecodeError> {
        Reader::le32(self, field)
    }

    #[inline]
    fn le64(&mut self, field: &'static str) -> Result<u64, DecodeError> {
        Reader::le64(self, field)
    }

    #[inline]
    fn take(&mut self, field: &'static str, count: u64) -> Result<&'b [u8], DecodeError> {
        Reader::take(self, field, count)
    }

    #[inline]
    fn text(&mut self, field: &'static str, length: u64) -> Result<&'b str, DecodeError> {
        Reader::text(self, field, length)
    }

    #[inline]
    fn magic(&mut self, magic: &'static [u8]) -> Result<(), DecodeError> {
        Reader::magic(self, magic)
    }

    #[inline(always)]
    fn group<T>(
        &mut self,
        name: &'static str,
        index: Option<usize>,
        parts: impl FnOnce(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        Reader::group(self, name, index, parts)
    }

    #[inline(always)]
    fn list<T>(
        &mut self,
        name: &'static str,
        count: usize,
        read: impl FnMut(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<Vec<T>, DecodeError> {
        Reader::list(self, name, count, read)
    }

    #[inline(always)]
    fn rows<const SIZE: usize, T>(
        &mut self,
        name: &'static str,
        count: usize,
        read: impl FnMut(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<Vec<T>, DecodeError> {
        Reader::list(self, name, count, read)
    }

    #[inline]
    fn unexpected<T>(
        &self,
        offset: usize,
        field: &'static str,
        expected: impl Into<String>,
        found: impl ToString,
    ) -> Result<T, DecodeError> {
        Reader::unexpected(self, offset, field, expected, found)
    }

    #[inline]
    fn too_deep<T>(&self, limit: usize) -> Result<T, DecodeError> {
        Reader::fail(self, "", Fault::TooDeep { limit })
    }
}
