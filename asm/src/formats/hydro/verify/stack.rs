//! The rules about control and the stack: each function is followed from its start, every instruction once.

use super::Verifier;
use crate::formats::finding::Severity;
use crate::formats::hydro::model::{Body, Function, FunctionRef, Instr, Operand, Value};
use crate::isa::Flow;

/// What a call of a function does to the stack.
#[derive(Clone, Copy)]
pub(super) struct Callee {
    parameters: u32,
    /// How many values it hands back, if that is always the same.
    results: Option<u32>,
}

impl Callee {
    pub(super) fn of(function: &Function) -> Self {
        let results = match &function.body {
            Body::Code { code, .. } => results(code),
            Body::Intrinsic(_) => None,
        };
        Self { parameters: function.parameters.len() as u32, results }
    }
}

/// One result if all ways through the code end with `return`, none if all run off its end.
fn results(code: &[Instr]) -> Option<u32> {
    let (mut returns, mut runs_off) = (false, false);
    let mut seen = vec![false; code.len()];
    let mut open = vec![0];
    while let Some(at) = open.pop() {
        if at == code.len() {
            runs_off = true;
        } else if at < code.len() && !seen[at] {
            seen[at] = true;
            returns |= flow(&code[at]) == Flow::Return;
            open.extend(successors(&code[at], at));
        }
    }
    (returns != runs_off).then_some(returns.into())
}

fn flow(instr: &Instr) -> Flow {
    instr.row().map_or(Flow::Stop, |row| row.effect.flow)
}

/// The instructions that may come after one.
fn successors(instr: &Instr, at: usize) -> impl Iterator<Item = usize> + use<> {
    let (next, jumps) = match flow(instr) {
        Flow::Next | Flow::Call => (Some(at + 1), [None; 2]),
        Flow::Jump | Flow::Branch => {
            let mut targets = instr.targets().map(|target| target as usize);
            (None, [targets.next(), targets.next()])
        }
        Flow::Return | Flow::Stop => (None, [None; 2]),
    };
    next.into_iter().chain(jumps.into_iter().flatten())
}

/// How an instruction is reached.
#[derive(Clone, Copy)]
struct Reached {
    /// The number of values on the stack, if it is known.
    depth: Option<u32>,
    /// The last instruction before it that jumped, if one did.
    via: Option<usize>,
}

/// What an instruction does to the stack.
struct Effect {
    takes: u32,
    /// How many it puts there, if that is known.
    puts: Option<u32>,
}

/// Follows a function.
pub(super) fn function(v: &mut Verifier<'_, '_>, function: &Function, index: usize) {
    let code = function.body.code();
    let mut walk = Walk { v, code, index, reached: vec![None; code.len()], joins: joins(code) };
    walk.all(function.parameters.len() as u32);
    walk.unreachable();
}

/// Which instructions a jump leads to.
fn joins(code: &[Instr]) -> Vec<bool> {
    let mut joins = vec![false; code.len()];
    for target in code.iter().flat_map(Instr::targets) {
        if let Some(join) = joins.get_mut(target as usize) {
            *join = true;
        }
    }
    joins
}

struct Walk<'w, 'v, 'f> {
    v: &'w mut Verifier<'v, 'f>,
    code: &'w [Instr],
    index: usize,
    reached: Vec<Option<Reached>>,
    joins: Vec<bool>,
}

impl Walk<'_, '_, '_> {
    fn path(&self, at: usize) -> String {
        format!("module[{}].functions[{}].instruction[{at}]", self.v.index, self.index)
    }

    fn report(
        &mut self,
        severity: Severity,
        rule: &'static str,
        note: &str,
        parts: impl FnOnce(&Self) -> (String, String),
    ) {
        // Findings are rare, so that their texts may be made whether they are kept or not.
        let parts = parts(self);
        self.v.found.add(rule, note, || parts, severity);
    }

    fn all(&mut self, parameters: u32) {
        let mut open = Vec::new();
        self.reach(&mut open, None, 0, Some(parameters));
        while let Some(at) = open.pop() {
            let Some(depth) = self.reached[at].map(|reached| reached.depth) else { continue };
            let after = self.step(at, depth);
            for next in successors(&self.code[at], at) {
                self.reach(&mut open, Some(at), next, after);
            }
        }
    }

    /// Control goes to an instruction, with this many values on the stack.
    fn reach(&mut self, open: &mut Vec<usize>, from: Option<usize>, to: usize, depth: Option<u32>) {
        if to >= self.code.len() {
            return;
        }
        let via = from.and_then(|from| match flow(&self.code[from]) {
            Flow::Jump | Flow::Branch => Some(from),
            _ => self.reached[from].and_then(|reached| reached.via),
        });
        let Some(before) = self.reached[to] else {
            self.reached[to] = Some(Reached { depth, via });
            open.push(to);
            return;
        };
        if let (Some(one), Some(two)) = (before.depth, depth)
            && one != two
        {
            self.mismatch(to, (one, before.via), (two, via));
        }
    }

    fn mismatch(&mut self, at: usize, one: (u32, Option<usize>), two: (u32, Option<usize>)) {
        let way = |(depth, via)| format!("with {depth} by way of {}", self.way(via));
        let note = format!("{}; {}", way(one), way(two));
        if let Some(reached) = &mut self.reached[at] {
            // Said once is enough.
            reached.depth = None;
        }
        self.report(Severity::Warning, "stack-mismatch", &note, |walk| {
            let message = format!("this is reached with {} value(s) on the stack, and with {}", one.0, two.0);
            (walk.path(at), message)
        });
    }

    /// The jumps on a way through the function, the last few of them, the first one first.
    fn way(&self, last: Option<usize>) -> String {
        const SHOWN: usize = 8;
        let before = |&jump: &usize| self.reached[jump].and_then(|reached| reached.via);
        let mut jumps: Vec<_> = std::iter::successors(last, before).take(SHOWN + 1).collect();
        let start = if jumps.len() > SHOWN { "…" } else { "the start" };
        jumps.truncate(SHOWN);
        jumps.iter().rev().fold(start.to_owned(), |way, jump| format!("{way}, {jump}"))
    }

    /// Runs an instruction, and says how many values are there afterwards.
    fn step(&mut self, at: usize, depth: Option<u32>) -> Option<u32> {
        let effect = self.effect(at);
        let depth = depth?;
        let Some(rest) = depth.checked_sub(effect.takes) else {
            let note = format!("by way of {}", self.way(self.reached[at].and_then(|reached| reached.via)));
            self.report(Severity::Error, "stack-underflow", &note, |walk| {
                let instr = &walk.code[at];
                (
                    walk.path(at),
                    format!("`{instr}` takes {} value(s), and the stack has {depth}", effect.takes),
                )
            });
            return None;
        };
        effect.puts.map(|puts| rest.saturating_add(puts))
    }

    fn effect(&mut self, at: usize) -> Effect {
        let instr = &self.code[at];
        let fixed = |takes, puts| Effect { takes, puts: Some(puts) };
        let Some(row) = instr.row() else { return Effect { takes: 0, puts: None } };
        if let (Some(takes), Some(puts)) = (row.effect.pops, row.effect.pushes) {
            return fixed(takes.into(), puts.into());
        }
        match (row.effect.flow, &instr.operand) {
            (Flow::Return, _) => fixed(1, 0),
            (Flow::Call, _) => self.call(at),
            (_, Operand::Count(count)) => fixed(u32::from(*count) + 1, u32::from(*count) + 2),
            (_, Operand::Places(places)) => fixed(places.unsigned_abs().into(), places.unsigned_abs().into()),
            (_, Operand::Array(length, _)) => fixed(length.is_none().into(), 1),
            _ => Effect { takes: 0, puts: None },
        }
    }

    /// The effect of a call. The callee is known if the instruction before pushes it, and nothing jumps between.
    fn call(&mut self, at: usize) -> Effect {
        let unknown = Effect { takes: 1, puts: None };
        let before = at.checked_sub(1).filter(|_| !self.joins[at]).map(|before| &self.code[before].operand);
        match before {
            Some(Operand::Value(Value::Function(callee))) => self.callee(callee).unwrap_or(unknown),
            Some(Operand::Value(other)) => {
                let message = format!("expected a function to call, found `{other}`");
                self.report(Severity::Error, "not-callable", "", |walk| (walk.path(at), message));
                unknown
            }
            _ => unknown,
        }
    }

    fn callee(&self, callee: &FunctionRef) -> Option<Effect> {
        let key = (self.v.target(&callee.module), &*callee.name);
        let callee = self.v.names.functions.get(&key)?;
        Some(Effect { takes: callee.parameters + 1, puts: callee.results })
    }

    /// Reports each run of instructions that were not reached.
    fn unreachable(&mut self) {
        let mut at = 0;
        while at < self.code.len() {
            let run = self.reached[at..].iter().take_while(|reached| reached.is_none()).count();
            if run > 0 {
                self.report(Severity::Warning, "unreachable-code", "", |walk| {
                    (walk.path(at), format!("no way leads to {run} instruction(s) from here"))
                });
            }
            at += run.max(1);
        }
    }
}
