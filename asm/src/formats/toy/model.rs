//! The data of a toy file.

use crate::bytes::At;
use crate::formats::json::hex;
use serde::Serialize;

/// The first bytes of a file.
pub(super) const MAGIC: &[u8] = b"TOY!";
/// The only version.
pub(super) const VERSION: u8 = 0;
/// The greatest mark.
pub(super) const MAX_MARK: u8 = 2;
/// The most elements of a list, and the most bytes of a name: counts are one byte.
pub(super) const MAX: usize = 255;

/// A whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct File {
    /// The mark.
    pub(super) mark: u8,
    /// The modules, at least one.
    pub(super) modules: Vec<Module>,
    /// The bytes after the end.
    #[serde(serialize_with = "hex")]
    pub(super) trailing: Vec<u8>,
}

/// A module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Module {
    /// Its name.
    pub(super) name: String,
    /// Its structs.
    pub(super) structs: Vec<Struct>,
    /// The place it comes from.
    #[serde(skip)]
    pub(super) origin: At,
}

/// A struct.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(super) struct Struct {
    /// Its name.
    pub(super) name: String,
    /// The place it comes from.
    #[serde(skip)]
    pub(super) origin: At,
}

/// Whether a text can be a name: ASCII letters, digits and `_`, and not empty.
pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
