//! The state that the phases of a source share besides the session: constants, macros, and where files come from.

use super::budget::Budget;
use super::eval::Constants;
use crate::files::{FileLoader, Loader};
use crate::{Options, Session};
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::names::Sym;
use std::ops::{Deref, DerefMut};
use std::path::PathBuf;

/// The state while a source is read. It is a [`Session`] as well.
pub struct Context<'o> {
    /// The state that all phases share.
    pub session: Session<'o>,
    /// The format of the output as far as it is known: from the options, or from a `.target` met so far.
    pub target: Option<&'static str>,
    /// Whether the source has a `.target`.
    pub states_target: bool,
    /// The files that `.include` and `incbin` read, as they were named, in order.
    pub dependencies: Vec<PathBuf>,
    /// The names of the macros defined so far.
    pub macros: Vec<Sym>,
    /// The assembler constants defined so far.
    pub constants: Constants,
    /// Whether a limit ended the reading of the source, so that names may lack their definitions.
    pub is_cut_off: bool,
    /// The amount that expansions and included data have taken of [`Options::max_expansion`].
    pub budget: Budget,
    /// Reads the files that the source names.
    pub loader: Box<dyn Loader>,
}

impl<'o> Context<'o> {
    /// The state at the start of a run.
    pub fn new(options: &'o Options) -> Self {
        Self {
            session: Session::new(options),
            target: options.format,
            states_target: false,
            dependencies: Vec::new(),
            macros: Vec::new(),
            constants: Constants::default(),
            is_cut_off: false,
            budget: Budget::default(),
            loader: Box::new(FileLoader),
        }
    }

    /// Adds a diagnostic.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.session.report(diagnostic);
    }

    /// Adds diagnostics, or the one if there is one.
    pub fn report_all(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.session.report_all(diagnostics);
    }
}

impl<'o> Deref for Context<'o> {
    type Target = Session<'o>;

    fn deref(&self) -> &Session<'o> {
        &self.session
    }
}

impl DerefMut for Context<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.session
    }
}
