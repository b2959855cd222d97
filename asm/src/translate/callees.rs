//! The parameters and results of called functions: types come from signatures.

use super::types::Ty;
use crate::ir::{
    FnRef, FnRefId, Foreign, Function, FunctionKind, Module, Prim, Program, Sym, Type, TypeId, TypePool,
    ValuePool,
};
use crate::isa::Isa;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// The type that a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Param {
    /// Every portable value.
    Any,
    /// A value of this type.
    Of(Ty),
}

/// A function that is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Callee {
    /// The function, with its arity where the target distinguishes functions by it.
    pub(super) function: FnRefId,
    /// Its parameters.
    pub(super) params: Vec<Param>,
    /// Its result.
    pub(super) result: Option<Ty>,
    /// The module that it lives in, if that is another one.
    pub(super) lives_in: Option<Sym>,
    /// Its index among the functions of the module, if it is one of them.
    pub(super) own: Option<u32>,
}

/// Why a function cannot be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Uncallable {
    /// Nothing declares its signature.
    NoSignature,
    /// Several functions have the name.
    Several,
    /// An intrinsic, which the target does not have.
    Intrinsic,
    /// A type of its signature is not portable.
    Type,
    /// Takes more arguments than the target's registers hold.
    Parameters,
}

/// Signatures by name, and those that were looked up.
#[derive(Default)]
pub(super) struct Callees {
    module: Option<u32>,
    own: FxHashMap<Sym, Vec<u32>>,
    foreign: Foreign,
    found: FxHashMap<FnRefId, Result<Rc<Callee>, Uncallable>>,
}

impl Callees {
    /// The function that this name calls in a module.
    pub(super) fn find(
        &mut self,
        program: &Program,
        values: &mut ValuePool,
        module: u32,
        id: FnRefId,
        target: Isa,
    ) -> Result<Rc<Callee>, Uncallable> {
        self.enter(program, module);
        if let Some(found) = self.found.get(&id) {
            return found.clone();
        }
        let found = self.look_up(program, values, module, id, target).map(Rc::new);
        self.found.insert(id, found.clone());
        found
    }

    fn enter(&mut self, program: &Program, module: u32) {
        if self.module == Some(module) {
            return;
        }
        let foreign = std::mem::take(&mut self.foreign);
        *self = Self { module: Some(module), foreign, ..Self::default() };
        for (index, function) in program.modules[module as usize].functions.iter().enumerate() {
            if function.kind != FunctionKind::Code {
                self.own.entry(function.name).or_default().push(index as u32);
            }
        }
    }

    fn look_up(
        &self,
        program: &Program,
        values: &mut ValuePool,
        module: u32,
        id: FnRefId,
        target: Isa,
    ) -> Result<Callee, Uncallable> {
        let wanted = values.get_ref(id);
        let here = &program.modules[module as usize];
        let (found, lives_in) = match wanted.module.filter(|name| here.name != Some(*name)) {
            None => {
                let found = self.own(here, wanted)?;
                let elsewhere = match &found.kind {
                    FunctionKind::Prototype { from, .. } => from.map(|from| from.value),
                    _ => None,
                };
                (found, elsewhere)
            }
            Some(other) => (self.foreign(program, here, other, wanted)?, Some(other)),
        };
        if matches!(found.kind, FunctionKind::Intrinsic(_)) && target == Isa::Register {
            return Err(Uncallable::Intrinsic);
        }
        let arity = u8::try_from(found.arity()).ok().filter(|arity| *arity < 32);
        let arity = arity.ok_or(Uncallable::Parameters)?;
        let function = match target {
            Isa::Stack => id,
            Isa::Register => values.add_ref(FnRef { arity: Some(arity), ..wanted }, values.ref_place(id)),
        };
        let params = found.params.iter().map(|param| takes(&program.types, param.ty));
        let params = params.collect::<Option<Vec<Param>>>().ok_or(Uncallable::Type)?;
        let result = match found.result {
            Some(result) => Some(Ty::of_type(&program.types, result.value).ok_or(Uncallable::Type)?),
            None => None,
        };
        let same = self.own.get(&wanted.name).into_iter().flatten().copied();
        let own = same.into_iter().find(|&index| std::ptr::eq(&here.functions[index as usize], found));
        Ok(Callee { function, params, result, lives_in, own })
    }

    fn own<'p>(&self, here: &'p Module, wanted: FnRef) -> Result<&'p Function, Uncallable> {
        let all = self.own.get(&wanted.name).into_iter().flatten();
        choose(all.map(|&index| &here.functions[index as usize]), wanted.arity)
    }

    /// A function of another module: as a prototype here, as a line of a native module, or as it is defined there.
    fn foreign<'p>(
        &self,
        program: &'p Program,
        here: &'p Module,
        other: Sym,
        wanted: FnRef,
    ) -> Result<&'p Function, Uncallable> {
        let own = self.own.get(&wanted.name).into_iter().flatten();
        let own = own.map(|&index| &here.functions[index as usize]);
        let prototypes = own.filter(|found| matches!(&found.kind, FunctionKind::Prototype { from: Some(from), .. } if from.value == other));
        choose(prototypes.chain(self.foreign.find(program, other, wanted.name)), wanted.arity)
    }
}

/// The one function among these that a call means: one with code before one without.
fn choose<'p>(
    all: impl Iterator<Item = &'p Function>,
    arity: Option<u8>,
) -> Result<&'p Function, Uncallable> {
    let fits = |found: &&Function| arity.is_none_or(|arity| found.arity() == usize::from(arity));
    let mut known: Vec<&Function> = all.filter(|found| has_signature(found)).filter(fits).collect();
    if known.iter().any(|found| found.body.is_some()) {
        known.retain(|found| found.body.is_some());
    }
    let first = known.first().ok_or(Uncallable::NoSignature)?;
    if known.iter().any(|other| other.arity() != first.arity()) {
        return Err(Uncallable::Several);
    }
    Ok(first)
}

fn has_signature(function: &Function) -> bool {
    match function.kind {
        FunctionKind::Prototype { signature, .. } | FunctionKind::Native { signature } => signature,
        FunctionKind::Defined | FunctionKind::Intrinsic(_) => true,
        FunctionKind::Code => false,
    }
}

fn takes(types: &TypePool, ty: TypeId) -> Option<Param> {
    match types.get(ty) {
        Type::Prim(Prim::Any, _) => Some(Param::Any),
        _ => Ty::of_type(types, ty).map(Param::Of),
    }
}
