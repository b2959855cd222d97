//! A Hydro file as owned data: everything that its bytes say, and nothing else. `decode` makes it of bytes,
//! `encode` makes bytes of it; places in a source, where there is one, ride along and never count.
//!
//! Code that builds a model leaves [`Module::placement`] and [`File::header`] at their defaults: then the bytes are laid
//! out as the format's page says.

pub use super::instr::{FunctionRef, Instr, Integer, Operand, Value};
use super::json;
pub use super::types::{Int, LayoutRef, MAX_TYPE_DEPTH, Type};
use crate::bytes::{At, Origins};
use crate::formats::json::{hex, shown};
use serde::Serialize;

/// The first five bytes of a file.
pub const MAGIC: [u8; 5] = *b"hydro";
/// A file holds at most 65,535 modules.
pub const MAX_MODULES: usize = u16::MAX as usize;
/// A name has at most 65,535 bytes.
pub const MAX_NAME: usize = u16::MAX as usize;
/// A layout has at most 65,535 members.
pub const MAX_MEMBERS: usize = u16::MAX as usize;
/// A function has at most 255 parameters.
pub const MAX_PARAMETERS: usize = u8::MAX as usize;
/// An intrinsic has code for at most 255 targets.
pub const MAX_TARGETS: usize = u8::MAX as usize;
/// Sections lie within the first four gibibytes, as their offsets have four bytes; no count is greater.
pub const MAX_OFFSET: usize = u32::MAX as usize;

/// A whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct File {
    /// The form of all module headers. (A file without modules has none; it is read as [`HeaderForm::Table`].)
    pub header: HeaderForm,
    /// The modules.
    pub modules: Vec<Module>,
    /// The bytes after the end.
    #[serde(serialize_with = "hex")]
    pub trailing: Vec<u8>,
}

/// How the headers of a file's modules are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HeaderForm {
    /// As the seed's table says: two zero bytes after the usings.
    #[default]
    Table,
    /// Without them.
    Packed,
}

impl HeaderForm {
    /// How many bytes a header has whose module's name has `name` bytes.
    pub const fn size(self, name: usize) -> usize {
        match self {
            Self::Table => 29 + name,
            Self::Packed => 27 + name,
        }
    }
}

/// A module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Module {
    /// Its name.
    pub name: String,
    /// Where its sections lie, if not where they usually do.
    #[serde(serialize_with = "json::placement")]
    pub placement: Placement,
    /// The modules it uses.
    pub usings: Vec<Using>,
    /// Its layouts.
    pub layouts: Vec<Layout>,
    /// Its functions, intrinsics among them.
    pub functions: Vec<Function>,
    /// Where it came from.
    #[serde(skip)]
    pub origin: At,
}

impl Module {
    /// An empty module.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// How many entries a section has.
    pub fn count(&self, section: Section) -> usize {
        match section {
            Section::Usings => self.usings.len(),
            Section::Layouts => self.layouts.len(),
            Section::Functions => self.functions.len(),
        }
    }
}

/// A section of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Section {
    /// The usings.
    Usings,
    /// The layouts.
    Layouts,
    /// The functions.
    Functions,
}

impl Section {
    /// The sections in their usual order, which is the order of the header.
    pub const ALL: [Self; 3] = [Self::Usings, Self::Layouts, Self::Functions];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Usings => "usings",
            Self::Layouts => "layouts",
            Self::Functions => "functions",
        }
    }
}

/// Where the sections of a module lie, after its header. The default is the usual placement.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Placement {
    /// The sections in the order of their bytes, each once.
    pub order: [Section; 3],
    /// The bytes that belong to nothing, before the first, second and third of them.
    #[serde(serialize_with = "json::gaps")]
    pub gaps: [Vec<u8>; 3],
    /// The offsets of empty sections (by section, not by order) that are not where the section would start. The entry
    /// of a section that is not empty is ignored.
    #[serde(serialize_with = "json::offsets")]
    pub offsets: [Option<u32>; 3],
}

impl Default for Placement {
    fn default() -> Self {
        Self { order: Section::ALL, gaps: Default::default(), offsets: [None; 3] }
    }
}

/// A module that a module uses.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Using {
    /// Its name.
    pub name: String,
    /// Where this came from.
    #[serde(skip)]
    pub origin: At,
}

/// A structure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Layout {
    /// Its name.
    pub name: String,
    /// Its members.
    pub members: Vec<Variable>,
    /// Where it came from.
    #[serde(skip)]
    pub origin: At,
}

/// A member of a layout, or a parameter of a function.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type", serialize_with = "shown")]
    pub ty: Type,
}

impl Variable {
    /// A member or parameter.
    pub fn new(name: impl Into<String>, ty: Type) -> Self {
        Self { name: name.into(), ty }
    }
}

/// A function.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// Its parameters.
    pub parameters: Vec<Variable>,
    /// What it does.
    #[serde(flatten)]
    pub body: Body,
    /// Where it came from.
    #[serde(skip)]
    pub origin: At,
}

/// What a function does.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Body {
    /// It runs these instructions.
    #[serde(rename = "instructions", serialize_with = "json::code")]
    Code {
        /// The instructions.
        code: Vec<Instr>,
        /// Where each came from.
        origins: Origins,
    },
    /// It is an intrinsic: the host provides it.
    #[serde(rename = "targets")]
    Intrinsic(Vec<Target>),
}

impl Body {
    /// The instructions, which an intrinsic has none of.
    pub fn code(&self) -> &[Instr] {
        match self {
            Self::Code { code, .. } => code,
            Self::Intrinsic(_) => &[],
        }
    }
}

/// What an intrinsic is on one target.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Target {
    /// The target's name.
    pub target: String,
    /// Its code there.
    pub code: String,
}
