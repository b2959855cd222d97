//! Checks of characters and literals that a pattern cannot express.

use super::{Lexer, messages};
use crate::literal::{self, LiteralError};
use crate::token::Token;
use std::ops::Range;

/// Control characters other than the tab and line ends are not allowed anywhere. `\u{1a}` also represents bytes that
/// were not UTF-8.
fn is_bad(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r') || byte == 0x7F
}

/// Whether a text has characters that are not allowed anywhere. It runs over every text, so it folds whole chunks without a branch,
/// which the compiler turns into vector instructions.
pub(super) fn has_bad_characters(text: &str) -> bool {
    text.as_bytes().chunks(4096).any(|chunk| chunk.iter().fold(false, |bad, byte| bad | is_bad(*byte)))
}

impl Lexer<'_> {
    /// Reports the first character of a range that is not allowed anywhere.
    pub(super) fn characters(&mut self, range: &Range<usize>) -> bool {
        if !self.dirty {
            return true;
        }
        let text = &self.text[range.clone()];
        let bytes = text.bytes().enumerate();
        let lone_return = |at: usize| text.as_bytes().get(at + 1) != Some(&b'\n');
        let found = bytes.into_iter().find(|(at, byte)| is_bad(*byte) || *byte == b'\r' && lone_return(*at));
        if let Some((at, byte)) = found {
            let at = range.start + at;
            let span = self.span(&(at..at + 1));
            self.fault(messages::bad_character(span, char::from(byte)));
        }
        found.is_none()
    }

    /// A character that starts no token.
    pub(super) fn bad_character(&mut self, at: usize) -> Token {
        // A line may have millions of them, and only the first is reported.
        if self.skipping {
            return Token::Invalid;
        }
        let Some(c) = self.text[at..].chars().next() else { return Token::Invalid };
        let span = self.span(&(at..at + c.len_utf8()));
        self.fault(messages::bad_character(span, c))
    }

    fn checked<T>(&mut self, token: Token, start: usize, result: Result<T, LiteralError>) -> Token {
        match result {
            Ok(_) => token,
            Err(error) => {
                let at = start + error.at;
                let text = &self.text[at..at + error.len];
                let span = self.span(&(at..at + error.len));
                self.fault(messages::bad_literal(span, text, error.fault))
            }
        }
    }

    /// An integer: short ones always fit.
    #[inline]
    pub(super) fn int(&mut self, range: &Range<usize>) -> Token {
        if range.len() < 32 {
            return Token::Int;
        }
        let text = &self.text[range.clone()];
        self.checked(Token::Int, range.start, literal::int(text))
    }

    pub(super) fn bad_number(&mut self, range: &Range<usize>) -> Token {
        let text = &self.text[range.clone()];
        self.checked::<()>(Token::Invalid, range.start, Err(literal::number_fault(text)))
    }

    /// The number of a label or of a reference to one must fit a u32.
    pub(super) fn label_number(&mut self, token: Token, range: &Range<usize>) -> Token {
        if self.text[range.start..range.end - 1].parse::<u32>().is_ok() {
            return token;
        }
        let span = self.span(range);
        self.fault(messages::large_label(span))
    }

    /// A literal or name in quotes, with its prefix.
    pub(super) fn quoted(&mut self, token: Token, range: &Range<usize>) -> Token {
        if !self.characters(range) {
            return Token::Invalid;
        }
        let text = &self.text[range.clone()];
        let (start, end) = (text.find(['"', '\'', '`']), text.rfind(['"', '\'', '`']));
        let (Some(start), Some(end)) = (start, end) else { return token };
        let (text, at) = (&text[start..=end], range.start + start);
        match token {
            Token::Char => self.checked(token, at, literal::char(text)),
            Token::Bytes | Token::SizedBytes if text.contains('\\') => {
                let whole = &self.text[range.clone()];
                self.checked(token, range.start, literal::unescape_bytes(whole))
            }
            _ if text.contains('\\') => self.checked(token, at, literal::unescape_str(text)),
            _ => token,
        }
    }

    pub(super) fn unterminated(&mut self, range: &Range<usize>) -> Token {
        let text = &self.text[range.clone()];
        let at = range.start + text.find(['"', '\'', '`']).unwrap_or(0);
        let quote = self.text[at..].chars().next().unwrap_or('"');
        let span = self.span(&(at..at + 1));
        self.fault(messages::open_quote(span, quote))
    }

    /// The number after `.module NAME` or `.format`: digits and dots only.
    pub(super) fn version(&mut self, range: &Range<usize>) -> Token {
        let text = &self.text[range.clone()];
        match text.find(|c: char| !c.is_ascii_digit() && c != '.') {
            None => Token::Version,
            Some(at) => {
                let span = self.span(&(range.start + at..range.end));
                self.fault(messages::bad_version(span, &text[at..]))
            }
        }
    }
}
