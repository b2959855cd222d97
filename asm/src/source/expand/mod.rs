//! Expansion: from the statements of a source to plain statements. Includes are read, conditions decided, macros
//! and repetitions formed, assembler constants defined; the plain statements go to a [`Sink`] in order.
//!
//! Texts are parsed and handed on in chunks, so a large source is never held in memory as a tree. A macro's body is
//! a text with gaps: each call forms a text of its own, which is parsed like a file and remembers where it is from.

mod ahead;
mod blocks;
mod call;
mod conditions;
mod constants;
mod directives;
mod expander;
mod include;
mod macros;
pub(crate) mod messages;
mod scan;
mod template;

use crate::files::{self, FileError};
use crate::source::Context;
use crate::source::budget;
use crate::source::eval::Trouble;
use lzasm_grammar::ast::{Ast, Directive, ItemKind, Shape, Stmt};
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::names::Sym;
use lzasm_grammar::source::{FileId, Span};
use std::path::Path;

/// Reports why an expression has no value where all names are defined.
pub(crate) fn report_unknown(cx: &mut Context, trouble: Trouble) {
    let found = messages::at_the_end(cx, trouble);
    cx.report_all(found);
}

/// Reports why an expression has no value where the shape of the program depends on it.
pub(crate) fn report_unknown_now(cx: &mut Context, trouble: Trouble) {
    let found = messages::at_once(cx, trouble);
    cx.report_all(found);
}

/// A block that `.end` closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // each is the directive of its name
pub enum BlockKind {
    Func,
    Operator,
    Struct,
    Native,
    Intrinsic,
    Archive,
    Code,
    Macro,
    Repeat,
    If,
}

impl BlockKind {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Func,
        Self::Operator,
        Self::Struct,
        Self::Native,
        Self::Intrinsic,
        Self::Archive,
        Self::Code,
        Self::Macro,
        Self::Repeat,
        Self::If,
    ];

    /// The name of its directive, without the dot.
    pub fn name(self) -> &'static str {
        self.shape().spelling().trim_start_matches('.')
    }

    /// The row of its directive: the spelling is there.
    fn shape(self) -> Shape {
        match self {
            Self::Func => Shape::Item(ItemKind::Func),
            Self::Operator => Shape::Item(ItemKind::Operator),
            Self::Struct => Shape::Item(ItemKind::Struct),
            Self::Native => Shape::Item(ItemKind::Native),
            Self::Intrinsic => Shape::Item(ItemKind::Intrinsic),
            Self::Archive => Shape::Plain(Directive::Archive),
            Self::Code => Shape::Plain(Directive::Code),
            Self::Macro => Shape::Macro,
            Self::Repeat => Shape::Repeat,
            Self::If => Shape::Plain(Directive::If),
        }
    }

    /// The block whose directive has this name, without the dot.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

/// Receives plain statements.
pub trait Sink {
    /// A statement other than `.include`, `.macro`, `.repeat`, `.if`, `.elif`, `.else`, `.end`, `.error`,
    /// `.warning`, `.assert`, an assignment or the call of a macro.
    fn statement(&mut self, cx: &mut Context, ast: &Ast, stmt: &Stmt);

    /// The `.end` of the innermost block that was begun by a statement given to this sink.
    fn close(&mut self, cx: &mut Context, block: BlockKind, end: Span);

    /// The size of a struct, for `sizeof`; `None` if it is not known (yet).
    fn size_of(&self, name: Sym) -> Option<u64>;

    /// The value of `here`: the index of the next word or instruction; `None` outside code.
    fn here(&self) -> Option<u64>;

    /// Whether a mnemonic of an instruction set or an `.op` has this name (then a macro may not).
    fn is_instruction(&self, name: Sym) -> bool;

    /// Whether a `.const` or `.pool` of the current module has this name, and where it is.
    fn constant(&self, name: Sym) -> Option<Span>;
}

/// Expands a source: defines what `-D` asks for, hands the source's plain statements to the sink, then evaluates
/// what had to be deferred to the end: constants that need later names, and assertions.
pub fn expand(cx: &mut Context, file: FileId, sink: &mut impl Sink) {
    let mut expander = expander::Expander::new(sink);
    expander.define_options(cx);
    expander.root(cx, file);
    cx.is_cut_off = expander.stop.is_some();
    expander.finish(cx);
}

/// Reads a file for `incbin`: found as `.include` finds one, and recorded as a dependency.
pub fn read_bytes(cx: &mut Context, path: &str, place: Span) -> Result<Vec<u8>, Diagnostic> {
    let path = Path::new(path);
    let found = include::find(cx, place, path).ok_or_else(|| include::not_found(cx, place, path))?;
    cx.dependencies.push(found.clone());
    let room = cx.budget.data_left(cx.options).min(files::LIMIT);
    let too_large = |cx: &Context| {
        messages::expansion_takes_too_much(place, budget::most(cx.options), cx.budget.statements)
    };
    let bytes = match cx.loader.read_up_to(&found, room) {
        Err(FileError::TooLarge { .. }) if room < files::LIMIT => return Err(too_large(cx)),
        read => read.map_err(|error| messages::include_unreadable(&error, place))?,
    };
    if cx.budget.spend(cx.options, budget::data(bytes.len())) { Ok(bytes) } else { Err(too_large(cx)) }
}

#[cfg(test)]
mod tests;
