//! A decoded file: its meaning, disassembly and verification.

use super::{Diagnostics, Target};
use crate::dump;
use crate::formats::{Finding, Model, RaiseOptions};
use std::fmt;
use std::sync::Arc;

/// The name of bytes without a name in messages.
const UNNAMED: &str = "<bytes>";

/// Reads a binary file of any format; its first bytes say which.
///
/// ```
/// use lzasm::Target;
///
/// let module = b"LZR\0\x02\x02\x01\0\x07\x01a\0\0\0\0";
/// let file = lzasm::decode(module)?;
/// assert_eq!(file.target(), Target::LAZER);
/// assert!(file.verify().is_empty());
/// assert!(file.disassemble().to_string().contains(".module a"));
/// # Ok::<(), lzasm::Diagnostics>(())
/// ```
///
/// # Errors
///
/// Why the bytes are not a file of any format, with the offset and the field.
pub fn decode(bytes: &[u8]) -> Result<File, Diagnostics> {
    File::named(UNNAMED, bytes)
}

/// A binary file that was decoded.
pub struct File(dump::File);

impl File {
    /// Reads a binary file; messages call it `name`.
    ///
    /// # Errors
    ///
    /// As for [`decode`].
    pub fn named(name: &str, bytes: &[u8]) -> Result<Self, Diagnostics> {
        let opened = dump::File::open(name, bytes.to_vec());
        opened.map(Self).map_err(|fault| Diagnostics::without_source(vec![*fault]))
    }

    /// Its name in messages.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Its format.
    pub fn target(&self) -> Target {
        Target::of(self.0.format)
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0.bytes
    }

    /// The source that assembles to the same bytes.
    pub fn disassemble(&self) -> Disassembly {
        Disassembly(self.0.model.raise(&RaiseOptions::default()))
    }

    /// The invalid or suspicious contents, as `lzdump --verify` reports them.
    pub fn verify(&self) -> Vec<Finding> {
        self.0.model.verify()
    }

    pub(crate) fn model(&self) -> &Arc<dyn Model> {
        &self.0.model
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "File({}, {}, {} bytes)", self.0.name, self.target(), self.0.bytes.len())
    }
}

/// The source text of a [`File`]; `Display` gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disassembly(String);

impl Disassembly {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Disassembly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
