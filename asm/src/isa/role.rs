//! The role of an instruction, in terms that both sets share: the column of the tables that the translation uses.

/// The purpose of an instruction, in terms that both sets share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Has no counterpart in the other set, for this reason.
    NotPortable(&'static str),
    /// Moves values and creates none.
    Move,
    /// Loads a constant.
    Constant,
    /// Computes this operation.
    Compute(Compute),
    /// Computes the first operation on numbers and the second on booleans.
    ByType(Compute, Compute),
    /// Converts a value to another type.
    Convert,
    /// Jumps to its label.
    Jump,
    /// Jumps to its label if a value equals this one.
    JumpIf(bool),
    /// Jumps to one of two labels.
    Choose,
    /// Calls the function that it names.
    Call,
    /// Calls a function that it takes as a value.
    CallValue,
    /// Returns to the caller.
    Return,
}

/// The operations that both sets have, with equal results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the names say it
pub enum Compute {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    ShiftLeft,
    ShiftRight,
    BitAnd,
    BitOr,
    BitXor,
    BitNot,
    And,
    Or,
    Xor,
    Not,
    Negate,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

impl Compute {
    /// All of them, in the order of the manual.
    pub const ALL: &[Self] = &[
        Self::Add,
        Self::Subtract,
        Self::Multiply,
        Self::Divide,
        Self::Remainder,
        Self::Negate,
        Self::ShiftLeft,
        Self::ShiftRight,
        Self::BitAnd,
        Self::BitOr,
        Self::BitXor,
        Self::BitNot,
        Self::And,
        Self::Or,
        Self::Xor,
        Self::Not,
        Self::Equal,
        Self::NotEqual,
        Self::Less,
        Self::LessEqual,
        Self::Greater,
        Self::GreaterEqual,
    ];

    /// The types that it takes; both operands are of one type, unless this says otherwise.
    pub const fn takes(self) -> Takes {
        match self {
            Self::Add | Self::Subtract | Self::Multiply | Self::Divide | Self::Remainder | Self::Negate => {
                Takes::Numbers
            }
            Self::ShiftLeft | Self::ShiftRight => Takes::Shift,
            Self::BitAnd | Self::BitOr | Self::BitXor | Self::BitNot => Takes::Integers,
            Self::And | Self::Or | Self::Xor | Self::Not => Takes::Truth,
            Self::Equal | Self::NotEqual => Takes::Comparable,
            Self::Less | Self::LessEqual | Self::Greater | Self::GreaterEqual => Takes::Numbers,
        }
    }

    /// Whether its result is always a boolean.
    pub const fn compares(self) -> bool {
        matches!(
            self,
            Self::Equal | Self::NotEqual | Self::Less | Self::LessEqual | Self::Greater | Self::GreaterEqual
        )
    }

    /// The number of operands it takes.
    pub const fn arity(self) -> usize {
        if matches!(self, Self::BitNot | Self::Not | Self::Negate) { 1 } else { 2 }
    }

    /// The one that does the same with its operands exchanged.
    pub const fn flipped(self) -> Option<Self> {
        Some(match self {
            Self::Add | Self::Multiply | Self::BitAnd | Self::BitOr | Self::BitXor => self,
            Self::And | Self::Or | Self::Xor | Self::Equal | Self::NotEqual => self,
            Self::Less => Self::Greater,
            Self::LessEqual => Self::GreaterEqual,
            Self::Greater => Self::Less,
            Self::GreaterEqual => Self::LessEqual,
            _ => return None,
        })
    }
}

/// The types of what is computed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Takes {
    /// Integers and floats.
    Numbers,
    /// Integers.
    Integers,
    /// An integer, and a `u8` that counts bits.
    Shift,
    /// Booleans.
    Truth,
    /// Numbers and booleans.
    Comparable,
}

impl Takes {
    /// As a sentence has it.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Numbers => "numbers",
            Self::Integers => "integers",
            Self::Shift => "an integer, and a `u8` that counts",
            Self::Truth => "booleans",
            Self::Comparable => "numbers and booleans",
        }
    }
}
