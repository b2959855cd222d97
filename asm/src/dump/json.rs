//! A file as one line of JSON: its name, format and size, and its whole model in the shape that `docs/lzdump.md`
//! describes.

use super::File;
use crate::formats::json::Json;

/// The number of the shape; it changes when a reader of the old one would fail.
pub const SCHEMA: u32 = 1;

/// The file as one object, and a line end.
pub fn json(file: &File) -> String {
    let mut json = Json::default();
    json.object(|json| {
        json.key("schema").number(SCHEMA);
        json.key("file").string(&file.name);
        json.key("format").string(file.info().name);
        json.key("size").number(file.bytes.len());
        json.key("model");
        file.model.json(json);
    });
    json.into_text() + "\n"
}
