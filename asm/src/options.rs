//! What a caller can choose.

use std::path::PathBuf;

/// What happens to constructs that a format cannot carry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lossy {
    /// They are left out.
    Allow,
    /// They are left out with a warning.
    #[default]
    Warn,
    /// They are errors.
    Deny,
}

/// What a source is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SourceForm {
    /// The assembly language.
    #[default]
    Assembly,
    /// Hydro's own text form.
    HydroText,
}

impl SourceForm {
    /// What the ending of a file's name tells: anything but `.h2o` is the assembly language.
    pub fn of(name: &str) -> Self {
        let ending = std::path::Path::new(name).extension();
        if ending.is_some_and(|ending| ending == crate::h2o::EXTENSION) {
            Self::HydroText
        } else {
            Self::Assembly
        }
    }
}

/// The options of a run.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The name of the output's format; else the source's `.target` tells.
    pub format: Option<&'static str>,
    /// Whether only the name of the output tells the format: nobody asked for it in so many words.
    pub guessed: bool,
    /// What sources are written in; else the ending of a source's name tells.
    pub from: Option<SourceForm>,
    /// Folders that `.include` and `incbin` search after the folder of the file.
    pub include: Vec<PathBuf>,
    /// `-D`: assembler constants, each with the text of its value.
    pub define: Vec<(String, String)>,
    /// `-g`: line tables.
    pub debug: bool,
    /// What happens to constructs that the format cannot carry.
    pub lossy: Lossy,
    /// `--length-size`: 1, 2 or 4.
    pub length_size: Option<u8>,
    /// `--hydro-header packed`
    pub packed_header: Option<bool>,
    /// `--path-prefix-map OLD=NEW`
    pub path_prefix_map: Vec<(String, String)>,
    /// Whether places are kept for a listing.
    pub places: bool,
    /// How many statements an expansion may make (default 16 Mi).
    pub max_statements: Option<u64>,
    /// How many bytes the text and data of all expansions may take, with their statements (default 256 MiB).
    pub max_expansion: Option<u64>,
}
