//! Assembling from a build script: in go sources and options, out come modules in a folder, and what Cargo must know.
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), lzasm::build::Error> {
//!     lzasm::build::Assembler::new().file("src/fact.s").format("lazer").cargo(true).run()?;
//!     Ok(())
//! }
//! ```
//!
//! The modules lie in `OUT_DIR` then, and the program takes them with
//! `include_bytes!(concat!(env!("OUT_DIR"), "/fact.lzr"))`.

use crate::expand::FileLoader;
use crate::files::{self, FileError};
use crate::formats::{self, Format};
use crate::{Assembly, Input, Lossy, Options, assemble, paths};
use lzasm_grammar::diag::emit::Counts;
use lzasm_grammar::diag::render::{Style, human, short};
use lzasm_grammar::diag::{Code, Diagnostic, Level};
use lzasm_grammar::source::SourceMap;
use std::path::{Path, PathBuf};

/// Sources to assemble, and how.
#[derive(Clone, Debug, Default)]
pub struct Assembler {
    sources: Vec<PathBuf>,
    out_dir: Option<PathBuf>,
    format: Option<String>,
    options: Options,
    cargo: bool,
}

/// Why there is no output, or not every one.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no format of this name.
    #[error("there is no format `{0}`")]
    UnknownFormat(String),
    /// Neither the caller nor the source says which format to make.
    #[error("nothing tells which format to make of `{}`", .0.display())]
    NoFormat(PathBuf),
    /// Two sources would have the same output.
    #[error("`{}` would be the output of two sources", .0.display())]
    SameOutput(PathBuf),
    /// A file was not read or not written.
    #[error(transparent)]
    File(#[from] FileError),
    /// A source has errors.
    #[error("cannot assemble `{}`\n{}", .0.source.display(), .0.report())]
    Source(Box<Faults>),
}

/// What is wrong with a source.
#[derive(Debug)]
pub struct Faults {
    /// The source.
    pub source: PathBuf,
    /// What was found in it, warnings included.
    pub diagnostics: Vec<Diagnostic>,
    /// How many more there were.
    pub left_out: Counts,
    /// The texts that the diagnostics are about.
    pub sources: SourceMap,
}

impl Faults {
    /// The diagnostics as text for people.
    pub fn report(&self) -> String {
        let shown = self.diagnostics.iter();
        let shown = shown.map(|diagnostic| human(diagnostic, &self.sources, &Style::default()));
        shown.chain(self.left_out.in_words().map(|text| text + "\n")).collect()
    }
}

impl Assembler {
    /// Nothing to assemble yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a source.
    pub fn file(&mut self, source: impl AsRef<Path>) -> &mut Self {
        self.sources.push(source.as_ref().to_owned());
        self
    }

    /// Adds sources.
    pub fn files<P: AsRef<Path>>(&mut self, sources: impl IntoIterator<Item = P>) -> &mut Self {
        self.sources.extend(sources.into_iter().map(|source| source.as_ref().to_owned()));
        self
    }

    /// The name of the format; without it the `.target` of each source tells.
    pub fn format(&mut self, name: impl Into<String>) -> &mut Self {
        self.format = Some(name.into());
        self
    }

    /// The folder of the outputs. Without it, that is `OUT_DIR` if the environment has it, else the source's own.
    pub fn out_dir(&mut self, folder: impl AsRef<Path>) -> &mut Self {
        self.out_dir = Some(folder.as_ref().to_owned());
        self
    }

    /// Adds a folder in which included files are searched.
    pub fn include(&mut self, folder: impl AsRef<Path>) -> &mut Self {
        self.options.include.push(folder.as_ref().to_owned());
        self
    }

    /// Defines an assembler constant; the value is an expression.
    pub fn define(&mut self, name: impl Into<String>, value: impl Into<String>) -> &mut Self {
        self.options.define.push((name.into(), value.into()));
        self
    }

    /// Whether outputs have line tables.
    pub fn debug(&mut self, yes: bool) -> &mut Self {
        self.options.debug = yes;
        self
    }

    /// What happens to what a format cannot carry.
    pub fn lossy(&mut self, lossy: Lossy) -> &mut Self {
        self.options.lossy = lossy;
        self
    }

    /// Writes paths that begin with `old` so that they begin with `new`.
    pub fn path_prefix_map(&mut self, old: impl Into<String>, new: impl Into<String>) -> &mut Self {
        self.options.path_prefix_map.push((old.into(), new.into()));
        self
    }

    /// All other options.
    pub fn options(&mut self) -> &mut Options {
        &mut self.options
    }

    /// Whether Cargo is told, on standard output, which files to watch and which warnings there are.
    pub fn cargo(&mut self, yes: bool) -> &mut Self {
        self.cargo = yes;
        self
    }

    /// Assembles the sources in order, up to the first that fails. Returns the outputs in the same order.
    pub fn run(&self) -> Result<Vec<PathBuf>, Error> {
        let mut options = self.options.clone();
        if let Some(name) = &self.format {
            let format = formats::find(name).ok_or_else(|| Error::UnknownFormat(name.clone()))?;
            options.format = Some(format.info().name);
        }
        let folder = self.out_dir.clone().or_else(|| std::env::var_os("OUT_DIR").map(PathBuf::from));
        let mut outputs = Vec::new();
        for source in &self.sources {
            let (format, bytes) = self.one(source, &options)?;
            let output = paths::output(source, folder.as_deref(), format.info().extensions[0]);
            if outputs.contains(&output) {
                return Err(Error::SameOutput(output));
            }
            files::refuse_input_as_output(&output, self.sources.iter().map(PathBuf::as_path))?;
            files::write(&output, &bytes)?;
            outputs.push(output);
        }
        Ok(outputs)
    }

    fn one(&self, source: &Path, options: &Options) -> Result<(&'static dyn Format, Vec<u8>), Error> {
        self.watch(source);
        let input =
            Input { name: paths::shown(source), stem: paths::stem(source), bytes: files::read(source)? };
        let assembly = assemble(input, options, Box::new(FileLoader));
        for path in &assembly.dependencies {
            self.watch(path);
        }
        self.warn(&assembly);
        match (assembly.format, assembly.bytes) {
            (Some(format), Some(bytes)) => Ok((format, bytes)),
            _ if assembly.diagnostics.iter().any(|found| found.code == Code::NoFormat) => {
                Err(Error::NoFormat(source.to_owned()))
            }
            _ => Err(Error::Source(Box::new(Faults {
                source: source.to_owned(),
                diagnostics: assembly.diagnostics,
                left_out: assembly.left_out,
                sources: assembly.sources,
            }))),
        }
    }

    fn watch(&self, path: &Path) {
        if self.cargo {
            println!("cargo::rerun-if-changed={}", path.display());
        }
    }

    fn warn(&self, assembly: &Assembly) {
        let warnings =
            assembly.diagnostics.iter().filter(|found| found.level == Level::Warning && self.cargo);
        for warning in warnings {
            println!("cargo::warning={}", short(warning, &assembly.sources));
        }
    }
}

#[cfg(test)]
mod tests;
