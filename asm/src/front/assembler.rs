//! From text to bytes: the options of an assembly, and its result.

use super::{Diagnostics, Target};
use crate::files::{self, FileLoader, Loader};
use crate::{Assembly, Input, Lossy, Options, SourceForm, assemble, paths};
use lzasm_grammar::diag::{Diagnostic, Level};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Assembles sources in memory.
///
/// ```
/// use lzasm::{Assembler, Target};
///
/// let text = "
/// .func main()
///     loadi r0, 42
///     ret
/// .end";
/// let built = Assembler::new().target(Target::LAZER).assemble_str("answer.s", text)?;
/// assert!(built.bytes().starts_with(b"LZR"));
/// assert!(built.warnings().is_empty());
/// # Ok::<(), lzasm::Diagnostics>(())
/// ```
#[derive(Clone, Default)]
pub struct Assembler {
    options: Options,
    loader: Option<Arc<dyn Loader + Send + Sync>>,
}

impl Assembler {
    /// An assembler with the default options: the source's `.target` chooses the format, and files that the source
    /// names are read from the file system.
    pub fn new() -> Self {
        Self::default()
    }

    /// Chooses the format of the output; without it the source's `.target` does.
    pub fn target(mut self, target: Target) -> Self {
        self.options.format = Some(target.name());
        self
    }

    /// Chooses what the sources are written in; without it the extension of a source's name does.
    pub fn form(mut self, form: SourceForm) -> Self {
        self.options.from = Some(form);
        self
    }

    /// Adds a folder that `.include` and `incbin` search after the folder of the source.
    pub fn include(mut self, folder: impl Into<PathBuf>) -> Self {
        self.options.include.push(folder.into());
        self
    }

    /// Defines an assembler constant; the value is an expression of the language.
    pub fn define(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.options.define.push((name.into(), value.into()));
        self
    }

    /// Writes line tables, as `-g` does.
    pub fn debug(mut self, yes: bool) -> Self {
        self.options.debug = yes;
        self
    }

    /// Chooses what happens to constructs that the format cannot carry.
    pub fn lossy(mut self, lossy: Lossy) -> Self {
        self.options.lossy = lossy;
        self
    }

    /// Writes paths that begin with `old` so that they begin with `new`.
    pub fn path_prefix_map(mut self, old: impl Into<String>, new: impl Into<String>) -> Self {
        self.options.path_prefix_map.push((old.into(), new.into()));
        self
    }

    /// Limits the statements that macros and repetitions of one source may make; 16 Mi without this.
    pub fn max_statements(mut self, count: u64) -> Self {
        self.options.max_statements = Some(count);
        self
    }

    /// Limits the bytes that the expansions and included data of one source may take; 256 MiB without this.
    pub fn max_expansion(mut self, bytes: u64) -> Self {
        self.options.max_expansion = Some(bytes);
        self
    }

    /// Sets the number of threads that a large source is assembled on; all processors without this. The result does not
    /// depend on it.
    pub fn jobs(mut self, count: usize) -> Self {
        self.options.jobs = Some(count);
        self
    }

    /// Reads the files that sources name from somewhere else than the file system.
    pub fn loader(mut self, loader: impl Loader + Send + Sync + 'static) -> Self {
        self.loader = Some(Arc::new(loader));
        self
    }

    /// Assembles a text. `name` is shown in messages, and `.include` starts from its folder.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the source, warnings included.
    pub fn assemble_str(&self, name: impl Into<String>, text: &str) -> Result<Assembled, Diagnostics> {
        self.assemble(name, text)
    }

    /// Assembles the bytes of a source. Bytes that are not UTF-8 are errors with a place.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the source, warnings included.
    pub fn assemble(
        &self,
        name: impl Into<String>,
        source: impl Into<Vec<u8>>,
    ) -> Result<Assembled, Diagnostics> {
        let name = name.into();
        let stem = paths::stem(Path::new(&name));
        let input = Input { name, bytes: source.into(), stem };
        let loader: Box<dyn Loader> = match &self.loader {
            Some(loader) => Box::new(loader.clone()),
            None => Box::new(FileLoader),
        };
        Assembled::of(assemble(input, &self.options, loader))
    }

    /// Reads a source file and assembles it.
    ///
    /// # Errors
    ///
    /// That the file cannot be read, or everything that is wrong with the source.
    pub fn assemble_file(&self, path: impl AsRef<Path>) -> Result<Assembled, Diagnostics> {
        let path = path.as_ref();
        let bytes =
            files::read(path).map_err(|error| Diagnostics::without_source(vec![error.diagnostic()]))?;
        self.assemble(paths::shown(path), bytes)
    }
}

/// A file that was assembled.
#[derive(Clone, Debug)]
pub struct Assembled {
    bytes: Vec<u8>,
    target: Option<Target>,
    warnings: Diagnostics,
    dependencies: Vec<PathBuf>,
}

impl Assembled {
    pub(crate) fn of(assembly: Assembly) -> Result<Self, Diagnostics> {
        let Assembly { sources, diagnostics, left_out, dependencies, format, bytes, .. } = assembly;
        let found = Diagnostics::new((diagnostics, left_out), Arc::new(sources));
        match bytes {
            Some(bytes) => Ok(Self::new(bytes, format.map(Target::of), found, dependencies)),
            None => Err(found),
        }
    }

    pub(crate) fn new(
        bytes: Vec<u8>,
        target: Option<Target>,
        warnings: Diagnostics,
        dependencies: Vec<PathBuf>,
    ) -> Self {
        Self { bytes, target, warnings, dependencies }
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes of the file, without a copy.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// The warnings.
    pub fn warnings(&self) -> &Diagnostics {
        &self.warnings
    }

    /// The format of the file; `None` if the source is nothing but raw bytes (`.trailing`).
    pub fn target(&self) -> Option<Target> {
        self.target
    }

    /// The files that the source named, in order, as build systems want to know them.
    pub fn dependencies(&self) -> &[PathBuf] {
        &self.dependencies
    }
}

/// Whether an error is among diagnostics.
pub(crate) fn is_error(found: &Diagnostic) -> bool {
    found.level == Level::Error
}
