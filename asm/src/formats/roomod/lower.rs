//! From the IR to a Roo module.
//!
//! The format has no modules, so everything in a source becomes one file, in the order of the source; an `.archive` is
//! only a bracket around its modules. Bodies are left out silently, as a Roo module describes signatures.

use super::INFO;
use super::keys::ThingKey;
use super::model::{File, MAX_TEXT, MAX_VARIABLES, Thing, ThingKind, Type, Variable};
use crate::Session;
use crate::bytes::At;
use crate::formats::Dropped;
use crate::formats::messages;
use crate::formats::settings;
use crate::ir::{
    self, Function, FunctionKind, Item, Module, Native, NoSize, Program, Sizes, Span, Struct, Sym, TypeId,
    TypePool, Unit,
};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

const TEXT_RULE: &str = "a text of a Roo module is ASCII without NUL, at most 254 characters";
const SHAPE_RULE: &str = "the types of a Roo module have the shape `[mut] T[N] [mut]&`";
const COUNT_RULE: &str = "a Roo module counts members and parameters in one byte";
const TYPE_KEY: &str = "the key of a type is its name";
const FUNCTION_KEY: &str = "the key of a function is its name and the types of its parameters";
const OPERATOR_KEY: &str = "the key of an operator is its token and the types of its parameters";

/// Makes a file of a program; `None` if a diagnostic says why not.
pub(super) fn lower(cx: &mut Session, program: &Program) -> Option<File> {
    settings::check(cx, program, &INFO);
    let mut found = Found::default();
    found.collect(cx, program);
    let mut lowering = Lowering { cx, program };
    let types = lowering.types(&found.structs);
    let things: Vec<Thing> = found.functions.iter().filter_map(|function| lowering.thing(function)).collect();
    // Things are left out only beside an error.
    if things.len() == found.functions.len() {
        lowering.thing_keys(&things, &found.functions);
    }
    found.dropped.report(cx, INFO.name);
    let trailing = program.trailing.as_ref().map(|trailing| trailing.value.clone()).unwrap_or_default();
    (!cx.has_errors()).then_some(File { types, things, trailing })
}

/// The parts of a program that the file is made of, in the order of the source, and those that are left out.
#[derive(Default)]
struct Found<'p> {
    structs: Vec<&'p Struct>,
    functions: Vec<&'p Function>,
    dropped: Dropped,
}

impl<'p> Found<'p> {
    fn collect(&mut self, cx: &Session, program: &'p Program) {
        let mut rest: Vec<&Unit> = program.units.iter().rev().collect();
        while let Some(unit) = rest.pop() {
            match unit {
                Unit::Module(index) => self.module(cx, &program.modules[*index as usize]),
                Unit::Native(index) => self.native(&program.natives[*index as usize]),
                Unit::Archive(archive) => rest.extend(archive.units.iter().rev()),
            }
        }
    }

    fn module(&mut self, cx: &Session, module: &'p Module) {
        if cx.options.debug || module.line_files.is_some() {
            self.dropped.add("line tables", module.span);
        }
        for item in &module.items {
            match *item {
                Item::Struct(index) => self.structs.push(&module.structs[index as usize]),
                Item::Const(index) => self.dropped.add("constants", module.consts[index as usize].span),
                Item::Function(index) => self.function(&module.functions[index as usize]),
            }
        }
    }

    fn function(&mut self, function: &'p Function) {
        for loc in function.body.iter().flat_map(|body| &body.locs) {
            self.dropped.add("line rows", loc.span);
        }
        match function.kind {
            FunctionKind::Native { signature: false } => {
                self.dropped.add("untyped native functions", function.span)
            }
            // A name or a `.code` block is not a signature.
            FunctionKind::Prototype { signature: false, .. } | FunctionKind::Code => {}
            _ => self.functions.push(function),
        }
    }

    fn native(&mut self, native: &'p Native) {
        for function in &native.functions {
            self.function(function);
        }
    }
}

struct Lowering<'c, 'o, 'p> {
    cx: &'c mut Session<'o>,
    program: &'p Program,
}

impl Lowering<'_, '_, '_> {
    fn types(&mut self, structs: &[&Struct]) -> Vec<Type> {
        let sizes = Sizes::all(self.program, structs);
        let mut firsts: HashMap<Sym, Span> = HashMap::new();
        let mut types = Vec::new();
        for (found, size) in structs.iter().zip(sizes) {
            match firsts.entry(found.name) {
                Entry::Vacant(entry) => {
                    entry.insert(found.span);
                }
                Entry::Occupied(first) if !found.dup => {
                    let what = format!("the type `{}`", self.cx.names.text(found.name));
                    self.cx.report(
                        messages::same_key(found.span, &what, *first.get(), TYPE_KEY)
                            .help(messages::KEEP_BOTH),
                    );
                }
                Entry::Occupied(_) => {}
            }
            types.extend(self.ty(found, size));
        }
        types
    }

    fn ty(&mut self, found: &Struct, size: Result<u64, NoSize>) -> Option<Type> {
        let name = self.name(found.name, found.span, "the name of the type");
        let fields = found.fields.iter().map(|field| (field.name, field.span, field.ty, field.ty_span));
        let members = self.variables("members", fields);
        // The size of what has faulty members would only repeat their faults.
        let size = members.as_ref().and_then(|_| self.size(found, size));
        Some(Type { name: name?, members: members?, size: size?, origin: At(found.span.lo) })
    }

    fn size(&mut self, found: &Struct, size: Result<u64, NoSize>) -> Option<u32> {
        let name = self.cx.names.text(found.name);
        let error = match size {
            Ok(size) => match u32::try_from(size) {
                Ok(size) => return Some(size),
                Err(_) => messages::size_too_large(found.span, name),
            },
            Err(NoSize::Field(field)) => {
                let field = &found.fields[field as usize];
                let ty = self.program.types.bare_name(field.ty, &self.cx.names);
                messages::unknown_size(found.span, name, field.ty_span, &ty)
            }
            Err(NoSize::Endless(field)) => {
                messages::endless_size(found.span, name, found.fields[field as usize].span)
            }
            Err(NoSize::TooLarge) => messages::size_too_large(found.span, name),
            // Reported where the struct within is.
            Err(NoSize::Within) => return None,
        };
        self.cx.report(error);
        None
    }

    fn thing(&mut self, function: &Function) -> Option<Thing> {
        let kind = match function.operator {
            Some(token) => Some(ThingKind::Operator { token }),
            None => self
                .name(function.name, function.span, "the name of the function")
                .map(|name| ThingKind::Function { name }),
        };
        let params = function.params.iter().map(|param| (param.name, param.span, param.ty, param.ty_span));
        let params = self.variables("parameters", params);
        // A symbol that is made of the names would only repeat their faults.
        if function.symbol.is_none() && (kind.is_none() || params.is_none()) {
            return None;
        }
        let place = function.symbol.map_or(function.span, |symbol| symbol.span);
        let symbol = self.text(function.symbol_text(self.program, &self.cx.names), place, "the symbol");
        Some(Thing { kind: kind?, params: params?, symbol: symbol?, origin: At(function.span.lo) })
    }

    fn thing_keys(&mut self, things: &[Thing], functions: &[&Function]) {
        let mut firsts: HashMap<ThingKey, Span> = HashMap::with_capacity(things.len());
        for (thing, function) in things.iter().zip(functions) {
            let first = match firsts.entry(ThingKey::of(thing)) {
                Entry::Occupied(first) if !function.dup => *first.get(),
                entry => {
                    entry.or_insert(function.span);
                    continue;
                }
            };
            let spelling = thing.kind.spelling();
            let (what, rule) = match thing.kind {
                ThingKind::Function { .. } => (format!("the function `{spelling}`"), FUNCTION_KEY),
                ThingKind::Operator { .. } => (format!("`{spelling}`"), OPERATOR_KEY),
            };
            self.cx.report(messages::same_key(function.span, &what, first, rule).help(messages::KEEP_BOTH));
        }
    }

    /// Members or parameters, each with its name and type and their places.
    fn variables(
        &mut self,
        what: &str,
        all: impl ExactSizeIterator<Item = (Sym, Span, TypeId, Span)>,
    ) -> Option<Vec<Variable>> {
        let count = all.len();
        let mut variables = Vec::new();
        for (index, (name, place, ty, ty_place)) in all.enumerate() {
            if index == MAX_VARIABLES {
                self.cx.report(messages::too_many(place, what, count, MAX_VARIABLES, COUNT_RULE));
            }
            variables.extend(self.variable((name, place), (ty, ty_place)));
        }
        (variables.len() == count && count <= MAX_VARIABLES).then_some(variables)
    }

    fn variable(&mut self, (name, place): (Sym, Span), (ty, ty_place): (TypeId, Span)) -> Option<Variable> {
        let name = self.name(name, place, "the name");
        let type_name = self.program.types.bare_name(ty, &self.cx.names);
        let type_name = self.text(type_name, ty_place, "the name of the type");
        let shape = shape(&self.program.types, ty);
        if let Err(fault) = shape {
            self.cx.report(messages::cannot_carry(ty_place, INFO.name, fault, SHAPE_RULE));
        }
        Some(Variable { name: name?, type_name: type_name?, origin: At(place.lo), ..shape.ok()? })
    }

    fn name(&mut self, name: Sym, place: Span, what: &str) -> Option<String> {
        let text = self.cx.names.text(name).to_owned();
        self.text(text, place, what)
    }

    fn text(&mut self, text: String, place: Span, what: &str) -> Option<String> {
        let fault = match text.bytes().find(|byte| !(1..0x80).contains(byte)) {
            Some(0) => messages::bad_text(place, what, "has a NUL", TEXT_RULE),
            Some(_) => messages::bad_text(place, what, "has a character that is not ASCII", TEXT_RULE),
            None if text.len() > MAX_TEXT => {
                messages::text_too_long(place, what, text.len(), MAX_TEXT, TEXT_RULE)
            }
            None => return Some(text),
        };
        self.cx.report(fault);
        None
    }
}

/// The flags and the array size of a type, or the description of a shape that no variable can have. The suffixes of a
/// type come from the outside in.
fn shape(types: &TypePool, ty: TypeId) -> Result<Variable, &'static str> {
    let mut shape = Variable::default();
    let mut ty = types.get(ty);
    while let Some(inner) = ty.inner() {
        match ty {
            ir::Type::Mut(_) => shape.is_mutable = true,
            ir::Type::OpenArray(_) => return Err("an array of unknown length"),
            ir::Type::Array(_, 0) => return Err("an array without elements"),
            ir::Type::Array(..) if shape.array_size != 0 => return Err("an array of arrays"),
            ir::Type::Array(_, count) => shape.array_size = count,
            _ if shape.array_size != 0 => return Err("an array of references"),
            _ if shape.is_reference || shape.is_reference_mutable => {
                return Err("a reference to a reference");
            }
            _ => {
                shape.is_reference = !matches!(ty, ir::Type::MutSuffix(_));
                shape.is_reference_mutable = !matches!(ty, ir::Type::Ref(_));
            }
        }
        ty = types.get(inner);
    }
    Ok(shape)
}
