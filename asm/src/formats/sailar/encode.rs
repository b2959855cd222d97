//! A SAILAR file's data → its bytes, with the field that made each byte.

use super::model::{Field, File, LengthSize, MAGIC, Struct};
use crate::bytes::{At, Recorder, TooLarge, Writer, bytes_shown, counted};

/// Writes a file; fails if a length, count or number does not fit the file's length size.
pub fn encode<R: Recorder>(file: &File, recorder: R) -> Result<(Vec<u8>, R), TooLarge> {
    let mut w = Writer::new(recorder);
    let size = file.length_size;
    w.raw("magic", MAGIC, || "\"SAILAR\"".to_owned());
    w.u8("major", file.major);
    w.u8("minor", file.minor);
    w.raw("length_size", &[size.code()], || format!("{} ({})", size.code(), counted(size.bytes(), "byte")));
    w.group("header", None, file.module.origin, |w| header(w, file));
    if let Some(structs) = &file.structs {
        length(&mut w, size, "struct_count", structs.len() as u64);
        for (index, item) in structs.iter().enumerate() {
            w.group("structs", Some(index), item.origin, |w| write_struct(w, size, item));
        }
    }
    if !file.trailing.is_empty() {
        w.raw("trailing", &file.trailing, || bytes_shown(&file.trailing));
    }
    w.finish()
}

/// Writes the part before the structs of a file: `structs` of them, if the file has a table.
pub fn of_head(file: &File, structs: usize) -> Result<Vec<u8>, TooLarge> {
    let mut w = Writer::new(());
    let size = file.length_size;
    w.raw("magic", MAGIC, String::new);
    w.u8("major", file.major);
    w.u8("minor", file.minor);
    w.u8("length_size", size.code());
    header(&mut w, file);
    if file.structs.is_some() {
        length(&mut w, size, "struct_count", structs as u64);
    }
    w.finish().map(|(bytes, ())| bytes)
}

/// Writes one struct, for a file with lengths of this size.
pub fn of_struct(item: &Struct, size: LengthSize) -> Result<Vec<u8>, TooLarge> {
    let mut w = Writer::new(());
    write_struct(&mut w, size, item);
    w.finish().map(|(bytes, ())| bytes)
}

fn header<R: Recorder>(w: &mut Writer<R>, file: &File) {
    let size = file.length_size;
    w.describe(|| file.module.name.escape_debug().to_string());
    length(w, size, "size", file.header_size(size));
    identifier(w, size, "name", &file.module.name);
    length(w, size, "version_count", file.module.version.len() as u64);
    for (index, &number) in file.module.version.iter().enumerate() {
        w.group("version", Some(index), At::default(), |w| {
            w.describe(|| number.to_string());
            length(w, size, "number", u64::from(number));
        });
    }
    match &file.optional {
        None => length(w, size, "optional_count", 0),
        Some(optional) => {
            length(w, size, "optional_count", u64::from(optional.count.get()));
            w.raw("optional", &optional.bytes, || bytes_shown(&optional.bytes));
        }
    }
}

fn write_struct<R: Recorder>(w: &mut Writer<R>, size: LengthSize, item: &Struct) {
    w.describe(|| item.name.escape_debug().to_string());
    let flags = item.flags();
    w.raw("flags", &[flags], || flag_text(flags, &[(item.is_exported, "export"), (item.is_open, "open")]));
    identifier(w, size, "name", &item.name);
    length(w, size, "field_count", item.fields.len() as u64);
    for (index, field) in item.fields.iter().enumerate() {
        w.group("fields", Some(index), field.origin, |w| write_field(w, size, field));
    }
}

fn write_field<R: Recorder>(w: &mut Writer<R>, size: LengthSize, field: &Field) {
    w.describe(|| format!("{}: {}", field.name.escape_debug(), field.type_name.escape_debug()));
    let flags = u8::from(field.is_exported) * Field::EXPORT;
    w.raw("flags", &[flags], || flag_text(flags, &[(field.is_exported, "export")]));
    identifier(w, size, "name", &field.name);
    identifier(w, size, "type", &field.type_name);
}

fn flag_text(flags: u8, names: &[(bool, &str)]) -> String {
    let set: Vec<&str> = names.iter().filter(|(is_set, _)| *is_set).map(|(_, name)| *name).collect();
    if set.is_empty() { flags.to_string() } else { format!("{flags} ({})", set.join(", ")) }
}

fn identifier<R: Recorder>(w: &mut Writer<R>, size: LengthSize, field: &'static str, text: &str) {
    w.group(field, None, At::default(), |w| {
        w.describe(|| format!("\"{}\"", text.escape_debug()));
        length(w, size, "length", text.len() as u64);
        w.raw("characters", text.as_bytes(), || format!("\"{}\"", text.escape_debug()));
    });
}

fn length<R: Recorder>(w: &mut Writer<R>, size: LengthSize, field: &'static str, value: u64) {
    // A value that no `usize` holds does not fit any length either.
    let value = usize::try_from(value).unwrap_or(usize::MAX);
    match size {
        LengthSize::One => {
            let value = w.fit(field, value, size.limit());
            w.u8(field, value);
        }
        LengthSize::Two => {
            let value = w.fit(field, value, size.limit());
            w.le16(field, value);
        }
        LengthSize::Four => {
            let value = w.fit(field, value, size.limit());
            w.le32(field, value);
        }
    }
}
