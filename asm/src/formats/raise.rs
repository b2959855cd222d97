//! The parts that all rooms share when they turn a file into source text: the options, statements with names that read
//! back, labels named for their use, and comments on request.
//!
//! Each room has a `raise` of its own, from its model to the text. The law that holds them together: assembling the
//! text with no options gives the file's bytes again, for every file that decodes.

mod labels;
mod names;

pub(crate) use labels::Labels;
pub(crate) use names::Names;
pub(super) use names::name_of;

use crate::ir::{Interner, Prim, Program};
use crate::isa::OperandKind;
use lzasm_grammar::ast::build::Builder;
use lzasm_grammar::ast::{Directive, Item, ItemKind, NodeId, Param};
use lzasm_grammar::printer::{Code, Width};
use std::ops::{Deref, DerefMut};

/// What a caller can choose.
#[derive(Clone, Debug, Default)]
pub struct RaiseOptions {
    /// Whether comments say what strings, targets and effects the instructions have.
    pub annotate: bool,
    /// The instructions that `.op` definitions (of `--ops FILE`) name; the text repeats the definitions.
    pub ops: Vec<UserOp>,
}

/// An instruction of the lazer set that a user defined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserOp {
    /// Its name.
    pub name: String,
    /// Its opcode.
    pub opcode: u8,
    /// The kinds of its operands.
    pub kinds: Vec<OperandKind>,
}

impl UserOp {
    /// All definitions of a program, such as that of the file that `--ops` names.
    pub fn all(program: &Program, names: &Interner) -> Vec<Self> {
        let ops = program.user_ops.iter();
        let op = |op: &crate::ir::UserOp| (names.text(op.name).to_owned(), op.opcode, op.kinds.clone());
        ops.map(op).map(|(name, opcode, kinds)| Self { name, opcode, kinds }).collect()
    }
}

/// Whether a word means something other than a name in the place of a value, a type or a register.
pub(crate) fn is_reserved(word: &str) -> bool {
    let number = |letter, count: u32| {
        let digits = word.strip_prefix(letter).filter(|digits| *digits == "0" || !digits.starts_with('0'));
        digits.and_then(|digits| digits.parse::<u32>().ok()).is_some_and(|number| number < count)
    };
    Prim::find(word).is_some() || number('r', 32) || number('s', 128)
}

/// Takes a text piece by piece.
pub type Sink<'s> = dyn FnMut(&str) + 's;

/// A text is handed on whenever there is this much of it.
pub(crate) const PIECE: usize = 64 * 1024;

/// Source text in the making. Everything that [`Builder`] can do is done through it.
pub(super) struct Text<'s> {
    builder: Builder,
    /// The text that the sink has not got yet.
    printed: String,
    sink: &'s mut Sink<'s>,
    /// Whether comments are wanted.
    pub(super) annotate: bool,
}

impl Deref for Text<'_> {
    type Target = Builder;

    fn deref(&self) -> &Builder {
        &self.builder
    }
}

impl DerefMut for Text<'_> {
    fn deref_mut(&mut self) -> &mut Builder {
        &mut self.builder
    }
}

impl<'s> Text<'s> {
    /// The text of a file of this format, which its first line names. The sink gets it.
    pub(super) fn new(format: &str, options: &RaiseOptions, sink: &'s mut Sink<'s>) -> Self {
        let builder = Builder::new(is_reserved);
        let mut text = Self { builder, printed: String::new(), sink, annotate: options.annotate };
        text.plain(Directive::Target, |b| b.word(format));
        text
    }

    /// Ends a part of the text: what was built is printed, and its memory serves for the next part. Only archives
    /// may be open here.
    pub(super) fn part(&mut self) {
        self.builder.flush(&mut self.printed);
        self.builder.blank();
        self.hand_on();
    }

    /// Hands on what is printed, if there is enough of it. The last byte, a line end, is kept: an empty line is only
    /// printed after something.
    fn hand_on(&mut self) {
        if self.printed.len() > PIECE && self.printed.ends_with('\n') {
            self.printed.pop();
            (self.sink)(&self.printed);
            self.printed.clear();
            self.printed.push('\n');
        }
    }

    /// Begins the code of the function that was added last; [`Text::end_code`] takes it back.
    pub(super) fn code(&mut self, width: Width) -> Code {
        let builder = std::mem::replace(&mut self.builder, Builder::new(is_reserved));
        builder.code(std::mem::take(&mut self.printed), width)
    }

    /// `.end`
    pub(super) fn end_code(&mut self, code: Code) {
        (self.builder, self.printed) = code.end();
        self.builder.blank();
        self.hand_on();
    }

    /// Ends the text.
    pub(super) fn finish(mut self, trailing: &[u8]) {
        if !trailing.is_empty() {
            self.blank();
            self.plain(Directive::Trailing, |b| b.bytes(trailing, Default::default()));
        }
        self.builder.flush(&mut self.printed);
        (self.sink)(&self.printed);
    }

    /// Adds a declaration that has only a name and attributes without values.
    pub(super) fn named_item(&mut self, kind: ItemKind, name: &str, attrs: &[&str]) {
        let mut item = self.head(kind, name);
        let attrs: Vec<_> = attrs.iter().map(|attr| self.attr(attr)).collect();
        item.attrs = self.attrs(&attrs);
        self.item(item);
    }

    /// A declaration that only has its name so far.
    pub(super) fn head(&mut self, kind: ItemKind, name: &str) -> Item {
        Item { name: Some(self.ident(name)), ..Item::new(kind) }
    }

    /// The parameters of a declaration; `ty` puts the type of one.
    pub(super) fn param_list<T>(
        &mut self,
        params: &[T],
        name: impl Fn(&T) -> &str,
        ty: impl Fn(&mut Builder, &T) -> NodeId,
    ) -> lzasm_grammar::ast::List<Param> {
        let mut list = Vec::new();
        for param in params {
            let name = self.ident(name(param));
            list.push(Param { name, ty: ty(self, param) });
        }
        self.params(&list)
    }

    /// A comment behind the last statement, if comments are wanted.
    pub(super) fn remark(&mut self, text: impl FnOnce() -> String) {
        if let Some(text) = self.wanted(text) {
            self.trailing(&text);
        }
    }

    /// A comment behind the last line of code, if comments are wanted.
    pub(super) fn remark_on(&self, code: &mut Code, text: impl FnOnce() -> String) {
        if let Some(text) = self.wanted(text) {
            code.trailing(&text);
        }
    }

    fn wanted(&self, text: impl FnOnce() -> String) -> Option<String> {
        self.annotate.then(text).filter(|text| !text.is_empty())
    }
}

/// A string as a comment shows it: cut if it is long.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 40;
    let start: String = text.chars().take(MOST).collect();
    if start.len() < text.len() { format!("{start:?}…") } else { format!("{start:?}") }
}

/// Whether bytes are better read as a string: text without anything that would have to be escaped but line ends.
pub(super) fn as_text(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    let odd = |ch: char| ch.is_control() && !matches!(ch, '\n' | '\t' | '\r');
    (!text.contains(odd)).then_some(text)
}

#[cfg(test)]
mod tests;
