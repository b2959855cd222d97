//! Names with fixed numbers: registers and mnemonics, found by an index instead of a hash.

use crate::formats;
use crate::ir::{Interner, Sym};
use crate::isa::{Isa, Row};

const REGISTERS: u32 = 32;
const SLOTS: u32 = 128;

/// The names of a run: registers first, then stack slots, then the mnemonics of both sets.
pub fn prelude() -> Interner {
    let mut names = Interner::new();
    for register in 0..REGISTERS {
        names.intern(&format!("r{register}"));
    }
    for slot in 0..SLOTS {
        names.intern(&format!("s{slot}"));
    }
    for isa in [Isa::Register, Isa::Stack] {
        for row in formats::rows(isa) {
            names.intern(row.mnemonic);
        }
    }
    names
}

/// The byte of a register or stack slot, if the name is one.
pub(super) fn register(name: Sym) -> Option<u8> {
    match name.0 {
        n if n < REGISTERS => Some(n as u8),
        n if n < REGISTERS + SLOTS => Some((n - REGISTERS) as u8 | 0x80),
        _ => None,
    }
}

/// The rows of each mnemonic in each set.
pub(super) struct Rows {
    first: Vec<[Option<u16>; 2]>,
}

impl Rows {
    /// The tables for names made by [`prelude`].
    pub(super) fn new(names: &Interner) -> Self {
        let mut first = vec![[None; 2]; names.len()];
        for isa in [Isa::Register, Isa::Stack] {
            for (index, row) in formats::rows(isa).iter().enumerate().rev() {
                if let Some(sym) = names.find(row.mnemonic) {
                    first[sym.0 as usize][isa as usize] = Some(index as u16);
                }
            }
        }
        Self { first }
    }

    /// The index of the first row with this mnemonic. Rows of one mnemonic need not be neighbours.
    pub(super) fn find(&self, isa: Isa, name: Sym) -> Option<u16> {
        self.first.get(name.0 as usize)?[isa as usize]
    }

    /// Whether either set has this mnemonic.
    pub(super) fn is_mnemonic(&self, name: Sym) -> bool {
        self.first.get(name.0 as usize).is_some_and(|rows| rows.iter().any(Option::is_some))
    }
}

/// All rows of a set that share the mnemonic of this one, with their indices.
pub(super) fn same_mnemonic(isa: Isa, first: u16) -> impl Iterator<Item = (u16, &'static Row)> {
    let rows = formats::rows(isa);
    let mnemonic = rows[first as usize].mnemonic;
    rows.iter()
        .enumerate()
        .skip(first as usize)
        .filter(move |(_, row)| row.mnemonic == mnemonic)
        .map(|(i, r)| (i as u16, r))
}
