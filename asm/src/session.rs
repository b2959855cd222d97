//! The state that every phase shares while one source is assembled: its texts, names, diagnostics and options.

use crate::report::Report;
use crate::{Options, SourceForm, memory};
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::diag::suggest::Guesses;
use lzasm_grammar::names::Interner;
use lzasm_grammar::source::{Place, SourceMap, Span};

/// The state of one run over one source that all phases share.
pub struct Session<'o> {
    /// All texts read or formed.
    pub sources: SourceMap,
    /// All names.
    pub names: Interner,
    /// The diagnostics for the user, in the order they were found.
    pub report: Report<'o>,
    /// The budget of comparisons for suggestions about misspelled names.
    pub guesses: Guesses,
    /// The caller's options.
    pub options: &'o Options,
    /// The bytes of chunks since memory was last looked at.
    unchecked: u32,
    /// Whether the error has been reported that memory ran out.
    pub(crate) is_out_of_memory: bool,
    /// The form that the source is written in.
    pub form: SourceForm,
    /// The place of the instruction that begins at a position, in a text that begins at another.
    pub(crate) instruction_at: InstructionAt,
}

/// Finds the end of an instruction: takes a text, the position of its first byte, and that of the instruction.
pub(crate) type InstructionAt = fn(&str, u32, u32) -> Span;

impl<'o> Session<'o> {
    /// The state at the start of a run.
    pub fn new(options: &'o Options) -> Self {
        Self {
            sources: SourceMap::new(),
            names: Interner::new(),
            report: Report::new(&options.lints, options.most_kept),
            guesses: Guesses::default(),
            options,
            unchecked: 0,
            is_out_of_memory: false,
            form: SourceForm::default(),
            instruction_at: line_at,
        }
    }

    /// Adds a diagnostic.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.report.add(diagnostic, &self.sources);
    }

    /// Adds diagnostics, or the one if there is one.
    pub fn report_all(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        diagnostics.into_iter().for_each(|diagnostic| self.report(diagnostic));
    }

    /// The instruction that begins at a position, without blanks and comments after it.
    pub fn line_span(&self, position: u32) -> Span {
        match self.sources.find(position) {
            Some(file) => (self.instruction_at)(&file.text, file.start, position),
            None => Span::new(position, position),
        }
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

    /// Whether enough memory is left. If not, the error is reported, at this place if there is one.
    pub(crate) fn has_memory(&mut self, place: Option<Span>) -> bool {
        let texts = self.sources.files().last().map_or(0, |file| file.span().hi);
        let is_enough = memory::is_enough_for(texts.into());
        if !is_enough {
            self.is_out_of_memory = true;
            self.report(memory::not_enough(place));
        }
        is_enough
    }

    /// Whether enough memory is left for a chunk of this many bytes. To find out takes some microseconds, which is as
    /// long as the text of a macro call takes, so small chunks are counted together.
    pub(crate) fn has_memory_for_chunk(&mut self, bytes: u32, place: Span) -> bool {
        const STEP: u32 = 1 << 15;
        self.unchecked = self.unchecked.saturating_add(bytes);
        if self.unchecked < STEP {
            return true;
        }
        self.unchecked = 0;
        self.has_memory(Some(place))
    }

    /// Whether an error has been found.
    pub fn has_errors(&self) -> bool {
        self.report.has_errors()
    }
}

/// In the assembly language an instruction ends with its line or before a comment.
fn line_at(text: &str, start: u32, position: u32) -> Span {
    let text = &text[(position - start) as usize..];
    let line = text.lines().next().unwrap_or("");
    let code = line.split([';', '\\']).next().unwrap_or("").trim_end();
    Span::new(position, position + code.len() as u32)
}
