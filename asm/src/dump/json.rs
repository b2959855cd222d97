//! A file as one line of JSON: its name, format and size, and its whole model in the shape that `docs/lzdump.md`
//! describes.

use super::File;
use crate::formats::json::text;

/// The number of the shape; it changes when a reader of the old one would fail.
pub const SCHEMA: u32 = 1;

/// The file as one object, and a line end.
pub fn json(file: &File) -> String {
    let (name, format, size) = (text(&file.name), text(file.info().name), file.bytes.len());
    let model = file.model.json();
    format!(r#"{{"schema":{SCHEMA},"file":{name},"format":{format},"size":{size},"model":{model}}}"#) + "\n"
}
