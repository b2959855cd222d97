//! Hydro: files of modules become one file. A module that is moved needs a new header, as its three offsets count from
//! the start of the file. Everything else is copied.

mod map;

use super::modules::{Scanned, findings, made, trailing};
use super::{Archived, Found, Linkable, Made};
use crate::error::{LinkError, LinkErrors};
use crate::input::{Input, scan_all};
use crate::layout::Layout;
use crate::listing::MapModule;
use crate::options::Options;
use crate::resolve::resolve;
use crate::symbols::{DefKind, RefKind, Symbols};
use lzasm::bytes::DecodeError;
use lzasm::formats::Format;
use lzasm::formats::hydro::model::{
    Body, File, Function, HeaderForm, MAGIC, MAX_MODULES, MAX_OFFSET, Module, Operand, Section, Type, Value,
};
use lzasm::formats::hydro::{self, decode, verify, walk};
use std::ops::Range;

/// The room of Hydro, for the registry.
pub(super) struct Hydro;

/// Settings of Hydro outputs.
impl Options {
    /// Hydro: sets the form of module headers. The default is the form of the first input.
    pub fn hydro_header(mut self, form: impl Into<Option<HeaderForm>>) -> Self {
        self.settings.packed_header = form.into().map(|form| form == HeaderForm::Packed);
        self
    }
}

/// The form of module headers that the options choose.
fn header_form(options: &Options) -> Option<HeaderForm> {
    let is_packed = options.settings.packed_header?;
    Some(if is_packed { HeaderForm::Packed } else { HeaderForm::Table })
}

impl Linkable for Hydro {
    fn format(&self) -> &'static dyn Format {
        &hydro::Hydro
    }

    fn link(&self, inputs: &[Input], options: &Options) -> Result<Made, LinkErrors> {
        link(inputs, options)
    }

    fn list(&self, bytes: &[u8]) -> Vec<MapModule> {
        map::of(bytes)
    }

    fn symbols(&self, index: usize, input: &Input) -> Option<Symbols> {
        Some(scan(index, input, false).scanned.symbols)
    }

    fn archive(&self) -> Option<&dyn Archived> {
        Some(self)
    }
}

impl Archived for Hydro {
    fn members(&self, bytes: &[u8]) -> Result<Vec<Found>, DecodeError> {
        let mut found = Vec::new();
        walk::walk(bytes, |_, part| {
            let walk::Part { module, range, header_end } = part;
            found.push(Found { name: Some(module.name), range, header_end });
        })?;
        Ok(found)
    }

    fn extract(&self, bytes: &[u8], found: &Found) -> Vec<u8> {
        let Found { name, range, header_end } = found;
        let form = form_of(name.as_ref().map_or(0, String::len), header_end - range.start);
        alone(bytes, range.clone(), *header_end, form)
    }
}

/// The form of a header of this length, with a name of this length.
fn form_of(name: usize, header: usize) -> HeaderForm {
    if header == HeaderForm::Table.size(name) { HeaderForm::Table } else { HeaderForm::Packed }
}

/// The header of a module that is moved.
struct Header {
    name: String,
    /// The end of the header in its input.
    end: usize,
    /// The offset and the number of entries of each section.
    sections: [(u32, u32); 3],
}

struct ScannedFile {
    scanned: Scanned,
    headers: Vec<Header>,
    form: Option<HeaderForm>,
}

/// Decides what the output consists of.
fn link(inputs: &[Input], options: &Options) -> Result<Made, LinkErrors> {
    let mut symbols = Symbols::default();
    let mut errors = LinkErrors::default();
    let mut headers = Vec::new();
    let mut form = None;
    scan_all(
        inputs,
        |index, input| scan(index, input, options.verify),
        |found| {
            symbols.absorb(found.scanned.symbols);
            errors.append(found.scanned.errors);
            headers.extend(found.headers);
            form = form.or(found.form);
        },
    );
    if errors.has_errors() {
        return Err(errors);
    }
    let resolution = resolve(&symbols, inputs, options, false);
    let form = header_form(options).or(form).unwrap_or_default();
    let mut layout = Layout::default();
    let places = headers.len();
    let kept = || (0..places).filter_map(|place| resolution.at(place));
    let count = kept().count();
    errors.extend(too_much("modules", count as u64, MAX_MODULES));
    layout.make(&MAGIC);
    layout.make(&(count as u16).to_be_bytes());
    let is_hidden = kept().next().is_some_and(|first| hides(&mut headers[first], form));
    for index in kept() {
        let module = &symbols.modules[index];
        place(&mut layout, module.input as usize, module.range().end, &headers[index], form);
    }
    errors.extend(too_much("bytes in the output", layout.size(), MAX_OFFSET));
    if is_hidden && decode(&layout.bytes(inputs)).is_ok_and(|read| read.header != form) {
        let first = kept().next().map_or(0, |first| symbols.modules[first].input as usize);
        errors.add(LinkError::HiddenForm { file: inputs[first].name.clone(), option: "--hydro-header" });
    }
    Ok(made(layout, inputs, &symbols, resolution, errors))
}

/// Whether the offset of the first module's usings, by which readers recognize the form of the headers, may mislead them.
/// An offset of no usings leads nowhere, so it is changed to the usual one here. Otherwise whether it misleads depends on
/// what else is in the file.
fn hides(first: &mut Header, form: HeaderForm) -> bool {
    let (offset, count) = first.sections[Section::Usings as usize];
    let length = first.name.len();
    let start = MAGIC.len() + 2;
    let moved = offset.wrapping_add((start + form.size(length)) as u32).wrapping_sub(first.end as u32);
    let shows = |form: HeaderForm| moved as usize == start + form.size(length);
    let misleads = match form {
        HeaderForm::Table => shows(HeaderForm::Packed),
        HeaderForm::Packed => !shows(HeaderForm::Packed),
    };
    if misleads && count == 0 {
        first.sections[Section::Usings as usize].0 = first.end as u32;
    }
    misleads && count > 0
}

fn too_much(what: &'static str, count: u64, max: usize) -> Option<LinkError> {
    (count > max as u64).then_some(LinkError::TooMuch { what, count, max: max as u64 })
}

/// Adds a module to the end of the output.
fn place(layout: &mut Layout, input: usize, end: usize, header: &Header, form: HeaderForm) {
    let start = layout.size() as u32;
    let body = start.wrapping_add(form.size(header.name.len()) as u32);
    layout.make(&moved(header, form, body.wrapping_sub(header.end as u32)));
    layout.copy(input, header.end..end);
}

/// A header with its offsets moved by a distance (which may be negative: it wraps). The offset of an empty section
/// leads nowhere and is moved with the others, so that moving a module back restores it.
fn moved(header: &Header, form: HeaderForm, by: u32) -> Vec<u8> {
    let mut bytes = vec![b'm'];
    bytes.extend((header.name.len() as u16).to_be_bytes());
    bytes.extend(header.name.as_bytes());
    for (section, (offset, count)) in Section::ALL.into_iter().zip(header.sections) {
        bytes.extend(offset.wrapping_add(by).to_be_bytes());
        bytes.extend(count.to_be_bytes());
        if section == Section::Usings && form == HeaderForm::Table {
            bytes.extend([0; 2]);
        }
    }
    bytes
}

/// A module of an input as a file of its own.
fn alone(bytes: &[u8], range: Range<usize>, header_end: usize, form: HeaderForm) -> Vec<u8> {
    let mut header = stated(bytes, range.start, header_end, form);
    hides(&mut header, form);
    let start = MAGIC.len() + 2;
    let body = (start + form.size(header.name.len())) as u32;
    let mut file = MAGIC.to_vec();
    file.extend(1u16.to_be_bytes());
    file.extend(moved(&header, form, body.wrapping_sub(header.end as u32)));
    file.extend_from_slice(&bytes[header_end..range.end]);
    file
}

fn scan(index: usize, input: &Input, is_verifying: bool) -> ScannedFile {
    let mut symbols = Symbols::default();
    let mut errors = LinkErrors::default();
    let mut parts = Vec::new();
    let walked = walk::walk(&input.bytes, |number, part| {
        declare(&mut symbols, &part.module);
        let name = Some(part.module.name.as_str()).filter(|name| !name.is_empty());
        symbols.module(index, part.range.clone(), name);
        let walk::Part { module, range, header_end } = part;
        if is_verifying {
            let file = File { modules: vec![module], ..File::default() };
            let path = |path: &str| path.replacen("module[0]", &format!("module[{number}]"), 1);
            findings(&mut errors, input, verify(&file), path);
        }
        parts.push((range, header_end));
    });
    let mut headers = Vec::new();
    let form = match walked {
        Ok(frame) => {
            headers
                .extend(parts.iter().map(|(range, end)| stated(&input.bytes, range.start, *end, frame.form)));
            errors.extend(trailing(input, frame.end));
            (!parts.is_empty()).then_some(frame.form)
        }
        Err(error) => {
            errors.add(LinkError::Damaged { file: input.name.clone(), error });
            None
        }
    };
    ScannedFile { scanned: Scanned { symbols, errors }, headers, form }
}

/// Reads the header of a module again, from its start to its end.
fn stated(bytes: &[u8], start: usize, end: usize, form: HeaderForm) -> Header {
    let fields = &bytes[end - (form.size(0) - 3)..end];
    let word = |at: usize| {
        let four = fields.get(at..at + 4).and_then(|four| four.first_chunk()).copied().unwrap_or_default();
        u32::from_be_bytes(four)
    };
    let gap = form.size(0) - HeaderForm::Packed.size(0);
    let sections = [(word(0), word(4)), (word(8 + gap), word(12 + gap)), (word(16 + gap), word(20 + gap))];
    let name = String::from_utf8_lossy(&bytes[start + 3..end - fields.len()]).into_owned();
    Header { name, end, sections }
}

fn declare(symbols: &mut Symbols, module: &Module) {
    for using in &module.usings {
        symbols.refer(RefKind::Module, Some(&using.name), "", 0);
    }
    for layout in &module.layouts {
        symbols.define(DefKind::Layout, &layout.name, 0);
        layout.members.iter().for_each(|member| ty(symbols, module, &member.ty));
    }
    for function in &module.functions {
        // A function has at most 255 parameters.
        symbols.define(DefKind::Function, &function.name, function.parameters.len() as u8);
        self::function(symbols, module, function);
    }
}

fn function(symbols: &mut Symbols, module: &Module, function: &Function) {
    function.parameters.iter().for_each(|parameter| ty(symbols, module, &parameter.ty));
    let Body::Code { code, .. } = &function.body else { return };
    for instr in code {
        match &instr.operand {
            Operand::Type(inner) => ty(symbols, module, inner),
            Operand::Array(_, inner) => ty(symbols, module, inner),
            Operand::Value(Value::Function(pointer)) => {
                symbols.refer(RefKind::Pointer, foreign(module, &pointer.module), &pointer.name, 0);
            }
            _ => {}
        }
    }
}

fn ty(symbols: &mut Symbols, module: &Module, mut ty: &Type) {
    while let Some(inner) = ty.inner() {
        ty = inner;
    }
    if let Type::Layout(layout) = ty {
        symbols.refer(RefKind::Layout, foreign(module, &layout.module), &layout.name, 0);
    }
}

/// The module that a reference names; `None` for its own, which is named or left empty.
fn foreign<'n>(module: &Module, name: &'n str) -> Option<&'n str> {
    (!name.is_empty() && name != module.name).then_some(name)
}
