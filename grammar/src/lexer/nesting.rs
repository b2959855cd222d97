//! The depth of nesting: open brackets, and operators before their operand.
//!
//! The parser's stack and every later walk grow with this depth, so it is limited here.

use crate::token::Token;

/// The greatest depth: brackets within brackets, together with operators before an operand. No source that people
/// write comes near it, and the generated parser needs far less than a thread's stack for it.
pub(crate) const MOST: usize = 256;

#[derive(Default)]
pub(crate) struct Nesting {
    /// For each open bracket: the operators outside it that have no operand yet.
    open: Vec<u32>,
    /// For each open bracket: whether lines are joined in it.
    joining: Vec<bool>,
    joins: usize,
    /// Operators before an operand, all brackets taken together.
    prefixes: usize,
    /// Operators before an operand outside the innermost bracket.
    outside: usize,
    /// Suffixes of one type.
    suffixes: usize,
}

impl Nesting {
    /// Whether the next line may continue this one.
    #[inline]
    pub(crate) fn joins(&self) -> bool {
        self.joins > 0
    }

    /// Whether no bracket is open.
    pub(crate) fn is_flat(&self) -> bool {
        self.open.is_empty()
    }

    pub(crate) fn clear(&mut self) {
        if !self.open.is_empty() {
            self.open.clear();
            self.joining.clear();
            self.joins = 0;
        }
        self.prefixes = 0;
        self.outside = 0;
        self.suffixes = 0;
    }

    /// Takes a token into account (`prefix`: an operator before its operand); false if it is one too deep.
    #[inline]
    pub(crate) fn take(&mut self, token: Token, prefix: bool, last: Token) -> bool {
        match token {
            Token::LParen => self.open(false),
            Token::LBracket
            | Token::LBrace
            | Token::HashBrace
            | Token::SizedList
            | Token::SizedTuple
            | Token::SizedMap => self.open(true),
            Token::RParen | Token::RBrace => self.close(),
            Token::RBracket => {
                self.close();
                self.suffixes += usize::from(last != Token::RBracket);
            }
            Token::RefSuffix | Token::RefRefSuffix | Token::MutRef => self.suffixes += 1,
            Token::And | Token::AndAnd => self.suffixes += 1,
            _ if prefix => self.prefixes += 1,
            _ => self.operand(),
        }
        self.open.len() + self.prefixes <= MOST && self.suffixes <= MOST
    }

    /// Notes that the pending operators have their operand.
    #[inline]
    pub(crate) fn operand(&mut self) {
        self.suffixes = 0;
        self.prefixes = self.outside;
    }

    fn open(&mut self, joining: bool) {
        self.open.push(self.outside as u32);
        self.joining.push(joining);
        self.joins += usize::from(joining);
        self.outside = self.prefixes;
    }

    fn close(&mut self) {
        if let Some(outside) = self.open.pop() {
            // The operators before this bracket have their operand now.
            self.prefixes = outside as usize;
            self.outside = outside as usize;
            self.joins -= usize::from(self.joining.pop() == Some(true));
        }
    }
}
