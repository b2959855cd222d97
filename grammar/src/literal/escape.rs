//! Escapes: from the text between quotes to its pieces.

use super::{Fault, LiteralError, fault};

/// The first `\u` that is an escape, and its length as far as it goes.
pub(super) fn unicode_in_bytes(text: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    while let Some(found) = text[at..].find('\\') {
        at += found;
        let rest = &text[at..];
        if rest.starts_with("\\u") {
            return Some((at, rest.find('}').map_or(2, |end| end + 1)));
        }
        at += 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
    }
    None
}

/// The text between the quotes, and where it starts.
pub(super) fn quoted(text: &str) -> (usize, &str) {
    let start = text.find(['"', '\'', '`']).map_or(0, |at| at + 1);
    let end = text.len().saturating_sub(1).max(start);
    (start, &text[start..end])
}

pub(super) enum Piece<'t> {
    Text(&'t str),
    Char(char),
    Byte(u8),
}

/// Splits text at its escapes; a `\xNN` above `most` is a fault.
pub(super) fn unescape<'t>(
    (start, text): (usize, &'t str),
    mut put: impl FnMut(Piece<'t>),
    most: u8,
) -> Result<(), LiteralError> {
    let mut at = 0;
    while let Some(found) = text[at..].find('\\') {
        put(Piece::Text(&text[at..at + found]));
        at += found;
        let (piece, len) = escape(&text[at..], most).map_err(|(kind, len)| fault(kind, start + at, len))?;
        put(piece);
        at += len;
    }
    put(Piece::Text(&text[at..]));
    Ok(())
}

/// One escape at the start of a text, and its length.
fn escape<'t>(text: &str, most: u8) -> Result<(Piece<'t>, usize), (Fault, usize)> {
    let plain = |c| Ok((Piece::Char(c), 2));
    match text[1..].chars().next() {
        Some('n') => plain('\n'),
        Some('t') => plain('\t'),
        Some('r') => plain('\r'),
        Some('0') => plain('\0'),
        Some(c @ ('\\' | '"' | '\'' | '`')) => plain(c),
        Some('x') => hex_escape(text, most),
        Some('u') => unicode_escape(text),
        Some(other) => Err((Fault::UnknownEscape, 1 + other.len_utf8())),
        None => Err((Fault::UnknownEscape, 1)),
    }
}

fn hex_escape<'t>(text: &str, most: u8) -> Result<(Piece<'t>, usize), (Fault, usize)> {
    let digits = text.bytes().skip(2).take(2).take_while(u8::is_ascii_hexdigit).count();
    if digits < 2 {
        return Err((Fault::BadHex, 2 + digits));
    }
    match u8::from_str_radix(&text[2..4], 16) {
        Ok(byte) if byte <= most => Ok((Piece::Byte(byte), 4)),
        _ => Err((Fault::NotAscii, 4)),
    }
}

fn unicode_escape<'t>(text: &str) -> Result<(Piece<'t>, usize), (Fault, usize)> {
    let Some(inner) = text.strip_prefix("\\u{") else { return Err((Fault::BadUnicode, 2)) };
    let digits = inner.bytes().take_while(u8::is_ascii_hexdigit).count();
    if inner.as_bytes().get(digits) != Some(&b'}') {
        return Err((Fault::BadUnicode, 3 + digits));
    }
    u32::from_str_radix(&inner[..digits], 16)
        .ok()
        .and_then(char::from_u32)
        .map(|c| (Piece::Char(c), 4 + digits))
        .ok_or((Fault::BadUnicode, 4 + digits))
}
