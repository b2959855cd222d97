//! Types and registers as a compiler names them.

use lzasm_grammar::ast::build::{declared_name, quote, value_name};
use std::borrow::Cow;
use std::fmt;

/// A type of the language.
///
/// ```
/// use lzasm::Type;
///
/// assert_eq!(Type::CHAR.array(8).reference().to_string(), "char[8]&");
/// assert_eq!(Type::named("Point").mutable().to_string(), "mut Point");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Type {
    text: Cow<'static, str>,
    mutable: bool,
}

/// Declares a constant for each primitive type.
macro_rules! primitives {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)+) => {
        impl Type {
            $($(#[$doc])* pub const $name: Self = Self { text: Cow::Borrowed($text), mutable: false };)+

            /// The primitive types, for the test that none is missing.
            #[cfg(test)]
            pub(super) const PRIMITIVES: &[Self] = &[$(Self::$name),+];
        }
    };
}

primitives! {
    /// `bool`
    BOOL = "bool";
    /// `char`
    CHAR = "char";
    /// `string`
    STRING = "string";
    /// `any`
    ANY = "any";
    /// `int`
    INT = "int";
    /// `uint`
    UINT = "uint";
    /// `float`
    FLOAT = "float";
    /// `u8`
    U8 = "u8";
    /// `u16`
    U16 = "u16";
    /// `u32`
    U32 = "u32";
    /// `u64`
    U64 = "u64";
    /// `u128`
    U128 = "u128";
    /// `i8`
    I8 = "i8";
    /// `i16`
    I16 = "i16";
    /// `i32`
    I32 = "i32";
    /// `i64`
    I64 = "i64";
    /// `i128`
    I128 = "i128";
    /// `f32`
    F32 = "f32";
    /// `f64`
    F64 = "f64";
    /// `fn`, a pointer to a function.
    FUNCTION = "fn";
}

impl Type {
    /// A struct of this module.
    pub fn named(name: &str) -> Self {
        Self { text: Cow::Owned(value_name(name, crate::formats::is_reserved)), mutable: false }
    }

    /// A struct of another module.
    pub fn qualified(module: &str, name: &str) -> Self {
        let name = value_name(name, crate::formats::is_reserved);
        Self { text: Cow::Owned(format!("{}::{name}", declared_name(module))), mutable: false }
    }

    /// A type whose text is written to the file as it is, in formats that name types by texts.
    pub fn verbatim(text: &str) -> Self {
        Self { text: Cow::Owned(quote(text)), mutable: false }
    }

    /// An array of `length` of these: `T[N]`.
    pub fn array(self, length: u32) -> Self {
        self.suffixed(&format!("[{length}]"))
    }

    /// An array whose length is not part of the type: `T[]`.
    pub fn open_array(self) -> Self {
        self.suffixed("[]")
    }

    /// A reference: `T&`.
    pub fn reference(self) -> Self {
        self.suffixed("&")
    }

    /// A reference through which can be written: `T mut&`.
    pub fn mutable_reference(self) -> Self {
        self.suffixed(" mut&")
    }

    /// The same, mutable: `mut T`.
    pub fn mutable(self) -> Self {
        Self { mutable: true, ..self }
    }

    fn suffixed(self, suffix: &str) -> Self {
        Self { text: Cow::Owned(self.text.into_owned() + suffix), mutable: self.mutable }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.mutable {
            f.write_str("mut ")?;
        }
        f.write_str(&self.text)
    }
}

/// A register or stack slot of the register set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reg(u8);

/// Declares a constant for each register.
macro_rules! registers {
    ($($name:ident = $number:literal),+ $(,)?) => {
        impl Reg {
            $(#[doc = concat!("`r", $number, "`")] pub const $name: Self = Self($number);)+
        }
    };
}

registers! {
    R0 = 0, R1 = 1, R2 = 2, R3 = 3, R4 = 4, R5 = 5, R6 = 6, R7 = 7, R8 = 8, R9 = 9, R10 = 10, R11 = 11,
    R12 = 12, R13 = 13, R14 = 14, R15 = 15, R16 = 16, R17 = 17, R18 = 18, R19 = 19, R20 = 20, R21 = 21,
    R22 = 22, R23 = 23, R24 = 24, R25 = 25, R26 = 26, R27 = 27, R28 = 28, R29 = 29, R30 = 30, R31 = 31,
}

/// Bit 7 of a register byte: the byte names a stack slot.
const SLOT: u8 = 0x80;

impl Reg {
    /// The register with this number; `None` above 31.
    pub const fn new(number: u8) -> Option<Self> {
        if number < 32 { Some(Self(number)) } else { None }
    }

    /// The stack slot with this number; `None` above 127.
    pub const fn slot(number: u8) -> Option<Self> {
        if number < SLOT { Some(Self(number | SLOT)) } else { None }
    }
}

impl fmt::Display for Reg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < SLOT { write!(f, "r{}", self.0) } else { write!(f, "s{}", self.0 - SLOT) }
    }
}
