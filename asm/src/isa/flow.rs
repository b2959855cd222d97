//! Control flow: where an instruction leads. The translation, the lowering, the verifiers and the views all ask
//! [`Row::successors`].

use super::{OperandKind, Role, Row};

/// The kind of an instruction's control flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flow {
    /// To the next instruction.
    Next,
    /// To its label.
    Jump,
    /// To its label or the next instruction (or to one of two labels).
    Branch,
    /// Into a function and back (or not, with a tail call).
    Call,
    /// Back to the caller.
    Return,
    /// Nowhere.
    Stop,
}

/// One of the successors of an instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// The next instruction.
    Next,
    /// The target of the label in the operand of this index.
    Label(usize),
}

/// The successors of an instruction in its function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Successors {
    /// None: control leaves the function, or stops.
    None,
    /// This one.
    One(Exit),
    /// The first if the value that decides is true, else the second.
    Either(Exit, Exit),
}

impl Successors {
    /// All of them.
    pub fn exits(self) -> impl Iterator<Item = Exit> {
        let (first, second) = match self {
            Self::None => (None, None),
            Self::One(exit) => (Some(exit), None),
            Self::Either(first, second) => (Some(first), Some(second)),
        };
        first.into_iter().chain(second)
    }

    /// Whether the next instruction is one of them.
    pub fn falls_through(self) -> bool {
        self.exits().any(|exit| exit == Exit::Next)
    }
}

impl Row {
    /// The successors of an instruction of this row; `is_tail` if it is a call with the flag `tail`.
    pub fn successors(&self, is_tail: bool) -> Successors {
        let mut labels = (0..).zip(self.operands()).filter(|(_, kind)| kind.is_label());
        let mut label = || labels.next().map_or(Exit::Next, |(index, _)| Exit::Label(index));
        match self.effect.flow {
            Flow::Next => Successors::One(Exit::Next),
            Flow::Jump => Successors::One(label()),
            // A row with one label goes on to the next instruction where it does not jump.
            Flow::Branch if self.role == Role::JumpIf(false) => Successors::Either(Exit::Next, label()),
            Flow::Branch => Successors::Either(label(), label()),
            Flow::Call if is_tail => Successors::None,
            Flow::Call => Successors::One(Exit::Next),
            Flow::Return | Flow::Stop => Successors::None,
        }
    }
}

impl OperandKind {
    /// Whether the operand is a label, or the distance to one.
    pub const fn is_label(self) -> bool {
        matches!(self, Self::Label16 | Self::Label24 | Self::Target)
    }

    /// Whether the operand holds the flags of a call.
    pub const fn is_flags(self) -> bool {
        matches!(self, Self::Flags8 | Self::Flags16)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::row::{op, pops};
    use OperandKind::{Callee, Flags8, Label16, Label24, Target, U8};

    fn successors<const N: usize>(operands: [OperandKind; N], flow: Flow, role: Role) -> Successors {
        op(0, "", operands, pops(0).flow(flow), role, "").successors(false)
    }

    #[test]
    fn each_kind_of_flow_has_its_successors() {
        let (next, one, two) = (Exit::Next, Exit::Label(0), Exit::Label(1));
        assert_eq!(successors([U8], Flow::Next, Role::Move), Successors::One(next));
        assert_eq!(successors([Label24], Flow::Jump, Role::Jump), Successors::One(one));
        let on_true = successors([U8, Label16], Flow::Branch, Role::JumpIf(true));
        assert_eq!(on_true, Successors::Either(two, next));
        let on_false = successors([U8, Label16], Flow::Branch, Role::JumpIf(false));
        assert_eq!(on_false, Successors::Either(next, two));
        let choice = successors([Target, Target], Flow::Branch, Role::Choose);
        assert_eq!((choice, choice.falls_through()), (Successors::Either(one, two), false));
        assert_eq!(successors([], Flow::Return, Role::Return), Successors::None);
        let call = op(0, "", [Callee, Flags8], pops(0).flow(Flow::Call), Role::Call, "");
        assert_eq!(
            (call.successors(false), call.successors(true)),
            (Successors::One(next), Successors::None)
        );
    }
}
