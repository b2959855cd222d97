//! The integer types.

/// An integer type of the language; a suffix of an integer names one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the names say it
pub enum IntType {
    U8,
    U16,
    U32,
    U64,
    U128,
    I8,
    I16,
    I32,
    I64,
    I128,
}

impl IntType {
    /// All, unsigned ones first, by width.
    pub const ALL: &[Self] = &[
        Self::U8,
        Self::U16,
        Self::U32,
        Self::U64,
        Self::U128,
        Self::I8,
        Self::I16,
        Self::I32,
        Self::I64,
        Self::I128,
    ];

    /// Its width in bits.
    pub const fn bits(self) -> u32 {
        match self {
            Self::U8 | Self::I8 => 8,
            Self::U16 | Self::I16 => 16,
            Self::U32 | Self::I32 => 32,
            Self::U64 | Self::I64 => 64,
            Self::U128 | Self::I128 => 128,
        }
    }

    /// Whether it has negative values.
    pub const fn is_signed(self) -> bool {
        matches!(self, Self::I8 | Self::I16 | Self::I32 | Self::I64 | Self::I128)
    }

    /// Its canonical name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
            Self::U128 => "u128",
            Self::I8 => "i8",
            Self::I16 => "i16",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::I128 => "i128",
        }
    }

    /// The type of a name; `s32` means `i32`.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|ty| {
            let other = name.strip_prefix('s').filter(|_| ty.is_signed());
            ty.name() == name || other.is_some_and(|width| ty.name().strip_prefix('i') == Some(width))
        })
    }

    /// The least and the greatest value; the greatest of `u128` is beyond `i128` and given as `u128`.
    pub const fn range(self) -> (i128, u128) {
        let bits = self.bits();
        if self.is_signed() {
            (i128::MIN >> (128 - bits), u128::MAX >> (129 - bits))
        } else {
            (0, u128::MAX >> (128 - bits))
        }
    }
}
