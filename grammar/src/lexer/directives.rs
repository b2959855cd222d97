//! The directives: the spelling of each, its token, what it makes of the tree and what it does to blocks.
//!
//! A directive is spelled here and nowhere else: the printer and the expander of blocks take it from its row.

use crate::ast::{Directive, ItemKind, Shape};
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

/// A directive.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) spelling: &'static str,
    pub(crate) token: Token,
    pub(crate) block: Block,
    pub(crate) shape: Shape,
}

const fn plain(spelling: &'static str, directive: Directive, block: Block) -> Row {
    Row { spelling, token: Token::Plain, block, shape: Shape::Plain(directive) }
}

const fn spaced(spelling: &'static str, directive: Directive) -> Row {
    Row { spelling, token: Token::Spaced, block: Block::None, shape: Shape::Plain(directive) }
}

const fn item(spelling: &'static str, token: Token, kind: ItemKind, block: Block) -> Row {
    Row { spelling, token, block, shape: Shape::Item(kind) }
}

const fn raw(spelling: &'static str, token: Token, shape: Shape) -> Row {
    Row { spelling, token, block: Block::Raw, shape }
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
    raw(".macro", Token::Macro, Shape::Macro),
    raw(".repeat", Token::Repeat, Shape::Repeat),
];

/// The directive with this spelling, dot included.
pub(crate) fn find(spelling: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.spelling == spelling)
}

/// The spellings of all directives.
pub(crate) fn spellings() -> impl Iterator<Item = &'static str> {
    ROWS.iter().map(|row| row.spelling)
}

/// What closes every block.
pub(crate) fn end() -> &'static str {
    Shape::Plain(Directive::End).spelling()
}

impl Shape {
    /// The directive as a source spells it, dot included; empty for what no directive begins, such as a field.
    pub fn spelling(self) -> &'static str {
        let row = match self {
            // These have a second word, which the lexer joins with the first.
            Self::Item(ItemKind::ExternOperator) => return ".extern operator",
            Self::Item(ItemKind::ExternStruct) => return ".extern struct",
            shape => ROWS.iter().find(|row| row.shape == shape),
        };
        row.map_or("", |row| row.spelling)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_is_found_by_its_spelling_and_its_shape() {
        for row in ROWS {
            assert_eq!(row.shape.spelling(), row.spelling);
            assert_eq!(find(row.spelling).map(|found| found.shape), Some(row.shape));
        }
        assert_eq!(Shape::Item(ItemKind::Field).spelling(), "");
        assert_eq!(end(), ".end");
    }
}
