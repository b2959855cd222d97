//! The kinds of operands: how a message names each, its range, and its bits in a word.

/// The access of an instruction to a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// Reads it.
    Read,
    /// Writes it.
    Write,
    /// Reads and writes it.
    ReadWrite,
}

/// A kind of operand. Kinds of the register set are packed in order into the three bytes after the opcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OperandKind {
    /// A register or stack slot: one byte.
    Reg(Access),
    /// An element of a `put`, which may be left out (`FF`): one byte.
    Element,
    /// An unsigned byte.
    U8,
    /// A signed byte.
    I8,
    /// Two bytes, unsigned.
    U16,
    /// Two bytes, signed.
    I16,
    /// Three bytes, signed.
    I24,
    /// The pool index of a constant: two bytes.
    Const,
    /// The pool index of a function or an import: two bytes.
    Callee,
    /// A whole word, signed or not: four bytes.
    Word,
    /// Flags of a call: `tail`, `save`; one byte.
    Flags8,
    /// The same in two bytes.
    Flags16,
    /// The distance to a label from the next word, in words: two bytes.
    Label16,
    /// The same in three bytes.
    Label24,
    /// stack set: a count that may be left out (0): two bytes.
    Count,
    /// stack set: a distance on the stack: two bytes, signed.
    Places,
    /// stack set: a value with its type.
    Value,
    /// stack set: the index of an instruction: four bytes.
    Target,
    /// stack set: a type.
    Type,
    /// stack set: an array type, with or without a length.
    ArrayType,
    /// stack set: the name of a member.
    Member,
}

/// Bit 0 of call flags.
pub const FLAG_TAIL: u8 = 1;
/// Bit 1 of call flags.
pub const FLAG_SAVE: u8 = 2;

impl OperandKind {
    /// The kinds that an `.op` can name.
    pub const USER: &[(&str, Self)] = &[
        ("reg", Self::Reg(Access::ReadWrite)),
        ("u8", Self::U8),
        ("i8", Self::I8),
        ("u16", Self::U16),
        ("i16", Self::I16),
        ("i24", Self::I24),
        ("const16", Self::Const),
        ("label16", Self::Label16),
        ("label24", Self::Label24),
    ];

    /// The name of a kind in `.op`; empty if it has none.
    pub fn user_name(self) -> &'static str {
        Self::USER.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }

    /// The name of an operand of this kind in a message.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Reg(_) | Self::Element => "a register",
            Self::U8 | Self::I8 | Self::U16 | Self::I16 | Self::I24 | Self::Word => "an integer",
            Self::Const | Self::Value => "a value",
            Self::Callee => "a function",
            Self::Flags8 | Self::Flags16 => "`tail` or `save`",
            Self::Label16 | Self::Label24 | Self::Target => "a label",
            Self::Count => "a count",
            Self::Places => "a number of places",
            Self::Type => "a type",
            Self::ArrayType => "an array type",
            Self::Member => "a member's name",
        }
    }

    /// The least and greatest integer an operand of this kind holds, for kinds that hold one.
    pub const fn range(self) -> Option<(i64, i64)> {
        match self {
            Self::U8 | Self::Flags8 => Some((0, 0xFF)),
            Self::I8 => Some((-0x80, 0x7F)),
            Self::U16 | Self::Const | Self::Callee | Self::Count | Self::Flags16 => Some((0, 0xFFFF)),
            Self::I16 | Self::Label16 | Self::Places => Some((-0x8000, 0x7FFF)),
            Self::I24 | Self::Label24 => Some((-0x80_0000, 0x7F_FFFF)),
            Self::Target => Some((0, 0xFFFF_FFFF)),
            Self::Word => Some((-0x8000_0000, 0xFFFF_FFFF)),
            Self::Reg(_) | Self::Element | Self::Value | Self::Type | Self::ArrayType | Self::Member => None,
        }
    }

    /// The number of bytes of a word it takes (0 for kinds of the stack set that have no fixed size).
    pub const fn width(self) -> usize {
        match self {
            Self::Reg(_) | Self::Element | Self::U8 | Self::I8 | Self::Flags8 => 1,
            Self::U16 | Self::I16 | Self::Const | Self::Callee | Self::Flags16 | Self::Label16 => 2,
            Self::Count | Self::Places => 2,
            Self::I24 | Self::Label24 => 3,
            Self::Target | Self::Word => 4,
            Self::Value | Self::Type | Self::ArrayType | Self::Member => 0,
        }
    }

    /// Whether the operand may be left out.
    pub const fn is_optional(self) -> bool {
        matches!(self, Self::Element | Self::Flags8 | Self::Flags16 | Self::Count)
    }
}
