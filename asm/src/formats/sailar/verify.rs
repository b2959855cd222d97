//! What is odd or wrong in a SAILAR file that decodes.
//!
//! Errors:
//! - `duplicate-struct`: two structs have one name
//! - never in a file that was decoded: `bad-identifier` (empty, or with a NUL), `open-struct` (an open struct with a
//!   field that is not exported), `narrow-lengths` (a number does not fit the length size), `bytes-without-table`
//!   (bytes after the end, and no struct table before them: they would be read as one)
//!
//! Warnings:
//! - `version-zero`: version 0.0, which a magic with NULs looks like
//! - `wide-lengths`: a smaller length size would do
//! - `optional-fields`: the header has fields that the format does not define
//! - `duplicate-field`: two fields of a struct have one name
//! - `undefined-type`: a type that is neither primitive nor of the file nor another module's
//! - `trailing-bytes`: bytes after the end

use super::model::{File, LengthSize, Struct, identifier_fits};
use super::types::base_name;
use crate::formats::finding::Finding;
use crate::ir::Prim;
use std::collections::{HashMap, HashSet};

/// Looks at a whole file.
pub fn verify(file: &File) -> Vec<Finding> {
    let mut v = Verifier { found: Vec::new(), structs: HashMap::new() };
    let structs = file.structs.as_deref().unwrap_or_default();
    for (index, item) in structs.iter().enumerate() {
        v.structs.entry(&item.name).or_insert(index);
    }
    v.header(file);
    for (index, item) in structs.iter().enumerate() {
        v.item(index, item);
    }
    v.end(file);
    v.found
}

struct Verifier<'f> {
    found: Vec<Finding>,
    /// The first struct of each name.
    structs: HashMap<&'f str, usize>,
}

impl<'f> Verifier<'f> {
    fn header(&mut self, file: &File) {
        if (file.major, file.minor) == (0, 0) {
            self.found.push(
                Finding::warning("version-zero", "major", "the version of the format is 0.0")
                    .note("a magic that goes on with two NULs looks like this version"),
            );
        }
        self.lengths(file);
        self.identifier("header.name", &file.module.name);
        if let Some(optional) = &file.optional {
            let count = optional.count;
            let message = format!("the header has {count} optional field(s), and the format defines none");
            self.found.push(Finding::warning("optional-fields", "header.optional_count", message));
        }
    }

    fn lengths(&mut self, file: &File) {
        let size = file.length_size;
        let finding = match LengthSize::smallest_for(file) {
            Some(smallest) if smallest < size => {
                let message =
                    format!("lengths take {} bytes each, and {} would do", size.bytes(), smallest.bytes());
                Finding::warning("wide-lengths", "length_size", message)
            }
            Some(smallest) if smallest == size => return,
            _ => {
                let message = format!("a length of {} byte(s) does not hold every number", size.bytes());
                Finding::error("narrow-lengths", "length_size", message)
            }
        };
        self.found.push(finding);
    }

    fn item(&mut self, index: usize, item: &'f Struct) {
        let path = format!("structs[{index}]");
        self.identifier(&format!("{path}.name"), &item.name);
        if let Some(&first) = self.structs.get(item.name.as_str()).filter(|&&first| first != index) {
            let message = format!("struct `{}` is already defined", item.name);
            let note = format!("the first one is structs[{first}]");
            self.found.push(Finding::error("duplicate-struct", &path, message).note(note));
        }
        if item.is_open && !item.exports_all() {
            let message = format!("struct `{}` is open, yet does not export every field", item.name);
            self.found.push(Finding::error("open-struct", format!("{path}.flags"), message));
        }
        self.fields(&path, item);
    }

    fn fields(&mut self, path: &str, item: &Struct) {
        let mut names = HashSet::new();
        for (index, field) in item.fields.iter().enumerate() {
            let path = format!("{path}.fields[{index}]");
            self.identifier(&format!("{path}.name"), &field.name);
            self.identifier(&format!("{path}.type"), &field.type_name);
            if !names.insert(&field.name) {
                let message = format!("`{}` is already the name of another field", field.name);
                self.found.push(Finding::warning("duplicate-field", format!("{path}.name"), message));
            }
            let unknown = base_name(&field.type_name).filter(|name| !self.knows(name));
            if let Some(name) = unknown {
                let message = format!("type `{name}` is not defined in this file");
                self.found.push(Finding::warning("undefined-type", format!("{path}.type"), message));
            }
        }
    }

    fn knows(&self, name: &str) -> bool {
        Prim::find(name).is_some() || name == "fn" || self.structs.contains_key(name)
    }

    fn identifier(&mut self, path: &str, text: &str) {
        if !identifier_fits(text) {
            let message = format!("`{text}` cannot be written");
            let note = "an identifier is not empty and has no NUL";
            self.found.push(Finding::error("bad-identifier", path, message).note(note));
        }
    }

    fn end(&mut self, file: &File) {
        self.found.extend(Finding::trailing(&file.trailing));
        if file.structs.is_none() && !file.trailing.is_empty() {
            let message = "bytes after a header without struct table are read as one";
            self.found.push(Finding::error("bytes-without-table", "trailing", message));
        }
    }
}
