//! A reader of plain lines: comments, labels, instructions with simple operands, heads of functions and structs, fields
//! whose types are names, and `.end`s.
//!
//! The grammar defines the language. This reader only makes the trees of the lines that most sources consist of without
//! a detour through tokens and states; a law holds it equal to the grammar (`laws.rs`). A line that it does not
//! know is left to the grammar from its first byte on. Offsets are handed from function to function instead of being
//! kept in the reader, so that they stay in registers.

mod items;
#[cfg(test)]
mod laws;
mod operands;
mod word;

use super::actions::Builder;
use crate::ast::{List, StmtKind};
use crate::lexer::{Lexer, LineMode};
use word::{Word, word};

/// Eight spaces.
const SPACES: u64 = u64::from_le_bytes(*b"        ");

/// Reads plain lines from where the lexer is until a line is not plain or the chunk is at its end.
pub(super) fn read(lexer: &mut Lexer<'_>, builder: &mut Builder<'_>) {
    let Some(mut at) = lexer.plain_start() else { return };
    let (bytes, start, mode) = (lexer.bytes(), lexer.offset(), lexer.mode());
    let mut reader = Reader { bytes, start, lexer, builder, mode };
    let mut is_cut = false;
    while !is_cut && let Some(line) = reader.line(at) {
        is_cut = line.kind != LineKind::Comment
            && reader.lexer.is_past_limit(line.end, line.kind == LineKind::End);
        at = line.end;
    }
    builder.line();
    lexer.plain_end(at, is_cut);
}

/// A line that was read.
struct Line {
    /// The first byte of the next one that is not a blank.
    end: usize,
    kind: LineKind,
}

/// What a line is, as far as it matters for the end of a chunk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineKind {
    Comment,
    Statement,
    End,
}

/// A label or an instruction, by the offsets of its parts.
struct Statement {
    name: Word,
    /// Its end.
    end: usize,
    is_label: bool,
}

/// What reading lines needs.
struct Reader<'r, 's, 'b> {
    bytes: &'s [u8],
    /// The position of the first byte.
    start: u32,
    lexer: &'r mut Lexer<'s>,
    builder: &'r mut Builder<'b>,
    /// The meaning of a line that is not a directive.
    mode: LineMode,
}

impl Reader<'_, '_, '_> {
    #[inline]
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    #[inline]
    fn past_blanks(&self, at: usize) -> usize {
        let eight = self.bytes.get(at..).and_then(|rest| rest.first_chunk::<8>());
        // Most blanks are a few spaces: the lowest byte that is none is found without a loop.
        let spaces = eight.map_or(0, |eight| (u64::from_le_bytes(*eight) ^ SPACES).trailing_zeros() / 8);
        let mut at = at + spaces as usize;
        while is_blank(self.byte(at)) {
            at += 1;
        }
        at
    }

    #[inline]
    fn position(&self, at: usize) -> u32 {
        self.start + at as u32
    }

    /// Reads a line from its first byte that is not a blank.
    #[inline]
    fn line(&mut self, at: usize) -> Option<Line> {
        match self.byte(at) {
            b';' => {
                let end = self.comment(at)?;
                Some(Line { end: self.newline(end)?, kind: LineKind::Comment })
            }
            b'.' => self.directive(at),
            _ => match self.mode {
                LineMode::Code => self.code(at),
                LineMode::Fields => self.field(at),
                LineMode::NativeFuncs => None,
            },
        }
    }

    /// A label or an instruction.
    #[inline]
    fn code(&mut self, at: usize) -> Option<Line> {
        let arenas = self.builder.arenas();
        let statement = self.statement(at);
        let end = statement.as_ref().and_then(|statement| self.end(statement.end));
        let (Some(statement), Some(end)) = (statement, end) else {
            self.builder.shrink(arenas);
            return None;
        };
        self.push(at, &statement, arenas.operands);
        Some(Line { end, kind: LineKind::Statement })
    }

    /// Keeps a statement. Its name becomes known only now, because the grammar, too, meets it after its operands.
    #[inline]
    fn push(&mut self, at: usize, statement: &Statement, first: usize) {
        let (l, r) = (self.position(at), self.position(statement.end));
        let name = self.builder.sym_of(statement.name.key, l, self.position(statement.name.end));
        let kind = match statement.is_label {
            true => StmtKind::Label(name),
            false => {
                let operands = List::new(first, self.builder.arenas().operands - first);
                StmtKind::Instr { name, operands }
            }
        };
        self.builder.push_stmt(kind, l, r);
    }

    /// A label or an instruction, without what follows it on its line.
    #[inline]
    fn statement(&mut self, at: usize) -> Option<Statement> {
        let name = word(self.bytes, at)?;
        let next = self.byte(name.end);
        if next == b':' {
            let end = name.end + 1;
            return ends_part(self.byte(end)).then_some(Statement { name, end, is_label: true });
        }
        let mut end = name.end;
        if is_blank(next) {
            let at = self.past_blanks(end + 1);
            if !ends_line(self.byte(at)) {
                end = self.operands(at)?;
            }
        }
        Some(Statement { name, end, is_label: false })
    }

    /// What may follow a statement on its line: blanks and a comment; returns where the next line begins.
    #[inline]
    fn end(&mut self, at: usize) -> Option<usize> {
        let mut at = self.past_blanks(at);
        if self.byte(at) == b';' {
            at = self.comment(at)?;
        }
        self.newline(at)
    }

    /// `; …`; returns its end, at which there is a line end.
    fn comment(&mut self, at: usize) -> Option<usize> {
        let newline = at + memchr::memchr(b'\n', &self.bytes[at..])?;
        self.lexer.line_comment(at..newline);
        Some(newline)
    }

    /// The line's end, the empty lines after it, and the blanks before the next line's first byte.
    #[inline]
    fn newline(&mut self, at: usize) -> Option<usize> {
        let first = self.line_break(at)?;
        let mut next = self.past_blanks(first);
        let mut is_followed = false;
        while let Some(end) = self.line_break(next) {
            is_followed = true;
            next = self.past_blanks(end);
        }
        if is_followed {
            self.lexer.blank_lines(first, first..next);
        }
        Some(next)
    }

    #[inline]
    fn line_break(&self, at: usize) -> Option<usize> {
        match self.byte(at) {
            b'\n' => Some(at + 1),
            b'\r' if self.byte(at + 1) == b'\n' => Some(at + 2),
            _ => None,
        }
    }
}

#[inline]
fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// Whether a byte ends what is on a line.
#[inline]
fn ends_line(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n' | b';')
}

/// Whether a byte ends a label or the last operand.
#[inline]
fn ends_part(byte: u8) -> bool {
    is_blank(byte) || ends_line(byte)
}
