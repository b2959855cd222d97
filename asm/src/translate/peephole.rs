//! Shortens code for a stack: replaces pairs of instructions by one, or removes them.

use super::emit::{Line, Rows};
use crate::ir::Operand;
use crate::isa::Compute;

/// The rows that it knows.
pub(super) struct Peephole {
    push: u16,
    pop: u16,
    swap: u16,
    duplicate: u16,
    rotate: u16,
    /// Computations and what they are with their operands exchanged.
    flips: Vec<(u16, u16)>,
}

/// The replacement of two instructions.
enum Pair {
    Both,
    None,
    One(Line),
}

impl Peephole {
    /// The rows of the stack set.
    pub(super) fn new(rows: &Rows) -> Self {
        let flips = Compute::ALL.iter().filter_map(|&compute| {
            compute.flipped().map(|flipped| (rows.compute(compute), rows.compute(flipped)))
        });
        Self {
            push: rows.named("push"),
            pop: rows.named("pop"),
            swap: rows.named("swap"),
            duplicate: rows.named("duplicate"),
            rotate: rows.named("rotate"),
            flips: flips.collect(),
        }
    }

    /// Shortens the code of a block.
    pub(super) fn improve(&self, lines: &mut Vec<Line>) {
        let mut out: Vec<Line> = Vec::with_capacity(lines.len());
        for line in lines.drain(..) {
            let mut line = self.simple(line);
            // What comes out of a pair may make a pair with what is before it.
            loop {
                if self.is_circle(&out, &line) {
                    let round = self.places(&line).unsigned_abs() as usize - 1;
                    out.truncate(out.len() - round);
                    break;
                }
                let Some(last) = out.last() else {
                    out.push(line);
                    break;
                };
                match self.pair(last, &line) {
                    Pair::Both => {
                        out.push(line);
                        break;
                    }
                    Pair::None => {
                        out.pop();
                        break;
                    }
                    Pair::One(one) => {
                        out.pop();
                        line = one;
                    }
                }
            }
        }
        *lines = out;
    }

    /// `rotate 2` is a `swap`.
    fn simple(&self, line: Line) -> Line {
        if line.row == self.rotate && self.places(&line).abs() == 2 {
            return Line::new(self.swap, [], line.source);
        }
        line
    }

    fn places(&self, line: &Line) -> i32 {
        match line.operand() {
            Some(Operand::Int(places)) => places,
            _ => 0,
        }
    }

    fn is_swap(&self, line: &Line) -> bool {
        line.row == self.swap
    }

    fn copies_top(&self, line: &Line) -> bool {
        line.row == self.duplicate && self.places(line) == 0
    }

    /// Whether the values on top would have gone round once: `rotate 3` three times.
    fn is_circle(&self, out: &[Line], line: &Line) -> bool {
        let places = self.places(line);
        let round = places.unsigned_abs() as usize;
        line.row == self.rotate
            && round > 2
            && out.len() >= round - 1
            && out[out.len() + 1 - round..]
                .iter()
                .all(|other| other.row == line.row && self.places(other) == places)
    }

    fn pair(&self, first: &Line, second: &Line) -> Pair {
        let copy = self.copies_top(first);
        if self.is_swap(first) && self.is_swap(second) {
            return Pair::None;
        }
        if (first.row == self.push || copy) && second.row == self.pop {
            return Pair::None;
        }
        if copy && self.is_swap(second) {
            return Pair::One(*first);
        }
        if first.row == self.rotate && second.row == self.rotate && self.places(first) == -self.places(second)
        {
            return Pair::None;
        }
        if self.is_swap(first)
            && let Some((_, flipped)) = self.flips.iter().find(|(row, _)| *row == second.row)
        {
            return Pair::One(Line::new(*flipped, [], second.source));
        }
        Pair::Both
    }
}
