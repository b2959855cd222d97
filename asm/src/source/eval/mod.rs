//! Evaluates expressions: computes a number from a subtree in postfix order and the meanings of its names.
//!
//! Integers are computed in i128, or in u128 where a literal with that suffix takes part. Floats are carried and
//! converted but never computed with. The evaluator is a loop over the slice with a stack of its own, so no nesting
//! can overflow.

mod constants;
mod convert;
mod int;
mod literal;
mod machine;
pub(crate) mod messages;

pub use constants::Constants;
pub(crate) use constants::{Pending, State};
pub(crate) use convert::{FUNCTIONS, takes_name};
pub use int::Int;

use lzasm_grammar::ast::Node;
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::names::Sym;
use lzasm_grammar::source::Span;

/// The value of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// An integer.
    Int(Int),
    /// An f32, as its bits.
    F32(u32),
    /// An f64, as its bits.
    F64(u64),
}

/// The meaning of a name in an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// This value.
    Value(Scalar),
    /// Nothing that has a value yet.
    Pending,
    /// A name whose definition is faulty, which has been reported.
    Faulty,
}

/// The meanings of the names in an expression.
pub trait Env {
    /// The characters under a span.
    fn text(&self, span: Span) -> &str;
    /// The text of a name.
    fn name(&self, sym: Sym) -> &str;
    /// The constant of this name.
    fn constant(&self, sym: Sym) -> Lookup;
    /// Whether there is a constant of this name, for `defined`.
    fn is_defined(&self, sym: Sym) -> bool;
    /// The size of a struct, for `sizeof`; `None` if it is not known (yet).
    fn size_of(&self, sym: Sym) -> Option<u64>;
    /// The value of `here`; `None` outside code.
    fn here(&self) -> Option<u64>;
    /// The value of `target`; `None` if it is not known.
    fn target(&self) -> Option<&'static str>;
}

/// Why an expression has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Needs a name that has no value yet.
    Pending {
        /// The name.
        name: Sym,
        /// The place in the expression.
        span: Span,
    },
    /// Needs a name whose definition is faulty, which has been reported.
    Reported,
    /// Faulty.
    Error(Box<Diagnostic>),
}

impl From<Diagnostic> for Trouble {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Error(Box::new(diagnostic))
    }
}

/// The value of an expression: one subtree in postfix order.
#[inline]
pub fn eval(nodes: &[Node], env: &impl Env) -> Result<Scalar, Trouble> {
    if let [node] = nodes
        && let Some(value) = node.small()
    {
        return Ok(Scalar::Int(Int::new(value.into())));
    }
    machine::run(nodes, env)
}

/// The value of an expression that must be an integer.
#[inline]
pub fn eval_int(nodes: &[Node], env: &impl Env) -> Result<Int, Trouble> {
    match eval(nodes, env)? {
        Scalar::Int(int) => Ok(int),
        _ => Err(messages::float_for_integer(whole(nodes)).into()),
    }
}

/// The place of a whole expression.
fn whole(nodes: &[Node]) -> Span {
    nodes.last().map_or(Span::default(), |node| node.span)
}

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;
