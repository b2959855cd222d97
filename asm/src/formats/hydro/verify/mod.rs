//! What is odd or wrong in a Hydro file that decodes.
//!
//! Errors:
//! - `empty-name`: a module, a using, a layout or a function without a name
//! - `duplicate-layout`, `duplicate-function`: two of a module have one name
//! - `endless-layout`: a layout contains itself, not through a reference or an array of unknown length
//! - `undefined-layout`, `undefined-function`: a name that its module, which is in the file, does not define
//! - `jump-outside`: a jump behind the end of the function
//! - `stack-underflow`: an instruction takes more values than the stack has
//! - `not-callable`: a call of a value that is no function
//! - `bad-operand`: an instruction with operands that its row does not have (never in a file that was decoded)
//!
//! Warnings:
//! - `duplicate-module`, `duplicate-using`, `duplicate-member`, `duplicate-parameter`, `duplicate-target`: two have
//!   one name
//! - `empty-variable-name`: a member or parameter without a name
//! - `missing-using`: the name of another module that no using names (once for each such module)
//! - `stack-mismatch`: an instruction is reached with different numbers of values on the stack
//! - `unreachable-code`: instructions that no way leads to
//! - `odd-placement`: a module whose sections are not in the usual places
//! - `trailing-bytes`: bytes after the end
//!
//! The number of values on the stack is followed through each function, from its parameters on. It is unknown after
//! a call of a function that is not in the file, that is an intrinsic, or that only sometimes hands back a value;
//! then nothing is said about the stack of what follows.

mod endless;
mod names;
mod stack;
#[cfg(test)]
mod tests;

use super::model::{File, Function, LayoutRef, Module, Operand, Placement, Type, Value};
use crate::formats::finding::{Finding, Findings};
use rustc_hash::{FxHashMap, FxHashSet};

/// Looks at a whole file.
pub fn verify(file: &File) -> Vec<Finding> {
    let names = Names::of(file);
    let mut found = Findings::default();
    names::modules(&mut found, file);
    for (index, module) in file.modules.iter().enumerate() {
        names::module(&mut found, module, index);
        let mut v = Verifier::new(&mut found, &names, module, index);
        v.types();
        for (index, function) in module.functions.iter().enumerate() {
            v.operands(function, index);
            stack::function(&mut v, function, index);
        }
    }
    endless::layouts(&mut found, &names, file);
    if !file.trailing.is_empty() {
        found.warning("trailing-bytes", || {
            ("trailing".into(), format!("{} byte(s) follow the end of the file", file.trailing.len()))
        });
    }
    found.finish()
}

/// What the file defines, by module and name. Of two of one name the first counts.
struct Names<'f> {
    modules: FxHashSet<&'f str>,
    functions: FxHashMap<(&'f str, &'f str), stack::Callee>,
    /// Layouts, with the module's and the layout's number.
    layouts: FxHashMap<(&'f str, &'f str), (usize, usize)>,
}

impl<'f> Names<'f> {
    fn of(file: &'f File) -> Self {
        let mut names = Self {
            modules: FxHashSet::default(),
            functions: FxHashMap::default(),
            layouts: FxHashMap::default(),
        };
        for (at, module) in file.modules.iter().enumerate() {
            names.modules.insert(&module.name);
            for function in &module.functions {
                let key = (&*module.name, &*function.name);
                names.functions.entry(key).or_insert_with(|| stack::Callee::of(function));
            }
            for (index, layout) in module.layouts.iter().enumerate() {
                names.layouts.entry((&module.name, &layout.name)).or_insert((at, index));
            }
        }
        names
    }
}

/// Looks at one module.
struct Verifier<'v, 'f> {
    found: &'v mut Findings,
    names: &'v Names<'f>,
    module: &'f Module,
    index: usize,
    usings: FxHashSet<&'f str>,
}

impl<'v, 'f> Verifier<'v, 'f> {
    fn new(found: &'v mut Findings, names: &'v Names<'f>, module: &'f Module, index: usize) -> Self {
        let usings = module.usings.iter().map(|using| &*using.name).collect();
        if module.placement != Placement::default() {
            found.warning("odd-placement", || {
                let message = "the sections do not follow the header in the order usings, layouts, functions";
                (format!("module[{index}]"), message.into())
            });
        }
        Self { found, names, module, index, usings }
    }

    /// The name of the module that a reference means.
    fn target<'n>(&self, module: &'n str) -> &'n str
    where
        'f: 'n,
    {
        if module.is_empty() { &self.module.name } else { module }
    }

    /// The types of members and parameters.
    fn types(&mut self) {
        let module = self.index;
        for (index, layout) in self.module.layouts.iter().enumerate() {
            for (at, member) in layout.members.iter().enumerate() {
                self.ty(&member.ty, || format!("module[{module}].layouts[{index}].members[{at}].type"));
            }
        }
        for (index, function) in self.module.functions.iter().enumerate() {
            for (at, parameter) in function.parameters.iter().enumerate() {
                self.ty(&parameter.ty, || {
                    format!("module[{module}].functions[{index}].parameters[{at}].type")
                });
            }
        }
    }

    /// The operands of a function's instructions.
    fn operands(&mut self, function: &'f Function, index: usize) {
        let module = self.index;
        for (at, instr) in function.body.code().iter().enumerate() {
            let path = || format!("module[{module}].functions[{index}].instruction[{at}]");
            if !instr.row().is_some_and(|row| instr.operand.fits(row.operands())) {
                self.found.error("bad-operand", || (path(), format!("`{instr}` is no instruction")));
            }
            match &instr.operand {
                Operand::Target(target) => self.jump(function, *target, || format!("{}.target", path())),
                Operand::Targets(yes, no) => {
                    self.jump(function, *yes, || format!("{}.true", path()));
                    self.jump(function, *no, || format!("{}.false", path()));
                }
                Operand::Type(ty) => self.ty(ty, || format!("{}.type", path())),
                Operand::Array(_, element) => self.ty(element, || format!("{}.element", path())),
                Operand::Value(Value::Function(function)) => {
                    let known = (self.target(&function.module), &*function.name);
                    let defined = self.names.functions.contains_key(&known);
                    let what = ("undefined-function", "function", &*function.name);
                    self.reference(known.0, what, defined, || format!("{}.value", path()));
                }
                _ => {}
            }
        }
    }

    /// A jump, which may go just behind the last instruction.
    fn jump(&mut self, function: &Function, target: u32, path: impl Fn() -> String) {
        let count = function.body.code().len();
        if target as usize > count {
            self.found
                .error("jump-outside", || (path(), format!("a jump to instruction {target} of {count}")));
        }
    }

    /// The layout at the bottom of a type.
    fn ty(&mut self, ty: &'f Type, path: impl Fn() -> String) {
        let Some(LayoutRef { module, name }) = base_layout(ty) else { return };
        let target = self.target(module);
        let defined = self.names.layouts.contains_key(&(target, &**name));
        self.reference(target, ("undefined-layout", "layout", name), defined, path);
    }

    /// A name of a module: `what` is the rule, the kind and the name.
    fn reference(
        &mut self,
        target: &'f str,
        (rule, kind, name): (&'static str, &str, &str),
        defined: bool,
        path: impl Fn() -> String,
    ) {
        if !defined && self.names.modules.contains(target) {
            self.found
                .error(rule, || (path(), format!("module `{target}` of this file has no {kind} `{name}`")));
        }
        if target != self.module.name && self.usings.insert(target) {
            self.found.warning("missing-using", || {
                (path(), format!("{kind} `{name}` is in module `{target}`, which no using names"))
            });
        }
    }
}

/// The layout that a type, or what it encloses, is.
fn base_layout(ty: &Type) -> Option<&LayoutRef> {
    let mut base = ty;
    while let Some(inner) = base.inner() {
        base = inner;
    }
    match base {
        Type::Layout(layout) => Some(layout),
        _ => None,
    }
}
