//! The meaning of literals' text: integers, characters, floats, escapes.
//!
//! Each function takes the text under a literal's span and returns its value, or the fault with its offset in that
//! text. The lexer checks every literal here, so later phases see valid ones only.

mod escape;
mod int_type;

pub use int_type::IntType;

use escape::{Piece, quoted, unescape, unicode_in_bytes};
use std::borrow::Cow;

/// The type that a float's suffix names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // the names say it
pub enum FloatSuffix {
    F32,
    F64,
}

/// What is wrong with a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A character that is not a digit of the base.
    BadDigit(char, u32),
    /// Nothing after `0x` and the like.
    NoDigits,
    /// An `_` that is not between digits.
    Underscore,
    /// Letters after the number that are not a suffix.
    UnknownSuffix,
    /// `.5`
    NoWhole,
    /// `1.`
    NoFraction,
    /// `1e`
    NoExponent,
    /// More than 128 bits.
    TooLarge,
    /// `\q`
    UnknownEscape,
    /// `\x8` and the like.
    BadHex,
    /// `\x80` in text.
    NotAscii,
    /// `\u` without braces, or with no character's number in them.
    BadUnicode,
    /// `\u{…}` in bytes.
    NotByte,
    /// `''`
    EmptyChar,
    /// `'ab'`
    LongChar,
}

/// What is wrong with a literal, and where in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiteralError {
    /// What is wrong.
    pub fault: Fault,
    /// The first byte of the fault, from the literal's start.
    pub at: usize,
    /// Its length in bytes.
    pub len: usize,
}

fn fault(fault: Fault, at: usize, len: usize) -> LiteralError {
    LiteralError { fault, at, len }
}

impl FloatSuffix {
    /// The suffix of this spelling.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "f32" => Some(Self::F32),
            "f64" => Some(Self::F64),
            _ => None,
        }
    }
}

/// The value and the suffix of an integer or of a character in quotes (its number).
///
/// # Errors
/// The fault of an invalid literal.
pub fn int(text: &str) -> Result<(u128, Option<IntType>), LiteralError> {
    if text.starts_with('\'') {
        return Ok((u128::from(u32::from(char(text)?)), None));
    }
    let (base, skip) = base(text);
    let digits_end = digits_end(text, base, skip);
    let suffix = match suffix(text, digits_end, base, IntType::find) {
        // After `0x` and the like, digits were meant.
        Err(LiteralError { fault: Fault::UnknownSuffix, .. }) if base != 10 && digits_end == skip => {
            let first = text[skip..].chars().next().unwrap_or('0');
            return Err(fault(Fault::BadDigit(first, base), skip, first.len_utf8()));
        }
        found => found?,
    };
    let value = magnitude(&text[skip..digits_end], base, skip)?;
    Ok((value, suffix))
}

fn base(text: &str) -> (u32, usize) {
    match text.as_bytes() {
        [b'0', b'x', ..] => (16, 2),
        [b'0', b'b', ..] => (2, 2),
        [b'0', b'o', ..] => (8, 2),
        _ => (10, 0),
    }
}

fn digits_end(text: &str, base: u32, skip: usize) -> usize {
    let after = |c: char| !(c == '_' || c.is_digit(base));
    text[skip..].find(after).map_or(text.len(), |at| at + skip)
}

fn suffix<S>(
    text: &str,
    at: usize,
    base: u32,
    parse: impl Fn(&str) -> Option<S>,
) -> Result<Option<S>, LiteralError> {
    let rest = &text[at..];
    let Some(first) = rest.chars().next() else { return Ok(None) };
    if let Some(suffix) = parse(rest) {
        return Ok(Some(suffix));
    }
    if first.is_ascii_digit() {
        return Err(fault(Fault::BadDigit(first, base), at, 1));
    }
    Err(fault(Fault::UnknownSuffix, at, rest.len()))
}

fn magnitude(digits: &str, base: u32, skip: usize) -> Result<u128, LiteralError> {
    underscores(digits, skip)?;
    if digits.is_empty() {
        return Err(fault(Fault::NoDigits, 0, skip));
    }
    let mut value = 0u128;
    for digit in digits.chars().filter_map(|c| c.to_digit(base)) {
        value = value
            .checked_mul(u128::from(base))
            .and_then(|value| value.checked_add(u128::from(digit)))
            .ok_or(fault(Fault::TooLarge, 0, skip + digits.len()))?;
    }
    Ok(value)
}

/// An `_` must have a digit on either side of its run.
fn underscores(digits: &str, skip: usize) -> Result<(), LiteralError> {
    if digits.starts_with('_') {
        return Err(fault(Fault::Underscore, skip, 1));
    }
    if digits.ends_with('_') {
        return Err(fault(Fault::Underscore, skip + digits.len() - 1, 1));
    }
    Ok(())
}

/// The value of a float, rounded to an f64 whatever its suffix, and the suffix.
///
/// # Errors
/// The fault of an invalid literal.
pub fn float(text: &str) -> Result<(f64, Option<FloatSuffix>), LiteralError> {
    let (digits, suffix) = float_parts(text)?;
    let value = digits.parse().map_err(|_| fault(Fault::BadDigit('.', 10), 0, text.len()))?;
    Ok((value, suffix))
}

/// The value of a float rounded once to an f32, which is not the same as rounding its f64.
///
/// # Errors
/// The fault of an invalid literal.
pub fn float32(text: &str) -> Result<f32, LiteralError> {
    let (digits, _) = float_parts(text)?;
    digits.parse().map_err(|_| fault(Fault::BadDigit('.', 10), 0, text.len()))
}

fn float_parts(text: &str) -> Result<(String, Option<FloatSuffix>), LiteralError> {
    if text.starts_with('.') {
        return Err(fault(Fault::NoWhole, 0, text.len()));
    }
    let whole = digits_end(text, 10, 0);
    underscores(&text[..whole], 0)?;
    let fraction = fraction_end(text, whole)?;
    let exponent = exponent_end(text, fraction)?;
    let suffix = suffix(text, exponent, 10, FloatSuffix::parse)?;
    Ok((text[..exponent].replace('_', ""), suffix))
}

fn fraction_end(text: &str, whole: usize) -> Result<usize, LiteralError> {
    if text.as_bytes().get(whole) != Some(&b'.') {
        return Ok(whole);
    }
    let end = digits_end(text, 10, whole + 1);
    underscores(&text[whole + 1..end], whole + 1)?;
    if end == whole + 1 {
        return Err(fault(Fault::NoFraction, 0, whole + 1));
    }
    Ok(end)
}

fn exponent_end(text: &str, at: usize) -> Result<usize, LiteralError> {
    let sign = match text.as_bytes()[at..] {
        [b'e' | b'E', b'+' | b'-', ..] => 2,
        [b'e' | b'E', ..] => 1,
        _ => return Ok(at),
    };
    let end = digits_end(text, 10, at + sign);
    underscores(&text[at + sign..end], at + sign)?;
    if end == at + sign {
        return Err(fault(Fault::NoExponent, at, sign));
    }
    Ok(end)
}

/// The fault of a word that starts like a number.
pub(crate) fn number_fault(text: &str) -> LiteralError {
    let found = match base(text).0 {
        10 if text.contains('.') || text.starts_with(|c: char| c.is_ascii_digit()) && is_exponent(text) => {
            float(text).err()
        }
        _ => int(text).err(),
    };
    found.unwrap_or(fault(Fault::UnknownSuffix, 0, text.len()))
}

fn is_exponent(text: &str) -> bool {
    matches!(text.as_bytes().get(digits_end(text, 10, 0)), Some(b'e' | b'E' | b'f'))
}

/// The character of a literal in single quotes.
///
/// # Errors
/// The fault of an invalid literal.
pub fn char(text: &str) -> Result<char, LiteralError> {
    let inner = unescape_str(text)?;
    let mut chars = inner.chars();
    match (chars.next(), chars.next()) {
        (Some(only), None) => Ok(only),
        (None, _) => Err(fault(Fault::EmptyChar, 0, text.len())),
        _ => Err(fault(Fault::LongChar, 0, text.len())),
    }
}

/// The text of a string, of a name in backticks or of a character, given with its quotes.
///
/// # Errors
/// The first invalid escape.
pub fn unescape_str(text: &str) -> Result<Cow<'_, str>, LiteralError> {
    let inner = quoted(text);
    if !inner.1.contains('\\') {
        return Ok(Cow::Borrowed(inner.1));
    }
    let mut out = String::with_capacity(inner.1.len());
    unescape(
        inner,
        |piece| match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Char(c) => out.push(c),
            // The limit below lets no byte above 7F through.
            Piece::Byte(byte) => out.push(char::from(byte)),
        },
        0x7F,
    )?;
    Ok(Cow::Owned(out))
}

/// The bytes of `b"…"`, `bytes16"…"` or `"…"`, given with prefix and quotes.
///
/// # Errors
/// The first invalid escape.
pub fn unescape_bytes(text: &str) -> Result<Vec<u8>, LiteralError> {
    let inner = quoted(text);
    if inner.0 > 1
        && let Some((at, len)) = unicode_in_bytes(inner.1)
    {
        return Err(fault(Fault::NotByte, inner.0 + at, len));
    }
    let mut out = Vec::with_capacity(inner.1.len());
    unescape(
        inner,
        |piece| match piece {
            Piece::Text(text) => out.extend_from_slice(text.as_bytes()),
            Piece::Char(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            Piece::Byte(byte) => out.push(byte),
        },
        0xFF,
    )?;
    Ok(out)
}

#[cfg(test)]
mod tests;
