//! The meanings of names in a run: the assembler constants of a [`Context`].

use super::Context;
use super::eval::{Env, Lookup};
use lzasm_grammar::names::Sym;
use lzasm_grammar::source::Span;

/// The names of a [`Context`] as an expression at some place sees them.
pub struct ContextEnv<'a, 'o, S> {
    cx: &'a Context<'o>,
    here: Option<u64>,
    size_of: S,
    known: usize,
}

impl<'a, 'o, S: Fn(Sym) -> Option<u64>> ContextEnv<'a, 'o, S> {
    /// For an expression at the place with this value of `here`; `size_of` gives the sizes of structs.
    pub fn new(cx: &'a Context<'o>, here: Option<u64>, size_of: S) -> Self {
        Self { cx, here, size_of, known: usize::MAX }
    }

    /// The state when only the first N constants were defined: `defined` reports no later ones.
    pub(crate) fn at_the_time_of(self, known: usize) -> Self {
        Self { known, ..self }
    }
}

impl<S: Fn(Sym) -> Option<u64>> Env for ContextEnv<'_, '_, S> {
    fn text(&self, span: Span) -> &str {
        self.cx.sources.text(span)
    }

    fn name(&self, sym: Sym) -> &str {
        self.cx.names.text(sym)
    }

    fn constant(&self, sym: Sym) -> Lookup {
        self.cx.constants.lookup(sym)
    }

    fn is_defined(&self, sym: Sym) -> bool {
        self.cx.constants.position(sym).is_some_and(|position| position < self.known)
    }

    fn size_of(&self, sym: Sym) -> Option<u64> {
        (self.size_of)(sym)
    }

    fn here(&self) -> Option<u64> {
        self.here
    }

    fn target(&self) -> Option<&'static str> {
        self.cx.target
    }
}
