//! From the IR to a SAILAR file: the identity of the one module of a source, and its structs.

use super::model::{DEFAULT_VERSION, Field, File, Identity, LengthSize, Optional, Struct, identifier_fits};
use super::{INFO, settings as own};
use crate::Session;
use crate::bytes::At;
use crate::formats::Dropped;
use crate::formats::messages;
use crate::formats::settings;
use crate::ir::{self, Function, FunctionKind, Item, Module, Program, Span, Spanned, Sym, Unit};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::num::NonZeroU32;

const IDENTIFIER_RULE: &str = "an identifier of a SAILAR file is UTF-8 without NUL, and not empty";
const ONE_MODULE: &str = "a SAILAR file is one module";
const STRUCT_KEY: &str = "the key of a struct is its name";
const VERSION_RULE: &str = "the two numbers of the format's version have one byte each";
const NUMBER_RULE: &str = "a version number has four bytes at most";

/// Makes a file of a program; `None` if a diagnostic says why not.
pub(super) fn lower(cx: &mut Session, program: &Program) -> Option<File> {
    settings::check(cx, program, &INFO);
    let module = only_module(cx, program)?;
    leave_out(cx, module);
    let mut lowering = Lowering { cx, program, module };
    let (version, identity) = (lowering.format_version(), lowering.identity());
    let (optional, structs) = (lowering.optional(), lowering.table());
    if cx.has_errors() {
        return None;
    }
    let (major, minor) = version?;
    let trailing = program.trailing.as_ref().map(|trailing| trailing.value.clone()).unwrap_or_default();
    let length_size = LengthSize::Four;
    let mut file =
        File { major, minor, length_size, module: identity?, optional, structs: structs?, trailing };
    file.length_size = length_size_of(cx, program, module, &file)?;
    Some(file)
}

/// The module that the file is.
fn only_module<'p>(cx: &mut Session, program: &'p Program) -> Option<&'p Module> {
    let place = |unit: &Unit| match unit {
        Unit::Module(index) => (program.modules[*index as usize].span, "a module"),
        Unit::Native(index) => (program.natives[*index as usize].span, "a native module"),
        Unit::Archive(archive) => (archive.span, "an archive"),
    };
    let is_module = |unit: &&Unit| matches!(unit, Unit::Module(_));
    let error = match (program.units.as_slice(), program.units.iter().find(is_module)) {
        ([Unit::Module(index)], _) => return program.modules.get(*index as usize),
        ([], _) => messages::nothing_to_write(INFO.name, ONE_MODULE),
        ([first, ..], None) => {
            let (place, what) = place(first);
            messages::cannot_carry(place, INFO.name, what, ONE_MODULE)
        }
        ([first, second, ..], Some(module)) => {
            let beside = if is_module(&first) { second } else { first };
            let (span, what) = place(beside);
            let what = if is_module(&beside) { "a second module" } else { what };
            messages::second_module(span, what, place(module).0, INFO.name)
        }
        ([_], Some(_)) => return None,
    };
    cx.report(error);
    None
}

/// Reports what a SAILAR file cannot hold.
fn leave_out(cx: &mut Session, module: &Module) {
    let mut dropped = Dropped::new();
    for using in &module.usings {
        dropped.add("usings", using.span);
    }
    for item in &module.items {
        match *item {
            Item::Struct(_) => {}
            Item::Const(index) => dropped.add("constants", module.consts[index as usize].span),
            Item::Function(index) => {
                let function = &module.functions[index as usize];
                dropped.add(kind(function), function.span);
                let locs = function.body.iter().flat_map(|body| &body.locs);
                locs.for_each(|loc| dropped.add("line rows", loc.span));
            }
        }
    }
    if cx.options.debug || module.line_files.is_some() {
        dropped.add("line tables", module.span);
    }
    dropped.report(cx, INFO.name);
}

/// The word for a function in the warning that it is left out.
fn kind(function: &Function) -> &'static str {
    match function.kind {
        FunctionKind::Code => "`.code` blocks",
        FunctionKind::Prototype { .. } => "prototypes",
        FunctionKind::Intrinsic(_) => "intrinsics",
        _ if function.operator.is_some() => "operators",
        _ => "functions",
    }
}

struct Lowering<'c, 'o, 'p> {
    cx: &'c mut Session<'o>,
    program: &'p Program,
    module: &'p Module,
}

impl Lowering<'_, '_, '_> {
    fn format_version(&mut self) -> Option<(u8, u8)> {
        let Some(Spanned { value: (major, minor), span }) = self.program.format.version else {
            return Some(DEFAULT_VERSION);
        };
        let mut part = |number: u32, what: &str| match u8::try_from(number) {
            Ok(number) => Some(number),
            Err(_) => {
                self.cx.report(messages::number_too_large(
                    span,
                    what,
                    number.into(),
                    u8::MAX.into(),
                    VERSION_RULE,
                ));
                None
            }
        };
        let (major, minor) =
            (part(major, "the major version"), part(minor.unwrap_or(0), "the minor version"));
        major.zip(minor)
    }

    fn identity(&mut self) -> Option<Identity> {
        let version: Vec<u32> =
            self.module.version.iter().filter_map(|number| self.version_number(*number)).collect();
        let Some(name) = self.module.name else {
            self.cx.report(messages::module_without_name(self.module.span, INFO.name));
            return None;
        };
        let name = self.identifier(name, self.module.span, "the name of the module")?;
        Some(Identity { name, version, origin: At(self.module.span.lo) })
    }

    fn version_number(&mut self, number: Spanned<u64>) -> Option<u32> {
        let fits = u32::try_from(number.value).ok();
        if fits.is_none() {
            let (what, max) = ("a version number", u32::MAX.into());
            self.cx.report(messages::number_too_large(number.span, what, number.value, max, NUMBER_RULE));
        }
        fits
    }

    fn optional(&mut self) -> Option<Optional> {
        let Spanned { value: (count, bytes), span } = self.program.optional.as_ref()?;
        let count = NonZeroU32::new(*count);
        if count.is_none() && !bytes.is_empty() {
            self.cx.report(messages::optional_bytes_without_count(*span));
        }
        count.map(|count| Optional { count, bytes: bytes.clone() })
    }

    /// The table of structs, or `Some(None)` without one; `None` if there is an error.
    fn table(&mut self) -> Option<Option<Vec<Struct>>> {
        if let Some(setting) = self.program.format.setting(own::STRUCTS).map(|setting| setting.span) {
            let first = self.module.structs.first().map(|found| ("a struct", found.span));
            let trailing = self.program.trailing.as_ref().filter(|trailing| !trailing.value.is_empty());
            let (what, place) =
                match first.or(trailing.map(|trailing| ("bytes after the end", trailing.span))) {
                    Some(found) => found,
                    None => return Some(None),
                };
            self.cx.report(messages::without_struct_table(place, what, setting));
            return None;
        }
        self.keys();
        let structs = self.module.structs.iter().map(|found| self.structure(found)).collect::<Vec<_>>();
        structs.into_iter().collect::<Option<Vec<Struct>>>().map(Some)
    }

    fn keys(&mut self) {
        let mut firsts: HashMap<Sym, Span> = HashMap::new();
        for found in &self.module.structs {
            match firsts.entry(found.name) {
                Entry::Vacant(entry) => {
                    entry.insert(found.span);
                }
                Entry::Occupied(first) if !found.dup => {
                    let what = format!("the struct `{}`", self.cx.names.text(found.name));
                    self.cx.report(
                        messages::same_key(found.span, &what, *first.get(), STRUCT_KEY)
                            .help(messages::KEEP_BOTH),
                    );
                }
                Entry::Occupied(_) => {}
            }
        }
    }

    fn structure(&mut self, found: &ir::Struct) -> Option<Struct> {
        let name = self.identifier(found.name, found.span, "the name of the struct");
        let mut fields = Vec::new();
        for field in &found.fields {
            if let (Some(open), false) = (found.open, field.export) {
                let name = self.cx.names.text(field.name);
                self.cx.report(messages::hidden_field(field.span, name, open));
            }
            fields.extend(self.field(field));
        }
        let whole = fields.len() == found.fields.len();
        let (is_exported, is_open, origin) = (found.export, found.open.is_some(), At(found.span.lo));
        Some(Struct { is_exported, is_open, name: name?, fields, origin }).filter(|_| whole)
    }

    fn field(&mut self, field: &ir::Field) -> Option<Field> {
        let name = self.identifier(field.name, field.span, "the name of the field");
        let type_name = self.program.types.spell(field.ty, &self.cx.names);
        let type_name = self.text(type_name, field.ty_span, "the type");
        Some(Field {
            is_exported: field.export,
            name: name?,
            type_name: type_name?,
            origin: At(field.span.lo),
        })
    }

    fn identifier(&mut self, name: Sym, place: Span, what: &str) -> Option<String> {
        let text = self.cx.names.text(name).to_owned();
        self.text(text, place, what)
    }

    fn text(&mut self, text: String, place: Span, what: &str) -> Option<String> {
        if identifier_fits(&text) {
            return Some(text);
        }
        let fault = if text.is_empty() { "is empty" } else { "has a NUL" };
        self.cx.report(messages::bad_text(place, what, fault, IDENTIFIER_RULE));
        None
    }
}

/// The length size: the one that the source or an option sets, otherwise the smallest that holds everything.
fn length_size_of(cx: &mut Session, program: &Program, module: &Module, file: &File) -> Option<LengthSize> {
    let stated = program.format.setting(own::LENGTH_SIZE);
    let forced = cx.options.length_size.or(stated.map(|size| size.value));
    let smallest = LengthSize::smallest_for(file);
    let size = match forced {
        Some(bytes) => LengthSize::from_bytes(bytes.into()),
        None => smallest,
    };
    let size = size.unwrap_or(LengthSize::Four);
    if smallest.is_some_and(|smallest| smallest <= size) {
        return Some(size);
    }
    // An option has no place in the source.
    let place = stated.filter(|_| cx.options.length_size.is_none()).map(|size| size.span);
    if let Some((what, value, at)) =
        numbers(program, module, file, size).find(|(_, value, _)| *value > size.limit())
    {
        cx.report(messages::length_size_too_small(at, what, value, size.bytes(), size.limit(), place));
    }
    None
}

type Number = (&'static str, u64, Span);

/// Every number of a file that takes a length, with its place in the source.
fn numbers<'a>(
    program: &'a Program,
    module: &'a Module,
    file: &'a File,
    size: LengthSize,
) -> impl Iterator<Item = Number> + 'a {
    let version = file.module.version.iter().zip(&module.version);
    let version = version.map(|(number, place)| ("a version number", u64::from(*number), place.span));
    let optional = file.optional.as_ref().zip(program.optional.as_ref());
    let optional = optional.map(|(optional, placed)| {
        ("the number of optional fields", optional.count.get().into(), placed.span)
    });
    let identity = [
        ("the length of the module's name", file.module.name.len() as u64, module.span),
        ("the number of version numbers", file.module.version.len() as u64, module.span),
    ];
    let table =
        file.structs.as_ref().map(|structs| ("the number of structs", structs.len() as u64, module.span));
    let structs = file
        .structs
        .iter()
        .flatten()
        .zip(&module.structs)
        .flat_map(|(found, place)| numbers_of(found, place));
    // The whole comes after its parts, whose messages are more exact.
    let header = ("the size of the header", file.header_size(size), module.span);
    identity.into_iter().chain(version).chain(optional).chain([header]).chain(table).chain(structs)
}

fn numbers_of<'a>(found: &'a Struct, place: &'a ir::Struct) -> impl Iterator<Item = Number> + 'a {
    let fields = found.fields.iter().zip(&place.fields).flat_map(|(field, place)| {
        [
            ("the length of the field's name", field.name.len() as u64, place.span),
            ("the length of the type", field.type_name.len() as u64, place.ty_span),
        ]
    });
    let name = ("the length of the struct's name", found.name.len() as u64, place.span);
    let count = ("the number of fields", found.fields.len() as u64, place.span);
    [name, count].into_iter().chain(fields)
}
