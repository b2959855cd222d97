//! From text to lexemes, one ahead. Invalid characters and strings are reported here; a lexeme that marks the fault
//! replaces them.

use super::keywords::{Word, meaning};
use super::token::Shape;
use crate::formats::hydro::text::messages;
use logos::Logos;
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::source::Span;

/// What a lexeme is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word.
    Word(Word),
    /// A string with its quotes.
    Text,
    /// `[`
    Open,
    /// `]`
    Close,
    /// Something faulty, which was reported.
    Bad,
    /// The end of the text.
    End,
}

/// A piece of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lexeme {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// The lexemes of a text.
pub(super) struct Lexer<'t> {
    text: &'t str,
    /// The position of the text's first byte.
    start: u32,
    shapes: logos::Lexer<'t, Shape>,
    /// Where in the text `shapes` began.
    base: usize,
    /// The last string that spans several lines: its closing quote may be missing.
    long: Option<Span>,
    /// What was found wrong and not fetched yet.
    pub(super) report: Vec<Diagnostic>,
}

/// The character that replaces bytes that are not UTF-8.
const BAD: char = '\u{1a}';

impl<'t> Lexer<'t> {
    /// A lexer of a text whose first byte has the position `start`.
    pub(super) fn new(text: &'t str, start: u32) -> Self {
        let base = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { text, start, shapes: Shape::lexer(&text[base..]), base, long: None, report: Vec::new() }
    }

    /// The characters of a lexeme.
    pub(super) fn slice(&self, span: Span) -> &'t str {
        &self.text[(span.lo - self.start) as usize..(span.hi - self.start) as usize]
    }

    /// Passes over all that is left.
    pub(super) fn stop(&mut self) {
        self.go_on_from(self.text.len());
    }

    fn go_on_from(&mut self, at: usize) {
        self.base = at;
        self.shapes = Shape::lexer(&self.text[at..]);
    }

    /// The next lexeme; at the end of the text again and again the end.
    pub(super) fn next(&mut self) -> Lexeme {
        let Some(shape) = self.shapes.next() else {
            let end = self.text.len();
            return Lexeme { kind: Kind::End, span: self.span(end, end) };
        };
        let (lo, hi) = (self.base + self.shapes.span().start, self.base + self.shapes.span().end);
        let span = self.span(lo, hi);
        let kind = match shape {
            Ok(Shape::Word) => Kind::Word(meaning(&self.text[lo..hi])),
            Ok(Shape::Text) => self.string(lo, hi),
            Ok(Shape::Unclosed) => self.unclosed(lo),
            Ok(Shape::Open) => Kind::Open,
            Ok(Shape::Close) => Kind::Close,
            Err(()) => self.bad_character(lo),
        };
        Lexeme { kind, span }
    }

    /// What [`Lexer::next`] returns next, as far as that is known without reporting a fault.
    pub(super) fn peek(&self) -> Kind {
        let mut shapes = self.shapes.clone();
        match shapes.next() {
            Some(Ok(Shape::Word)) => Kind::Word(meaning(shapes.slice())),
            Some(Ok(Shape::Text)) => Kind::Text,
            None => Kind::End,
            _ => Kind::Bad,
        }
    }

    fn span(&self, lo: usize, hi: usize) -> Span {
        Span::new(self.start + lo as u32, self.start + hi as u32)
    }

    fn string(&mut self, lo: usize, hi: usize) -> Kind {
        let text = &self.text[lo..hi];
        if text.contains('\n') {
            self.long = Some(self.span(lo, lo + 1));
        }
        match text.find(BAD) {
            Some(at) => self.bad_character(lo + at),
            None => Kind::Text,
        }
    }

    /// A string without an end: what follows its line is read as if it ended there.
    fn unclosed(&mut self, lo: usize) -> Kind {
        let rest = &self.text[lo..];
        let quote = if rest.starts_with('"') { '"' } else { '\'' };
        self.report.push(messages::open_string(self.span(lo, lo + 1), quote, self.long));
        self.go_on_from(lo + rest.find('\n').unwrap_or(rest.len()));
        Kind::Bad
    }

    fn bad_character(&mut self, lo: usize) -> Kind {
        if let Some(found) = self.text[lo..].chars().next() {
            self.report.push(messages::bad_character(self.span(lo, lo + found.len_utf8()), found));
        }
        Kind::Bad
    }
}
