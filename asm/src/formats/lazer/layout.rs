//! Where the operands of an instruction lie in its word.

use super::word::{NO_ELEMENT, is_register};
use crate::isa::{Access, OperandKind};

/// How many operands fit into the three bytes behind the opcode.
const MOST: usize = 3;
/// The lowest bit of each byte.
const ONES: u32 = 0x0101_0101;

/// An operand's place in a word.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its kind.
    pub kind: OperandKind,
    /// The number of bits above it.
    above: u8,
    /// The number of its bits.
    bits: u8,
    is_signed: bool,
}

/// The operands of an instruction.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    fields: [Field; MOST],
    len: u8,
    /// The bits that no operand takes.
    padding: u32,
    /// The lowest bit of each byte that must name a register.
    registers: u32,
    /// The same of each byte that is an element: a register or none.
    elements: u32,
    /// The same of each byte whose register is written.
    written: u32,
    /// Whether an operand names a constant or a function.
    pub names_constant: bool,
    /// Whether an operand names a label.
    pub names_label: bool,
}

impl Layout {
    /// The layout of operands of these kinds; `None` if they do not fit into a word.
    pub const fn of(kinds: &[OperandKind]) -> Option<Self> {
        if kinds.len() > MOST {
            return None;
        }
        let unused = Field { kind: OperandKind::U8, above: 0, bits: 0, is_signed: false };
        let mut layout = Self {
            fields: [unused; MOST],
            len: kinds.len() as u8,
            padding: 0,
            registers: 0,
            elements: 0,
            written: 0,
            names_constant: false,
            names_label: false,
        };
        let mut shift = 8;
        let mut at = 0;
        while at < kinds.len() {
            let kind = kinds[at];
            let bits = 8 * kind.width();
            if bits == 0 || shift + bits > 32 {
                return None;
            }
            let is_signed = matches!(kind.range(), Some((least, _)) if least < 0);
            layout.fields[at] = Field { kind, above: (32 - bits - shift) as u8, bits: bits as u8, is_signed };
            match kind {
                OperandKind::Reg(access) => {
                    layout.registers |= 1 << shift;
                    layout.written |= (matches!(access, Access::Write | Access::ReadWrite) as u32) << shift;
                }
                OperandKind::Element => layout.elements |= 1 << shift,
                OperandKind::Const | OperandKind::Callee => layout.names_constant = true,
                _ => layout.names_label |= kind.is_label(),
            }
            shift += bits;
            at += 1;
        }
        layout.padding = if shift < 32 { u32::MAX << shift } else { 0 };
        Some(layout)
    }

    /// A word of this opcode. `value` finds the bits of each operand by its index.
    #[inline]
    pub fn pack(&self, opcode: u8, mut value: impl FnMut(usize, Field) -> Option<u32>) -> Option<u32> {
        let mut word = u32::from(opcode);
        for (at, field) in self.fields[..self.len as usize].iter().enumerate() {
            word |= field.place(value(at, *field)?);
        }
        Some(word)
    }

    /// The operands of a word: kind and value, numbers with their sign.
    #[inline]
    pub fn operands(&self, word: u32) -> impl Iterator<Item = (OperandKind, i32)> + Clone {
        self.fields[..self.len as usize].iter().map(move |field| (field.kind, field.value(word)))
    }

    /// The kinds of the operands.
    pub fn kinds(&self) -> impl Iterator<Item = OperandKind> {
        self.fields[..self.len as usize].iter().map(|field| field.kind)
    }

    /// One more than the highest register that a word names, or 0; stack slots are none.
    #[inline]
    pub fn registers_of(&self, word: u32) -> u8 {
        // Bytes that are slots have their highest bit set, and so do none of the rest.
        let bytes = self.registers | self.elements;
        let named = bytes & !(word >> 7);
        let [_, a, b, c] = ((word & (0x7F * named)) + named).to_le_bytes();
        a.max(b).max(c)
    }

    /// Whether a word writes a register.
    #[inline]
    pub fn writes(&self, word: u32, register: u8) -> bool {
        let bytes = word.to_le_bytes();
        let written = self.written.to_le_bytes();
        (1..4).any(|at| written[at] != 0 && bytes[at] == register)
    }

    /// Whether a word has no bits that its operands, as they are written, do not say.
    #[inline]
    pub fn is_exact(&self, word: u32) -> bool {
        // A byte that is neither below 32 nor a stack slot names no register.
        let no_register = (word >> 6 | word >> 5) & !(word >> 7) & ONES;
        let is_odd = word & self.padding | no_register & self.registers;
        is_odd == 0 && (self.elements == 0 || self.has_exact_elements(word))
    }

    /// Elements may be missing after the first operand, and then all that follow must be.
    fn has_exact_elements(&self, word: u32) -> bool {
        let mut is_missing = false;
        self.operands(word).enumerate().all(|(at, (kind, value))| match kind {
            OperandKind::Element if value == i32::from(NO_ELEMENT) => {
                is_missing = true;
                at > 0
            }
            OperandKind::Element => !is_missing && is_register(value as u8),
            _ => true,
        })
    }
}

impl Field {
    /// The lowest of its bits.
    pub const fn shift(self) -> u8 {
        32 - self.above - self.bits
    }

    /// A value at its place in a word.
    #[inline]
    fn place(self, value: u32) -> u32 {
        (value << (32 - u32::from(self.bits))) >> self.above
    }

    #[inline]
    fn value(self, word: u32) -> i32 {
        let high = word << self.above;
        let bits = 32 - u32::from(self.bits);
        if self.is_signed { high.cast_signed() >> bits } else { (high >> bits).cast_signed() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_judged_as_a_register() {
        let layout = Layout::of(&[OperandKind::Reg(Access::Read), OperandKind::U16]).unwrap();
        for byte in 0..=u8::MAX {
            let word = u32::from_le_bytes([1, byte, 0xFF, 0xFF]);
            assert_eq!(layout.is_exact(word), is_register(byte), "{byte}");
        }
    }

    #[test]
    fn registers_are_those_that_the_operands_name() {
        use OperandKind::{Element, Reg, U8};
        let layouts = [[Reg(Access::Write), Reg(Access::Read), U8], [Reg(Access::Read), Element, Element]];
        for layout in layouts.map(|kinds| Layout::of(&kinds).unwrap()) {
            for bytes in [[1, 0, 7, 31], [1, 31, 0x80, 0xFF], [1, 0x9F, 0xFF, 0xFF], [0xFF, 3, 4, 2]] {
                let word = u32::from_le_bytes(bytes);
                let named = layout.operands(word).filter(|(kind, value)| *kind != U8 && value & 0x80 == 0);
                let highest = named.clone().map(|(_, value)| value as u8 + 1).max();
                assert_eq!(layout.registers_of(word), highest.unwrap_or(0), "{bytes:?}");
                let is_written = named.clone().any(|(kind, value)| kind == Reg(Access::Write) && value == 0);
                assert_eq!(layout.writes(word, 0), is_written, "{bytes:?}");
            }
        }
    }

    #[test]
    fn what_does_not_fit_has_no_layout() {
        assert!(Layout::of(&[OperandKind::U8; 4]).is_none());
        assert!(Layout::of(&[OperandKind::U16; 2]).is_none());
        assert!(Layout::of(&[OperandKind::Value]).is_none());
        assert!(Layout::of(&[OperandKind::Word]).is_none());
    }
}
