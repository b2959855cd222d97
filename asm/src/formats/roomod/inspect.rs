//! The contents of a Roo module as a list to show and to compare. It has no code.

use super::model::{File, Thing, ThingKind};
use crate::formats::inspect::{Code, Entries, Entry, Kind, Step};

/// What the file holds.
pub(super) fn entries(file: &File) -> Vec<Entry> {
    let mut list = Entries::default();
    for (index, kind) in file.types.iter().enumerate() {
        let path = format!("types[{index}]");
        list.add(Kind::Struct, &kind.name, format!("{} bytes", kind.size), path.clone());
        list.inside(|list| {
            for (at, member) in kind.members.iter().enumerate() {
                list.add(Kind::Field, &member.name, member.spelling(), format!("{path}.members[{at}]"));
            }
        });
    }
    for (index, thing) in file.things.iter().enumerate() {
        let (kind, name) = match &thing.kind {
            ThingKind::Function { name } => (Kind::Function, name.clone()),
            kind @ ThingKind::Operator { .. } => {
                (Kind::Operator, kind.spelling().trim_start_matches("operator ").to_owned())
            }
        };
        list.add(kind, name, detail(thing), format!("things[{index}]"));
    }
    list.list
}

fn detail(thing: &Thing) -> String {
    let params: Vec<_> = thing.params.iter().map(|one| format!("{}: {}", one.name, one.spelling())).collect();
    format!("({}) as {}", params.join(", "), thing.symbol)
}

/// No steps: there is no code.
pub(super) fn steps(_: &File, _: &Code) -> Vec<Step> {
    Vec::new()
}
