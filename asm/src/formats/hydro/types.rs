//! Types as a Hydro file writes them: one tag byte and what belongs to it.

use std::fmt;

/// At most 64 types enclose a type.
pub const MAX_TYPE_DEPTH: usize = 64;

/// A type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// Tag 00: any value.
    Any,
    /// Tag 01.
    Bool,
    /// Tags 02 to 0B.
    Int(Int),
    /// Tag 0C.
    F32,
    /// Tag 0D.
    F64,
    /// Tag 0E.
    String,
    /// Tags 0F (no length) and 10.
    Array(Option<u32>, Box<Type>),
    /// Tag 11.
    Layout(Box<LayoutRef>),
    /// Tag 12: a function pointer.
    Function,
    /// Tag 13.
    Reference(Box<Type>),
}

/// A layout named by a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LayoutRef {
    /// Its module; empty for this one.
    pub module: Box<str>,
    /// Its name.
    pub name: Box<str>,
}

/// An integer type; the number is its tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Int {
    /// 8 bits, unsigned.
    U8 = 0x02,
    /// 16 bits, unsigned.
    U16,
    /// 32 bits, unsigned.
    U32,
    /// 64 bits, unsigned.
    U64,
    /// 128 bits, unsigned.
    U128,
    /// 8 bits, signed.
    S8,
    /// 16 bits, signed.
    S16,
    /// 32 bits, signed.
    S32,
    /// 64 bits, signed.
    S64,
    /// 128 bits, signed.
    S128,
}

impl Int {
    /// All of them, by tag.
    pub const ALL: [Self; 10] = [
        Self::U8,
        Self::U16,
        Self::U32,
        Self::U64,
        Self::U128,
        Self::S8,
        Self::S16,
        Self::S32,
        Self::S64,
        Self::S128,
    ];

    /// The type with this tag.
    pub fn from_tag(tag: u8) -> Option<Self> {
        Self::ALL.get(usize::from(tag.checked_sub(Self::U8 as u8)?)).copied()
    }

    /// The type of this width and sign, if there is one.
    pub fn of(bits: u32, signed: bool) -> Option<Self> {
        Self::ALL.into_iter().find(|int| int.bits() == bits && int.is_signed() == signed)
    }

    /// Its width.
    pub const fn bits(self) -> u32 {
        8 << ((self as u32 - Self::U8 as u32) % 5)
    }

    /// Whether it has negative values.
    pub const fn is_signed(self) -> bool {
        self as u8 >= Self::S8 as u8
    }

    /// Its name in the language.
    pub const fn name(self) -> &'static str {
        const NAMES: [&str; 10] = ["u8", "u16", "u32", "u64", "u128", "s8", "s16", "s32", "s64", "s128"];
        NAMES[self as usize - Self::U8 as usize]
    }
}

/// The tag of a variable reference, which is a value and no type.
pub const TAG_VARIABLE: u8 = 0x20;

impl Type {
    /// An array; without a length it is one of unknown length.
    pub fn array(length: Option<u32>, element: Self) -> Self {
        Self::Array(length, Box::new(element))
    }

    /// A reference.
    pub fn reference(target: Self) -> Self {
        Self::Reference(Box::new(target))
    }

    /// A layout; `module` is empty for this one.
    pub fn layout(module: &str, name: &str) -> Self {
        Self::Layout(Box::new(LayoutRef { module: module.into(), name: name.into() }))
    }

    /// Its first byte.
    pub const fn tag(&self) -> u8 {
        match self {
            Self::Any => 0x00,
            Self::Bool => 0x01,
            Self::Int(int) => *int as u8,
            Self::F32 => 0x0C,
            Self::F64 => 0x0D,
            Self::String => 0x0E,
            Self::Array(None, _) => 0x0F,
            Self::Array(Some(_), _) => 0x10,
            Self::Layout(_) => 0x11,
            Self::Function => 0x12,
            Self::Reference(_) => 0x13,
        }
    }

    /// The meaning of its first byte.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Bool => "bool",
            Self::Int(int) => int.name(),
            Self::F32 => "f32",
            Self::F64 => "f64",
            Self::String => "string",
            Self::Array(None, _) => "array of any length",
            Self::Array(Some(_), _) => "array",
            Self::Layout(_) => "layout",
            Self::Function => "fn",
            Self::Reference(_) => "reference",
        }
    }

    /// The type it encloses.
    pub fn inner(&self) -> Option<&Self> {
        match self {
            Self::Array(_, inner) | Self::Reference(inner) => Some(inner),
            _ => None,
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Array(None, element) => write!(f, "{element}[]"),
            Self::Array(Some(length), element) => write!(f, "{element}[{length}]"),
            Self::Layout(layout) => write_qualified(f, &layout.module, &layout.name),
            Self::Reference(target) => write!(f, "{target}&"),
            plain => f.write_str(plain.kind()),
        }
    }
}

/// Writes `module::name`, or the name alone if the module is this one.
pub(super) fn write_qualified(f: &mut fmt::Formatter<'_>, module: &str, name: &str) -> fmt::Result {
    match module {
        "" => f.write_str(name),
        _ => write!(f, "{module}::{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_by_tag_and_width() {
        for int in Int::ALL {
            assert_eq!(Int::from_tag(int as u8), Some(int));
            assert_eq!(Int::of(int.bits(), int.is_signed()), Some(int));
            let letter = if int.is_signed() { 's' } else { 'u' };
            assert_eq!(int.name(), format!("{letter}{}", int.bits()));
        }
        assert_eq!((Int::from_tag(0x01), Int::from_tag(0x0C), Int::from_tag(0)), (None, None, None));
        assert_eq!(Int::of(24, true), None);
    }

    #[test]
    fn types_read_like_the_language() {
        let ty = Type::reference(Type::array(Some(4), Type::array(None, Type::layout("geo", "Point"))));
        assert_eq!(ty.to_string(), "geo::Point[][4]&");
        assert_eq!(Type::layout("", "Point").to_string(), "Point");
        assert!(size_of::<Type>() <= 16);
    }
}
