//! The text of trees that a [`Builder`] made. It is here because the tree does not know its printer.

use super::{expr_text, print};
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
}
