//! Bodies in the stack set: what is on the stack is known all the time.

use super::{Signature, Ty, comparisons, operations};
use crate::dice::Dice;
use std::fmt::Write;

struct Writer<'w> {
    random: &'w mut Dice,
    known: &'w [Signature],
    own: &'w Signature,
    result: Option<Ty>,
    stack: Vec<Ty>,
    /// What lies below is not touched: the counters of loops are there.
    floor: usize,
    labels: usize,
    calls: usize,
    out: String,
}

/// A body of about this number of statements.
pub(super) fn body(random: &mut Dice, own: &Signature, known: &[Signature], size: usize) -> String {
    let mut writer = Writer {
        random,
        known,
        own,
        result: own.result,
        stack: own.params.clone(),
        floor: 0,
        labels: 0,
        calls: 0,
        out: String::new(),
    };
    if own.calls_itself {
        writer.count_down();
    }
    writer.statements(size, 0);
    writer.finish(true);
    if own.result.is_none() {
        writer.out.push_str("ends:\n");
    }
    writer.out
}

impl Writer<'_> {
    fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "    {text}");
    }

    fn label(&mut self) -> String {
        self.labels += 1;
        format!("L{}", self.labels)
    }

    fn define(&mut self, label: &str) {
        let _ = writeln!(self.out, "{label}:");
    }

    /// The end of a function that has called itself often enough. Its count stays at the bottom of the stack.
    fn count_down(&mut self) {
        let count = self.stack.len();
        self.rotate(count);
        for text in ["push 1i32", "subtract", "duplicate", "push 0i32", "lessthanequal", "branch stop, go"] {
            self.line(text);
        }
        self.define("stop");
        let before = self.stack.clone();
        if let Some(result) = self.result {
            self.push(result);
        }
        self.line(if self.result.is_some() { "return" } else { "jump ends" });
        self.stack = before;
        self.define("go");
        self.rotate_down(count);
        self.floor = 1;
    }

    /// How many values may be touched.
    fn reach(&self) -> usize {
        self.stack.len() - self.floor
    }

    fn push(&mut self, ty: Ty) {
        let literal = self.random.literal(ty);
        self.push_literal(ty, &literal);
    }

    fn push_literal(&mut self, ty: Ty, literal: &str) {
        self.line(&format!("push {literal}"));
        self.stack.push(ty);
    }

    fn pop(&mut self) {
        self.line("pop");
        self.stack.pop();
    }

    /// Brings the n-th value (1 is the top) to the top.
    fn rotate(&mut self, n: usize) {
        let from = self.stack.len() - n;
        self.stack[from..].rotate_left(1);
        match n {
            1 => {}
            2 if self.random.chance(70) => self.line("swap"),
            _ => self.line(&format!("rotate {n}")),
        }
    }

    fn rotate_down(&mut self, n: usize) {
        let from = self.stack.len() - n;
        self.stack[from..].rotate_right(1);
        self.line(&format!("rotate -{n}"));
    }

    /// Copies the top value to below the n values under it.
    fn duplicate(&mut self, n: usize) {
        if let Some(top) = self.stack.pop() {
            self.stack.insert(self.stack.len() - n, top);
            self.stack.push(top);
        }
        let operand = if n > 0 || self.random.chance(20) { format!(" {n}") } else { String::new() };
        self.line(&format!("duplicate{operand}"));
    }

    /// How deep a value of such a type lies, at random.
    fn holding(&mut self, is: impl Fn(Ty) -> bool) -> Option<usize> {
        let depths: Vec<usize> =
            (1..=self.reach()).filter(|depth| is(self.stack[self.stack.len() - depth])).collect();
        self.random.choose(&depths)
    }

    /// Brings a value of the type to the top: one that is there, a copy of one, or a constant.
    fn bring(&mut self, ty: Ty) {
        match self.holding(|found| found == ty) {
            Some(depth) if self.random.chance(70) => {
                self.rotate(depth);
                if self.random.chance(50) && self.stack.len() < 24 {
                    let below = self.random.below(self.reach().min(4));
                    self.duplicate(below);
                }
            }
            _ => self.push(ty),
        }
    }

    fn statements(&mut self, count: usize, depth: usize) {
        for _ in 0..count {
            if self.stack.len() > 30 {
                self.pop();
            }
            self.statement(depth);
        }
    }

    fn statement(&mut self, depth: usize) {
        match self.random.below(22) {
            0..=5 => self.compute(),
            6 => self.compare(),
            7 | 8 => {
                let ty = self.random.ty();
                self.push(ty);
            }
            9 => self.unary(),
            10..=12 => self.shuffle(),
            13 => self.convert(),
            14 | 15 => self.print(),
            16 | 17 => self.call(),
            18 | 19 if depth < 3 => self.choice(depth),
            20 if depth < 2 => self.repeat(depth),
            21 if depth > 0 && self.random.chance(30) => self.leave_sometimes(),
            _ => self.compute(),
        }
    }

    fn compute(&mut self) {
        let ty = match self.holding(|ty| ty != Ty::Text) {
            Some(depth) => {
                self.rotate(depth);
                self.stack[self.stack.len() - 1]
            }
            None => {
                self.push(Ty::I64);
                Ty::I64
            }
        };
        let Some((_, operation)) = self.random.choose(operations(ty)) else { return };
        match operation {
            "divide" | "modulo" if ty.is_integer() && self.random.chance(97) => {
                let literal = self.random.divisor(ty);
                self.push_literal(ty, &literal);
            }
            "leftshift" | "rightshift" if self.random.chance(97) => {
                let literal = self.random.count(ty);
                self.push_literal(Ty::U8, &literal);
            }
            "leftshift" | "rightshift" => self.push(Ty::U8),
            _ => self.second(ty),
        }
        self.line(operation);
        self.stack.pop();
    }

    /// A second operand on top of a first one of the type.
    fn second(&mut self, ty: Ty) {
        let others: Vec<usize> =
            (2..=self.reach()).filter(|depth| self.stack[self.stack.len() - depth] == ty).collect();
        match self.random.choose(&others) {
            Some(depth) if self.random.chance(70) => self.rotate(depth),
            _ if self.random.chance(30) => self.duplicate(0),
            _ => self.push(ty),
        }
    }

    fn compare(&mut self) {
        let found = self.holding(|ty| ty != Ty::Text);
        match found {
            Some(depth) => self.rotate(depth),
            None => self.push(Ty::I32),
        }
        let ty = self.stack[self.stack.len() - 1];
        self.second(ty);
        if let Some((_, operation)) = self.random.choose(comparisons(ty)) {
            self.line(operation);
        }
        self.stack.pop();
        self.stack.pop();
        self.stack.push(Ty::Bool);
    }

    fn unary(&mut self) {
        let Some(depth) = self.holding(|ty| ty == Ty::Bool || ty.is_integer()) else { return };
        self.rotate(depth);
        let is_truth = self.stack.last() == Some(&Ty::Bool);
        self.line(if is_truth { "not" } else { "bitwisenot" });
    }

    fn shuffle(&mut self) {
        let reach = self.reach();
        if reach == 0 {
            return;
        }
        let n = 1 + self.random.below(reach.min(6));
        match self.random.below(4) {
            0 => self.rotate(n),
            1 => self.rotate_down(n),
            2 if self.stack.len() < 24 => self.duplicate(n - 1),
            _ => self.pop(),
        }
    }

    fn convert(&mut self) {
        let reach = self.reach();
        if reach > 0 {
            let n = 1 + self.random.below(reach);
            self.rotate(n);
            let ty = self.stack[self.stack.len() - 1];
            if let Some(to) = self.random.choose(ty.wider()) {
                self.line(&format!("cast {}", to.name()));
                self.stack.pop();
                self.stack.push(to);
            }
        }
    }

    fn print(&mut self) {
        let reach = self.reach();
        if reach > 0 {
            let n = 1 + self.random.below(reach);
            self.rotate(n);
            if self.random.chance(70) {
                self.duplicate(0);
            }
            self.line("push fn print");
            self.line("call");
            self.stack.pop();
        }
    }

    fn call(&mut self) {
        let itself = self.own.calls_itself && self.floor == 1 && self.calls < 2;
        let index = self.random.below(self.known.len() + usize::from(itself));
        let callee = self.known.get(index).filter(|_| self.calls < 3);
        let Some(callee) = callee.or(Some(self.own).filter(|_| itself)) else { return self.compute() };
        self.calls += 1;
        // The floor rises with each argument, so that the next one leaves it where it is.
        let floor = self.floor;
        for (index, ty) in callee.params.iter().enumerate() {
            if index > 0 || !callee.calls_itself {
                self.bring(*ty);
            } else if callee.name == self.own.name {
                let depth = self.stack.len();
                self.rotate(depth);
                self.duplicate(depth - 1);
            } else {
                let literal = format!("{}i32", self.random.below(6));
                self.push_literal(Ty::I32, &literal);
            }
            self.floor = self.stack.len();
        }
        self.floor = floor;
        self.line(&format!("push fn {}", callee.name));
        self.line("call");
        self.stack.truncate(self.stack.len() - callee.params.len());
        self.stack.extend(callee.result);
    }

    /// Makes the stack hold values of these types.
    fn shape(&mut self, wanted: &[Ty]) {
        let same = self.stack.iter().zip(wanted).take_while(|(have, want)| have == want).count();
        while self.stack.len() > same {
            self.pop();
        }
        for ty in &wanted[same..] {
            self.push(*ty);
        }
    }

    fn choice(&mut self, depth: usize) {
        match self.holding(|ty| ty == Ty::Bool) {
            Some(found) if self.random.chance(50) => self.rotate(found),
            _ => self.compare(),
        }
        let (yes, no, end) = (self.label(), self.label(), self.label());
        self.line(&format!("branch {yes}, {no}"));
        self.stack.pop();
        let before = self.stack.clone();
        self.define(&yes);
        let size = self.random.below(4);
        self.statements(size, depth + 1);
        if self.random.chance(30) {
            self.shape(&before);
            return self.define(&no);
        }
        self.line(&format!("jump {end}"));
        let after = std::mem::replace(&mut self.stack, before);
        self.define(&no);
        let size = self.random.below(4);
        self.statements(size, depth + 1);
        self.shape(&after);
        self.define(&end);
    }

    /// A loop: its counter lies below the values that go round.
    fn repeat(&mut self, depth: usize) {
        let carried = self.random.below(self.reach().min(4) + 1);
        let times = 1 + self.random.below(4);
        self.push_literal(Ty::I32, &format!("{times}i32"));
        if carried > 0 {
            self.rotate_down(carried + 1);
        }
        let start = self.label();
        self.define(&start);
        let floor = std::mem::replace(&mut self.floor, self.stack.len() - carried);
        let before = self.stack.clone();
        let size = 1 + self.random.below(5);
        self.statements(size, depth + 1);
        self.shape(&before);
        self.floor = floor;
        self.rotate(carried + 1);
        for text in ["push 1i32", "subtract", "duplicate", "push 0i32", "greaterthan"] {
            self.line(text);
        }
        let (again, done) = (self.label(), self.label());
        self.line(&format!("branch {again}, {done}"));
        self.define(&again);
        if carried > 0 {
            self.line(&format!("rotate -{}", carried + 1));
        }
        self.line(&format!("jump {start}"));
        self.define(&done);
        self.pop();
    }

    /// On one of two paths, the function ends here.
    fn leave_sometimes(&mut self) {
        self.compare();
        let (yes, no) = (self.label(), self.label());
        self.line(&format!("branch {yes}, {no}"));
        self.stack.pop();
        self.define(&yes);
        let before = self.stack.clone();
        self.finish(false);
        self.stack = before;
        self.define(&no);
    }

    fn finish(&mut self, is_last: bool) {
        match self.result {
            Some(result) => {
                self.bring(result);
                self.line("return");
            }
            None if is_last => {}
            None => self.line("jump ends"),
        }
    }
}
