//! Looking back at a statement with a fault: nothing of this is tracked while all is well.

use super::{Lexer, raw};
use crate::source::Span;
use crate::token::Token;
use logos::Logos;

/// What stands before a fault in its statement.
pub(crate) struct Back {
    /// The token before it and its place; a newline if it is the first.
    pub(crate) before: (Token, Span),
    /// The innermost bracket that is open.
    pub(crate) bracket: Option<Token>,
    /// The label before it, if there is nothing else in the statement.
    pub(crate) label: Option<Span>,
}

impl Lexer<'_> {
    /// What stands before a fault at the position `lo` that the token `found` is, or begins.
    pub(crate) fn before_fault(&self, lo: u32, found: Token) -> Back {
        let ended = found == Token::Newline;
        self.look_back(lo, self.statement[usize::from(ended)])
    }

    pub(super) fn look_back(&self, lo: u32, start: usize) -> Back {
        let end = (lo - self.start) as usize;
        let mut tokens = Token::lexer(&self.text[start.min(end)..end]);
        let span = |range: std::ops::Range<usize>| self.span(&(range.start + start..range.end + start));
        let mut back = Back { before: (Token::Newline, Span::new(lo, lo)), bracket: None, label: None };
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
            back.before = (token, span(tokens.span()));
            back.label = labels.then_some(back.before.1);
            bracket(&mut open, token);
        }
        back.bracket = open.last().copied();
        back
    }
}

/// Keeps account of open brackets.
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
