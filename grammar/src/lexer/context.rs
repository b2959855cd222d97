//! Tokens whose kind depends on their context.

use super::directives::{self, Block};
use super::{Lexer, LineMode, messages, raw};
use crate::ast::{Directive, Shape};
use crate::diag::suggest::Nearest;
use crate::token::Token;
use std::ops::Range;

/// The current statement, as far as tokens depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    /// Only labels have been read.
    Start,
    /// Its first word was just read and is not a directive.
    Head,
    /// An instruction, or a directive without special words.
    Ordinary,
    /// All words are names: `.using import`.
    Names,
    /// `.module`, `.format`: numbers are versions.
    Version,
    /// `.extern`: `from` may come.
    Extern,
    /// `.macro`, `.repeat`: a body follows.
    RawHeader,
}

impl Context {
    /// The context after one more token. Directives set it themselves.
    #[inline]
    pub(super) fn after(self, token: Token) -> Self {
        match self {
            Self::Start if matches!(token, Token::Label | Token::NumberColon) => Self::Start,
            Self::Start => Self::Head,
            Self::Head => Self::Ordinary,
            other => other,
        }
    }
}

impl Lexer<'_> {
    /// The token that the parser sees.
    #[inline]
    pub(super) fn in_context(&mut self, token: Token, range: Range<usize>) -> Token {
        use Token::*;
        let token = match token {
            Int => self.number(Int, &range),
            Comma | Assign => token,
            Name => self.name(&range),
            Mut | Fn | RefWord | Import | Incbin | True | False | Inf | Nan => self.keyword(token, &range),
            NameColon => self.name_colon(&range),
            Ticked => self.ticked(&range),
            And => self.reference(RefSuffix, And, range.end),
            AndAnd => self.reference(RefRefSuffix, AndAnd, range.end),
            Dot => return self.dot(&range),
            Float | Dotted | LabelBack | LabelForward | BadNumber => self.number(token, &range),
            NumberColon => self.label_number(token, &range),
            NameColons | Str | Bytes | SizedBytes | Char => self.quoted(token, &range),
            Atom => self.atom(&range),
            Unterminated => self.unterminated(&range),
            Invalid => self.bad_character(range.start),
            token => token,
        };
        let prefix = matches!(token, Minus | Bang | Tilde) && !self.after_operand();
        if self.nesting.take(token, prefix, self.last) || token == Invalid {
            return token;
        }
        let span = self.span(&range);
        self.fault(messages::too_deep(span))
    }

    /// Whether the last token ended an operand, so that a following `-` is binary.
    fn after_operand(&self) -> bool {
        use Token::*;
        self.context != Context::Head
            && matches!(
                self.last,
                Name | Ticked
                    | Int
                    | Float
                    | Char
                    | Str
                    | Bytes
                    | SizedBytes
                    | Atom
                    | LabelBack
                    | LabelForward
                    | True
                    | False
                    | Inf
                    | Nan
                    | RParen
                    | RBracket
                    | RBrace
                    | RefSuffix
                    | RefRefSuffix
                    | MutRef
            )
    }

    fn name(&mut self, range: &Range<usize>) -> Token {
        let operator = matches!(self.last, Token::Operator | Token::ExternOperator);
        match self.context {
            _ if operator && &self.text[range.clone()] == "token" => Token::NumberWord,
            Context::Start if self.mode() == LineMode::NativeFuncs => self.native_name(range),
            Context::Extern => self.extern_word(range),
            _ => Token::Name,
        }
    }

    /// The first name of a line in a native module. With operands that are not parameters it calls a macro.
    fn native_name(&self, range: &Range<usize>) -> Token {
        let bytes = self.text.as_bytes();
        let next = raw::past_blanks(bytes, range.end);
        let function = raw::ends_line(bytes, next) || matches!(bytes[next..], [b'(', ..] | [b'-', b'>', ..]);
        if function { Token::NativeName } else { Token::Name }
    }

    /// A word of an `.extern`: `from` is a keyword after the name and its signature.
    fn extern_word(&self, range: &Range<usize>) -> Token {
        let after_name = !matches!(
            self.last,
            Token::Extern
                | Token::ExternStruct
                | Token::Arrow
                | Token::NameColons
                | Token::From
                | Token::Assign
        );
        let from = &self.text[range.clone()] == "from";
        if from && after_name && self.nesting.is_flat() { Token::From } else { Token::Name }
    }

    fn ticked(&mut self, range: &Range<usize>) -> Token {
        let native = self.special && self.at_start() && self.mode() == LineMode::NativeFuncs;
        let token = if native { self.native_name(range) } else { Token::Ticked };
        let token = if token == Token::Name { Token::Ticked } else { token };
        self.quoted(token, range)
    }

    /// A word of values and types is an ordinary name where none is expected.
    fn keyword(&mut self, token: Token, range: &Range<usize>) -> Token {
        let bytes = self.text.as_bytes();
        let next = raw::past_blanks(bytes, range.end);
        let assigned = matches!(bytes[next..], [b'=', ..]) && !matches!(bytes[next..], [_, b'=' | b'>', ..]);
        let plain = match self.context {
            Context::Start | Context::Names => true,
            Context::RawHeader => self.last != Token::Assign,
            _ => assigned || self.expects_name() && !(self.last == Token::Fn && token == Token::Mut),
        };
        match token {
            _ if plain => self.name(range),
            Token::Fn if !starts_name(bytes, next) => Token::FnType,
            _ => token,
        }
    }

    /// Whether only a name may follow the last token.
    fn expects_name(&self) -> bool {
        use Token::*;
        matches!(
            self.last,
            Module
                | Struct
                | Const
                | Func
                | Extern
                | ExternStruct
                | Native
                | Op
                | Macro
                | NameColons
                | From
                | Fn
                | RefWord
                | Import
        )
    }

    fn name_colon(&mut self, range: &Range<usize>) -> Token {
        let token = match (self.context, self.mode()) {
            (Context::Start, LineMode::Fields) => Token::FieldName,
            (Context::Start, _) => Token::Label,
            _ => Token::NameColon,
        };
        self.quoted(token, range)
    }

    fn atom(&mut self, range: &Range<usize>) -> Token {
        let before = self.text[..range.start].bytes().next_back();
        let touches = before.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"_`\"')]}:".contains(&byte));
        if touches {
            let span = self.span(range);
            return self.fault(messages::touching_atom(span, &self.text[range.clone()]));
        }
        // A field's colon was meant: no plain line of a struct has an atom as its first operand.
        let named = matches!(self.last, Token::Name | Token::Ticked);
        if self.context == Context::Head && named && self.mode() == LineMode::Fields {
            let span = self.span(range);
            let name = self.look_back(span.lo, self.statement[0]).token.1;
            let (name_text, text) = (self.slice(name), &self.text[range.clone()]);
            return self.fault(messages::misplaced_colon(name, name_text, span, text));
        }
        self.quoted(Token::Atom, range)
    }

    /// `&` before `,`, `[`, `&` or the line's end is a type's suffix.
    fn reference(&self, suffix: Token, operator: Token, end: usize) -> Token {
        let bytes = self.text.as_bytes();
        let next = raw::past_blanks(bytes, end);
        let is_suffix = raw::ends_line(bytes, next) || matches!(bytes[next..], [b',' | b'[' | b'&', ..]);
        if is_suffix { suffix } else { operator }
    }

    fn number(&mut self, token: Token, range: &Range<usize>) -> Token {
        if self.context == Context::Version && self.last != Token::Assign && self.nesting.is_flat() {
            return self.version(range);
        }
        match token {
            Token::Int => self.int(range),
            Token::LabelBack | Token::LabelForward => self.label_number(token, range),
            Token::BadNumber => self.bad_number(range),
            token => token,
        }
    }
}

/// Directives.
impl Lexer<'_> {
    fn dot(&mut self, range: &Range<usize>) -> Token {
        if !self.at_start() {
            return Token::Dot;
        }
        let text = &self.text[range.clone()];
        let span = self.span(range);
        if let Some(row) = directives::find(text) {
            self.header = Some((row, span));
            self.special = true;
            self.open_or_close(row.block);
            self.context = context_of(row);
            return self.operator_word(row.token, range.end);
        }
        let nearest = match text.starts_with(directives::end()) {
            // `.endif`, `.endm` and the like of other assemblers.
            true => Some(Nearest { first: directives::end(), second: None }),
            false => self.guesses.nearest(text, directives::spellings()),
        };
        self.header = nearest.and_then(|nearest| directives::find(nearest.first)).map(|row| (row, span));
        if let Some((row, _)) = self.header {
            // The directive that was probably meant decides which block is open, so that its `.end` matches.
            self.open_or_close(row.block);
            self.context = context_of(row);
        }
        self.fault(messages::unknown_directive(span, text, nearest))
    }

    /// The directive whose name, without its dot, begins the statement with a fault. It opens its block.
    pub(crate) fn directive_without_dot(&mut self, found: Token) -> Option<super::Header> {
        let start = self.statement[usize::from(found == Token::Newline)];
        let rest = self.text.get(start..)?;
        let blanks = rest.len() - rest.trim_start().len();
        let word = rest[blanks..].bytes().take_while(u8::is_ascii_alphanumeric).count();
        let range = start + blanks..start + blanks + word;
        let row = directives::find(&format!(".{}", &self.text[range.clone()]))?;
        if !matches!(row.block, Block::Code | Block::Fields | Block::Native) {
            return None;
        }
        self.open_or_close(row.block);
        Some((row, self.span(&range)))
    }

    /// Opens or closes the block that a directive does.
    pub(crate) fn open_or_close(&mut self, block: Block) {
        match block {
            Block::Code => self.blocks.push(LineMode::Code),
            Block::Fields => self.blocks.push(LineMode::Fields),
            Block::Native => self.blocks.push(LineMode::NativeFuncs),
            Block::Same => self.blocks.push(self.mode()),
            Block::End => {
                self.blocks.pop();
            }
            Block::None | Block::Raw => {}
        }
    }

    /// `.operator` and `.extern operator` are followed by raw punctuation, `.extern struct` by a name.
    fn operator_word(&mut self, token: Token, end: usize) -> Token {
        match token {
            Token::Operator => {
                self.operator_symbol(end);
                token
            }
            Token::Extern => self.extern_kind(end),
            token => token,
        }
    }

    fn extern_kind(&mut self, end: usize) -> Token {
        let bytes = self.text.as_bytes();
        let at = raw::past_blanks(bytes, end);
        let word = word_at(self.text, at);
        let word_end = at + word.len();
        let next = raw::past_blanks(bytes, word_end);
        let glued = next == word_end;
        match word {
            "struct" if !glued && starts_name(bytes, next) && !self.is_from(next) => {
                self.raw.bump(word_end - self.raw.span().end);
                Token::ExternStruct
            }
            "operator" if self.operator_follows(next) => {
                self.raw.bump(word_end - self.raw.span().end);
                self.operator_symbol(word_end);
                Token::ExternOperator
            }
            _ => Token::Extern,
        }
    }

    /// Whether the text at an offset is `from NAME`.
    fn is_from(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        let next = raw::past_blanks(bytes, at + 4);
        word_at(self.text, at) == "from" && starts_name(bytes, next)
    }

    /// Whether the text at an offset makes the word `operator` before it a keyword instead of a function's name.
    fn operator_follows(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        match word_at(self.text, at) {
            "token" => bytes.get(raw::past_blanks(bytes, at + 5)).is_some_and(u8::is_ascii_digit),
            _ => !raw::ends_line(bytes, at) && symbol_end(bytes, at) > at,
        }
    }

    /// The punctuation from a place on is the next token.
    fn operator_symbol(&mut self, end: usize) {
        let bytes = self.text.as_bytes();
        let start = raw::past_blanks(bytes, end);
        let stop = symbol_end(bytes, start);
        if !raw::ends_line(bytes, start) && stop > start {
            let span = self.span(&(start..stop));
            self.raw.bump(stop - self.raw.span().end);
            self.queue.push((span.lo, Token::OperatorSymbol, span.hi));
            self.ahead = true;
        }
    }
}

fn context_of(row: &directives::Row) -> Context {
    match (row.token, row.shape) {
        (Token::Module | Token::Format, _) => Context::Version,
        (Token::Extern, _) => Context::Extern,
        (Token::Macro | Token::Repeat, _) => Context::RawHeader,
        (
            _,
            Shape::Plain(
                Directive::Using | Directive::Target | Directive::Isa | Directive::End | Directive::Let,
            ),
        ) => Context::Names,
        _ => Context::Ordinary,
    }
}

fn word_at(text: &str, at: usize) -> &str {
    let len = text.as_bytes()[at.min(text.len())..]
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_')
        .count();
    text.get(at..at + len).unwrap_or("")
}

fn starts_name(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(|byte| byte.is_ascii_alphabetic() || b"_`".contains(byte))
}

/// The end of the punctuation at a place: a blank, a `(` or anything but punctuation ends it.
fn symbol_end(bytes: &[u8], at: usize) -> usize {
    let part = |byte: &u8| byte.is_ascii_punctuation() && !b"(;\"'`_\\".contains(byte);
    at + bytes[at.min(bytes.len())..].iter().take_while(|byte| part(byte)).count()
}
