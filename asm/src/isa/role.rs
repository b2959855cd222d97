//! What an instruction means in terms that both sets share: the column of the tables that translation works from.

/// What an instruction is for, whichever set it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// It has no counterpart in the other set, and this is why.
    NotPortable(&'static str),
    /// It brings values to other places and makes none.
    Move,
    /// It makes a constant.
    Constant,
    /// It computes.
    Compute(Compute),
    /// It computes the first on numbers and the second on truth values.
    ByType(Compute, Compute),
    /// It makes a value of another type.
    Convert,
    /// It goes to its label.
    Jump,
    /// It goes to its label if a value is this, else on.
    JumpIf(bool),
    /// It goes to one of two labels.
    Choose,
    /// It calls the function that it names.
    Call,
    /// It calls a function that it takes as a value.
    CallValue,
    /// It goes back to the caller.
    Return,
}

/// What can be computed in both sets, with equal results.
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

    /// Whether its result is a truth value whatever it takes.
    pub const fn compares(self) -> bool {
        matches!(
            self,
            Self::Equal | Self::NotEqual | Self::Less | Self::LessEqual | Self::Greater | Self::GreaterEqual
        )
    }

    /// How many operands it takes.
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
    /// Truth values.
    Truth,
    /// Numbers and truth values.
    Comparable,
}

impl Takes {
    /// As a sentence has it.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Numbers => "numbers",
            Self::Integers => "integers",
            Self::Shift => "an integer, and a `u8` that counts",
            Self::Truth => "truth values",
            Self::Comparable => "numbers and truth values",
        }
    }
}
