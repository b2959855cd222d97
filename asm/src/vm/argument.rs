//! Arguments of the entry function, as a command line gives them: `5`, `5i64`, `1.5f32`, `true`, `:ok`,
//! `"text"`, and any other text as a string.

use crate::ir::IntType;
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::literal::{self, FloatSuffix};
use std::fmt;

/// An argument.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// An integer.
    Int {
        /// Whether it is below zero.
        negative: bool,
        /// Without its sign.
        magnitude: u128,
        /// Its type, if one is stated.
        ty: Option<IntType>,
    },
    /// A float of 32 bits.
    F32(f32),
    /// A float of 64 bits; `typed` if it says so itself.
    F64 {
        /// The number.
        value: f64,
        /// Whether its type is stated.
        typed: bool,
    },
    /// A boolean.
    Bool(bool),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// An atom.
    Atom(String),
}

/// A word that looks like a literal and is not one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArgumentError {
    /// The word.
    pub word: String,
    /// The fault.
    pub fault: ArgumentFault,
}

/// The fault in the word of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentFault {
    /// A number that is not spelled right.
    Number,
    /// A number that its type cannot hold.
    Range,
    /// A text that is not spelled right.
    Text,
    /// An atom of no or too many letters.
    Atom,
}

impl ArgumentError {
    /// The diagnostic.
    pub fn diagnostic(&self) -> Diagnostic {
        crate::vm::messages::bad_argument(self)
    }
}

impl Argument {
    /// The argument that a word of a command line is.
    pub fn parse(word: &str) -> Result<Self, ArgumentError> {
        let fail = |fault| ArgumentError { word: word.to_owned(), fault };
        let digits = word.strip_prefix('-').unwrap_or(word);
        match word {
            "true" => return Ok(Self::Bool(true)),
            "false" => return Ok(Self::Bool(false)),
            _ => {}
        }
        if matches!(digits, "inf" | "nan") || digits.starts_with(|first: char| first.is_ascii_digit()) {
            return number(word, digits).map_err(fail);
        }
        if let Some(name) = word.strip_prefix(':') {
            let name = name.strip_prefix('`').and_then(|name| name.strip_suffix('`')).unwrap_or(name);
            let is_atom = (1..=255).contains(&name.len());
            return if is_atom { Ok(Self::Atom(name.to_owned())) } else { Err(fail(ArgumentFault::Atom)) };
        }
        if word.starts_with('"') {
            return text(word).map(Self::Text).ok_or_else(|| fail(ArgumentFault::Text));
        }
        if word.starts_with("b\"") {
            let bytes = is_closed(&word[1..]).then(|| literal::unescape_bytes(word).ok()).flatten();
            return bytes.map(Self::Bytes).ok_or_else(|| fail(ArgumentFault::Text));
        }
        Ok(Self::Text(word.to_owned()))
    }

    /// An integer without a type.
    pub fn int(value: i128) -> Self {
        Self::Int { negative: value < 0, magnitude: value.unsigned_abs(), ty: None }
    }

    /// Its number as this type holds it, in the low bits; `None` if it is not an integer, has another type, or does not
    /// fit.
    pub fn as_int(&self, ty: IntType) -> Option<u128> {
        match *self {
            Self::Int { negative, magnitude, ty: own } if own.is_none_or(|own| own == ty) => {
                fits(negative, magnitude, ty)
                    .then(|| if negative { magnitude.wrapping_neg() } else { magnitude })
            }
            _ => None,
        }
    }
}

fn number(word: &str, digits: &str) -> Result<Argument, ArgumentFault> {
    let negative = digits.len() < word.len();
    match digits {
        "inf" => {
            let value = if negative { f64::NEG_INFINITY } else { f64::INFINITY };
            return Ok(Argument::F64 { value, typed: false });
        }
        "nan" => return Ok(Argument::F64 { value: f64::NAN, typed: false }),
        _ => {}
    }
    if let Ok((magnitude, suffix)) = literal::int(digits) {
        let ty = suffix.map(|suffix| of(suffix.bits(), suffix.is_signed())).unwrap_or_default();
        let is_held = ty.is_none_or(|ty| fits(negative, magnitude, ty));
        let is_held = is_held && (!negative || magnitude <= 1 << 127);
        return if is_held {
            Ok(Argument::Int { negative, magnitude, ty })
        } else {
            Err(ArgumentFault::Range)
        };
    }
    let (value, suffix) = literal::float(digits).map_err(|_| ArgumentFault::Number)?;
    let sign = if negative { -1.0 } else { 1.0 };
    if suffix == Some(FloatSuffix::F32) {
        let value = literal::float32(digits).map_err(|_| ArgumentFault::Number)?;
        return if value.is_finite() {
            Ok(Argument::F32(sign as f32 * value))
        } else {
            Err(ArgumentFault::Range)
        };
    }
    match value.is_finite() {
        true => Ok(Argument::F64 { value: sign * value, typed: suffix.is_some() }),
        false => Err(ArgumentFault::Range),
    }
}

/// The integer type with this number of bits.
fn of(bits: u32, signed: bool) -> Option<IntType> {
    IntType::ALL.iter().copied().find(|ty| ty.bits() == bits && ty.is_signed() == signed)
}

fn fits(negative: bool, magnitude: u128, ty: IntType) -> bool {
    let (least, greatest) = ty.range();
    if negative { magnitude <= least.unsigned_abs() } else { magnitude <= greatest }
}

fn text(word: &str) -> Option<String> {
    is_closed(word).then(|| literal::unescape_str(word).ok()).flatten().map(|text| text.into_owned())
}

/// Whether a word in quotes ends where its quotes do.
fn is_closed(word: &str) -> bool {
    let mut letters = word.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => {
                letters.next();
            }
            '"' => return at + 1 == word.len(),
            _ => {}
        }
    }
    false
}

impl fmt::Display for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int { negative, magnitude, ty } => {
                let sign = if *negative { "-" } else { "" };
                write!(f, "{sign}{magnitude}{}", ty.map_or("", IntType::name))
            }
            Self::F32(value) => write!(f, "{value:?}f32"),
            Self::F64 { value, typed } => write!(f, "{value:?}{}", if *typed { "f64" } else { "" }),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Bytes(bytes) => f.write_str(&crate::bytes::bytes_shown(bytes)),
            Self::Atom(name) => write!(f, ":{name}"),
        }
    }
}
