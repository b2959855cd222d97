//! What all phases share while one source is assembled: its texts, names, diagnostics and options.

use crate::Options;
use crate::expand::Constants;
use lzasm_grammar::diag::{Diagnostic, Level};
use lzasm_grammar::names::Interner;
use lzasm_grammar::source::SourceMap;

/// The state of one run over one source.
pub struct Context<'o> {
    /// All texts read or formed.
    pub sources: SourceMap,
    /// All names.
    pub names: Interner,
    /// What there is to tell the user, in the order it was found.
    pub report: Vec<Diagnostic>,
    /// The caller's options.
    pub options: &'o Options,
    /// The format of the output as far as it is known: from the options, or from a `.target` met so far.
    pub target: Option<&'static str>,
    /// The files that `.include` and `incbin` read, as they were named, in order.
    pub dependencies: Vec<std::path::PathBuf>,
    /// The assembler constants defined so far.
    pub constants: Constants,
}

impl<'o> Context<'o> {
    /// The state at the start of a run.
    pub fn new(options: &'o Options) -> Self {
        Self {
            sources: SourceMap::new(),
            names: Interner::new(),
            report: Vec::new(),
            options,
            target: options.format,
            dependencies: Vec::new(),
            constants: Constants::default(),
        }
    }
}

impl Context<'_> {
    /// Adds a diagnostic.
    pub fn tell(&mut self, diagnostic: Diagnostic) {
        self.report.push(diagnostic);
    }

    /// Whether an error has been found.
    pub fn has_errors(&self) -> bool {
        self.report.iter().any(|diagnostic| diagnostic.level == Level::Error)
    }
}
