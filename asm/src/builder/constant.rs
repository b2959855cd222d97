//! Constants as a compiler names them: each is held as the text that the language writes it with, so a constant of any
//! depth is one flat string.

use super::owner::{Owned, Owner};
use super::{Callee, ModuleId};
use crate::formats::is_reserved;
use lzasm_grammar::ast::SizeClass;
use lzasm_grammar::ast::build::{atom_literal, bytes_literal, declared_name, string_literal, value_name};
use std::fmt;

/// A constant value: what `loadk` and `push` take. Numbers, booleans and strings convert into one.
///
/// ```
/// use lzasm::Constant;
///
/// assert_eq!(Constant::from(5i64).to_string(), "5i64");
/// let pair = Constant::tuple([Constant::atom("ok"), "done".into()]);
/// assert_eq!(pair.to_string(), r#"{:ok, "done"}"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Constant {
    text: String,
    owner: Owner,
}

impl Constant {
    /// An atom: `:ok`.
    pub fn atom(name: &str) -> Self {
        Self::of(atom_literal(name))
    }

    /// Bytes: `b"…"`.
    pub fn bytes(bytes: &[u8]) -> Self {
        Self::of(bytes_literal(bytes, SizeClass::Shortest))
    }

    /// A list: `[…]`.
    pub fn list(elements: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(["[", "]"], elements)
    }

    /// A tuple: `{…}`.
    pub fn tuple(elements: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(["{", "}"], elements)
    }

    /// A map: `#{key => value, …}`.
    pub fn map(pairs: impl IntoIterator<Item = (Self, Self)>) -> Self {
        let pair = |(key, value): (Self, Self)| Self {
            text: format!("{} => {}", key.text, value.text),
            owner: key.owner.and(value.owner),
        };
        Self::joined(["#{", "}"], pairs.into_iter().map(pair))
    }

    /// A function as a value: `fn name`.
    pub fn function(callee: &Callee) -> Self {
        Self { text: format!("fn {callee}"), owner: callee.owner() }
    }

    /// A function of another module, looked up when the module is loaded: `import module::name/arity`.
    pub fn import(module: &str, name: &str, arity: u8) -> Self {
        Self::of(format!("import {}::{}/{arity}", declared_name(module), value_name(name, is_reserved)))
    }

    /// A reference to a variable of the stack machine: `ref name`.
    pub fn variable(name: &str) -> Self {
        Self::of(format!("ref {}", value_name(name, is_reserved)))
    }

    /// A constant that has a name in one module.
    pub(super) fn named(name: &str, module: ModuleId) -> Self {
        Self { text: value_name(name, is_reserved), owner: Owner::Module(module) }
    }

    /// A constant that means the same in every module.
    fn of(text: String) -> Self {
        Self { text, owner: Owner::Nobody }
    }

    fn joined([open, close]: [&str; 2], parts: impl IntoIterator<Item = Self>) -> Self {
        let mut joined = Self::of(open.to_owned());
        for (at, part) in parts.into_iter().enumerate() {
            if at > 0 {
                joined.text.push_str(", ");
            }
            joined.text.push_str(&part.text);
            joined.owner = joined.owner.and(part.owner);
        }
        joined.text.push_str(close);
        joined
    }
}

impl Owned for Constant {
    fn owner(&self) -> Owner {
        self.owner
    }
}

impl fmt::Display for Constant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Converts integers, each with the suffix of its type.
macro_rules! from_integers {
    ($($ty:ident),+) => {
        $(impl From<$ty> for Constant {
            fn from(value: $ty) -> Self {
                Self::of(format!(concat!("{}", stringify!($ty)), value))
            }
        })+
    };
}

from_integers!(u8, u16, u32, u64, u128, i8, i16, i32, i64, i128);

impl From<f32> for Constant {
    fn from(value: f32) -> Self {
        Self::of(match value {
            _ if value.is_nan() => format!("f32bits(0x{:08X})", value.to_bits()),
            _ if value.is_infinite() => format!("f32({}inf)", if value < 0.0 { "-" } else { "" }),
            _ => format!("{value:?}f32"),
        })
    }
}

impl From<f64> for Constant {
    fn from(value: f64) -> Self {
        Self::of(match value {
            _ if value.is_nan() => format!("f64bits(0x{:016X})", value.to_bits()),
            _ if value.is_infinite() => format!("{}inf", if value < 0.0 { "-" } else { "" }),
            _ => format!("{value:?}f64"),
        })
    }
}

impl From<bool> for Constant {
    fn from(value: bool) -> Self {
        Self::of(value.to_string())
    }
}

impl From<&str> for Constant {
    fn from(text: &str) -> Self {
        Self::of(string_literal(text))
    }
}

impl From<String> for Constant {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<&Self> for Constant {
    fn from(constant: &Self) -> Self {
        constant.clone()
    }
}

impl From<&Callee> for Constant {
    fn from(callee: &Callee) -> Self {
        Self::function(callee)
    }
}
