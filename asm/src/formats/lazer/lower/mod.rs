//! From the IR to a Lazer file: modules, archives and native modules; constants in [`pool`], words in [`code`].

mod code;
mod functions;
mod lines;
mod pack;
mod pool;

pub(super) use pack::pack;

use super::INFO;
use super::archive::group;
use super::model::{
    Atom, Bytecode, File, MAX_ATOM, MAX_LIBRARY, MAX_MODULES, MAX_NATIVE_FUNCTIONS, Module, Native,
};
use crate::Session;
use crate::bytes::{At, Origins};
use crate::formats::Dropped;
use crate::formats::messages;
use crate::formats::settings;
use crate::ir::{self, Foreign, FunctionKind, Program, Span, Sym, Unit};
use functions::Entries;

const ATOM_RULE: &str = "names are atoms: 1 to 255 bytes";

/// Makes a file of a program; `None` if a diagnostic says why not.
pub(super) fn lower(cx: &mut Session, program: &Program) -> Option<File> {
    settings::check(cx, program, &INFO);
    let foreign = Foreign::default();
    let mut lowering = Lowering { cx, program, foreign: &foreign, dropped: Dropped::new() };
    let modules = lowering.units(&program.units);
    let Lowering { dropped, .. } = lowering;
    dropped.report(cx, INFO.name);
    if cx.has_errors() {
        return None;
    }
    let module = match modules.len() {
        0 => {
            cx.report(messages::nothing_to_write(INFO.name, "it is a module, a native module or an archive"));
            return None;
        }
        1 => modules.into_iter().next()?,
        _ => Module::Archive(group(modules, MAX_MODULES)),
    };
    let trailing = program.trailing.as_ref().map(|trailing| trailing.value.clone()).unwrap_or_default();
    Some(File { module, trailing })
}

/// What the steps share.
struct Lowering<'c, 'o, 'p> {
    cx: &'c mut Session<'o>,
    program: &'p Program,
    foreign: &'p Foreign,
    dropped: Dropped,
}

impl Lowering<'_, '_, '_> {
    // At most 65 archives enclose each other in a program: the resolution keeps no more.
    fn units(&mut self, units: &[Unit]) -> Vec<Module> {
        let mut modules = Vec::new();
        for unit in units {
            match unit {
                Unit::Module(index) => modules.extend(self.module(*index)),
                Unit::Native(index) => modules.extend(self.native(&self.program.natives[*index as usize])),
                Unit::Archive(archive) => {
                    let mut group = group(self.units(&archive.units), MAX_MODULES);
                    group.origin = At(archive.span.lo);
                    modules.push(Module::Archive(group));
                }
            }
        }
        modules
    }

    fn native(&mut self, native: &ir::Native) -> Option<Module> {
        if native.library.value.len() > MAX_LIBRARY {
            let rule = "the path of a library is a Binary8";
            self.cx.report(messages::text_too_long(
                native.library.span,
                "the path",
                native.library.value.len(),
                MAX_LIBRARY,
                rule,
            ));
        }
        if native.functions.len() > MAX_NATIVE_FUNCTIONS {
            let place = native.functions[MAX_NATIVE_FUNCTIONS].span;
            let rule = "a native module counts its functions in one byte";
            self.cx.report(messages::too_many(
                place,
                "functions",
                native.functions.len(),
                MAX_NATIVE_FUNCTIONS,
                rule,
            ));
        }
        let name = self.atom(native.name, native.span)?;
        let functions: Option<Vec<Atom>> =
            native.functions.iter().map(|function| self.atom(function.name, function.span)).collect();
        Some(Module::Native(Native {
            name,
            library: native.library.value.clone(),
            functions: functions?,
            function_origins: Origins(native.functions.iter().map(|function| At(function.span.lo)).collect()),
            origin: At(native.span.lo),
        }))
    }

    fn atom(&mut self, name: Sym, place: Span) -> Option<Atom> {
        atom(self.cx, name, place)
    }

    fn module(&mut self, index: u32) -> Option<Module> {
        let program = self.program;
        let module = &program.modules[index as usize];
        self.leave_out(module);
        let entries = self.entries(module)?;
        let pool = pool::Pool::new(functions::Functions::new(program, self.foreign, index));
        InModule { cx: self.cx, program, module, entries, pool }.lower()
    }

    fn leave_out(&mut self, module: &ir::Module) {
        for found in &module.structs {
            self.dropped.add("structs", found.span);
        }
        for function in &module.functions {
            if let FunctionKind::Intrinsic(_) = function.kind {
                self.dropped.add("intrinsics", function.span);
            }
        }
    }
}

fn atom(cx: &mut Session, name: Sym, place: Span) -> Option<Atom> {
    let text = cx.names.text(name);
    let atom = Atom::new(text);
    if atom.is_none() {
        let error = match text.len() {
            0 => messages::bad_text(place, "the name", "is empty", ATOM_RULE),
            length => messages::text_too_long(place, "the name", length, MAX_ATOM, ATOM_RULE),
        };
        cx.report(error);
    }
    atom
}

/// What the steps of one module share.
struct InModule<'c, 'o, 'p> {
    cx: &'c mut Session<'o>,
    program: &'p Program,
    module: &'p ir::Module,
    entries: Entries,
    pool: pool::Pool<'p>,
}

impl InModule<'_, '_, '_> {
    fn lower(mut self) -> Option<Module> {
        if let Some(name) = self.module.name {
            let name = self.atom(name, self.module.span)?;
            self.pool.name(name, self.module.span);
        }
        self.declare()?;
        let (code, code_origins) = self.words()?;
        let lines = self.lines(code.len());
        self.check_pool_size();
        Some(Module::Bytecode(Bytecode {
            named: self.module.name.is_some(),
            constant_origins: self.pool.origins(),
            constants: self.pool.into_constants(),
            lines,
            code,
            code_origins,
            origin: At(self.module.span.lo),
        }))
    }

    fn atom(&mut self, name: Sym, place: Span) -> Option<Atom> {
        atom(self.cx, name, place)
    }
}
