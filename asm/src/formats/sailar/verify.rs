//! Finds invalid or suspicious contents of a SAILAR file that decodes.
//!
//! Refused, so that no file that decodes has them:
//! - `unknown-length-size`: a length size other than 0, 1 and 2
//! - `bad-identifier`: an identifier that is empty, has a NUL in it or is not UTF-8
//! - `header-size`: the stated size of the header is not its size
//! - `reserved-flags`: a reserved flag bit of a struct or of a field is set
//! - `open-struct`: an open struct with a field that is not exported
//! - `cut-short`: a count or a length that leads behind the end of the file
//!
//! Errors:
//! - `duplicate-struct`: two structs have one name
//!
//! Warnings:
//! - `version-zero`: version 0.0, which a magic with NULs looks like
//! - `wide-lengths`: a smaller length size would suffice
//! - `optional-fields`: the header has fields that the format does not define
//! - `duplicate-field`: two fields of a struct have one name
//! - `undefined-type`: a type that is neither primitive nor of the file nor another module's
//! - `trailing-bytes`: bytes after the end of the file
//!
//! The rules as data are in [`super::rules`].

use super::model::{File, LengthSize, Struct, identifier_fits};
use super::rules;
use super::types::base_name;
use crate::bytes::counted;
use crate::formats::finding::{Finding, Findings};
use crate::ir::Prim;
use std::collections::{HashMap, HashSet};

/// Verifies a whole file.
pub fn verify(file: &File) -> Vec<Finding> {
    let mut v = Verifier { found: Findings::default(), structs: HashMap::new() };
    let structs = file.structs.as_deref().unwrap_or_default();
    for (index, item) in structs.iter().enumerate() {
        v.structs.entry(&item.name).or_insert(index);
    }
    v.header(file);
    for (index, item) in structs.iter().enumerate() {
        v.item(index, item);
    }
    v.found.trailing(&rules::TRAILING_BYTES, &file.trailing);
    v.found.finish()
}

struct Verifier<'f> {
    found: Findings,
    /// The first struct of each name.
    structs: HashMap<&'f str, usize>,
}

impl<'f> Verifier<'f> {
    fn header(&mut self, file: &File) {
        if (file.major, file.minor) == (0, 0) {
            self.found.noted(&rules::VERSION_ZERO, || {
                let note = "a magic that goes on with two NULs looks like this version";
                ("major".into(), "the version of the format is 0.0".into(), Some(note.into()))
            });
        }
        self.lengths(file);
        self.identifier(&file.module.name, || "header.name".into());
        if let Some(optional) = &file.optional {
            self.found.add(&rules::OPTIONAL_FIELDS, || {
                let fields = counted(optional.count.get(), "optional field");
                (
                    "header.optional_count".into(),
                    format!("the header has {fields}, and the format defines none"),
                )
            });
        }
    }

    fn lengths(&mut self, file: &File) {
        let size = file.length_size;
        let smaller = LengthSize::smallest_for(file).filter(|&smallest| smallest < size);
        if let Some(smallest) = smaller {
            self.found.add(&rules::WIDE_LENGTHS, || {
                let message = format!(
                    "lengths take {} bytes each, though {} would suffice",
                    size.bytes(),
                    smallest.bytes()
                );
                ("length_size".into(), message)
            });
        }
    }

    fn item(&mut self, index: usize, item: &'f Struct) {
        let path = || format!("structs[{index}]");
        self.identifier(&item.name, || format!("{}.name", path()));
        if let Some(&first) = self.structs.get(item.name.as_str()).filter(|&&first| first != index) {
            self.found.noted(&rules::DUPLICATE_STRUCT, || {
                let message = format!("struct `{}` is already defined", item.name);
                (path(), message, Some(format!("the first one is structs[{first}]")))
            });
        }
        if item.is_open && !item.exports_all() {
            self.found.add(&rules::OPEN_STRUCT, || {
                let message = format!("struct `{}` is open, but does not export every field", item.name);
                (format!("{}.flags", path()), message)
            });
        }
        self.fields(path, item);
    }

    fn fields(&mut self, path: impl Fn() -> String, item: &Struct) {
        let mut names = HashSet::new();
        for (index, field) in item.fields.iter().enumerate() {
            let path = |part: &str| format!("{}.fields[{index}].{part}", path());
            self.identifier(&field.name, || path("name"));
            self.identifier(&field.type_name, || path("type"));
            if !names.insert(&field.name) {
                self.found.add(&rules::DUPLICATE_FIELD, || {
                    (path("name"), format!("`{}` is already the name of another field", field.name))
                });
            }
            let unknown = base_name(&field.type_name).filter(|name| !self.knows(name));
            if let Some(name) = unknown {
                self.found.add(&rules::UNDEFINED_TYPE, || {
                    (path("type"), format!("type `{name}` is not defined in this file"))
                });
            }
        }
    }

    fn knows(&self, name: &str) -> bool {
        Prim::find(name).is_some() || name == "fn" || self.structs.contains_key(name)
    }

    fn identifier(&mut self, text: &str, path: impl FnOnce() -> String) {
        if !identifier_fits(text) {
            self.found.noted(&rules::BAD_IDENTIFIER, || {
                let note = "an identifier is not empty and has no NUL";
                (path(), format!("`{text}` cannot be written"), Some(note.into()))
            });
        }
    }
}
