//! From the IR to a Hydro file: modules here; types and values in [`values`], code in [`code`].

mod code;
mod placement;
mod values;

use super::INFO;
use super::model::{
    Body, File, Function, HeaderForm, Layout, MAX_MEMBERS, MAX_MODULES, MAX_NAME, MAX_PARAMETERS,
    MAX_TARGETS, Module, Target, Using, Variable,
};
use super::settings::HEADER;
use crate::bytes::At;
use crate::formats::Dropped;
use crate::formats::messages;
use crate::formats::settings;
use crate::ir::{self, FunctionKind, Item, Program, Span, Sym, Unit};
use crate::{Session, SourceForm};
use rustc_hash::{FxHashMap, FxHashSet};

/// Makes a file of a program; `None` if a diagnostic says why not.
pub(super) fn lower(cx: &mut Session, program: &Program) -> Option<File> {
    settings::check(cx, program, &INFO);
    let mut dropped = Dropped::new();
    let mut modules = Vec::new();
    let mut sections = None;
    for index in modules_in_order(program, &mut dropped) {
        let module = &program.modules[index as usize];
        sections = sections.or(module.sections.as_ref().map(|sections| sections.span));
        leave_out(cx, module, &mut dropped);
        modules.extend(InModule::new(cx, program, module).lower());
    }
    dropped.report(cx, INFO.name);
    if modules.len() > MAX_MODULES {
        let place = program.modules.get(MAX_MODULES).map_or(Span::default(), |module| module.span);
        cx.report(messages::too_many(
            place,
            "modules",
            modules.len(),
            MAX_MODULES,
            "a file counts its modules in two bytes",
        ));
    }
    if cx.has_errors() {
        return None;
    }
    let packed = cx.options.packed_header.unwrap_or(program.format.setting(HEADER).is_some());
    // A file without modules has no header that could be packed.
    let packed = packed && !modules.is_empty();
    let header = if packed { HeaderForm::Packed } else { HeaderForm::Table };
    let trailing = program.trailing.as_ref().map(|trailing| trailing.value.clone()).unwrap_or_default();
    let mut file = File { header, modules, trailing };
    if let Some(place) = sections {
        placement::normalize(cx, &mut file, place);
    }
    Some(file).filter(|_| !cx.has_errors())
}

/// All modules, those in archives too, in source order.
fn modules_in_order(program: &Program, dropped: &mut Dropped) -> Vec<u32> {
    let mut found = Vec::new();
    let mut rest: Vec<&Unit> = program.units.iter().rev().collect();
    while let Some(unit) = rest.pop() {
        match unit {
            Unit::Module(index) => found.push(*index),
            Unit::Native(index) => dropped.add("native modules", program.natives[*index as usize].span),
            Unit::Archive(archive) => rest.extend(archive.units.iter().rev()),
        }
    }
    found
}

fn leave_out(cx: &Session, module: &ir::Module, dropped: &mut Dropped) {
    if cx.options.debug {
        dropped.add("line tables", module.span);
    }
    for function in &module.functions {
        let bodies = function.body.iter().flat_map(|body| &body.locs);
        bodies.for_each(|loc| dropped.add("line rows", loc.span));
    }
}

fn functions(module: &ir::Module) -> FxHashMap<Sym, Option<Sym>> {
    let mut functions = FxHashMap::default();
    for function in &module.functions {
        let from = match &function.kind {
            FunctionKind::Prototype { from, .. } => from.map(|from| from.value),
            _ => None,
        };
        // The first prototype counts, but only if all of the name are prototypes that name a module.
        let known = functions.entry(function.name).or_insert(from);
        *known = known.filter(|_| from.is_some());
    }
    functions
}

/// What the steps of one module share.
struct InModule<'c, 'o, 'p> {
    cx: &'c mut Session<'o>,
    program: &'p Program,
    module: &'p ir::Module,
    /// The names of functions, and the module that a prototype says one lives in if it has no body here.
    functions: FxHashMap<Sym, Option<Sym>>,
    structs: FxHashSet<Sym>,
    usings: FxHashSet<Sym>,
    missing: FxHashSet<Sym>,
}

impl<'c, 'o, 'p> InModule<'c, 'o, 'p> {
    fn new(cx: &'c mut Session<'o>, program: &'p Program, module: &'p ir::Module) -> Self {
        let structs = module.structs.iter().map(|found| found.name);
        Self {
            cx,
            program,
            module,
            functions: functions(module),
            structs: structs.chain(module.foreign_structs.iter().map(|found| found.value)).collect(),
            usings: module.usings.iter().map(|using| using.value).collect(),
            missing: FxHashSet::default(),
        }
    }

    fn lower(mut self) -> Option<Module> {
        let name = match self.module.name {
            Some(name) => self.name(name, self.module.span),
            None => String::new(),
        };
        let usings = self.module.usings.iter();
        let usings = usings
            .map(|using| Using { name: self.name(using.value, using.span), origin: At(using.span.lo) })
            .collect();
        let layouts = self.layouts();
        let functions = self.functions();
        let mut module =
            Module { name, usings, layouts, functions, origin: At(self.module.span.lo), ..Module::default() };
        if let Some(sections) = &self.module.sections {
            module.placement = self.placement(&module, sections)?;
        }
        Some(module)
    }

    fn name(&mut self, name: Sym, place: Span) -> String {
        let text = self.cx.names.text(name).to_owned();
        if text.len() > MAX_NAME {
            let rule = "a name has its length in two bytes";
            self.cx.report(messages::text_too_long(place, "the name", text.len(), MAX_NAME, rule));
        }
        text
    }

    fn layouts(&mut self) -> Vec<Layout> {
        let mut layouts = Vec::new();
        let mut keys = FxHashMap::default();
        for item in &self.module.items {
            let Item::Struct(index) = *item else { continue };
            let found = &self.module.structs[index as usize];
            self.unique(&mut keys, "layout", found.name, found.span, found.dup);
            layouts.push(self.layout(found));
        }
        layouts
    }

    fn layout(&mut self, found: &ir::Struct) -> Layout {
        if found.fields.len() > MAX_MEMBERS {
            let rule = "a layout counts its members in two bytes";
            let place = found.fields[MAX_MEMBERS].span;
            self.cx.report(messages::too_many(place, "members", found.fields.len(), MAX_MEMBERS, rule));
        }
        let fields = found.fields.iter();
        let members =
            fields.map(|field| self.variable(field.name, field.span, field.ty, field.ty_span)).collect();
        Layout { name: self.name(found.name, found.span), members, origin: At(found.span.lo) }
    }

    fn variable(&mut self, name: Sym, place: Span, ty: ir::TypeId, ty_place: Span) -> Variable {
        Variable::new(self.name(name, place), self.ty(ty, ty_place))
    }

    fn functions(&mut self) -> Vec<Function> {
        let mut functions = Vec::new();
        let mut keys = FxHashMap::default();
        for item in &self.module.items {
            let Item::Function(index) = *item else { continue };
            let found = &self.module.functions[index as usize];
            let Some(body) = self.body(found) else { continue };
            self.unique(&mut keys, "function", found.name, found.span, found.dup);
            functions.push(self.function(found, body));
        }
        functions
    }

    fn function(&mut self, found: &ir::Function, body: Body) -> Function {
        if found.params.len() > MAX_PARAMETERS {
            let rule = "a function counts its parameters in one byte";
            let place = found.params[MAX_PARAMETERS].span;
            self.cx.report(messages::too_many(place, "parameters", found.params.len(), MAX_PARAMETERS, rule));
        }
        let params = found.params.iter();
        let parameters =
            params.map(|param| self.variable(param.name, param.span, param.ty, param.ty_span)).collect();
        Function { name: self.name(found.name, found.span), parameters, body, origin: At(found.span.lo) }
    }

    /// What a function does; `None` for what the format does not carry.
    fn body(&mut self, found: &ir::Function) -> Option<Body> {
        match (&found.kind, &found.body) {
            (FunctionKind::Intrinsic(targets), _) => Some(self.intrinsic(found, targets)),
            (FunctionKind::Code, _) => {
                self.cx.report(messages::cannot_carry(
                    found.span,
                    INFO.name,
                    "a `.code` block",
                    "only lazer has words",
                ));
                None
            }
            (_, Some(body)) => self.code(body),
            (_, None) => None,
        }
    }

    fn intrinsic(&mut self, found: &ir::Function, targets: &[(Sym, Sym, Span)]) -> Body {
        if targets.len() > MAX_TARGETS {
            let rule = "an intrinsic counts its targets in one byte";
            self.cx.report(messages::too_many(found.span, "targets", targets.len(), MAX_TARGETS, rule));
        }
        let target =
            |&(name, code, place)| Target { target: self.name(name, place), code: self.name(code, place) };
        Body::Intrinsic(targets.iter().map(target).collect())
    }

    fn unique(&mut self, keys: &mut FxHashMap<Sym, Span>, what: &str, name: Sym, place: Span, dup: bool) {
        if let Some(first) = keys.get(&name).filter(|_| !dup) {
            let what = format!("the {what} `{}`", self.cx.names.text(name));
            let rule = "functions of a module are distinguished only by name, and so are layouts";
            let fault = messages::same_key(place, &what, *first, rule);
            let is_assembly = self.cx.form == SourceForm::Assembly;
            self.cx.report(if is_assembly { fault.help(messages::KEEP_BOTH) } else { fault });
        }
        keys.entry(name).or_insert(place);
    }
}
