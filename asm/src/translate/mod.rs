//! Translates a program from one instruction set to the other, so that every function is in the set
//! of the target. Each function goes through a form that belongs to neither set: blocks over values with types.
//!
//! What has no counterpart is reported, and the function is left without code; so is every function of the other set in
//! a program that has errors already.

mod callees;
mod calls;
mod emit;
mod flow;
mod from_registers;
mod from_stack;
mod graph;
mod job;
mod messages;
mod moves;
mod peephole;
mod places;
mod registers;
mod simplify;
#[cfg(test)]
mod tests;
mod to_registers;
mod to_stack;
mod types;

pub(crate) use callees::Uncallable;
pub(crate) use types::{Misfit, PORTABLE};

use crate::Session;
use crate::ir::{Body, FnRefId, Function, FunctionKind, Module, Program, Span, Spanned, Sym, ValuePool};
use crate::isa::Isa;
use callees::Callees;
use flow::{Budget, Flow, What};
use job::{Failed, Job};
use rustc_hash::FxHashSet;

/// The outcome for a function.
struct Translated {
    body: Body,
    /// The modules that its calls lead to.
    modules: Vec<Spanned<Sym>>,
}

/// Translates all functions of a program that are not written in this set.
pub(crate) fn translate(cx: &mut Session, program: &mut Program, target: Isa) {
    let todo: Vec<(u32, u32)> = foreign(program, target).collect();
    if todo.is_empty() {
        return;
    }
    let is_faulty = cx.has_errors();
    let mut values = std::mem::take(&mut program.values);
    let mut callees = Callees::default();
    let mut done = Vec::with_capacity(todo.len());
    for (module, index) in todo {
        let found = &program.modules[module as usize].functions[index as usize];
        let translated = if is_faulty {
            Err(Failed)
        } else {
            function(cx, program, &mut values, &mut callees, (module, found))
        };
        done.push((module, index, translated));
    }
    program.values = values;
    let mut usings = Usings::default();
    for (at, index, translated) in done {
        let module = &mut program.modules[at as usize];
        let translated = translated.unwrap_or(Translated { body: Body::new(target), modules: Vec::new() });
        module.functions[index as usize].body = Some(translated.body);
        if target == Isa::Stack {
            usings.add(at, module, translated.modules);
        }
    }
}

/// The modules that the current module refers to.
#[derive(Default)]
struct Usings {
    module: Option<u32>,
    known: FxHashSet<Sym>,
}

impl Usings {
    /// Adds those that a module does not refer to yet. The calls for one module are consecutive.
    fn add(&mut self, at: u32, module: &mut Module, used: Vec<Spanned<Sym>>) {
        if self.module != Some(at) {
            self.module = Some(at);
            self.known = module.usings.iter().map(|using| using.value).collect();
        }
        module.usings.extend(used.into_iter().filter(|used| self.known.insert(used.value)));
    }
}

/// The functions that are written in the other set, by their modules.
fn foreign(program: &Program, target: Isa) -> impl Iterator<Item = (u32, u32)> {
    program.modules.iter().enumerate().flat_map(move |(module, found)| {
        let functions = found.functions.iter().enumerate();
        let foreign = functions.filter(move |(_, function)| {
            function.kind != FunctionKind::Code && function.isa().is_some_and(|isa| isa != target)
        });
        foreign.map(move |(index, _)| (module as u32, index as u32))
    })
}

fn function(
    cx: &mut Session,
    program: &Program,
    values: &mut ValuePool,
    callees: &mut Callees,
    (module, function): (u32, &Function),
) -> Result<Translated, Failed> {
    /// As many parameters as there are registers for arguments.
    const MOST_PARAMS: usize = 31;
    let Some(body) = &function.body else { return Err(Failed) };
    let mut job = Job::new(cx, program, values, callees, (module, function, body));
    if job.target == Isa::Register && function.params.len() > MOST_PARAMS {
        job.report(messages::too_many_params(function.params[MOST_PARAMS].span, MOST_PARAMS));
        return Err(Failed);
    }
    let mut budget = Budget::new();
    let mut flow = match body.isa {
        Isa::Register => from_registers::read(&mut job, &mut budget)?,
        Isa::Stack => from_stack::read(&mut job, &mut budget)?,
    };
    simplify::simplify(&mut flow);
    let modules = modules_called(&mut job, &flow);
    let body = match job.target {
        Isa::Register => to_registers::write(&mut job, &mut flow)?,
        Isa::Stack => to_stack::write(&mut job, &mut flow)?,
    };
    Ok(Translated { body, modules })
}

/// The modules that calls lead to, by first call.
fn modules_called(job: &mut Job, flow: &Flow) -> Vec<Spanned<Sym>> {
    let mut modules: Vec<Spanned<Sym>> = Vec::new();
    let mut known = FxHashSet::default();
    let calls: Vec<(FnRefId, u32)> = flow
        .blocks
        .iter()
        .flat_map(|block| &block.ops)
        .filter_map(|op| match &op.what {
            What::Call(id, _) => Some((*id, op.source)),
            _ => None,
        })
        .collect();
    for (id, source) in calls {
        let module = job.callee(id, source).and_then(|callee| callee.lives_in);
        if let Some(module) = module.filter(|module| known.insert(*module)) {
            let span: Span = job.place(source);
            modules.push(Spanned { value: module, span });
        }
    }
    modules
}
