//! The observable state of a run between two instructions.

use super::program::Target;
use super::step::Run;
use super::text;
use super::value::{Value, Variable as Reference};
use crate::formats::hydro::model::{Instr, Operand};
use crate::isa::Flow;
use crate::vm::{CallStack, Place, Spot, Variable, View};

impl Run<'_> {
    fn literal(&self, value: &Value) -> String {
        text::literal(self.program, value)
    }

    /// The values of this call's part of the stack, the top one first.
    fn own(&self) -> impl ExactSizeIterator<Item = &Value> {
        self.stack[self.at.base.min(self.stack.len())..].iter().rev()
    }

    fn instruction(&self) -> Option<&Instr> {
        let function = &self.program.functions[self.at.function as usize];
        function.instructions.get(self.at.instruction as usize)
    }

    /// The number of values the instruction reads.
    fn reads(&self) -> usize {
        let Some((instr, row)) = self.instruction().and_then(|instr| Some((instr, instr.row()?))) else {
            return 0;
        };
        match (row.effect.pops, row.effect.flow, &instr.operand) {
            (Some(pops), ..) => usize::from(pops),
            (None, Flow::Return, _) => 1,
            (None, Flow::Call, _) => 1 + self.called(),
            (None, _, Operand::Count(_)) => 1,
            (None, _, Operand::Places(places)) => usize::from(places.unsigned_abs()).min(4),
            (None, _, Operand::Array(length, _)) => usize::from(length.is_none()),
            _ => 0,
        }
    }

    /// The number of arguments the function on top takes.
    fn called(&self) -> usize {
        let Some(Value::Function(number)) = self.own().next() else { return 0 };
        match self.program.pointers[*number as usize].target {
            Target::Function(number) => self.program.functions[number as usize].parameters.len(),
            Target::Host(row) => row.arity.into(),
            Target::Unknown => 0,
        }
    }

    /// The variables of this call.
    fn named(&self) -> impl Iterator<Item = (&str, &Value)> {
        let function = &self.program.functions[self.at.function as usize];
        let own = self.at.variables.map_or(&[][..], |start| &self.variables[start..]);
        let own = function.variables.iter().zip(own);
        let own = own.filter_map(|(name, value)| Some((self.program.names.text(*name), value.as_ref()?)));
        let depth = self.frames.len();
        let foreign = self.foreign.range((depth, 0)..);
        let name = |number: u32| self.program.names.text(super::types::NameId(number));
        own.chain(foreign.map(move |(&(_, number), value)| (name(number), value)))
    }
}

impl View for Run<'_> {
    fn spot(&self) -> Spot {
        Spot { function: self.at.function, instruction: self.at.instruction }
    }

    fn place(&self) -> Place {
        self.here()
    }

    fn depth(&self) -> usize {
        self.frames.len() + 1
    }

    fn stack(&self) -> CallStack {
        self.callers()
    }

    fn operands(&self) -> String {
        let mut values: Vec<String> =
            self.own().take(self.reads()).map(|value| self.literal(value)).collect();
        values.reverse();
        values.join(", ")
    }

    fn variables(&self) -> Vec<Variable> {
        const MOST: usize = 64;
        let stack = self.own().enumerate().take(MOST).map(|(at, value)| Variable {
            group: "stack",
            name: at.to_string(),
            value: self.literal(value),
        });
        let named = self.named().take(MOST).map(|(name, value)| Variable {
            group: "variables",
            name: name.to_owned(),
            value: self.literal(value),
        });
        stack.chain(named).collect()
    }

    fn variable(&self, name: &str) -> Option<String> {
        let number = self.program.names.find(name);
        // A function that nothing is: the name is looked up.
        let reference = number.map(|name| Reference { name, function: u32::MAX, slot: 0 });
        if let Some(value) = reference.and_then(|reference| self.variable_of(reference)) {
            return Some(self.literal(value));
        }
        let at: usize = name.parse().ok()?;
        self.own().nth(at).map(|value| self.literal(value))
    }

    fn functions(&self) -> Vec<String> {
        self.program.functions.iter().map(|function| function.full_name()).collect()
    }

    fn nearby(&self, each_side: u32) -> Vec<(u32, String)> {
        let function = &self.program.functions[self.at.function as usize];
        let at = self.at.instruction;
        let numbered = (0u32..).zip(&function.instructions);
        let near = numbered.skip(at.saturating_sub(each_side) as usize);
        near.take_while(|(number, _)| *number <= at.saturating_add(each_side))
            .map(|(number, instr)| (number, instr.to_string()))
            .collect()
    }
}
