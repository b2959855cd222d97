//! The memory that expansions and included data take: an estimate, counted before it is taken, with a limit.
//!
//! A weight is what one thing takes at most on its way from text to the finished file. They are peaks of memory
//! divided by the number of things, measured on sources that make many of one kind; the tests of the command run the
//! worst of these sources in half a gigabyte. What the source itself spells is not counted:
//! its size is the user's.

use crate::Options;
use lzasm_grammar::ast::{Ast, NodeKind, Operands};
use lzasm_grammar::names::Interner;

/// The most that a run takes unless an option says otherwise: half of what a small machine can spare.
pub(crate) const MOST: u64 = 256 << 20;

/// A byte of text.
const TEXT: u64 = 1;
/// A byte of a string or of a new name, besides its text: in the program and in the file.
const WORDING: u64 = 2;
/// A text is parsed in parts unless it is one statement, which has a node for every second byte.
const LONG: u64 = 1 << 20;
/// A byte of a long text while it is parsed.
const LONG_TEXT: u64 = 12;
/// The origin of a part of a formed text.
const PLACE: u64 = 8;
/// A text among the sources.
const FILE: u64 = 160;
/// An instruction, a label or a directive. Most take half of this, but one that is translated for another machine
/// takes it all.
const STATEMENT: u64 = 128;
/// An operand.
const OPERAND: u64 = 16;
/// Any other part of an expression, a value or a type.
const NODE: u64 = 48;
/// A list, tuple or map, besides its elements.
const LIST: u64 = 200;
/// A declaration.
const ITEM: u64 = 600;
const PARAM: u64 = 128;
const ATTR: u64 = 32;
/// A macro or a repetition without its text.
const RAW: u64 = 256;
/// A new name.
const NAME: u64 = 64;
/// The argument for a parameter. It is not kept, but passing it takes time.
const ARGUMENT: u64 = 16;
/// A gap in the body of a macro, or the text between two.
const PIECE: u64 = 32;
/// A byte of a file that becomes data: it is in the program, in the model and in the output.
const DATA: u64 = 2;

/// The amount that a run has spent.
#[derive(Debug, Default)]
pub struct Budget {
    spent: u64,
    /// The number of statements that expansions have made.
    pub(crate) statements: u64,
}

/// The limit of a run.
pub(crate) fn most(options: &Options) -> u64 {
    options.max_expansion.unwrap_or(MOST)
}

impl Budget {
    /// Spends a number of bytes. False if fewer are left.
    pub(crate) fn spend(&mut self, options: &Options, bytes: u64) -> bool {
        self.spent = self.spent.saturating_add(bytes);
        self.spent <= most(options)
    }

    /// The number of bytes of text that may still be formed.
    pub(crate) fn text_left(&self, options: &Options) -> usize {
        let left = most(options).saturating_sub(self.spent) / TEXT;
        // The places of texts have 32 bits.
        u32::try_from(left).unwrap_or(u32::MAX) as usize
    }

    /// The number of bytes of data that may still be read.
    pub(crate) fn data_left(&self, options: &Options) -> u64 {
        most(options).saturating_sub(self.spent) / DATA
    }
}

/// The cost of a text of this length that is formed from a number of parts.
pub(crate) fn text(length: usize, places: usize) -> u64 {
    let length = length as u64;
    FILE + length * TEXT + length.saturating_sub(LONG) * LONG_TEXT + places as u64 * PLACE
}

/// The number of names and of their bytes.
#[derive(Clone, Copy)]
pub(crate) struct Known {
    names: usize,
    bytes: usize,
}

impl Known {
    pub(crate) fn new(names: &Interner) -> Self {
        Self { names: names.len(), bytes: names.bytes() }
    }
}

/// The statements of a part of a text, with the names that it added to those known before.
pub(crate) fn statements(ast: &Ast, names: &Interner, before: Known) -> u64 {
    let after = Known::new(names);
    let (mut lists, mut wording) = (0, after.bytes - before.bytes);
    for node in &ast.nodes {
        match node.kind {
            NodeKind::Str | NodeKind::Bytes(_) => wording += node.span.len(),
            kind => lists += usize::from(kind.operands() == Operands::Many),
        }
    }
    let names = after.names - before.names;
    let parts = ast.nodes.len().saturating_sub(ast.operands.len());
    [
        (ast.stmts.len(), STATEMENT),
        (ast.operands.len(), OPERAND),
        (parts, NODE),
        (lists, LIST),
        (ast.items.len(), ITEM),
        (ast.params.len(), PARAM),
        (ast.attrs.len(), ATTR),
        (ast.raws.len(), RAW),
        (names, NAME),
        (wording, WORDING),
    ]
    .iter()
    .map(|(count, weight)| *count as u64 * weight)
    .sum()
}

/// The cost of a call with a number of arguments.
pub(crate) fn arguments(count: usize) -> u64 {
    count as u64 * ARGUMENT
}

/// The cost of a macro body with a number of pieces.
pub(crate) fn pieces(count: usize) -> u64 {
    count as u64 * PIECE
}

/// A file that becomes data.
pub(crate) fn data(length: usize) -> u64 {
    length as u64 * DATA
}
