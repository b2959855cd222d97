//! The stack machine that walks a subtree in postfix order.
//!
//! A part that has no value does not stop the walk: it leaves a [`Cell::Poison`], which `&&` and `||` drop when
//! their left side has decided.

use super::{Env, Int, Lookup, Scalar, Trouble, convert, int, literal, whole};
use crate::formats;
use crate::source::eval::messages;
use lzasm_grammar::ast::{BinaryOp, Node, NodeKind, UnaryOp};
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::names::Sym;
use lzasm_grammar::source::Span;

/// An entry of the machine's stack.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cell {
    /// A value.
    Value(Scalar),
    /// An f64 literal, which an `f32(…)` around it rounds from its text.
    Literal { bits: u64, text: Span, negative: bool },
    /// The operand of `defined` or `sizeof`.
    Name(Sym),
    /// The operand of `len`: its number of bytes.
    Text(u64),
    /// `target`
    Target,
    /// A name that `target` is compared with.
    Format(Sym),
    /// Nothing: the trouble with this number.
    Poison(u32),
}

/// Evaluates one subtree.
pub(super) fn run(nodes: &[Node], env: &impl Env) -> Result<Scalar, Trouble> {
    let mut machine =
        Machine { env, nodes, at: 0, stack: Vec::with_capacity(nodes.len().min(16)), troubles: Vec::new() };
    while let Some(node) = nodes.get(machine.at) {
        machine.at += 1;
        machine.step(*node)?;
    }
    machine.finish()
}

/// The state of one evaluation.
pub(super) struct Machine<'a, E> {
    pub(super) env: &'a E,
    nodes: &'a [Node],
    at: usize,
    stack: Vec<Cell>,
    troubles: Vec<Trouble>,
}

impl<E: Env> Machine<'_, E> {
    fn step(&mut self, node: Node) -> Result<(), Trouble> {
        match node.kind {
            NodeKind::Int | NodeKind::Char => self.int(node),
            NodeKind::Float => self.float(node),
            NodeKind::Inf => self.float_word(node, f64::INFINITY.to_bits()),
            NodeKind::Nan => self.float_word(node, 0x7FF8_0000_0000_0000),
            NodeKind::Str | NodeKind::Bytes(_) => self.text(node),
            _ if let Some(name) = node.name() => self.name(node, name),
            NodeKind::Paren => {}
            NodeKind::Unary(op) => self.unary(op, node.span),
            NodeKind::Binary(op) => self.binary(op, node.span),
            NodeKind::Call => {
                let operand = self.pop();
                let result = convert::call(self, node, operand);
                self.push(result);
            }
            kind => return Err(messages::not_an_expression(kind, node.span).into()),
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Scalar, Trouble> {
        let span = whole(self.nodes);
        let cell = self.pop();
        match self.scalar(cell, span) {
            Ok(Scalar::Int(value)) => match value.suffix {
                Some(ty) if !value.fits(ty) => Err(messages::result_out_of_range(value, ty, span).into()),
                _ => Ok(Scalar::Int(value)),
            },
            Ok(scalar) => Ok(scalar),
            Err(Cell::Poison(at)) if (at as usize) < self.troubles.len() => {
                Err(self.troubles.swap_remove(at as usize))
            }
            Err(_) => Err(messages::bad_literal(span).into()),
        }
    }

    fn pop(&mut self) -> Cell {
        // A tree always has its operands; an empty slice has no value at all.
        self.stack.pop().unwrap_or(Cell::Poison(u32::MAX))
    }

    fn push(&mut self, result: Result<Cell, Diagnostic>) {
        let cell = match result {
            Ok(cell) => cell,
            Err(diagnostic) => self.poison(diagnostic.into()),
        };
        self.stack.push(cell);
    }

    pub(super) fn poison(&mut self, trouble: Trouble) -> Cell {
        self.troubles.push(trouble);
        Cell::Poison(self.troubles.len() as u32 - 1)
    }

    /// The value of a cell; else the poison that records why it has none.
    pub(super) fn scalar(&mut self, cell: Cell, span: Span) -> Result<Scalar, Cell> {
        let fault = match cell {
            Cell::Value(value) => return Ok(value),
            Cell::Literal { bits, .. } => return Ok(Scalar::F64(bits)),
            Cell::Poison(_) => return Err(cell),
            Cell::Text(_) => messages::not_an_expression(NodeKind::Str, span),
            Cell::Target => messages::lone_target(span),
            Cell::Name(_) | Cell::Format(_) => messages::not_an_expression(NodeKind::Name, span),
        };
        Err(self.poison(fault.into()))
    }

    /// The integer of a cell; else the poison that records why it has none.
    pub(super) fn integer(&mut self, cell: Cell, span: Span) -> Result<Int, Cell> {
        match self.scalar(cell, span)? {
            Scalar::Int(value) => Ok(value),
            _ => Err(self.poison(messages::float_arithmetic(span).into())),
        }
    }
}

/// Leaves.
impl<E: Env> Machine<'_, E> {
    /// Takes the minus directly before the current literal, and returns its place.
    fn minus(&mut self, literal: Span) -> (bool, Span) {
        match self.nodes.get(self.at) {
            Some(Node { kind: NodeKind::Unary(UnaryOp::Negate), span, .. }) => {
                self.at += 1;
                (true, *span)
            }
            _ => (false, literal),
        }
    }

    fn int(&mut self, node: Node) {
        let (negative, span) = self.minus(node.span);
        let value = match node.small().map(i128::from) {
            Some(value) => Ok(Int::new(if negative { -value } else { value })),
            None => literal::int(self.env.text(node.span), negative, span),
        };
        self.push(value.map(|value| Cell::Value(Scalar::Int(value))));
    }

    fn float(&mut self, node: Node) {
        let (negative, span) = self.minus(node.span);
        let value = literal::float(self.env.text(node.span), negative, span);
        self.push(value.map(|value| match value {
            Scalar::F64(bits) => Cell::Literal { bits, text: node.span, negative },
            value => Cell::Value(value),
        }));
    }

    fn float_word(&mut self, node: Node, bits: u64) {
        let (negative, _) = self.minus(node.span);
        self.stack.push(Cell::Value(Scalar::F64(literal::signed64(bits, negative))));
    }

    fn text(&mut self, node: Node) {
        let len =
            lzasm_grammar::literal::unescape_bytes(self.env.text(node.span)).map(|bytes| bytes.len() as u64);
        self.push(len.map(Cell::Text).map_err(|_| messages::bad_literal(node.span)));
    }

    fn name(&mut self, node: Node, name: Sym) {
        let next = self.nodes.get(self.at);
        let call = next.filter(|next| next.kind == NodeKind::Call).and_then(|call| call.sym());
        let cell = match next {
            Some(_) if call.is_some_and(|call| convert::takes_name(self.env.name(call))) => Cell::Name(name),
            Some(_) if self.is_compared(node) => Cell::Format(name),
            _ => self.value_of(node, name),
        };
        self.stack.push(cell);
    }

    fn value_of(&mut self, node: Node, name: Sym) -> Cell {
        match self.env.constant(name) {
            Lookup::Value(value) => Cell::Value(value),
            Lookup::Faulty => self.poison(Trouble::Reported),
            Lookup::Pending if self.is_word(node, "target") => Cell::Target,
            Lookup::Pending if self.is_word(node, "here") => match self.env.here() {
                Some(here) => Cell::Value(Scalar::Int(Int::new(i128::from(here)))),
                None => self.poison(messages::here_outside_code(node.span).into()),
            },
            Lookup::Pending => self.poison(Trouble::Pending { name, span: node.span }),
        }
    }

    fn is_word(&self, node: Node, word: &str) -> bool {
        node.kind == NodeKind::Name && node.name().is_some_and(|name| self.env.name(name) == word)
    }

    /// Whether a name is on the other side of `target ==` or `== target`.
    fn is_compared(&self, node: Node) -> bool {
        let compares = |at: usize| {
            let next = self.nodes.get(at).map(|node| node.kind);
            matches!(next, Some(NodeKind::Binary(BinaryOp::Equal | BinaryOp::NotEqual)))
        };
        match self.stack.last() {
            Some(Cell::Target) if compares(self.at) => true,
            _ => {
                compares(self.at + 1)
                    && !self.is_word(node, "target")
                    && self.nodes.get(self.at).is_some_and(|next| self.is_word(*next, "target"))
            }
        }
    }
}

/// Operators.
impl<E: Env> Machine<'_, E> {
    fn unary(&mut self, op: UnaryOp, span: Span) {
        let operand = self.pop();
        let cell = match self.integer(operand, span) {
            Ok(value) => match value.unary(op) {
                Ok(value) => Cell::Value(Scalar::Int(value)),
                Err(_) => self.poison(messages::overflow(span).into()),
            },
            Err(poison) => poison,
        };
        self.stack.push(cell);
    }

    fn binary(&mut self, op: BinaryOp, span: Span) {
        let (right, left) = (self.pop(), self.pop());
        let cell = match (left, right) {
            (Cell::Target, Cell::Format(name)) | (Cell::Format(name), Cell::Target) => {
                self.compare_target(op, name, span)
            }
            _ => self.arithmetic(op, left, right, span).unwrap_or_else(|poison| poison),
        };
        self.stack.push(cell);
    }

    fn arithmetic(&mut self, op: BinaryOp, left: Cell, right: Cell, span: Span) -> Result<Cell, Cell> {
        let a = self.integer(left, span)?;
        if let Some(decided) = decided(op, a)
            && matches!(right, Cell::Poison(_))
        {
            return Ok(Cell::Value(Scalar::Int(decided)));
        }
        let b = self.integer(right, span)?;
        match a.binary(op, b) {
            Ok(value) => Ok(Cell::Value(Scalar::Int(value))),
            Err(fault) => Err(self.poison(self.reported(op, fault, b, span).into())),
        }
    }

    fn reported(&self, op: BinaryOp, fault: int::Fault, right: Int, span: Span) -> Diagnostic {
        match fault {
            int::Fault::Overflow => messages::overflow(span),
            int::Fault::ZeroDivision => messages::division_by_zero(op == BinaryOp::Modulo, span),
            int::Fault::ShiftCount => messages::shift_count(right, span),
            int::Fault::Suffixes(a, b) => messages::mixed_suffixes(a, b, span),
        }
    }

    fn compare_target(&mut self, op: BinaryOp, name: Sym, span: Span) -> Cell {
        let word = self.env.name(name);
        if formats::find(word).is_none() {
            let unknown = formats::messages::unknown_format(word).at(span, "");
            return self.poison(unknown.into());
        }
        match self.env.target() {
            Some(target) => {
                let holds = (target == word) == (op == BinaryOp::Equal);
                Cell::Value(Scalar::Int(Int::new(i128::from(holds))))
            }
            None => self.poison(messages::target_unknown(span).into()),
        }
    }
}

/// What `a && …` or `a || …` evaluates to, whatever is on the right.
fn decided(op: BinaryOp, a: Int) -> Option<Int> {
    match op {
        BinaryOp::LogicalAnd if a.is_zero() => a.truth(false),
        BinaryOp::LogicalOr if !a.is_zero() => a.truth(true),
        _ => None,
    }
}
