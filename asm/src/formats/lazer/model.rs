//! A Lazer file as owned data: everything that its bytes say, and nothing else. `decode` makes it of bytes,
//! `encode` makes bytes of it; places in a source, where there is one, ride along and never count.

use super::json::content;
use crate::bytes::{At, Origins};
use crate::formats::json::hex;
use serde::Serialize;
use std::fmt;

/// The first three bytes of a module.
pub const MAGIC: [u8; 3] = *b"LZR";
/// The version of the format.
pub const VERSION: u8 = 0;
/// An atom has 1 to 255 bytes: its length is one byte, and a name is not empty.
pub const MAX_ATOM: usize = u8::MAX as usize;
/// A library path (a Binary8) has at most 255 bytes.
pub const MAX_LIBRARY: usize = u8::MAX as usize;
/// An archive holds at most 255 modules; more are grouped into nested archives.
pub const MAX_MODULES: usize = u8::MAX as usize;
/// A native module lists at most 255 functions.
pub const MAX_NATIVE_FUNCTIONS: usize = u8::MAX as usize;
/// A module holds at most 65,535 constants.
pub const MAX_CONSTANTS: usize = u16::MAX as usize;
/// A line table names at most 65,535 files, and a path has at most 65,535 bytes.
pub const MAX_FILES: usize = u16::MAX as usize;
/// At most 64 constants enclose a constant, and at most 64 archives enclose a module.
pub const MAX_DEPTH: usize = 64;

/// A whole file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct File {
    /// The module that the file is.
    pub module: Module,
    /// The bytes after its end.
    #[serde(serialize_with = "hex")]
    pub trailing: Vec<u8>,
}

impl From<Module> for File {
    fn from(module: Module) -> Self {
        Self { module, trailing: Vec::new() }
    }
}

/// A module of any type.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Module {
    /// Modules in one file.
    Archive(Archive),
    /// A shared library and its functions.
    Native(Native),
    /// Constants and code.
    Bytecode(Bytecode),
}

impl Module {
    /// The number of its type.
    pub const fn module_type(&self) -> u8 {
        match self {
            Self::Archive(_) => 0,
            Self::Native(_) => 1,
            Self::Bytecode(_) => 2,
        }
    }

    /// Its name, if it has one.
    pub fn name(&self) -> Option<&Atom> {
        match self {
            Self::Archive(_) => None,
            Self::Native(native) => Some(&native.name),
            Self::Bytecode(bytecode) => bytecode.name(),
        }
    }

    /// Where it came from.
    pub const fn origin(&self) -> At {
        match self {
            Self::Archive(archive) => archive.origin,
            Self::Native(native) => native.origin,
            Self::Bytecode(bytecode) => bytecode.origin,
        }
    }
}

/// A module that is a list of modules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Archive {
    /// The modules: at most [`MAX_MODULES`].
    pub modules: Vec<Module>,
    /// Where it came from.
    #[serde(skip)]
    pub origin: At,
}

/// A module that represents a shared library.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Native {
    /// The module's name.
    pub name: Atom,
    /// The path of the library: at most [`MAX_LIBRARY`] bytes.
    #[serde(serialize_with = "content")]
    pub library: Vec<u8>,
    /// The functions to look for: at most [`MAX_NATIVE_FUNCTIONS`].
    pub functions: Vec<Atom>,
    /// Where each function came from.
    #[serde(skip)]
    pub function_origins: Origins,
    /// Where the module came from.
    #[serde(skip)]
    pub origin: At,
}

/// A module of constants and code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bytecode {
    /// Flag bit 1: constant 0 is an atom, the module's name.
    pub named: bool,
    /// The pool: at most [`MAX_CONSTANTS`].
    pub constants: Vec<Constant>,
    /// Where each constant came from.
    pub constant_origins: Origins,
    /// Flag bit 0: the line table, if there is one.
    pub lines: Option<LineTable>,
    /// The code words of all functions.
    pub code: Vec<u32>,
    /// Where each word came from.
    pub code_origins: Origins,
    /// Where the module came from.
    pub origin: At,
}

impl Bytecode {
    /// Its name, if it has one.
    pub fn name(&self) -> Option<&Atom> {
        match self.constants.first() {
            Some(Constant::Atom(name)) if self.named => Some(name),
            _ => None,
        }
    }

    /// The flag byte.
    pub const fn flags(&self) -> u8 {
        (self.lines.is_some() as u8 * FLAG_LINES) | (self.named as u8 * FLAG_NAMED)
    }
}

/// Flag bit 0: a line table follows the constants.
pub const FLAG_LINES: u8 = 1;
/// Flag bit 1: constant 0 is an atom, the module's name.
pub const FLAG_NAMED: u8 = 2;

/// A name: 1 to 255 bytes of UTF-8.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Atom(Box<str>);

impl Atom {
    /// An atom of this text; `None` if it is empty or longer than [`MAX_ATOM`] bytes.
    pub fn new(text: impl Into<Box<str>>) -> Option<Self> {
        let text = text.into();
        (1..=MAX_ATOM).contains(&text.len()).then_some(Self(text))
    }

    /// An atom of text whose length the reader has checked.
    #[inline]
    pub(super) fn read(text: &str) -> Self {
        Self(text.into())
    }
}

impl std::ops::Deref for Atom {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Atom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

/// How many bits the count or length of a constant has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// One byte.
    Bits8,
    /// Two bytes.
    Bits16,
    /// Four bytes.
    Bits32,
}

impl Class {
    /// The classes, in the order of their tags.
    pub const ALL: [Self; 3] = [Self::Bits8, Self::Bits16, Self::Bits32];

    /// The shortest class that holds this count, and the longest for a count that none holds.
    pub const fn shortest(count: usize) -> Self {
        match count {
            0..=0xFF => Self::Bits8,
            0x100..=0xFFFF => Self::Bits16,
            _ => Self::Bits32,
        }
    }

    /// The number of bits.
    pub const fn bits(self) -> u32 {
        8 << self as u32
    }
}

/// A constant. Numbers that are floats are kept as their bits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Constant {
    /// Tag 0.
    U8(u8),
    /// Tag 1.
    I16(i16),
    /// Tag 2.
    I32(i32),
    /// Tag 3: the bits of a float of 32 bits.
    F32(u32),
    /// Tag 4: the bits of a float of 64 bits.
    F64(u64),
    /// Tag 5.
    I64(i64),
    /// Tag 6.
    U64(u64),
    /// Tag 7.
    Atom(Atom),
    /// Tags 8, 9, 10.
    List(Class, Vec<Constant>),
    /// Tags 11, 12, 13.
    Tuple(Class, Vec<Constant>),
    /// Tags 14, 15, 16: keys and values.
    Map(Class, Vec<(Constant, Constant)>),
    /// Tags 17, 18, 19.
    Binary(Class, Vec<u8>),
    /// Tag 20.
    Function(Function),
    /// Tag 21.
    Import(Box<Import>),
}

/// The tag of a list of the shortest class; tuples, maps and binaries follow, three tags each.
pub const TAG_LIST: u8 = 8;
/// The tag of a tuple of the shortest class.
pub const TAG_TUPLE: u8 = 11;
/// The tag of a map of the shortest class.
pub const TAG_MAP: u8 = 14;
/// The tag of a binary of the shortest class.
pub const TAG_BINARY: u8 = 17;

impl Constant {
    /// A list in its shortest form.
    pub fn list(elements: Vec<Self>) -> Self {
        Self::List(Class::shortest(elements.len()), elements)
    }

    /// A tuple in its shortest form.
    pub fn tuple(elements: Vec<Self>) -> Self {
        Self::Tuple(Class::shortest(elements.len()), elements)
    }

    /// A map in its shortest form.
    pub fn map(pairs: Vec<(Self, Self)>) -> Self {
        Self::Map(Class::shortest(pairs.len()), pairs)
    }

    /// A binary in its shortest form.
    pub fn binary(bytes: Vec<u8>) -> Self {
        Self::Binary(Class::shortest(bytes.len()), bytes)
    }

    /// A boolean: one of the atoms `true` and `false`.
    pub fn bool(value: bool) -> Self {
        Self::Atom(Atom(value.to_string().into()))
    }

    /// A function of another module.
    pub fn import(module: Atom, function: Atom, arity: u8) -> Self {
        Self::Import(Box::new(Import { module, function, arity }))
    }

    /// Its first byte.
    pub const fn tag(&self) -> u8 {
        match self {
            Self::U8(_) => 0,
            Self::I16(_) => 1,
            Self::I32(_) => 2,
            Self::F32(_) => 3,
            Self::F64(_) => 4,
            Self::I64(_) => 5,
            Self::U64(_) => 6,
            Self::Atom(_) => 7,
            Self::List(class, _) => TAG_LIST + *class as u8,
            Self::Tuple(class, _) => TAG_TUPLE + *class as u8,
            Self::Map(class, _) => TAG_MAP + *class as u8,
            Self::Binary(class, _) => TAG_BINARY + *class as u8,
            Self::Function(_) => 20,
            Self::Import(_) => 21,
        }
    }

    /// The name of its kind, with the size class: `list8`.
    pub fn kind(&self) -> &'static str {
        KINDS[self.tag() as usize]
    }
}

/// The names of the kinds of constants, by tag.
pub const KINDS: [&str; 22] = [
    "u8", "i16", "i32", "f32", "f64", "i64", "u64", "atom", "list8", "list16", "list32", "tuple8", "tuple16",
    "tuple32", "map8", "map16", "map32", "bytes8", "bytes16", "bytes32", "function", "import",
];

/// A function of this module.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Function {
    /// Its name.
    pub name: Atom,
    /// How many arguments it takes.
    pub arity: u8,
    /// How many registers it uses; 0 says nothing.
    pub registers: u8,
    /// The index of its first word.
    pub entry: u32,
}

/// A function of another module.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Import {
    /// The other module's name.
    pub module: Atom,
    /// The function's name.
    pub function: Atom,
    /// How many arguments it takes.
    pub arity: u8,
}

/// Which words came from which lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct LineTable {
    /// The paths of the sources: at most [`MAX_FILES`].
    pub files: Vec<String>,
    /// The rows, by word, strictly increasing.
    pub rows: Vec<LineRow>,
}

/// From this word on, the code came from this place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct LineRow {
    /// The index of the first word.
    pub word: u32,
    /// The index of the file.
    pub file: u16,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1; 0 says nothing.
    pub column: u16,
}
