//! The contents of a SAILAR file as a list to show and to compare. It has no code.

use super::model::{File, Struct};
use crate::formats::inspect::{Code, Entries, Entry, Kind, Step};

/// What the file holds.
pub(super) fn entries(file: &File) -> Vec<Entry> {
    let mut list = Entries::default();
    list.add(Kind::Other, "format", format!("{}.{}", file.major, file.minor), String::new());
    let version: Vec<_> = file.module.version.iter().map(u32::to_string).collect();
    list.add(Kind::Module, &file.module.name, version.join("."), "header".to_owned());
    list.inside(|list| {
        if let Some(optional) = &file.optional {
            let detail = format!("{} fields, {} bytes", optional.count, optional.bytes.len());
            list.add(Kind::Other, "optional", detail, "header.optional".to_owned());
        }
        for (index, item) in file.structs.iter().flatten().enumerate() {
            add_struct(list, item, format!("structs[{index}]"));
        }
    });
    list.list
}

fn add_struct(list: &mut Entries, item: &Struct, path: String) {
    let flags = [(item.is_exported, "export"), (item.is_open, "open")];
    let flags: Vec<_> = flags.iter().filter(|(is_set, _)| *is_set).map(|(_, word)| *word).collect();
    list.add(Kind::Struct, &item.name, flags.join(" "), path.clone());
    list.inside(|list| {
        for (at, field) in item.fields.iter().enumerate() {
            let export = if field.is_exported { " export" } else { "" };
            let detail = format!("{}{export}", field.type_name);
            list.add(Kind::Field, &field.name, detail, format!("{path}.fields[{at}]"));
        }
    });
}

/// No steps: there is no code.
pub(super) fn steps(_: &File, _: &Code) -> Vec<Step> {
    Vec::new()
}
