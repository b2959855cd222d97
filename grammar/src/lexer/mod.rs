//! From text to the tokens of the grammar.
//!
//! The patterns of [`Token`] know no context. The lexer decides which `&` is a suffix, where a directive is allowed,
//! which newline is a blank and what a line of the innermost block is. It collects comments and empty lines, and the
//! diagnostics of its phase: a token that got one is [`Token::Invalid`].

mod check;
mod context;
mod directives;
mod lines;
pub(crate) mod messages;
mod nesting;
mod plain;
mod raw;
mod recovery;

pub(crate) use directives::{Block, Row};

use crate::ast::{Directive, ItemKind, Shape, Trivia};
use crate::diag::Diagnostic;
use crate::diag::suggest::Guesses;
use crate::source::Span;
use crate::token::Token;
use context::Context;
use logos::Logos;
use nesting::Nesting;
use std::borrow::Cow;
use std::ops::Range;

/// The meaning of a plain line, which depends on the innermost open block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineMode {
    /// Labels and instructions.
    Code,
    /// Fields of a struct.
    Fields,
    /// Functions of a native module.
    NativeFuncs,
}

/// The plain directive of this name.
pub(crate) fn plain(name: &str) -> Option<Directive> {
    match directives::find(name)?.shape {
        Shape::Plain(directive) => Some(directive),
        _ => None,
    }
}

/// The kind of item that the directive of this name makes.
pub(crate) fn item_kind(name: &str) -> Option<ItemKind> {
    match directives::find(name)?.shape {
        Shape::Item(kind) => Some(kind),
        _ => None,
    }
}

/// The name that a text is, perhaps in backticks. Invalid escapes were reported before.
pub(crate) fn name_text(text: &str) -> Cow<'_, str> {
    if !text.starts_with('`') {
        return Cow::Borrowed(text);
    }
    crate::literal::unescape_str(text).unwrap_or(Cow::Borrowed(text))
}

/// A token with its place, as the parser takes it.
pub(crate) type PlacedToken = (u32, Token, u32);

/// The directive a statement starts with, and its place.
pub(crate) type Header = (&'static Row, Span);

/// The state of lexing one text.
pub(crate) struct Lexer<'s> {
    raw: logos::Lexer<'s, Token>,
    text: &'s str,
    start: u32,
    /// The last token returned.
    last: Token,
    context: Context,
    /// Whether the meaning of a name depends on the context.
    special: bool,
    nesting: Nesting,
    blocks: Vec<LineMode>,
    base: LineMode,
    /// Whether any character of the text is not allowed anywhere.
    dirty: bool,
    /// The directive of the current statement, and its place.
    header: Option<Header>,
    /// That of the statement before it.
    header_before: Option<Header>,
    /// Tokens that were made ahead, the next one last.
    queue: Vec<PlacedToken>,
    /// The starts of the current statement (or of blanks before it) and of the one before it.
    statement: [usize; 2],
    /// Where the chunk should end after an `.end`, and where it should end in any case.
    limit: [usize; 2],
    /// The last token was the last of the chunk.
    cut: bool,
    /// The last token ended a line, and the next may be plain.
    paused: bool,
    /// Whether plain lines are read without the grammar.
    reads_plain: bool,
    /// The next token does not come from the text: the chunk is at its end, or tokens were made ahead.
    ahead: bool,
    /// Whether the current line has its diagnostic already.
    skipping: bool,
    pub(crate) trivia: Vec<Trivia>,
    pub(crate) report: Vec<Diagnostic>,
    guesses: Guesses,
}

impl<'s> Lexer<'s> {
    pub(crate) fn new(text: &'s str, start: u32, mode: LineMode) -> Self {
        let mut raw = Token::lexer(text);
        if text.starts_with('\u{feff}') {
            raw.bump('\u{feff}'.len_utf8());
        }
        let mut lexer = Self {
            raw,
            text,
            start,
            last: Token::Newline,
            context: Context::Start,
            special: false,
            nesting: Nesting::default(),
            blocks: Vec::new(),
            base: mode,
            dirty: check::has_bad_characters(text),
            header: None,
            header_before: None,
            queue: Vec::new(),
            statement: [0; 2],
            limit: [usize::MAX; 2],
            cut: false,
            paused: false,
            reads_plain: true,
            ahead: false,
            skipping: false,
            trivia: Vec::new(),
            report: Vec::new(),
            guesses: Guesses::default(),
        };
        lexer.start_statement();
        lexer
    }

    /// Starts the next chunk; false at the end of the text.
    pub(crate) fn resume(&mut self, limit: usize) -> bool {
        (self.cut, self.paused) = (false, false);
        self.ahead = !self.queue.is_empty();
        let soon = self.raw.span().end.saturating_add(limit);
        self.limit = [soon, soon.saturating_add(limit / 2)];
        self.raw.span().end < self.text.len()
    }

    /// The span of a range of the text.
    pub(crate) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.start + range.start as u32, self.start + range.end as u32)
    }

    /// The text under a span.
    pub(crate) fn slice(&self, span: Span) -> &'s str {
        &self.text[(span.lo - self.start) as usize..(span.hi - self.start) as usize]
    }

    /// The text from a position on.
    pub(crate) fn after(&self, position: u32) -> &'s str {
        &self.text[(position - self.start) as usize..]
    }

    /// The directive of the statement whose last token was `token`.
    pub(crate) fn header(&self, token: Token) -> Option<Header> {
        if token == Token::Newline { self.header_before } else { self.header }
    }

    /// The meaning of a plain line here.
    pub(crate) fn mode(&self) -> LineMode {
        self.blocks.last().copied().unwrap_or(self.base)
    }

    #[inline]
    fn at_start(&self) -> bool {
        self.context == Context::Start
    }

    fn start_statement(&mut self) {
        self.context = Context::Start;
        self.special = self.mode() == LineMode::NativeFuncs;
        self.header_before = self.header.take();
        self.statement = [self.raw.span().end, self.statement[0]];
    }

    /// Skips the rest of a faulty line without further diagnostics.
    pub(crate) fn skip_line(&mut self, from: Token) {
        self.skipping = true;
        let mut token = from;
        loop {
            while token != Token::Newline {
                match self.next() {
                    Some((_, next, _)) => token = next,
                    None => break,
                }
            }
            if self.queue.is_empty() && !self.continues() {
                break;
            }
            // The header of a raw block had the fault: its body is still not a statement.
            if !self.queue.is_empty() {
                self.queue.clear();
                self.last = Token::RawEnd;
            }
            (self.cut, self.paused, self.ahead) = (false, false, false);
            token = Token::Invalid;
        }
        self.skipping = false;
    }

    /// Whether the next line starts with what can only continue or close a list.
    fn continues(&self) -> bool {
        matches!(self.text.as_bytes()[self.raw.span().end..], [b',' | b')' | b']' | b'}', ..])
    }

    /// Reports a fault of the current line, if it is its first.
    fn fault(&mut self, diagnostic: Diagnostic) -> Token {
        if !self.skipping {
            self.report.push(diagnostic);
        }
        Token::Invalid
    }

    fn returned(&mut self, token: Token, range: Range<usize>) -> Option<PlacedToken> {
        self.last = token;
        let span = self.span(&range);
        Some((span.lo, token, span.hi))
    }

    /// Ends the last line at the end of the text, if it has no newline.
    fn finish(&mut self) -> Option<PlacedToken> {
        if self.last == Token::Newline {
            return None;
        }
        let end = self.text.len();
        self.end_line(end..end, false)
    }
}

impl Iterator for Lexer<'_> {
    type Item = PlacedToken;

    #[inline]
    fn next(&mut self) -> Option<PlacedToken> {
        if self.ahead {
            return self.next_ahead();
        }
        loop {
            let Some(token) = self.raw.next() else { return self.finish() };
            let range = self.raw.span();
            let token = match token.unwrap_or(Token::Invalid) {
                // Most of a source is names and commas, so these are tested first.
                token @ (Token::Name | Token::Comma) if !self.special => {
                    self.nesting.operand();
                    token
                }
                Token::Newline => match self.newline(range, false) {
                    None => continue,
                    line => return line,
                },
                token => match self.other_token(token, range.clone()) {
                    Step::Token(token) => token,
                    Step::Blank => continue,
                    Step::Line(line) => return Some(line),
                },
            };
            self.context = self.context.after(token);
            return self.returned(token, range);
        }
    }
}

/// The meaning of a token of the patterns for the parser.
enum Step {
    Token(Token),
    Blank,
    Line(PlacedToken),
}

impl Lexer<'_> {
    /// The next of the tokens made ahead; nothing at the end of a chunk.
    #[cold]
    fn next_ahead(&mut self) -> Option<PlacedToken> {
        if self.cut || self.paused {
            return None;
        }
        let next = self.queue.pop();
        self.ahead = !self.queue.is_empty();
        self.last = next.map_or(self.last, |(_, token, _)| token);
        next
    }

    fn other_token(&mut self, token: Token, range: Range<usize>) -> Step {
        match token {
            Token::Newlines => self.newline(range, true).map_or(Step::Blank, Step::Line),
            Token::LineComment => {
                self.line_comment(range);
                Step::Blank
            }
            Token::BlockComment => self.block_comment(range.start).map_or(Step::Blank, Step::Token),
            Token::Join => Step::Blank,
            token => Step::Token(self.in_context(token, range)),
        }
    }
}
