//! A code word taken apart: its row, its fields, its text.

use super::layout::Layout;
use super::table::ROWS;
use crate::isa::operand::FLAG_TAIL;
use crate::isa::{OperandKind, Row, Successors};
use std::fmt::Write;
use std::sync::LazyLock;

/// The byte of a `put` that means "no element".
pub const NO_ELEMENT: u8 = 0xFF;
/// How many registers there are.
pub const REGISTERS: u8 = 32;
/// The most arguments a function can take: `r0` is the result.
pub const MAX_ARGUMENTS: u8 = REGISTERS - 1;
/// Set in a register byte for a stack slot.
pub const SLOT_BIT: u8 = 0x80;
/// The first opcode that is free for the user.
pub const FIRST_FREE: u8 = 0x80;

const NO_ROW: u8 = u8::MAX;

/// The index in [`ROWS`] of each opcode.
static BY_OPCODE: [u8; 256] = {
    let mut table = [NO_ROW; 256];
    let mut at = 0;
    while at < ROWS.len() {
        table[ROWS[at].opcode as usize] = at as u8;
        at += 1;
    }
    table
};

/// The row of an opcode.
pub fn row(opcode: u8) -> Option<&'static Row> {
    ROWS.get(BY_OPCODE[opcode as usize] as usize)
}

/// The row of a word.
pub fn row_of(word: u32) -> Option<&'static Row> {
    row(word as u8)
}

/// How the words of an instruction are read.
#[derive(Clone, Copy, Debug)]
pub struct Shape<'n> {
    /// Its mnemonic, as it is written.
    pub mnemonic: &'n str,
    /// Its operands.
    pub layout: Layout,
    /// What it does.
    pub meaning: &'static str,
}

/// The shapes of [`ROWS`], made at compile time.
static SHAPES: [Shape<'static>; ROWS.len()] = {
    let mut shapes = [shape_of(&ROWS[0]); ROWS.len()];
    let mut at = 1;
    while at < ROWS.len() {
        shapes[at] = shape_of(&ROWS[at]);
        at += 1;
    }
    shapes
};

static NO_OPERANDS: Layout = Layout::of(&[]).expect("no operands fit");

const fn shape_of(row: &Row) -> Shape<'static> {
    let layout = Layout::of(row.operands()).expect("the operands of a row fit into a word");
    Shape { mnemonic: row.mnemonic, layout, meaning: row.meaning }
}

/// The shape of an opcode's words.
#[inline]
pub fn shape(opcode: u8) -> Option<&'static Shape<'static>> {
    SHAPES.get(usize::from(BY_OPCODE[usize::from(opcode)]))
}

/// The operands of a word of this row: kind and value, numbers with their sign.
pub fn operands(row: &'static Row, word: u32) -> impl Iterator<Item = (OperandKind, i32)> + Clone {
    shape(row.opcode).map_or(&NO_OPERANDS, |shape| &shape.layout).operands(word)
}

/// The successors of a word of this row.
pub fn successors(row: &'static Row, word: u32) -> Successors {
    let is_tail = |(kind, value): (OperandKind, i32)| kind.is_flags() && value as u8 & FLAG_TAIL != 0;
    row.successors(operands(row, word).any(is_tail))
}

/// The index of the word that the label of a word of this row leads to, if it has one; `at` is its own index.
pub fn target(row: &'static Row, word: u32, at: usize) -> Option<i64> {
    let (_, distance) = operands(row, word).find(|(kind, _)| kind.is_label())?;
    Some(at as i64 + 1 + i64::from(distance))
}

/// A word of an opcode and three bytes.
pub const fn word(opcode: u8, a: u8, b: u8, c: u8) -> u32 {
    u32::from_le_bytes([opcode, a, b, c])
}

/// Whether this byte names a register or a stack slot.
pub const fn is_register(byte: u8) -> bool {
    byte & SLOT_BIT != 0 || byte < REGISTERS
}

/// The name of a register byte: `r3`, `s17`.
pub fn register_name(byte: u8) -> &'static str {
    static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let name = |byte: u8| match byte & SLOT_BIT {
            0 => format!("r{byte}"),
            _ => format!("s{}", byte & !SLOT_BIT),
        };
        (0..=u8::MAX).map(name).collect()
    });
    &NAMES[usize::from(byte)]
}

/// How many `put` words follow a word that makes a tuple, a list or a map of `count` elements or pairs.
pub const fn puts_after(opcode: u8, count: u8) -> u8 {
    match opcode {
        TUPLE | LIST => count.div_ceil(3),
        MAP => count,
        _ => 0,
    }
}

/// The opcode of `tuple`.
pub const TUPLE: u8 = 0x40;
/// The opcode of `list`.
pub const LIST: u8 = 0x41;
/// The opcode of `map`.
pub const MAP: u8 = 0x42;
/// The opcode of `put`.
pub const PUT: u8 = 0x43;

/// The word as a person reads it: near to the language, with plain numbers for constants and distances.
pub fn describe(word: u32) -> String {
    let mut text = String::new();
    describe_to(&mut text, word);
    text
}

/// Appends the same to a text.
pub fn describe_to(text: &mut String, word: u32) {
    let Some(shape) = shape(word as u8) else {
        let written = write!(text, "{word:#010x}");
        return debug_assert!(written.is_ok(), "a string takes all text");
    };
    text.push_str(shape.mnemonic);
    for (at, (kind, value)) in shape.layout.operands(word).enumerate() {
        text.push_str(if at == 0 { " " } else { ", " });
        describe_operand(text, kind, value);
    }
}

fn describe_operand(text: &mut String, kind: OperandKind, value: i32) {
    let written = match kind {
        OperandKind::Element if value == i32::from(NO_ELEMENT) => write!(text, "-"),
        OperandKind::Reg(_) | OperandKind::Element => return text.push_str(register_name(value as u8)),
        OperandKind::Const | OperandKind::Callee => write!(text, "#{value}"),
        OperandKind::Label16 | OperandKind::Label24 => write!(text, "{value:+}"),
        OperandKind::Flags8 | OperandKind::Flags16 => write!(text, "flags {value:#x}"),
        _ => write!(text, "{value}"),
    };
    debug_assert!(written.is_ok(), "a string takes all text");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_each_width_and_sign() {
        assert_eq!(describe(word(0x30, 0xFA, 0xFF, 0xFF)), "jmp -6");
        assert_eq!(describe(word(0x31, 2, 3, 0)), "jt r2, +3");
        assert_eq!(describe(word(0x06, 0x81, 0, 0x80)), "loadi s1, -32768");
        assert_eq!(describe(word(0x05, 31, 0xFF, 0xFF)), "loadk r31, #65535");
        assert_eq!(describe(word(0x07, 9, 1, 3)), "call #265, flags 0x3");
        assert_eq!(describe(word(0x43, 1, 0xFF, 0x80)), "put r1, -, s0");
        assert_eq!(describe(word(0x80, 1, 2, 3)), "0x03020180");
    }

    #[test]
    fn every_opcode_of_the_table_is_found() {
        for expected in ROWS {
            assert_eq!(row(expected.opcode), Some(expected));
        }
        assert_eq!(row(0x7F), None);
    }
}
