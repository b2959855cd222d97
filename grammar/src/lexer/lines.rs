//! Newlines, empty lines and comments: what ends a line or is kept beside the statements.

use super::context::Context;
use super::{Block, Lexer, PlacedToken, messages, raw};
use crate::ast::{Trivia, TriviaKind};
use crate::token::Token;
use std::ops::Range;

impl Lexer<'_> {
    fn trivia(&mut self, range: Range<usize>, kind: TriviaKind) {
        let before = self.text[..range.start].bytes().rev().find(|byte| !matches!(byte, b' ' | b'\t'));
        let own_line =
            range.start == 0 || matches!(before, None | Some(b'\n')) || self.only_mark(range.start);
        let kind = if kind == TriviaKind::Doc && !own_line { TriviaKind::Line } else { kind };
        self.trivia.push(Trivia { span: self.span(&range), kind, own_line });
    }

    /// Whether only a byte-order mark and blanks precede a place.
    fn only_mark(&self, end: usize) -> bool {
        end < 64 && self.text[..end].trim_start_matches('\u{feff}').trim_matches([' ', '\t']).is_empty()
    }

    /// Keeps a comment up to the end of its line.
    pub(crate) fn line_comment(&mut self, range: Range<usize>) {
        let text = self.text[range.clone()].trim_end_matches('\r');
        let doc = text.starts_with(";;") && !text.starts_with(";;;");
        let kind = if doc { TriviaKind::Doc } else { TriviaKind::Line };
        self.characters(&(range.start..range.start + text.len()));
        self.trivia(range.start..range.start + text.len(), kind);
    }

    /// A block comment, from its `/*` on.
    pub(super) fn block_comment(&mut self, start: usize) -> Option<Token> {
        match raw::comment_end(self.text.as_bytes(), start) {
            Some(end) => {
                self.raw.bump(end - self.raw.span().end);
                self.characters(&(start..end));
                self.trivia(start..end, TriviaKind::Block);
                None
            }
            None => {
                self.raw.bump(self.text.len() - self.raw.span().end);
                let span = self.span(&(start..start + 2));
                Some(self.fault(messages::open_comment(span)))
            }
        }
    }

    /// A newline or several: a blank, an empty line, or the end of a statement.
    pub(super) fn newline(&mut self, range: Range<usize>, several: bool) -> Option<PlacedToken> {
        if self.nesting.joins() && self.is_joined(range.end) {
            return None;
        }
        if self.last == Token::Newline {
            let first = self.text[..range.start].trim_start_matches('\u{feff}').is_empty();
            if several || first {
                self.blank_lines(if first { range.start } else { self.line_after(&range) }, range);
            }
            self.statement[0] = self.raw.span().end;
            return None;
        }
        self.end_line(range, several)
    }

    /// The start of the line after the first newline of a range.
    fn line_after(&self, range: &Range<usize>) -> usize {
        let bytes = &self.text.as_bytes()[range.clone()];
        range.start + bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| at + 1)
    }

    /// Keeps the empty lines from an offset to the last line end in a range.
    pub(crate) fn blank_lines(&mut self, start: usize, range: Range<usize>) {
        let end = self.text[..range.end].rfind('\n').map_or(range.end, |at| at + 1);
        let span = self.span(&(start..end.max(start)));
        self.trivia.push(Trivia { span, kind: TriviaKind::Blank, own_line: true });
    }

    /// Whether a newline in brackets, with the next line's first character at `next`, is a blank.
    fn is_joined(&self, next: usize) -> bool {
        let rest = &self.text.as_bytes()[next..];
        // A directive is never inside brackets: they were not closed.
        if matches!(rest, [b'.', byte, ..] if byte.is_ascii_alphabetic() || *byte == b'_') {
            return false;
        }
        let opener = matches!(
            self.last,
            Token::LBracket
                | Token::LBrace
                | Token::HashBrace
                | Token::SizedList
                | Token::SizedTuple
                | Token::SizedMap
                | Token::Comma
        );
        opener || matches!(rest, [b']' | b'}', ..])
    }

    pub(super) fn end_line(&mut self, range: Range<usize>, several: bool) -> Option<PlacedToken> {
        let after_end =
            self.header.is_some_and(|(row, _)| row.block == Block::End) || self.last == Token::RawEnd;
        let raw = self.context == Context::RawHeader;
        self.nesting.clear();
        if raw {
            let after = self.line_after(&range);
            self.raw_block(after.min(range.end));
        } else if several {
            self.blank_lines(self.line_after(&range), range.clone());
        }
        self.start_statement();
        if raw {
            self.context = Context::Names;
            self.special = true;
        } else {
            self.cut = self.is_past_limit(range.end, after_end);
            self.paused = !self.cut && self.may_be_plain(range.end);
            self.ahead |= self.cut || self.paused;
        }
        self.returned(Token::Newline, range.start..range.start.max(range.end.min(range.start + 1)))
    }
}
