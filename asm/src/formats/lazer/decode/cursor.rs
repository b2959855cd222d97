//! The fast source of bytes: a fault has no place and no words, and lists keep nothing.

use super::source::Source;

/// Reads forward through bytes. One that is not `IS_EXACT` only finds where the parts of a file end: it accepts any
/// bytes as text, and skips rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'b, const IS_EXACT: bool> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b, const IS_EXACT: bool> Cursor<'b, IS_EXACT> {
    pub(super) const fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(super) const fn is_at_end(&self) -> bool {
        self.at == self.bytes.len()
    }

    #[inline(always)]
    fn some(&mut self, count: usize) -> Result<&'b [u8], ()> {
        let end = self.at.checked_add(count).ok_or(())?;
        let taken = self.bytes.get(self.at..end).ok_or(())?;
        self.at = end;
        Ok(taken)
    }

    #[inline(always)]
    fn array<const N: usize>(&mut self) -> Result<[u8; N], ()> {
        self.some(N)?.first_chunk().copied().ok_or(())
    }
}

impl<'b, const IS_EXACT: bool> Source<'b> for Cursor<'b, IS_EXACT> {
    type Error = ();
    type List<T> = ();

    #[inline]
    fn offset(&self) -> usize {
        self.at
    }

    #[inline]
    fn rest(&self) -> &'b [u8] {
        &self.bytes[self.at..]
    }

    #[inline]
    fn is_over(&self) -> bool {
        false
    }

    #[inline(always)]
    fn u8(&mut self, _: &'static str) -> Result<u8, ()> {
        self.array().map(u8::from_le_bytes)
    }

    #[inline(always)]
    fn le16(&mut self, _: &'static str) -> Result<u16, ()> {
        self.array().map(u16::from_le_bytes)
    }

    #[inline(always)]
    fn le32(&mut self, _: &'static str) -> Result<u32, ()> {
        self.array().map(u32::from_le_bytes)
    }

    #[inline(always)]
    fn le64(&mut self, _: &'static str) -> Result<u64, ()> {
        self.array().map(u64::from_le_bytes)
    }

    #[inline(always)]
    fn take(&mut self, _: &'static str, count: u64) -> Result<&'b [u8], ()> {
        self.some(usize::try_from(count).map_err(drop)?)
    }

    #[inline]
    fn text(&mut self, field: &'static str, length: u64) -> Result<&'b str, ()> {
        let bytes = self.take(field, length)?;
        if IS_EXACT { std::str::from_utf8(bytes).map_err(drop) } else { Ok("") }
    }

    #[inline]
    fn magic(&mut self, magic: &'static [u8]) -> Result<(), ()> {
        if self.some(magic.len())? == magic { Ok(()) } else { Err(()) }
    }

    #[inline(always)]
    fn group<T>(
        &mut self,
        _: &'static str,
        _: Option<usize>,
        parts: impl FnOnce(&mut Self) -> Result<T, ()>,
    ) -> Result<T, ()> {
        parts(self)
    }

    #[inline(always)]
    fn list<T>(
        &mut self,
        _: &'static str,
        count: usize,
        mut read: impl FnMut(&mut Self) -> Result<T, ()>,
    ) -> Result<(), ()> {
        (0..count).try_for_each(|_| read(self).map(drop))
    }

    /// Takes the bytes at once: then no field of a row is checked against the end of the file.
    #[inline(always)]
    fn rows<const SIZE: usize, T>(
        &mut self,
        field: &'static str,
        count: usize,
        mut read: impl FnMut(&mut Self) -> Result<T, ()>,
    ) -> Result<(), ()> {
        let rows = self.take(field, SIZE as u64 * count as u64)?.as_chunks::<SIZE>().0;
        if IS_EXACT { rows.iter().try_for_each(|row| read(&mut Self::new(row)).map(drop)) } else { Ok(()) }
    }

    #[inline]
    fn unexpected<T>(
        &self,
        _: usize,
        _: &'static str,
        _: impl Into<String>,
        _: impl ToString,
    ) -> Result<T, ()> {
        Err(())
    }

    #[inline]
    fn too_deep<T>(&self, _: usize) -> Result<T, ()> {
        Err(())
    }
}
