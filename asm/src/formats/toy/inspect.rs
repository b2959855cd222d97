//! What a toy holds, as a list. It has no code.

use super::model::File;
use crate::formats::inspect::{Code, Entries, Entry, Kind, Step};

/// What the file holds.
pub(super) fn entries(file: &File) -> Vec<Entry> {
    let mut list = Entries::default();
    for (at, module) in file.modules.iter().enumerate() {
        let path = format!("modules[{at}]");
        list.add(Kind::Module, &module.name, "", path.clone());
        list.inside(|list| {
            for (index, found) in module.structs.iter().enumerate() {
                list.add(Kind::Struct, &found.name, "", format!("{path}.structs[{index}]"));
            }
        });
    }
    list.list
}

/// No steps: there is no code.
pub(super) fn steps(_: &File, _: &Code) -> Vec<Step> {
    Vec::new()
}
