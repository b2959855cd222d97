//! The part of a statement before a fault. It is read again only then, so that good statements cost nothing.

use super::{Lexer, raw};
use crate::source::Span;
use crate::token::Token;
use logos::Logos;

/// The part of a statement before a fault.
pub(crate) struct Before {
    /// The token before it and its place; a newline if it is the first.
    pub(crate) token: (Token, Span),
    /// The innermost bracket that is open.
    pub(crate) bracket: Option<Token>,
    /// The label before it, if there is nothing else in the statement.
    pub(crate) label: Option<Span>,
}

impl Lexer<'_> {
    /// What comes before a fault at the position `lo`; the token `found` is the fault or begins it.
    pub(crate) fn before_fault(&self, lo: u32, found: Token) -> Before {
        let ended = found == Token::Newline;
        self.look_back(lo, self.statement[usize::from(ended)])
    }

    pub(super) fn look_back(&self, lo: u32, start: usize) -> Before {
        let end = (lo - self.start) as usize;
        let mut tokens = Token::lexer(&self.text[start.min(end)..end]);
        let span = |range: std::ops::Range<usize>| self.span(&(range.start + start..range.end + start));
        let mut found = Before { token: (Token::Newline, Span::new(lo, lo)), bracket: None, label: None };
        let mut open = Vec::new();
        let mut labels = true;
        while let Some(token) = tokens.next() {
            let token = token.unwrap_or(Token::Invalid);
            match token {
                Token::Newline | Token::Newlines | Token::LineComment | Token::Join => continue,
                Token::BlockComment => {
                    let rest = tokens.source();
                    let at = tokens.span();
                    let end = raw::comment_end(rest.as_bytes(), at.start).unwrap_or(rest.len());
                    tokens.bump(end - at.end);
                    continue;
                }
                _ => {}
            }
            labels &= matches!(token, Token::NameColon | Token::NumberColon);
            found.token = (token, span(tokens.span()));
            found.label = labels.then_some(found.token.1);
            bracket(&mut open, token);
        }
        found.bracket = open.last().copied();
        found
    }
}

/// Keeps track of open brackets.
fn bracket(open: &mut Vec<Token>, token: Token) {
    match token {
        Token::LParen
        | Token::LBracket
        | Token::LBrace
        | Token::HashBrace
        | Token::SizedList
        | Token::SizedTuple
        | Token::SizedMap => open.push(token),
        Token::RParen | Token::RBracket | Token::RBrace => {
            open.pop();
        }
        _ => {}
    }
}
