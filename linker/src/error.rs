//! What can go wrong while linking, as data. The wording is in [`crate::words`].

use lzasm::Diagnostics;
use lzasm::bytes::DecodeError;
use lzasm::formats::Finding;
use std::fmt;

/// A file, and the module in it if it is one of several things that have names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The file's name as it was given.
    pub file: String,
    /// The module's name, or its number: `#3`.
    pub module: Option<String>,
}

impl Origin {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), module: None }
    }

    /// A module of a file.
    pub fn module(file: impl Into<String>, module: impl Into<String>) -> Self {
        Self { file: file.into(), module: Some(module.into()) }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.module {
            Some(module) => write!(f, "`{module}` in `{}`", self.file),
            None => write!(f, "`{}`", self.file),
        }
    }
}

/// A name that something refers to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Wanted {
    /// A module.
    Module(String),
    /// A function, with the number of its arguments if the format tells.
    Function {
        /// Its module; empty for one without a name.
        module: String,
        /// Its name.
        name: String,
        /// The number of arguments.
        arity: Option<u8>,
    },
    /// A layout of a module.
    Layout {
        /// Its module; empty for one without a name.
        module: String,
        /// Its name.
        name: String,
    },
    /// A type.
    Type(String),
}

impl Wanted {
    /// What it is.
    pub fn what(&self) -> &'static str {
        match self {
            Self::Module(_) => "module",
            Self::Function { .. } => "function",
            Self::Layout { .. } => "layout",
            Self::Type(_) => "type",
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (module, name, arity) = match self {
            Self::Module(name) | Self::Type(name) => ("", name, None),
            Self::Function { module, name, arity } => (module.as_str(), name, *arity),
            Self::Layout { module, name } => (module.as_str(), name, None),
        };
        if !module.is_empty() {
            write!(f, "{module}::")?;
        }
        f.write_str(name)?;
        arity.map_or(Ok(()), |arity| write!(f, "/{arity}"))
    }
}

/// One line of what is not the same about two things of one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which part: `member 2`.
    pub part: String,
    /// What the first says; nothing if it has no such part.
    pub first: Option<String>,
    /// What the second says.
    pub second: Option<String>,
}

/// A reason not to link, or something odd about it ([`LinkError::is_warning`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// There is nothing to link.
    NoInput,
    /// A file begins like no format.
    NotAModule {
        /// The file.
        file: String,
        /// Its first bytes.
        start: Vec<u8>,
    },
    /// The inputs are not all of one format.
    MixedFormats {
        /// The files of each format, by the format's title.
        files: Vec<(&'static str, Vec<String>)>,
    },
    /// A file does not decode.
    Damaged {
        /// The file.
        file: String,
        /// The first fault.
        error: DecodeError,
    },
    /// A file decodes, and whoever loads it must stumble.
    Refused {
        /// The file.
        file: String,
        /// What the verifier says.
        finding: Finding,
    },
    /// Two modules have one name.
    DuplicateModule {
        /// The name.
        name: String,
        /// Where it is, at least twice.
        origins: Vec<Origin>,
    },
    /// Two functions of a module have one name (and number of arguments).
    DuplicateFunction {
        /// The function.
        function: Wanted,
        /// The module.
        origin: Origin,
    },
    /// Something is wanted and nowhere defined.
    Undefined {
        /// What.
        wanted: Wanted,
        /// Who wants it, as far as is told.
        by: Vec<Origin>,
        /// How many want it.
        count: usize,
        /// What was perhaps meant, and where it is.
        similar: Option<(String, Origin)>,
        /// Where the module is that should define it.
        module: Option<Origin>,
    },
    /// A function is defined for other numbers of arguments only.
    WrongArity {
        /// What is wanted.
        wanted: Wanted,
        /// Who wants it, as far as is told.
        by: Vec<Origin>,
        /// How many want it.
        count: usize,
        /// The numbers of arguments that there are.
        defined: Vec<u8>,
        /// Where.
        origin: Origin,
    },
    /// More than the format can hold.
    TooMuch {
        /// Of what.
        what: &'static str,
        /// How many there are.
        count: u64,
        /// How many are possible.
        max: u64,
    },
    /// Archives inside each other, more than a reader goes into.
    TooDeep {
        /// How many there would be.
        depth: usize,
        /// How many are possible.
        max: usize,
        /// The input that has most of them.
        file: String,
    },
    /// Two things of one name that are not the same.
    Conflict {
        /// What they are.
        what: &'static str,
        /// Their name.
        name: String,
        /// What is not the same.
        differences: Vec<Difference>,
        /// Where the first is.
        first: Origin,
        /// Where the second is.
        second: Origin,
    },
    /// A type states another size than its members have.
    SizeMismatch {
        /// The type.
        name: String,
        /// The size it states.
        stated: u32,
        /// The sum of its members.
        sum: u64,
        /// Where it is.
        origin: Origin,
        /// The types of members that are in other files, and where.
        parts: Vec<(String, Origin)>,
    },
    /// Two functions or operators have one symbol.
    SharedSymbol {
        /// The symbol.
        symbol: String,
        /// The first, and where it is.
        first: (String, Origin),
        /// The second, and where it is.
        second: (String, Origin),
    },
    /// The inputs say different things of what the output can say only once.
    Disagreement {
        /// Of what.
        what: &'static str,
        /// What each says, and the first file that says it.
        values: Vec<(String, String)>,
        /// The option that decides, if there is one.
        option: Option<&'static str>,
    },
    /// The function that the output is to start with is not there.
    NoEntry {
        /// The function.
        entry: String,
        /// What was perhaps meant.
        similar: Option<String>,
    },
    /// Bytes after the end of an input are not in the output.
    TrailingBytes {
        /// The file.
        file: String,
        /// How many.
        count: usize,
    },
    /// No module of this name or number is in the file.
    NoMember {
        /// The name.
        name: String,
        /// The file.
        file: String,
        /// What was perhaps meant.
        similar: Option<String>,
    },
    /// A file of a format that holds no modules to take out or put in.
    NotAnArchive {
        /// The file.
        file: String,
        /// The title of its format.
        title: &'static str,
    },
    /// The headers of the output would be read as if they had the other form.
    HiddenForm {
        /// The file of the module that begins the output: its usings are where the other form would have them.
        file: String,
    },
    /// A place to extract to that leads elsewhere.
    LinkInTheWay {
        /// The place.
        path: String,
    },
}

impl LinkError {
    /// Whether the output is made all the same.
    pub fn is_warning(&self) -> bool {
        matches!(self, Self::SizeMismatch { .. } | Self::SharedSymbol { .. } | Self::TrailingBytes { .. })
    }
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::words::diagnostic(self).message)
    }
}

impl std::error::Error for LinkError {}

/// The reasons why a link was not made, warnings among them. `Display` and `Debug` print the messages of the command.
///
/// ```
/// let refused = roolink::Link::new().input("a.lzr", *b"no module").run().err().ok_or("linked")?;
/// assert!(refused.to_string().contains("`a.lzr`"));
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct LinkErrors(Vec<LinkError>);

impl LinkErrors {
    /// The same as messages.
    pub fn diagnostics(&self) -> Diagnostics {
        Diagnostics::without_source(self.0.iter().map(crate::words::diagnostic).collect())
    }
}

impl std::ops::Deref for LinkErrors {
    type Target = [LinkError];

    fn deref(&self) -> &[LinkError] {
        &self.0
    }
}

impl From<Vec<LinkError>> for LinkErrors {
    fn from(errors: Vec<LinkError>) -> Self {
        Self(errors)
    }
}

impl<'e> IntoIterator for &'e LinkErrors {
    type Item = &'e LinkError;
    type IntoIter = std::slice::Iter<'e, LinkError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for LinkErrors {
    type Item = LinkError;
    type IntoIter = std::vec::IntoIter<LinkError>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for LinkErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnostics().fmt(f)
    }
}

impl fmt::Debug for LinkErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A program that returns this from `main` prints it with `Debug`.
        write!(f, "{self}")
    }
}

impl std::error::Error for LinkErrors {}
