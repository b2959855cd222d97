//! A Roo module as data: all that its bytes say, and nothing else.
//!
//! The input of the encoder and the result of the decoder. Strings are without their NUL; the version of the format is
//! always [`VERSION`]. A string with a NUL or a character beyond ASCII has no encoding that decodes to it; lowering refuses
//! it, the decoder never makes it, and [`text_fits`] checks it.

use super::json::kind;
use crate::bytes::At;
use crate::formats::json::hex;
use crate::ir::OperatorRow;
use serde::Serialize;

/// The first bytes of a file.
pub const MAGIC: &[u8; 4] = b"\x7fROO";

/// The only version of the format.
pub const VERSION: u8 = 0;

/// A string has at most 254 characters: its length is one byte and counts the NUL at its end.
pub const MAX_TEXT: usize = 254;

/// A type has at most 255 members and a function or operator at most 255 parameters: the count is one byte.
pub const MAX_VARIABLES: usize = 255;

/// A file has at most this many types, and at most this many things: the counts are four bytes.
pub const MAX_ENTRIES: usize = u32::MAX as usize;

/// A whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct File {
    /// The types, in the order of the file.
    pub types: Vec<Type>,
    /// The functions and operators, in the order of the file.
    pub things: Vec<Thing>,
    /// The bytes after the end.
    #[serde(serialize_with = "hex")]
    pub trailing: Vec<u8>,
}

/// A type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Type {
    /// Its name.
    pub name: String,
    /// Its size in bytes, as the file states it.
    pub size: u32,
    /// Its members.
    pub members: Vec<Variable>,
    /// Its place in the source, if it comes from one.
    #[serde(skip)]
    pub origin: At,
}

/// A function or an operator.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Thing {
    /// Whether it is a function or an operator, with what names it.
    #[serde(flatten, serialize_with = "kind")]
    pub kind: ThingKind,
    /// The parameters.
    pub params: Vec<Variable>,
    /// The name that the linker knows it by.
    pub symbol: String,
    /// Its place in the source, if it comes from one.
    #[serde(skip)]
    pub origin: At,
}

/// The kind of a thing, with what names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ThingKind {
    /// A function.
    Function {
        /// Its name.
        name: String,
    },
    /// An operator.
    Operator {
        /// Its number; [`crate::ir::OPERATORS`] lists the known ones.
        token: u32,
    },
}

impl Default for ThingKind {
    /// A function without a name.
    fn default() -> Self {
        Self::Function { name: String::new() }
    }
}

impl ThingKind {
    /// The byte that marks a function.
    pub const FUNCTION: u8 = 0;
    /// The byte that marks an operator.
    pub const OPERATOR: u8 = 1;

    /// As a source spells it: `area`, `operator +`, or `operator token 99` for a number without a token.
    pub fn spelling(&self) -> String {
        match self {
            Self::Function { name } => name.clone(),
            Self::Operator { token } => match OperatorRow::by_number(*token) {
                Some(row) => format!("operator {}", row.token),
                None => format!("operator token {token}"),
            },
        }
    }
}

/// A member of a type, or a parameter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// The bare name of its type.
    pub type_name: String,
    /// The leading `mut` of its type.
    pub is_mutable: bool,
    /// The `&` of its type.
    pub is_reference: bool,
    /// The `mut` of `mut&`.
    pub is_reference_mutable: bool,
    /// The number of elements; 0 if it is not an array.
    pub array_size: u32,
    /// Its place in the source, if it comes from one.
    #[serde(skip)]
    pub origin: At,
}

impl Variable {
    /// The type as a source spells it: `mut T[N] mut&`.
    pub fn spelling(&self) -> String {
        let mut text = String::from(if self.is_mutable { "mut " } else { "" });
        text.push_str(&self.type_name);
        if self.array_size != 0 {
            text.push_str(&format!("[{}]", self.array_size));
        }
        text.push_str(match (self.is_reference_mutable, self.is_reference) {
            (true, true) => " mut&",
            (true, false) => " mut",
            (false, true) => "&",
            (false, false) => "",
        });
        text
    }
}

/// Whether a text can be a string of this format: ASCII, no NUL, at most [`MAX_TEXT`] characters.
pub fn text_fits(text: &str) -> bool {
    text.len() <= MAX_TEXT && text.bytes().all(|byte| (1..0x80).contains(&byte))
}
