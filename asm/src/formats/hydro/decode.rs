//! The bytes of a Hydro file → its data, complete or with the place of the first fault.
//!
//! A file decodes if its markers, bytes of instructions and tags of types and values are known, names and strings are
//! UTF-8, booleans and the flag of an array's length are 0 or 1, at most 64 types enclose a type, all modules have
//! one form of header, each non-empty section lies after its own header, inside the file and overlaps nothing, and
//! everything lies inside the file. The offset of an empty section is kept and never followed. Bytes between sections
//! and after the end are kept. Nothing else is refused: the verifier reports the rest.

use super::instr::row;
use super::model::*;
use super::types::TAG_VARIABLE;
use crate::bytes::{At, DecodeError, Fault, Origins, Reader};
use crate::isa::OperandKind;

type Result<T> = std::result::Result<T, DecodeError>;

/// Reads a whole file.
pub fn decode(bytes: &[u8]) -> Result<File> {
    match form_by_offset(bytes) {
        Some(form) => file(bytes, form),
        None => whole(bytes),
    }
}

/// Reads a file whose first header could be of either form.
pub(super) fn whole(bytes: &[u8]) -> Result<File> {
    file(bytes, HeaderForm::Table).or_else(|error| {
        file(bytes, HeaderForm::Packed).map_err(|_| {
            error.note("the first header could be of either form; as a packed one it cannot be read either")
        })
    })
}

/// The form of header that the first module's usings offset gives away: usually they follow the header at once.
pub(super) fn form_by_offset(bytes: &[u8]) -> Option<HeaderForm> {
    let start = MAGIC.len() + 2;
    let length = usize::from(u16::from_be_bytes(*bytes.get(start + 1..)?.first_chunk()?));
    let offset = u32::from_be_bytes(*bytes.get(start + 3 + length..)?.first_chunk()?);
    [HeaderForm::Table, HeaderForm::Packed]
        .into_iter()
        .find(|form| start + form.size(length) == offset as usize)
}

/// Reads a file that may be damaged, in the form that its first header shows.
pub(super) fn read(r: &mut Reader<'_>) -> Result<File> {
    let header = form_by_offset(r.bytes()).unwrap_or(HeaderForm::Table);
    of_form(r, header)
}

fn file(bytes: &[u8], header: HeaderForm) -> Result<File> {
    of_form(&mut Reader::new(bytes), header)
}

fn of_form(r: &mut Reader<'_>, header: HeaderForm) -> Result<File> {
    r.magic(&MAGIC)?;
    let count = r.be16("count")?;
    let modules = r.list("module", count.into(), |r| module(r, header))?;
    Ok(File { header, modules, trailing: r.rest().to_vec() })
}

/// A section as the header states it.
struct Stated {
    section: Section,
    /// Where in the file the offset is stated.
    place: usize,
    offset: u32,
    count: u32,
}

/// A section that was read.
struct Found {
    section: Section,
    start: usize,
    end: usize,
}

const OFFSET_FIELDS: [&str; 3] = ["usings_offset", "layouts_offset", "functions_offset"];
const LENGTH_FIELDS: [&str; 3] = ["usings_length", "layouts_length", "functions_length"];

pub(super) fn module(r: &mut Reader<'_>, form: HeaderForm) -> Result<Module> {
    marker(r, "`m` (a module)", b"m")?;
    let mut module = Module::new(name::<String>(r, "name")?);
    let stated = header(r, form)?;
    let header_end = r.offset();
    let mut found = Vec::new();
    for part in stated.iter().filter(|part| part.count > 0) {
        found.push(section(r, &mut module, part, header_end)?);
    }
    if r.is_over() {
        return Ok(module);
    }
    found.sort_by_key(|part| part.start);
    for pair in found.windows(2) {
        if pair[1].start < pair[0].end {
            let Stated { place, offset, .. } = stated[pair[1].section as usize];
            let field = OFFSET_FIELDS[pair[1].section as usize];
            let expected = format!("an offset behind the {}, from {}", pair[0].section.name(), pair[0].end);
            return r.unexpected(place, field, expected, offset);
        }
    }
    module.placement = placement(r.bytes(), header_end, &stated, &found);
    r.seek("", found.last().map_or(header_end, |part| part.end))?;
    Ok(module)
}

fn header(r: &mut Reader<'_>, form: HeaderForm) -> Result<[Stated; 3]> {
    let mut one = |section: Section| {
        let place = r.offset();
        let offset = r.be32(OFFSET_FIELDS[section as usize])?;
        let count = r.be32(LENGTH_FIELDS[section as usize])?;
        if section == Section::Usings && form == HeaderForm::Table {
            let at = r.offset();
            let reserved = r.be16("reserved")?;
            if reserved != 0 {
                return r.unexpected(at, "reserved", "two zero bytes", format!("{reserved:#06x}"));
            }
        }
        Ok(Stated { section, place, offset, count })
    };
    Ok([one(Section::Usings)?, one(Section::Layouts)?, one(Section::Functions)?])
}

/// Reads a section that is not empty into its module.
fn section(r: &mut Reader<'_>, module: &mut Module, stated: &Stated, header_end: usize) -> Result<Found> {
    let &Stated { section, place, offset, count } = stated;
    let start = offset as usize;
    if !(header_end..=r.bytes().len()).contains(&start) {
        let expected = format!("an offset from {header_end}, the end of the header, to the end of the file");
        return r.unexpected(place, OFFSET_FIELDS[section as usize], expected, offset);
    }
    r.seek(OFFSET_FIELDS[section as usize], start)?;
    let count = count as usize;
    match section {
        Section::Usings => module.usings = r.list("usings", count, using)?,
        Section::Layouts => module.layouts = r.list("layouts", count, layout)?,
        Section::Functions => module.functions = r.list("functions", count, function)?,
    }
    Ok(Found { section, start, end: r.offset() })
}

/// What about the places of the sections is not as usual; `found` is in their order.
fn placement(bytes: &[u8], header_end: usize, stated: &[Stated; 3], found: &[Found]) -> Placement {
    let mut order: Vec<Section> = found.iter().map(|part| part.section).collect();
    for empty in stated.iter().filter(|part| part.count == 0).map(|part| part.section) {
        let place = order.iter().position(|&other| other > empty).unwrap_or(order.len());
        order.insert(place, empty);
    }
    let mut placement = Placement::default();
    let mut at = header_end;
    for (index, section) in order.into_iter().enumerate() {
        placement.order[index] = section;
        match found.iter().find(|part| part.section == section) {
            Some(part) => {
                placement.gaps[index] = bytes[at..part.start].to_vec();
                at = part.end;
            }
            None => {
                let offset = stated[section as usize].offset;
                placement.offsets[section as usize] = Some(offset).filter(|&offset| offset as usize != at);
            }
        }
    }
    placement
}

fn using(r: &mut Reader<'_>) -> Result<Using> {
    marker(r, "`u` (a using)", b"u")?;
    Ok(Using { name: name(r, "name")?, origin: At::default() })
}

fn layout(r: &mut Reader<'_>) -> Result<Layout> {
    marker(r, "`l` (a layout)", b"l")?;
    let name = name(r, "name")?;
    let count = r.be16("count")?;
    let members = r.list("members", count.into(), variable)?;
    Ok(Layout { name, members, origin: At::default() })
}

fn function(r: &mut Reader<'_>) -> Result<Function> {
    let marker = marker(r, "`f` (a function) or `n` (an intrinsic)", b"fn")?;
    let name = name(r, "name")?;
    let count = r.u8("parameter_count")?;
    let parameters = r.list("parameters", count.into(), variable)?;
    let body = if marker == b'f' { code(r)? } else { intrinsic(r)? };
    Ok(Function { name, parameters, body, origin: At::default() })
}

fn code(r: &mut Reader<'_>) -> Result<Body> {
    let count = r.be32("instruction_count")?;
    let code = r.list("instruction", count as usize, instruction)?;
    Ok(Body::Code { code, origins: Origins::default() })
}

fn intrinsic(r: &mut Reader<'_>) -> Result<Body> {
    let count = r.u8("target_count")?;
    let targets = r.list("targets", count.into(), |r| {
        Ok(Target { target: name(r, "target")?, code: name(r, "code")? })
    })?;
    Ok(Body::Intrinsic(targets))
}

fn variable(r: &mut Reader<'_>) -> Result<Variable> {
    Ok(Variable { name: name(r, "name")?, ty: ty(r, "type", 0)? })
}

fn instruction(r: &mut Reader<'_>) -> Result<Instr> {
    let at = r.offset();
    let opcode = r.u8("opcode")?;
    let Some(row) = row(opcode) else {
        return r.unexpected(at, "opcode", "the byte of an instruction", format!("{opcode:#04x}"));
    };
    let operand = match row.operands() {
        [OperandKind::Count] => Operand::Count(r.be16("count")?),
        [OperandKind::Places] => Operand::Places(r.be16("places")?.cast_signed()),
        [OperandKind::Value] => Operand::Value(r.group("value", None, value)?),
        [OperandKind::Target] => Operand::Target(r.be32("target")?),
        [OperandKind::Target, _] => Operand::Targets(r.be32("true")?, r.be32("false")?),
        [OperandKind::Type] => Operand::Type(ty(r, "type", 0)?),
        [OperandKind::ArrayType] => {
            let length = if boolean(r, "flag")? { Some(r.be32("length")?) } else { None };
            Operand::Array(length, Box::new(ty(r, "element", 0)?))
        }
        [OperandKind::Member] => Operand::Member(name(r, "member")?),
        _ => Operand::None,
    };
    Ok(Instr { opcode, operand })
}

fn value(r: &mut Reader<'_>) -> Result<Value> {
    let at = r.offset();
    let tag = r.u8("tag")?;
    if let Some(int) = Int::from_tag(tag) {
        let bytes = r.take("integer", u64::from(int.bits() / 8))?;
        let bits = bytes.iter().fold(0, |bits, &byte| bits << 8 | u128::from(byte));
        return Ok(Value::Int(Integer::new(int, bits)));
    }
    Ok(match tag {
        0x01 => Value::Bool(boolean(r, "bool")?),
        0x0C => Value::F32(r.be32("float")?),
        0x0D => Value::F64(r.be64("float")?),
        0x0E => {
            let length = r.be32("length")?;
            Value::String(r.text("text", length.into())?.into())
        }
        0x12 => {
            let (module, name) = (name(r, "module")?, name(r, "function")?);
            Value::Function(Box::new(FunctionRef { module, name }))
        }
        TAG_VARIABLE => Value::Variable(name(r, "name")?),
        other => return r.unexpected(at, "tag", "the tag of a value", format!("{other:#04x}")),
    })
}

fn ty(r: &mut Reader<'_>, field: &'static str, depth: usize) -> Result<Type> {
    if depth > MAX_TYPE_DEPTH {
        return r.fail(field, Fault::TooDeep { limit: MAX_TYPE_DEPTH });
    }
    r.group(field, None, |r| type_parts(r, depth))
}

fn type_parts(r: &mut Reader<'_>, depth: usize) -> Result<Type> {
    let at = r.offset();
    let tag = r.u8("tag")?;
    Ok(match tag {
        0x00 => Type::Any,
        0x01 => Type::Bool,
        0x0C => Type::F32,
        0x0D => Type::F64,
        0x0E => Type::String,
        0x0F => Type::array(None, ty(r, "element", depth + 1)?),
        0x10 => {
            let length = r.be32("length")?;
            Type::array(Some(length), ty(r, "element", depth + 1)?)
        }
        0x11 => {
            let (module, name) = (name(r, "module")?, name(r, "layout")?);
            Type::Layout(Box::new(LayoutRef { module, name }))
        }
        0x12 => Type::Function,
        0x13 => Type::reference(ty(r, "target", depth + 1)?),
        _ => match Int::from_tag(tag) {
            Some(int) => Type::Int(int),
            None => return r.unexpected(at, "tag", "the tag of a type", format!("{tag:#04x}")),
        },
    })
}

fn marker(r: &mut Reader<'_>, expected: &str, markers: &[u8]) -> Result<u8> {
    let at = r.offset();
    let found = r.u8("marker")?;
    if markers.contains(&found) {
        return Ok(found);
    }
    r.unexpected(at, "marker", expected, format!("{found:#04x}"))
}

fn name<T: for<'t> From<&'t str>>(r: &mut Reader<'_>, field: &'static str) -> Result<T> {
    r.group(field, None, |r| {
        let length = r.be16("length")?;
        r.text("text", length.into()).map(T::from)
    })
}

fn boolean(r: &mut Reader<'_>, field: &'static str) -> Result<bool> {
    let at = r.offset();
    match r.u8(field)? {
        0 => Ok(false),
        1 => Ok(true),
        other => r.unexpected(at, field, "0 or 1", other),
    }
}
