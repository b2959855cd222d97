//! The rules about control and the stack. Each function is followed from its start; an instruction is followed again
//! whenever more is known of the stack before it.

use super::effect::{Callee, Depth, Effect, Stack, flow, function, successors};
use super::{Verifier, rules};
use crate::bytes::counted;
use crate::formats::Rule;
use crate::formats::hydro::model::{Function, FunctionRef, Instr, Operand};
use crate::isa::Flow;

/// How an instruction is reached.
#[derive(Clone, Copy)]
struct Reached {
    stack: Stack,
    /// The last instruction before it that jumped, if one did; on the first path that determines the number of values.
    via: Option<usize>,
}

/// Follows a function.
pub(super) fn follow(v: &mut Verifier<'_, '_>, function: &Function, index: usize) {
    let code = function.body.code();
    let mut walk = Walk { v, code, index, reached: vec![None; code.len()] };
    walk.all(function.parameters.len() as u32);
    for at in 0..code.len() {
        walk.instruction(at);
    }
    walk.unreachable();
    let callee = Callee::of(function);
    if callee.is_mixed {
        let path = format!("module[{}].functions[{index}]", v.index);
        v.found.noted(&rules::MIXED_RESULTS, || {
            let message =
                format!("function `{}` returns a value on some paths and none on others", function.name);
            let note = "`return` returns a value; running off the end of a function returns none";
            (path, message, Some(note.into()))
        });
    }
}

impl Verifier<'_, '_> {
    /// What is known of the function that a pointer means.
    pub(super) fn callee(&self, callee: &FunctionRef) -> Option<Callee> {
        self.names.functions.get(&(self.target(&callee.module), &*callee.name)).copied()
    }
}

struct Walk<'w, 'v, 'f> {
    v: &'w mut Verifier<'v, 'f>,
    code: &'w [Instr],
    index: usize,
    reached: Vec<Option<Reached>>,
}

impl Walk<'_, '_, '_> {
    fn path(&self, at: usize) -> String {
        format!("module[{}].functions[{}].instruction[{at}]", self.v.index, self.index)
    }

    fn report(&mut self, rule: &'static Rule, at: usize, message: String, note: Option<String>) {
        let path = self.path(at);
        self.v.found.noted(rule, || (path, message, note));
    }

    fn all(&mut self, parameters: u32) {
        let mut open = Vec::new();
        self.reach(&mut open, None, 0, Stack::start(parameters));
        while let Some(at) = open.pop() {
            let Some(Reached { stack, .. }) = self.reached[at] else { continue };
            let after = Effect::of(self.v, self.code, at, &stack).apply(&self.code[at], at, stack);
            for next in successors(&self.code[at], at) {
                self.reach(&mut open, Some(at), next, after);
            }
        }
    }

    /// Records that control reaches an instruction, with this stack.
    fn reach(&mut self, open: &mut Vec<usize>, from: Option<usize>, to: usize, stack: Stack) {
        if to >= self.code.len() {
            return;
        }
        let via = from.and_then(|from| match flow(&self.code[from]) {
            Flow::Jump | Flow::Branch => Some(from),
            _ => self.reached[from].and_then(|reached| reached.via),
        });
        let Some(before) = self.reached[to] else {
            self.reached[to] = Some(Reached { stack, via });
            open.push(to);
            return;
        };
        let joined = before.stack.join(stack);
        if joined == before.stack {
            return;
        }
        if let (Depth::Known(one), Depth::Known(two)) = (before.stack.depth, stack.depth)
            && one != two
        {
            self.mismatch(to, (one, before.via), (two, via));
        }
        let is_first = before.stack.depth == Depth::Unknown;
        self.reached[to] = Some(Reached { stack: joined, via: if is_first { via } else { before.via } });
        open.push(to);
    }

    fn mismatch(&mut self, at: usize, one: (u32, Option<usize>), two: (u32, Option<usize>)) {
        let path = |(depth, via)| format!("with {} {}", counted::<u32>(depth, "value"), self.route(via, at));
        let note = format!("{}; {}", path(one), path(two));
        let message = format!("reached with {} on the stack, and with {}", counted(one.0, "value"), two.0);
        self.report(&rules::STACK_MISMATCH, at, message, Some(note));
    }

    /// The last few jumps on a path to an instruction.
    fn route(&self, last: Option<usize>, to: usize) -> String {
        const SHOWN: usize = 8;
        let before = |&jump: &usize| self.reached[jump].and_then(|reached| reached.via);
        let mut jumps: Vec<_> = std::iter::successors(last, before).take(SHOWN + 1).collect();
        if jumps.is_empty() {
            return "straight from the start".into();
        }
        let start = match jumps.len() {
            1 => "by the jump",
            count if count > SHOWN => "by the jumps …",
            _ => "by the jumps",
        };
        jumps.truncate(SHOWN);
        let jumps: Vec<_> = jumps.iter().rev().map(usize::to_string).collect();
        format!("{start} {} → {to}", jumps.join(" → "))
    }

    /// Looks at an instruction, once it is known what is on the stack before it.
    fn instruction(&mut self, at: usize) {
        let Some(Reached { stack, via }) = self.reached[at] else { return };
        let instr = &self.code[at];
        let effect = Effect::of(self.v, self.code, at, &stack);
        if let Depth::Known(depth) = stack.depth
            && depth < effect.takes
        {
            let callee = effect.callee.and_then(|push| function(&self.code[push]));
            let pointer = callee.map_or(String::new(), |callee| {
                let arguments = counted(effect.takes - 1, "argument");
                format!(", {arguments} of `{}` and the pointer to it", callee.name)
            });
            let message = format!(
                "`{instr}` takes {}{pointer}, and the stack has {depth}",
                counted(effect.takes, "value")
            );
            let note = format!("control comes here {}", self.route(via, at));
            self.report(&rules::STACK_UNDERFLOW, at, message, Some(note));
        }
        if flow(instr) == Flow::Call
            && let Some(push) = stack.pushed_by()
            && function(&self.code[push]).is_none()
            && let Operand::Value(value) = &self.code[push].operand
        {
            let message = format!("expected a function to call, found `{value}`");
            self.report(&rules::NOT_CALLABLE, at, message, Some(format!("instruction {push} pushed it")));
        }
    }

    /// Reports each run of instructions that were not reached.
    fn unreachable(&mut self) {
        let mut at = 0;
        while at < self.code.len() {
            let run = self.reached[at..].iter().take_while(|reached| reached.is_none()).count();
            if run > 0 {
                let message = match run {
                    1 => "unreachable instruction".into(),
                    2 => "unreachable instruction, and the one after it".into(),
                    _ => format!("unreachable instruction, and the {} after it", run - 1),
                };
                self.report(&rules::UNREACHABLE_CODE, at, message, None);
            }
            at += run.max(1);
        }
    }
}
