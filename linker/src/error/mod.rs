//! What can go wrong while linking, as data. The wording is in [`messages`].

mod files;
mod list;
mod messages;
mod names;

pub(crate) use list::KEPT;
pub use list::LinkErrors;
pub(crate) use names::LISTED;
pub use names::{Difference, Few, Origin, Reference};

use lzasm::bytes::{DecodeError, Fault};
use lzasm::formats::Finding;
use lzasm_grammar::diag::{Code, Diagnostic, Level};
use std::fmt;

/// An error or a warning of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LinkError {
    /// There are no inputs.
    NoInput,
    /// A file starts with the bytes of no format.
    NotAModule {
        /// The file.
        file: String,
        /// Its first bytes.
        start: Vec<u8>,
    },
    /// A file is of a format that has no linker.
    NotLinkable {
        /// The file.
        file: String,
        /// The title of its format.
        title: &'static str,
    },
    /// The inputs are of several formats.
    MixedFormats {
        /// The files of each format, by the title of the format.
        files: Vec<(&'static str, Few<String>)>,
    },
    /// A file cannot be decoded.
    Damaged {
        /// The file.
        file: String,
        /// The first fault.
        error: DecodeError,
    },
    /// A file can be decoded and is not valid.
    Refused {
        /// The file.
        file: String,
        /// What the verifier found.
        finding: Finding,
    },
    /// Several modules have one name.
    DuplicateModule {
        /// The name.
        name: String,
        /// Where the modules are.
        origins: Few<Origin>,
    },
    /// Two functions of a module have one name (and number of arguments).
    DuplicateFunction {
        /// The function.
        function: Reference,
        /// The module.
        origin: Origin,
    },
    /// A name is imported and not defined.
    Undefined {
        /// The name.
        reference: Reference,
        /// The modules that import it.
        by: Few<Origin>,
        /// A similar name, and where it is defined.
        similar: Option<(String, Origin)>,
        /// The module that should define it, if there is one of its name.
        module: Option<Origin>,
    },
    /// A function is defined, but not with this number of arguments.
    WrongArity {
        /// The function as it is imported.
        reference: Reference,
        /// The modules that import it.
        by: Few<Origin>,
        /// The numbers of arguments of its definitions.
        defined: Vec<u8>,
        /// The module that defines it.
        origin: Origin,
    },
    /// A number exceeds the maximum of the format.
    TooMuch {
        /// What is counted.
        what: &'static str,
        /// The number.
        count: u64,
        /// The maximum.
        max: u64,
    },
    /// Archives are nested deeper than readers go.
    TooDeep {
        /// The depth.
        depth: usize,
        /// The maximum.
        max: usize,
        /// The input that is nested deepest.
        file: String,
    },
    /// Two definitions of one name differ.
    Conflict {
        /// The kind of thing: `type`.
        what: &'static str,
        /// The name.
        name: String,
        /// The differences.
        differences: Vec<Difference>,
        /// Where the first definition is.
        first: Origin,
        /// Where the second definition is.
        second: Origin,
    },
    /// The size of a type is not the sum of the sizes of its members.
    SizeMismatch {
        /// The type.
        name: String,
        /// The size that the type states.
        stated: u32,
        /// The sum of the sizes of its members.
        sum: u64,
        /// Where the type is.
        origin: Origin,
        /// The types of members that other files define, and where they are.
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
    /// The inputs have different values of something that the output has once.
    Disagreement {
        /// What differs.
        what: &'static str,
        /// The first few values, each with the first file that has it.
        values: Vec<(String, String)>,
        /// The option that sets the value, if there is one.
        option: Option<&'static str>,
    },
    /// The entry is not defined.
    NoEntry {
        /// The function.
        entry: String,
        /// The functions whose names are nearest to it.
        similar: Vec<String>,
    },
    /// Bytes after the end of an input are left out.
    TrailingBytes {
        /// The file.
        file: String,
        /// The number of bytes.
        count: usize,
    },
    /// A file has no module of this name or number.
    NoMember {
        /// The name.
        name: String,
        /// The file.
        file: String,
        /// The names nearest to it.
        similar: Vec<String>,
    },
    /// A file is of a format whose files hold no modules.
    NotAnArchive {
        /// The file.
        file: String,
        /// The title of its format.
        title: &'static str,
        /// The titles of the formats whose files hold modules.
        archives: Vec<&'static str>,
    },
    /// The headers of the output would be read in a form that they do not have.
    HiddenForm {
        /// The file of the first module of the output.
        file: String,
        /// The option that chooses the form.
        option: &'static str,
    },
    /// A file to extract to is a symbolic link.
    LinkInTheWay {
        /// The file.
        path: String,
    },
}

impl LinkError {
    /// The code of the message.
    pub fn code(&self) -> Code {
        match self {
            Self::NoInput | Self::NotAModule { .. } | Self::NotLinkable { .. } => Code::NotAModule,
            Self::MixedFormats { .. } => Code::MixedFormats,
            Self::Damaged { error, .. } => match error.fault {
                Fault::NoMemory => Code::NotEnoughMemory,
                _ => Code::DamagedInput,
            },
            Self::Refused { .. } => Code::InvalidInput,
            Self::DuplicateModule { .. } => Code::DuplicateModule,
            Self::DuplicateFunction { .. } => Code::DuplicateDefinition,
            Self::Undefined { .. } => Code::Undefined,
            Self::WrongArity { .. } => Code::WrongArity,
            Self::TooMuch { .. } => Code::LinkTooLarge,
            Self::TooDeep { .. } => Code::NestedArchives,
            Self::Conflict { .. } => Code::Conflict,
            Self::SizeMismatch { .. } => Code::SizeMismatch,
            Self::SharedSymbol { .. } => Code::SharedSymbol,
            Self::Disagreement { .. } | Self::HiddenForm { .. } => Code::Disagreement,
            Self::NoEntry { .. } => Code::NoEntry,
            Self::TrailingBytes { .. } => Code::TrailingInput,
            Self::NoMember { .. } => Code::NoSuchMember,
            Self::NotAnArchive { .. } => Code::NotAnArchive,
            Self::LinkInTheWay { .. } => Code::LinkInTheWay,
        }
    }

    /// Whether the output is made all the same.
    pub fn is_warning(&self) -> bool {
        self.code().level() != Level::Error
    }

    /// The message of the command, with the files that it is about.
    pub fn diagnostic(&self) -> Diagnostic {
        let message = messages::diagnostic(self);
        self.files().into_iter().fold(message, |message, (file, offset)| message.in_file(file, offset))
    }
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.diagnostic().message)
    }
}

impl std::error::Error for LinkError {}
