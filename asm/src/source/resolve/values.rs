//! Values: from nodes to the pool.

use super::pending::Tree;
use super::{Resolver, messages};
use crate::ir::{FnRef, FnRefId, IntType, SizeClass, Span, Sym, Value, ValueId};
use crate::source::Context;
use crate::source::ContextEnv;
use crate::source::eval::{self, Int, Scalar, Trouble};
use lzasm_grammar::ast::{BinaryOp, NodeKind};
use lzasm_grammar::literal;

/// The word before the parts of a function.
const PLACED: &str = "function";

impl Resolver {
    /// Evaluates an expression.
    pub(super) fn scalar(&mut self, cx: &mut Context, tree: Tree) -> Result<Scalar, Trouble> {
        let (program, sizes, module) = (&self.program, &self.sizes, self.scope.current());
        let size_of = |name| super::size_of(program, sizes, module, name);
        eval::eval(tree.slice(), &ContextEnv::new(cx, tree.here, size_of))
    }

    /// Evaluates an integer.
    pub(super) fn int(&mut self, cx: &mut Context, tree: Tree) -> Result<Int, Trouble> {
        let (program, sizes, module) = (&self.program, &self.sizes, self.scope.current());
        let size_of = |name| super::size_of(program, sizes, module, name);
        eval::eval_int(tree.slice(), &ContextEnv::new(cx, tree.here, size_of))
    }

    /// Evaluates an integer of a range.
    pub(super) fn number(
        &mut self,
        cx: &mut Context,
        tree: Tree,
        least: i64,
        greatest: i64,
    ) -> Result<i64, Trouble> {
        let int = self.int(cx, tree)?;
        int.as_i128()
            .filter(|value| (i128::from(least)..=i128::from(greatest)).contains(value))
            .map(|value| value as i64)
            .ok_or_else(|| {
                Trouble::from(messages::out_of_range(tree.span(), &int.to_string(), least, greatest))
            })
    }

    /// The value that a tree spells.
    pub(super) fn value(&mut self, cx: &mut Context, tree: Tree) -> Result<ValueId, Trouble> {
        let node = tree.node();
        let value = match node.kind {
            NodeKind::Str => Value::Text(string(cx, node.span).into(), SizeClass::Shortest),
            NodeKind::Bytes(class) => Value::Bytes(bytes(cx, node.span).into(), class),
            NodeKind::Atom if let Some(name) = node.sym() => Value::Atom(name),
            NodeKind::True => Value::Bool(true),
            NodeKind::False => Value::Bool(false),
            NodeKind::List(class) => Value::List(self.values(cx, tree)?, class),
            NodeKind::Tuple(class) => Value::Tuple(self.values(cx, tree)?, class),
            NodeKind::Map(class) => {
                let map = Value::Map(self.pairs(cx, tree)?, class);
                let keys = tree.elements().into_iter().map(|element| tree.at(element).pair().0.span());
                let id = self.program.values.add(map, node.span.lo);
                self.program.values.set_keys(id, keys.collect());
                return Ok(id);
            }
            NodeKind::FnValue => Value::Function(self.function(cx, tree.child())?),
            NodeKind::ImportValue => Value::Import(self.import(cx, tree.child())?),
            NodeKind::RefValue if let Some(name) = tree.child().node().name() => Value::Variable(name),
            NodeKind::Incbin => {
                Value::Bytes(included_bytes(cx, tree.child().node().span)?.into(), SizeClass::Shortest)
            }
            NodeKind::Call if node.sym().is_some_and(|name| cx.names.text(name) == PLACED) => {
                self.function_by_parts(cx, tree.child())?
            }
            _ if let Some(name) = node.name()
                && let Some((index, _)) = self.scope.constant(name) =>
            {
                return self.constant_value(index, name, node.span);
            }
            _ => scalar_value(self.scalar(cx, tree)?, node.span)?,
        };
        Ok(self.program.values.add(value, node.span.lo))
    }

    /// The parts of a function: `{fn NAME/ARITY, REGISTERS, ENTRY}`.
    fn function_by_parts(&mut self, cx: &mut Context, tree: Tree) -> Result<Value, Trouble> {
        let parts = match tree.node().kind {
            NodeKind::Tuple(_) => tree.elements(),
            _ => Vec::new(),
        };
        let [name, registers, entry] = *parts.as_slice() else {
            return Err(Trouble::from(messages::placed_form(tree.span())));
        };
        if tree.at(name).node().kind != NodeKind::FnValue {
            return Err(Trouble::from(messages::placed_form(tree.at(name).span())));
        }
        let function = self.function(cx, tree.at(name).child())?;
        let found = self.program.values.get_ref(function);
        if found.module.is_some() || found.arity.is_none() {
            return Err(Trouble::from(messages::placed_form(tree.at(name).span())));
        }
        let registers = self.number(cx, tree.at(registers), 0, u8::MAX.into())? as u8;
        let entry = self.number(cx, tree.at(entry), 0, u32::MAX.into())? as u32;
        Ok(Value::Placed { function, registers, entry })
    }

    /// The function that a tree names: `f`, `f/2`, `m::f`, `m::f/2`.
    pub(super) fn function(&mut self, cx: &mut Context, tree: Tree) -> Result<FnRefId, Trouble> {
        let (named, arity) = match tree.node().kind {
            NodeKind::Binary(BinaryOp::Divide) => {
                let (named, arity) = tree.pair();
                (named, Some(self.arity(cx, arity)?))
            }
            _ => (tree, None),
        };
        let node = named.node();
        let (module, name) = match node.kind {
            NodeKind::Qualified => (node.sym(), named.child().node().name()),
            _ => (None, node.name()),
        };
        let Some(name) = name else { return Err(Trouble::from(messages::not_a_function(tree.span()))) };
        Ok(self.program.values.add_ref(FnRef { module, name, arity }, tree.span()))
    }

    fn arity(&mut self, cx: &mut Context, tree: Tree) -> Result<u8, Trouble> {
        match tree.node().kind {
            NodeKind::Int => self.number(cx, tree, 0, 255).map(|arity| arity as u8),
            _ => Err(Trouble::from(messages::arity_not_a_literal(tree.span()))),
        }
    }

    fn import(&mut self, cx: &mut Context, tree: Tree) -> Result<FnRefId, Trouble> {
        let id = self.function(cx, tree)?;
        let function = self.program.values.get_ref(id);
        match (function.module, function.arity) {
            (Some(_), Some(_)) => Ok(id),
            _ => Err(Trouble::from(messages::import_incomplete(tree.span()))),
        }
    }

    fn values(&mut self, cx: &mut Context, tree: Tree) -> Result<Vec<ValueId>, Trouble> {
        tree.elements().into_iter().map(|element| self.value(cx, tree.at(element))).collect()
    }

    fn pairs(&mut self, cx: &mut Context, tree: Tree) -> Result<Vec<(ValueId, ValueId)>, Trouble> {
        let mut pairs = Vec::new();
        for element in tree.elements() {
            let (key, value) = tree.at(element).pair();
            pairs.push((self.value(cx, key)?, self.value(cx, value)?));
        }
        Ok(pairs)
    }

    fn constant_value(&self, index: u32, name: Sym, span: Span) -> Result<ValueId, Trouble> {
        let module = self.scope.current().map(|module| &self.program.modules[module as usize]);
        match module.and_then(|module| module.consts.get(index as usize)).map(|found| found.value) {
            Some(value) if value != ValueId::PENDING => Ok(value),
            _ => Err(Trouble::Pending { name, span }),
        }
    }
}

fn scalar_value(scalar: Scalar, span: Span) -> Result<Value, Trouble> {
    match scalar {
        Scalar::F32(bits) => Ok(Value::F32(bits)),
        Scalar::F64(bits) => Ok(Value::F64(bits)),
        Scalar::Int(int) => {
            let ty = int.suffix.unwrap_or(IntType::I32);
            if int.fits(ty) {
                Ok(Value::Int(ty, int.to_bits()))
            } else {
                Err(Trouble::from(messages::needs_suffix(span, &int.to_string(), ty, &int)))
            }
        }
    }
}

/// The text of a string literal; the parser has checked its escapes.
pub(super) fn string(cx: &Context, span: Span) -> String {
    literal::unescape_str(cx.sources.text(span)).map(Into::into).unwrap_or_default()
}

/// The bytes of a literal `"…"`, `b"…"` or `bytes16"…"`.
pub(super) fn bytes(cx: &Context, span: Span) -> Vec<u8> {
    literal::unescape_bytes(cx.sources.text(span)).unwrap_or_default()
}

fn included_bytes(cx: &mut Context, path: Span) -> Result<Vec<u8>, Trouble> {
    let name = string(cx, path);
    crate::source::expand::read_bytes(cx, &name, path).map_err(Trouble::from)
}
