//! The names a file defines and needs, as `nm` lists them: offset, letter, name.
//!
//! Letters: `T` a function, `O` an operator, `I` an intrinsic, `N` a function of a shared library, `S` a struct, `U` a
//! function of another module, `M` a module that is used.

use super::bytes::push_offset;
use super::text::{pad, safe};
use super::{File, Locator};
use crate::formats::inspect::{Entry, Kind};

/// The start of the third column.
const COLUMN: usize = 12;

/// One line for each name, in the order of the file.
pub fn symbols(file: &File) -> String {
    let tree = file.fields();
    let mut locator = Locator::new(&tree);
    let mut out = String::new();
    let mut modules: Vec<(usize, String)> = Vec::new();
    for entry in file.entries() {
        modules.retain(|(depth, _)| *depth < entry.depth);
        if entry.kind.is_module() {
            modules.push((entry.depth, entry.name));
            continue;
        }
        let Some(letter) = letter(entry.kind) else { continue };
        push_place(&mut out, &mut locator, &entry);
        out.push_str(letter);
        out.push(' ');
        let module = modules.last().map_or("", |(_, name)| name.as_str());
        if !module.is_empty() && !matches!(entry.kind, Kind::Import | Kind::Using) {
            out.push_str(&safe(module));
            out.push_str("::");
        }
        out.push_str(&safe(&entry.name));
        out.push_str(&safe(overload(&entry)));
        out.push('\n');
    }
    out
}

fn letter(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Function => "T",
        Kind::Operator => "O",
        Kind::Intrinsic => "I",
        Kind::NativeFunction => "N",
        Kind::Struct => "S",
        Kind::Import => "U",
        Kind::Using => "M",
        _ => return None,
    })
}

/// The offset of the code, or of the entry itself; blank for what the file only needs.
fn push_place(out: &mut String, locator: &mut Locator<'_>, entry: &Entry) {
    let code = entry.code.as_ref().and_then(|code| locator.bytes_of(&code.path, code.start, code.count));
    let place = match entry.kind {
        Kind::Import | Kind::Using => None,
        _ => code.or_else(|| locator.bytes(&entry.path)),
    };
    match place {
        Some(place) => {
            push_offset(out, place.start);
            out.push(' ');
        }
        None => pad(out, COLUMN - 3),
    }
}

/// The parameters, where they are part of what tells functions apart. Where there is code, names are as `--entry` of
/// `lzrun` and `roolink` takes them.
fn overload(entry: &Entry) -> &str {
    let runs = entry.code.is_some() || entry.kind == Kind::Intrinsic;
    if entry.detail.starts_with('(') && !runs { &entry.detail } else { "" }
}
