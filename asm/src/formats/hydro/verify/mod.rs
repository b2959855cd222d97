//! Finds invalid or suspicious contents of a Hydro file that decodes.
//!
//! Refused, so that no file that decodes has them:
//! - `unknown-marker`: a module, a using, a layout or a function that does not begin with its letter
//! - `reserved-bytes`: the two reserved bytes of a module's header are not zero
//! - `section-outside`: a section that is not empty starts inside its header or behind the end of the file
//! - `sections-overlap`: two sections of a module overlap
//! - `unknown-opcode`: a byte that is not an instruction
//! - `unknown-tag`: a type or a value of a kind that is not known
//! - `bad-boolean`: a boolean or a flag that is neither 0 nor 1
//! - `bad-text`: a name or a string that is not UTF-8
//! - `too-deep`: a type in more than 64 others
//! - `cut-short`: a count or a length that leads behind the end of the file
//!
//! Errors:
//! - `empty-name`: a module, a using, a layout or a function without a name
//! - `duplicate-layout`: two layouts of a module have one name
//! - `duplicate-function`: two functions of a module have one name
//! - `endless-layout`: a layout contains itself, not through a reference or an array of unknown length
//! - `undefined-layout`: a type names a layout that its module, which is in the file, does not define
//! - `undefined-function`: a value names a function that its module, which is in the file, does not define
//! - `jump-outside`: a jump behind the end of the function
//! - `stack-underflow`: an instruction takes more values than the stack has
//! - `not-callable`: a call of a value that is not a function
//!
//! Warnings:
//! - `duplicate-module`: two modules of the file have one name
//! - `duplicate-using`: a module uses another one twice
//! - `duplicate-member`: two members of a layout have one name
//! - `duplicate-parameter`: two parameters of a function have one name
//! - `duplicate-target`: an intrinsic has two codes for one target
//! - `empty-variable-name`: a member or a parameter without a name
//! - `missing-using`: the name of another module that no using names (reported once for each such module)
//! - `stack-mismatch`: an instruction is reached with different numbers of values on the stack
//! - `mixed-results`: a function that returns a value on some paths and runs off its end on others
//! - `unreachable-code`: instructions that no path reaches
//! - `odd-placement`: a module whose sections are not in the usual places
//! - `trailing-bytes`: bytes after the end of the file
//!
//! The rules as data are in [`rules`].
//!
//! The values on the stack are followed through each function, from its parameters on: how many there are, and which
//! instruction pushed the top few. Their number is unknown after a call of a function that is not known or not in the
//! file, that is an intrinsic, or that returns a value on some paths only; then nothing is reported about what
//! follows, until another path determines the number.

mod effect;
mod endless;
mod names;
pub mod rules;
mod stack;
#[cfg(test)]
mod tests;

use super::model::{File, Function, LayoutRef, Module, Operand, Placement, Type, Value};
use crate::bytes::counted;
use crate::formats::Rule;
use crate::formats::finding::{Finding, Findings};
use rustc_hash::{FxHashMap, FxHashSet};

/// Verifies a whole file.
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
            stack::follow(&mut v, function, index);
        }
    }
    endless::layouts(&mut found, &names, file);
    found.trailing(&rules::TRAILING_BYTES, &file.trailing);
    found.finish()
}

/// What the file defines, by module and name. Of two of one name the first counts.
struct Names<'f> {
    modules: FxHashSet<&'f str>,
    functions: FxHashMap<(&'f str, &'f str), effect::Callee>,
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
                names.functions.entry(key).or_insert_with(|| effect::Callee::of(function));
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
            found.add(&rules::ODD_PLACEMENT, || {
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
                    let what = (&rules::UNDEFINED_FUNCTION, "function", &*function.name);
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
            self.found.add(&rules::JUMP_OUTSIDE, || {
                let message = format!(
                    "a jump to instruction {target}, and the function has {}",
                    counted(count, "instruction")
                );
                (path(), message)
            });
        }
    }

    /// The layout at the bottom of a type.
    fn ty(&mut self, ty: &'f Type, path: impl Fn() -> String) {
        let Some(LayoutRef { module, name }) = base_layout(ty) else { return };
        let target = self.target(module);
        let defined = self.names.layouts.contains_key(&(target, &**name));
        self.reference(target, (&rules::UNDEFINED_LAYOUT, "layout", name), defined, path);
    }

    /// A name of a module: `what` is the rule, the kind and the name.
    fn reference(
        &mut self,
        target: &'f str,
        (rule, kind, name): (&'static Rule, &str, &str),
        defined: bool,
        path: impl Fn() -> String,
    ) {
        if !defined && self.names.modules.contains(target) {
            self.found
                .add(rule, || (path(), format!("module `{target}` of this file has no {kind} `{name}`")));
        }
        if target != self.module.name && self.usings.insert(target) {
            self.found.add(&rules::MISSING_USING, || {
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
