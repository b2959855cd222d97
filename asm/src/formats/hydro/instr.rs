//! Instructions and the values they push.

use super::table::ROWS;
use super::types::{Int, TAG_VARIABLE, Type, write_qualified};
use crate::isa::{OperandKind, Row};
use std::fmt;

/// An instruction: the byte of its row, and its operands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Instr {
    /// The first byte.
    pub opcode: u8,
    /// What follows it.
    pub operand: Operand,
}

/// The operands of an instruction, by the shape of its row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Operand {
    /// None.
    None,
    /// A count.
    Count(u16),
    /// A distance on the stack.
    Places(i16),
    /// A value.
    Value(Value),
    /// The index of an instruction.
    Target(u32),
    /// The indices of two: if true, if false.
    Targets(u32, u32),
    /// A type.
    Type(Type),
    /// The length, if it is fixed, and the element type of an array.
    Array(Option<u32>, Box<Type>),
    /// The name of a member.
    Member(Box<str>),
}

/// A value inside an instruction.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Tag 01.
    Bool(bool),
    /// Tags 02 to 0B.
    Int(Integer),
    /// Tag 0C: the bits of a float.
    F32(u32),
    /// Tag 0D: the bits of a float.
    F64(u64),
    /// Tag 0E.
    String(Box<str>),
    /// Tag 12: a function pointer.
    Function(Box<FunctionRef>),
    /// Tag 20: a reference to a variable, by its name.
    Variable(Box<str>),
}

/// A function named by a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FunctionRef {
    /// Its module; empty for this one.
    pub module: Box<str>,
    /// Its name.
    pub name: Box<str>,
}

/// An integer of a type. The bits beyond its width are clear, so equal integers are equal.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Integer {
    int: Int,
    // Bytes, so that the whole needs no alignment and an instruction stays small.
    bits: [u8; 16],
}

impl Integer {
    /// The integer of this type with these bits; those beyond its width are dropped.
    pub const fn new(int: Int, bits: u128) -> Self {
        let bits = bits & (u128::MAX >> (128 - int.bits()));
        Self { int, bits: bits.to_le_bytes() }
    }

    /// Its type.
    pub const fn int(self) -> Int {
        self.int
    }

    /// Its bits, without the sign.
    pub const fn bits(self) -> u128 {
        u128::from_le_bytes(self.bits)
    }

    /// Its value, with the sign if its type has one. (A u128 beyond the greatest i128 comes out negative.)
    pub const fn signed(self) -> i128 {
        let shift = 128 - self.int.bits();
        match self.int.is_signed() {
            true => ((self.bits() << shift) as i128) >> shift,
            false => self.bits() as i128,
        }
    }

    /// Its bytes as the file has them.
    pub fn to_be_bytes(self) -> impl AsRef<[u8]> {
        let width = self.int.bits() as usize / 8;
        let mut bytes = [0; 16];
        bytes[..width].copy_from_slice(&self.bits().to_be_bytes()[16 - width..]);
        BigEndian { bytes, width }
    }
}

struct BigEndian {
    bytes: [u8; 16],
    width: usize,
}

impl AsRef<[u8]> for BigEndian {
    fn as_ref(&self) -> &[u8] {
        &self.bytes[..self.width]
    }
}

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.int.is_signed() {
            true => self.signed().fmt(f),
            false => self.bits().fmt(f),
        }
    }
}

impl fmt::Debug for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}{}", self.int.name())
    }
}

impl Value {
    /// A function pointer; `module` is empty for this one.
    pub fn function(module: &str, name: &str) -> Self {
        Self::Function(Box::new(FunctionRef { module: module.into(), name: name.into() }))
    }

    /// Its first byte.
    pub const fn tag(&self) -> u8 {
        match self {
            Self::Bool(_) => Type::Bool.tag(),
            Self::Int(integer) => integer.int as u8,
            Self::F32(_) => Type::F32.tag(),
            Self::F64(_) => Type::F64.tag(),
            Self::String(_) => Type::String.tag(),
            Self::Function(_) => Type::Function.tag(),
            Self::Variable(_) => TAG_VARIABLE,
        }
    }

    /// The meaning of its first byte.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Bool(_) => Type::Bool.kind(),
            Self::Int(integer) => integer.int.name(),
            Self::F32(_) => Type::F32.kind(),
            Self::F64(_) => Type::F64.kind(),
            Self::String(_) => Type::String.kind(),
            Self::Function(_) => Type::Function.kind(),
            Self::Variable(_) => "ref",
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => value.fmt(f),
            Self::Int(integer) => write!(f, "{integer:?}"),
            Self::F32(bits) => write!(f, "{:?}f32", f32::from_bits(*bits)),
            Self::F64(bits) => write!(f, "{:?}", f64::from_bits(*bits)),
            Self::String(text) => write!(f, "{text:?}"),
            Self::Function(function) => {
                f.write_str("fn ")?;
                write_qualified(f, &function.module, &function.name)
            }
            Self::Variable(name) => write!(f, "ref {name}"),
        }
    }
}

const NO_ROW: u8 = u8::MAX;

/// The index in [`ROWS`] of each opcode. Where two rows share one, it is that of the first.
static BY_OPCODE: [u8; 256] = {
    let mut table = [NO_ROW; 256];
    let mut at = ROWS.len();
    while at > 0 {
        at -= 1;
        table[ROWS[at].opcode as usize] = at as u8;
    }
    table
};

/// The row of an opcode; the first where two share one (`alloc` before `allocvar`).
pub fn row(opcode: u8) -> Option<&'static Row> {
    ROWS.get(BY_OPCODE[opcode as usize] as usize)
}

impl Instr {
    /// An instruction.
    pub const fn new(opcode: u8, operand: Operand) -> Self {
        Self { opcode, operand }
    }

    /// An instruction without operands.
    pub const fn plain(opcode: u8) -> Self {
        Self::new(opcode, Operand::None)
    }

    /// `push`.
    pub const fn push(value: Value) -> Self {
        Self::new(b':', Operand::Value(value))
    }

    /// Its row.
    pub fn row(&self) -> Option<&'static Row> {
        row(self.opcode)
    }

    /// The instructions it may go to with a label.
    pub fn targets(&self) -> impl Iterator<Item = u32> {
        let (one, two) = match self.operand {
            Operand::Target(target) => (Some(target), None),
            Operand::Targets(yes, no) => (Some(yes), Some(no)),
            _ => (None, None),
        };
        one.into_iter().chain(two)
    }
}

impl Operand {
    /// Whether a row with these kinds of operands has operands of this shape.
    pub fn fits(&self, kinds: &[OperandKind]) -> bool {
        match self {
            Self::None => kinds.is_empty(),
            Self::Count(_) => kinds == [OperandKind::Count],
            Self::Places(_) => kinds == [OperandKind::Places],
            Self::Value(_) => kinds == [OperandKind::Value],
            Self::Target(_) => kinds == [OperandKind::Target],
            Self::Targets(..) => kinds == [OperandKind::Target, OperandKind::Target],
            Self::Type(_) => kinds == [OperandKind::Type],
            Self::Array(..) => kinds == [OperandKind::ArrayType],
            Self::Member(_) => kinds == [OperandKind::Member],
        }
    }
}

impl fmt::Display for Instr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row() {
            Some(row) => f.write_str(row.mnemonic)?,
            None => write!(f, "{:#04x}", self.opcode)?,
        }
        match &self.operand {
            Operand::None => Ok(()),
            Operand::Count(count) => write!(f, " {count}"),
            Operand::Places(places) => write!(f, " {places}"),
            Operand::Value(value) => write!(f, " {value}"),
            Operand::Target(target) => write!(f, " {target}"),
            Operand::Targets(yes, no) => write!(f, " {yes}, {no}"),
            Operand::Type(ty) => write!(f, " {ty}"),
            Operand::Array(None, element) => write!(f, " {element}[]"),
            Operand::Array(Some(length), element) => write!(f, " {element}[{length}]"),
            Operand::Member(name) => write!(f, " {name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_instructions_take_32_megabytes() {
        assert!(size_of::<Instr>() <= 32, "{}", size_of::<Instr>());
    }

    #[test]
    fn integers_keep_their_sign_and_width() {
        let minus_one = Integer::new(Int::S16, u128::MAX);
        assert_eq!((minus_one.signed(), minus_one.bits(), minus_one.to_string()), (-1, 0xFFFF, "-1".into()));
        assert_eq!(minus_one.to_be_bytes().as_ref(), [0xFF, 0xFF]);
        assert_eq!(Integer::new(Int::U128, u128::MAX).to_string(), u128::MAX.to_string());
        assert_eq!(Integer::new(Int::U32, 0x1_0203_0405).to_be_bytes().as_ref(), [2, 3, 4, 5]);
        assert_eq!(Integer::new(Int::U8, 0x105), Integer::new(Int::U8, 5));
    }

    #[test]
    fn the_first_of_two_rows_is_found() {
        assert_eq!(row(b'{').map(|row| row.mnemonic), Some("alloc"));
        assert!(
            ROWS.iter().all(|expected| row(expected.opcode).is_some_and(|row| row.effect == expected.effect))
        );
        assert_eq!(row(b'?'), None);
    }
}
