//! A SAILAR file as data: all that its bytes say, and nothing else.
//!
//! The input of the encoder and the result of the decoder. Identifiers are UTF-8, never empty and without NUL. Three
//! more rules hold for every file that decodes, and code that makes a [`File`] must keep them (the verifier reports each
//! that is broken): an open struct exports all its fields; a file without a struct table has no bytes after its end; and
//! everything fits the length size.

use crate::bytes::At;
use crate::formats::json::hex;
use serde::{Serialize, Serializer};
use std::num::NonZeroU32;

/// The first bytes of a file. The format's document gives eight bytes, yet its offsets hold only for six: two NULs after
/// them are the version 0.0.
pub const MAGIC: &[u8; 6] = b"SAILAR";

/// The default version: that of the format when its document was written.
pub const DEFAULT_VERSION: (u8, u8) = (0, 12);

/// A whole file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct File {
    /// The first number of the format's version. A change of it breaks old readers.
    pub major: u8,
    /// The second number of the format's version. A change of it does not break them.
    pub minor: u8,
    /// The width of the file's lengths, counts and version numbers.
    pub length_size: LengthSize,
    /// The identity of the module.
    #[serde(flatten)]
    pub module: Identity,
    /// The optional fields of the header, which the format does not define yet.
    pub optional: Option<Optional>,
    /// The structs; `None` for a file that ends after its header.
    pub structs: Option<Vec<Struct>>,
    /// The bytes after the end.
    #[serde(serialize_with = "hex")]
    pub trailing: Vec<u8>,
}

/// The width of a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LengthSize {
    /// One byte: up to 255.
    One,
    /// Two bytes: up to 65,535.
    Two,
    /// Four bytes: up to 4,294,967,295.
    Four,
}

impl Serialize for LengthSize {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u8(self.bytes())
    }
}

impl LengthSize {
    /// All of them, the smallest first.
    pub const ALL: [Self; 3] = [Self::One, Self::Two, Self::Four];

    /// The byte that selects it in a file.
    pub fn code(self) -> u8 {
        match self {
            Self::One => 0,
            Self::Two => 1,
            Self::Four => 2,
        }
    }

    /// The size that this byte of a file selects.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.code() == code)
    }

    /// The number of bytes of a length.
    pub fn bytes(self) -> u8 {
        1 << self.code()
    }

    /// The size of this number of bytes.
    pub fn from_bytes(bytes: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|size| u64::from(size.bytes()) == bytes)
    }

    /// The greatest length it holds.
    pub fn limit(self) -> u64 {
        u64::MAX >> (64 - 8 * u32::from(self.bytes()))
    }

    /// The smallest size that holds a number.
    pub fn holding(number: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|size| number <= size.limit())
    }

    /// The smallest size that holds every length, count, size and version number of a file; `None` if even four bytes are
    /// too few. The size that the file has does not matter.
    pub fn smallest_for(file: &File) -> Option<Self> {
        let greatest = file.greatest_number();
        Self::ALL.into_iter().find(|&size| greatest.max(file.header_size(size)) <= size.limit())
    }
}

/// The name and version of a module.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Identity {
    /// Its name.
    pub name: String,
    /// Its version, most significant number first; may be empty.
    pub version: Vec<u32>,
    /// Its place in the source, if it comes from one.
    #[serde(skip)]
    pub origin: At,
}

/// Fields of the header beyond the ones that the format defines, kept as they are.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Optional {
    /// Their number, as the file states it.
    pub count: NonZeroU32,
    /// Their bytes.
    #[serde(serialize_with = "hex")]
    pub bytes: Vec<u8>,
}

/// A struct.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Struct {
    /// Its name.
    pub name: String,
    /// Whether other modules see it.
    #[serde(rename = "export")]
    pub is_exported: bool,
    /// Whether other modules see all its fields; legal only if each is exported.
    #[serde(rename = "open")]
    pub is_open: bool,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Its place in the source, if it comes from one.
    #[serde(skip)]
    pub origin: At,
}

impl Struct {
    /// The flag bit of an exported struct.
    pub const EXPORT: u8 = 1;
    /// The flag bit of an open struct.
    pub const OPEN: u8 = 2;

    /// The flags as their byte.
    pub fn flags(&self) -> u8 {
        (u8::from(self.is_exported) * Self::EXPORT) | (u8::from(self.is_open) * Self::OPEN)
    }

    /// The greatest length or count in it.
    pub fn greatest_number(&self) -> u64 {
        let own = self.name.len().max(self.fields.len());
        let fields = self.fields.iter().map(|field| field.name.len().max(field.type_name.len()));
        fields.fold(own, usize::max) as u64
    }

    /// Whether each field is exported, as an open struct needs.
    pub fn exports_all(&self) -> bool {
        self.fields.iter().all(|field| field.is_exported)
    }
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its type, as the printer spells it: `mut Point mut&`.
    #[serde(rename = "type")]
    pub type_name: String,
    /// Whether other modules see it.
    #[serde(rename = "export")]
    pub is_exported: bool,
    /// Its place in the source, if it comes from one.
    #[serde(skip)]
    pub origin: At,
}

impl Field {
    /// The flag bit of an exported field.
    pub const EXPORT: u8 = 1;
}

impl File {
    /// The bytes of the header after its size, with lengths of a size.
    pub fn header_size(&self, size: LengthSize) -> u64 {
        // Lengths: of the name, the number of version numbers, the version numbers, the number of optional fields.
        let lengths = 3 + self.module.version.len() as u64;
        let optional = self.optional.as_ref().map_or(0, |optional| optional.bytes.len());
        lengths * u64::from(size.bytes()) + self.module.name.len() as u64 + optional as u64
    }

    /// The greatest length, count or version number, the header's size aside.
    fn greatest_number(&self) -> u64 {
        let mut greatest = self.module.name.len().max(self.module.version.len()) as u64;
        let version = self.module.version.iter().copied().max();
        let optional = self.optional.as_ref().map(|optional| optional.count.get());
        greatest = greatest.max(u64::from(version.max(optional).unwrap_or(0)));
        let structs = self.structs.as_deref().unwrap_or_default();
        greatest = greatest.max(structs.len() as u64);
        structs.iter().map(Struct::greatest_number).fold(greatest, u64::max)
    }
}

/// Whether a text can be an identifier: not empty, no NUL.
pub fn identifier_fits(text: &str) -> bool {
    !text.is_empty() && !text.contains('\0')
}
