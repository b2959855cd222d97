//! What all phases share while one source is assembled: its texts, names, diagnostics and options.

use crate::expand::{Constants, FileLoader, Loader};
use crate::ir::{FunctionKind, Module};
use crate::words::limits;
use crate::{Options, SourceForm};
use lzasm_grammar::diag::{Diagnostic, Level};
use lzasm_grammar::names::{Interner, Sym};
use lzasm_grammar::source::{Place, SourceMap, Span};

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
    /// What the source is written in.
    pub form: SourceForm,
    /// The format of the output as far as it is known: from the options, or from a `.target` met so far.
    pub target: Option<&'static str>,
    /// Whether the source has a `.target`.
    pub states_target: bool,
    /// The files that `.include` and `incbin` read, as they were named, in order.
    pub dependencies: Vec<std::path::PathBuf>,
    /// The names of the macros defined so far.
    pub macros: Vec<Sym>,
    /// The assembler constants defined so far.
    pub constants: Constants,
    /// Reads the files that the source names.
    pub loader: Box<dyn Loader>,
}

impl<'o> Context<'o> {
    /// The state at the start of a run.
    pub fn new(options: &'o Options) -> Self {
        Self {
            sources: SourceMap::new(),
            names: Interner::new(),
            report: Vec::new(),
            options,
            form: SourceForm::default(),
            target: options.format,
            states_target: false,
            dependencies: Vec::new(),
            macros: Vec::new(),
            constants: Constants::default(),
            loader: Box::new(FileLoader),
        }
    }
}

impl Context<'_> {
    /// Adds a diagnostic.
    pub fn tell(&mut self, diagnostic: Diagnostic) {
        self.report.push(diagnostic);
    }

    /// The text from a position up to the end of its line, without blanks and comments: an instruction.
    pub fn line_span(&self, position: u32) -> Span {
        let Some(file) = self.sources.find(position) else { return Span::new(position, position) };
        if self.form == SourceForm::HydroText {
            return crate::h2o::statement(&file.text, file.start, position);
        }
        let text = &file.text[(position - file.start) as usize..];
        let line = text.lines().next().unwrap_or("");
        let code = line.split([';', '\\']).next().unwrap_or("").trim_end();
        Span::new(position, position + code.len() as u32)
    }

    /// The place in a file of a position: inside an expansion, where it was called.
    pub fn called_at(&self, position: u32) -> Option<Place> {
        let file = self.sources.enclosing(position).find(|(file, _)| !file.origin.is_formed());
        file.and_then(|(_, at)| self.sources.place(at))
    }

    /// A path as it is written into a file: with the prefixes of `--path-prefix-map`.
    pub fn mapped_path(&self, path: &str) -> String {
        let mut maps = self.options.path_prefix_map.iter().rev();
        maps.find_map(|(old, new)| path.strip_prefix(old.as_str()).map(|rest| format!("{new}{rest}")))
            .unwrap_or_else(|| path.to_owned())
    }

    /// Whether there is memory to go on with; the error that there is not is told, at this place if there is one.
    pub(crate) fn has_memory(&mut self, place: Option<Span>) -> bool {
        let texts = self.sources.files().last().map_or(0, |file| file.span().hi);
        let is_enough = crate::memory::is_enough_for(texts.into());
        if !is_enough {
            self.tell(limits::not_enough_memory(place));
        }
        is_enough
    }

    /// Whether looking for a similar name is still worth its time: not after hundreds of faults.
    pub fn may_suggest(&self) -> bool {
        const ENOUGH: usize = 200;
        self.report.len() < ENOUGH
    }

    /// The error about a function that a module neither defines nor declares.
    pub(crate) fn unknown_function(&self, module: &Module, name: Sym, place: Span) -> Diagnostic {
        let candidates = if self.may_suggest() { module.functions.as_slice() } else { &[] };
        let named = candidates.iter().filter(|function| function.kind != FunctionKind::Code);
        let mut known: Vec<&str> = named.map(|function| self.names.text(function.name)).collect();
        known.sort_unstable();
        limits::unknown_function(place, self.names.text(name), &known, self.form)
    }

    /// Whether an error has been found.
    pub fn has_errors(&self) -> bool {
        self.report.iter().any(|diagnostic| diagnostic.level == Level::Error)
    }
}
