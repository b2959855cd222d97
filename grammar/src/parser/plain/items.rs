//! Plain lines of declarations: heads of functions and structs, fields, `.end`.

use super::word::{Word, word};
use super::{Line, LineKind, Reader, ends_line, ends_part, is_blank};
use crate::ast::{Directive, ItemKind, List, Shape, StmtKind};
use crate::lexer::Block;

/// The most attributes of a field, and the most parameters of a function.
const MOST_ATTRS: usize = 4;
const MOST_PARAMS: usize = 8;

/// Attributes without values, by their offsets.
#[derive(Default)]
struct Attrs {
    words: [(usize, usize); MOST_ATTRS],
    count: usize,
}

/// `name: type`, by the offsets of both words.
struct Param {
    name: (usize, usize),
    ty: (usize, Word),
}

impl Reader<'_, '_, '_> {
    /// A line that begins with a dot.
    pub(super) fn directive(&mut self, at: usize) -> Option<Line> {
        match self.byte(at + 1) {
            b'f' => self.func(at),
            b's' => self.structure(at),
            _ => self.end_directive(at),
        }
    }

    /// The offset behind a directive, if this one is at an offset.
    fn spelled(&self, at: usize, shape: Shape) -> Option<usize> {
        let word = shape.spelling();
        let after = at + word.len();
        let is_there = self.bytes.get(at..after) == Some(word.as_bytes()) && ends_part(self.byte(after));
        is_there.then_some(after)
    }

    /// `.func name(parameters)`, perhaps with the type of its result, which are names.
    fn func(&mut self, at: usize) -> Option<Line> {
        let name_at = self.past_blanks(self.spelled(at, Shape::Item(ItemKind::Func))?);
        let name = word(self.bytes, name_at)?;
        let mut params = Vec::new();
        let close = self.params(name.end, &mut params)?;
        let (result, last) = self.result(close + 1)?;
        let end = self.end(last)?;
        self.builder.item_name(self.position(name_at), self.position(name.end));
        for Param { name, ty } in params {
            self.builder.bare_name(ty.1.key, self.position(ty.0), self.position(ty.1.end));
            self.builder.param(self.position(name.0), self.position(name.1));
        }
        self.builder.params();
        if let Some((at, ty)) = result {
            self.builder.bare_name(ty.key, self.position(at), self.position(ty.end));
            self.builder.item_type();
        }
        self.builder.kind(ItemKind::Func);
        self.builder.item(self.position(at), self.position(last));
        self.lexer.open_or_close(Block::Code);
        self.mode = self.lexer.mode();
        Some(Line { end, kind: LineKind::Statement })
    }

    /// `.struct name attributes`
    fn structure(&mut self, at: usize) -> Option<Line> {
        let name_at = self.past_blanks(self.spelled(at, Shape::Item(ItemKind::Struct))?);
        let name = word(self.bytes, name_at)?;
        let (attrs, last) = self.attrs(name.end)?;
        let end = self.end(last)?;
        self.builder.item_name(self.position(name_at), self.position(name.end));
        self.put_attrs(&attrs);
        self.builder.kind(ItemKind::Struct);
        self.builder.item(self.position(at), self.position(last));
        self.lexer.open_or_close(Block::Fields);
        self.mode = self.lexer.mode();
        Some(Line { end, kind: LineKind::Statement })
    }

    /// Words up to the end of the line, by their offsets, and the end of the last.
    fn attrs(&self, mut last: usize) -> Option<(Attrs, usize)> {
        let mut attrs = Attrs::default();
        loop {
            let next = self.past_blanks(last);
            if ends_line(self.byte(next)) {
                return Some((attrs, last));
            }
            let attr = word(self.bytes, next).filter(|_| next > last)?;
            *attrs.words.get_mut(attrs.count)? = (next, attr.end);
            attrs.count += 1;
            last = attr.end;
        }
    }

    fn put_attrs(&mut self, attrs: &Attrs) {
        for &(at, end) in &attrs.words[..attrs.count] {
            self.builder.attr(self.position(at), self.position(end), false);
        }
    }

    /// `( … )`; returns the offset of the closing bracket.
    fn params(&self, open: usize, params: &mut Vec<Param>) -> Option<usize> {
        if self.byte(open) != b'(' {
            return None;
        }
        let mut at = self.past_blanks(open + 1);
        if self.byte(at) == b')' {
            return Some(at);
        }
        while params.len() < MOST_PARAMS {
            let name = word(self.bytes, at)?;
            if self.byte(name.end) != b':' || !is_blank(self.byte(name.end + 1)) {
                return None;
            }
            let ty_at = self.past_blanks(name.end + 1);
            let ty = word(self.bytes, ty_at)?;
            let next = ty.end;
            params.push(Param { name: (at, name.end), ty: (ty_at, ty) });
            match self.byte(next) {
                b')' => return Some(next),
                b',' => at = self.past_blanks(next + 1),
                _ => return None,
            }
        }
        None
    }

    /// `-> type`, if there is one, and the end of the statement.
    fn result(&self, at: usize) -> Option<(Option<(usize, Word)>, usize)> {
        let next = self.past_blanks(at);
        if ends_line(self.byte(next)) {
            return Some((None, at));
        }
        let is_arrow = self.bytes.get(next..)?.starts_with(b"->");
        let ty_at = is_arrow.then(|| self.past_blanks(next + 2))?;
        let ty = word(self.bytes, ty_at)?;
        let end = ty.end;
        ends_line(self.byte(self.past_blanks(end))).then_some((Some((ty_at, ty)), end))
    }

    /// `.end` alone on its line.
    fn end_directive(&mut self, at: usize) -> Option<Line> {
        let after = self.spelled(at, Shape::Plain(Directive::End))?;
        let end = self.end(after)?;
        let no_operands = List::new(self.builder.arenas().operands, 0);
        let kind = StmtKind::Plain(Directive::End, no_operands);
        self.builder.push_stmt(kind, self.position(at), self.position(after));
        self.builder.line();
        self.lexer.open_or_close(Block::End);
        self.mode = self.lexer.mode();
        Some(Line { end, kind: LineKind::End })
    }

    /// `name: type attributes`
    pub(super) fn field(&mut self, at: usize) -> Option<Line> {
        let name = word(self.bytes, at)?;
        if self.byte(name.end) != b':' || !is_blank(self.byte(name.end + 1)) {
            return None;
        }
        let ty_at = self.past_blanks(name.end + 1);
        let ty = word(self.bytes, ty_at)?;
        let (attrs, last) = self.attrs(ty.end)?;
        let end = self.end(last)?;
        self.builder.item_name(self.position(at), self.position(name.end));
        self.builder.bare_name(ty.key, self.position(ty_at), self.position(ty.end));
        self.builder.item_type();
        self.put_attrs(&attrs);
        self.builder.kind(ItemKind::Field);
        self.builder.item(self.position(at), self.position(last));
        Some(Line { end, kind: LineKind::Statement })
    }
}
