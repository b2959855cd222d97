//! A small cache of names in front of the interner.

use crate::names::Sym;

/// The numbers of short names. Most names of a program are registers and mnemonics, so most are found here.
pub(crate) struct Cache {
    slots: Vec<(u64, Sym)>,
    /// How far to shift a hash so that it becomes the index of a slot.
    shift: u32,
}

impl Cache {
    /// A cache for a text of this length. Most texts are formed by an expansion and have a few lines, so a table of
    /// full size would cost more than it saves.
    pub(crate) fn new(len: usize) -> Self {
        let bits = (len / 8 + 1).ilog2().clamp(3, 10);
        Self { slots: vec![(0, Sym(0)); 1 << bits], shift: 64 - bits }
    }

    /// The bytes of a name as a number, 0 if there are more than eight or if fewer than eight are left of the text.
    /// Names hold no NUL, so the number is the name.
    #[inline]
    pub(super) fn key(text: &str, at: usize, len: usize) -> u64 {
        let bytes = text.as_bytes().get(at..).and_then(|rest| rest.first_chunk::<8>());
        match bytes {
            Some(bytes) if (1..=8).contains(&len) => {
                u64::from_le_bytes(*bytes) & (u64::MAX >> (64 - 8 * len))
            }
            _ => 0,
        }
    }

    #[inline]
    fn slot(&self, key: u64) -> usize {
        (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift) as usize
    }

    #[inline]
    pub(super) fn find(&self, key: u64) -> Option<Sym> {
        let (stored, sym) = self.slots[self.slot(key)];
        (stored == key && key != 0).then_some(sym)
    }

    pub(super) fn put(&mut self, key: u64, sym: Sym) {
        if key != 0 {
            let slot = self.slot(key);
            self.slots[slot] = (key, sym);
        }
    }
}
