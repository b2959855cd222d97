//! A Roo module's data → its bytes, with the field that made each byte.

use super::model::{
    File, MAGIC, MAX_ENTRIES, MAX_TEXT, MAX_VARIABLES, Thing, ThingKind, Type, VERSION, Variable,
};
use crate::bytes::{At, Recorder, TooLarge, Writer, bytes_shown};
use crate::ir::operator_word;

/// Writes a file; fails if a count or a string is too large for its field.
pub fn encode<R: Recorder>(file: &File, recorder: R) -> Result<(Vec<u8>, R), TooLarge> {
    let mut w = Writer::new(recorder);
    w.raw("magic", MAGIC, || "0x7F \"ROO\"".to_owned());
    w.u8("version", VERSION);
    count(&mut w, "type_count", file.types.len());
    count(&mut w, "thing_count", file.things.len());
    for (index, kind) in file.types.iter().enumerate() {
        w.group("types", Some(index), kind.origin, |w| write_type(w, kind));
    }
    for (index, thing) in file.things.iter().enumerate() {
        w.group("things", Some(index), thing.origin, |w| write_thing(w, thing));
    }
    if !file.trailing.is_empty() {
        w.raw("trailing", &file.trailing, || bytes_shown(&file.trailing));
    }
    w.finish()
}

fn write_type<R: Recorder>(w: &mut Writer<R>, kind: &Type) {
    w.describe(|| kind.name.escape_debug().to_string());
    text(w, "name", &kind.name);
    variables(w, "member_count", "members", &kind.members);
    w.le32("size", kind.size);
}

fn write_thing<R: Recorder>(w: &mut Writer<R>, thing: &Thing) {
    w.describe(|| thing.kind.spelling().escape_debug().to_string());
    match &thing.kind {
        ThingKind::Function { name } => {
            w.raw("type", &[ThingKind::FUNCTION], || "0 (function)".to_owned());
            text(w, "name", name);
        }
        ThingKind::Operator { token } => {
            w.raw("type", &[ThingKind::OPERATOR], || "1 (operator)".to_owned());
            w.raw("token", &token.to_le_bytes(), || format!("{token} ({})", operator_word(*token)));
        }
    }
    variables(w, "param_count", "params", &thing.params);
    text(w, "symbol", &thing.symbol);
}

fn variables<R: Recorder>(
    w: &mut Writer<R>,
    count: &'static str,
    name: &'static str,
    variables: &[Variable],
) {
    let number = w.fit(count, variables.len(), MAX_VARIABLES as u64);
    w.u8(count, number);
    for (index, variable) in variables.iter().enumerate() {
        w.group(name, Some(index), variable.origin, |w| write_variable(w, variable));
    }
}

fn write_variable<R: Recorder>(w: &mut Writer<R>, variable: &Variable) {
    w.describe(|| format!("{}: {}", variable.name.escape_debug(), variable.spelling().escape_debug()));
    text(w, "name", &variable.name);
    text(w, "type_name", &variable.type_name);
    boolean(w, "is_mutable", variable.is_mutable);
    boolean(w, "is_reference", variable.is_reference);
    boolean(w, "is_reference_mutable", variable.is_reference_mutable);
    w.le32("array_size", variable.array_size);
}

fn text<R: Recorder>(w: &mut Writer<R>, field: &'static str, text: &str) {
    w.group(field, None, At::default(), |w| {
        w.describe(|| format!("\"{}\"", text.escape_debug()));
        let length = w.fit("length", text.len() + 1, MAX_TEXT as u64 + 1);
        w.u8("length", length);
        w.raw("characters", text.as_bytes(), || format!("\"{}\"", text.escape_debug()));
        w.raw("nul", &[0], || "0".to_owned());
    });
}

fn boolean<R: Recorder>(w: &mut Writer<R>, field: &'static str, value: bool) {
    w.raw(field, &[u8::from(value)], || value.to_string());
}

fn count<R: Recorder>(w: &mut Writer<R>, field: &'static str, count: usize) {
    let number = w.fit(field, count, MAX_ENTRIES as u64);
    w.le32(field, number);
}
