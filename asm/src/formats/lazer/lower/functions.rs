//! Where the functions of a module begin, and what a reference to a function means.

use super::Lowering;
use crate::Session;
use crate::formats::lazer::INFO;
use crate::formats::messages;
use crate::ir::validate;
use crate::ir::{self, FnRef, Foreign, Function, FunctionKind, Program, Span, Sym};
use lzasm_grammar::diag::Diagnostic;
use rustc_hash::FxHashMap;

/// The first word of each function of a module, by its index; those without code share the next one's.
pub(super) struct Entries {
    first: Vec<u32>,
    end: u32,
}

impl Entries {
    /// The first word of a function.
    pub(super) fn of(&self, function: u32) -> u32 {
        self.first[function as usize]
    }

    /// The number of words of the module.
    pub(super) fn end(&self) -> u32 {
        self.end
    }
}

/// Whether a function has words in the module.
pub(super) fn has_code(function: &Function) -> bool {
    function.body.is_some()
}

/// What a reference means.
#[derive(Clone, Copy, Debug)]
pub(super) enum Target {
    /// A function of this module, by its index.
    Own(u32),
    /// A function elsewhere.
    Import { module: Sym, name: Sym, arity: u8 },
}

impl Lowering<'_, '_, '_> {
    /// Lays out the code.
    pub(super) fn entries(&mut self, module: &ir::Module) -> Option<Entries> {
        let mut next = 0u64;
        let mut entries = Vec::with_capacity(module.functions.len());
        for function in &module.functions {
            entries.push(u32::try_from(next).ok()?);
            let Some(body) = &function.body else { continue };
            next += body.len() as u64;
        }
        let Ok(end) = u32::try_from(next) else {
            let rule = "a module counts its words in four bytes";
            self.cx.report(messages::too_many(module.span, "words", next as usize, u32::MAX as usize, rule));
            return None;
        };
        Some(Entries { first: entries, end })
    }
}

/// The functions of a module by name.
pub(super) struct Functions<'p> {
    program: &'p Program,
    module: u32,
    own: FxHashMap<Sym, Vec<u32>>,
    foreign: &'p Foreign,
}

impl<'p> Functions<'p> {
    pub(super) fn new(program: &'p Program, foreign: &'p Foreign, module: u32) -> Self {
        let mut own: FxHashMap<Sym, Vec<u32>> = FxHashMap::default();
        let functions = program.modules[module as usize].functions.iter().enumerate();
        for (index, function) in functions.filter(|(_, function)| function.kind != FunctionKind::Code) {
            own.entry(function.name).or_default().push(index as u32);
        }
        Self { program, module, own, foreign }
    }

    fn module(&self) -> &'p ir::Module {
        &self.program.modules[self.module as usize]
    }

    /// What a reference means.
    pub(super) fn find(&self, cx: &Session, function: FnRef, place: Span) -> Result<Target, Diagnostic> {
        match function.module {
            Some(module) if self.module().name != Some(module) => self.foreign(cx, module, function, place),
            _ => self.own(cx, function, place),
        }
    }

    fn own(&self, cx: &Session, function: FnRef, place: Span) -> Result<Target, Diagnostic> {
        let fits = |found: &Function| function.arity.is_none_or(|arity| found.arity() == usize::from(arity));
        let all = self.own.get(&function.name).map_or(&[][..], Vec::as_slice);
        let functions = &self.module().functions;
        let with = |wanted: fn(&Function) -> bool| {
            let found = all
                .iter()
                .copied()
                .filter(|&index| fits(&functions[index as usize]) && wanted(&functions[index as usize]));
            found.collect::<Vec<u32>>()
        };
        let defined = with(has_code);
        let chosen = if defined.is_empty() { with(|found| !has_code(found)) } else { defined };
        match chosen.as_slice() {
            [] => Err(self.unknown(cx, function, place, all)),
            [one] => self.target(cx, *one, function, place),
            [first, rest @ ..] => {
                let first = &functions[*first as usize];
                match rest
                    .iter()
                    .map(|&index| &functions[index as usize])
                    .find(|other| other.arity() != first.arity())
                {
                    Some(other) => Err(messages::several_arities(
                        place,
                        cx.names.text(function.name),
                        first.span,
                        other.span,
                    )),
                    None => self.target(cx, chosen[0], function, place),
                }
            }
        }
    }

    fn target(&self, cx: &Session, index: u32, function: FnRef, place: Span) -> Result<Target, Diagnostic> {
        let found = &self.module().functions[index as usize];
        let name = cx.names.text(function.name);
        match &found.kind {
            _ if has_code(found) => Ok(Target::Own(index)),
            FunctionKind::Prototype { from: Some(from), signature } => match (function.arity, signature) {
                (Some(arity), _) => Ok(Target::Import { module: from.value, name: found.name, arity }),
                (None, true) => Ok(Target::Import {
                    module: from.value,
                    name: found.name,
                    arity: arity_of(found, place)?,
                }),
                (None, false) => Err(messages::arity_unknown(place, cx.names.text(from.value), name)),
            },
            FunctionKind::Intrinsic(_) => Err(messages::cannot_carry(
                place,
                INFO.name,
                "a call of an intrinsic",
                "only hydro has intrinsics",
            )),
            _ => Err(messages::declared_nowhere(place, name, found.span)),
        }
    }

    fn foreign(&self, cx: &Session, module: Sym, function: FnRef, place: Span) -> Result<Target, Diagnostic> {
        if let Some(arity) = function.arity {
            return Ok(Target::Import { module, name: function.name, arity });
        }
        let arities = self.known_arities(module, function.name);
        match arities.as_slice() {
            [] => Err(messages::arity_unknown(place, cx.names.text(module), cx.names.text(function.name))),
            [(first, at), rest @ ..] => match rest.iter().find(|(arity, _)| arity != first) {
                Some((_, other)) => {
                    Err(messages::several_arities(place, cx.names.text(function.name), *at, *other))
                }
                None => {
                    let arity = u8::try_from(*first).map_err(|_| messages::arity_too_large(place, *first))?;
                    Ok(Target::Import { module, name: function.name, arity })
                }
            },
        }
    }

    /// The arities that prototypes, native modules and the other modules of the source know for a function.
    fn known_arities(&self, module: Sym, name: Sym) -> Vec<(usize, Span)> {
        let of_prototype = |found: &&Function| matches!(&found.kind, FunctionKind::Prototype { from: Some(from), signature: true } if from.value == module);
        let prototypes =
            self.own.get(&name).into_iter().flatten().map(|&index| &self.module().functions[index as usize]);
        let signed = |found: &&Function| found.kind != FunctionKind::Native { signature: false };
        let others = self.foreign.find(self.program, module, name).filter(signed);
        let all = prototypes.filter(of_prototype).chain(others);
        all.map(|found| (found.arity(), found.span)).collect()
    }

    fn unknown(&self, cx: &Session, function: FnRef, place: Span, same_name: &[u32]) -> Diagnostic {
        let text = cx.names.text(function.name);
        let functions = &self.module().functions;
        if let (Some(arity), [other, ..]) = (function.arity, same_name) {
            let other = &functions[*other as usize];
            return messages::other_arity(place, text, arity, other.arity(), other.span);
        }
        validate::unknown_function(cx, self.module(), function.name, place)
    }
}

fn arity_of(found: &Function, place: Span) -> Result<u8, Diagnostic> {
    u8::try_from(found.arity()).map_err(|_| messages::arity_too_large(place, found.arity()))
}
