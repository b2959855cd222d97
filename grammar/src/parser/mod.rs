//! The driver of the generated parser: it parses a text chunk by chunk and recovers after a faulty line.
//!
//! A faulty line is reported once and left out. If it opens or closes a block or declares something, a statement with
//! what is known of it takes its place (parts that its kind always has may be missing), so that it causes no further
//! diagnostics.

mod actions;
mod expected;
mod messages;
mod plain;
#[allow(clippy::all, clippy::too_many_lines, clippy::unwrap_used, missing_docs, unreachable_pub, unused)] // written by the parser generator
mod syntax {
    include!(concat!(env!("OUT_DIR"), "/parser/syntax.rs"));
}

pub use crate::lexer::LineMode;

use crate::ast::{Ast, Directive, ItemKind, Shape};
use crate::diag::Diagnostic;
use crate::lexer::{Block, Header, Lexer, PlacedToken};
use crate::names::Interner;
use crate::source::Span;
use crate::token::Token;
use actions::{Builder, Cache};
use lalrpop_util::ParseError;
use syntax::ChunkParser;

/// The number of faults of one text that are reported; the rest of the text is skipped.
pub const MOST_FAULTS: usize = 1000;

/// The state of parsing one text.
pub struct Parser<'s> {
    text: &'s str,
    start: u32,
    lexer: Lexer<'s>,
    parser: ChunkParser,
    cache: Cache,
    faults: usize,
}

impl<'s> Parser<'s> {
    /// A parser of `text`, whose first byte has the position `start`. `mode` is [`LineMode::Code`] for a file, and
    /// for a text that an expansion formed inside a block what that block makes it.
    pub fn new(text: &'s str, start: u32, mode: LineMode) -> Self {
        Self {
            text,
            start,
            lexer: Lexer::new(text, start, mode),
            parser: ChunkParser::new(),
            cache: Cache::new(text.len()),
            faults: 0,
        }
    }

    /// Empties `ast` and fills it with the next chunk, which ends with a line outside of brackets once about
    /// `limit` bytes were read, after an `.end` if one is near. False when nothing is left of the text.
    ///
    /// `names` must be the same at each call.
    pub fn next(
        &mut self,
        ast: &mut Ast,
        names: &mut Interner,
        report: &mut Vec<Diagnostic>,
        limit: usize,
    ) -> bool {
        ast.clear();
        if self.faults >= MOST_FAULTS || !self.lexer.resume(limit) {
            return false;
        }
        std::mem::swap(&mut ast.trivia, &mut self.lexer.trivia);
        let mut builder = Builder::new(ast, names, &mut self.cache, self.text, self.start);
        loop {
            plain::read(&mut self.lexer, &mut builder);
            let is_given_up = !statements(&mut self.parser, &mut self.lexer, &mut builder, self.faults);
            if is_given_up || self.lexer.is_at_end() {
                break;
            }
        }
        self.faults += self.lexer.report.len();
        report.append(&mut self.lexer.report);
        std::mem::swap(&mut ast.trivia, &mut self.lexer.trivia);
        true
    }
}

/// The tree of a whole text.
pub fn parse(text: &str, start: u32, names: &mut Interner, report: &mut Vec<Diagnostic>) -> Ast {
    let mut ast = Ast::new();
    Parser::new(text, start, LineMode::Code).next(&mut ast, names, report, usize::MAX);
    ast
}

/// Reads statements with the grammar, up to the end of the chunk or a line that may be plain; false after too many faults.
fn statements(
    parser: &mut ChunkParser,
    lexer: &mut Lexer<'_>,
    builder: &mut Builder<'_>,
    faults: usize,
) -> bool {
    while let Err(error) = parser.parse(builder, &mut *lexer) {
        recover(lexer, builder, error);
        if faults + lexer.report.len() >= MOST_FAULTS {
            lexer.report.truncate(MOST_FAULTS - faults);
            let end = lexer.end();
            lexer.report.push(messages::too_many(Span::new(end, end), MOST_FAULTS));
            return false;
        }
    }
    true
}

/// Reports a fault, keeps what is known of the line in the tree and skips to the next line.
fn recover(lexer: &mut Lexer<'_>, builder: &mut Builder<'_>, error: ParseError<u32, Token, ()>) {
    let (token, expected) = fault_of(error);
    let (lo, kind, hi) = token;
    let header = lexer.header(kind);
    let bare = if header.is_none() { lexer.directive_without_dot(kind) } else { None };
    let header = header.or(bare);
    let before = lexer.before_fault(lo, kind);
    if kind != Token::Invalid {
        let found = messages::Found {
            token: kind,
            span: Span::new(lo, hi),
            text: lexer.slice(Span::new(lo, hi)).trim_end(),
            before: before.token,
            before_text: lexer.slice(before.token.1),
            bracket: before.bracket,
            after: lexer.after(hi),
            directive: header.map(|(row, _)| row),
        };
        let fault = match bare {
            Some((row, span)) => messages::no_dot(span, row.spelling.trim_start_matches('.')),
            None => messages::unexpected(&found, &expected),
        };
        lexer.replace_open_raw(kind);
        lexer.report.push(fault);
    }
    keep(builder, header, before.label);
    lexer.skip_line(kind);
}

fn fault_of(error: ParseError<u32, Token, ()>) -> (PlacedToken, Vec<String>) {
    match error {
        ParseError::UnrecognizedToken { token, expected } => (token, expected),
        ParseError::ExtraToken { token } => (token, Vec::new()),
        ParseError::UnrecognizedEof { location, expected } => {
            ((location, Token::Newline, location), expected)
        }
        // The lexer returns no errors: what it reports is an `Invalid` token.
        ParseError::InvalidToken { location } => ((location, Token::Invalid, location), Vec::new()),
        ParseError::User { error: () } => ((0, Token::Invalid, 0), Vec::new()),
    }
}

/// Keeps what is known of a faulty line.
fn keep(builder: &mut Builder<'_>, header: Option<Header>, label: Option<Span>) {
    let Some((row, span)) = header else {
        builder.roll_back();
        if let Some(label) = label {
            builder.keep_label(label);
        }
        return;
    };
    let block = row.block != Block::None;
    match row.shape {
        Shape::Plain(directive @ (Directive::Elif | Directive::Else)) => {
            builder.broken_plain(directive, span.lo, span.hi);
        }
        Shape::Plain(directive) if block => builder.broken_plain(directive, span.lo, span.hi),
        Shape::Item(kind) if block || kind == ItemKind::Module || builder.is_named() => {
            builder.broken_item(kind, span.lo, span.hi);
        }
        _ => builder.roll_back(),
    }
}
