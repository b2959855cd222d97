//! The names a file defines and needs, as `nm` lists them: offset, letter, name.
//!
//! Letters: `T` a function, `O` an operator, `I` an intrinsic, `N` a function of a shared library, `S` a struct, `U` a
//! function of another module, `M` a module that is used.

use super::bytes::push_offset;
use super::text::{pad, safe};
use super::{File, Locator};
use crate::formats::inspect::{Entry, Kind};
use lzasm_grammar::ast::build::quote;
use std::borrow::Cow;

/// The start of the third column.
const COLUMN: usize = 12;

/// One line for each name, in the order of the file.
pub fn symbols(file: &File) -> String {
    let tree = file.outline();
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
            out.push_str(&asked_for(module));
            out.push_str("::");
        }
        match is_run(&entry) {
            true => push_function(&mut out, &entry.name),
            false => out.push_str(&safe(&entry.name)),
        }
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

/// Whether names are as `--entry` of `lzrun` and `roolink` takes them: where there is code.
fn is_run(entry: &Entry) -> bool {
    entry.code.is_some() || entry.kind == Kind::Intrinsic
}

/// The parameters, where they are part of what distinguishes functions.
fn overload(entry: &Entry) -> &str {
    if entry.detail.starts_with('(') && !is_run(entry) { &entry.detail } else { "" }
}

/// The name of a function, behind which its number of parameters may be.
fn push_function(out: &mut String, name: &str) {
    match name.rsplit_once('/').filter(|(_, digits)| digits.parse::<u8>().is_ok()) {
        Some((name, digits)) => {
            out.push_str(&asked_for(name));
            out.push('/');
            out.push_str(digits);
        }
        None => out.push_str(&asked_for(name)),
    }
}

/// A name as it can be asked for: in backticks where it would read as another one, or not be shown as it is.
fn asked_for(name: &str) -> Cow<'_, str> {
    let is_other = name.is_empty() || name.contains("::") || name.starts_with(':') || name.contains('`');
    if is_other || matches!(safe(name), Cow::Owned(_)) { quote(name).into() } else { name.into() }
}
