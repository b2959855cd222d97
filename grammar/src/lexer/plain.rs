//! The border to the reader of plain lines: where it may begin, and where the lexer goes on after it.

use super::{Lexer, LineMode};
use crate::ast::{Directive, ItemKind, Shape};
use crate::token::Token;

/// The directives that plain lines may begin with.
const PLAIN: [Shape; 3] =
    [Shape::Plain(Directive::End), Shape::Item(ItemKind::Func), Shape::Item(ItemKind::Struct)];

impl<'s> Lexer<'s> {
    /// Leaves every line to the grammar.
    #[cfg(test)]
    pub(crate) fn without_plain_lines(&mut self) {
        self.reads_plain = false;
    }

    /// The bytes of the text.
    pub(crate) fn bytes(&self) -> &'s [u8] {
        self.text.as_bytes()
    }

    /// The position of the first byte of the text.
    pub(crate) fn offset(&self) -> u32 {
        self.start
    }

    /// The position of the end of the text.
    pub(crate) fn end(&self) -> u32 {
        self.start + self.text.len() as u32
    }

    /// Whether the line whose first byte that is not a blank is at an offset may be a plain one.
    pub(super) fn may_be_plain(&self, at: usize) -> bool {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        let is_plain = match rest.first() {
            Some(b'.') => PLAIN.iter().any(|shape| rest.starts_with(shape.spelling().as_bytes())),
            first => first.is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b';')),
        };
        is_plain && self.reads_plain && !self.dirty && self.mode() != LineMode::NativeFuncs
    }

    /// The offset from which plain lines can be read: a statement of a code block begins there.
    pub(crate) fn plain_start(&mut self) -> Option<usize> {
        let at = self.raw.span().end;
        self.paused = false;
        self.ahead = self.cut || !self.queue.is_empty();
        let is_start = self.last == Token::Newline && self.at_start() && self.queue.is_empty() && !self.cut;
        (is_start && self.may_be_plain(at)).then_some(at)
    }

    /// Goes on at an offset where a line begins; `cut` if the chunk is at its end there.
    pub(crate) fn plain_end(&mut self, at: usize, cut: bool) {
        self.raw.bump(at - self.raw.span().end);
        self.start_statement();
        (self.cut, self.ahead) = (cut, cut);
    }

    /// Whether the chunk is at its end when a line has ended at this offset: after an `.end` it ends sooner.
    #[inline]
    pub(crate) fn is_past_limit(&self, at: usize, is_end: bool) -> bool {
        at >= self.limit[usize::from(!is_end)]
    }

    /// Whether the last token was the last of the chunk or the text.
    pub(crate) fn is_at_end(&self) -> bool {
        self.cut || !self.paused
    }
}
