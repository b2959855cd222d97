//! The text of trees that a [`Builder`] made. It is here because the tree does not know its printer.

use super::{expr_text, print, print_after};
use crate::ast::build::Builder;

impl Builder {
    /// The canonical text of what was built.
    pub fn print(&self) -> String {
        print(&self.ast, &self.text, 0, &self.names)
    }

    /// The text of the last node, as `lzdump` shows an operand on its own.
    pub fn last_text(&self) -> String {
        self.last().map_or(String::new(), |root| expr_text(&self.ast, root, &self.text, 0, &self.names))
    }

    /// Appends the canonical text of what was built to what was printed before, and empties the tree but keeps
    /// its memory. No block may be open. A large file is printed function by function with this.
    pub fn flush(&mut self, printed: &mut String) {
        *printed = print_after(std::mem::take(printed), &self.ast, &self.text, 0, &self.names);
        self.text.clear();
        self.ast.clear();
    }
}
