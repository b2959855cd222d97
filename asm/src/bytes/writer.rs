//! Writes the fields of a file.

use super::{At, Recorder};
use std::fmt::{Display, Write};

/// A count or length that its field cannot hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field} is {value}, and at most {max} is possible")]
pub struct TooLarge {
    /// The field.
    pub field: &'static str,
    /// The value that was to be written.
    pub value: u64,
    /// The greatest value the field holds.
    pub max: u64,
}

/// Collects bytes, and reports to a [`Recorder`] which field made them.
///
/// A number that does not fit its field is remembered; [`Writer::finish`] returns the first such fault.
#[derive(Debug, Default)]
pub struct Writer<R> {
    bytes: Vec<u8>,
    recorder: R,
    fault: Option<TooLarge>,
}

macro_rules! numbers {
    ($( $name:ident $type:ty, $to_bytes:ident, $what:literal; )*) => { $(
        #[doc = concat!("Writes a field of ", $what, ".")]
        pub fn $name(&mut self, field: &'static str, value: $type) {
            self.leaf(field, value, |bytes| bytes.extend_from_slice(&value.$to_bytes()));
        }
    )* };
}

impl<R: Recorder> Writer<R> {
    /// A writer that reports its fields to `recorder`.
    pub fn new(recorder: R) -> Self {
        Self { bytes: Vec::new(), recorder, fault: None }
    }

    /// The offset of the next byte.
    pub fn offset(&self) -> usize {
        self.bytes.len()
    }

    /// The bytes, and what the recorder made of them.
    pub fn finish(self) -> Result<(Vec<u8>, R), TooLarge> {
        match self.fault {
            Some(fault) => Err(fault),
            None => Ok((self.bytes, self.recorder)),
        }
    }

    /// Writes a field that has parts.
    pub fn group(
        &mut self,
        name: &'static str,
        index: Option<usize>,
        origin: At,
        parts: impl FnOnce(&mut Self),
    ) {
        self.recorder.open(self.bytes.len(), name, index, origin);
        parts(self);
        self.recorder.close(self.bytes.len());
    }

    /// Sets the value for people of the field being written.
    pub fn describe(&mut self, text: impl FnOnce() -> String) {
        self.recorder.value(|value| value.push_str(&text()));
    }

    numbers! {
        u8 u8, to_le_bytes, "one byte";
        le16 u16, to_le_bytes, "two bytes, little-endian";
        le32 u32, to_le_bytes, "four bytes, little-endian";
        le64 u64, to_le_bytes, "eight bytes, little-endian";
        be16 u16, to_be_bytes, "two bytes, big-endian";
        be32 u32, to_be_bytes, "four bytes, big-endian";
        be64 u64, to_be_bytes, "eight bytes, big-endian";
        be128 u128, to_be_bytes, "sixteen bytes, big-endian";
    }

    /// Writes bytes as they are; `shown` is their value for people.
    pub fn raw(&mut self, field: &'static str, bytes: &[u8], shown: impl FnOnce() -> String) {
        self.recorder.open(self.bytes.len(), field, None, At::default());
        self.recorder.value(|value| value.push_str(&shown()));
        self.bytes.extend_from_slice(bytes);
        self.recorder.close(self.bytes.len());
    }

    /// Checks a count against the greatest value of its field; a count that does not fit makes the whole file fail.
    pub fn fit<T: TryFrom<usize> + Default>(&mut self, field: &'static str, count: usize, max: u64) -> T {
        T::try_from(count).unwrap_or_else(|_| {
            self.fault.get_or_insert(TooLarge { field, value: count as u64, max });
            T::default()
        })
    }

    /// Checks a number that no field holds against its limit; beyond it the whole file fails, and this is `false`.
    pub fn limit(&mut self, field: &'static str, value: usize, max: usize) -> bool {
        if value > max {
            self.fault.get_or_insert(TooLarge { field, value: value as u64, max: max as u64 });
        }
        value <= max
    }

    /// Writes many fields of four bytes, little-endian, called `field[0]`, `field[1]` …
    pub fn le32s(
        &mut self,
        field: &'static str,
        values: &[u32],
        origin: impl Fn(usize) -> At,
        show: impl Fn(&mut String, u32),
    ) {
        let start = self.bytes.len();
        self.bytes.resize(start + 4 * values.len(), 0);
        for (bytes, value) in self.bytes[start..].chunks_exact_mut(4).zip(values) {
            bytes.copy_from_slice(&value.to_le_bytes());
        }
        if R::RECORDS && !self.recorder.run(start, field, 4, values.len()) {
            for (index, &value) in values.iter().enumerate() {
                self.recorder.open(start + 4 * index, field, Some(index), origin(index));
                self.recorder.value(|text| show(text, value));
                self.recorder.close(start + 4 * index + 4);
            }
        }
    }

    /// Replaces bytes written before (an offset that is known only now).
    pub fn patch(&mut self, offset: usize, bytes: &[u8]) {
        self.bytes[offset..offset + bytes.len()].copy_from_slice(bytes);
    }

    fn leaf(&mut self, field: &'static str, value: impl Display, write: impl FnOnce(&mut Vec<u8>)) {
        self.recorder.open(self.bytes.len(), field, None, At::default());
        self.recorder.value(|text| {
            let written = write!(text, "{value}");
            debug_assert!(written.is_ok(), "a string takes all text");
        });
        write(&mut self.bytes);
        self.recorder.close(self.bytes.len());
    }
}

/// Bytes as a person reads them: as text if they are text, else as a byte string.
pub fn bytes_shown(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => format!("{text:?}"),
        Err(_) => format!("b\"{}\"", bytes.escape_ascii()),
    }
}
