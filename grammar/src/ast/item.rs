//! Declarations and their parts.

use super::{Directive, Ident, List, NodeId};
use crate::source::Span;

/// What a directive makes of the tree. Its spelling follows from this: see [`Shape::spelling`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A statement with a list of operands.
    Plain(Directive),
    /// A declaration.
    Item(ItemKind),
    /// A macro, whose body stays text.
    Macro,
    /// A repetition, whose body stays text.
    Repeat,
}

/// What an [`Item`] declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemKind {
    /// `.format VERSION attributes`
    Format,
    /// `.module NAME VERSION attributes`
    Module,
    /// `.struct NAME attributes`
    Struct,
    /// a field of a struct: `name: type attributes`
    Field,
    /// `.const NAME = VALUE attributes`
    Const,
    /// `.pool NAME = VALUE attributes`
    Pool,
    /// `.func NAME(params) -> type attributes`
    Func,
    /// `.operator TOKEN (params) -> type attributes`
    Operator,
    /// `.intrinsic NAME(params) -> type attributes`
    Intrinsic,
    /// `.extern NAME(params) -> type from MODULE attributes`; `params` is `None` in the form `.extern NAME`
    Extern,
    /// `.extern operator TOKEN (params) -> type from MODULE attributes`
    ExternOperator,
    /// `.extern struct NAME`
    ExternStruct,
    /// `.native NAME PATH`; the path is `value`
    Native,
    /// a line of a native module: `NAME` or `NAME(params) -> type`
    NativeFunc,
    /// `.op NAME OPCODE name:kind, …`; the opcode is `value`
    Op,
}

/// The token of an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperatorToken {
    /// Punctuation, under the span.
    Symbol(Span),
    /// `token N`.
    Number(NodeId),
}

/// A declaration. Which parts are present depends on its kind.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// What it declares.
    pub kind: ItemKind,
    /// Its name.
    pub name: Option<Ident>,
    /// The token, of operators.
    pub token: Option<OperatorToken>,
    /// The digits and dots of a version, as written.
    pub version: Option<Span>,
    /// The parameters, if a list of them is written.
    pub params: Option<List<Param>>,
    /// The type after `->`, or of a field.
    pub ty: Option<NodeId>,
    /// The module after `from`.
    pub from: Option<Ident>,
    /// A value, path or opcode.
    pub value: Option<NodeId>,
    /// Attributes in the order of the source.
    pub attrs: List<Attr>,
}

impl Item {
    /// An item without any parts.
    pub fn new(kind: ItemKind) -> Self {
        Self {
            kind,
            name: None,
            token: None,
            version: None,
            params: None,
            ty: None,
            from: None,
            value: None,
            attrs: List::default(),
        }
    }
}

/// A parameter of a function, or an operand of an `.op`.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// Its name.
    pub name: Ident,
    /// Its type.
    pub ty: NodeId,
}

/// A word after a declaration: `export`, `size=8`.
#[derive(Clone, Copy, Debug)]
pub struct Attr {
    /// The word.
    pub name: Ident,
    /// The value after the `=`.
    pub value: Option<NodeId>,
}
