//! Operands of plain lines: expressions of names and decimal integers, atoms, and strings without escapes.

use super::word::{word, word_length};
use super::{Reader, ends_part};
use crate::ast::{BinaryOp, NodeKind, UnaryOp};
use crate::parser::actions::small_decimal;

/// The longest integer that is certainly one without a check.
const MOST_DIGITS: usize = 18;
/// The most brackets and prefixes around a part of an expression, far below the language's limit.
const MOST_DEPTH: usize = 16;

impl Reader<'_, '_, '_> {
    /// The operands of an instruction; returns the end of the last.
    #[inline]
    pub(super) fn operands(&mut self, mut at: usize) -> Option<usize> {
        loop {
            let end = self.operand(at)?;
            self.builder.operand();
            at = self.past_blanks(end);
            if self.byte(at) != b',' {
                return Some(end);
            }
            at = self.past_blanks(at + 1);
        }
    }

    /// An operand; returns its end. Most are names alone.
    #[inline]
    fn operand(&mut self, at: usize) -> Option<usize> {
        match self.byte(at) {
            b'"' => self.string(at),
            b':' => self.atom(at),
            _ => match word(self.bytes, at) {
                Some(name) if matches!(self.byte(name.end), b',' | b'\n') => {
                    self.builder.bare_name(name.key, self.position(at), self.position(name.end));
                    Some(name.end)
                }
                _ => self.chain(at, MOST_DEPTH),
            },
        }
    }

    /// Parts with operators between them. The precedence of the operators is the builder's matter.
    fn chain(&mut self, at: usize, depth: usize) -> Option<usize> {
        let mut end = self.part(at, depth)?;
        let mut is_chain = false;
        loop {
            let next = self.past_blanks(end);
            let Some((op, length)) = self.operator(next) else { break };
            match is_chain {
                false => self.builder.first_op(op),
                true => self.builder.next_op(op),
            }
            is_chain = true;
            end = self.part(self.past_blanks(next + length), depth)?;
        }
        if is_chain {
            self.builder.end_chain();
        }
        Some(end)
    }

    /// The operator at an offset, with its length. `&` is left out, because it may belong to a type.
    fn operator(&self, at: usize) -> Option<(BinaryOp, usize)> {
        Some(match (self.byte(at), self.byte(at + 1)) {
            (b'<', b'<') => (BinaryOp::ShiftLeft, 2),
            (b'>', b'>') => (BinaryOp::ShiftRight, 2),
            (b'/', b'/' | b'*') => return None,
            (b'/', _) => (BinaryOp::Divide, 1),
            (b'+', _) => (BinaryOp::Add, 1),
            (b'-', next) if next != b'>' => (BinaryOp::Subtract, 1),
            (b'*', _) => (BinaryOp::Multiply, 1),
            (b'%', _) => (BinaryOp::Modulo, 1),
            (b'^', _) => (BinaryOp::Xor, 1),
            (b'|', next) if next != b'|' => (BinaryOp::Or, 1),
            _ => return None,
        })
    }

    /// A part of an expression; returns its end.
    fn part(&mut self, at: usize, depth: usize) -> Option<usize> {
        let depth = depth.checked_sub(1)?;
        let l = self.position(at);
        match self.byte(at) {
            b'0'..=b'9' => self.integer(at),
            b'(' => {
                let end = self.bracketed(at, depth)?;
                self.builder.one(NodeKind::Paren, l, self.position(end));
                Some(end)
            }
            b'-' => self.prefixed(UnaryOp::Negate, at, depth),
            b'~' => self.prefixed(UnaryOp::Complement, at, depth),
            _ => {
                let name = word(self.bytes, at)?;
                let e = self.position(name.end);
                if self.byte(name.end) == b'(' {
                    let end = self.bracketed(name.end, depth)?;
                    self.builder.call(l, e, self.position(end));
                    return Some(end);
                }
                if matches!(self.byte(name.end), b':' | b'.') {
                    return None;
                }
                self.builder.bare_name(name.key, l, e);
                Some(name.end)
            }
        }
    }

    fn prefixed(&mut self, op: UnaryOp, at: usize, depth: usize) -> Option<usize> {
        let end = self.part(self.past_blanks(at + 1), depth)?;
        self.builder.one(NodeKind::Unary(op), self.position(at), self.position(end));
        Some(end)
    }

    /// `( … )`; returns the end.
    fn bracketed(&mut self, at: usize, depth: usize) -> Option<usize> {
        let end = self.chain(self.past_blanks(at + 1), depth)?;
        let close = self.past_blanks(end);
        (self.byte(close) == b')').then_some(close + 1)
    }

    /// A decimal integer, perhaps with a suffix.
    fn integer(&mut self, at: usize) -> Option<usize> {
        let mut end = at;
        while self.byte(end).is_ascii_digit() {
            end += 1;
        }
        if end - at > MOST_DIGITS {
            return None;
        }
        if matches!(self.byte(end), b'i' | b'u' | b's') {
            end = self.past_suffix(end);
        }
        let next = self.byte(end);
        if next.is_ascii_alphanumeric() || matches!(next, b'_' | b'.' | b':') {
            return None;
        }
        self.builder.small_int(small_decimal(&self.bytes[at..end]), self.position(at), self.position(end));
        Some(end)
    }

    /// The end of the suffix of an integer that begins at an offset; that offset if it is not one.
    fn past_suffix(&self, at: usize) -> usize {
        let rest = &self.bytes[at + 1..];
        let width =
            [&b"8"[..], b"16", b"32", b"64", b"128"].into_iter().find(|width| rest.starts_with(width));
        width.map_or(at, |width| at + 1 + width.len())
    }

    /// `:name`; its name may be a keyword.
    fn atom(&mut self, at: usize) -> Option<usize> {
        let name = self.bytes.get(at + 1..)?;
        let length = word_length(name);
        let end = at + 1 + length;
        let is_name = length > 0 && !name[0].is_ascii_digit() && self.ends_operand(end);
        is_name.then(|| self.builder.atom(self.position(at), self.position(end)))?;
        Some(end)
    }

    /// A string without escapes.
    fn string(&mut self, at: usize) -> Option<usize> {
        let text = self.bytes.get(at + 1..)?;
        let length = text.iter().position(|byte| matches!(byte, b'"' | b'\\' | b'\r' | b'\n'))?;
        let end = at + length + 2;
        let is_whole = text[length] == b'"' && self.ends_operand(end);
        is_whole.then(|| self.builder.leaf(NodeKind::Str, self.position(at), self.position(end)))?;
        Some(end)
    }

    /// Whether what is at an offset may follow an operand.
    fn ends_operand(&self, at: usize) -> bool {
        let next = self.byte(at);
        next == b',' || ends_part(next)
    }
}
