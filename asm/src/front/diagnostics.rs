//! The diagnostics of one run, together with the texts that they are about.

use lzasm_grammar::diag::emit::Counts;
use lzasm_grammar::diag::render::{Style, human, short};
use lzasm_grammar::diag::{Diagnostic, Level, render::json};
use lzasm_grammar::source::SourceMap;
use std::fmt;
use std::sync::Arc;

/// The diagnostics of a run as values: errors and warnings, with the sources they point into.
///
/// `Display` and `Debug` print what the commands print, so a `main` or build script that returns
/// `Result<(), Diagnostics>` shows the messages with their source lines.
///
/// ```
/// let found = lzasm::Assembler::new()
///     .target(lzasm::Target::LAZER)
///     .assemble_str("x.s", ".func main()\n    rte\n.end\n")
///     .unwrap_err();
/// assert_eq!(found.errors().count(), 1);
/// assert!(found.to_string().contains("did you mean `ret`?"));
/// ```
#[derive(Clone)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    left_out: Counts,
    sources: Arc<SourceMap>,
}

impl Diagnostics {
    /// The diagnostics that a run kept, and the number of further ones.
    pub(crate) fn new((list, left_out): (Vec<Diagnostic>, Counts), sources: Arc<SourceMap>) -> Self {
        Self { list, left_out, sources }
    }

    /// Diagnostics about something that has no source, such as a binary file.
    pub fn without_source(list: Vec<Diagnostic>) -> Self {
        Self::new((list, Counts::default()), Arc::default())
    }

    /// The same diagnostics with a number of others that were found and not kept.
    pub fn with_left_out(mut self, left_out: Counts) -> Self {
        self.left_out = left_out;
        self
    }

    /// All of them, in the order of the source.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// The number of further ones: a run keeps a thousand errors and a thousand warnings.
    pub fn left_out(&self) -> Counts {
        self.left_out
    }

    /// Their number.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The errors among them.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.of(Level::Error)
    }

    /// The warnings among them.
    pub fn warnings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.of(Level::Warning)
    }

    fn of(&self, level: Level) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter().filter(move |found| found.level == level)
    }

    /// The texts that the spans of the diagnostics point into.
    pub fn sources(&self) -> &SourceMap {
        &self.sources
    }

    /// The messages with their source lines, as `--message-format human` prints them.
    pub fn human(&self, style: &Style) -> String {
        let shown = self.list.iter().map(|found| human(found, &self.sources, style));
        shown.chain(self.left_out.in_words().map(|text| text + "\n")).collect()
    }

    /// One line each, as `--message-format short` prints them.
    pub fn short(&self) -> String {
        self.list.iter().map(|found| short(found, &self.sources) + "\n").collect()
    }

    /// One JSON object a line, as `--message-format json` prints them.
    pub fn json(&self) -> String {
        self.list.iter().map(|found| json::line(found, &self.sources) + "\n").collect()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.human(&Style::default()).trim_end())
    }
}

impl fmt::Debug for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A program that returns this from `main` prints it with `Debug`.
        write!(f, "{self}")
    }
}

impl std::error::Error for Diagnostics {}

impl<'d> IntoIterator for &'d Diagnostics {
    type Item = &'d Diagnostic;
    type IntoIter = std::slice::Iter<'d, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}
