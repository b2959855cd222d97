//! Reads the fields of a file, within bounds, and says where it stopped.

use super::fields::path_text;
use std::fmt;

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The file ends inside a field.
    #[error("the file ends here, {} short", super::counted(*missing, "byte"))]
    CutShort {
        /// How many bytes are missing, at least.
        missing: u64,
    },
    /// A constant of the format is not there.
    #[error("expected {expected}, found {found}")]
    Unexpected {
        /// What the format says.
        expected: String,
        /// What the file has.
        found: String,
    },
    /// Text that is not text.
    #[error("expected {expected}")]
    BadText {
        /// The encoding that the format says.
        expected: &'static str,
    },
    /// A rule of the format does not hold.
    #[error("{0}")]
    Rule(String),
    /// More nesting than is read.
    #[error("nested deeper than {limit}")]
    TooDeep {
        /// The limit.
        limit: usize,
    },
}

/// A fault with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// The offset of the field.
    pub offset: usize,
    /// The path of the field: `module[3].functions[0].name`.
    pub path: String,
    /// What is wrong there.
    pub fault: Fault,
    /// What else one should know.
    pub note: Option<&'static str>,
}

impl DecodeError {
    /// The same with a note.
    pub fn note(mut self, note: &'static str) -> Self {
        self.note = Some(note);
        self
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at offset {:#x}: {}", self.path, self.offset, self.fault)
    }
}

impl std::error::Error for DecodeError {}

/// Reads forward through bytes, keeping the path of the field it is in.
#[derive(Clone, Debug)]
pub struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
    path: Vec<(&'static str, Option<usize>)>,
}

macro_rules! numbers {
    ($( $name:ident $type:ty, $from_bytes:ident, $what:literal; )*) => { $(
        #[doc = concat!("Reads a field of ", $what, ".")]
        pub fn $name(&mut self, field: &'static str) -> Result<$type, DecodeError> {
            self.array(field).map(<$type>::$from_bytes)
        }
    )* };
}

impl<'b> Reader<'b> {
    /// A reader at the start of `bytes`.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0, path: Vec::new() }
    }

    /// All bytes, read or not.
    pub fn bytes(&self) -> &'b [u8] {
        self.bytes
    }

    /// The offset of the next byte.
    pub fn offset(&self) -> usize {
        self.at
    }

    /// Goes on at another offset (which may lie at the end but not behind it).
    pub fn seek(&mut self, field: &'static str, offset: usize) -> Result<(), DecodeError> {
        if offset > self.bytes.len() {
            return self.fail(field, Fault::CutShort { missing: (offset - self.bytes.len()) as u64 });
        }
        self.at = offset;
        Ok(())
    }

    /// The bytes not yet read.
    pub fn rest(&self) -> &'b [u8] {
        &self.bytes[self.at..]
    }

    /// Enters a field that has parts.
    pub fn enter(&mut self, name: &'static str, index: Option<usize>) {
        self.path.push((name, index));
    }

    /// Leaves the field entered last.
    pub fn leave(&mut self) {
        self.path.pop();
    }

    /// Reads a field with parts: enters it, reads, leaves it.
    pub fn group<T>(
        &mut self,
        name: &'static str,
        index: Option<usize>,
        parts: impl FnOnce(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        self.enter(name, index);
        let result = parts(self);
        self.leave();
        result
    }

    numbers! {
        u8 u8, from_le_bytes, "one byte";
        le16 u16, from_le_bytes, "two bytes, little-endian";
        le32 u32, from_le_bytes, "four bytes, little-endian";
        le64 u64, from_le_bytes, "eight bytes, little-endian";
        be16 u16, from_be_bytes, "two bytes, big-endian";
        be32 u32, from_be_bytes, "four bytes, big-endian";
        be64 u64, from_be_bytes, "eight bytes, big-endian";
        be128 u128, from_be_bytes, "sixteen bytes, big-endian";
    }

    /// Reads a given number of bytes; the number is checked against what is left before anything else.
    pub fn take(&mut self, field: &'static str, count: u64) -> Result<&'b [u8], DecodeError> {
        let left = self.rest();
        match usize::try_from(count).ok().filter(|&count| count <= left.len()) {
            Some(count) => {
                self.at += count;
                Ok(&left[..count])
            }
            None => self.fail(field, Fault::CutShort { missing: count - left.len() as u64 }),
        }
    }

    /// Reads a given number of bytes that must be UTF-8.
    pub fn text(&mut self, field: &'static str, length: u64) -> Result<&'b str, DecodeError> {
        let start = self.at;
        let bytes = self.take(field, length)?;
        std::str::from_utf8(bytes).or_else(|error| {
            let fault = Fault::BadText { expected: "text in UTF-8" };
            self.fail_at(start + error.valid_up_to(), field, fault)
        })
    }

    /// Reads the first bytes of a file, which must be the format's magic.
    pub fn magic(&mut self, magic: &'static [u8]) -> Result<(), DecodeError> {
        let at = self.at;
        let found = self.take("magic", magic.len() as u64)?;
        if found == magic { Ok(()) } else { self.unexpected(at, "magic", hex(magic), hex(found)) }
    }

    /// Reads as many fields of one name as a count says. The count may lie: the list grows with what is there.
    pub fn list<T>(
        &mut self,
        name: &'static str,
        count: usize,
        mut read: impl FnMut(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<Vec<T>, DecodeError> {
        let mut list = Vec::new();
        for index in 0..count {
            list.push(self.group(name, Some(index), &mut read)?);
        }
        Ok(list)
    }

    /// The error "expected X, found Y", at an offset.
    pub fn unexpected<T>(
        &self,
        offset: usize,
        field: &'static str,
        expected: impl Into<String>,
        found: impl ToString,
    ) -> Result<T, DecodeError> {
        let fault = Fault::Unexpected { expected: expected.into(), found: found.to_string() };
        self.fail_at(offset, field, fault)
    }

    /// The error "this field is wrong", at the current offset.
    pub fn fail<T>(&self, field: &'static str, fault: Fault) -> Result<T, DecodeError> {
        self.fail_at(self.at, field, fault)
    }

    /// The error "this field is wrong", at an offset.
    pub fn fail_at<T>(&self, offset: usize, field: &'static str, fault: Fault) -> Result<T, DecodeError> {
        let steps = self.path.iter().copied().chain((!field.is_empty()).then_some((field, None)));
        Err(DecodeError { offset, path: path_text(steps), fault, note: None })
    }

    fn array<const N: usize>(&mut self, field: &'static str) -> Result<[u8; N], DecodeError> {
        match self.rest().first_chunk::<N>() {
            Some(bytes) => {
                self.at += N;
                Ok(*bytes)
            }
            None => self.fail(field, Fault::CutShort { missing: (N - self.rest().len()) as u64 }),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
}
