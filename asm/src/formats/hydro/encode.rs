//! A Hydro file as bytes: each byte inside a named field. What a count or a length cannot hold is refused.
//!
//! A module's header holds the offsets of sections that come after it. They are patched in when they are known; a
//! recorder, which must see them in time, is shown a second pass.

use super::model::*;
use crate::bytes::{At, Recorder, TooLarge, Writer, bytes_shown};

/// The offsets of a module's sections.
type Offsets = [u32; 3];

/// The bytes of a file; `recorder` receives the field of each byte.
pub fn encode<R: Recorder>(file: &File, recorder: R) -> Result<(Vec<u8>, R), TooLarge> {
    let mut known = Vec::new();
    if R::RECORDS {
        known = write(&mut Writer::new(()), file, &[]);
    }
    let mut w = Writer::new(recorder);
    write(&mut w, file, &known);
    w.finish()
}

fn write<R: Recorder>(w: &mut Writer<R>, file: &File, known: &[Offsets]) -> Vec<Offsets> {
    w.raw("magic", &MAGIC, || "hydro".to_owned());
    let count = w.fit("the number of modules of a file", file.modules.len(), MAX_MODULES as u64);
    w.be16("count", count);
    let mut found = Vec::with_capacity(file.modules.len());
    for (index, part) in file.modules.iter().enumerate() {
        let known = known.get(index).copied().unwrap_or_default();
        w.group("module", Some(index), part.origin, |w| {
            w.describe(|| part.name.clone());
            found.push(module(w, part, file.header, known));
        });
    }
    if !file.trailing.is_empty() {
        w.raw("trailing", &file.trailing, || bytes_shown(&file.trailing));
    }
    found
}

fn module<R: Recorder>(w: &mut Writer<R>, module: &Module, form: HeaderForm, known: Offsets) -> Offsets {
    let places = header(w, module, form, known);
    let placement = &module.placement;
    let mut offsets = Offsets::default();
    for (section, gap) in placement.order.into_iter().zip(&placement.gaps) {
        if !gap.is_empty() {
            w.raw("gap", gap, || bytes_shown(gap));
        }
        let stated = placement.offsets[section as usize].filter(|_| module.count(section) == 0);
        offsets[section as usize] =
            stated.unwrap_or_else(|| w.fit("the offset of a section", w.offset(), MAX_OFFSET as u64));
        entries(w, module, section);
    }
    for (place, offset) in places.into_iter().zip(offsets) {
        w.patch(place, &offset.to_be_bytes());
    }
    offsets
}

/// Writes the header, and returns where in it the three offsets are.
fn header<R: Recorder>(w: &mut Writer<R>, module: &Module, form: HeaderForm, known: Offsets) -> [usize; 3] {
    marker(w, b'm');
    name(w, "name", &module.name);
    let fields = [
        ("usings_offset", "usings_length"),
        ("layouts_offset", "layouts_length"),
        ("functions_offset", "functions_length"),
    ];
    let mut places = [0; 3];
    for (section, (offset, length)) in Section::ALL.into_iter().zip(fields) {
        places[section as usize] = w.offset();
        w.be32(offset, known[section as usize]);
        let count = w.fit("the number of entries of a section", module.count(section), MAX_OFFSET as u64);
        w.be32(length, count);
        if section == Section::Usings && form == HeaderForm::Table {
            w.be16("reserved", 0);
        }
    }
    places
}

fn entries<R: Recorder>(w: &mut Writer<R>, module: &Module, section: Section) {
    match section {
        Section::Usings => {
            for (index, using) in module.usings.iter().enumerate() {
                w.group("usings", Some(index), using.origin, |w| {
                    marker(w, b'u');
                    name(w, "name", &using.name);
                });
            }
        }
        Section::Layouts => {
            for (index, part) in module.layouts.iter().enumerate() {
                w.group("layouts", Some(index), part.origin, |w| layout(w, part));
            }
        }
        Section::Functions => {
            for (index, part) in module.functions.iter().enumerate() {
                w.group("functions", Some(index), part.origin, |w| function(w, part));
            }
        }
    }
}

fn layout<R: Recorder>(w: &mut Writer<R>, layout: &Layout) {
    marker(w, b'l');
    name(w, "name", &layout.name);
    let count = w.fit("the number of members of a layout", layout.members.len(), MAX_MEMBERS as u64);
    w.be16("count", count);
    variables(w, "members", &layout.members);
}

fn function<R: Recorder>(w: &mut Writer<R>, function: &Function) {
    marker(w, if matches!(function.body, Body::Code { .. }) { b'f' } else { b'n' });
    name(w, "name", &function.name);
    let max = MAX_PARAMETERS as u64;
    let count = w.fit("the number of parameters of a function", function.parameters.len(), max);
    w.u8("parameter_count", count);
    variables(w, "parameters", &function.parameters);
    match &function.body {
        Body::Code { code, origins } => {
            let max = MAX_OFFSET as u64;
            let count = w.fit("the number of instructions of a function", code.len(), max);
            w.be32("instruction_count", count);
            for (index, part) in code.iter().enumerate() {
                w.group("instruction", Some(index), origins.get(index), |w| instruction(w, part));
            }
        }
        Body::Intrinsic(targets) => intrinsic(w, targets),
    }
}

fn intrinsic<R: Recorder>(w: &mut Writer<R>, targets: &[Target]) {
    let count = w.fit("the number of targets of an intrinsic", targets.len(), MAX_TARGETS as u64);
    w.u8("target_count", count);
    for (index, target) in targets.iter().enumerate() {
        w.group("targets", Some(index), At::default(), |w| {
            name(w, "target", &target.target);
            name(w, "code", &target.code);
        });
    }
}

fn variables<R: Recorder>(w: &mut Writer<R>, field: &'static str, variables: &[Variable]) {
    for (index, variable) in variables.iter().enumerate() {
        w.group(field, Some(index), At::default(), |w| {
            name(w, "name", &variable.name);
            ty(w, "type", &variable.ty, 0);
        });
    }
}

fn instruction<R: Recorder>(w: &mut Writer<R>, instr: &Instr) {
    w.describe(|| instr.to_string());
    w.raw("opcode", &[instr.opcode], || {
        let byte = char::from(instr.opcode).escape_default();
        instr.row().map_or_else(|| byte.to_string(), |row| format!("{byte} {}", row.mnemonic))
    });
    match &instr.operand {
        Operand::None => {}
        Operand::Count(count) => w.be16("count", *count),
        Operand::Places(places) => w.raw("places", &places.to_be_bytes(), || places.to_string()),
        Operand::Value(inner) => w.group("value", None, At::default(), |w| value(w, inner)),
        Operand::Target(target) => w.be32("target", *target),
        Operand::Targets(yes, no) => {
            w.be32("true", *yes);
            w.be32("false", *no);
        }
        Operand::Type(inner) => ty(w, "type", inner, 0),
        Operand::Array(length, element) => {
            w.u8("flag", length.is_some().into());
            if let Some(length) = length {
                w.be32("length", *length);
            }
            ty(w, "element", element, 0);
        }
        Operand::Member(member) => name(w, "member", member),
    }
}

fn value<R: Recorder>(w: &mut Writer<R>, value: &Value) {
    w.describe(|| value.to_string());
    w.raw("tag", &[value.tag()], || value.kind().to_owned());
    match value {
        Value::Bool(value) => w.u8("bool", (*value).into()),
        Value::Int(integer) => w.raw("integer", integer.to_be_bytes().as_ref(), || integer.to_string()),
        Value::F32(bits) => w.raw("float", &bits.to_be_bytes(), || format!("{:?}", f32::from_bits(*bits))),
        Value::F64(bits) => w.raw("float", &bits.to_be_bytes(), || format!("{:?}", f64::from_bits(*bits))),
        Value::String(text) => {
            let length = w.fit("the length of a string", text.len(), MAX_OFFSET as u64);
            w.be32("length", length);
            w.raw("text", text.as_bytes(), || format!("{text:?}"));
        }
        Value::Function(function) => {
            name(w, "module", &function.module);
            name(w, "function", &function.name);
        }
        Value::Variable(variable) => name(w, "name", variable),
    }
}

fn ty<R: Recorder>(w: &mut Writer<R>, field: &'static str, inner: &Type, depth: usize) {
    if !w.limit("the number of types around a type", depth, MAX_TYPE_DEPTH) {
        return;
    }
    w.group(field, None, At::default(), |w| {
        w.describe(|| inner.to_string());
        w.raw("tag", &[inner.tag()], || inner.kind().to_owned());
        match inner {
            Type::Array(length, element) => {
                if let Some(length) = length {
                    w.be32("length", *length);
                }
                ty(w, "element", element, depth + 1);
            }
            Type::Reference(target) => ty(w, "target", target, depth + 1),
            Type::Layout(layout) => {
                name(w, "module", &layout.module);
                name(w, "layout", &layout.name);
            }
            Type::Any | Type::Bool | Type::Int(_) | Type::F32 | Type::F64 => {}
            Type::String | Type::Function => {}
        }
    });
}

fn marker<R: Recorder>(w: &mut Writer<R>, marker: u8) {
    w.raw("marker", &[marker], || char::from(marker).to_string());
}

fn name<R: Recorder>(w: &mut Writer<R>, field: &'static str, text: &str) {
    w.group(field, None, At::default(), |w| {
        w.describe(|| format!("{text:?}"));
        let length = w.fit("the length of a name", text.len(), MAX_NAME as u64);
        w.be16("length", length);
        w.raw("text", text.as_bytes(), || format!("{text:?}"));
    });
}
