//! A toy's data → its bytes, with the field that made each byte.

use super::model::{File, MAGIC, MAX, Module, VERSION};
use crate::bytes::{Recorder, TooLarge, Writer, bytes_shown};

/// Writes a file; fails if a count or a length is greater than its byte can say.
pub(super) fn encode<R: Recorder>(file: &File, recorder: R) -> Result<(Vec<u8>, R), TooLarge> {
    let mut w = Writer::new(recorder);
    w.raw("magic", MAGIC, || "\"TOY!\"".to_owned());
    w.u8("version", VERSION);
    w.u8("mark", file.mark);
    let count = w.fit("module_count", file.modules.len(), MAX as u64);
    w.u8("module_count", count);
    for (index, module) in file.modules.iter().enumerate() {
        w.group("modules", Some(index), module.origin, |w| write_module(w, module));
    }
    if !file.trailing.is_empty() {
        w.raw("trailing", &file.trailing, || bytes_shown(&file.trailing));
    }
    w.finish()
}

fn write_module<R: Recorder>(w: &mut Writer<R>, module: &Module) {
    w.describe(|| module.name.clone());
    write_name(w, &module.name);
    let count = w.fit("struct_count", module.structs.len(), MAX as u64);
    w.u8("struct_count", count);
    for (index, found) in module.structs.iter().enumerate() {
        w.group("structs", Some(index), found.origin, |w| write_name(w, &found.name));
    }
}

fn write_name<R: Recorder>(w: &mut Writer<R>, name: &str) {
    let length = w.fit("length", name.len(), MAX as u64);
    w.u8("length", length);
    w.raw("name", name.as_bytes(), || format!("\"{name}\""));
}
