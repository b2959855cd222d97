//! A format as a value that users of the library hold: what `-f` and `.target` name.

use super::{
    ALL, Format, Info, by_extension, by_text_extension, detect, find, hydro, lazer, names, roomod, sailar,
};
use crate::prose;
use lzasm_grammar::diag::suggest::Guesses;
use std::fmt;
use std::str::FromStr;

/// A binary format that a program can be emitted in.
///
/// ```
/// use lzasm::Target;
///
/// let target: Target = "lazer".parse()?;
/// assert_eq!(target, Target::LAZER);
/// assert_eq!(target.extension(), "lzr");
/// assert_eq!(Target::all().count(), 4);
/// # Ok::<(), lzasm::UnknownTarget>(())
/// ```
#[derive(Clone, Copy)]
pub struct Target(&'static dyn Format);

impl Target {
    /// Lazer: modules and archives for a register machine.
    pub const LAZER: Self = Self(&lazer::Lazer);
    /// Hydro: modules for a stack machine.
    pub const HYDRO: Self = Self(&hydro::Hydro);
    /// Roo modules: declarations of types, functions and operators.
    pub const ROOMOD: Self = Self(&roomod::Roomod);
    /// SAILAR: modules of structs.
    pub const SAILAR: Self = Self(&sailar::Sailar);

    /// All formats, in the order of the registry.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        ALL.iter().map(|format| Self(*format))
    }

    /// The format that the first bytes of a file announce.
    pub fn detect(bytes: &[u8]) -> Option<Self> {
        detect(bytes).map(Self)
    }

    /// The format whose files have this extension, written without the dot.
    pub fn from_extension(extension: &str) -> Option<Self> {
        by_extension(extension).map(Self)
    }

    /// The format that has a text form of its own in files with this extension, written without the dot.
    pub fn from_text_extension(extension: &str) -> Option<Self> {
        by_text_extension(extension).map(Self)
    }

    /// The name that `-f` and `.target` take: `lazer`.
    pub fn name(self) -> &'static str {
        self.info().name
    }

    /// The name in a sentence: `Lazer`.
    pub fn title(self) -> &'static str {
        self.info().title
    }

    /// The extension that its files are written with, without the dot.
    pub fn extension(self) -> &'static str {
        self.info().extensions.first().copied().unwrap_or_default()
    }

    pub(crate) fn format(self) -> &'static dyn Format {
        self.0
    }

    pub(crate) fn of(format: &'static dyn Format) -> Self {
        Self(format)
    }

    fn info(self) -> &'static Info {
        self.0.info()
    }
}

impl PartialEq for Target {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Target {}

impl std::hash::Hash for Target {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Target({})", self.name())
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Target {
    type Err = UnknownTarget;

    fn from_str(name: &str) -> Result<Self, UnknownTarget> {
        find(name).map(Self).ok_or_else(|| UnknownTarget { name: name.to_owned() })
    }
}

/// A name that no format has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownTarget {
    name: String,
}

impl UnknownTarget {
    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for UnknownTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown format `{}`", self.name)?;
        match prose::meant(&Guesses::default(), &self.name, names()) {
            Some(help) => write!(f, "; {help}"),
            None => write!(f, "; the formats are {}", names().join(", ")),
        }
    }
}

impl std::error::Error for UnknownTarget {}
