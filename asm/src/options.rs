//! The options that a caller can choose.

use lzasm_grammar::diag::lints::Lints;
use std::path::PathBuf;

/// The treatment of constructs that a format cannot carry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lossy {
    /// Left out.
    Allow,
    /// Left out with a warning.
    #[default]
    Warn,
    /// Errors.
    Deny,
}

/// The language that a source is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SourceForm {
    /// The assembly language.
    #[default]
    Assembly,
    /// The text form that the format of this name has of its own.
    TextOf(&'static str),
}

/// The options of a run.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The name of the output's format; otherwise the source's `.target` decides.
    pub format: Option<&'static str>,
    /// Whether the format is inferred from the name of the output, not named by an option.
    pub guessed: bool,
    /// The form that sources are written in. Without it the extension of a source's name decides.
    pub from: Option<SourceForm>,
    /// Folders that `.include` and `incbin` search after the folder of the file.
    pub include: Vec<PathBuf>,
    /// `-D`: assembler constants, each with the text of its value.
    pub define: Vec<(String, String)>,
    /// `-g`: line tables.
    pub debug: bool,
    /// The treatment of constructs that the format cannot carry.
    pub lossy: Lossy,
    /// `--length-size`: 1, 2 or 4.
    pub length_size: Option<u8>,
    /// `--hydro-header packed`
    pub packed_header: Option<bool>,
    /// `--path-prefix-map OLD=NEW`
    pub path_prefix_map: Vec<(String, String)>,
    /// Whether places are kept for a listing.
    pub places: bool,
    /// Whether the program keeps the code of its functions as instructions. Otherwise it may have some only in the form
    /// of the output, which takes less time and memory.
    pub keep_code: bool,
    /// The number of statements that an expansion may make (default 16 Mi).
    pub max_statements: Option<u64>,
    /// The warnings that are not reported, and those that count as errors.
    pub lints: Lints,
    /// The number of errors, and of warnings, that are kept if it is more than a thousand. Further ones are counted.
    pub most_kept: usize,
    /// The number of threads that one source is assembled on; all processors unless it is given. The result does not
    /// depend on it.
    pub jobs: Option<usize>,
    /// The number of bytes that the text and data of all expansions may take, with their statements (default 256 MiB).
    pub max_expansion: Option<u64>,
}
