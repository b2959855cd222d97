//! The reasons why a run stops before its end, as data; [`super::messages`] has the wording.

use super::{HostError, Unready};
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::source::Span;
use std::fmt;

/// Why a run did not come to its end.
#[derive(Clone, Debug, PartialEq)]
pub enum Stop {
    /// The run could not start.
    Unready(Unready),
    /// An instruction failed, or a limit was reached.
    Fault(Box<Fault>),
    /// The observer had seen enough.
    Quit,
}

impl From<Unready> for Stop {
    fn from(unready: Unready) -> Self {
        Self::Unready(unready)
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(Box::new(fault))
    }
}

/// An instruction that failed, or a limit that was reached there.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The cause of a fault.
    pub cause: Cause,
    /// The instruction.
    pub place: Place,
    /// The calls that led there.
    pub stack: CallStack,
}

impl Fault {
    /// The diagnostic. `span` is the place in the source, where one is available.
    pub fn diagnostic(&self, span: Option<Span>) -> Diagnostic {
        crate::vm::messages::fault(self, span)
    }
}

/// The cause of a fault.
#[derive(Clone, Debug, PartialEq)]
pub enum Cause {
    /// An integer was divided by zero.
    DivisionByZero,
    /// A value is not of the kind that the instruction takes.
    BadOperand {
        /// The kind that the instruction takes.
        expected: String,
        /// The value, as the language writes it.
        found: String,
    },
    /// The stack holds fewer values than the instruction takes.
    StackUnderflow {
        /// The number of values the instruction takes.
        needed: u64,
        /// The number of values on the stack.
        found: u64,
    },
    /// A function is called that no module and no host has.
    UnknownFunction {
        /// Its name.
        name: String,
        /// The functions whose names are nearest to it.
        similar: Vec<String>,
    },
    /// A variable, member or layout that is not there.
    UnknownName {
        /// What it is: `variable`.
        what: &'static str,
        /// Its name.
        name: String,
    },
    /// A variable is made that exists already.
    VariableExists(String),
    /// A variable is created with a type that has no default value.
    NoDefault(String),
    /// A shift by fewer than 0 bits, or by all bits or more.
    ShiftCount {
        /// The count.
        count: String,
        /// The number of bits of the shifted value.
        bits: u32,
    },
    /// An index that is not below the number of elements.
    NoElement {
        /// The index.
        index: String,
        /// The number of elements.
        length: u64,
    },
    /// A key that a map does not have.
    NoKey(String),
    /// A number that a cast cannot bring into its type.
    CastRange {
        /// The number.
        value: String,
        /// The type.
        to: String,
    },
    /// The program stopped itself with this number.
    Trap(u8),
    /// Control left the code.
    FellOff,
    /// A word that is not an instruction, where one is required.
    BadInstruction {
        /// The fault.
        why: &'static str,
    },
    /// A function returned without a value where it must have one.
    NoResult,
    /// The host could not do what was asked of it.
    Host(HostError),
    /// The limit on executed instructions was reached.
    StepLimit(u64),
    /// The limit on open calls was reached.
    DepthLimit(u32),
    /// The limit on memory in bytes was reached.
    MemoryLimit(u64),
}

impl Cause {
    /// An operand of another kind than the instruction takes.
    pub fn operand(expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self::BadOperand { expected: expected.into(), found: found.into() }
    }

    /// Whether it is a limit of resources.
    pub const fn is_limit(&self) -> bool {
        matches!(
            self,
            Self::StepLimit(_)
                | Self::DepthLimit(_)
                | Self::MemoryLimit(_)
                | Self::Host(HostError::OutputLimit(_))
        )
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::vm::messages::cause(self))
    }
}

/// An instruction of a program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The module; empty if it has no name.
    pub module: String,
    /// The function, with its arity where that is part of the name.
    pub function: String,
    /// The number of the instruction in its function.
    pub instruction: u32,
    /// The instruction itself.
    pub text: String,
    /// Its source line, if known.
    pub source: Option<SourceLine>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.module.is_empty() {
            write!(f, "{}::", self.module)?;
        }
        write!(f, "{}:{}", self.function, self.instruction)
    }
}

/// A line of a source.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SourceLine {
    /// The name of the file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1; 0 says nothing.
    pub column: u32,
}

impl fmt::Display for SourceLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)?;
        if self.column > 0 { write!(f, ":{}", self.column) } else { Ok(()) }
    }
}

/// The calls that are open, from the newest to the oldest, each as the instruction that called. Of very many, those
/// in the middle are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallStack {
    /// The newest ones.
    pub newest: Vec<Place>,
    /// The number of calls that are left out.
    pub left_out: u64,
    /// The oldest ones; empty if none are left out.
    pub oldest: Vec<Place>,
}

impl CallStack {
    /// The number of calls that are kept at each end.
    const KEPT: usize = 16;

    /// The calls of a stack of this depth; `place` returns each one's place; 0 is the newest.
    pub fn clipped(depth: usize, mut place: impl FnMut(usize) -> Place) -> Self {
        let newest = if depth <= 2 * Self::KEPT { depth } else { Self::KEPT };
        let oldest = if depth <= 2 * Self::KEPT { depth } else { depth - Self::KEPT };
        Self {
            newest: (0..newest).map(&mut place).collect(),
            left_out: (oldest - newest) as u64,
            oldest: (oldest..depth).map(&mut place).collect(),
        }
    }
}
