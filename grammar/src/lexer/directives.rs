//! The directives: what token each is, and what it does to the block it stands in.

use crate::ast::{Directive, ItemKind};
use crate::token::Token;

/// What a directive does to blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    /// Nothing.
    None,
    /// It opens a block whose plain lines are instructions.
    Code,
    /// … fields.
    Fields,
    /// … names of native functions.
    Native,
    /// … what they were outside.
    Same,
    /// It opens a block that is kept as text.
    Raw,
    /// It closes a block.
    End,
}

/// What a directive makes of the parser's tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Makes {
    Plain(Directive),
    Item(ItemKind),
    Raw,
}

/// A directive.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) token: Token,
    pub(crate) block: Block,
    pub(crate) makes: Makes,
}

const fn plain(name: &'static str, directive: Directive, block: Block) -> Row {
    Row { name, token: Token::Plain, block, makes: Makes::Plain(directive) }
}

const fn spaced(name: &'static str, directive: Directive) -> Row {
    Row { name, token: Token::Spaced, block: Block::None, makes: Makes::Plain(directive) }
}

const fn item(name: &'static str, token: Token, kind: ItemKind, block: Block) -> Row {
    Row { name, token, block, makes: Makes::Item(kind) }
}

const fn raw(name: &'static str, token: Token) -> Row {
    Row { name, token, block: Block::Raw, makes: Makes::Raw }
}

static ROWS: &[Row] = &[
    plain(".target", Directive::Target, Block::None),
    plain(".include", Directive::Include, Block::None),
    plain(".using", Directive::Using, Block::None),
    plain(".isa", Directive::Isa, Block::None),
    plain(".word", Directive::Word, Block::None),
    plain(".let", Directive::Let, Block::None),
    plain(".lines", Directive::Lines, Block::None),
    plain(".sections", Directive::Sections, Block::None),
    plain(".trailing", Directive::Trailing, Block::None),
    plain(".error", Directive::Error, Block::None),
    plain(".warning", Directive::Warning, Block::None),
    plain(".assert", Directive::Assert, Block::None),
    plain(".if", Directive::If, Block::Same),
    plain(".elif", Directive::Elif, Block::None),
    plain(".else", Directive::Else, Block::None),
    plain(".end", Directive::End, Block::End),
    plain(".archive", Directive::Archive, Block::Code),
    plain(".code", Directive::Code, Block::Code),
    spaced(".loc", Directive::Loc),
    spaced(".optional", Directive::Optional),
    item(".format", Token::Format, ItemKind::Format, Block::None),
    item(".module", Token::Module, ItemKind::Module, Block::None),
    item(".struct", Token::Struct, ItemKind::Struct, Block::Fields),
    item(".const", Token::Const, ItemKind::Const, Block::None),
    item(".pool", Token::Const, ItemKind::Pool, Block::None),
    item(".func", Token::Func, ItemKind::Func, Block::Code),
    item(".intrinsic", Token::Func, ItemKind::Intrinsic, Block::Code),
    item(".operator", Token::Operator, ItemKind::Operator, Block::Code),
    item(".extern", Token::Extern, ItemKind::Extern, Block::None),
    item(".native", Token::Native, ItemKind::Native, Block::Native),
    item(".op", Token::Op, ItemKind::Op, Block::None),
    raw(".macro", Token::Macro),
    raw(".repeat", Token::Repeat),
];

/// The directive with this name, dot included.
pub(crate) fn find(name: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.name == name)
}

/// The names of all directives.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    ROWS.iter().map(|row| row.name)
}
