//! Assembles sources from a build script.
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), lzasm::build::Error> {
//!     lzasm::build::Build::new().file("src/fact.s").format("lazer").cargo(true).run()?;
//!     Ok(())
//! }
//! ```
//!
//! The modules are in `OUT_DIR` then, and the program includes them with
//! `include_bytes!(concat!(env!("OUT_DIR"), "/fact.lzr"))`. With a [`Linker`], such as `roolink::Link`, all modules
//! become one file.

use crate::files::{self, Claims, FileError, FileLoader};
use crate::{Assembled, Diagnostics, Input, Lossy, Options, Target, UnknownTarget, assemble, paths};
use lzasm_grammar::diag::Code;
use lzasm_grammar::diag::render::short;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Sources to assemble, and how.
///
/// ```no_run
/// // In `build.rs`; the file is `OUT_DIR/fact.lzr`.
/// lzasm::build::Build::new().file("src/fact.s").format("lazer").cargo(true).run()?;
/// # Ok::<(), lzasm::build::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Build {
    sources: Vec<PathBuf>,
    out_dir: Option<PathBuf>,
    format: Option<String>,
    options: Options,
    variables: Vec<(String, String)>,
    link: Option<(PathBuf, Arc<dyn Linker>)>,
    cargo: bool,
}

/// Joins assembled modules to one file.
pub trait Linker {
    /// The bytes of the file. Each module comes with the name of its source.
    ///
    /// # Errors
    ///
    /// Why the modules do not fit together.
    fn link(&self, modules: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, Box<dyn std::error::Error>>;
}

/// Why there is no output, or not every one.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Unknown format.
    #[error(transparent)]
    UnknownFormat(#[from] UnknownTarget),
    /// Neither the caller nor the source says which format to make.
    #[error("cannot determine the output format of `{}`", .0.display())]
    NoFormat(PathBuf),
    /// An environment variable that a constant is defined from is not set, or is not text.
    #[error("the environment variable `{0}` is not set to a text")]
    Variable(String),
    /// Two sources would have the same output.
    #[error("`{}` would be the output of two sources", .0.display())]
    SameOutput(PathBuf),
    /// A file was not read or not written.
    #[error(transparent)]
    File(#[from] FileError),
    /// A source has errors.
    #[error("cannot assemble `{}`\n{diagnostics}", .file.display())]
    Source {
        /// The source.
        file: PathBuf,
        /// Everything that was found in it, warnings included.
        diagnostics: Diagnostics,
    },
    /// The modules do not fit together.
    #[error("cannot link `{}`\n{fault}", .output.display())]
    Link {
        /// The file that was to be made.
        output: PathBuf,
        /// Why it was not.
        fault: Box<dyn std::error::Error>,
    },
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A build script that returns this from `main` prints it with `Debug`.
        write!(f, "{self}")
    }
}

impl Build {
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

    /// The name of the format; without it, the `.target` of each source decides.
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

    /// Defines an assembler constant with the value of an environment variable, which Cargo then watches.
    pub fn define_env(&mut self, name: impl Into<String>, variable: impl Into<String>) -> &mut Self {
        self.variables.push((name.into(), variable.into()));
        self
    }

    /// Links all modules to one file of this name in the folder of the outputs, instead of writing each.
    ///
    /// ```no_run
    /// # fn example(link: impl lzasm::build::Linker + 'static) -> Result<(), lzasm::build::Error> {
    /// lzasm::build::Build::new().files(["src/main.s", "src/geo.s"]).link("app.lzr", link).cargo(true).run()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn link(&mut self, output: impl AsRef<Path>, linker: impl Linker + 'static) -> &mut Self {
        self.link = Some((output.as_ref().to_owned(), Arc::new(linker)));
        self
    }

    /// Whether outputs have line tables.
    pub fn debug(&mut self, yes: bool) -> &mut Self {
        self.options.debug = yes;
        self
    }

    /// The treatment of constructs that a format cannot carry.
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

    /// Whether the files to watch and the warnings are printed to standard output for Cargo.
    pub fn cargo(&mut self, yes: bool) -> &mut Self {
        self.cargo = yes;
        self
    }

    /// Assembles the sources in order, and writes their outputs if none fails. Returns the outputs in the same order.
    ///
    /// # Errors
    ///
    /// A fault in the options, a file or a source. Its `Debug` form is the message that the commands print.
    pub fn run(&self) -> Result<Vec<PathBuf>, Error> {
        let options = self.effective_options()?;
        let folder = self.out_dir.clone().or_else(|| std::env::var_os("OUT_DIR").map(PathBuf::from));
        match &self.link {
            Some((name, linker)) => {
                let output = folder.unwrap_or_default().join(name);
                self.linked(&options, output, linker.as_ref()).map(|output| vec![output])
            }
            None => self.separate(&options, folder.as_deref()),
        }
    }

    /// The options with the format and the environment's values.
    fn effective_options(&self) -> Result<Options, Error> {
        let mut options = self.options.clone();
        if let Some(name) = &self.format {
            options.format = Some(name.parse::<Target>()?.name());
        }
        for (name, variable) in &self.variables {
            self.instruct_cargo("rerun-if-env-changed", variable);
            let value = std::env::var(variable).map_err(|_| Error::Variable(variable.clone()))?;
            options.define.push((name.clone(), value));
        }
        Ok(options)
    }

    /// One output a source.
    fn separate(&self, options: &Options, folder: Option<&Path>) -> Result<Vec<PathBuf>, Error> {
        let mut made: Vec<(PathBuf, Assembled)> = Vec::new();
        for source in &self.sources {
            let built = self.one(source, options)?;
            let extension = built.target().map_or("bin", Target::extension);
            let output = paths::output(source, folder, extension);
            if made.iter().any(|(other, _)| *other == output) {
                return Err(Error::SameOutput(output));
            }
            made.push((output, built));
        }
        let mut claims = self.claims(made.iter().map(|(_, built)| built));
        made.iter().try_for_each(|(output, _)| claims.write(output))?;
        made.iter().try_for_each(|(output, built)| files::write(output, built.bytes()))?;
        Ok(made.into_iter().map(|(output, _)| output).collect())
    }

    /// One output of all sources.
    fn linked(&self, options: &Options, output: PathBuf, linker: &dyn Linker) -> Result<PathBuf, Error> {
        let mut made: Vec<(String, Assembled)> = Vec::new();
        for source in &self.sources {
            made.push((paths::shown(source), self.one(source, options)?));
        }
        self.claims(made.iter().map(|(_, built)| built)).write(&output)?;
        match linker.link(made.into_iter().map(|(name, built)| (name, built.into_bytes())).collect()) {
            Ok(bytes) => files::write(&output, &bytes).map(|()| output).map_err(Error::from),
            Err(fault) => Err(Error::Link { output, fault }),
        }
    }

    /// The files that were read, which no output may be.
    fn claims<'a>(&self, made: impl Iterator<Item = &'a Assembled>) -> Claims {
        let read = made.flat_map(|built| built.dependencies());
        Claims::reading(self.sources.iter().chain(read))
    }

    fn one(&self, source: &Path, options: &Options) -> Result<Assembled, Error> {
        self.watch(source);
        let input =
            Input { name: paths::shown(source), stem: paths::stem(source), bytes: files::read(source)? };
        let assembly = assemble(input, options, Box::new(FileLoader));
        assembly.dependencies.iter().for_each(|path| self.watch(path));
        let found = Assembled::of(assembly);
        let found_in = found.as_ref().map_or_else(|fault| fault, Assembled::warnings);
        self.warn(found_in);
        found.map_err(|diagnostics| match diagnostics.iter().any(|found| found.code == Code::NoFormat) {
            true => Error::NoFormat(source.to_owned()),
            false => Error::Source { file: source.to_owned(), diagnostics },
        })
    }

    fn watch(&self, path: &Path) {
        self.instruct_cargo("rerun-if-changed", &path.display().to_string());
    }

    fn warn(&self, found: &Diagnostics) {
        for warning in found.warnings() {
            self.instruct_cargo("warning", &short(warning, found.sources()));
        }
    }

    fn instruct_cargo(&self, key: &str, value: &str) {
        if self.cargo {
            println!("cargo::{key}={value}");
        }
    }
}

#[cfg(test)]
mod tests;
