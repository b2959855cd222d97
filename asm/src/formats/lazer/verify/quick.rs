//! Whether a module breaks no rule that is an error, a few instructions for most words. It says nothing else: where it
//! finds a fault, [`verify`](super::verify) has the words.

use crate::formats::lazer::table::ROWS;
use crate::formats::lazer::word::{MAP, MAX_ARGUMENTS, NO_ELEMENT, PUT, is_register, puts_after};
use crate::isa::{OperandKind, Row};
use std::sync::LazyLock;

/// What is checked in the words of an opcode: registers, and one number that must be less than a limit. The steps are
/// the same for each word, because a branch on the kind of word would be mispredicted.
#[derive(Clone, Copy)]
struct Check {
    /// Bit 7 of each byte that is a register.
    registers: u32,
    /// The bits of the number, when it is at the end.
    mask: u32,
    /// Its bit of sign.
    sign: u32,
    /// Where it starts.
    shift: u8,
    more: More,
}

/// What there is besides registers and numbers that may be anything.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum More {
    Nothing,
    Constant,
    Label,
    Callee,
    /// A tuple, a list or a map: `put` words follow.
    Puts,
    /// What this page does not know; then the verifier is asked.
    Else,
}

const NOTHING: Check = Check { registers: 0, mask: 0, sign: 0, shift: 0, more: More::Nothing };

impl Check {
    fn of(row: &Row) -> Self {
        let mut check = NOTHING;
        if puts_after(row.opcode, 1) > 0 {
            check.more = More::Puts;
        }
        let mut shift = 8;
        for kind in row.operands() {
            match kind {
                OperandKind::Reg(_) => check.registers |= 0x80 << shift,
                OperandKind::Const => check.number(More::Constant, shift, 0xFFFF, 0),
                OperandKind::Callee => check.number(More::Callee, shift, 0xFFFF, 0),
                OperandKind::Label16 => check.number(More::Label, shift, 0xFFFF, 0x8000),
                OperandKind::Label24 => check.number(More::Label, shift, 0xFF_FFFF, 0x80_0000),
                OperandKind::Element => check.more = More::Else,
                _ => {}
            }
            shift += 8 * kind.width() as u8;
        }
        check
    }

    fn number(&mut self, more: More, shift: u8, mask: u32, sign: u32) {
        let more = if self.more == More::Nothing { more } else { More::Else };
        *self = Self { mask, sign, shift, more, ..*self };
    }

    /// The number; a label's is the distance from the next word.
    #[inline]
    fn value(self, bits: u32) -> u32 {
        (((bits >> self.shift) & self.mask) ^ self.sign).wrapping_sub(self.sign)
    }
}

/// The checks by opcode. A word that is not an instruction breaks no rule that is an error.
static CHECKS: LazyLock<[Check; 256]> = LazyLock::new(|| {
    let mut checks = [NOTHING; 256];
    ROWS.iter().for_each(|row| checks[usize::from(row.opcode)] = Check::of(row));
    checks
});

/// Verifies modules one by one, each as it is read: its constants, then its words.
#[derive(Clone, Debug, Default)]
pub(in crate::formats::lazer) struct Checker {
    /// How many constants the pool has.
    count: u32,
    /// Which of them can be called, a bit each.
    callable: Vec<u64>,
    /// Where the functions of the pool start.
    entries: Vec<u32>,
    /// The greatest number of words that a function, in whatever constant, asks for.
    needed: u32,
    /// Whether a function, in whatever constant, takes more arguments than there are registers for.
    has_many_arguments: bool,
    /// Whether a word continues a tuple, a list or a map; empty if none does.
    inside: Vec<bool>,
}

type Word = [u8; 4];

impl Checker {
    /// Begins a module.
    pub(in crate::formats::lazer) fn begin(&mut self) -> &mut Self {
        self.count = 0;
        self.callable.clear();
        self.entries.clear();
        self.needed = 0;
        self.has_many_arguments = false;
        self.inside.clear();
        self
    }

    /// Adds the next constant of the pool.
    #[inline]
    pub(in crate::formats::lazer) fn constant(&mut self, is_callable: bool) {
        let bit = self.count % 64;
        if bit == 0 {
            self.callable.push(0);
        }
        if let Some(bits) = self.callable.last_mut() {
            *bits |= u64::from(is_callable) << bit;
        }
        self.count += 1;
    }

    /// Adds a function, of the pool or of another constant.
    #[inline]
    pub(in crate::formats::lazer) fn function(&mut self, arity: u8, entry: u32, is_in_pool: bool) {
        self.has_many_arguments |= arity > MAX_ARGUMENTS;
        self.needed = self.needed.max(entry.saturating_add(1));
        if is_in_pool {
            self.entries.push(entry);
        }
    }

    fn can_call(&self, index: u32) -> bool {
        index < self.count && self.callable[index as usize / 64] >> (index % 64) & 1 != 0
    }

    /// Whether there is nothing wrong with the constants that were added, and with these words.
    pub(in crate::formats::lazer) fn is_sound(&mut self, words: &[Word]) -> bool {
        if self.has_many_arguments || self.needed as usize > words.len() {
            return false;
        }
        // Words have less than 4 GiB.
        let (mut at, count) = (0, words.len() as u32);
        // What the number of each kind must be less than.
        let limits = [u32::MAX, self.count, count, self.count, u32::MAX, u32::MAX];
        let checks = &*CHECKS;
        while let Some(&word) = words.get(at) {
            let check = checks[usize::from(word[0])];
            let bits = u32::from_le_bytes(word);
            at += 1;
            // A register byte has bit 7 set, or bits 5 and 6 clear.
            let registers = (bits << 1 | bits << 2) & !bits & check.registers;
            let from = if check.more == More::Label { at as u32 } else { 0 };
            let number = check.value(bits).wrapping_add(from);
            if registers != 0 || number >= limits[check.more as usize] {
                return false;
            }
            if check.more >= More::Callee {
                match check.more {
                    More::Callee if self.can_call(number) => {}
                    More::Puts => match self.puts(words, at, word) {
                        Some(puts) => at += puts,
                        None => return false,
                    },
                    _ => return false,
                }
            }
        }
        self.inside.is_empty() || self.enters_no_puts(words)
    }

    /// How many `put` words follow the word before `at`, if they are what it needs.
    fn puts(&mut self, words: &[Word], at: usize, word: Word) -> Option<usize> {
        let [opcode, _, count, _] = word;
        let expected = usize::from(puts_after(opcode, count));
        let puts = words.get(at..at + expected)?;
        if expected > 0 {
            self.inside.resize(words.len(), false);
        }
        for (index, &[put, elements @ ..]) in puts.iter().enumerate() {
            let wanted = if opcode == MAP { 2 } else { usize::from(count) - 3 * index };
            let fits = |(index, &byte): (usize, &u8)| match index < wanted {
                true => byte != NO_ELEMENT && is_register(byte),
                false => byte == NO_ELEMENT,
            };
            if put != PUT || !elements.iter().enumerate().all(fits) {
                return None;
            }
            self.inside[at + index] = true;
        }
        Some(expected)
    }

    /// Whether no jump leads to a `put`, and no function starts at one.
    fn enters_no_puts(&self, words: &[Word]) -> bool {
        let starts = |&entry: &u32| self.inside.get(entry as usize) != Some(&true);
        let jumps = |(at, &word): (usize, &Word)| {
            let bits = u32::from_le_bytes(word);
            let check = CHECKS[usize::from(word[0])];
            if self.inside[at] || check.more != More::Label {
                return true;
            }
            let target = check.value(bits).wrapping_add(at as u32 + 1);
            self.inside.get(target as usize) == Some(&false)
        };
        self.entries.iter().all(starts) && words.iter().enumerate().all(jumps)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_but_put_is_known() {
        let left = ROWS.iter().filter(|row| CHECKS[usize::from(row.opcode)].more == More::Else);
        assert_eq!(left.map(|row| row.opcode).collect::<Vec<_>>(), [PUT]);
    }
}
