//! Reads the fields of a file within bounds. An error has the place where reading stopped.

use super::fields::{FieldTree, Recorder, path_text};
use super::{At, bytes_shown};
use std::fmt;

/// A fault in a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The file ends inside a field.
    #[error("the file ends here, {} short", super::counted(*missing, "byte"))]
    CutShort {
        /// The least number of bytes that are missing.
        missing: u64,
    },
    /// A constant of the format is not there.
    #[error("expected {expected}, found {found}")]
    Unexpected {
        /// The value that the format expects.
        expected: String,
        /// The value in the file.
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
    /// There is not enough memory for what the file holds.
    #[error("there is not enough memory for what is read here")]
    NoMemory,
}

/// A fault with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// The offset of the field.
    pub offset: usize,
    /// The path of the field: `module[3].functions[0].name`.
    pub path: String,
    /// The fault.
    pub fault: Fault,
    /// A further note.
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
    salvage: Option<Box<Salvage>>,
}

/// The state of a reader of damaged files.
#[derive(Clone, Debug, Default)]
struct Salvage {
    tree: FieldTree,
    /// Whether the fault was met: nothing is read any more, numbers are 0 and texts are empty.
    is_over: bool,
}

macro_rules! numbers {
    ($( $name:ident $type:ty, $from_bytes:ident, $what:literal; )*) => { $(
        #[doc = concat!("Reads a field of ", $what, ".")]
        pub fn $name(&mut self, field: &'static str) -> Result<$type, DecodeError> {
            let start = self.at;
            let value = self.array(field).map(<$type>::$from_bytes)?;
            self.record(field, start, || value.to_string());
            Ok(value)
        }
    )* };
}

impl<'b> Reader<'b> {
    /// A reader at the start of `bytes`.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0, path: Vec::new(), salvage: None }
    }

    /// A reader of a file that may be damaged: it keeps the fields that it reads, and where the file ends, or a field
    /// of a list is wrong, it acts as if there were nothing more.
    pub fn salvaging(bytes: &'b [u8]) -> Self {
        Self { salvage: Some(Box::default()), ..Self::new(bytes) }
    }

    /// Whether a damaged file has been read up to its fault. What is read from then on means nothing.
    pub fn is_over(&self) -> bool {
        self.salvage.as_ref().is_some_and(|salvage| salvage.is_over)
    }

    /// The fields that a reader of damaged files has read.
    pub fn into_fields(self) -> FieldTree {
        self.salvage.map(|salvage| salvage.tree).unwrap_or_default()
    }

    /// Ends the reading of a damaged file; whether it is one that is read so.
    fn end(&mut self) -> bool {
        if let Some(salvage) = &mut self.salvage {
            salvage.is_over = true;
        }
        self.salvage.is_some()
    }

    fn record(&mut self, field: &'static str, start: usize, value: impl FnOnce() -> String) {
        if let Some(salvage) = self.salvage.as_mut().filter(|salvage| !salvage.is_over) {
            salvage.tree.open(start, field, None, At::default());
            salvage.tree.value(|text| text.push_str(&value()));
            salvage.tree.close(self.at);
        }
    }

    /// All bytes, read or not.
    pub fn bytes(&self) -> &'b [u8] {
        self.bytes
    }

    /// The offset of the next byte.
    pub fn offset(&self) -> usize {
        self.at
    }

    /// Continues at another offset (which may be at the end but not past it).
    pub fn seek(&mut self, field: &'static str, offset: usize) -> Result<(), DecodeError> {
        if self.is_over() {
            return Ok(());
        }
        if offset > self.bytes.len() {
            return self.fail(field, Fault::CutShort { missing: (offset - self.bytes.len()) as u64 });
        }
        self.at = offset;
        Ok(())
    }

    /// The bytes not yet read.
    pub fn rest(&self) -> &'b [u8] {
        if self.is_over() { &[] } else { &self.bytes[self.at..] }
    }

    /// Enters a field that has parts.
    #[inline]
    pub fn enter(&mut self, name: &'static str, index: Option<usize>) {
        self.path.push((name, index));
        let (at, is_over) = (self.at, self.is_over());
        if let Some(salvage) = self.salvage.as_mut().filter(|_| !is_over) {
            salvage.tree.open(at, name, index, At::default());
        }
    }

    /// Leaves the field entered last.
    #[inline]
    pub fn leave(&mut self) {
        self.path.pop();
        if let Some(salvage) = &mut self.salvage {
            salvage.tree.close(self.at);
        }
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
        let start = self.at;
        let bytes = self.some(field, count)?;
        self.record(field, start, || bytes_shown(bytes));
        Ok(bytes)
    }

    fn some(&mut self, field: &'static str, count: u64) -> Result<&'b [u8], DecodeError> {
        let left = self.rest();
        match usize::try_from(count).ok().filter(|&count| count <= left.len()) {
            Some(count) => {
                self.at += count;
                Ok(&left[..count])
            }
            None if self.end() => Ok(&[]),
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
            if self.is_over() {
                break;
            }
            match self.group(name, Some(index), &mut read) {
                Ok(element) => {
                    self.make_room(&mut list, 1)?;
                    list.push(element);
                }
                Err(_) if self.end() => break,
                Err(error) => return Err(error),
            }
        }
        Ok(list)
    }

    /// Makes room in a list for more elements of this number, or fails: the lists of a large file may be too large for
    /// the memory, and a list that grows on its own would end the program.
    pub fn make_room<T>(&self, list: &mut Vec<T>, more: usize) -> Result<(), DecodeError> {
        match list.try_reserve(more) {
            Ok(()) => Ok(()),
            Err(_) => self.fail("", Fault::NoMemory),
        }
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
            None if self.end() => Ok([0; N]),
            None => self.fail(field, Fault::CutShort { missing: (N - self.rest().len()) as u64 }),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
}
