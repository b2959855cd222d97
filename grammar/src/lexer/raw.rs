//! Looking ahead in the text itself: blanks, comments, and the bodies of raw blocks.

use super::directives::{self, Block};
use super::{Lexer, messages};
use crate::diag::Code;
use crate::token::Token;

/// The end of the block comment that starts at a place, if it has one.
pub(super) fn comment_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut depth = 0usize;
    let mut at = start;
    while at + 1 < bytes.len() {
        match (bytes[at], bytes[at + 1]) {
            (b'/', b'*') => {
                depth += 1;
                at += 2;
            }
            (b'*', b'/') => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => at += 1,
        }
    }
    None
}

/// The length of the line end at a place.
fn line_end(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at..)? {
        [b'\n', ..] => Some(1),
        [b'\r', b'\n', ..] => Some(2),
        _ => None,
    }
}

/// The place after the `\` and the line end at a place, if they join two lines.
fn join_end(bytes: &[u8], at: usize) -> Option<usize> {
    let blanks = bytes.get(at + 1..)?.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let end = at + 1 + blanks;
    Some(end + line_end(bytes, end)?)
}

/// The first place from `at` on that is not a blank, a block comment or a joined line end.
pub(super) fn past_blanks(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() {
        let next = match bytes[at..] {
            [b' ' | b'\t', ..] => Some(at + 1),
            [b'/', b'*', ..] => comment_end(bytes, at),
            [b'\\', ..] => join_end(bytes, at),
            _ => None,
        };
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}

/// Whether a line ends at a place, perhaps with a comment.
pub(super) fn ends_line(bytes: &[u8], at: usize) -> bool {
    matches!(bytes[at..], [] | [b'\n' | b';', ..] | [b'\r', b'\n', ..] | [b'/', b'/', ..])
}

/// The place after the quoted text that starts at a place; a line end stops it.
fn quoted_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() && line_end(bytes, at).is_none() {
        match bytes[at] {
            b'\\' if line_end(bytes, at + 1).is_none() => at += 2,
            byte if byte == bytes[start] => return at + 1,
            _ => at += 1,
        }
    }
    at.min(bytes.len())
}

/// The place after a character in quotes; after the quote if it starts none (`don't`).
fn char_end(bytes: &[u8], start: usize) -> usize {
    let inside = match bytes[start + 1..] {
        [b'\\', _, ..] => 3,
        _ => 1,
    };
    let rest = &bytes[start + inside.min(bytes.len() - start)..];
    // The longest literal is `'\u{10FFFF}'`.
    let close = rest
        .iter()
        .take(12)
        .take_while(|byte| !matches!(byte, b'\n' | b'"' | b';'))
        .position(|b| *b == b'\'');
    match (rest, close) {
        ([b'"' | b';' | b'/', b'\'', ..], _) => start + inside + 2,
        (_, Some(close)) => start + inside + close + 1,
        _ => start + 1,
    }
}

/// The place after the label that starts at a place. Names of macros' parameters may be part of it.
fn label_end(bytes: &[u8], start: usize) -> Option<usize> {
    let end = match bytes.get(start)? {
        b'`' => quoted_end(bytes, start),
        _ => {
            let part = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.\\@()".contains(byte);
            start + bytes[start..].iter().take_while(|byte| part(byte)).count()
        }
    };
    let colon = bytes.get(end) == Some(&b':') && bytes.get(end + 1) != Some(&b':');
    (colon && end > start).then_some(end + 1)
}

/// The place of the line end (or the text's end) that ends the statement at a place.
fn statement_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() {
        match bytes[at..] {
            [b'\n', ..] => return at,
            [b';', ..] | [b'/', b'/', ..] => {
                return at + bytes[at..].iter().take_while(|byte| **byte != b'\n').count();
            }
            [b'/', b'*', ..] => at = comment_end(bytes, at).unwrap_or(bytes.len()),
            [b'\\', ..] => at = join_end(bytes, at).unwrap_or(at + 1),
            [b'"' | b'`', ..] => at = quoted_end(bytes, at),
            [b'\'', ..] => at = char_end(bytes, at),
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Where the body of a raw block ends, and where its `.end` starts and ends.
struct Found {
    body: usize,
    end: std::ops::Range<usize>,
}

/// Looks for the `.end` of the raw block whose body starts at a place.
fn find_end(text: &str, start: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    let mut depth = 0usize;
    let mut at = start;
    let mut line = start;
    while at < bytes.len() {
        at = past_blanks(bytes, at);
        let mut labelled = false;
        while let Some(end) = label_end(bytes, at) {
            at = past_blanks(bytes, end);
            labelled = true;
        }
        let word = directive_end(bytes, at);
        match directives::find(&text[at..word]).map(|row| row.block) {
            Some(Block::End) if depth == 0 => {
                return Some(Found { body: if labelled { at } else { line }, end: at..word });
            }
            Some(Block::End) => depth -= 1,
            Some(Block::None) | None => {}
            Some(_) => depth += 1,
        }
        at = statement_end(bytes, word.max(at)) + 1;
        line = at;
    }
    None
}

/// The end of the directive at a place; the place itself if there is none.
fn directive_end(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at..) {
        Some([b'.', first, ..]) if first.is_ascii_alphabetic() || *first == b'_' => {
            let rest = bytes[at + 1..].iter();
            at + 1 + rest.take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count()
        }
        _ => at.min(bytes.len()),
    }
}

impl Lexer<'_> {
    /// Makes the body and the `.end` of a raw block the next tokens; its header is complete.
    pub(super) fn raw_block(&mut self, start: usize) {
        let found = find_end(self.text, start).unwrap_or_else(|| {
            if let Some((row, span)) = self.header {
                self.fault(messages::open_raw(span, row.spelling));
            }
            Found { body: self.text.len(), end: self.text.len()..self.text.len() }
        });
        self.raw.bump(found.end.end.saturating_sub(self.raw.span().end));
        let body = self.span(&(start.min(found.body)..found.body));
        let end = self.span(&found.end);
        self.queue.push((end.lo, Token::RawEnd, end.hi));
        self.queue.push((body.lo, Token::RawBody, body.hi));
        self.ahead = true;
    }

    /// Withdraws the diagnostic about an unclosed block if its header, which ended with `token`, has a fault itself.
    pub(crate) fn replace_open_raw(&mut self, token: Token) {
        if token == Token::Newline && self.report.last().is_some_and(|last| last.code == Code::OpenRawBlock) {
            self.report.pop();
        }
    }
}
