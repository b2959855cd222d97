//! The code of a function, printed line by line. A disassembly is mostly code, and most of its operands are short texts
//! that need no tree.

use super::blocks::{STEP, mnemonic_width};
use super::expr::{self, Inner};
use super::page::Page;
use super::stmt::Writer;
use super::{Tree, print_after};
use crate::ast::build::Builder;
use crate::ast::{Directive, Shape};
use crate::diag::render::sanitize;

/// The width to which the mnemonics of a function are padded.
#[derive(Clone, Copy, Debug, Default)]
pub struct Width(usize);

impl Width {
    /// Makes room for a mnemonic, as it is written, that operands follow.
    pub fn include(&mut self, mnemonic: &str) {
        self.0 = self.0.max(mnemonic_width(mnemonic).unwrap_or(0));
    }
}

/// The inside of a function that is being printed.
#[derive(Debug)]
pub struct Code {
    builder: Builder,
    page: Page,
    width: Width,
    /// The characters of the mnemonic of this line.
    mnemonic: usize,
    /// Whether an operand was written on this line.
    has_operands: bool,
}

impl Builder {
    /// Prints what was built, of which the last statement begins a function or a `.code` block outside of all blocks but
    /// archives, and continues with its code.
    pub fn code(mut self, mut printed: String, width: Width) -> Code {
        self.flush(&mut printed);
        Code { builder: self, page: Page::after(printed), width, mnemonic: 0, has_operands: false }
    }
}

impl Code {
    /// Ends the function; returns the empty tree and the text so far.
    pub fn end(mut self) -> (Builder, String) {
        self.page.begin(0);
        self.page.push(Shape::Plain(Directive::End).spelling());
        self.builder.clear();
        (self.builder, self.page.finish())
    }

    /// `name:`; the name is a word.
    pub fn label(&mut self, name: &str) {
        self.page.begin(0);
        self.page.push(name);
        self.page.push(":");
    }

    /// Begins an instruction, whose operands follow. The mnemonic is as it is written ([`path_name`]).
    ///
    /// [`path_name`]: crate::ast::build::path_name
    pub fn instr(&mut self, mnemonic: &str) {
        self.page.begin(STEP);
        self.page.push(mnemonic);
        self.mnemonic = mnemonic.chars().count();
        self.has_operands = false;
    }

    /// An operand that is a single word or number.
    pub fn operand(&mut self, text: &str) {
        self.separate();
        self.page.push(text);
    }

    /// An operand that is an integer.
    pub fn int(&mut self, value: i64) {
        self.separate();
        self.page.int(value);
    }

    /// The operands that `put` puts.
    pub fn operands<R>(&mut self, put: impl FnOnce(&mut Builder) -> R) {
        self.builder.clear();
        let mark = self.builder.mark();
        put(&mut self.builder);
        let list = self.builder.operands_since(mark);
        for at in 0..list.len() {
            self.separate();
            let tree = tree(&self.builder);
            let root = tree.ast.operands(list)[at];
            expr::operand(&tree, &mut self.page, &mut Inner::default(), root);
        }
    }

    /// A directive whose operands `put` puts.
    pub fn plain<R>(&mut self, directive: Directive, put: impl FnOnce(&mut Builder) -> R) {
        self.builder.clear();
        self.builder.plain(directive, put);
        self.page.begin(STEP);
        let tree = tree(&self.builder);
        let mut writer =
            Writer { tree: &tree, page: &mut self.page, inner: Inner::default(), width: self.width.0 };
        tree.ast.stmts.iter().for_each(|stmt| writer.stmt(stmt));
    }

    /// A comment behind the line.
    pub fn trailing(&mut self, text: &str) {
        let joined = text.lines().collect::<Vec<_>>().join(" ");
        self.page.trail(&format!("; {}", sanitize::line(&joined)));
    }

    fn separate(&mut self) {
        match std::mem::replace(&mut self.has_operands, true) {
            true => self.page.push(", "),
            false => self.page.pad(self.width.0.saturating_sub(self.mnemonic) + 1),
        }
    }
}

impl Builder {
    /// Appends the canonical text of what was built to what was printed before, and empties the tree but keeps
    /// its memory. No block may be open. A large file is printed function by function with this.
    pub fn flush(&mut self, printed: &mut String) {
        *printed = print_after(std::mem::take(printed), &self.ast, &self.text, 0, &self.names);
        self.clear();
    }

    fn clear(&mut self) {
        self.text.clear();
        self.ast.clear();
    }
}

fn tree(builder: &Builder) -> Tree<'_> {
    Tree { ast: &builder.ast, text: &builder.text, start: 0, names: &builder.names }
}
